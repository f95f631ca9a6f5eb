"""The line of time under a film: marks with their names, and a dot that goes along them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from .. import style
from ..view.labels import Box
from ..view.lettering import font, write_centred

#: Sizes in logical pixels: the box is this share of the picture wide, this high, and this far above its lower edge.
SHARE, HIGH, ABOVE = 0.46, 52.0, 88.0
INSET, DOT_PX, MARK_PX = 46.0, 8.0, 4.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks (place from 0 to 1, name; empty: a small one) and where the film is now."""

    marks: tuple[tuple[float, str], ...]
    now: float


def timeline_box(width: float, height: float) -> Box:
    """Where it lies in a picture of width × height logical pixels: in the middle, low."""
    wide = SHARE * width
    return ((width - wide) / 2, height - ABOVE, (width + wide) / 2, height - ABOVE + HIGH)


def paint_timeline(painter: QPainter, where: Box, line: Timeline) -> None:
    """Draw it in its box."""
    box = QRectF(QPointF(*where[:2]), QPointF(*where[2:]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 205))
    painter.drawRoundedRect(box, 8, 8)
    left, length, y = box.left() + INSET, box.width() - 2 * INSET, box.bottom() - 16
    now = left + line.now * length
    for start, end, colour in ((left, left + length, style.EDGE_CONTEXT), (left, now, style.SELECTION)):
        painter.setPen(QPen(QColor(colour), 3.0))
        painter.drawLine(QPointF(start, y), QPointF(end, y))
    _marks(painter, line, left, length, y)
    painter.setPen(QPen(QColor(style.PAPER), 2.0))
    painter.setBrush(QColor(style.SELECTION))
    painter.drawEllipse(QPointF(now, y), DOT_PX, DOT_PX)


def _marks(painter: QPainter, line: Timeline, left: float, length: float, y: float) -> None:
    for place, name in line.marks:
        x = left + place * length
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.TEXT if name else style.EDGE_CONTEXT))
        painter.drawEllipse(QPointF(x, y), MARK_PX, MARK_PX)
        painter.setFont(font(13, bold=abs(place - line.now) < 1e-6))
        write_centred(painter, QRectF(x - 80, y - 32, 160, 16), name, style.TEXT)
