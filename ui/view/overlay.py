"""What is written over the picture: title, names on leaders, north arrow, scale bar, legend, handles.

One painter function for the window and for exported pictures, in logical pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from massastudie.scene import LabelItem, Scene

from .. import style
from .grips import GripDrag, HeightGrip
from .labels import Box, Placed, place
from .legend import Entry, legend
from .projection import Projection
from .words import word

MARGIN = 22.0


@dataclass(frozen=True, slots=True)
class Caption:
    """Text around the picture. `fase_names` gives the name of each fase for the legend."""

    title: str = ""
    subtitle: str = ""
    note: str = ""
    language: str = "nl"
    fase_names: Mapping[str, str] = field(default_factory=dict)
    with_legend: bool = True


def font(pixels: float, bold: bool = False, italic: bool = False) -> QFont:
    """The sans of the picture at this size in (logical) pixels."""
    made = QFont()
    made.setFamilies(list(style.FONT_FAMILIES))
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setItalic(italic)
    return made


def paint_overlay(
    painter: QPainter,
    scene: Scene,
    at: Projection,
    caption: Caption,
    names: Sequence[LabelItem] = (),
    grip: GripDrag | None = None,
) -> None:
    """Draw everything over a picture of `at.width` × `at.height` logical pixels; `names` are the labels in sight."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    taken = [_title(painter, caption), _north(painter, at, caption.language), _scale_bar(painter, at)]
    entries = legend(scene, caption.language, caption.fase_names) if caption.with_legend else []
    taken += [_legend(painter, at, entries), _note(painter, at, caption)]
    _labels(painter, names, at, [box for box in taken if box is not None])
    if grip is not None and grip.grip is not None:
        _grip(painter, grip, at, caption.language)


def _halo(painter: QPainter, x: float, base: float, text: str, colour: str, glow: float = 3.0) -> None:
    """Text with a light glow, so that it can be read on any ground."""
    path = QPainterPath()
    path.addText(QPointF(x, base), painter.font(), text)
    pen = QPen(QColor(255, 255, 255, 190), glow)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(x, base), text)


def _title(painter: QPainter, caption: Caption) -> Box | None:
    if not caption.title:
        return None
    painter.setFont(font(30, bold=True))
    _halo(painter, MARGIN, MARGIN + 26, caption.title, style.TEXT, 4.0)
    wide = QFontMetricsF(painter.font()).horizontalAdvance(caption.title)
    bottom = MARGIN + 34
    if caption.subtitle:
        painter.setFont(font(14))
        _halo(painter, MARGIN, MARGIN + 49, caption.subtitle, style.TEXT_SOFT)
        wide = max(wide, QFontMetricsF(painter.font()).horizontalAdvance(caption.subtitle))
        bottom = MARGIN + 56
    return (MARGIN, MARGIN, MARGIN + wide, bottom)


def _north(painter: QPainter, at: Projection, language: str) -> Box:
    x, y, radius = at.width - MARGIN - 24, MARGIN + 26.0, 22.0
    painter.save()
    painter.translate(x, y)
    painter.setPen(QPen(QColor(255, 255, 255, 230), 1.2))
    painter.setBrush(QColor(255, 255, 255, 205))
    painter.drawEllipse(QPointF(0, 0), radius + 4, radius + 4)
    # Looking towards azimuth + 180: north lies that much to the left of up.
    painter.rotate(-(at.view.azimut_deg + 180.0))
    painter.setPen(Qt.PenStyle.NoPen)
    for side, colour in ((-1, "#2B2E31"), (1, "#9A9EA2")):
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(0, -12), QPointF(side * 6.5, 14), QPointF(0, 9)]))
    painter.setPen(QColor(style.TEXT))
    painter.setFont(font(10, bold=True))
    painter.drawText(QRectF(-10, -radius - 3, 20, 12), Qt.AlignmentFlag.AlignCenter, "N")
    painter.restore()
    painter.setFont(font(10))
    text = word(language, "noord")
    wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
    left = min(x - wide / 2, at.width - MARGIN / 2 - wide)
    _halo(painter, left, y + radius + 18, text, style.TEXT_SOFT)
    return (min(left, x - radius - 4), y - radius - 4, at.width, y + radius + 22)


def bar_length(pixels_per_m: float, longest_px: float = 170.0) -> int:
    """A round number of metres (1, 2, 5, 10 …) that is as long as fits in the picture."""
    steps = [m * 10**p for p in range(5) for m in (1, 2, 5)]
    return max([s for s in steps if s * pixels_per_m <= longest_px], default=1)


