"""New frontage on streets, squares and doorsteken, and the addresses along it (A7, A16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from . import blok as blokken
from .fasering import is_built
from .plan import BestaandPand, Bouwblok, Plan, Straat, Vlak
from .state import State, value_of
from .volumes import Doorgang, Lichaam, Massamodel

#: Side of a block that has no rooilijnen: its whole outline.
OMTREK = "omtrek"


@dataclass(frozen=True, slots=True)
class FrontCijfers:
    """New frontage on one street, square or doorsteek (`zijde`, its id): metres of gevel, the new panden that have
    most of their front there (one address each), and the dwellings in them."""

    zijde: str
    naam: str
    gevel_m: float
    panden: tuple[str, ...]
    adressen: int
    woningen: int


def fronten(
    plan: Plan, state: State, massa: Massamodel, woningen: Mapping[str, int], gevels: Mapping[str, float]
) -> tuple[FrontCijfers, ...]:
    """A row per side with new frontage; `woningen` gives the dwellings of each new pand by its id."""
    panden: dict[str, list[str]] = {}
    for item in massa.lichamen:
        if item.blok is not None and item.soort == "pand":
            panden.setdefault(front_of(plan, state, item), []).append(item.id)
    sides = dict.fromkeys([*gevels, *panden])
    return tuple(_row(plan, side, gevels.get(side, 0.0), panden.get(side, []), woningen) for side in sides)


def _row(plan: Plan, side: str, gevel_m: float, panden: Sequence[str], woningen: Mapping[str, int]) -> FrontCijfers:
    naam = str(getattr(plan.by_id.get(side), "naam", side))
    return FrontCijfers(side, naam, gevel_m, tuple(panden), len(panden), sum(woningen.get(p, 0) for p in panden))


def front_of(plan: Plan, state: State, item: Lichaam) -> str:
    """The street, square or doorsteek a new pand has most of its front on; `omtrek` when its block names none."""
    if item.blok is None:
        return OMTREK
    depth = float(value_of(plan, state, item.blok, "diepte_m"))
    front = blokken.vorm(plan, item.blok, depth).fronten[int(item.id.rpartition("-")[2]) - 1]
    return OMTREK if front is None else front.aan


def sides_of(plan: Plan, state: State, item: Lichaam) -> tuple[str, ...]:
    """Where a mass has its front: of a standing pand the street of its address (id, else its name)."""
    if item.blok is not None:
        return (front_of(plan, state, item),) if item.soort == "pand" else ()
    own = plan.by_id.get(item.id)
    straat = own.straat if isinstance(own, BestaandPand) else None
    return () if straat is None else (_places(plan).get(straat, straat),)


@lru_cache(maxsize=8)
def _places(plan: Plan) -> dict[str, str]:
    """Name of a street or square → its id; a square goes before a street of the same name."""
    named: tuple[Straat | Vlak, ...] = (*plan.straten, *(v for v in plan.vlakken if v.soort == "plein"))
    return {p.naam: p.id for p in named}


def gevels(plan: Plan, state: State, doorgangen: Sequence[Doorgang]) -> dict[str, float]:
    """New frontage per street, square or doorsteek, metres."""
    total: dict[str, float] = {}
    for blok in plan.bouwblokken:
        if is_built(plan, state, blok):
            for side, length in blok_gevels(blok, doorgangen).items():
                total[side] = total.get(side, 0.0) + length
    return total


def blok_gevels(blok: Bouwblok, doorgangen: Sequence[Doorgang]) -> dict[str, float]:
    """Frontage of one block per side, metres; a block without rooilijnen has its whole outline as front."""
    total: dict[str, float] = {}
    for side, _, length in front_lines(blok, doorgangen):
        total[side] = total.get(side, 0.0) + length
    return total


def front_lines(blok: Bouwblok, doorgangen: Sequence[Doorgang]) -> list[tuple[str, str, float]]:
    """Each front of a block: the side it faces, the id of its rooilijn (of the block when it has none), metres."""
    gaps = [d for d in doorgangen if d.is_open and d.strook.intersects(blok.eiland)]
    lines: list[tuple[str, str, BaseGeometry]] = [(r.aan, r.id, r.lijn) for r in blok.rooilijnen]
    result: list[tuple[str, str, float]] = []
    for side, item_id, line in lines or [(OMTREK, blok.id, blok.eiland.exterior)]:
        for gap in gaps:
            line = _without_gap(line, gap.strook, gap.lijn)
        result.append((side, item_id, float(line.length)))
    return result


@lru_cache(maxsize=4096)
def _without_gap(line: BaseGeometry, strook: Polygon, axis: LineString) -> BaseGeometry:
    """The front without what runs across a doorsteek; a wide doorsteek beside a front only pushes it back."""
    ground = strook.buffer(-0.01)
    if not line.intersects(ground):
        return line
    along = [step for step in _steps(line.intersection(ground)) if _runs_with(step, axis)]
    return shapely.union_all([line.difference(ground), *along])


def _steps(line: BaseGeometry) -> list[LineString]:
    """The straight segments of a line."""
    parts = [p for p in shapely.get_parts(line) if p.geom_type == "LineString"]
    return [LineString(ends) for part in parts for ends in pairwise(part.coords)]


def _runs_with(step: LineString, axis: LineString) -> bool:
    """True when a segment runs more along an axis than across it (at the place of the axis nearest to it)."""
    foot = axis.project(step.centroid)
    a, b = axis.interpolate(max(0.0, foot - 0.5)), axis.interpolate(min(axis.length, foot + 0.5))
    (x0, y0), (x1, y1) = step.coords
    along = abs((x1 - x0) * (b.x - a.x) + (y1 - y0) * (b.y - a.y))
    return bool(along > 0.7 * step.length * a.distance(b))
