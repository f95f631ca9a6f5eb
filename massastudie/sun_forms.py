"""What one face shades: the forms of its shadow on a tile, for each sun sample in which it may matter.

A beam that reaches a point past a face meets four or five linear forms in the point; `sun_words` tells which points
that are. Tables: see `sun_kernel.py` and `sun_words.py`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import bare, within
from .sun_bounds import pane_samples, wall_samples
from .sun_range import WORD, points_between, samples_between
from .sun_words import ends_of, pane_on_runs, pane_on_stacks, some_left, steep, wall_on_runs, wall_on_stacks

Arr = npt.NDArray[Any]

#: Mark of a sample still open when a face last darkened its stacks: it has the bit of an open one. Whether a point is
#: left is looked up after so many faces, for all such samples together.
TOUCHED, FACES = np.uint8(3), 32


@within
def level_schaduw(
    bits: Arr, s: int, words: Arr, step: float, dx: float, dy: float, right: float, left: float, nx: float, ny: float,
    near: float, far: float,
) -> bool:  # fmt: skip
    """Darken runs by a wall; True when a point is left.

    On a level a wall's shadow is a parallelogram: where right + dy·x - dx·y and left - dy·x + dx·y are positive and
    nx·x + ny·y lies between near and far. Both pairs of sides are two places along a run that move with y.
    """
    side, depth = 1.0 / (steep(dy) * step), 1.0 / (steep(nx) * step)
    p, q, r, t = -right * side, left * side, near * depth, far * depth
    return wall_on_runs(bits, s, words, dx * side, min(p, q), max(p, q), -ny * depth, min(r, t), max(r, t))


@within
def shade_by_wall(
    bits: Arr, still: Arr, mask: Arr, masks: Arr, words: Arr, tile: Arr, rays: Arr, first: int, last: int, rows: Arr,
    faces: Arr, n: int, k: Arr,
) -> None:  # fmt: skip
    """Darken bits (s, w) by one wall at the samples first to last.

    The forms in order: the sun stands right of a, left of b, the point is outside, the beam meets the wall below its
    top, above its bottom.
    """
    ax, ay, bx, by = faces[n, 6] - tile[0], faces[n, 7] - tile[1], faces[n, 8] - tile[0], faces[n, 9] - tile[1]
    bottom, top, nx, ny = faces[n, 10], faces[n, 11], faces[n, 12], faces[n, 13]
    hanging = faces[n, 14] == 0
    wall_samples(mask, rays, still, first, last, tile, ax, ay, bx, by, nx, ny, bottom if hanging else -np.inf, top)
    low, wide, south, north = tile[3], bits.shape[1], min(ay, by), max(ay, by)
    offset = nx * ax + ny * ay
    k[2, 0], k[2, 1], k[2, 2], k[2, 3] = -offset, nx, ny, 0.0
    k[0, 3], k[1, 3], k[3, 3], k[4, 3] = 0.0, 0.0, -1.0, 1.0
    for w in range(first // WORD, last // WORD):
        if not masks[w]:
            continue
        for s in range(w * WORD, (w + 1) * WORD):
            if not mask[s]:
                continue
            dx, dy = rays[0, s], rays[1, s]
            facing = nx * dx + ny * dy
            right, left = dx * ay - dy * ax, dy * bx - dx * by
            if tile[7] > 0:
                fall = facing / rays[2, s]
                under = max(0.0, bottom - low) if hanging else 0.0
                near, far = offset - under * fall, offset - (top - low) * fall
                still[s] = level_schaduw(bits, s, words, tile[7], dx, dy, right, left, nx, ny, near, far)
                continue
            slope = rays[2, s] / facing
            k[0, 0], k[0, 1], k[0, 2] = right, dy, -dx
            k[1, 0], k[1, 1], k[1, 2] = left, -dy, dx
            k[3, 0], k[3, 1], k[3, 2] = top - slope * offset, slope * nx, slope * ny
            k[4, 0], k[4, 1], k[4, 2] = slope * offset - bottom, -slope * nx, -slope * ny
            reach = dy * (low - top) / rays[2, s]
            i, j = points_between(rows, tile[6], south + min(0.0, reach), north + max(0.0, reach), wide)
            if i < j:
                wall_on_stacks(bits, s, i, j, words, k, hanging)
                still[s] = TOUCHED


@within
def edge_form(k: Arr, row: int, pane: Arr, v: int, w: int, sx: float, sy: float, sz: float) -> None:
    """Side v-w of a pane seen along the sun: s·(v × w) + P·(s × (w - v)), turned to be positive inside. A corner that
    stands there twice leaves no side, and everything inside."""
    v0, v1, v2, w0, w1, w2 = pane[v, 0], pane[v, 1], pane[v, 2], pane[w, 0], pane[w, 1], pane[w, 2]
    cx, cy, cz = v1 * w2 - v2 * w1, v2 * w0 - v0 * w2, v0 * w1 - v1 * w0
    ex, ey, ez = w0 - v0, w1 - v1, w2 - v2
    k[row, 0] = 1.0 if ex == 0 and ey == 0 and ez == 0 else -(sx * cx + sy * cy + sz * cz)
    k[row, 1] = -(sy * ez - sz * ey)
    k[row, 2] = -(sz * ex - sx * ez)
    k[row, 3] = -(sx * ey - sy * ex)


@within
def strip_of(pane: Arr, low: float, dy: float, tan: float) -> tuple[float, float]:
    """Between which y, south and north, a pane and its shadow down to a height lie."""
    south, north = np.inf, -np.inf
    for n in range(4):
        reach = dy * (low - pane[n, 2]) / tan
        south, north = min(south, pane[n, 1] + min(0.0, reach)), max(north, pane[n, 1] + max(0.0, reach))
    return south, north


@within
def shade_by_pane(
    bits: Arr, still: Arr, mask: Arr, masks: Arr, words: Arr, tile: Arr, rays: Arr, first: int, last: int, rows: Arr,
    faces: Arr, columns: Arr, n: int, away: float, pane: Arr, k: Arr, ends: Arr,
) -> None:  # fmt: skip
    """Darken bits (s, w) by one pane, so far `away`, at the samples first to last: four sides, and its outside."""
    low, wide = tile[3], bits.shape[1]
    for corner in range(4):
        for axis in range(3):
            pane[corner, axis] = faces[n, 6 + 3 * corner + axis] - (tile[axis] if axis < 2 else 0.0)
    pane_samples(mask, rays, still, first, last, tile, away, pane)
    nx, ny, nz = columns[5, n], columns[6, n], columns[7, n]
    k[4, 0], k[4, 1], k[4, 2], k[4, 3] = -(nx * pane[0, 0] + ny * pane[0, 1] + nz * pane[0, 2]), nx, ny, nz
    for w in range(first // WORD, last // WORD):
        if not masks[w]:
            continue
        for s in range(w * WORD, (w + 1) * WORD):
            if not mask[s]:
                continue
            dx, dy, tan = rays[0, s], rays[1, s], rays[2, s]
            for side in range(4):
                edge_form(k, side, pane, side, (side + 1) % 4, dx, dy, tan)
            if tile[7] > 0:
                ends_of(ends, k, low, tile[7])
                still[s] = pane_on_runs(bits, s, words, ends)
                continue
            south, north = strip_of(pane, low, dy, tan)
            i, j = points_between(rows, tile[6], south, north, wide)
            if i < j:
                pane_on_stacks(bits, s, i, j, words, k)
                still[s] = TOUCHED


@bare
def shade_by_faces(
    bits: Arr, still: Arr, mask: Arr, masks: Arr, words: Arr, tile: Arr, rays: Arr, places: Arr, rows: Arr, faces: Arr,
    columns: Arr, order: Arr, number: int, found: Arr, seen: Arr, pane: Arr, k: Arr, ends: Arr,
) -> None:  # fmt: skip
    """Darken bits (s, w) by the first `number` faces in `order`; found, seen: see `sun_kernel.collect`."""
    for place in range(number):
        if place % FACES == FACES - 1:
            look_again(still, bits)
        i = order[place]
        n, away = found[i], seen[2, i]
        first, last = samples_between(places, int(seen[0, i]), int(seen[1, i]))
        if faces[n, 0] == 0:
            shade_by_wall(bits, still, mask, masks, words, tile, rays, first, last, rows, faces, n, k)
        else:
            shade_by_pane(
                bits, still, mask, masks, words, tile, rays, first, last, rows, faces, columns, n, away, pane, k, ends
            )
    look_again(still, bits)


@bare
def look_again(still: Arr, bits: Arr) -> None:
    """Whether a point is left in the samples that were touched."""
    for s in range(still.shape[0]):
        if still[s] == TOUCHED:
            still[s] = some_left(bits, s)
