"""Public green within the plan boundary, and trees: standing, planted and lost against the first fase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .fasering import bomen, is_built, vlakken
from .massa import build
from .plan import Boom, Plan
from .state import State
from .volumes import Lichaam, Massamodel, Profielvak, Status, kept_with

#: Kinds of strip of a street profile that are planted.
PLANTED = ("groen", "boom")


@dataclass(frozen=True, slots=True)
class BoomCijfers:
    """Trees of the whole drawing: standing now, planted and felled since the first fase, and the balance of those."""

    staan: int
    geplant: int
    gekapt: int
    saldo: int


@lru_cache(maxsize=64)
def standing_trees(plan: Plan, state: State, massa: Massamodel) -> tuple[Boom, ...]:
    """Drawn trees that stand now: in their fase and not in a new mass (a deck is a roof garden that may carry trees).
    Rows of a profile are in `Massamodel`."""
    new = (item for item in massa.lichamen if item.status is Status.NIEUW and item.soort != "dek")
    gone = {tree for item in new for tree in _trees_in(item, plan)}
    return tuple(b for b in bomen(plan, state) if b.id not in gone)


@kept_with
def _trees_in(lichaam: Lichaam, plan: Plan) -> frozenset[str]:
    """Drawn trees of the plan, of every fase, on the ground that a mass stands on."""
    ground = [v.polygon for v in lichaam.volumes if v.bouwlaag == 0]
    hits = _tree_places(plan).query(np.array(ground, dtype=object), predicate="intersects")[1]
    return frozenset(plan.bomen[i].id for i in hits.tolist())


@lru_cache(maxsize=8)
def _tree_places(plan: Plan) -> shapely.STRtree:
    return shapely.STRtree([b.punt for b in plan.bomen])


def tree_ids(plan: Plan, state: State, massa: Massamodel) -> tuple[str, ...]:
    """An id of every tree that stands: of the drawn ones their own, of a row its street, profile and number."""
    rows = [
        f"{vak.straat}.{vak.profiel.id}.{number}"
        for vak in massa.profielen
        for number in range(1, len(vak.boompunten) + 1)
    ]
    return (*(b.id for b in standing_trees(plan, state.mass_key, massa)), *rows)


@lru_cache(maxsize=8)
def first_trees(plan: Plan) -> frozenset[str]:
    """Trees of the first fase, before anything changes."""
    start = State(plan.fasen[0].id)
    return frozenset(tree_ids(plan, start, build(plan, start)))


def boom_cijfers(plan: Plan, state: State, massa: Massamodel) -> BoomCijfers:
    """Trees now against the first fase."""
    now, before = frozenset(tree_ids(plan, state, massa)), first_trees(plan)
    new, gone = len(now - before), len(before - now)
    return BoomCijfers(staan=len(now), geplant=new, gekapt=gone, saldo=new - gone)


def openbaar_groen(plan: Plan, state: State, massa: Massamodel) -> tuple[tuple[str, BaseGeometry], ...]:
    """Public green within the plan boundary, piece by piece without overlap: (id of its vlak or street, shape).

    Vlakken of kind `groen` that are public, and planted strips of the street profiles in force; never ground of a
    block that is built.
    """
    green = tuple(v.id for v in vlakken(plan, state) if v.soort == "groen" and v.openbaar)
    built = tuple(b.id for b in plan.bouwblokken if is_built(plan, state, b))
    return _pieces(plan, green, massa.profielen, built)


def openbaar_groen_m2(plan: Plan, state: State, massa: Massamodel) -> float:
    """Area of the public green within the plan boundary, m²."""
    return sum(float(shape.area) for _, shape in openbaar_groen(plan, state, massa))


@lru_cache(maxsize=64)
def _pieces(
    plan: Plan, green: tuple[str, ...], profielen: tuple[Profielvak, ...], built: tuple[str, ...]
) -> tuple[tuple[str, BaseGeometry], ...]:
    shapes = [(v.id, v.polygon) for v in plan.vlakken if v.id in green]
    shapes += [(vak.straat, band) for vak in profielen for _, soort, band in vak.stroken if soort in PLANTED]
    taken: BaseGeometry = shapely.union_all([b.eiland for b in plan.bouwblokken if b.id in built])
    result: list[tuple[str, BaseGeometry]] = []
    for item_id, shape in shapes:
        left = shape.intersection(plan.plangrens).difference(taken)
        if not left.is_empty:
            result.append((item_id, left))
            taken = taken.union(left)
    return tuple(result)
