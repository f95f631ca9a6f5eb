"""The ground of a terrain file in squares of `CEL_M`: mean heights, gathered part by part while the file is read."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from massastudie.terrein import CEL_M, Raster

from .crs import Crs

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: A file that spans more squares than this is described and not used, and one with a square more than this far off.
MOST_SQUARES, FAR = 4_000_000, 1_000_000
NO_CRS = "geen coördinatenstelsel genoemd, en de coördinaten liggen niet in RD"
NO_GROUND = (
    "geen hoogten van de grond (in een puntenwolk: klasse 2), of verspreid over meer dan "
    f"{MOST_SQUARES} vakken van {CEL_M:g} m"
)


class GroundCells:
    """Sums of heights per square of the grid of RD."""

    def __init__(self) -> None:
        self._parts: list[tuple[Ints, Floats, Floats]] = []
        self._low, self._high = np.full(2, FAR), np.full(2, -FAR)
        #: It spans more squares than a plan can have: what was taken is let go, and nothing more is.
        self.too_wide = False

    def add_points(self, xy: Floats, z: Floats) -> None:
        """Take points (n, 2) with heights (n,) m."""
        i, j = np.floor(xy / CEL_M).astype(np.int64).T
        self._add(i, j, z)

    def add_rows(self, x: Floats, y: Floats, values: Any) -> None:
        """Take a part of a raster: values (r, k), masked where there is none, at y (r,) and x (k,)."""
        known = ~np.ma.getmaskarray(np.ma.masked_invalid(values))
        i, j = (np.floor(v / CEL_M).astype(np.int64) for v in (x, y))
        rows, columns = np.nonzero(known)
        self._add(i[columns], j[rows], np.asarray(np.ma.getdata(values)[known], dtype=np.float64))

    def _add(self, i: Ints, j: Ints, z: Floats) -> None:
        good = np.isfinite(z) & (np.abs(i) < FAR) & (np.abs(j) < FAR)
        if self.too_wide or not good.any():
            return
        i, j, z = i[good], j[good], z[good]
        i0, j0, rows = int(i.min()), int(j.min()), int(np.ptp(j)) + 1
        self._low = np.minimum(self._low, (i0, j0))
        self._high = np.maximum(self._high, (i.max(), j.max()))
        if np.prod(self._high - self._low + 1) > MOST_SQUARES:
            self.too_wide, self._parts = True, []
            return
        place = (i - i0) * rows + (j - j0)
        total, count = np.bincount(place, z), np.bincount(place)
        some = np.flatnonzero(count)
        keys = (some // rows + i0) * (2 * FAR) + some % rows + j0
        self._parts.append((keys.astype(np.int64), total[some].astype(np.float64), count[some].astype(np.float64)))

    def raster(self) -> Raster | None:
        """What was taken as a raster in RD; None when it is nothing, or spans too much."""
        if not self._parts:
            return None
        keys, place = np.unique(np.concatenate([k for k, _, _ in self._parts]), return_inverse=True)
        total, count = (np.bincount(place, np.concatenate([p[n] for p in self._parts])) for n in (1, 2))
        j = (keys + FAR) % (2 * FAR) - FAR
        i = (keys - j) // (2 * FAR)
        heights = np.full((int(np.ptp(j)) + 1, int(np.ptp(i)) + 1), np.nan)
        heights[j - j.min(), i - i.min()] = total / count
        return Raster(float((i.min() + 0.5) * CEL_M), float((j.min() + 0.5) * CEL_M), heights)


def usable(crs: Crs, raster: Raster | None) -> tuple[Raster | None, tuple[str, ...]]:
    """The raster where its place is known, and the remark to make where it cannot be the ground of a plan."""
    if crs.name is None:
        return None, (NO_CRS,)
    return (raster, ()) if raster is not None else (None, (NO_GROUND,))
