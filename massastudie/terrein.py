"""Ground that is not flat: a lattice of heights under a plan, and the raster of a file it is made of.

Between its points the ground is flat triangles, each square cut from south-west to north-east, so that whoever draws,
measures or asks a height meets one and the same ground. Numpy only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: Side of the squares of the lattice, m.
CEL_M = 10.0
#: Beyond what a file holds the ground goes back to the height of the plan over this distance, m.
FADE_M = 150.0
#: How it is told, under figures, that the ground takes sun too.
COUNTED = "schaduw van het terrein meegeteld"


@dataclass(frozen=True, eq=False)
class Raster:
    """Mean heights (r, k) m NAP of squares of `CEL_M`, NaN where a file says nothing: [0, 0] has its middle at (x_m,
    y_m) in RD, rows go north, columns east."""

    x_m: float
    y_m: float
    hoogten: Floats


@dataclass(frozen=True, eq=False)
class Terrein:
    """Heights (r, k) m above `peil_m` (m NAP, the ground of the plan as a whole) at points `CEL_M` apart; [0, 0] lies
    at (x_m, y_m) in the local frame, rows go north, columns east. `gaten` of `cellen` had no value and were filled.
    `bekend`: what files told of it, for a file laid over them (None: no longer known)."""

    x_m: float
    y_m: float
    hoogten: Floats
    peil_m: float
    bron: str
    gaten: int
    cellen: int
    bekend: Raster | None = None

    @cached_property
    def low_m(self) -> float:
        """No ground lies lower, m; beyond what is known it is 0."""
        return min(0.0, float(self.hoogten.min()))

    @cached_property
    def high_m(self) -> float:
        """No ground lies higher, m."""
        return max(0.0, float(self.hoogten.max()))

    @property
    def vermelding(self) -> str:
        """Where it comes from and what was done to it, in one line."""
        peil = f"{self.peil_m:.2f}".replace(".", ",")
        filled_in = f"{self.gaten} van {self.cellen} vakken van {CEL_M:g} m zonder waarde, gevuld uit hun buren"
        return f"{self.bron}: {filled_in}; 0 in het model is {peil} m NAP"

    def hoogte(self, xy: Floats) -> Floats:
        """Height (n,) m of the ground at places (n, 2) in the local frame; beyond the lattice it fades to 0."""
        place = (xy - (self.x_m, self.y_m)) / CEL_M
        last = np.array(self.hoogten.shape[::-1]) - 1
        held = np.clip(place, 0.0, last)
        away_m = np.hypot(*((place - held) * CEL_M).T)
        fade = np.clip(1.0 - away_m / FADE_M, 0.0, 1.0)
        found: Floats = self._at(held, last) * fade * fade * (3.0 - 2.0 * fade)
        return found

    def _at(self, place: Floats, last: npt.NDArray[np.int64]) -> Floats:
        corner = np.minimum(np.floor(place).astype(np.int64), np.maximum(last - 1, 0))
        x, y = (place - corner).T
        (i, j), z = corner.T, self.hoogten
        east, north = np.minimum(i + 1, last[0]), np.minimum(j + 1, last[1])
        low, high, side = z[j, i], z[north, east], np.where(x >= y, z[j, east], z[north, i])
        long, short = np.maximum(x, y), np.minimum(x, y)
        height: Floats = low + (side - low) * long + (high - side) * short
        return height


def overlaid(under: Raster, over: Raster) -> Raster:
    """Two rasters as one, with the heights of `over` where it knows them."""
    x, y = min(under.x_m, over.x_m), min(under.y_m, over.y_m)
    placed = [(round((r.y_m - y) / CEL_M), round((r.x_m - x) / CEL_M), r.hoogten) for r in (under, over)]
    shape = tuple(max(first[n] + first[2].shape[n] for first in placed) for n in (0, 1))
    whole = np.full(shape, np.nan)
    for j, i, heights in placed:
        part = whole[j : j + heights.shape[0], i : i + heights.shape[1]]
        part[:] = np.where(np.isnan(heights), part, heights)
    return Raster(x, y, whole)


def filled(hoogten: Floats) -> Floats:
    """Heights (r, k) with every NaN filled from its neighbours inwards: the mean of those (up to eight) known."""
    found = hoogten.copy()
    while np.isnan(found).any() and not np.isnan(found).all():
        edge = np.pad(found, 1, constant_values=np.nan)
        rows, columns = found.shape
        around = np.stack([edge[j : j + rows, i : i + columns] for j in range(3) for i in range(3)])
        known = ~np.isnan(around)
        mean = np.where(known, around, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        new = np.isnan(found) & known.any(axis=0)
        found[new] = mean[new]
    return found


def smoothed(hoogten: Floats) -> Floats:
    """Heights (r, k) averaged over 3 × 3 with weights 1-2-1 each way: no square stands out as a step."""
    edge = np.pad(hoogten, 1, mode="edge")
    across = (edge[:, :-2] + 2 * edge[:, 1:-1] + edge[:, 2:]) / 4
    result: Floats = (across[:-2] + 2 * across[1:-1] + across[2:]) / 4
    return result
