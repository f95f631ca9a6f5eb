"""Pitched roofs as closed solids: zadel (two slopes from the ridge line) and schild (hipped to a shorter ridge)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import split

from .volumes import Kap

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class KapSolid:
    """A closed roof: vertices (n, 3) m, faces (m, 3) outward, which faces are the base, and its edges (k, 2, 3)."""

    vertices: Floats
    faces: Ints
    is_base: npt.NDArray[np.bool_]
    edges: Floats


def kap_solid(kap: Kap) -> KapSolid:
    """The roof of a pand as a closed solid standing on its goot."""
    ridge = kap.dak.noklijn
    if kap.dak.vorm == "schild" and ridge is not None:
        return _schild(kap, np.array(ridge.coords)[:, :2])
    return _zadel(kap, np.array(ridge.coords)[:, :2] if ridge is not None else _middle_line(kap.polygon))


def _middle_line(polygon: Polygon) -> Floats:
    """The long middle line of the bounding rectangle, where no ridge line was given."""
    a, b, c, d = np.array(polygon.minimum_rotated_rectangle.exterior.coords)[:4]
    if np.linalg.norm(b - a) > np.linalg.norm(c - b):
        a, b, c, d = b, c, d, a
    return np.array([(a + b) / 2, (c + d) / 2])


def _zadel(kap: Kap, ridge: Floats) -> KapSolid:
    """Slopes fall from the ridge to the goot at the farthest corner on either side; gables close the ends."""
    start, unit = ridge[0], (ridge[-1] - ridge[0]) / np.linalg.norm(ridge[-1] - ridge[0])
    long = LineString([start - unit * 1e3, start + unit * 1e3])
    pieces = [p for p in split(kap.polygon, long).geoms if p.area > 1e-6]
    normal = np.array([-unit[1], unit[0]])
    index: dict[tuple[float, float], int] = {}
    triangles = np.array([[_number(index, xy) for xy in t] for p in pieces for t in _triangles(p)], dtype=np.int32)
    points = np.array(list(index))
    distance = (points - start) @ normal
    high = kap.nok_m - kap.goot_m
    reach = np.where(distance > 0, max(distance.max(), 1e-9), max(-distance.min(), 1e-9))
    top = kap.goot_m + high * (1 - np.abs(distance) / reach)
    top[np.abs(top - kap.goot_m) < 1e-6] = kap.goot_m
    return _between(points, kap.goot_m, top, triangles)


def _number(index: dict[tuple[float, float], int], xy: tuple[float, float]) -> int:
    return index.setdefault((round(xy[0], 6), round(xy[1], 6)), len(index))


def _triangles(polygon: Polygon) -> list[list[tuple[float, float]]]:
    """Counterclockwise triangles of a polygon, as corner points."""
    parts = shapely.get_parts(shapely.constrained_delaunay_triangles(polygon))
    rings = [shapely.geometry.polygon.orient(p).exterior.coords[:3] for p in parts]
    return [[(x, y) for x, y in ring] for ring in rings]


def _between(points: Floats, base_m: float, top: Floats, triangles: Ints) -> KapSolid:
    """The solid between a flat base and a top surface over the same triangles; they meet where the top is the base."""
    n = len(points)
    lifted = top > base_m
    upper = np.where(lifted, np.arange(n) + n, np.arange(n)).astype(np.int32)
    vertices = np.concatenate([np.c_[points, np.full(n, base_m)], np.c_[points, top]])
    real = lifted[triangles].any(axis=1)
    lid, base = upper[triangles[real]], triangles[real][:, ::-1]
    rim = _rim(triangles[real])
    walls = _rim_walls(rim, upper)
    faces = np.concatenate([lid, walls, base]).astype(np.int32)
    is_base = np.arange(len(faces)) >= len(lid) + len(walls)
    return KapSolid(vertices, faces, is_base, vertices[_roof_edges(rim, upper, lid, vertices)])


def _rim(triangles: Ints) -> Ints:
    """Directed border edges of a triangulation."""
    directed = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    known = {(int(a), int(b)) for a, b in directed}
    return np.array([(a, b) for a, b in directed if (int(b), int(a)) not in known], dtype=np.int32)


def _rim_walls(rim: Ints, upper: Ints) -> Ints:
    """Wall triangles under the border of the top surface; none where top and base meet."""
    faces = []
    for a, b in rim:
        if upper[b] != b:
            faces.append((a, b, upper[b]))
        if upper[a] != a:
            faces.append((a, upper[b], upper[a]))
    return np.array(faces, dtype=np.int32).reshape(-1, 3)


def _roof_edges(rim: Ints, upper: Ints, lid: Ints, vertices: Floats) -> Ints:
    """Border of the top surface and the creases in it."""
    normals = np.cross(vertices[lid[:, 1]] - vertices[lid[:, 0]], vertices[lid[:, 2]] - vertices[lid[:, 0]])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    of_edge: dict[tuple[int, int], int] = {}
    creases = []
    for face, corners in enumerate(lid):
        for a, b in zip(corners, np.roll(corners, -1), strict=True):
            other = of_edge.setdefault((min(a, b), max(a, b)), face)
            if other != face and normals[other] @ normals[face] < 0.99:
                creases.append((a, b))
    return np.array([(upper[a], upper[b]) for a, b in rim] + creases, dtype=np.int32).reshape(-1, 2)


def _schild(kap: Kap, ridge: Floats) -> KapSolid:
    """Each corner of the outline slopes up to the nearer end of the ridge."""
    corners = np.array(shapely.geometry.polygon.orient(kap.polygon).exterior.coords)[:-1, :2]
    n = len(corners)
    ends = np.array([ridge[0], ridge[-1]])
    nearest = np.linalg.norm(corners[:, None] - ends[None], axis=2).argmin(axis=1)
    if np.count_nonzero(nearest != np.roll(nearest, -1)) != 2:
        ends, nearest = ends.mean(axis=0)[None], np.zeros(n, dtype=int)
    vertices = np.concatenate([np.c_[corners, np.full(n, kap.goot_m)], np.c_[ends, np.full(len(ends), kap.nok_m)]])
    lid = np.array([t for i in range(n) for t in _hip(i, (i + 1) % n, nearest, n)], dtype=np.int32)
    place = {tuple(np.round(xy, 6)): i for i, xy in enumerate(corners)}
    base = np.array([[place[tuple(np.round(xy, 6))] for xy in t][::-1] for t in _triangles(kap.polygon)])
    faces = np.concatenate([lid, base]).astype(np.int32)
    rim = np.c_[np.arange(n), np.roll(np.arange(n), -1)].astype(np.int32)
    edges = _roof_edges(rim, np.arange(len(vertices), dtype=np.int32), lid, vertices)
    return KapSolid(vertices, faces, np.arange(len(faces)) >= len(lid), vertices[edges])


def _hip(i: int, j: int, nearest: npt.NDArray[np.intp], n: int) -> list[tuple[int, int, int]]:
    a, b = n + int(nearest[i]), n + int(nearest[j])
    return [(i, j, b)] if a == b else [(i, j, b), (i, b, a)]
