"""Which part of each face is in sight, seen from afar in one level direction; exact, as polygons in metres.

In such a view a face is a convex polygon, and its depth is linear in place and height. Faces do not cut each other, so
of two that overlap in view the same one lies before the other wherever they do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from massastudie.casters import Casters
from massastudie.triangles import unit_normals

Floats = npt.NDArray[np.float64]
#: A face turned more edge-on than this (cosine) is not drawn.
EDGE_ON = 1e-3
#: A face lies before another when it is this much nearer; parts smaller than this are nothing (m, m²).
BEFORE_M, LEAST_M2 = 1e-3, 1e-3


@dataclass(frozen=True, eq=False)
class Seen:
    """Faces turned to the viewer: `shapes` (n,) polygons of (u, z), u to the right and z up; `depth` (n, 3) such that
    a point (u, z) of a face is depth · (1, u, z) metres away; `owner` (n,) the mass."""

    shapes: npt.NDArray[np.object_]
    depth: Floats
    owner: npt.NDArray[np.int64]


def axes(azimut_deg: float) -> tuple[Floats, Floats]:
    """Unit vectors (2,) to the right and away, looking towards this azimuth of the grid."""
    turn = np.radians(azimut_deg)
    return np.array([np.cos(turn), -np.sin(turn)]), np.array([np.sin(turn), np.cos(turn)])


def turned_to(faces: Casters, azimut_deg: float) -> Seen:
    """The faces that look towards a viewer who looks towards this azimuth."""
    w, t = faces.walls, faces.triangles.reshape(-1, 3, 3)
    corners = [np.stack([np.c_[w[:, :2], w[:, 4]], np.c_[w[:, 2:4], w[:, 4]], np.c_[w[:, 2:4], w[:, 5]],
                         np.c_[w[:, :2], w[:, 5]]], axis=1), np.concatenate([t, t[:, 2:]], axis=1)]  # fmt: skip
    points, owner = np.concatenate(corners), np.r_[faces.wall_owner, faces.triangle_owner].astype(np.int64)
    normal = unit_normals(points)
    right, away = axes(azimut_deg)
    facing = normal[:, :2] @ away < -EDGE_ON
    points, normal, owner = points[facing], normal[facing], owner[facing]
    shapes = shapely.polygons(np.stack([points[..., :2] @ right, points[..., 2]], axis=2))
    whole = shapely.area(shapes) > LEAST_M2
    reach = np.einsum("ij,ij->i", normal, points[:, 0])
    steep = normal[:, :2] @ away
    depth = np.c_[reach, -(normal[:, :2] @ right), -normal[:, 2]] / steep[:, None]
    return Seen(shapes[whole], depth[whole], owner[whole])


def in_sight(seen: Seen) -> npt.NDArray[np.object_]:
    """What is in sight (n,) of each face: its polygon less all that lies before it."""
    face, other = shapely.STRtree(seen.shapes).query(seen.shapes)
    apart = face != other
    face, other = face[apart], other[apart]
    both = shapely.intersection(seen.shapes[face], seen.shapes[other])
    some = shapely.area(both) > LEAST_M2
    face, other, both = face[some], other[some], both[some]
    places = shapely.get_coordinates(shapely.point_on_surface(both))
    before = at(seen.depth[other], places) < at(seen.depth[face], places) - BEFORE_M
    face, both = face[before], both[before]
    result = seen.shapes.copy()
    for row in np.unique(face).tolist():
        result[row] = shapely.difference(result[row], shapely.union_all(both[face == row]))
    return result


def at(depth: Floats, places: Floats) -> Floats:
    """Depth (n,) of faces (n, 3) at places (n, 2)."""
    result: Floats = depth[:, 0] + (depth[:, 1:] * places).sum(axis=1)
    return result


def in_one_plane(seen: Seen, shown: npt.NDArray[np.object_]) -> list[tuple[int, float, shapely.Geometry, Floats]]:
    """Parts in sight joined per mass and plane, farthest first: mass, mean depth, polygon and plane (3,), see `at`."""
    parts: dict[tuple[int, ...], list[int]] = {}
    planes = np.round(seen.depth * 100).astype(np.int64)
    for row in np.flatnonzero(shapely.area(shown) > LEAST_M2).tolist():
        parts.setdefault((int(seen.owner[row]), *planes[row].tolist()), []).append(row)
    made = []
    for (owner, *_), rows in parts.items():
        whole = shapely.union_all(shown[rows], grid_size=1e-3)
        middle = shapely.get_coordinates(shapely.centroid(whole))
        made.append((owner, float(at(seen.depth[rows[:1]], middle)[0]), whole, seen.depth[rows[0]]))
    return sorted(made, key=lambda part: -part[1])
