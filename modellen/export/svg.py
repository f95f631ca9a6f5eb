"""SVG plan at true scale (1:1000, or 1:500) on ISO paper, its layers as named groups; grid north is up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.sax.saxutils import quoteattr

from shapely.geometry.base import BaseGeometry

from massastudie.fasering import vlakken
from massastudie.groen import standing_trees
from massastudie.labels import labels
from massastudie.plan import Functie, Plan
from massastudie.state import State
from massastudie.volumes import Lichaam, Massamodel, Status
from modellen.rapport.kaart import ground_of, names, storeys
from modellen.rapport.svg import Kader, Tekening

from .solids import hex_colour
from .svg_text import INK, PAPER, write
from .svg_title import scale_mark

XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
#: Scale when none is asked for (1 : n).
SCHAAL = 1000
#: Paper, mm (ISO 216), upright; it is also tried on its side.
SHEETS = ((210, 297), (297, 420), (420, 594), (594, 841), (841, 1189))
#: Height of the strip with title, legend and scale bar under the drawing, mm.
STRIP_MM = 30.0
#: Widths of lines on paper, mm.
FINE, THIN, BOLD = 0.09, 0.13, 0.35
SOFT, LIMIT, GONE = "#A9ABAC", "#8C3B4A", "#9A5B5B"
VLAK = {"plein": "#E6D9C2", "groen": "#AEC293", "water": "#A3C4D8", "terras": "#DDBF93", "binnenterrein": "#DEDFD3"}
STROOK = {"voet": "#DFDBD2", "fiets": "#D99C86", "rijbaan": "#C4C3C0", "parkeren": "#C4C3C0", "groen": "#A6BE8A",
          "boom": "#A6BE8A", "marge": "#D3CDC1", "verblijf": "#E3D5BC", "water": "#A3C4D8"}  # fmt: skip
HOF, DEK, DOORSTEEK, CONTEXT, BOOM = "#98B57C", "#A9C08A", "#EAD9BE", "#DEE0E2", "#7E9C69"
GROUP = "xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' inkscape:groupmode='layer'"


def encode(massa: Massamodel, plan: Plan, stem: str, schaal: int = SCHAAL) -> dict[str, bytes]:
    """The plan within its boundary, drawn on the smallest sheet it fits on at 1 : `schaal`."""
    frame = sheet(plan, schaal)
    drawing = Tekening(frame)
    for name, draw in LAYERS.items():
        start = len(drawing.parts)
        draw(drawing, plan, massa)
        drawing.parts[start:] = [
            f"<g id={quoteattr(name)} {GROUP} inkscape:label={quoteattr(name)}>", *drawing.parts[start:], "</g>"
        ]  # fmt: skip
    return {"": XML + drawing.svg(PAPER)}


def sheet(plan: Plan, schaal: int) -> Kader:
    """The frame of the smallest sheet that holds the plan boundary and the strip; one of its own where none does."""
    x0, y0, x1, y1 = plan.plangrens.bounds
    wide, high = (x1 - x0) * 1000 / schaal, (y1 - y0) * 1000 / schaal
    shapes = [(b, h) for pair in SHEETS for b, h in (pair, pair[::-1])]
    fits = (size for size in shapes if size[0] >= wide + 10 and size[1] >= high + STRIP_MM + 10)
    breed, hoog = next(fits, (wide + 20, high + STRIP_MM + 20))
    k = schaal / 1000
    return Kader((x0 + x1 - breed * k) / 2, (y0 + y1 - (hoog - STRIP_MM) * k) / 2 - STRIP_MM * k, breed, hoog, schaal)


def state_of(massa: Massamodel) -> State:
    """The state the masses were built for; of masses made otherwise only their fase is known."""
    return massa.key if isinstance(massa.key, State) else State(massa.fase)


def draw_grond(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """Squares, green, water, terraces and inner yards, then the strips of streets."""
    found = vlakken(plan, state_of(massa))
    for soort in ("binnenterrein", "plein", "groen", "water", "terras"):
        drawing.areas([v.polygon for v in found if v.soort == soort], VLAK[soort])


def draw_stroken(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """The strips of the street profiles in force."""
    found = [strook for vak in massa.profielen for strook in vak.stroken]
    for soort in dict.fromkeys(s for _, s, _ in found):
        drawing.areas([shape for _, s, shape in found if s == soort], STROOK[soort], "#FFFFFF", FINE)


def draw_doorsteken(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """The passages that are open."""
    drawing.areas([d.strook for d in massa.doorgangen if d.is_open], DOORSTEEK)


def draw_hoven(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """Courts, and the decks in them."""
    drawing.areas([hof.polygon for hof in massa.hoven], HOF)
    drawing.areas([hof.dek for hof in massa.hoven if not hof.dek.is_empty], DEK)


def draw_context(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """Standing panden outside the plan."""
    own = [i for i in massa.lichamen if i.status is Status.BESTAAND and not i.in_plan]
    drawing.areas([ground_of(i) for i in own], CONTEXT, SOFT, FINE)


def draw_bestaand(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """Standing panden in the plan, pale, by the functie of their ground floor."""
    own = [i for i in massa.lichamen if i.status is Status.BESTAAND and i.in_plan]
    drawing.areas([ground_of(i) for i in own], PAPER)
    by_functie(drawing, own, 0.42)


def draw_nieuw(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """New panden by the functie of their ground floor, with a bold outline."""
    own = [i for i in massa.lichamen if i.status is Status.NIEUW and i.soort != "dek"]
    by_functie(drawing, own, 1.0)
    drawing.areas([ground_of(i) for i in own], "none", INK, BOLD)


def by_functie(drawing: Tekening, items: Iterable[Lichaam], opacity: float) -> None:
    """Panden in the colour of the functie of their first volume."""
    shapes: dict[Functie, list[BaseGeometry]] = {}
    for item in items:
        if item.volumes:
            shapes.setdefault(item.volumes[0].functie, []).append(ground_of(item))
    for functie in Functie:
        drawing.areas(shapes.get(functie, []), hex_colour(functie), INK, THIN, opacity)


def draw_gesloopt(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """What was pulled down in the plan, dashed."""
    drawing.areas([ground_of(i) for i in massa.gesloopt if i.in_plan], "none", GONE, THIN, dash_mm="0.8 0.6")


def draw_bomen(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """Crowns of trees: drawn ones, and rows of the street profiles."""
    single = [(b.punt.x, b.punt.y, b.kroon_m / 2) for b in standing_trees(plan, state_of(massa), massa)]
    rows = [(x, y, vak.profiel.boom_kroon_m / 2) for vak in massa.profielen for x, y in vak.boompunten]
    drawing.circles([*single, *rows], BOOM, 0.55)


def draw_plangrens(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """The plan boundary."""
    drawing.lines([plan.plangrens.exterior], LIMIT, BOLD, dash_mm="0.01 1.1")


def draw_namen(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """Names of squares, blocks and streets that fit beside each other."""
    for found in names(drawing.kader, labels(plan, state_of(massa), massa)):
        write(drawing, found["tekst"], found["x"], found["y"] + 0.7, 2.1, "middle", halo=True)


def draw_bouwlagen(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """The number of bouwlagen of each new pand that has room for it."""
    new = [i for i in massa.lichamen if i.status is Status.NIEUW and i.soort == "pand"]
    for found in storeys(drawing.kader, new):
        write(drawing, found["tekst"], found["x"], found["y"] + 0.6, 1.7, "middle", bold=found["accent"])


def draw_kader(drawing: Tekening, plan: Plan, massa: Massamodel) -> None:
    """The strip under the drawing: title, legend, scale bar and north."""
    frame, fase = drawing.kader, plan.fase(massa.fase)
    top = frame.hoog_mm - STRIP_MM
    drawing.parts.append(f'<rect y="{top:g}" width="{frame.breed_mm:g}" height="{STRIP_MM:g}" fill="{PAPER}"/>')
    drawing.parts.append(f'<path d="M0 {top:g}H{frame.breed_mm:g}" stroke="{INK}" stroke-width="{THIN}"/>')
    write(drawing, plan.naam, 8, top + 8, 4.2, bold=True)
    write(drawing, f"{fase.naam} ({fase.jaren}) · plankaart 1:{frame.schaal} · versie {plan.versie}", 8, top + 13, 2.8)
    for number, functie in enumerate(Functie):
        x, y = 8 + 30.0 * number, top + 18
        drawing.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="4" height="2.6" fill="{hex_colour(functie)}" stroke="{INK}" '
            f'stroke-width="{FINE}"/>'
        )  # fmt: skip
        write(drawing, str(functie), x + 5, y + 2.2, 2.3)
    write(drawing, "Kleur: functie van de begane grond; nieuw vol, bestaand bleek. Cijfer: aantal bouwlagen "
          "(vet: accent). Gestreept: gesloopt.", 8, top + 26, 2.3)  # fmt: skip
    if plan.credits:
        write(drawing, f"Omgeving: {' · '.join(plan.credits)}", 8, top + 29, 2.1)
    draw_bar(drawing, top)


def draw_bar(drawing: Tekening, top: float) -> None:
    """A true scale bar and an arrow to grid north, at the right."""
    north = scale_mark(drawing, top + 8, 60.0) - 8
    drawing.parts.append(f'<path d="M{north:.2f} {top + 3:g}l2 7l-2 -1.4l-2 1.4Z" fill="{INK}"/>')
    write(drawing, "N", north, top + 13.4, 2.6, "middle")


Draw = Callable[[Tekening, Plan, Massamodel], None]
#: Layers from below, by the name of their group.
LAYERS: dict[str, Draw] = {
    "grond": draw_grond, "stroken": draw_stroken, "doorsteken": draw_doorsteken, "hoven": draw_hoven,
    "context": draw_context, "bestaand": draw_bestaand, "gesloopt": draw_gesloopt, "nieuw": draw_nieuw,
    "bomen": draw_bomen, "plangrens": draw_plangrens, "namen": draw_namen, "bouwlagen": draw_bouwlagen,
    "kader": draw_kader,
}  # fmt: skip
