"""Marks on a drawing that make it measurable: a scale bar of true length."""

from __future__ import annotations

from modellen.rapport.kaart import scale_bar
from modellen.rapport.svg import Tekening

from .svg_text import INK, write


def scale_mark(drawing: Tekening, y: float, most_mm: float) -> float:
    """A scale bar at the right, its top at `y` mm; gives the place of its left end."""
    bar, right = scale_bar(drawing.kader, most_mm), drawing.kader.breed_mm - 8
    x = right - float(bar["mm"])
    drawing.parts.append(f'<rect x="{x:.2f}" y="{y:g}" width="{bar["mm"]:.2f}" height="1" fill="{INK}"/>')
    write(drawing, f"{bar['meter']} m", right, y - 1.2, 2.3, "end")
    return x
