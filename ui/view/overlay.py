"""What is written over the picture: title, names on leaders, north arrow, scale bar, legend, handles.

One painter function for the window and for exported pictures, in logical pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from massastudie.scene import LabelItem, Scene

from .. import style
from .beside import Beside
from .furniture import (
    MARGIN,
    NORTH_PX,
    Caption,
    credit,
    font,
    halo,
    legend_box,
    north,
    note,
    note_box,
    quick_note,
    scale_bar,
    seen,
    title,
    write_centred,
)
from .grips import GripDrag, HeightGrip
from .labels import Box, Placed, place
from .legend import Entry, legend
from .look import Ink, look_of
from .projection import Projection
from .sheet import Sheet
from .sun_text import day_text, sun_text
from .words import word

#: Radius of a handle, pixels.
GRIP_PX = 9
#: Radius of the ring round a point that is asked after, pixels.
RING_PX = 10.0


def paint_overlay(
    painter: QPainter,
    scene: Scene,
    at: Projection,
    caption: Caption,
    names: Sequence[LabelItem] = (),
    grip: GripDrag | None = None,
    with_note: bool = True,
    kept: Sequence[Box] = (),
) -> None:
    """Draw everything over a picture of `at.width` × `at.height` logical pixels; `names` are the labels in sight. What
    lies in the boxes `kept` is free of names."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    room, ink = at.width - 2 * MARGIN - NORTH_PX, look_of(scene).ink
    taken = [
        title(painter, caption, room, ink),
        north(painter, at, caption.language, ink),
        scale_bar(painter, at, ink),
    ]
    line = note_text(scene, caption)
    lowest = legend_box(painter, at, entries_of(scene, caption), note_box(at, line)[0] if line else at.width, ink)
    taken += [lowest, note(painter, at, line, ink) if with_note else note_box(at, line), *kept]
    credit(painter, at, " · ".join(scene.credits), ink)
    _labels(painter, names, at, [box for box in taken if box is not None], grip_boxes(grip, at), ink)
    if grip is not None and grip.grip is not None:
        _grip(painter, grip, at, caption.language)


def entries_of(scene: Scene, caption: Caption) -> list[Entry]:
    """Lines of the legend, none when the caption leaves it out."""
    if not caption.with_legend:
        return []
    moment = caption.moment
    day = caption.day or (day_text(moment, caption.language) if moment is not None else "")
    return legend(scene, caption.language, caption.fase_names, day)


def note_text(scene: Scene, caption: Caption) -> str:
    """The small line: what the caption says, and the sun."""
    sun = sun_text(scene, caption.moment, caption.language) if caption.with_sun else ""
    return " · ".join(part for part in (caption.note, sun) if part)


def label_font(item: LabelItem) -> QFont:
    """Squares and blocks bold, streets in italics."""
    if item.kind == "straat":
        return font(11.5, italic=True)
    return font(13 if item.rank <= 1 else 12, bold=item.rank <= 1)


def label_size(item: LabelItem) -> tuple[float, float]:
    """Width and height of a label with its padding."""
    metrics = QFontMetricsF(label_font(item))
    padding = 4.0 if item.kind == "straat" else 14.0
    return metrics.horizontalAdvance(item.text) + padding, metrics.height() + (0.0 if item.kind == "straat" else 5.0)


def _labels(
    painter: QPainter, names: Sequence[LabelItem], at: Projection, taken: list[Box], marks: list[Box], ink: Ink
) -> None:
    placed = place(names, at, label_size, taken, marks)
    boxed = [p for p in placed if p.item.kind != "straat"]
    for label in boxed:
        _leader(painter, label, ink)
    for label in placed:
        _label(painter, label, ink)


def _leader(painter: QPainter, label: Placed, ink: Ink) -> None:
    left, _, right, bottom = label.box
    painter.setPen(QPen(QColor(ink.text), 1.0))
    painter.drawLine(QPointF(min(max(label.anchor[0], left + 6), right - 6), bottom), QPointF(*label.anchor))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.text))
    painter.drawEllipse(QPointF(*label.anchor), 2.4, 2.4)


def _label(painter: QPainter, label: Placed, ink: Ink) -> None:
    left, top, right, bottom = label.box
    rect = QRectF(left, top, right - left, bottom - top)
    painter.setFont(label_font(label.item))
    if label.item.kind == "straat":
        halo(painter, left + 2, bottom - QFontMetricsF(painter.font()).descent(), label.item.text, ink.soft, ink=ink)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(seen(ink.panel, 225))
    painter.drawRoundedRect(rect, 4, 4)
    soft = label.item.kind in ("doorsteek", "gebouw")
    write_centred(painter, rect, label.item.text, ink.soft if soft else ink.text)


def grip_boxes(drag: GripDrag | None, at: Projection) -> list[Box]:
    """Where the handle on the selection lies, in pixels."""
    if drag is None or drag.grip is None:
        return []
    x, y = (float(v) for v in at.to_screen(drag.grip.point)[0][0])
    return [(x - GRIP_PX, y - GRIP_PX, x + GRIP_PX, y + GRIP_PX)]


