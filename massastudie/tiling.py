"""Points gathered for the sun engine: nearby ones in tiles, and in a tile the ones on one line in words.

A word is either a run, points a fixed step apart from west to east at one height (a grid on the ground), or a stack,
points over each other (the bouwlagen of a gevel). A face shades a part of a word that a few numbers tell, so the
engine asks words instead of points and keeps what is lit as the bits of one number per word. A tile has words of one
kind; single points are stacks of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

#: Points of one tile lie within a square of this size, metres: level ones, and others (gevels are few in a square).
LEVEL_M, UPRIGHT_M = 32.0, 64.0
#: And are at most this many.
TILE_POINTS = 2048
#: Points in a run, one less than a number has bits; in a stack, as many heights as the engine has columns for.
RUN_POINTS, STACK_POINTS = 31, 4
#: So many level points at one height have tiles of their own.
LAYER_POINTS = 64
#: Steps within a run differ no more than this, metres.
ALIKE_M = 1e-7
#: A height no beam comes from: that of the places of a stack without a point, metres.
NOWHERE_M = 1e6


@dataclass(frozen=True, eq=False)
class Tiles:
    """Points sorted by tile: order (n,) into the given points; bounds (t + 1,) of the tiles in that order;
    boxes (t, 8): middle x, y, radius, lowest and highest z, half the width in x and y, step of its runs (0: stacks).

    words (w, 11), word_bounds (t + 1,): x, y of the first point, four heights (a run: only the first), normal, place
    of the first point in its tile, how many points.
    """

    order: Index
    xyz: Floats
    bounds: Ints
    boxes: Floats
    words: Floats
    word_bounds: Ints


def make_tiles(xyz: Floats, normals: Floats | None, part: npt.NDArray[np.integer] | None = None) -> Tiles:
    """Group points (n, 3) that lie together, split where a square holds too many; by `part` (n,) first, where given.

    Within a tile points stand from south to north; of those at one y the level ones from west to east, others upward.
    """
    ways = facing(xyz, normals)
    level = ways[:, 2] > 1 - 1e-12
    size = np.where(level, LEVEL_M, UPRIGHT_M)[:, None]
    key = np.c_[np.floor(xyz[:, :2] / size).astype(np.int64), level, _layers(xyz[:, 2], level)]
    key = key if part is None else np.c_[key, part]
    second, third = np.where(level, xyz[:, [2, 0]].T, xyz[:, [0, 2]].T)
    order = np.lexsort((third, second, xyz[:, 1], *key.T))
    cuts = _cuts(key[order])
    own = np.ascontiguousarray(xyz[order])
    words, word_bounds, step = _words(own, ways[order], cuts)
    return Tiles(order, own, cuts, _boxes(own, cuts, step), words, word_bounds)


def facing(xyz: Floats, normals: Floats | None) -> Floats:
    """The normals (n, 3) of points, up where none are given."""
    return np.tile([0.0, 0.0, 1.0], (len(xyz), 1)) if normals is None else normals


def apart(tiles: Tiles, counts: Sequence[int]) -> list[Tiles]:
    """Tiles made by part as those of each part alone; `counts`: how many points each has."""
    ends = np.cumsum([0, *counts])
    tile = np.searchsorted(tiles.bounds, ends)
    return [_between(tiles, *pair) for pair in pairwise(zip(ends.tolist(), tile.tolist(), strict=True))]


def _between(tiles: Tiles, start: tuple[int, int], end: tuple[int, int]) -> Tiles:
    (a, first), (b, last) = start, end
    words = tiles.word_bounds[first : last + 1]
    return Tiles(
        tiles.order[a:b] - a, tiles.xyz[a:b], tiles.bounds[first : last + 1] - a, tiles.boxes[first:last],
        tiles.words[words[0] : words[-1]], words - words[0],
    )  # fmt: skip


def joined(tiles: Sequence[Tiles]) -> Tiles:
    """The tiles of several sets of points as those of all their points after each other."""
    points, words = ([len(one) for one in ones] for ones in ([t.order for t in tiles], [t.words for t in tiles]))
    first = np.cumsum([0, *points])
    return Tiles(
        np.concatenate([np.empty(0, np.intp), *(t.order + n for t, n in zip(tiles, first.tolist(), strict=False))]),
        np.concatenate([np.empty((0, 3)), *(t.xyz for t in tiles)]),
        _ends([t.bounds for t in tiles], points),
        np.concatenate([np.empty((0, 8)), *(t.boxes for t in tiles)]),
        np.concatenate([np.empty((0, 11)), *(t.words for t in tiles)]),
        _ends([t.word_bounds for t in tiles], words),
    )


def _ends(bounds: Sequence[Ints], counts: Sequence[int]) -> Ints:
    """Bounds of parts, each counted from 0 and ending with its own count, as those of all after each other."""
    first = np.cumsum([0, *counts]).tolist()
    starts = [part[:-1] + n for part, n in zip(bounds, first, strict=False)]
    return np.concatenate([*starts, np.array(first[-1:])]).astype(np.int64)


def _layers(z: Floats, level: Mask) -> Ints:
    """A number (n,) per height that many level points share; 0 for all other points."""
    layers = np.zeros(len(z), dtype=np.int64)
    _, height, count = np.unique(z[level], return_inverse=True, return_counts=True)
    layers[level] = np.where(count >= LAYER_POINTS, np.arange(1, len(count) + 1), 0)[height]
    return layers


def _cuts(key: Ints) -> Ints:
    """Where each tile starts among points sorted by the square they lie in, and the end."""
    if not len(key):
        return np.zeros(1, dtype=np.int64)
    new = np.flatnonzero(np.r_[True, (key[1:] != key[:-1]).any(axis=1)])
    ends = np.r_[new[1:], len(key)]
    parts = [_split(a, b) for a, b in zip(new.tolist(), ends.tolist(), strict=True)]
    return np.concatenate([*parts, np.array([len(key)])]).astype(np.int64)


def _split(start: int, end: int) -> Ints:
    """Starts of the equal parts of a square that holds too many points; most do not."""
    if end - start <= TILE_POINTS:
        return np.array([start], dtype=np.int64)
    return np.linspace(start, end, 1 + -(-(end - start) // TILE_POINTS)).astype(np.int64)[:-1]


def _boxes(xyz: Floats, cuts: Ints, step: Floats) -> Floats:
    if not len(xyz):
        return np.empty((0, 8))
    low, high = np.minimum.reduceat(xyz, cuts[:-1]), np.maximum.reduceat(xyz, cuts[:-1])
    middle = (low[:, :2] + high[:, :2]) / 2
    half = high[:, :2] - middle + 1e-3
    radius = np.hypot(*half.T)
    return np.ascontiguousarray(np.c_[middle, radius, low[:, 2], high[:, 2], half, step])


def _words(xyz: Floats, normals: Floats, cuts: Ints) -> tuple[Floats, Ints, Floats]:
    """Words of sorted points, where those of each tile start, and the step of each tile's runs."""
    if not len(xyz):
        return np.empty((0, 11)), np.zeros(1, np.int64), np.empty(0)
    tile = np.repeat(np.arange(len(cuts) - 1), np.diff(cuts))
    run, stack, step = _neighbours(xyz, normals, cuts, tile)
    low, high = (part.reduceat(xyz[:, 2], cuts[:-1]) for part in (np.minimum, np.maximum))
    runs = (np.add.reduceat(run, cuts[:-1]) * 2 > np.diff(cuts)) & (low == high)  # runs of a tile are at one height
    first = _starts(np.where(runs[tile], run, stack), np.where(runs, RUN_POINTS, STACK_POINTS)[tile])
    count = np.diff(np.r_[first, len(xyz)])
    bounds = np.searchsorted(first, cuts).astype(np.int64)
    words = np.c_[xyz[first, :2], _heights(xyz, first, count), normals[first], first - cuts[tile[first]], count]
    return np.ascontiguousarray(words), bounds, np.where(runs, step, 0.0)


