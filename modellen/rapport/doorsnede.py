"""Cross-sections from facade to facade: the strips of a profile, its trees, and the panden that really stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import substring

from massastudie.plan import Plan, Straat
from massastudie.straatprofiel import cross_section, start_offset
from massastudie.terrein import Terrein
from massastudie.volumes import Lichaam, Profielvak, Status
from modellen.tabellen.dossier import Toestand

from .grondlijn import Grondlijn, grondlijn
from .kaart import FINE, THIN, Kleuren
from .svg import SCALES, Kader, Tekening

#: How far the section looks into the panden on both sides, and how high and deep it shows, metres.
BESIDE_M, HIGH_M, DEEP_M = 12.0, 18.0, 1.2
STROOK_COLOUR = {"parkeren": "strook_rijbaan", "boom": "strook_groen", "water": "water"}


@dataclass(frozen=True)
class Doorsnede:
    """A section as SVG, and what the template letters: strips with place and width in mm."""

    naam: str
    straat: str
    svg: bytes
    stroken: list[dict[str, Any]]
    breedte_m: float
    breed_mm: float
    hoog_mm: float
    schaal: int
    herkomst: str


def doorsneden(plan: Plan, toestand: Toestand, breed_mm: float, kleuren: Kleuren) -> list[Doorsnede]:
    """The section of every street stretch that carries a profile in this fase, all at the scale at which the widest
    profile of the plan fits in `breed_mm`."""
    widest = max((p.breedte_m for p in plan.profielen), default=0.0) + 2 * BESIDE_M
    schaal = next((s for s in SCALES if widest * 1000 / s <= breed_mm), SCALES[-1])
    return [_section(plan, toestand, vak, schaal, kleuren) for vak in toestand.massa.profielen]


def _section(plan: Plan, toestand: Toestand, vak: Profielvak, schaal: int, kleuren: Kleuren) -> Doorsnede:
    straat = next(s for s in plan.straten if s.id == vak.straat)
    drawing = section_drawing(straat, toestand.massa.lichamen, vak, schaal, kleuren, terrein=plan.terrein)
    frame, own = drawing.kader, vak.profiel.herkomst
    return Doorsnede(
        vak.profiel.naam, straat.naam, drawing.svg(), strips(frame, vak), vak.profiel.breedte_m, frame.breed_mm,
        frame.hoog_mm, schaal, " · ".join(t for t in (own.bron, own.aanname and f"aanname: {own.aanname}") if t),
    )  # fmt: skip


def section_drawing(
    straat: Straat, items: tuple[Lichaam, ...], vak: Profielvak, schaal: int, kleuren: Kleuren, below_mm: float = 0.0,
    terrein: Terrein | None = None,
) -> Tekening:  # fmt: skip
    """The section of one stretch at 1 : `schaal`, with `below_mm` of room under it for letters."""
    wide_m, k = vak.profiel.breedte_m + 2 * BESIDE_M, 1000.0 / schaal
    line = cut_line(straat, vak)
    ground = grondlijn(terrein, line, -BESIDE_M)
    low_m, high_m = DEEP_M - float(ground.z.min()), HIGH_M + float(ground.z.max())
    drawing = Tekening(Kader(-BESIDE_M, -low_m - below_mm / k, wide_m * k, (high_m + low_m) * k + below_mm, schaal))
    end = float(ground.x[-1])
    drawing.areas([ground.band(-BESIDE_M, end, -DEEP_M, -0.4)], kleuren["grond"])
    for strook, start, stop in cross_section(vak.profiel):
        role = STROOK_COLOUR.get(strook.soort, f"strook_{strook.soort}")
        drawing.areas([ground.band(start, stop, -0.4, 0.0)], kleuren[role], kleuren["lijn"], FINE)
    _buildings(drawing, line, items, kleuren, ground)
    _trees(drawing, vak, kleuren, ground)
    drawing.lines([LineString(np.c_[ground.x, ground.z])], kleuren["lijn"], 0.25)
    return drawing


def strips(frame: Kader, vak: Profielvak) -> list[dict[str, Any]]:
    """The strips of a profile, left to right: name, width in metres, and middle and width on paper in mm."""
    rows = cross_section(vak.profiel)
    return [
        {"naam": s.naam, "breedte_m": s.breedte_m, "x": frame.place((a + b) / 2, 0)[0], "mm": (b - a) * frame.mm_per_m}
        for s, a, b in rows
    ]


def cut_line(straat: Straat, vak: Profielvak) -> LineString:
    """Where the section is taken: across the middle of the axis, from BESIDE_M beyond the left facade to the right."""
    middle = straat.lijn.interpolate(0.5, normalized=True)
    if straat.snede is not None:
        middle = straat.snede.interpolate(0.5, normalized=True)
    at = straat.lijn.project(middle)
    a, b = substring(straat.lijn, max(at - 0.5, 0.0), min(at + 0.5, straat.lijn.length)).coords[:2]
    along = np.subtract(b, a) / np.hypot(*np.subtract(b, a))
    right = np.array([along[1], -along[0]])
    foot = np.array(straat.lijn.interpolate(at).coords[0])
    start = start_offset(straat, vak.profiel)
    ends = [foot + right * (start - BESIDE_M), foot + right * (start + vak.profiel.breedte_m + BESIDE_M)]
    return LineString(ends)


def _buildings(
    drawing: Tekening, line: LineString, items: tuple[Lichaam, ...], kleuren: Kleuren, ground: Grondlijn
) -> None:
    for item in items:
        floors = [ground.over(floor) for floor in _floors(line, item, ground.middle_m)]
        if floors:
            new = item.status is Status.NIEUW
            drawing.areas(floors, kleuren["nieuw" if new else "bestaand_plan"], kleuren["lijn"], THIN)


def _floors(line: LineString, item: Lichaam, zero_m: float) -> Iterator[Polygon]:
    """The bouwlagen (and roof) that the section cuts, as rectangles over the length of the line, above `zero_m`."""
    start = Point(line.coords[0])
    pieces = [(v.polygon, v.bottom_m, v.top_m) for v in item.volumes]
    if item.kap is not None:
        pieces.append((item.kap.polygon, item.kap.goot_m, item.kap.nok_m))
    for polygon, low, high in pieces:
        for part in getattr(line.intersection(polygon), "geoms", [line.intersection(polygon)]):
            if part.length > 0.05:
                a, b = sorted(start.distance(Point(c)) for c in (part.coords[0], part.coords[-1]))
                yield box(a - BESIDE_M, low - zero_m, b - BESIDE_M, high - zero_m)


def _trees(drawing: Tekening, vak: Profielvak, kleuren: Kleuren, ground: Grondlijn) -> None:
    p = vak.profiel
    for strook, start, end in cross_section(p):
        if strook.soort == "boom":
            x, stem = (start + end) / 2, p.boom_stam_m
            foot = ground.at(x)
            drawing.lines([LineString([(x, foot), (x, foot + stem + 1)])], kleuren["stam"], 0.5)
            crown = Point(0, 0).buffer(1.0, 24)
            high = (p.boom_hoogte_m - stem) / 2
            shape = Polygon([(px * p.boom_kroon_m / 2, py * high) for px, py in crown.exterior.coords])
            drawing.areas(
                [translate(shape, x, foot + stem + high)], kleuren["boom_nieuw"], kleuren["boom"], FINE, 0.85
            )
