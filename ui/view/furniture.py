"""The furniture of a picture: title, north arrow, scale bar and legend, each with the box it takes up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from .. import style
from .labels import Box
from .legend import Entry
from .lettering import font, halo, lines_of, seen, write, write_centred
from .look import DAY_INK, Ink
from .projection import Projection
from .words import word

MARGIN = 22.0
TITLE_PX = 30
#: How much of what was pulled down is seen, out of 255; the legend shows it a little stronger.
GHOST_ALPHA = 45
#: Lines under the title are no wider than this, pixels: longer ones are hard to read.
SUBTITLE_PX = 640.0
#: What the north arrow takes of the top of a picture, pixels.
NORTH_PX = 84.0
#: Height of the small line with some air, pixels.
NOTE_PX = 22.0


@dataclass(frozen=True, slots=True)
class Caption:
    """Text around the picture. `fase_names` gives the name of each fase for the legend; `moment` is the clock time of
    the scene's sun, aware (None: not known); `day` says of which day or days the sun hours are (empty: the moment's).
    `with_sun`: the small line says where the sun stands; `half`: the title fits in the `left` or the `right` half of
    the picture; `title_px`: how large it is; `legend_from`: the share of the width at which the legend begins."""

    title: str = ""
    subtitle: str = ""
    note: str = ""
    language: str = "nl"
    fase_names: Mapping[str, str] = field(default_factory=dict)
    with_legend: bool = True
    moment: datetime | None = None
    day: str = ""
    with_sun: bool = True
    half: str = ""
    title_px: float = TITLE_PX
    legend_from: float = 0.0


def title(painter: QPainter, caption: Caption, room: float = 1e4, ink: Ink = DAY_INK) -> Box | None:
    """Fase in large type, smaller where `room` pixels are too few for it, and lines under it.

    In the right half it ends where the room does.
    """
    if not caption.title:
        return None
    size, larger = caption.title_px, caption.title_px / TITLE_PX
    wide = QFontMetricsF(font(size, bold=True)).horizontalAdvance(caption.title)
    own = (room - NORTH_PX) / 2 - MARGIN if caption.half else room
    painter.setFont(font(max(size * min(1.0, own / wide), 14), bold=True))
    wide = QFontMetricsF(painter.font()).horizontalAdvance(caption.title)
    left = MARGIN + room - wide if caption.half == "right" else MARGIN
    halo(painter, left, MARGIN + 26 * larger, caption.title, ink.text, 4.0, ink)
    bottom = MARGIN + 34 * larger
    if caption.subtitle:
        under_wide, bottom = subtitle(painter, caption.subtitle, bottom, room, (1 + larger) / 2, ink)
        wide = max(wide, under_wide)
    return (left, MARGIN, left + wide, bottom)


def subtitle(
    painter: QPainter, text: str, top: float, room: float, larger: float, ink: Ink = DAY_INK
) -> tuple[float, float]:
    """Lines under the title; returns their width and where they end, pixels."""
    painter.setFont(font(14 * larger))
    metrics = QFontMetricsF(painter.font())
    lines = lines_of(text.split(), metrics, min(room, SUBTITLE_PX * larger))
    for number, line in enumerate(lines):
        # Under a large title, to be read from afar, it is as dark as that.
        colour = ink.text if larger > 1.0 else ink.soft
        halo(painter, MARGIN, top + (15 + 19 * number) * larger, line, colour, 3.0 * larger**2, ink)
    return max(metrics.horizontalAdvance(line) for line in lines), top + (15 + 19 * (len(lines) - 1)) * larger + 7


def north(painter: QPainter, at: Projection, language: str, ink: Ink = DAY_INK) -> Box:
    """Arrow to the north of the grid."""
    x, y, radius = at.width - MARGIN - 24, MARGIN + 26.0, 22.0
    painter.save()
    painter.translate(x, y)
    painter.setPen(QPen(seen(ink.panel, 230), 1.2))
    painter.setBrush(seen(ink.panel, 205))
    painter.drawEllipse(QPointF(0, 0), radius + 4, radius + 4)
    # Looking towards azimuth + 180: north lies that much to the left of up.
    painter.rotate(-(at.view.azimut_deg + 180.0))
    painter.setPen(Qt.PenStyle.NoPen)
    for side, colour in ((-1, ink.text), (1, "#9A9EA2")):
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(0, -12), QPointF(side * 6.5, 14), QPointF(0, 9)]))
    painter.setFont(font(10, bold=True))
    write_centred(painter, QRectF(-10, -radius - 3, 20, 12), "N", ink.text)
    painter.restore()
    painter.setFont(font(10))
    text = word(language, "noord")
    wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
    left = min(x - wide / 2, at.width - MARGIN / 2 - wide)
    halo(painter, left, y + radius + 18, text, ink.soft, ink=ink)
    return (min(left, x - radius - 4), y - radius - 4, at.width, y + radius + 22)


def bar_length(pixels_per_m: float, longest_px: float = 170.0) -> int:
    """A round number of metres (1, 2, 5, 10 …) that is as long as fits in the picture."""
    steps = [m * 10**p for p in range(5) for m in (1, 2, 5)]
    return max([s for s in steps if s * pixels_per_m <= longest_px], default=1)


def scale_bar(painter: QPainter, at: Projection, ink: Ink = DAY_INK) -> Box | None:
    """True in parallel projection only; else there is none."""
    if not at.view.parallel:
        return None
    metres = bar_length(at.pixels_per_m)
    wide = metres * at.pixels_per_m
    right, base = at.width - MARGIN, at.height - MARGIN - 26
    left = right - wide
    painter.setPen(QPen(QColor(ink.text), 1.0))
    for part in range(4):
        painter.setBrush(QColor(ink.text if part % 2 == 0 else ink.panel))
        painter.drawRect(QRectF(left + wide * part / 4, base, wide / 4, 5))
    painter.setFont(font(11))
    halo(painter, left - 3, base - 5, "0", ink.text, ink=ink)
    text = f"{metres} m"
    halo(painter, right - QFontMetricsF(painter.font()).horizontalAdvance(text), base - 5, text, ink.text, ink=ink)
    return (left - 6, base - 20, right, base + 8)


def legend_box(
    painter: QPainter, at: Projection, entries: list[Entry], note_left: float = 1e4, ink: Ink = DAY_INK,
    begin: float = 0.0,
) -> Box | None:  # fmt: skip
    """Classes in sight, at the bottom from pixel `begin` on; above the small line when that reaches to `note_left`."""
    if not entries:
        return None
    painter.setFont(font(12))
    metrics = QFontMetricsF(painter.font())
    row = 20.0
    wide = max(metrics.horizontalAdvance(e.text) * (1.08 if e.mark == "heading" else 1.0) for e in entries) + 48
    left, top = begin + MARGIN - 8, at.height - MARGIN - row * len(entries) - 4
    if note_left < left + wide + 8:
        top -= NOTE_PX
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(seen(ink.panel, 205))
    painter.drawRoundedRect(QRectF(left, top, wide, row * len(entries) + 12), 6, 6)
    for i, entry in enumerate(entries):
        _entry(painter, QRectF(left + 10, top + 9 + i * row, 20, 13), entry, ink)
    return (left, top, left + wide, at.height)


def _entry(painter: QPainter, mark: QRectF, entry: Entry, ink: Ink) -> None:
    colour = QColor(entry.colour)
    if entry.mark == "heading":
        painter.setFont(font(12, bold=True))
        write(painter, mark.left(), mark.bottom() - 1.5, entry.text, ink.text)
        return
    if entry.mark == "box":
        painter.setPen(QPen(QColor(0, 0, 0, 90), 0.8))
        painter.setBrush(colour)
        painter.drawRect(mark)
    elif entry.mark == "ghost":
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), GHOST_ALPHA))
        painter.drawRect(mark)
    else:
        line = Qt.PenStyle.DashLine if entry.mark == "dashed" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1.8, line))
        painter.drawLine(QPointF(mark.left(), mark.center().y()), QPointF(mark.right(), mark.center().y()))
    if entry.code:
        painter.setFont(font(9, bold=True))
        write_centred(painter, mark, entry.code, style.TEXT)
    painter.setFont(font(12))
    write(painter, mark.right() + 8, mark.bottom() - 1.5, entry.text, ink.text)
