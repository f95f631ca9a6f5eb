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
OTHER_CRS = "alleen een noordgericht raster of een puntenwolk in RD kan de grond van een plan zijn"


class GroundCells:
    """Sums of heights per square of the grid of RD."""

    def __init__(self) -> None:
        self._parts: list[tuple[Ints, Floats, Floats]] = []

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
        if not good.any():
            return
        keys, place = np.unique(i[good] * (2 * FAR) + j[good], return_inverse=True)
        total, count = np.bincount(place, z[good]), np.bincount(place)
        self._parts.append((keys.astype(np.int64), total.astype(np.float64), count.astype(np.float64)))

    def raster(self) -> Raster | None:
        """What was taken as a raster in RD; None when it is nothing, or spans too much."""
        if not self._parts:
            return None
        keys, place = np.unique(np.concatenate([k for k, _, _ in self._parts]), return_inverse=True)
        total, count = (np.bincount(place, np.concatenate([p[n] for p in self._parts])) for n in (1, 2))
        j = (keys + FAR) % (2 * FAR) - FAR
        i = (keys - j) // (2 * FAR)
        columns, rows = int(np.ptp(i)) + 1, int(np.ptp(j)) + 1
        if columns * rows > MOST_SQUARES:
            return None
        heights = np.full((rows, columns), np.nan)
        heights[j - j.min(), i - i.min()] = total / count
        return Raster(float((i.min() + 0.5) * CEL_M), float((j.min() + 0.5) * CEL_M), heights)


def usable(crs: Crs, raster: Raster | None) -> tuple[Raster | None, tuple[str, ...]]:
    """The raster where its coordinates are RD, and the remark to make where it cannot be used."""
    if raster is not None and crs.name is not None and crs.transformer is None:
        return raster, ()
    return None, (OTHER_CRS,)
