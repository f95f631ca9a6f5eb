"""The plan map of one fase: ground, standing panden by the functie of their ground floor, names and storeys to letter.

Shapes come from the same Scene as the 3D picture; the letters are placed by the template, so here they are only told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from massastudie.plan import Plan
from massastudie.scene import resolve
from massastudie.scene_items import LabelItem, Role, Scene
from massastudie.state import DEFAULT_LAYERS
from massastudie.volumes import Lichaam, Status
from modellen.tabellen.dossier import Toestand

from .svg import Kader, Tekening

#: Colours by role or functie, and of ink, as `#RRGGBB`.
Kleuren = Mapping[str, str]
#: Widths of lines on paper, mm.
FINE, THIN, BOLD = 0.09, 0.13, 0.3
#: Names on a map, most important kinds first; letters are about this high and wide, mm.
NAMED = ("plein", "blok", "straat")
LETTER_MM, LETTER_WIDE = 2.1, 0.56


@dataclass(frozen=True)
class Kaart:
    """A map as SVG, its frame, and what is to be lettered: names and numbers of bouwlagen, in mm from upper left."""

    svg: bytes
    kader: Kader
    namen: list[dict[str, Any]]
    lagen: list[dict[str, Any]]


def kaart(plan: Plan, toestand: Toestand, frame: Kader, kleuren: Kleuren) -> Kaart:
    """The map of one fase in this frame."""
    state, massa = toestand.state, toestand.massa
    shown = resolve(plan, replace(state, layers=DEFAULT_LAYERS, selectie=None), massa)
    drawing = Tekening(frame)
    _ground(drawing, shown, kleuren)
    gone = [ground_of(item) for item in massa.gesloopt if item.in_plan]
    _panden(drawing, massa.lichamen, kleuren)
    drawing.areas(gone, "none", kleuren["gesloopt"], THIN, dash_mm="0.8 0.6")
    _trees(drawing, shown, kleuren)
    drawing.lines([plan.plangrens.exterior], kleuren["plangrens"], BOLD, dash_mm="0.01 1.1")
    new = [item for item in massa.lichamen if item.status is Status.NIEUW and item.soort == "pand"]
    return Kaart(drawing.svg(kleuren["papier"]), frame, names(frame, shown.labels), storeys(frame, new))


def _ground(drawing: Tekening, shown: Scene, kleuren: Kleuren) -> None:
    """Streets, squares, green, water, strips, hoven and doorsteken, in the order in which they lie on each other."""
    surfaces = sorted(shown.surfaces, key=lambda s: (s.z_m > 1.0, s.level))
    for level in dict.fromkeys((s.z_m > 1.0, s.level, s.role) for s in surfaces):
        shapes = [s.geometry for s in surfaces if (s.z_m > 1.0, s.level, s.role) == level]
        drawing.areas(shapes, kleuren[level[2]])


def _panden(drawing: Tekening, items: Iterable[Lichaam], kleuren: Kleuren) -> None:
    """Context grey, what stays in the plan pale, what is new in full colour with a bold outline."""
    found = list(items)
    context = [ground_of(item) for item in found if item.status is Status.BESTAAND and not item.in_plan]
    drawing.areas(context, kleuren["context"], kleuren["lijn_zacht"], FINE)
    for status, opacity, width in ((Status.BESTAAND, 0.42, THIN), (Status.NIEUW, 1.0, THIN)):
        own = [i for i in found if i.status is status and (i.in_plan or i.blok) and i.volumes and i.soort != "dek"]
        for functie in dict.fromkeys(i.volumes[0].functie for i in own):
            shapes = [ground_of(i) for i in own if i.volumes[0].functie is functie]
            drawing.areas(shapes, "#FFFFFF")
            drawing.areas(shapes, kleuren[functie], kleuren["lijn"], width, opacity)
        if status is Status.NIEUW:
            drawing.areas(
                [shapely.union_all([ground_of(i) for i in own], grid_size=0.01)], "none", kleuren["lijn"], BOLD
            )


def _trees(drawing: Tekening, shown: Scene, kleuren: Kleuren) -> None:
    for role in (Role.BOOM, Role.BOOM_NIEUW):
        drawing.circles([(t.x_m, t.y_m, t.kroon_m / 2) for t in shown.trees if t.role is role], kleuren[role], 0.55)


@lru_cache(maxsize=16384)
def ground_of(item: Lichaam) -> BaseGeometry:
    """What a mass covers seen from above: all its floors together."""
    return shapely.union_all([v.polygon for v in item.volumes], grid_size=0.001)


def names(frame: Kader, labels: Iterable[LabelItem]) -> list[dict[str, Any]]:
    """Names that fit beside each other, the important ones first; the middle of each in mm."""
    kept: list[dict[str, Any]] = []
    wanted = [label for label in labels if label.kind in NAMED]
    for label in sorted(wanted, key=lambda found: NAMED.index(found.kind)):
        x, y = frame.place(label.x_m, label.y_m)
        wide = len(label.text) * LETTER_MM * LETTER_WIDE
        inside = wide / 2 < x < frame.breed_mm - wide / 2 and LETTER_MM < y < frame.hoog_mm - LETTER_MM
        if inside and not any(_meet((x, y, wide), (k["x"], k["y"], k["breed"])) for k in kept):
            kept.append({"tekst": label.text, "soort": label.kind, "x": x, "y": y, "breed": wide})
    return kept


def _meet(a: tuple[float, float, float], b: tuple[float, float, float]) -> bool:
    """Whether two names (x, y, width) would touch."""
    return abs(a[0] - b[0]) < (a[2] + b[2]) / 2 + 1.0 and abs(a[1] - b[1]) < LETTER_MM * 1.5


def storeys(frame: Kader, items: Iterable[Lichaam]) -> list[dict[str, Any]]:
    """Number of bouwlagen of each new pand that has room for it; accents are marked."""
    found = []
    for item in items:
        shape = ground_of(item)
        middle = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
        x, y = frame.place(middle.x, middle.y)
        if shape.area * frame.mm_per_m**2 > 6.0 and 0 < x < frame.breed_mm and 0 < y < frame.hoog_mm:
            found.append({"tekst": str(item.bouwlagen), "accent": item.accent is not None, "x": x, "y": y})
    return found


def scale_bar(frame: Kader, most_mm: float) -> dict[str, Any]:
    """A true scale bar: as many metres (1, 2 or 5 × 10ⁿ) as fit in `most_mm`, and their length on paper."""
    steps = [b * 10**n for n in range(0, 5) for b in (1, 2, 5)]
    metres = max((m for m in steps if m * frame.mm_per_m <= most_mm), default=steps[0])
    return {"meter": metres, "mm": metres * frame.mm_per_m, "schaal": frame.schaal}
