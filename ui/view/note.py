"""The small lines at the bottom right of a picture: what it was drawn with, and whom it owes its data to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from .furniture import MARGIN
from .labels import Box
from .lettering import font, halo, lines_of, seen, write
from .look import DAY_INK, Ink
from .projection import Projection

#: Size of the line of credits, pixels.
CREDIT_PX = 9.5
#: Letters of the small line, the smallest of them before it is broken in two, and from one line to the next, pixels.
FONT_PX, SMALLEST_PX, LINE_PX = 11, 10, 14.0
#: Where it may be broken.
BETWEEN = " · "


def note_lines(at: Projection, text: str) -> tuple[QFont, list[str]]:
    """The text in as few lines as the width of the picture asks, and their font."""
    room = at.width - 2 * MARGIN
    lines = [text]
    if wide_px(font(SMALLEST_PX), text) > room:
        lines = lines_of(text.split(BETWEEN), QFontMetricsF(font(FONT_PX)), room, BETWEEN)
    widest = max(wide_px(font(FONT_PX), line) for line in lines)
    return font(max(1, int(FONT_PX * min(1.0, room / max(widest, 1.0))))), lines


def wide_px(letters: QFont, text: str) -> float:
    """Width of a text, pixels."""
    return QFontMetricsF(letters).horizontalAdvance(text)


def note_box(at: Projection, text: str) -> Box:
    """Where small lines of this text lie, bottom right."""
    letters, lines = note_lines(at, text)
    left = at.width - MARGIN - max(wide_px(letters, line) for line in lines)
    base = at.height - MARGIN + 8
    return (left, base - 12 - LINE_PX * (len(lines) - 1), at.width - MARGIN, base + 4)


def quick_note(painter: QPainter, at: Projection, text: str, ink: Ink = DAY_INK) -> None:
    """The small lines on a plain ground instead of in a halo: for while they change many times a second."""
    if text:
        left, top, right, bottom = note_box(at, text)
        painter.fillRect(QRectF(left - 4, top - 1, right - left + 8, bottom - top + 2), seen(ink.panel, 190))
        painter.setFont(note_lines(at, text)[0])
        for x, y, line in _placed(at, text):
            write(painter, x, y, line, ink.soft)


def note(painter: QPainter, at: Projection, text: str, ink: Ink = DAY_INK) -> Box | None:
    """Small lines, bottom right."""
    if not text:
        return None
    painter.setFont(note_lines(at, text)[0])
    for x, y, line in _placed(at, text):
        halo(painter, x, y, line, ink.soft, ink=ink)
    return note_box(at, text)


def _placed(at: Projection, text: str) -> list[tuple[float, float, str]]:
    """Each line with where it begins, set to the right."""
    letters, lines = note_lines(at, text)
    last = at.height - MARGIN + 8
    return [
        (at.width - MARGIN - wide_px(letters, line), last - LINE_PX * (len(lines) - 1 - place), line)
        for place, line in enumerate(lines)
    ]


def above_note(at: Projection, text: str) -> Projection:
    """The picture less the lines of the note but the last, for what stands over that."""
    more = len(note_lines(at, text)[1]) - 1 if text else 0
    return replace(at, height=at.height - LINE_PX * more) if more else at


def over_credit(at: Projection, credits: Sequence[str]) -> Projection:
    """The picture less the line of credits, where it has one: the small line stands over that."""
    return replace(at, height=at.height - CREDIT_PX) if credits else at


def credit(painter: QPainter, at: Projection, text: str, ink: Ink) -> None:
    """Whom the surroundings are from: the smallest line, under the small one."""
    if text:
        painter.setFont(font(CREDIT_PX))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, at.width - 2 * MARGIN)
        left = at.width - MARGIN - metrics.horizontalAdvance(shown)
        halo(painter, left, at.height - 4.0, shown, ink.soft, 2.5, ink)
