"""Letters on the picture: typefaces, words with a halo, text in lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from .. import style
from .look import DAY_INK, Ink


def font(pixels: float, bold: bool = False, italic: bool = False) -> QFont:
    """The sans of the picture at this size in (logical) pixels."""
    made = QFont()
    made.setFamilies(list(style.FONT_FAMILIES))
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setItalic(italic)
    return made


@lru_cache(maxsize=4096)
def letters(typeface: QFont, text: str) -> QPainterPath:
    """Outline of a text that starts at (0, 0). Do not change it.

    Kept, because the outline that the font engine gives for a letter depends, by a 64th of a pixel or so, on the sizes
    at which that letter was drawn before (by any widget): without this, undo would not bring the same pixels back.
    """
    path = QPainterPath()
    path.addText(QPointF(0.0, 0.0), typeface, text)
    return path


def seen(colour: str, opaque: int) -> QColor:
    """A hex colour that is this opaque (0–255)."""
    made = QColor(colour)
    made.setAlpha(opaque)
    return made


def halo(painter: QPainter, x: float, base: float, text: str, colour: str, glow: float = 3.0,
         ink: Ink = DAY_INK) -> None:  # fmt: skip
    """Text with a glow in the colour of the paper, so that it can be read on any ground."""
    path = letters(painter.font(), text).translated(x, base)
    pen = QPen(seen(ink.glow, 190), glow)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, QColor(colour))


def write(painter: QPainter, x: float, base: float, text: str, colour: str) -> None:
    """Text as filled shapes. Letters from the glyph cache come out a shade different the first time."""
    painter.fillPath(letters(painter.font(), text).translated(x, base), QColor(colour))


def write_centred(painter: QPainter, box: QRectF, text: str, colour: str) -> None:
    """Text in the middle of a box."""
    metrics = QFontMetricsF(painter.font())
    x = box.center().x() - metrics.horizontalAdvance(text) / 2
    write(painter, x, box.center().y() + (metrics.ascent() - metrics.descent()) / 2, text, colour)


def lines_of(parts: Sequence[str], metrics: QFontMetricsF, room: float, between: str = " ") -> list[str]:
    """Words, or other parts of a text, in lines no wider than `room` pixels as far as no part is; none is broken."""
    lines = list(parts[:1]) or [""]
    for part in parts[1:]:
        longer = f"{lines[-1]}{between}{part}"
        if metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
