"""From the world to the picture and back, for a Viewpoint and a picture size. Plain mathematics, no VTK."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .camera import VIEW_ANGLE_DEG, Viewpoint, parallel_scale
from .light import Floats


@dataclass(frozen=True, slots=True)
class Projection:
    """Viewpoint and size of the picture (logical pixels, y down)."""

    view: Viewpoint
    width: float
    height: float

    def to_screen(self, points: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """Pixels (n, 2) of world points (n, 3), and which of them lie in front of the camera."""
        view = self.view
        away = np.asarray(points, dtype=np.float64).reshape(-1, 3) - view.position
        depth = away @ view.forward
        front = np.ones(len(depth), dtype=bool) if view.parallel else depth > 0.5
        scale = self._per_metre(np.where(front, depth, 1.0))
        x = self.width / 2 + (away @ view.right) * scale
        y = self.height / 2 - (away @ view.up) * scale
        return np.stack([x, y], axis=1), front

    def _per_metre(self, depth: Floats) -> Floats:
        if self.view.parallel:
            return np.full(len(depth), self.height / 2 / parallel_scale(self.view))
        return self.height / 2 / (np.tan(np.radians(VIEW_ANGLE_DEG / 2)) * depth)

    def ray(self, x: float, y: float) -> tuple[Floats, Floats]:
        """Start (3,) and unit direction (3,) of the line of sight through a pixel."""
        view = self.view
        half = parallel_scale(view)
        side = (x - self.width / 2) / (self.height / 2) * half
        rise = (self.height / 2 - y) / (self.height / 2) * half
        across = view.right * side + view.up * rise
        if view.parallel:
            return view.position + across - view.forward * 2000.0, view.forward
        way = view.forward * view.afstand_m + across
        return view.position, way / np.linalg.norm(way)

    def on_height(self, x: float, y: float, z_m: float = 0.0, farthest_m: float = 5000.0) -> Floats | None:
        """Where the line of sight through a pixel meets the horizontal plane at z_m (None: nowhere near)."""
        start, way = self.ray(x, y)
        if abs(way[2]) < 1e-6:
            return None
        along = (z_m - start[2]) / way[2]
        return start + way * along if 0 < along < farthest_m else None

    def height_on_vertical(self, x: float, y: float, foot: Floats) -> float:
        """Height at which the line of sight passes nearest to the vertical through `foot` (x, y)."""
        start, way = self.ray(x, y)
        flat = np.array([way[0], way[1], 0.0])
        size = float(flat @ flat)
        if size < 1e-9:
            return 0.0
        along = float((np.array([foot[0], foot[1], 0.0]) - [start[0], start[1], 0.0]) @ flat) / size
        return float(start[2] + way[2] * along)

    @property
    def pixels_per_m(self) -> float:
        """Pixels of one metre at the focal point (everywhere, in parallel projection)."""
        return self.height / 2 / parallel_scale(self.view)
