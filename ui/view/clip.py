"""Many convex polygons clipped by half-planes at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .light import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Polygons:
    """Convex polygons: corners (n, v, 2), of which the first `count` (n,) are used; `source` (n,) says whose."""

    corners: Floats
    count: Ints
    source: Ints

    def pick(self, rows: Any) -> Polygons:
        """These rows only."""
        return Polygons(self.corners[rows], self.count[rows], self.source[rows])

    @property
    def area(self) -> Floats:
        """Area (n,) of each polygon; corners go counter-clockwise."""
        x, y = self.corners[:, :, 0], self.corners[:, :, 1]
        following = self._following()
        rows = np.arange(len(x))[:, None]
        cross = x * y[rows, following] - x[rows, following] * y
        result: Floats = 0.5 * np.where(self._used(), cross, 0.0).sum(axis=1)
        return result

    def _used(self) -> NDArray[np.bool_]:
        return np.arange(self.corners.shape[1])[None, :] < self.count[:, None]

    def _following(self) -> Ints:
        ahead = np.arange(1, self.corners.shape[1] + 1)[None, :]
        return np.where(ahead >= self.count[:, None], 0, ahead)


def clip(polygons: Polygons, value: Floats) -> Polygons:
    """The part of each polygon where a linear form is positive, given its `value` (n, v) on the corners.

    Polygons of which nothing is left are left out.
    """
    used = polygons._used()
    inside = (value > 0) & used
    cut = inside.any(axis=1)
    whole = cut & (inside | ~used).all(axis=1)
    partly = cut & ~whole
    kept = polygons.pick(whole)
    if not partly.any():
        return kept
    return _joined(kept, _cut(polygons.pick(partly), value[partly]))


def _cut(polygons: Polygons, value: Floats) -> Polygons:
    """Clip polygons that are cut for certain: each corner is followed by the crossing on the side that leaves it."""
    n, v, _ = polygons.corners.shape
    rows = np.arange(n)[:, None]
    following = polygons._following()
    used = polygons._used()
    ahead, next_corner = value[rows, following], polygons.corners[rows, following]
    inside = (value > 0) & used
    crosses = (inside != (ahead > 0)) & used
    share = np.where(crosses, value / np.where(crosses, value - ahead, 1.0), 0.0)
    crossing = polygons.corners + (next_corner - polygons.corners) * share[:, :, None]
    given = np.stack([inside, crosses], axis=2).reshape(n, 2 * v)
    candidates = np.stack([polygons.corners, crossing], axis=2).reshape(n, 2 * v, 2)
    place = np.cumsum(given, axis=1) - 1
    corners = np.zeros((n, v + 1, 2))
    row, column = np.nonzero(given)
    corners[row, place[row, column]] = candidates[row, column]
    return Polygons(corners, given.sum(axis=1), polygons.source)


def _joined(a: Polygons, b: Polygons) -> Polygons:
    wide = max(a.corners.shape[1], b.corners.shape[1])
    corners = [np.pad(p.corners, ((0, 0), (0, wide - p.corners.shape[1]), (0, 0))) for p in (a, b)]
    return Polygons(np.concatenate(corners), np.r_[a.count, b.count], np.r_[a.source, b.source])


def fan(polygons: Polygons) -> tuple[Floats, Ints]:
    """Triangles (m, 3, 2) that fill the polygons, and the row (m,) of the polygon of each."""
    counts = np.maximum(polygons.count - 2, 0)
    row = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    return np.stack(
        [polygons.corners[row, 0], polygons.corners[row, step], polygons.corners[row, step + 1]], axis=1
    ), row
