"""How many crowns a sunbeam passes: crowns are ellipsoids, in machine code where there is a compiler.

A beam P + t·d meets the ellipsoid round C with half axes r (level) and h (upright) when the quadratic in t of
|((P − C) + t·d) / (r, r, h)|² = 1 has a root above zero; a point inside a crown counts as behind it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import compiled

Arr = npt.NDArray[Any]
TWO_PI = 2 * np.pi
#: Room on both sides of the range of azimuths in which a crown is seen, radians.
EPS = 1e-6


@compiled
def meets(dx: float, dy: float, dz: float, crown: Arr, sun: Arr) -> bool:
    """True when a beam towards sun (4: azimut, dx, dy, tangent) meets a crown (5) from (dx, dy, dz) of its middle."""
    flat, high = crown[3] * crown[3], crown[4] * crown[4]
    a = (sun[1] * sun[1] + sun[2] * sun[2]) / flat + sun[3] * sun[3] / high
    b = (dx * sun[1] + dy * sun[2]) / flat + dz * sun[3] / high
    c = (dx * dx + dy * dy) / flat + dz * dz / high - 1.0
    root = b * b - a * c
    return bool(root >= 0.0 and (c < 0.0 or b < 0.0))


@compiled
def add_hits(
    counts: Arr, n: int, dx: float, dy: float, dz: float, crown: Arr, sun: Arr, first: int, last: int
) -> None:
    """Count a crown for point n at the samples [first, last) whose beam meets it."""
    for s in range(first, last):
        if meets(dx, dy, dz, crown, sun[s]):
            counts[s, n] += 1


@compiled
def count_crowns(counts: Arr, xyz: Arr, crowns: Arr, sun: Arr) -> None:
    """Add to counts (s, n) the crowns (k, 5: x, y, z of the middle, half axes) between points (n, 3) and sun (s, 4).

    The sun is in the order of ascending azimut, one sample at least. Only samples in whose azimut a crown is seen are
    asked; a crown whose top lies below a point is passed over.
    """
    azimut = sun[:, 0]
    for n in range(xyz.shape[0]):
        for k in range(crowns.shape[0]):
            dx, dy, dz = xyz[n, 0] - crowns[k, 0], xyz[n, 1] - crowns[k, 1], xyz[n, 2] - crowns[k, 2]
            if dz >= crowns[k, 4]:
                continue
            away = np.sqrt(dx * dx + dy * dy)
            if away <= crowns[k, 3]:
                add_hits(counts, n, dx, dy, dz, crowns[k], sun, 0, azimut.shape[0])
                continue
            middle, half = np.arctan2(-dx, -dy), np.arcsin(crowns[k, 3] / away) + EPS
            for turn in range(-1, 2):
                low, high = middle - half + turn * TWO_PI, middle + half + turn * TWO_PI
                if high >= azimut[0] and low <= azimut[-1]:
                    first, last = np.searchsorted(azimut, low), np.searchsorted(azimut, high)
                    add_hits(counts, n, dx, dy, dz, crowns[k], sun, first, last)
