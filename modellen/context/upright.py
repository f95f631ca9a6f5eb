"""Surfaces in space (MultiPatch, MultiPolygon Z of a 3D model) as ground and height: GIS files hold both kinds."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

#: A surface that is seen from above is at least this large, m².
SEEN_M2 = 1e-6
MULTIPOLYGON = 6


def flattened(shapes: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], list[float | None]]:
    """Shapes (n,) seen from above, and per shape the height between its lowest and highest point when it is the skin
    of a body, m; None for what lies flat or has no heights.

    A shape is such a skin when it has heights and is no sound shape from above: its walls have no area there.
    """
    flat = shapely.force_2d(shapes)
    heights: list[float | None] = [None] * len(shapes)
    may_be = shapely.has_z(shapes) & (shapely.get_type_id(shapes) == MULTIPOLYGON)
    for index in np.flatnonzero(may_be):
        if not shapely.is_valid(flat[index]):
            z = shapely.get_coordinates(shapes[index], include_z=True)[:, 2]
            faces = shapely.get_parts(flat[index])
            seen = faces[shapely.is_valid(faces) & (shapely.area(faces) > SEEN_M2)]
            if len(seen) and np.ptp(z) > 0:
                flat[index], heights[index] = shapely.union_all(seen), round(float(np.ptp(z)), 3)
    return flat, heights
