"""Outlines of surfaces in a drawing in ink: only the edges that no higher surface covers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from massastudie.scene import SurfaceItem

from .ground import lift_m, segments
from .light import Floats

#: Outlines lie this much above their surface, metres.
ABOVE_M = 0.02


def rims(items: Sequence[SurfaceItem]) -> Floats:
    """Outlines (2k, 3) of surfaces, less what lies under a higher one. Surfaces of one kind and level are one."""
    kinds: dict[tuple[int, str, float], list[SurfaceItem]] = {}
    for item in items:
        kinds.setdefault((item.level, item.role, item.z_m), []).append(item)
    covered: shapely.Geometry = shapely.Polygon()
    parts = [np.zeros((0, 3))]
    for _, alike in sorted(kinds.items(), reverse=True):
        whole = shapely.union_all([item.geometry for item in alike])
        parts += _lines(shapely.difference(shapely.boundary(whole), covered), lift_m(alike[0]) + ABOVE_M)
        covered = shapely.union(covered, whole)
    return np.concatenate(parts)


def _lines(geometry: shapely.Geometry, z_m: float) -> list[Floats]:
    made = []
    for part in shapely.get_parts(geometry):
        xy = shapely.get_coordinates(part)
        made.append(segments(np.column_stack([xy, np.full(len(xy), z_m)])).reshape(-1, 3))
    return made
