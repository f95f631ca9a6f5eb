"""Shadow-casting faces kept per group of masses: after a change only the groups it is in are made again.

A bouwblok is a group; other masses are grouped by the square they stand in, small within the plan, where they change,
and large outside it. Walls that hide each other lie in one group as good as always; where two of them do not, both
stay, which nobody sees and which changes no shade.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from .casters import Casters, Grid, casters, grid, prepare
from .ground_faces import ground_faces
from .terrein import Terrein
from .volumes import Lichaam, city_and_own, kept_with

Floats = npt.NDArray[np.float64]

#: Squares in which masses outside bouwblokken are gathered, metres: within the plan, and around it. A whole city has
#: fewer squares than are kept (`_group`).
GROUP_M, AROUND_M = 60.0, 480.0


@dataclass(frozen=True, eq=False)
class Grouped(Casters):
    """All faces that cast shadow, and the groups they came from: equal masses give the very same group again."""

    groups: tuple[Casters, ...] = ()


def grouped(lichamen: Sequence[Lichaam], terrein: Terrein | None = None) -> Grouped:
    """The faces of all masses and of ground that is not flat, as `casters_on` gives them but for their order."""
    prepare(lichamen)
    city, own = (_gathered(items) for items in city_and_own(lichamen))
    of_ground = () if terrein is None else (ground_faces(terrein),)
    groups = (*(_group(items) for items in (*city, *own)), *of_ground)
    first = np.cumsum([0, *(len(g.owners) for g in groups)])[:-1]
    walls = np.concatenate([np.empty((0, 7)), *(g.walls for g in groups)])
    triangles = np.concatenate([np.empty((0, 9)), *(g.triangles for g in groups)])
    owners = [_shifted([g.wall_owner for g in groups], first), _shifted([g.triangle_owner for g in groups], first)]
    names = tuple(chain.from_iterable(g.owners for g in groups))
    return Grouped(walls, owners[0], triangles, owners[1], names, groups)


@lru_cache(maxsize=64)
def _gathered(lichamen: tuple[Lichaam, ...]) -> tuple[tuple[Lichaam, ...], ...]:
    """Masses per group; asked of the city apart, which stays as it is."""
    found: dict[Hashable, list[Lichaam]] = {}
    for item in lichamen:
        found.setdefault(group_of(item), []).append(item)
    return tuple(tuple(items) for items in found.values())


def _shifted(parts: Sequence[npt.NDArray[np.int32]], by: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    moved = [part + np.int32(n) for part, n in zip(parts, by.tolist(), strict=True)]
    return np.concatenate([np.empty(0, np.int32), *moved])


@lru_cache(maxsize=1024)
def _group(lichamen: tuple[Lichaam, ...]) -> Casters:
    return casters(lichamen)


@kept_with
def group_of(lichaam: Lichaam) -> Hashable:
    """The bouwblok a mass belongs to, or the square it stands in."""
    if lichaam.blok is not None or not lichaam.volumes:
        return lichaam.blok
    x0, y0, x1, y1 = lichaam.volumes[0].polygon.bounds
    size_m = GROUP_M if lichaam.in_plan else AROUND_M
    return lichaam.in_plan, int((x0 + x1) / 2 // size_m), int((y0 + y1) / 2 // size_m)


def grid_of(faces: Casters) -> Grid:
    """The faces in cells, for the kernel: the cells of each group after each other."""
    return _joined(faces) if isinstance(faces, Grouped) else grid(faces)


@kept_with
def _joined(faces: Grouped) -> Grid:
    parts = [grid(group) for group in faces.groups]
    if not parts:
        return grid(faces)
    before = np.cumsum([0, *(len(p.faces) for p in parts)])
    start = [p.start[:-1] + n for p, n in zip(parts, before.tolist(), strict=False)]
    owner = _shifted([p.owner for p in parts], np.cumsum([0, *(len(g.owners) for g in faces.groups)])[:-1])
    return Grid(
        np.concatenate([p.faces for p in parts]),
        np.concatenate([p.columns for p in parts], axis=1),
        owner,
        np.concatenate([p.cells for p in parts], axis=1),
        np.r_[np.concatenate(start), before[-1]].astype(np.int64),
    )


def differing(old: Casters, new: Casters) -> tuple[Floats, Floats]:
    """Rows (n, 18) of the faces of each among which those lie that only one of the two has."""
    if not (isinstance(old, Grouped) and isinstance(new, Grouped)):
        return grid_of(old).faces, grid_of(new).faces
    same = set(old.groups) & set(new.groups)
    first, second = ([grid(g).faces for g in part.groups if g not in same] for part in (old, new))
    return np.concatenate([np.empty((0, 18)), *first]), np.concatenate([np.empty((0, 18)), *second])
