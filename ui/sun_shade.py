"""Shade of one moment against a reference, per surface and in all, as a generator. It knows no window."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from massastudie.fasering import vlakken
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene_items import ShadeItem
from massastudie.state import State
from massastudie.zonboek import plaats_of
from massastudie.zonnestand import directions, timestamp
from massastudie.zonverschil import Schaduwverschil, schaduwverschil

from .sun_wishes import ShadeWish
from .view.shade_faces import only_first

#: Less than this on a surface is not told, m².
LEAST_M2 = 1.0


@dataclass(frozen=True, slots=True)
class ShadeRow:
    """One surface: ground with new shade and with sun gained, of its whole area, m²."""

    id: str
    naam: str
    soort: str
    nieuw_m2: float
    vervallen_m2: float
    oppervlak_m2: float


@dataclass(frozen=True, eq=False)
class ShadeMap:
    """The answer to a wish: what to draw, the surfaces that change, and all ground together in `verschil`."""

    wish: ShadeWish
    verschil: Schaduwverschil
    items: tuple[ShadeItem, ...]
    rows: tuple[ShadeRow, ...]


def shade_job(wish: ShadeWish) -> Generator[tuple[int, int], None, ShadeMap]:
    """Compare the shade of two states at one moment; yields (done, total)."""
    yield 0, 2
    found = schaduwverschil(wish.plan, wish.reference, wish.mass, wish.moment)
    yield 1, 2
    items = shade_items(wish.plan, wish.reference, wish.mass, wish.moment, found)
    return ShadeMap(wish, found, items, rows(wish.plan, wish.mass, found))


def shade_items(
    plan: Plan, reference: State, state: State, moment: datetime, found: Schaduwverschil
) -> tuple[ShadeItem, ShadeItem]:
    """What to draw of a comparison of shade: ground, and facades and roofs of masses that stand in both states."""
    before, after = (build(plan, one).lichamen for one in (reference, state))
    sun = directions(np.array([timestamp(moment)]), plaats_of(plan))[0]
    none = np.zeros((0, 3, 3))
    new, gone = (none, none) if found.te_laag else (only_first(after, before, sun), only_first(before, after, sun))
    return (
        ShadeItem("nieuw", found.nieuw, found.nieuw_m2, new),
        ShadeItem("vervallen", found.vervallen, found.vervallen_m2, gone),
    )


def surfaces(plan: Plan, state: State) -> list[tuple[str, str, str, BaseGeometry]]:
    """Id, name, kind and shape of each hof on the ground, plein and terras of a state."""
    names = {blok.id: blok.naam for blok in plan.bouwblokken}
    hoven = [(h.blok, names[h.blok], "hof", h.polygon.difference(h.dek)) for h in build(plan, state).hoven]
    places = [(v.id, v.naam, v.soort, v.polygon) for v in vlakken(plan, state) if v.soort in ("plein", "terras")]
    return [row for row in (*hoven, *places) if not row[3].is_empty]


def rows(plan: Plan, state: State, found: Schaduwverschil) -> tuple[ShadeRow, ...]:
    """Surfaces on which something changes, the most first."""
    if found.te_laag:
        return ()
    made = [
        ShadeRow(key, naam, soort, _area(found.nieuw, shape), _area(found.vervallen, shape), float(shape.area))
        for key, naam, soort, shape in surfaces(plan, state)
    ]
    told = [row for row in made if max(row.nieuw_m2, row.vervallen_m2) >= LEAST_M2]
    return tuple(sorted(told, key=lambda row: -max(row.nieuw_m2, row.vervallen_m2)))


def _area(change: BaseGeometry, shape: BaseGeometry) -> float:
    return float(shapely.area(shapely.intersection(change, shape)))
