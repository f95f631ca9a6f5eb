"""Kerncijfers: floor area per functie, dwellings, density; pure sums over the one list of volumes.

Counted is what lies inside the plan boundary. Display layers never change a figure. Definitions: `definities.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import floor

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from .bestaand import whole
from .definities import DEFINITIES, Definitie
from .fasering import is_built
from .massa import build
from .plan import Bouwblok, Functie, Plan, Winkelunit
from .state import State, value_of
from .volumes import Doorgang, Lichaam, Massamodel, Status

__all__ = ["DEFINITIES", "BlokCijfers", "Definitie", "Kerncijfers", "bvo_per_woning_m2", "kerncijfers", "per_fase"]


@dataclass(frozen=True, slots=True)
class BlokCijfers:
    """Figures of one bouwblok. A (`eiland_m2`) is the block with its hof; zero while the block is not built."""

    id: str
    naam: str
    fase: str
    staat: bool
    bvo_m2: dict[Functie, float]
    totaal_m2: float
    footprint_m2: float
    hof_m2: float
    eiland_m2: float
    bouwlagen: int
    woningen: int
    winkelunits: int
    gevel_m: float
    fsi: float
    gsi: float
    l: float  # noqa: E741 - the standard's own name
    osr: float
    aanname: str | None


@dataclass(frozen=True, slots=True)
class Kerncijfers:
    """Figures of the plan in one state; areas in m², lengths in metres."""

    fase: str
    bvo_m2: dict[Functie, float]
    totaal_m2: float
    woningen: int
    winkelunits: int
    footprint_m2: float
    hof_m2: float
    bouwlagen_gem: float
    gevel_m: float
    gevel_per_zijde_m: dict[str, float]
    gesloopt_m2: float
    toegevoegd_m2: float
    blokken: tuple[BlokCijfers, ...]


def per_fase(plan: Plan, state: State) -> tuple[Kerncijfers, ...]:
    """The figures of each fase of the plan under the same wishes; only the fase differs."""
    states = (replace(state, fase=f.id) for f in plan.fasen)
    return tuple(kerncijfers(plan, s, build(plan, s)) for s in states)


@lru_cache(maxsize=128)
def kerncijfers(plan: Plan, state: State, massa: Massamodel) -> Kerncijfers:
    """All figures of one state, from its volumes."""
    inside = [item for item in massa.lichamen if item.in_plan]
    bvo = bvo_sum(inside)
    blokken = tuple(_blok(plan, state, b, massa) for b in plan.bouwblokken)
    standing = _total(bvo_sum(item for item in inside if item.status is Status.BESTAAND))
    footprint = sum(item.footprint_m2 for item in inside)
    gevels = _gevels(plan, state, massa.doorgangen)
    return Kerncijfers(
        fase=state.fase,
        bvo_m2=bvo,
        totaal_m2=_total(bvo),
        woningen=sum(b.woningen for b in blokken),
        winkelunits=_units(plan, inside),
        footprint_m2=footprint,
        hof_m2=sum(h.oppervlak_m2 for h in massa.hoven),
        bouwlagen_gem=_total(bvo) / footprint if footprint else 0.0,
        gevel_m=sum(gevels.values()),
        gevel_per_zijde_m=gevels,
        gesloopt_m2=_first_m2(plan) - standing,
        toegevoegd_m2=_total(bvo) - standing,
        blokken=blokken,
    )


def bvo_sum(items: Iterable[Lichaam]) -> dict[Functie, float]:
    """BVO per functie of some masses; every functie is there, in the order of the tables."""
    total = dict.fromkeys(Functie, 0.0)
    for item in items:
        for functie, area in item.bvo_m2.items():
            total[functie] += area
    return total


def _total(bvo: dict[Functie, float]) -> float:
    return sum(bvo.values())


@lru_cache(maxsize=8)
def _first_m2(plan: Plan) -> float:
    """BVO inside the plan boundary before anything changes."""
    return _total(bvo_sum(item for item in whole(plan) if item.in_plan))


def bvo_per_woning_m2(plan: Plan) -> float:
    """Gross floor per dwelling: GO per dwelling divided by the ratio GO : BVO of the plan's parameters."""
    values = plan.parameter_values
    return values.get("go_per_woning_m2", 75.0) / values.get("go_bvo_wonen", 0.78)


