"""Sun hours after a change of the masses: only what a changed face can shade is asked again.

That is a range of moments for each tile, as the sun goes round. The answer equals a full run to the last bit: whether
a face shades a point at a moment does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import numpy.typing as npt

from .bezonning import (
    COMPILED_CHUNK,
    PLAIN_CHUNK,
    Bezonning,
    Bits,
    Dag,
    Progress,
    Steps,
    has_compiler,
    preparing,
    run_jobs,
    shade_job,
    study,
    sun_table,
)
from .casters import TOP, X0, X1, Y0, Y1, Casters, Grid
from .sun_groups import differing, grid_of
from .tiling import Tiles
from .zonnestand import Plaats
from .zonpunten import Mask, Punten

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
Keys = npt.NDArray[np.uint64]
#: Per tile (t, 2) the first moment that may differ, and the one after the last; alike: none.
Spans = npt.NDArray[np.int64]
#: Changed faces are looked at together per square of this size, metres.
GROUP_M = 12.0
#: So many points × moments are done sooner than a second thread is there (a few milliseconds).
FEW = 400_000
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
    spans = _to_ask(before.punten, points, changed(old, new), sun)
    tiled = before.tiled.copy()
    yield from shade_spans(tiled, points.tiles, spans, sun, grid_of(new))
    _mask(tiled, points, spans, same=points.binnen is before.punten.binnen)
    found = Bezonning(before.dag, before.plaats, points, moments, tiled)
    if points.binnen is before.punten.binnen:
        found.__dict__["minuten"] = counted(before.minuten, tiled, points, spans, before.dag)
    return found


def minutes_again(
    known: Floats, sets: tuple[Punten, Punten], faces: tuple[Casters, Casters], dag: Dag, plaats: Plaats
) -> Generator[tuple[int, int], None, Floats]:
    """Minutes (n,) on the same places among other masses, from those `known` before: what `update` gives, for who kept
    no more than the minutes. `sets` and `faces`: the points and faces of then and of now. Yields (done, total)."""
    before, points = sets
    yield from preparing()
    moments, sun = sun_table(dag, plaats)
    spans = _to_ask(before, points, changed(*faces), sun)
    spans[spans[:, 1] > spans[:, 0]] = 0, len(sun)
    lit = np.zeros((len(moments), len(points)), dtype=np.uint8)
    yield from shade_spans(lit, points.tiles, spans, sun, grid_of(faces[1]))
    return counted(known, lit, points, spans, dag)


def _to_ask(before: Punten, points: Punten, faces: Floats, sun: Floats) -> Spans:
    """Moments of each tile to ask again for the same places among other masses, which are given the same tiles."""
    spans = spans_of(before, boxes(faces), sun)
    spans[_freed(before, points)] = 0, len(sun)
    points.__dict__["tiles"] = before.tiles
    return spans


def shade_spans(lit: Bits, tiles: Tiles, spans: Spans, sun: Floats, faces: Grid) -> Steps:
    """Fill `lit` (s, n) for the moments of each tile, the most work first; yields (done, total)."""
    count = (spans[:, 1] - spans[:, 0]) * np.diff(tiles.bounds)
    asked = np.argsort(-count, kind="stable")[: int((count > 0).sum())].tolist()
    _, moments = COMPILED_CHUNK if has_compiler() else PLAIN_CHUNK
    ranges = [(t, *spans[t].tolist()) for t in asked]
    parts = [(t, slice(s, min(s + moments, b))) for t, a, b in ranges for s in range(a, b, moments)]
    jobs = [shade_job(lit, tiles, np.array([t]), part, sun, faces) for t, part in parts]
    if int(count.sum()) > FEW:
        yield from run_jobs(jobs)
        return
    for done, job in enumerate(jobs):
        job()
        yield done + 1, len(jobs)


def asked_again(tiles: Tiles, spans: Spans) -> list[slice]:
    """Which points, in the order of the tiles, were asked again."""
    which = np.flatnonzero(spans[:, 1] > spans[:, 0]).tolist()
    return [slice(int(tiles.bounds[t]), int(tiles.bounds[t + 1])) for t in which]


def _mask(tiled: Bits, points: Punten, spans: Spans, same: bool) -> None:
    """Points inside masses are dark; those of tiles not asked again were so already, when they are the same."""
    if points.binnen is None:
        return
    dark = points.binnen[points.tiles.order]
    for part in asked_again(points.tiles, spans) if same else [slice(None)]:
        tiled[:, part][:, dark[part]] = 0


def counted(known: Floats, tiled: Bits, points: Punten, spans: Spans, dag: Dag) -> Floats:
    """Minutes (n,): those `known`, counted in `tiled` (s, n) where something was asked again; NaN inside a mass."""
    minuten, tiles = known.copy(), points.tiles
    for part in asked_again(tiles, spans):
        minuten[tiles.order[part]] = tiled[:, part].sum(axis=0, dtype=np.int32) * dag.stap_min
    if points.binnen is not None:
        minuten[points.binnen] = np.nan
    return minuten


def _freed(before: Punten, after: Punten) -> Mask:
    """Tiles with a point that lay inside a mass and does not any more."""
    tiles = before.tiles
    if before.binnen is None or before.binnen is after.binnen or not len(tiles.boxes):
        return np.zeros(len(tiles.boxes), dtype=bool)
    freed = before.binnen & ~(after.binnen if after.binnen is not None else np.zeros_like(before.binnen))
    counts: Mask = np.logical_or.reduceat(freed[tiles.order], tiles.bounds[:-1])
    return counts


def changed(old: Casters, new: Casters) -> Floats:
    """Rows (c, 18) of the faces that only one of the two has."""
    if old is new:
        return np.empty((0, 18))
    first, second = differing(old, new)
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


def spans_of(punten: Punten, found: Floats, sun: Floats) -> Spans:
    """Moments of each tile in which something in one of the boxes (g, 5) can shade it; never one too few."""
    tiles = punten.tiles.boxes
    if not (len(tiles) and len(found) and len(sun)):
        return np.zeros((len(tiles), 2), dtype=np.int64)
    x, y, radius, low = (tiles[:, i, None] for i in range(4))
    away_x = np.maximum(0.0, np.maximum(found[:, 0] - x, x - found[:, 2]))
    away_y = np.maximum(0.0, np.maximum(found[:, 1] - y, y - found[:, 3]))
    away = np.maximum(0.0, np.hypot(away_x, away_y) - radius)
    first, last = _span(sun[:, 0], (found[:, 0] + found[:, 2]) / 2 - x, (found[:, 1] + found[:, 3]) / 2 - y,
                        radius + np.hypot(found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]) / 2)  # fmt: skip
    reach = RangeMinimum(sun[:, 3]).between(first, last) * away <= found[:, 4] - low + EPS
    reach &= (found[:, 4] > low) & (last > first)
    begin = np.where(reach, first, len(sun)).min(axis=1)
    end = np.where(reach, last, 0).max(axis=1)
    return np.stack([np.minimum(begin, end), end], axis=1).astype(np.int64)


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
