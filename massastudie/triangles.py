"""Triangles of flat shapes, many at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
#: Of single or double precision.
Reals = npt.NDArray[Any]


def triangulated(shapes: npt.NDArray[np.object_]) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Counterclockwise triangles (t, 3, 2) m of many polygons, and which polygon each is of."""
    if not len(shapes):
        return np.empty((0, 3, 2)), np.empty(0, np.intp)
    parts, of_shape = shapely.get_parts(shapely.constrained_delaunay_triangles(shapes), return_index=True)
    points = shapely.get_coordinates(parts).reshape(-1, 4, 2)[:, :3]
    u, v = points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]
    clockwise = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0] < 0
    points[clockwise] = points[clockwise][:, ::-1]
    return points, of_shape


def unit_normals(points: Reals) -> Reals:
    """Unit normals (f, 3) of flat faces (f, 3 or more, 3), by their first three corners; 0 where these lie on a line.

    Written out per axis: half the time of `numpy.cross`, and to the bit the same. The kind of number stays.
    """
    u, v = points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]
    across = np.empty_like(u)
    for k in range(3):
        i, j = (k + 1) % 3, (k + 2) % 3
        across[:, k] = u[:, i] * v[:, j] - u[:, j] * v[:, i]
    return unit(across)


def unit(vectors: Reals) -> Reals:
    """Vectors (n, k) brought to length 1; one shorter than 1e-12 stays all but 0. The kind of number stays."""
    result: Reals = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return result
