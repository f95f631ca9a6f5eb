"""Letters on an SVG drawing."""

from __future__ import annotations

from xml.sax.saxutils import escape

from modellen.rapport.svg import Tekening

from .tekst import printable

INK, PAPER = "#26282B", "#FFFFFF"
#: A name with a figure in it must be quoted (CSS Fonts 4, 2.1): else a reader skips the whole list.
FONT = "font-family=\"'Source Sans 3', 'Source Sans Pro', Arial, sans-serif\""


def write(drawing: Tekening, text: str, x: float, y: float, size_mm: float, anchor: str = "start", *,
          bold: bool = False, halo: bool = False, turn_deg: float = 0.0) -> None:  # fmt: skip
    """A line of text, its baseline at (x, y) mm, turned clockwise about that point."""
    look = f"font-size='{size_mm:g}' text-anchor='{anchor}' fill='{INK}' {FONT}"
    look += " font-weight='bold'" if bold else ""
    look += f" stroke='{PAPER}' stroke-width='0.5' paint-order='stroke' stroke-linejoin='round'" if halo else ""
    look += f" transform='rotate({turn_deg:g} {x:.2f} {y:.2f})'" if turn_deg else ""
    drawing.parts.append(f"<text x='{x:.2f}' y='{y:.2f}' {look}>{escape(printable(text))}</text>")