def _neighbours(xyz: Floats, normals: Floats, cuts: Ints, tile: Index) -> tuple[Mask, Mask, Floats]:
    """Which points (n,) follow the one before in a run, and in a stack; and the step (t,) of each tile's runs."""
    before = np.maximum(np.arange(len(xyz)) - 1, 0)
    dx, dy, dz = (xyz - xyz[before]).T
    alike = (dy == 0) & (normals == normals[before]).all(axis=1)
    alike[cuts[:-1]] = False
    east = np.where(alike & (dz == 0) & (dx > 0), dx, np.inf)
    step = np.minimum.reduceat(east, cuts[:-1])
    return east < step[tile] + ALIKE_M, alike & (dx == 0) & (dz > 0), step


def _starts(follows: Mask, most: Ints) -> Index:
    """Where words start: at points that follow no other, and again after `most` (n,) points."""
    place = np.arange(len(follows))
    since = place - np.maximum.accumulate(np.where(follows, 0, place))
    return np.flatnonzero(since % most == 0)


def _heights(xyz: Floats, first: Index, count: Ints) -> Floats:
    """Heights (w, 4) of the points of each word; the first, for a run, is that of all."""
    level = np.arange(STACK_POINTS)
    place = np.minimum(first[:, None] + level, len(xyz) - 1)
    heights: Floats = np.where(level < count[:, None], xyz[place, 2], NOWHERE_M)
    return heights
