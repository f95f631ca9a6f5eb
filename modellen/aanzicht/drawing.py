"""The elevation as a drawing: walls as outlines by depth, storey lines, ground, level marks, title, scale bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from massastudie.casters import casters
from massastudie.on_terrain import flat
from massastudie.plan import Plan
from massastudie.scene import Scene
from massastudie.terrein import Terrein
from massastudie.volumes import Lichaam, Massamodel, Status
from modellen.export.svg import XML
from modellen.export.svg_text import INK, PAPER, write
from modellen.export.svg_title import scale_mark
from modellen.rapport.svg import SCALES, Kader, Tekening

from .aim import Aim
from .grond import cut, over_ground, under
from .hidden import in_one_plane, in_sight, turned_to
from .staffage import Figuur, draw, figures

Part = tuple[Lichaam, float, BaseGeometry]
Pen = tuple[str, float]
#: Width of the sheet (A3 on its side, ISO 216), its margins, and the strip under the drawing, mm.
SHEET_MM, MARGIN_MM, MARKS_MM, STRIP_MM = 420.0, 12.0, 22.0, 34.0
#: Air over the highest mass, and ground under the lowest line, metres.
ABOVE_M, BELOW_M = 4.0, 1.0
#: Widths of the ground line and of the lines between storeys on paper, mm.
GROUND, STOREY = 0.7, 0.09
#: Colour and width (mm) of outlines of what is new and of what stands, from near to far.
NEW: tuple[Pen, ...] = (("#141414", 0.35), ("#4A4A4A", 0.25), ("#8A8A8A", 0.18))
STANDS: tuple[Pen, ...] = (("#5E5E5E", 0.18), ("#8A8A8A", 0.13), ("#B4B4B4", 0.13))
LEVEL = "#A9A9A9"
#: What lies up to so much farther than the nearest wall is drawn as near, and up to so much as middle, metres.
NEAR_M, MIDDLE_M = 18.0, 60.0
NOTE = (
    "Hoogten in m boven {peil}, van massa's: een gevel is niet ontworpen. "
    "Zwart: nieuw; grijs: bestaand; lichter: verder weg."
)
FIGURES = "Bomen en mensen (1,75 m) geven de maat: soort en vorm zijn een aanname."
#: Least distance between two level marks, mm.
APART_MM = 3.2
#: About how wide a letter of a name is, mm.
LETTER_MM = 1.35


def elevation(plan: Plan, massa: Massamodel, aim: Aim, schaal: int | None = None, scene: Scene | None = None) -> bytes:
    """The elevation as SVG at 1 : `schaal` (None: the finest of `SCALES` that fits A3 on its side), with the trees and
    the people of `scene` (None: without)."""
    parts = list(parts_of(aim, plan.terrein))
    near = min((depth for _, depth, _ in parts), default=0.0)
    ground = _ground(plan.terrein, aim, parts, near)
    frame = frame_of(parts, aim, schaal, ground.bounds[1])
    drawing = Tekening(frame)
    levels = level_marks(parts)
    _levels(drawing, levels)
    west, _, east, _ = ground.bounds
    staffage = figures(plan, scene, aim) if scene is not None else []
    staffage = [one for one in staffage if west <= one.romp[0].centroid.x <= east]  # none over the level marks
    drawn: list[Part | Figuur] = [*parts, *staffage]
    for one in sorted(drawn, key=_depth, reverse=True):
        if isinstance(one, Figuur):
            draw(drawing, one)
        else:
            _part(drawing, one[0], one[2], one[1] - near)
    _cut(drawing, ground)
    _names(drawing, plan, parts, ground.bounds[1])
    _strip(drawing, plan, massa, aim, parts, bool(staffage))
    return XML + drawing.svg(PAPER)


def parts_of(aim: Aim, terrein: Terrein | None = None) -> Iterator[Part]:
    """What is in sight, a polygon (u, z) per mass and plane, farthest first, within the span; on a terrain what lies
    over the ground."""
    items = aim.lichamen if terrein is not None else tuple(flat(item) for item in aim.lichamen)
    seen = turned_to(casters(items), aim.azimut_deg)
    for owner, depth, shape, plane in in_one_plane(seen, in_sight(seen)):
        if terrein is not None:
            shape = over_ground(shape, plane, terrein, aim.azimut_deg)
        if aim.span_m is not None:
            shape = shapely.intersection(shape, box(aim.span_m[0], -1e3, aim.span_m[1], 1e4))
        if shape.area > 0:
            yield items[owner], depth, shape


def _depth(one: Part | Figuur) -> float:
    """How far away a thing is drawn: what is nearer lies over it."""
    return one.depth_m if isinstance(one, Figuur) else one[1]


def _ground(terrein: Terrein | None, aim: Aim, parts: Iterable[Part], near_m: float) -> LineString:
    """The line on which the elevation stands, as wide as what is in sight."""
    x0, _, x1, _ = shapely.total_bounds([shape for *_, shape in parts])
    if terrein is None:
        return LineString([(x0, 0.0), (x1, 0.0)])
    return cut(terrein, aim.azimut_deg, (float(x0), float(x1)), near_m)


def _cut(drawing: Tekening, ground: LineString) -> None:
    """The ground line over the sheet, with nothing in sight below it."""
    frame, points = drawing.kader, list(ground.coords)
    end = frame.bounds[2] - (MARGIN_MM + MARKS_MM - 2) / frame.mm_per_m
    points = [(frame.x0, points[0][1]), *points, (max(end, points[-1][0]), points[-1][1])]
    drawing.areas([under(np.array(points))], PAPER)
    drawing.lines([LineString(points)], INK, GROUND)


def frame_of(parts: Iterable[Part], aim: Aim, schaal: int | None, low_m: float = 0.0) -> Kader:
    """The frame round all parts on ground as low as `low_m`: as wide as the sheet, or wider when the scale asked for
    needs it."""
    x0, _, x1, top = shapely.total_bounds([shape for *_, shape in parts])
    room = SHEET_MM - 2 * MARGIN_MM - MARKS_MM
    schaal = schaal or next((s for s in SCALES if (x1 - x0) * 1000 / s <= room), SCALES[-1])
    k = 1000 / schaal
    wide = max(SHEET_MM, (x1 - x0) * k + 2 * MARGIN_MM + MARKS_MM)
    high = (top - low_m + ABOVE_M + BELOW_M) * k + STRIP_MM
    left = (x0 + x1) / 2 - (wide - MARKS_MM) / 2 / k
    return Kader(float(left), low_m - BELOW_M - STRIP_MM / k, float(wide), float(high), schaal)


def level_marks(parts: Iterable[Part]) -> list[float]:
    """Heights of new masses in sight, to the decimetre, rising: ground, then each top."""
    tops = {round(shape.bounds[3], 1) for item, _, shape in parts if item.status is Status.NIEUW}
    return sorted({0.0, *tops})


def _part(drawing: Tekening, item: Lichaam, shape: BaseGeometry, farther_m: float) -> None:
    tier = int(farther_m > NEAR_M) + int(farther_m > MIDDLE_M)
    colour, wide = (NEW if item.status is Status.NIEUW else STANDS)[tier]
    drawing.areas([shape], PAPER, colour, wide)
    x0, _, x1, _ = shape.bounds
    floors = {v.bottom_m for v in item.volumes if v.bottom_m > item.maaiveld_m}
    lines = [shapely.intersection(LineString([(x0, z), (x1, z)]), shape) for z in sorted(floors)]
    drawing.lines([line for line in lines if line.length > 0], colour, STOREY)


def _levels(drawing: Tekening, levels: Iterable[float]) -> None:
    """A mark at each height at the right, with a fine line behind the masses; those near another are left out."""
    frame, last = drawing.kader, 1e9
    right = frame.breed_mm - MARGIN_MM - MARKS_MM + 4
    for level in levels:
        _, y = frame.place(0.0, level)
        if last - y < APART_MM:
            continue
        last = y
        drawing.parts.append(f'<path d="M{MARGIN_MM:g} {y:.2f}H{right:.2f}" stroke="{LEVEL}" stroke-width="{STOREY}" '
                             'stroke-dasharray="0.2 1.2"/>')  # fmt: skip
        drawing.parts.append(f'<path d="M{right:.2f} {y:.2f}l-1 -1.5h2Z" fill="none" stroke="{INK}" '
                             f'stroke-width="{STANDS[0][1]}"/>')  # fmt: skip
        text = f"{level:+.1f}".replace(".", ",") if level else "±0,0"
        write(drawing, text, right + 2, y - 0.2, 2.3)


def _names(drawing: Tekening, plan: Plan, parts: Iterable[Part], low_m: float) -> None:
    """Bouwblokken under the ground line, in the middle of what is in sight of them, as far as there is room."""
    spans: dict[str, list[BaseGeometry]] = {}
    for item, _, shape in parts:
        if item.blok is not None:
            spans.setdefault(item.blok, []).append(shape)
    last = -1e9
    for blok, shapes in sorted(spans.items(), key=lambda pair: float(shapely.total_bounds(pair[1])[0])):
        x0, _, x1, _ = shapely.total_bounds(shapes)
        x, y = drawing.kader.place((x0 + x1) / 2, low_m)
        name = str(getattr(plan.by_id.get(blok), "naam", blok))
        if x - len(name) * LETTER_MM / 2 > last:
            write(drawing, name, x, y + 4.2, 2.3, "middle")
            last = x + len(name) * LETTER_MM / 2


def _strip(drawing: Tekening, plan: Plan, massa: Massamodel, aim: Aim, parts: list[Part], peopled: bool) -> None:
    """Title, what the heights are, and a true scale bar."""
    frame, fase = drawing.kader, plan.fase(massa.fase)
    top = frame.hoog_mm - STRIP_MM + 16
    write(drawing, plan.naam, MARGIN_MM, top, 4.2, bold=True)
    said = f"aanzicht {aim.naam} · {fase.naam} ({fase.jaren}) · 1:{frame.schaal} · versie {plan.versie}"
    write(drawing, said, MARGIN_MM, top + 5, 2.8)
    masses = {item.id: item for item, *_ in parts}.values()
    assumed = sum(item.aanname is not None for item in masses)
    note = f"Aanname: {assumed} van {len(masses)} panden in zicht rusten op een aanname. "
    note += FIGURES if peopled else "Bomen zijn weggelaten."
    note += "".join(f" Omgeving: {credit}." for credit in plan.credits)
    peil = "maaiveld" if plan.terrein is None else f"{plan.terrein.peil_m:.2f} m NAP".replace(".", ",")
    for row, text in enumerate((NOTE.format(peil=peil), note)):
        write(drawing, text, MARGIN_MM, top + 10 + 3.5 * row, 2.3)
    scale_mark(drawing, top + 4, 60.0)