def _blok(plan: Plan, state: State, blok: Bouwblok, massa: Massamodel) -> BlokCijfers:
    masses = [item for item in massa.lichamen if item.blok == blok.id]
    bvo = bvo_sum(masses)
    total, area = _total(bvo), blok.eiland.area
    ground = sum(item.footprint_m2 for item in masses if item.soort != "dek")
    hof = sum(h.oppervlak_m2 for h in massa.hoven if h.blok == blok.id)
    built = is_built(plan, state, blok)
    return BlokCijfers(
        id=blok.id, naam=blok.naam, fase=str(value_of(plan, state, blok.id, "fase")), staat=built, bvo_m2=bvo,
        totaal_m2=total, footprint_m2=sum(item.footprint_m2 for item in masses), hof_m2=hof, eiland_m2=area,
        bouwlagen=max((item.bouwlagen for item in masses), default=0),
        woningen=floor(bvo[Functie.WONEN] / bvo_per_woning_m2(plan) + 1e-9),
        winkelunits=_units(plan, masses),
        gevel_m=sum(_blok_gevels(blok, massa.doorgangen).values()) if built else 0.0,
        fsi=total / area, gsi=ground / area, l=total / ground if ground else 0.0,
        osr=(area - ground) / total if total else 0.0, aanname=blok.herkomst.aanname,
    )  # fmt: skip


def _gevels(plan: Plan, state: State, doorgangen: Sequence[Doorgang]) -> dict[str, float]:
    """New frontage per street, square or doorsteek."""
    total: dict[str, float] = {}
    for blok in plan.bouwblokken:
        if is_built(plan, state, blok):
            for side, length in _blok_gevels(blok, doorgangen).items():
                total[side] = total.get(side, 0.0) + length
    return total


def _blok_gevels(blok: Bouwblok, doorgangen: Sequence[Doorgang]) -> dict[str, float]:
    """Frontage of one block per side; a block without rooilijnen has its whole outline as front."""
    gaps = [d for d in doorgangen if d.is_open and d.strook.intersects(blok.eiland)]
    lines: list[tuple[str, BaseGeometry]] = [(r.aan, r.lijn) for r in blok.rooilijnen]
    total: dict[str, float] = {}
    for side, line in lines or [("omtrek", blok.eiland.exterior)]:
        for gap in gaps:
            line = _without_gap(line, gap)
        total[side] = total.get(side, 0.0) + float(line.length)
    return total


def _without_gap(line: BaseGeometry, gang: Doorgang) -> BaseGeometry:
    """The front without what runs across a doorsteek; a wide doorsteek beside a front only pushes it back."""
    ground = gang.strook.buffer(-0.01)
    if not line.intersects(ground):
        return line
    along = [step for step in _steps(line.intersection(ground)) if _runs_with(step, gang.lijn)]
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


def _units(plan: Plan, items: Sequence[Lichaam]) -> int:
    """Shops in the plint; masses that share a winkelunit count as one."""
    winkels = [item for item in items if item.volumes and item.volumes[0].bouwlaag == 0 and _is_winkel(item)]
    units = {u for item in winkels if (u := _unit_of(plan, item))}
    apart = [item for item in winkels if _unit_of(plan, item) is None and item.soort in ("pand", "hoofdgebouw")]
    return len(apart) + len(units)


def _is_winkel(item: Lichaam) -> bool:
    return item.volumes[0].functie is Functie.WINKEL


@lru_cache(maxsize=8192)
def _unit_of(plan: Plan, item: Lichaam) -> str | None:
    """The winkelunit a mass is part of."""
    for unit in plan.winkelunits:
        if unit.blok == item.blok and _inside(unit, item):
            return unit.id
    return None


def _inside(unit: Winkelunit, item: Lichaam) -> bool:
    ground = item.volumes[0].polygon
    return bool(ground.intersection(unit.polygon).area > 0.5 * ground.area)
