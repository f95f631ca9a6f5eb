"""Sun hours after a change of the masses: only tiles that a changed face can shade are asked again.

The answer equals a full run to the last bit: whether a face shades a point at a moment does not depend on the others.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .bezonning import Bezonning, Progress, preparing, shade, study, sun_table, without_masked
from .casters import TOP, X0, X1, Y0, Y1, Casters, grid
from .zonpunten import Mask, Punten

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
Keys = npt.NDArray[np.uint64]
#: Changed faces are looked at together per square of this size, metres.
GROUP_M = 12.0
TWO_PI = 2 * np.pi
EPS = 1e-6


def update(before: Bezonning, old: Casters, new: Casters, punten: Punten | None = None) -> Progress:
    """The Bezonning of `new`, from the one of `old` on the same points; yields (tiles done, tiles asked again).

    `punten` are the same places with another mask, when the change put points inside a mass or freed them.
    """
    points = punten if punten is not None else before.punten
    if not np.array_equal(points.xyz, before.punten.xyz) or points.normals is not before.punten.normals:
        return (yield from study(new, points, before.dag, before.plaats))
    yield from preparing()
    moments, sun = sun_table(before.dag, before.plaats)
    which = touched(before.punten, boxes(changed(old, new)), sun) | _freed(before.punten, points)
    tiled = before.tiled.copy()
    yield from shade(tiled, before.punten.tiles, np.flatnonzero(which), sun, grid(new))
    points.__dict__["tiles"] = before.punten.tiles
    return Bezonning(before.dag, before.plaats, points, moments, without_masked(tiled, points))


def _freed(before: Punten, after: Punten) -> Mask:
    """Tiles with a point that lay inside a mass and does not any more."""
    tiles = before.tiles
    if before.binnen is None or not len(tiles.boxes):
        return np.zeros(len(tiles.boxes), dtype=bool)
    freed = before.binnen & ~(after.binnen if after.binnen is not None else np.zeros_like(before.binnen))
    counts: Mask = np.logical_or.reduceat(freed[tiles.order], tiles.bounds[:-1])
    return counts


def changed(old: Casters, new: Casters) -> Floats:
    """Rows (c, 18) of the faces that only one of the two has."""
    if old is new:
        return np.empty((0, 18))
    first, second = grid(old).faces, grid(new).faces
    # Faces stand in a fixed order: what they have alike at the start and at the end needs no looking up.
    least = min(len(first), len(second))
    head = _alike(first[:least], second[:least])
    tail = _alike(first[head:][: head - least - 1 : -1], second[head:][: head - least - 1 : -1])
    first, second = first[head : len(first) - tail], second[head : len(second) - tail]
    keys, known = _keys(first), _keys(second)
    found = _found(first, keys, second, known), _found(second, known, first, keys)
    return np.concatenate([first[~found[0]], second[~found[1]]])


def _alike(rows: Floats, others: Floats) -> int:
    """How many rows are the same from the start on."""
    differ = (rows != others).any(axis=1)
    return int(differ.argmax()) if differ.any() else len(rows)


def _found(rows: Floats, keys: Keys, among: Floats, known: Keys) -> Mask:
    """Which rows also stand in another table: looked up by a sum over their bits, then compared."""
    if not (len(rows) and len(among)):
        return np.zeros(len(rows), dtype=bool)
    order = np.argsort(known)
    place = order[np.minimum(np.searchsorted(known[order], keys), len(order) - 1)]
    return np.asarray((rows == among[place]).all(axis=1))


def _keys(rows: Floats) -> Keys:
    odd = np.arange(1, rows.shape[1] + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) | np.uint64(1)
    keys: Keys = (np.ascontiguousarray(rows).view(np.uint64) * odd).sum(axis=1, dtype=np.uint64)
    return keys


def boxes(faces: Floats) -> Floats:
    """Bounds (g, 5) of faces that lie together: x0, y0, x1, y1, top."""
    if not len(faces):
        return np.empty((0, 5))
    key = np.floor((faces[:, [X0, Y0]] + faces[:, [X1, Y1]]) / (2 * GROUP_M)).astype(np.int64)
    _, group = np.unique(key, axis=0, return_inverse=True)
    order = np.argsort(group.ravel(), kind="stable")
    start = np.flatnonzero(np.diff(group.ravel()[order], prepend=-1))
    low = np.minimum.reduceat(faces[order][:, [X0, Y0]], start)
    high = np.maximum.reduceat(faces[order][:, [X1, Y1, TOP]], start)
    bounds: Floats = np.c_[low, high]
    return bounds


def touched(punten: Punten, found: Floats, sun: Floats) -> Mask:
    """Tiles (t,) that something in one of the boxes (g, 5) can shade at one of the moments; never one too few."""
    tiles = punten.tiles.boxes
    if not (len(tiles) and len(found) and len(sun)):
        return np.zeros(len(tiles), dtype=bool)
    x, y, radius, low = (tiles[:, i, None] for i in range(4))
    away_x = np.maximum(0.0, np.maximum(found[:, 0] - x, x - found[:, 2]))
    away_y = np.maximum(0.0, np.maximum(found[:, 1] - y, y - found[:, 3]))
    away = np.maximum(0.0, np.hypot(away_x, away_y) - radius)
    first, last = _span(sun[:, 0], (found[:, 0] + found[:, 2]) / 2 - x, (found[:, 1] + found[:, 3]) / 2 - y,
                        radius + np.hypot(found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]) / 2)  # fmt: skip
    reach = RangeMinimum(sun[:, 3]).between(first, last) * away <= found[:, 4] - low + EPS
    return np.asarray((reach & (found[:, 4] > low)).any(axis=1))


def _span(azimut: Floats, dx: Floats, dy: Floats, reach: Floats) -> tuple[Index, Index]:
    """First and last (exclusive) sample in whose direction a disc of radius `reach`, centred at (dx, dy), is seen."""
    away = np.hypot(dx, dy)
    half = np.where(away > reach, np.arcsin(np.minimum(reach / np.maximum(away, EPS), 1.0)), np.pi)
    middle = np.arctan2(dx, dy)
    low, high = middle - half - EPS, middle + half + EPS
    turn = TWO_PI * np.ceil((azimut[0] - high) / TWO_PI)
    first = np.searchsorted(azimut, low + turn)
    last = np.searchsorted(azimut, high + turn, side="right")
    last = np.where(low + turn + TWO_PI <= azimut[-1], len(azimut), last)
    return first, last


class RangeMinimum:
    """Least value of any range of a row, in one look-up: minima of all stretches of 1, 2, 4 ... long."""

    def __init__(self, values: Floats) -> None:
        self.levels = [values]
        while len(self.levels[-1]) > (step := 1 << (len(self.levels) - 1)):
            below = self.levels[-1]
            self.levels.append(np.minimum(below[:-step], below[step:]))
        self._table = np.full((len(self.levels), len(values)), np.inf)
        for level, row in enumerate(self.levels):
            self._table[level, : len(row)] = row

    def between(self, first: Index, last: Index) -> Floats:
        """Least of values[first:last], elementwise; infinite where that is empty."""
        count = last - first
        level = np.log2(np.maximum(count, 1)).astype(np.intp)
        size = len(self._table[0])
        a = self._table[level, np.minimum(first, size - 1)]
        b = self._table[level, np.clip(last - (1 << level), 0, size - 1)]
        found: Floats = np.where(count > 0, np.minimum(a, b), np.inf)
        return found
