"""Marks over a picture: the handle on what is selected, with its number, and the ring round what is asked after."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from .. import style
from .grips import GripDrag, HeightGrip
from .labels import Box
from .lettering import font, write_centred
from .projection import Projection
from .words import word

#: Radius of a handle, pixels.
GRIP_PX = 9
#: Radius of the ring round a point that is asked after, pixels.
RING_PX = 10.0


def grip_boxes(drag: GripDrag | None, at: Projection) -> list[Box]:
    """Where the handle on the selection lies, in pixels."""
    if drag is None or drag.grip is None:
        return []
    x, y = (float(v) for v in at.to_screen(drag.grip.point)[0][0])
    return [(x - GRIP_PX, y - GRIP_PX, x + GRIP_PX, y + GRIP_PX)]


def paint_grip(painter: QPainter, drag: GripDrag, at: Projection, language: str) -> None:
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


def ring(painter: QPainter, place: tuple[float, float, float], at: Projection) -> None:
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
