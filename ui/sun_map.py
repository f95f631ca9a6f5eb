"""The live map of sun hours as a generator: what is known of the state before is used again where nothing changed.

It knows no window. Every answer carries the wish it answers, so that nobody shows it with other masses.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from massastudie.bezonning import Bezonning, Dag, study
from massastudie.casters import Casters
from massastudie.ground_faces import casters_on
from massastudie.massa import build
from massastudie.meetpunten import Meetpunten
from massastudie.plan import Plan
from massastudie.points_again import points_again
from massastudie.scene import HeatItem
from massastudie.state import State
from massastudie.sun_groups import grouped
from massastudie.sun_update import update
from massastudie.volumes import Massamodel
from massastudie.zonboek import plaats_of
from massastudie.zonverschil import Zonverschil

from .sun_walls import WallSun, walls_job

Floats = npt.NDArray[np.float64]
T = TypeVar("T")
Steps = Generator[tuple[int, int], None, T]

#: Step of the live map in minutes, and its cells in metres.
MAP_STEP_MIN = 10.0
RASTER_M = 1.0


@dataclass(frozen=True)
class MapWish:
    """What a map is of. `mass` and `reference` are a State's mass_key (no reference: hours, else what they differ);
    the plan is compared by identity."""

    plan: Plan
    mass: State
    dag: Dag
    op: tuple[str, ...]
    reference: State | None = None

    @property
    def ground(self) -> tuple[str, ...]:
        """The surfaces on the ground; a difference is told of the ground alone."""
        return tuple(name for name in self.op if name != "gevels")

    @property
    def has_walls(self) -> bool:
        """Whether walls are coloured too."""
        return "gevels" in self.op and self.reference is None


@dataclass(frozen=True, eq=False)
class Former:
    """Sun of a reference on the points of a map."""

    reference: State
    sun: Bezonning


@dataclass(frozen=True, eq=False)
class SunMap:
    """A map, and what the next one can start from."""

    wish: MapWish
    massa: Massamodel
    points: Meetpunten
    faces: Casters
    sun: Bezonning
    items: tuple[HeatItem, ...]
    walls: WallSun | None = None
    former: Former | None = None

    @cached_property
    def difference(self) -> Zonverschil | None:
        """What is lost and gained against the reference, per surface and in all."""
        wish, former = self.wish, self.former
        if former is None or wish.reference is None:
            return None
        return Zonverschil(wish.dag, wish.ground, RASTER_M, wish.reference, wish.mass, self.points,
                           former.sun.minuten, self.sun.minuten)  # fmt: skip


def map_job(wish: MapWish, massa: Massamodel, before: SunMap | None) -> Steps[SunMap]:
    """Sun hours on the surfaces of a wish; yields (done, total), or (0, 0) while the engine is made ready."""
    near = before if before is not None and before.wish.plan is wish.plan else None
    same = near if near is not None and near.wish.ground == wish.ground else None
    points = points_of(wish, massa, same)
    yield 0, 100
    faces, plaats = grouped(massa.lichamen, wish.plan.terrein), plaats_of(wish.plan)
    if same is not None and same.wish.dag == wish.dag:
        sun = yield from update(same.sun, same.faces, faces, points.punten)
    else:
        sun = yield from study(faces, points.punten, wish.dag, plaats)
    known = same.items if same else ()
    if wish.reference is not None:
        former = yield from former_job(wish.reference, sun, same.former if same else None, wish.plan)
        items = heat_items(points, (sun.minuten - former.sun.minuten) / 60.0, known, "verschil")
        return SunMap(wish, massa, points, faces, sun, items, near.walls if near else None, former)
    items = heat_items(points, sun.minuten / 60.0, known)
    walls = near.walls if near is not None else None
    if wish.has_walls:
        own = tuple(item for item in massa.lichamen if item.in_plan)
        walls = yield from walls_job(own, massa.lichamen, faces, wish.dag, plaats, walls)
        items += walls.items
    return SunMap(wish, massa, points, faces, sun, items, walls, same.former if same else None)


def former_job(reference: State, sun: Bezonning, before: Former | None, plan: Plan) -> Steps[Former]:
    """Sun of a reference on the points and the day of a map: known already when those stayed the same."""
    if before is not None and before.reference == reference and before.sun.dag == sun.dag \
            and np.array_equal(before.sun.punten.xyz, sun.punten.xyz):  # fmt: skip
        return before
    massa = build(plan, reference)
    yield 0, 100
    faces, punten = casters_on(plan.terrein, massa.lichamen), sun.punten.among(massa.lichamen)
    former = yield from study(faces, punten, sun.dag, sun.plaats)
    return Former(reference, former)


def points_of(wish: MapWish, massa: Massamodel, before: SunMap | None) -> Meetpunten:
    """The points of a wish; those of the map before when they are the same, with only the mask near changes redone."""
    known = None if before is None else (before.points, before.wish.mass, before.massa)
    return points_again(wish.plan, wish.mass, massa, wish.ground, RASTER_M, known)


def heat_items(
    points: Meetpunten, hours: Floats, before: tuple[HeatItem, ...], scale: Literal["uren", "verschil"] = "uren"
) -> tuple[HeatItem, ...]:
    """An item per surface; one with the same hours as before is the same object, so that it is not drawn again."""
    known = {item.id: item for item in before if item.corners is None}
    made = []
    for groep in points.groepen:
        xyz, own = points.punten.xyz[groep.which], hours[groep.which]
        item = HeatItem(groep.id, xyz, points.raster_m, own, scale=scale)
        old = known.get(groep.id)
        made.append(old if old is not None and _alike(old, item) else item)
    return tuple(made)


def _alike(old: HeatItem, new: HeatItem) -> bool:
    same_hours = old.scale == new.scale and np.array_equal(old.hours, new.hours, equal_nan=True)
    return same_hours and (old.xyz is new.xyz or np.array_equal(old.xyz, new.xyz))


def within(job: Steps[T], budget_s: float) -> T | None:
    """The answer of a job that ends within a budget; None when time is up, the job can then go on elsewhere."""
    end = perf_counter() + budget_s
    try:
        while perf_counter() < end:
            next(job)
    except StopIteration as stop:
        answer: T = stop.value
        return answer
    return None
