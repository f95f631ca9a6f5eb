"""The live map of sun hours as a generator: what is known of the state before is used again where nothing changed.

It knows no window. Every answer carries the wish it answers, so that nobody shows it with other masses.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from massastudie.bezonning import Bezonning, Dag, Punten, study
from massastudie.casters import Casters, casters
from massastudie.meetpunten import Meetpunten, meetpunten
from massastudie.plan import Plan
from massastudie.scene import HeatItem
from massastudie.state import State
from massastudie.sun_update import update
from massastudie.volumes import Lichaam, Massamodel
from massastudie.zonboek import plaats_of
from massastudie.zonpunten import inside

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
T = TypeVar("T")
Steps = Generator[tuple[int, int], None, T]

#: Step of the live map in minutes, and its cells in metres.
MAP_STEP_MIN = 10.0
RASTER_M = 1.0


@dataclass(frozen=True)
class MapWish:
    """What a map is of. `mass` is a State's mass_key; the plan is compared by identity."""

    plan: Plan
    mass: State
    dag: Dag
    op: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SunMap:
    """A map, and what the next one can start from."""

    wish: MapWish
    massa: Massamodel
    points: Meetpunten
    faces: Casters
    sun: Bezonning
    items: tuple[HeatItem, ...]


def map_job(wish: MapWish, massa: Massamodel, before: SunMap | None) -> Steps[SunMap]:
    """Sun hours on the surfaces of a wish; yields (done, total), or (0, 0) while the engine is made ready."""
    near = before if before is not None and before.wish.plan is wish.plan and before.wish.op == wish.op else None
    points = points_of(wish, massa, near)
    yield 0, 100
    faces = casters(massa.lichamen)
    if near is not None and near.wish.dag == wish.dag:
        sun = yield from update(near.sun, near.faces, faces, points.punten)
    else:
        sun = yield from study(faces, points.punten, wish.dag, plaats_of(wish.plan))
    return SunMap(wish, massa, points, faces, sun, heat_items(points, sun.minuten / 60.0, near.items if near else ()))


def points_of(wish: MapWish, massa: Massamodel, before: SunMap | None) -> Meetpunten:
    """The points of a wish; those of the map before when they are the same, with only the mask near changes redone."""
    if before is not None and same_ground(before, wish, massa):
        punten = before.points.punten
        mask = mask_again(punten, before.massa.lichamen, massa.lichamen)
        return replace(before.points, punten=Punten(punten.xyz, None, mask))
    return meetpunten(wish.plan, wish.mass, massa, wish.op, RASTER_M)


def same_ground(before: SunMap, wish: MapWish, massa: Massamodel) -> bool:
    """Whether the surfaces are those of the map before: they hang on the fase, on what is built in it, and on hoven
    (the same objects when they did not change)."""
    old, new = before.massa.hoven, massa.hoven
    same_hoven = len(old) == len(new) and all(a is b for a, b in zip(old, new, strict=True))
    return same_hoven and before.wish.mass.fase == wish.mass.fase and _moved(before.wish) == _moved(wish)


def _moved(wish: MapWish) -> dict[tuple[str, str], object]:
    """What was given another fase by hand."""
    return {key: fase for key, fase in wish.mass.overrides.items() if key[1] == "fase"}


def mask_again(punten: Punten, old: Sequence[Lichaam], new: Sequence[Lichaam]) -> Mask:
    """Which points lie inside a mass, asked again only where masses came or went (they are the same objects else)."""
    stayed = set(map(id, old)) & set(map(id, new))
    changed = bounds_of([item for item in (*old, *new) if id(item) not in stayed])
    mask = punten.binnen.copy() if punten.binnen is not None else np.zeros(len(punten), dtype=bool)
    near = in_boxes(punten.xyz, changed)
    if near.any():
        standing = [new[i] for i in np.flatnonzero(overlapping(bounds_of(new), changed)).tolist()]
        mask[near] = inside(punten.xyz[near], standing)
    return mask


def bounds_of(items: Sequence[Lichaam]) -> Floats:
    """Ground bounds (n, 4) of masses."""
    if not items:
        return np.empty((0, 4))
    boxes = shapely.bounds(np.array([v.polygon for item in items for v in item.volumes], dtype=object))
    start = np.cumsum([0, *(len(item.volumes) for item in items[:-1])])
    low, high = np.minimum.reduceat(boxes[:, :2], start), np.maximum.reduceat(boxes[:, 2:], start)
    bounds: Floats = np.c_[low, high]
    return bounds


def in_boxes(xyz: Floats, boxes: Floats) -> Mask:
    """Which points (n, 3) lie in one of the boxes."""
    mask = np.zeros(len(xyz), dtype=bool)
    for x0, y0, x1, y1 in boxes.tolist():
        mask |= (xyz[:, 0] >= x0) & (xyz[:, 0] <= x1) & (xyz[:, 1] >= y0) & (xyz[:, 1] <= y1)
    return mask


def overlapping(boxes: Floats, others: Floats) -> Mask:
    """Which boxes (n, 4) meet one of the others (m, 4)."""
    mine, theirs = boxes[:, None], others[None]
    apart = (mine[..., :2] > theirs[..., 2:]) | (mine[..., 2:] < theirs[..., :2])
    return np.asarray(np.any(~np.any(apart, axis=2), axis=1), dtype=bool)


def heat_items(points: Meetpunten, hours: Floats, before: tuple[HeatItem, ...]) -> tuple[HeatItem, ...]:
    """An item per surface; one with the same hours as before is the same object, so that it is not drawn again."""
    known = {item.id: item for item in before}
    made = []
    for groep in points.groepen:
        item = HeatItem(groep.id, points.punten.xyz[groep.which], points.raster_m, hours[groep.which])
        old = known.get(groep.id)
        made.append(old if old is not None and _alike(old, item) else item)
    return tuple(made)


def _alike(old: HeatItem, new: HeatItem) -> bool:
    same_hours = np.array_equal(old.hours, new.hours, equal_nan=True)
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
