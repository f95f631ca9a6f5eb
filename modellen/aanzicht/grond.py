"""Ground that is not flat in an elevation: where it hides the foot of a wall, and where the sheet cuts it.

A wall is drawn from the ground right before it. The ground itself is cut just before the nearest wall; what lies lower
behind that is not in sight.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from massastudie.terrein import Terrein

from .hidden import axes

Floats = npt.NDArray[np.float64]
#: How close together the ground is asked, how far before a wall, and how far below it what is drawn goes on, metres.
STEP_M, BEFORE_M, BELOW_M = 2.0, 0.3, 50.0


def profile(terrein: Terrein, azimut_deg: float, u: Floats, depth: Floats) -> Floats:
    """Points (n, 2) of the ground on a drawing that looks towards an azimuth, at places u (n,) as deep as `depth`."""
    right, away = axes(azimut_deg)
    found: Floats = np.c_[u, terrein.hoogte(u[:, None] * right + depth[:, None] * away)]
    return found


def over_ground(shape: BaseGeometry, plane: Floats, terrein: Terrein, azimut_deg: float) -> BaseGeometry:
    """What of a wall or roof is over the ground before it; `plane` (3,): its depth is plane · (1, u, z)."""
    x0, low, x1, _ = shape.bounds
    if low > terrein.high_m:
        return shape
    u = _places(x0, x1)
    before = plane[0] + plane[1] * u + plane[2] * low - BEFORE_M
    return shapely.difference(shape, under(profile(terrein, azimut_deg, u, before)))


def cut(terrein: Terrein, azimut_deg: float, span_m: tuple[float, float], depth_m: float) -> LineString:
    """The line along which the sheet cuts the ground."""
    u = _places(*span_m)
    return LineString(profile(terrein, azimut_deg, u, np.full(len(u), depth_m - BEFORE_M)))


def _places(first: float, last: float) -> Floats:
    """Where the ground is asked (n,), both ends among them."""
    return np.linspace(first, last, int((last - first) / STEP_M) + 2)


def under(line: Floats) -> Polygon:
    """All below a line (n, 2)."""
    low = float(line[:, 1].min()) - BELOW_M
    return Polygon([*line, (line[-1, 0], low), (line[0, 0], low)])
