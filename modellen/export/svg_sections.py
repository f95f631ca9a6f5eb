"""SVG cross-sections at true scale: every street stretch that carries a profile, a file each, lettered with widths."""

from __future__ import annotations

from pathlib import Path

from massastudie.plan import Plan, Straat
from massastudie.volumes import Massamodel, Profielvak
from modellen.rapport.doorsnede import section_drawing, strips
from modellen.rapport.svg import Tekening

from .files import write_files
from .svg import BOOM, CONTEXT, FINE, STROOK, XML
from .svg_text import INK, PAPER, write
from .svg_title import scale_mark

#: Scale of sections (1 : n), and room under them for names and title, mm.
SCHAAL = 200
BELOW_MM = 62.0
KLEUREN = {
    **{f"strook_{soort}": colour for soort, colour in STROOK.items()}, "water": STROOK["water"], "grond": "#E7E5DF",
    "lijn": INK, "nieuw": "#F2D8AE", "bestaand_plan": CONTEXT, "stam": "#8A7763", "boom": "#9CAF8B",
    "boom_nieuw": BOOM,
}  # fmt: skip


def export_sections(massa: Massamodel, plan: Plan, path: Path, schaal: int = SCHAAL) -> tuple[Path, ...]:
    """Write `<name>-<street>.svg` beside `path` for each stretch; the files written. FileError where that fails."""
    stem = path.name[: -len(".svg")]
    return write_files(path.parent, {f"{stem}-{n}.svg": svg for n, svg in sections(massa, plan, schaal).items()}, "")


def sections(massa: Massamodel, plan: Plan, schaal: int = SCHAAL) -> dict[str, bytes]:
    """id of a street → its section at 1 : `schaal`, from the left facade to the right looking along the axis."""
    straten = {s.id: s for s in plan.straten}
    return {vak.straat: _section(massa, plan, straten[vak.straat], vak, schaal) for vak in massa.profielen}


def _section(massa: Massamodel, plan: Plan, straat: Straat, vak: Profielvak, schaal: int) -> bytes:
    drawing = section_drawing(straat, massa.lichamen, vak, schaal, KLEUREN, BELOW_MM, plan.terrein)
    _letter(drawing, vak)
    _title(drawing, plan, massa, straat, vak)
    return XML + drawing.svg(PAPER)


def _letter(drawing: Tekening, vak: Profielvak) -> None:
    """Width of each strip under it, and its name upright below."""
    top = drawing.kader.hoog_mm - BELOW_MM
    for strip in strips(drawing.kader, vak):
        x, half = strip["x"], strip["mm"] / 2
        for edge in (x - half, x + half):
            drawing.parts.append(f'<path d="M{edge:.2f} {top - 4:g}v9" stroke="{INK}" stroke-width="{FINE}"/>')
        write(drawing, _metres(strip["breedte_m"]), x, top + 4, 2.1, "middle")
        write(drawing, strip["naam"], x + 0.8, top + 7, 2.3, "end", turn_deg=-90)


def _metres(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _title(drawing: Tekening, plan: Plan, massa: Massamodel, straat: Straat, vak: Profielvak) -> None:
    """What the section is of, and where its numbers come from."""
    fase, own, top = plan.fase(massa.fase), vak.profiel.herkomst, drawing.kader.hoog_mm - 15
    write(drawing, f"{straat.naam}: {vak.profiel.naam}", 4, top, 3.6, bold=True)
    said = f"{vak.profiel.van} – {vak.profiel.tot} · {_metres(vak.profiel.breedte_m)} m"
    said += f" · {fase.naam} ({fase.jaren}) · doorsnede 1:{drawing.kader.schaal}"
    said += f" · maaiveld: {plan.terrein.bron}" if plan.terrein is not None else ""
    write(drawing, said, 4, top + 4.5, 2.6)
    words = (own.bron and f"bron: {own.bron}", own.aanname and f"aanname: {own.aanname}")
    for row, text in enumerate(word for word in words if word):
        write(drawing, text, 4, top + 8.5 + 3.2 * row, 2.1)
    scale_mark(drawing, top, 30.0)
