"""The ground in a cross-section: level at 0, or as a terrain has it along the line, above the middle of the street."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Polygon

from massastudie.terrein import Terrein

Floats = npt.NDArray[np.float64]
#: How close together the ground is asked, and how far down it goes on, metres.
STEP_M, DEEP_M = 1.0, 50.0


@dataclass(frozen=True, eq=False)
class Grondlijn:
    """Heights z (n,) m at places x (n,) m along a section, above the middle of the street, which lies `middle_m`
    above 0 of the plan."""

    x: Floats
    z: Floats
    middle_m: float = 0.0

    def band(self, start: float, end: float, low_m: float, high_m: float) -> Polygon:
        """What lies from start to end between two heights above the ground; low down it has a flat floor."""
        x = np.r_[start, self.x[(self.x > start) & (self.x < end)], end]
        z = np.interp(x, self.x, self.z)
        return Polygon(np.concatenate([np.c_[x, z + high_m], np.c_[x, z + low_m][::-1]]))

    def at(self, x: float) -> float:
        """Height of the ground at a place."""
        return float(np.interp(x, self.x, self.z))

    def over(self, shape: Polygon) -> shapely.Geometry:
        """What of a shape lies over the ground."""
        return shapely.difference(shape, self.band(float(self.x[0]), float(self.x[-1]), -DEEP_M, 0.0))


def grondlijn(terrein: Terrein | None, line: LineString, first_m: float) -> Grondlijn:
    """The ground along a line whose begin lies at x = `first_m`."""
    if terrein is None:
        return Grondlijn(np.array([first_m, first_m + line.length]), np.zeros(2))
    away = np.linspace(0.0, line.length, int(line.length / STEP_M) + 2)
    heights = terrein.hoogte(shapely.get_coordinates(shapely.line_interpolate_point(line, away)))
    middle_m = float(np.interp(line.length / 2, away, heights))
    return Grondlijn(first_m + away, heights - middle_m, middle_m)
