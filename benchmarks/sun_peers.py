"""Other ways to count sun: ray tracers, shadow polygons and pure Python, each asked about points and directions.

A way returns (s, n): which directions are open at which points. What it needs is imported when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import Polygon

from massastudie.casters import merged
from massastudie.kap import roofs
from massastudie.volumes import Massamodel


class Embree:
    """embreex: OCCLUDED, float32, one direction per call, two threads."""

    def __init__(self, triangles: np.ndarray) -> None:
        from embreex import rtcore_scene
        from embreex.mesh_construction import TriangleMesh

        self._scene = rtcore_scene.EmbreeScene()
        self._mesh = TriangleMesh(self._scene, triangles.astype(np.float32))

    def lit(self, xyz: np.ndarray, sun: np.ndarray) -> np.ndarray:
        """(s, n): nothing is in the way."""
        starts = np.ascontiguousarray(xyz, dtype=np.float32)
        with ThreadPoolExecutor(2) as pool:
            return np.array(list(pool.map(lambda s: self._one(starts, s), sun.astype(np.float32)))) == -1

    def _one(self, starts: np.ndarray, direction: np.ndarray) -> np.ndarray:
        rays = np.ascontiguousarray(np.broadcast_to(direction, starts.shape))
        return np.asarray(self._scene.run(starts, rays, query="OCCLUDED"))


def trimesh_lit(triangles: np.ndarray, xyz: np.ndarray, sun: np.ndarray) -> Callable[[], np.ndarray]:
    """trimesh `ray.intersects_any` with embree underneath, one direction per call."""
    import trimesh
    from trimesh.ray.ray_pyembree import RayMeshIntersector

    mesh = trimesh.Trimesh(triangles.reshape(-1, 3), np.arange(len(triangles) * 3).reshape(-1, 3), process=False)
    ray = RayMeshIntersector(mesh)
    ray.intersects_any(xyz[:1], sun[:1])
    return lambda: np.array([~ray.intersects_any(xyz, np.broadcast_to(s, xyz.shape)) for s in sun])


def pyvista_lit(triangles: np.ndarray, xyz: np.ndarray, sun: np.ndarray) -> Callable[[], np.ndarray]:
    """pyvista `multi_ray_trace`, first point only, one direction per call (it builds its tree on each call)."""
    import pyvista

    numbers = np.arange(len(triangles) * 3).reshape(-1, 3)
    mesh = pyvista.PolyData.from_regular_faces(triangles.reshape(-1, 3), numbers)

    def run() -> np.ndarray:
        found = np.ones((len(sun), len(xyz)), dtype=bool)
        for row, s in zip(found, sun, strict=True):
            _, rays, _ = mesh.multi_ray_trace(xyz, np.tile(s, (len(xyz), 1)), first_point=True)
            row[rays] = False
        return found

    return run


def swept(polygon: Polygon, low: np.ndarray, high: np.ndarray) -> list[Any]:
    """Parts of a prism's shadow on a plane: its outline moved by `low` and by `high`, and what lies between."""
    parts = [affinity.translate(polygon, *low), affinity.translate(polygon, *high)]
    for ring in (polygon.exterior, *polygon.interiors):
        xy = np.array(ring.coords)
        parts += list(shapely.polygons(np.stack([xy[:-1] + low, xy[1:] + low, xy[1:] + high, xy[:-1] + high], axis=1)))
    return parts


def shadow_lit(massa: Massamodel, xyz: np.ndarray, sun: np.ndarray) -> Callable[[], np.ndarray]:
    """shapely: shadow polygons on the plane of the points, united, and points in them. Points at one height."""
    prisms = [p for item in massa.lichamen for p in merged(item)]
    made = roofs([item.kap for item in massa.lichamen if item.kap is not None])
    slopes, z = np.concatenate([made.slopes, made.walls]), float(xyz[0, 2])

    def run() -> np.ndarray:
        found = []
        for s in sun:
            away = -s[:2] / s[2]
            parts = [
                q
                for p in prisms
                if p.top_m > z
                for q in swept(p.polygon, away * max(p.bottom_m - z, 0.0), away * (p.top_m - z))
            ]
            parts += list(shapely.polygons(slopes[:, :, :2] + away * (slopes[:, :, 2:] - z)))
            parts = [q if q.is_valid else q.convex_hull for q in parts]
            dark = shapely.union_all(parts)
            shapely.prepare(dark)
            found.append(~shapely.contains_xy(dark, xyz[:, 0], xyz[:, 1]))
        return np.array(found)

    return run


def ladybug_lit(triangles: np.ndarray, xyz: np.ndarray, sun: np.ndarray) -> Callable[[], np.ndarray]:
    """ladybug_geometry, pure Python: each ray against each face until one is hit."""
    from ladybug_geometry.geometry3d import Face3D, Point3D, Ray3D, Vector3D

    faces = [Face3D([Point3D(*corner) for corner in t]) for t in triangles.tolist()]

    def run() -> np.ndarray:
        rays = [[Ray3D(Point3D(*p), Vector3D(*s)) for p in xyz.tolist()] for s in sun.tolist()]
        return np.array([[all(f.intersect_line_ray(r) is None for f in faces) for r in row] for row in rays])

    return run
