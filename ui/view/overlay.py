"""What is written over the picture: title, names on leaders, north arrow, scale bar, legend, handles.

One painter function for the window and for exported pictures, in logical pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from massastudie.scene import LabelItem, Scene

from .beside import Beside
from .furniture import (
    MARGIN,
    NORTH_PX,
    Caption,
    legend_box,
    north,
    scale_bar,
    title,
)
from .grips import GripDrag
from .labels import Box, Lane, Placed, place, within
from .legend import Entry, legend
from .lettering import font, halo, seen, write_centred
from .look import Ink, look_of
from .marks import grip_boxes, paint_grip, ring
from .note import above_note, credit, note, note_box, over_credit, quick_note
from .projection import Projection
from .sheet import Sheet
from .sun_text import day_text, limit_text, sun_text

#: The line between two pictures rests when it was not dragged for so long, milliseconds.
REST_MS = 160


def paint_overlay(
    painter: QPainter,
    scene: Scene,
    at: Projection,
    caption: Caption,
    names: Sequence[LabelItem] = (),
    grip: GripDrag | None = None,
    with_note: bool = True,
    kept: Sequence[Box] = (),
    lane: Lane | None = None,
) -> None:
    """Draw everything over a picture of `at.width` × `at.height` logical pixels; `names` are the labels in sight. What
    lies in the boxes `kept` is free of names, and with a `lane` (left and right edge) no name reaches out of it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    room, ink = at.width - 2 * MARGIN - NORTH_PX, look_of(scene).ink
    line = note_text(scene, caption)
    raised = above_note(at, line)
    taken = [
        title(painter, caption, room, ink),
        north(painter, at, caption.language, ink),
        scale_bar(painter, raised, ink),
    ]
    note_left, begin = note_box(at, line)[0] if line else at.width, caption.legend_from * at.width
    lowest = legend_box(painter, raised, entries_of(scene, caption), note_left, ink, begin)
    free = over_credit(at, scene.credits)
    taken += [lowest, note(painter, free, line, ink) if with_note else note_box(free, line), *kept]
    credit(painter, at, " · ".join(scene.credits), ink)
    placed = place(names, at, label_size, [box for box in taken if box is not None], grip_boxes(grip, at))
    _labels(painter, placed if lane is None else within(placed, lane), ink)
    if grip is not None and grip.grip is not None:
        paint_grip(painter, grip, at, caption.language)


def entries_of(scene: Scene, caption: Caption) -> list[Entry]:
    """Lines of the legend, none when the caption leaves it out."""
    if not caption.with_legend:
        return []
    moment = caption.moment
    day = caption.day or (day_text(moment, caption.language) if moment is not None else "")
    return legend(scene, caption.language, caption.fase_names, day)


def note_text(scene: Scene, caption: Caption) -> str:
    """The small line: what the caption says, the sun, and what the shade of a large city leaves out."""
    sun = sun_text(scene, caption.moment, caption.language) if caption.with_sun else ""
    limit = limit_text(scene, caption.language)
    return " · ".join(part for part in (caption.note, sun, limit) if part)


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


def _labels(painter: QPainter, placed: Sequence[Placed], ink: Ink) -> None:
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
        # While the line is dragged names are cut by it; when it rests they stand whole on their own side.
        self._rests = QTimer(self, singleShot=True, interval=REST_MS)
        self._rests.timeout.connect(self._rest)
        self._line = 0.0
        self._sheets = (Sheet(), Sheet())
        self._current: list[QPixmap] = []
        self._drawn: tuple[tuple[object, ...], list[QPixmap]] = ((), [])
        self._waits, self.owed = False, False

    def after(self, paint: Callable[[], None]) -> None:
        """Let this call paint the picture; what is written anew over the same view of it follows with the next paint
        (`owed`), as it takes as long as a third of the picture."""
        self._waits = True
        try:
            paint()
        finally:
            self._waits = False
        if self.owed:
            self.update()

    def changed(self) -> None:
        """Look what is to be written, and draw all anew when that differs."""
        self._current = []
        if self.beside is not None and self.beside.share != self._line:
            self._rests.start()
        self.update()

    def _rest(self) -> None:
        if self.beside is not None:
            self._line = self.beside.share
            self.changed()

    def _lanes(self, width: float) -> tuple[Lane, Lane]:
        """Where names of the scene, and of that to its left, may stand while the line rests; else everywhere."""
        if self.beside is None or self.beside.share != self._line:
            return (0.0, width), (0.0, width)
        return (self._line * width, width), (0.0, self._line * width)

    def note_changed(self) -> None:
        """Only the small line changed: the rest is taken from what was kept of it, which costs a tenth."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw over the last frame: all but the small line from a picture of it, so that it always looks the same."""
        if self.scene is None or self.at is None:
            return
        painter = QPainter(self)
        for sheet, part in zip(self._written(self.scene, self.at), self._parts(), strict=False):
            painter.setClipRect(part)
            painter.drawPixmap(0, 0, sheet)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale, self.scale)
        free = over_credit(self._scaled(self.at), self.scene.credits)
        quick_note(painter, free, note_text(self.scene, self.caption), look_of(self.scene).ink)
        if self.mark is not None:
            ring(painter, self.mark, self._scaled(self.at))
        painter.end()

    def _written(self, scene: Scene, at: Projection) -> list[QPixmap]:
        """What is written, or, where that may wait, what was written before."""
        where = (self.size(), self.devicePixelRatioF(), self.scale, at, self.beside)
        self.owed = self._waits and not self._current and where == self._drawn[0]
        if self.owed:
            return self._drawn[1]
        self._current = self._current or self._pictures(scene, at)
        self._drawn = where, self._current
        return self._current

    def _parts(self) -> tuple[QRect, QRect]:
        """Where the writing of the scene goes, and where that of the one beside it."""
        line = round(self.beside.share * self.width()) if self.beside is not None else 0
        return self.rect().adjusted(line, 0, 0, 0), QRect(0, 0, line, self.height())

    def _pictures(self, scene: Scene, at: Projection) -> list[QPixmap]:
        wanted = [(scene, self.caption, self.names, self.grip)]
        if self.beside is not None:
            wanted = [(scene, self.beside.right(self.caption, scene), self.names, self.grip)]
            wanted.append((self.beside.told(scene), self.beside.left(self.caption), self.beside.names, None))
        place = (self.size(), self.devicePixelRatioF(), self.scale, at)
        made, lanes = [], self._lanes(at.width / self.scale)
        for sheet, (own, caption, names, grip), lane in zip(self._sheets, wanted, lanes, strict=False):
            look = grip.look() if grip is not None else None
            written = entries_of(own, caption), note_text(own, caption), own.credits
            of = (*place, names, caption, *written, look, lane)
            made.append(sheet.get(of, partial(self._picture, own, at, caption, names, grip, lane)))
        return made

    def _picture(
        self, scene: Scene, at: Projection, caption: Caption, names: tuple[LabelItem, ...], grip: GripDrag | None,
        lane: Lane,
    ) -> QPixmap:  # fmt: skip
        made = QPixmap(self.size() * self.devicePixelRatioF())
        made.setDevicePixelRatio(self.devicePixelRatioF())
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.scale(self.scale, self.scale)
        paint_overlay(painter, scene, self._scaled(at), caption, names, grip, with_note=False, lane=lane)
        painter.end()
        return made

    def _scaled(self, at: Projection) -> Projection:
        """The same picture in fewer, larger pixels: what is written in it comes out larger."""
        return replace(at, width=at.width / self.scale, height=at.height / self.scale)