def _scale_bar(painter: QPainter, at: Projection) -> Box | None:
    """True in parallel projection only; else there is none."""
    if not at.view.parallel:
        return None
    metres = bar_length(at.pixels_per_m)
    wide = metres * at.pixels_per_m
    right, base = at.width - MARGIN, at.height - MARGIN - 26
    left = right - wide
    painter.setPen(QPen(QColor(style.TEXT), 1.0))
    for part in range(4):
        painter.setBrush(QColor(style.TEXT if part % 2 == 0 else style.PAPER))
        painter.drawRect(QRectF(left + wide * part / 4, base, wide / 4, 5))
    painter.setFont(font(11))
    _halo(painter, left - 3, base - 5, "0", style.TEXT)
    text = f"{metres} m"
    _halo(painter, right - QFontMetricsF(painter.font()).horizontalAdvance(text), base - 5, text, style.TEXT)
    return (left - 6, base - 20, right, base + 8)


def _legend(painter: QPainter, at: Projection, entries: list[Entry]) -> Box | None:
    if not entries:
        return None
    painter.setFont(font(12))
    metrics = QFontMetricsF(painter.font())
    row = 20.0
    wide = max(metrics.horizontalAdvance(e.text) for e in entries) + 48
    left, top = MARGIN - 8, at.height - MARGIN - row * len(entries) - 4
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 205))
    painter.drawRoundedRect(QRectF(left, top, wide, row * len(entries) + 12), 6, 6)
    for i, entry in enumerate(entries):
        _entry(painter, QRectF(left + 10, top + 9 + i * row, 20, 13), entry)
    return (left, top, left + wide, at.height)


def _entry(painter: QPainter, mark: QRectF, entry: Entry) -> None:
    colour = QColor(entry.colour)
    if entry.mark == "box":
        painter.setPen(QPen(QColor(0, 0, 0, 90), 0.8))
        painter.setBrush(colour)
        painter.drawRect(mark)
    else:
        line = Qt.PenStyle.DashLine if entry.mark == "dashed" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1.8, line))
        painter.drawLine(QPointF(mark.left(), mark.center().y()), QPointF(mark.right(), mark.center().y()))
    painter.setPen(QColor(style.TEXT))
    if entry.code:
        painter.setFont(font(9, bold=True))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, entry.code)
    painter.setFont(font(12))
    painter.drawText(QPointF(mark.right() + 8, mark.bottom() - 1.5), entry.text)


def _note(painter: QPainter, at: Projection, caption: Caption) -> Box | None:
    if not caption.note:
        return None
    painter.setFont(font(11))
    wide = QFontMetricsF(painter.font()).horizontalAdvance(caption.note)
    left, base = at.width - MARGIN - wide, at.height - MARGIN + 8
    _halo(painter, left, base, caption.note, style.TEXT_SOFT)
    return (left, base - 12, at.width - MARGIN, base + 4)


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


def _labels(painter: QPainter, names: Sequence[LabelItem], at: Projection, taken: list[Box]) -> None:
    placed = place(names, at, label_size, taken)
    boxed = [p for p in placed if p.item.kind != "straat"]
    for label in boxed:
        _leader(painter, label)
    for label in placed:
        _label(painter, label)


def _leader(painter: QPainter, label: Placed) -> None:
    left, _, right, bottom = label.box
    painter.setPen(QPen(QColor(style.TEXT), 1.0))
    painter.drawLine(QPointF(min(max(label.anchor[0], left + 6), right - 6), bottom), QPointF(*label.anchor))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.TEXT))
    painter.drawEllipse(QPointF(*label.anchor), 2.4, 2.4)


def _label(painter: QPainter, label: Placed) -> None:
    left, top, right, bottom = label.box
    rect = QRectF(left, top, right - left, bottom - top)
    painter.setFont(label_font(label.item))
    if label.item.kind == "straat":
        _halo(painter, left + 2, bottom - QFontMetricsF(painter.font()).descent(), label.item.text, style.TEXT_SOFT)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 225))
    painter.drawRoundedRect(rect, 4, 4)
    soft = label.item.kind in ("doorsteek", "gebouw")
    painter.setPen(QColor(style.TEXT_SOFT if soft else style.TEXT))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, label.item.text)


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
    painter.drawEllipse(QPointF(0, 0), 9, 9)
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
    painter.setPen(QColor(style.PAPER))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _screen_angle(outward: np.ndarray, point: np.ndarray, at: Projection) -> float:
    """Turn (degrees) that lays the arrow of the handle along `outward` in the picture."""
    ends, _ = at.to_screen(np.array([point, point + [*outward, 0.0]]))
    way = ends[1] - ends[0]
    return float(np.degrees(np.arctan2(way[1], way[0]))) + 90.0


class Overlay(QWidget):
    """A see-through child over the 3D view; it lets the mouse through and never makes the 3D render."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.scene: Scene | None = None
        self.at: Projection | None = None
        self.caption = Caption()
        self.names: tuple[LabelItem, ...] = ()
        self.grip: GripDrag | None = None

    def paintEvent(self, _event: object) -> None:
        """Draw over the last frame."""
        if self.scene is None or self.at is None:
            return
        painter = QPainter(self)
        paint_overlay(painter, self.scene, self.at, self.caption, self.names, self.grip)
        painter.end()
