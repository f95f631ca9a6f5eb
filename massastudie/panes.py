"""Flat faces with four corners: triangles that halve a slope or a gable, put together again for the sun engine."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Index = npt.NDArray[np.intp]

#: Corners nearer than this are one corner; two triangles so near to one plane lie in it, metres.
ALIKE_M = 1e-3
FLAT_M = 1e-3


def matches(rows: Ints, others: Ints) -> tuple[Index, Index]:
    """Pairs (i, j) where `others[i]` equals `rows[j]`, the last such j: looked up by a mixed sum, then compared.

    Two rows of one sum could hide a pair: callers do without it.
    """
    if not len(rows):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    odd = np.arange(1, rows.shape[1] + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) | np.uint64(1)
    keys, asked = ((part.astype(np.uint64) * odd).sum(axis=1, dtype=np.uint64) for part in (rows, others))
    order = np.argsort(keys, kind="stable")
    place = order[np.searchsorted(keys[order], asked, side="right") - 1]
    hits = np.flatnonzero((rows[place] == others).all(axis=1))
    return hits, place[hits]


def panes(triangles: Floats) -> tuple[Floats, Index]:
    """Faces (k, 12) of four corners, counterclockwise as the triangles (m, 9) they are made of, and the first triangle
    (k,) of each. Two triangles become one face where they lie in one plane, share a side and make no notch; another
    triangle has its last corner twice."""
    corners = triangles.reshape(-1, 3, 3)
    four, first, second = _joined(corners)
    single = np.ones(len(corners), dtype=bool)
    single[np.r_[first, second]] = False
    alone = corners[single][:, [0, 1, 2, 2]]
    return np.concatenate([alone, four]).reshape(-1, 12), np.r_[np.flatnonzero(single), first]


def _joined(corners: Floats) -> tuple[Floats, Index, Index]:
    """Faces (p, 4, 3) of pairs of triangles, and which two each is made of."""
    own, other = _shared(corners)
    i, side, j, back = own // 3, own % 3, other // 3, other % 3
    a, b, c = (corners[i, (side + n) % 3] for n in range(3))
    four = np.stack([b, c, a, corners[j, (back + 2) % 3]], axis=1)
    fits = _is_flat_and_convex(four)
    i, j, four = i[fits], j[fits], four[fits]
    best = _best(i, j, np.linalg.norm(four[:, 2] - four[:, 0], axis=1), len(corners))
    return four[best], i[best], j[best]


def _shared(corners: Floats) -> tuple[Index, Index]:
    """Sides (numbered 3 a triangle) that another triangle has the other way round, once for both."""
    place = np.round(corners / ALIKE_M).astype(np.int64)
    ahead = np.concatenate([place, np.roll(place, -1, axis=1)], axis=2).reshape(-1, 6)
    own, other = matches(ahead, ahead[:, [3, 4, 5, 0, 1, 2]])
    once = own < other
    return own[once], other[once]


def _is_flat_and_convex(four: Floats) -> npt.NDArray[np.bool_]:
    """Which (p, 4, 3) lie in one plane and turn left at every corner, or go straight on."""
    ahead = np.roll(four, -1, axis=1) - four
    turns = np.cross(np.roll(ahead, 1, axis=1), ahead)
    whole = np.cross(four[:, 2] - four[:, 0], four[:, 3] - four[:, 1])
    length = np.linalg.norm(whole, axis=1)
    normal = whole / np.maximum(length, 1e-12)[:, None]
    off = np.abs(np.einsum("pi,pi->p", four[:, 1] - four[:, 0], normal))
    left = np.einsum("pki,pi->pk", turns, normal) >= -1e-9
    result: npt.NDArray[np.bool_] = left.all(axis=1) & (off < FLAT_M) & (length > 1e-9)
    return result


def _best(i: Index, j: Index, length: Floats, count: int) -> npt.NDArray[np.bool_]:
    """Which pairs share the longest side that either of the two can share: none is in two pairs."""
    rank = np.empty(len(i), dtype=np.int64)
    rank[np.argsort(-length, kind="stable")] = np.arange(len(i))
    first = np.full(count, len(i))
    np.minimum.at(first, i, rank)
    np.minimum.at(first, j, rank)
    result: npt.NDArray[np.bool_] = (first[i] == rank) & (first[j] == rank)
    return result
