"""Names in the picture: squares, streets, buildings, blocks and doorsteken, the important ones first."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from shapely.geometry import Polygon

from .fasering import vlakken
from .plan import BestaandPand, Plan, Straat, Vlak
from .scene_items import LabelItem
from .state import State
from .volumes import Lichaam, Massamodel, Profielvak

#: Outside the plan only buildings larger than this are named, m².
LARGE_M2 = 900.0
#: Kinds of names that lie on the ground.
ON_GROUND = ("plein", "straat", "doorsteek")


def labels(plan: Plan, state: State, massa: Massamodel) -> tuple[LabelItem, ...]:
    """All names of one state, unsorted; `rank` tells which give way where they would overlap."""
    squares = [_plein(v) for v in vlakken(plan, state) if v.soort == "plein" and _is_main(v)]
    doorsteken = [_point(d.id, short(d.naam), d.strook, 0.0, "doorsteek", 3) for d in massa.doorgangen if d.is_open]
    straten = _straten(plan, massa.profielen)
    found = (*squares, *_blokken(plan, massa), *_gebouwen(plan, massa), *straten, *doorsteken)
    return tuple(_placed(plan, item) if item.kind in ON_GROUND else item for item in found)


@lru_cache(maxsize=1024)
def _placed(plan: Plan, item: LabelItem) -> LabelItem:
    """A name on the ground at the height of the ground there."""
    return item if plan.terrein is None else replace(item, z_m=plan.maaiveld_m(item.x_m, item.y_m))


def short(naam: str) -> str:
    """A name without what stands in brackets."""
    return naam.split(" (")[0]


@lru_cache(maxsize=2048)
def _point(item_id: str, text: str, shape: Polygon, z_m: float, kind: str, rank: int) -> LabelItem:
    place = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return LabelItem(item_id, text, place.x, place.y, z_m, kind, rank)


def _is_main(vlak: Vlak) -> bool:
    return "(" not in vlak.naam and vlak.polygon.area > 400.0


@lru_cache(maxsize=1024)
def _plein(vlak: Vlak) -> LabelItem:
    return _point(vlak.id, vlak.naam, vlak.polygon, 0.0, "plein", 0)


def _blokken(plan: Plan, massa: Massamodel) -> list[LabelItem]:
    """A built block is named above its highest ordinary pand."""
    heights: dict[str, float] = {}
    for item in massa.lichamen:
        if item.blok and not item.accent:
            heights[item.blok] = max(heights.get(item.blok, 0.0), item.top_m)
    return [
        _point(b.id, short(b.naam), b.eiland, heights[b.id], "blok", 1) for b in plan.bouwblokken if b.id in heights
    ]


def _gebouwen(plan: Plan, massa: Massamodel) -> list[LabelItem]:
    """Standing buildings with a name of their own; parts of one building are named once, on the largest."""
    best: dict[str, Lichaam] = {}
    for pand in _named(plan):
        item = massa.by_id.get(pand.id)
        text = short(pand.naam or "")
        if item is not None and (text not in best or item.footprint_m2 > best[text].footprint_m2):
            best[text] = item
    return [_pand_label(text, item) for text, item in best.items()]


@lru_cache(maxsize=8)
def _named(plan: Plan) -> tuple[BestaandPand, ...]:
    named = (p for p in plan.bestaand if p.naam is not None)
    return tuple(p for p in named if p.polygon.area > (400.0 if p.in_plan else LARGE_M2))


def _pand_label(text: str, item: Lichaam) -> LabelItem:
    return _point(item.id, text, item.volumes[0].polygon, item.top_m, "gebouw", 2)


def _straten(plan: Plan, vakken: tuple[Profielvak, ...]) -> list[LabelItem]:
    """Each street name once, on its longest stretch; a profile with a name of its own renames the street."""
    names = {vak.straat: vak.profiel.naam.split(",")[0].split(" (")[0] for vak in vakken}
    longest: dict[str, tuple[float, LabelItem]] = {}
    for straat in plan.straten:
        text = names.get(straat.id, straat.naam)
        if straat.lijn.length > longest.get(text, (60.0,))[0]:
            longest[text] = (straat.lijn.length, _straat(straat, text))
    return [label for _, label in longest.values()]


@lru_cache(maxsize=1024)
def _straat(straat: Straat, text: str) -> LabelItem:
    place = straat.lijn.interpolate(0.5, normalized=True)
    return LabelItem(straat.id, text, place.x, place.y, 0.0, "straat", 4)
