"""PDF of the plan at true scale: the SVG plan on a sheet of its own size."""

from __future__ import annotations

from massastudie.plan import Plan
from massastudie.volumes import Massamodel
from modellen.rapport.vel import as_pdf

from . import svg


def encode(massa: Massamodel, plan: Plan, stem: str, schaal: int = svg.SCHAAL) -> dict[str, bytes]:
    """The drawing of `svg.encode` as PDF: lines stay lines, letters stay letters."""
    return {"": as_pdf(svg.encode(massa, plan, stem, schaal)[""], f"{stem}.pdf")}
