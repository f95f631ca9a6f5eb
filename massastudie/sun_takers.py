"""Which mass takes the sun from a point: the first thing a beam towards the sun meets, for a few points and moments.

Plain numpy on all faces: meant for tens of points, to tell a reader why it is dark; hours come from `bezonning`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .casters import Casters

Floats = npt.NDArray[np.float64]
Owners = npt.NDArray[np.int32]

#: A beam starts this far from its point, metres, so that a wall does not shade its own points.
START_M = 1e-3


def first_owner(casters: Casters, xyz: Floats, sun: Floats) -> Owners:
    """Index into `casters.owners` of what a beam from xyz (3,) meets first, per sun direction (s, 3); -1: nothing."""
    owner = np.r_[casters.wall_owner, casters.triangle_owner]
    found = np.full(len(sun), -1, dtype=np.int32)
    if not len(owner):
        return found
    for row, direction in enumerate(sun):
        away = np.r_[_to_walls(casters.walls, xyz, direction), _to_triangles(casters.triangles, xyz, direction)]
        nearest = int(away.argmin())
        if np.isfinite(away[nearest]):
            found[row] = owner[nearest]
    return found


def _to_walls(walls: Floats, xyz: Floats, direction: Floats) -> Floats:
    """Distance along the beam to each wall (n,), infinite where it passes."""
    ax, ay, ex, ey = walls[:, 0] - xyz[0], walls[:, 1] - xyz[1], walls[:, 2] - walls[:, 0], walls[:, 3] - walls[:, 1]
    across = direction[0] * ey - direction[1] * ex
    with np.errstate(divide="ignore", invalid="ignore"):
        away = (ax * ey - ay * ex) / across
        along = (ax * direction[1] - ay * direction[0]) / across
        height = xyz[2] + away * direction[2]
        hit = (away > START_M) & (along >= 0) & (along <= 1) & (height >= walls[:, 4]) & (height <= walls[:, 5])
    distance: Floats = np.where(hit, away, np.inf)
    return distance


def _to_triangles(triangles: Floats, xyz: Floats, direction: Floats) -> Floats:
    """Distance along the beam to each triangle (m,), infinite where it passes."""
    corners = triangles.reshape(-1, 3, 3)
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    p = np.cross(direction, second)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 1.0 / (first * p).sum(axis=1)
        t = xyz - corners[:, 0]
        u = (t * p).sum(axis=1) * scale
        q = np.cross(t, first)
        v = (q @ direction) * scale
        away = (second * q).sum(axis=1) * scale
        hit = (away > START_M) & (u >= 0) & (v >= 0) & (u + v <= 1)
    distance: Floats = np.where(hit, away, np.inf)
    return distance
