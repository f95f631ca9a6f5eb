"""Flat shapes and closed prisms as triangles, one at a time: for files and for what others count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from .triangles import triangulated

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


def polygon_mesh(geometry: BaseGeometry, z_m: float) -> tuple[Floats, Ints]:
    """A flat surface: vertices (n, 3) and upward triangles (m, 3) of a Polygon or MultiPolygon at height `z_m`."""
    shapes = np.array([p for p in shapely.get_parts(geometry) if isinstance(p, Polygon)], dtype=object)
    points, _ = triangulated(shapes)
    flat = np.concatenate([points, np.full((len(points), 3, 1), z_m)], axis=2).reshape(-1, 3)
    return flat, np.arange(len(flat), dtype=np.int32).reshape(-1, 3)


def prism(polygon: Polygon, bottom_m: float, top_m: float) -> tuple[Floats, Ints]:
    """A closed prism: vertices (2n, 3), faces (m, 3) outward; shared vertices, so that trimesh finds it watertight."""
    polygon = shapely.geometry.polygon.orient(polygon)
    rings = [np.array(r.coords)[:-1, :2] for r in (polygon.exterior, *polygon.interiors)]
    points = np.concatenate(rings)
    if (touch := touch_point(polygon)) is not None:
        return _split_prism(polygon, touch, bottom_m, top_m)
    place = {tuple(xy): i for i, xy in reversed(list(enumerate(points.tolist())))}
    triangles, _ = triangulated(np.array([polygon], dtype=object))
    lid = np.array([[place[tuple(xy)] for xy in t] for t in triangles.tolist()], dtype=np.int32)
    n = len(points)
    sides = np.concatenate([_side_faces(start, len(r), n) for start, r in _starts(rings)])
    vertices = np.concatenate([np.c_[points, np.full(n, bottom_m)], np.c_[points, np.full(n, top_m)]])
    return vertices, np.concatenate([lid[:, ::-1], lid + n, sides]).astype(np.int32)


def touch_point(polygon: Polygon) -> Point | None:
    """A point in which two rings of the polygon touch."""
    for first, second in combinations((polygon.exterior, *polygon.interiors), 2):
        if first.intersects(second):
            return first.intersection(second).representative_point()
    return None


def _split_prism(polygon: Polygon, touch: Point, bottom_m: float, top_m: float) -> tuple[Floats, Ints]:
    """A prism of which two rings touch: cut there, because one upright edge cannot close four walls."""
    x, y = touch.x, touch.y
    across = LineString([(x - 1e4, y), (x + 1e4, y)])
    parts = [prism(p, bottom_m, top_m) for p in split(polygon, across).geoms if p.area > 0]
    starts = np.cumsum([0, *(len(v) for v, _ in parts)])
    faces = [f + start for (_, f), start in zip(parts, starts[:-1], strict=True)]
    return np.concatenate([v for v, _ in parts]), np.concatenate(faces).astype(np.int32)


def _starts(rings: Sequence[Floats]) -> list[tuple[int, Floats]]:
    starts = np.cumsum([0, *(len(r) for r in rings)])[:-1]
    return [(int(s), r) for s, r in zip(starts, rings, strict=True)]


def _side_faces(start: int, count: int, up: int) -> Ints:
    i = start + np.arange(count)
    j = start + (np.arange(count) + 1) % count
    return np.concatenate([np.c_[i, j, j + up], np.c_[i, j + up, i + up]]).astype(np.int32)