def _grip(painter: QPainter, drag: GripDrag, at: Projection, language: str) -> None:
    grip = drag.grip
    if grip is None:
        return
    tall = isinstance(grip, HeightGrip)
    screen, front = at.to_screen(grip.point)
    if not front[0]:
        return
    x, y = (float(v) for v in screen[0])
    painter.save()
    painter.translate(x, y)
    painter.setPen(QPen(QColor(style.PAPER), 2.0))
    painter.setBrush(QColor(style.SELECTION))
    painter.drawEllipse(QPointF(0, 0), GRIP_PX, GRIP_PX)
    painter.rotate(0.0 if tall else _screen_angle(grip.outward, grip.point, at))
    painter.setPen(QPen(QColor(style.PAPER), 1.6))
    for side in (-1, 1):
        tip = QPointF(0, 5.5 * side)
        painter.drawLine(QPointF(0, 0), tip)
        for wing in (-2.6, 2.6):
            painter.drawLine(tip, QPointF(wing, 2.8 * side))
    painter.restore()
    if drag.wish is not None:
        _wish(painter, x + 16, y - 10, wish_text(drag.wish, tall, language))


def wish_text(wish: float, tall: bool, language: str) -> str:
    """What is asked for while a handle is dragged."""
    if not tall:
        return style.length(wish)
    return word(language, "bouwlaag") if wish == 1 else word(language, "bouwlagen").format(int(wish))


def _wish(painter: QPainter, x: float, y: float, text: str) -> None:
    painter.setFont(font(13, bold=True))
    wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + 16
    rect = QRectF(x, y - 12, wide, 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.SELECTION))
    painter.drawRoundedRect(rect, 4, 4)
    write_centred(painter, rect, text, style.PAPER)


def _screen_angle(outward: np.ndarray, point: np.ndarray, at: Projection) -> float:
    """Turn (degrees) that lays the arrow of the handle along `outward` in the picture."""
    ends, _ = at.to_screen(np.array([point, point + [*outward, 0.0]]))
    way = ends[1] - ends[0]
    return float(np.degrees(np.arctan2(way[1], way[0]))) + 90.0


def _ring(painter: QPainter, place: tuple[float, float, float], at: Projection) -> None:
    """A ring in the colour of the selection, with a dot in it, on what is asked after."""
    screen, front = at.to_screen(np.array([place]))
    if not front[0]:
        return
    centre = QPointF(*screen[0].tolist())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((style.PAPER, 5.0), (style.SELECTION, 2.6)):
        painter.setPen(QPen(QColor(colour), wide))
        painter.drawEllipse(centre, RING_PX, RING_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.SELECTION))
    painter.drawEllipse(centre, 2.6, 2.6)


class Overlay(QWidget):
    """A see-through child over the 3D view; it lets the mouse through and never makes the 3D render.

    With something `beside`, what is written about that stands to the left of its line, cut by it as the picture is.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.scene: Scene | None = None
        self.at: Projection | None = None
        self.caption = Caption()
        self.scale = 1.0
        self.names: tuple[LabelItem, ...] = ()
        self.grip: GripDrag | None = None
        self.beside: Beside | None = None
        self.mark: tuple[float, float, float] | None = None
        self._sheets = (Sheet(), Sheet())
        self._current: list[QPixmap] = []

    def changed(self) -> None:
        """Look what is to be written, and draw all anew when that differs."""
        self._current = []
        self.update()

    def note_changed(self) -> None:
        """Only the small line changed: the rest is taken from what was kept of it, which costs a tenth."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw over the last frame: all but the small line from a picture of it, so that it always looks the same."""
        if self.scene is None or self.at is None:
            return
        if not self._current:
            self._current = self._pictures(self.scene, self.at)
        painter = QPainter(self)
        for sheet, part in zip(self._current, self._parts(), strict=False):
            painter.setClipRect(part)
            painter.drawPixmap(0, 0, sheet)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale, self.scale)
        quick_note(painter, self._scaled(self.at), note_text(self.scene, self.caption), look_of(self.scene).ink)
        if self.mark is not None:
            _ring(painter, self.mark, self._scaled(self.at))
        painter.end()

    def _parts(self) -> tuple[QRect, QRect]:
        """Where the writing of the scene goes, and where that of the one beside it."""
        line = round(self.beside.share * self.width()) if self.beside is not None else 0
        return self.rect().adjusted(line, 0, 0, 0), QRect(0, 0, line, self.height())

    def _pictures(self, scene: Scene, at: Projection) -> list[QPixmap]:
        wanted = [(self.caption, self.names, self.grip)]
        if self.beside is not None:
            wanted = [(self.beside.right(self.caption), self.names, self.grip)]
            wanted.append((self.beside.left(self.caption), self.beside.names, None))
        place = (self.size(), self.devicePixelRatioF(), self.scale, at)
        made = []
        for sheet, (caption, names, grip) in zip(self._sheets, wanted, strict=False):
            look = grip.look() if grip is not None else None
            of = (*place, names, caption, entries_of(scene, caption), note_text(scene, caption), look, scene.credits)
            made.append(sheet.get(of, partial(self._picture, scene, at, caption, names, grip)))
        return made

    def _picture(
        self, scene: Scene, at: Projection, caption: Caption, names: tuple[LabelItem, ...], grip: GripDrag | None
    ) -> QPixmap:
        made = QPixmap(self.size() * self.devicePixelRatioF())
        made.setDevicePixelRatio(self.devicePixelRatioF())
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.scale(self.scale, self.scale)
        paint_overlay(painter, scene, self._scaled(at), caption, names, grip, with_note=False)
        painter.end()
        return made

    def _scaled(self, at: Projection) -> Projection:
        """The same picture in fewer, larger pixels: what is written in it comes out larger."""
        return replace(at, width=at.width / self.scale, height=at.height / self.scale)
