"""Triangles of flat shapes, many at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]


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


def unit_normals(points: Floats) -> Floats:
    """Unit normals (t, 3) of triangles (t, 3, 3)."""
    normals = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    result: Floats = normals
    return result
