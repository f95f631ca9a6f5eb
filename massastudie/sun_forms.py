"""Innermost loops of the sun engine: the points of a tile that one face shades, for a range of sun samples.

A beam that reaches a point past a face meets four or five linear forms in the point; no division and no trigonometry
per point. The same functions run as plain numpy where there is no compiler. Tables: see `sun_kernel.py`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import HAS_COMPILER, compiled, inlined
from .sun_bounds import triangle_samples, wall_samples
from .sun_range import WORD, apart, points_between, samples_of_box

#: Room for rounding before a whole tile is called dark, metres.
SURE_M = 1e-3
Arr = npt.NDArray[Any]

if HAS_COMPILER:

    @compiled
    def shade_wall(lit: Arr, s: int, first: int, last: int, points: Arr, k: Arr, hanging: bool, front: bool) -> None:
        """Darken points first to last of lit (s, n) where all forms hold; k (5, 4) float32: constant, x, y of each.
        The fifth is asked of what hangs, the third unless the whole tile is known to be in front."""
        a0, a1, a2 = k[0, 0], k[0, 1], k[0, 2]
        b0, b1, b2 = k[1, 0], k[1, 1], k[1, 2]
        c0, c1, c2 = k[2, 0], k[2, 1], k[2, 2]
        d0, d1, d2 = k[3, 0], k[3, 1], k[3, 2]
        e0, e1, e2 = k[4, 0], k[4, 1], k[4, 2]
        if hanging:
            for i in range(np.uint64(first), np.uint64(last)):
                x, y, z = points[0, i], points[1, i], points[2, i]
                hit = np.uint8(a0 + a1 * x + a2 * y >= 0) & np.uint8(b0 + b1 * x + b2 * y > 0)
                hit &= np.uint8(c0 + c1 * x + c2 * y > 0) & np.uint8(d0 + d1 * x + d2 * y >= z)
                lit[s, i] &= np.uint8(1) - (hit & np.uint8(e0 + e1 * x + e2 * y + z >= 0))
        elif front:
            for i in range(np.uint64(first), np.uint64(last)):
                x, y = points[0, i], points[1, i]
                hit = np.uint8(a0 + a1 * x + a2 * y >= 0) & np.uint8(b0 + b1 * x + b2 * y > 0)
                lit[s, i] &= np.uint8(1) - (hit & np.uint8(d0 + d1 * x + d2 * y >= points[2, i]))
        else:
            for i in range(np.uint64(first), np.uint64(last)):
                x, y = points[0, i], points[1, i]
                hit = np.uint8(a0 + a1 * x + a2 * y >= 0) & np.uint8(b0 + b1 * x + b2 * y > 0)
                hit &= np.uint8(c0 + c1 * x + c2 * y > 0) & np.uint8(d0 + d1 * x + d2 * y >= points[2, i])
                lit[s, i] &= np.uint8(1) - hit

    @compiled
    def shade_triangle(lit: Arr, s: int, first: int, last: int, points: Arr, k: Arr) -> None:
        """The same where all four forms hold; k (5, 4) float32: constant, x, y, z of each form."""
        a0, a1, a2, a3 = k[0, 0], k[0, 1], k[0, 2], k[0, 3]
        b0, b1, b2, b3 = k[1, 0], k[1, 1], k[1, 2], k[1, 3]
        c0, c1, c2, c3 = k[2, 0], k[2, 1], k[2, 2], k[2, 3]
        d0, d1, d2, d3 = k[3, 0], k[3, 1], k[3, 2], k[3, 3]
        for i in range(np.uint64(first), np.uint64(last)):
            x, y, z = points[0, i], points[1, i], points[2, i]
            hit = np.uint8(a0 + a1 * x + a2 * y + a3 * z >= 0) & np.uint8(b0 + b1 * x + b2 * y + b3 * z >= 0)
            hit &= np.uint8(c0 + c1 * x + c2 * y + c3 * z >= 0) & np.uint8(d0 + d1 * x + d2 * y + d3 * z > 0)
            lit[s, i] &= np.uint8(1) - hit

    @compiled
    def is_dark(words: Arr, s: int) -> bool:
        """True when no point of row s is lit; the rows are given as 64-bit words."""
        some = np.uint64(0)
        for i in range(words.shape[1]):
            some |= words[s, i]
        return bool(some == np.uint64(0))

else:

    def shade_wall(lit: Arr, s: int, first: int, last: int, points: Arr, k: Arr, hanging: bool, front: bool) -> None:
        """Darken points first to last of lit (s, n) where all forms hold; k (5, 4) float32: constant, x, y of each.
        The fifth is asked of what hangs, the third unless the whole tile is known to be in front."""
        x, y, z = points[:, first:last]
        f = k[:, 0, None] + k[:, 1, None] * x + k[:, 2, None] * y
        hit = (f[0] >= 0) & (f[1] > 0) & (front | (f[2] > 0)) & (f[3] >= z)
        lit[s, first:last] &= 1 - (hit & (f[4] + z >= 0) if hanging else hit).view(np.uint8)

    def shade_triangle(lit: Arr, s: int, first: int, last: int, points: Arr, k: Arr) -> None:
        """The same where all four forms hold; k (5, 4) float32: constant, x, y, z of each form."""
        x, y, z = points[:, first:last]
        f = k[:4, 0, None] + k[:4, 1, None] * x + k[:4, 2, None] * y + k[:4, 3, None] * z
        lit[s, first:last] &= 1 - ((f[:3] >= 0).all(axis=0) & (f[3] > 0)).view(np.uint8)

    def is_dark(words: Arr, s: int) -> bool:
        """True when no point of row s is lit; the rows are given as 64-bit words."""
        return not words[s].any()


@inlined
def shade_by_wall(
    lit: Arr, words: Arr, still: Arr, mask: Arr, masks: Arr, points: Arr, tile: Arr, rays: Arr, places: Arr, rows: Arr,
    faces: Arr, n: int, k: Arr,
) -> None:  # fmt: skip
    """Darken lit (s, n) by one wall.

    The forms in order: the sun stands right of a, left of b, the point is outside, the beam meets the wall below its
    top, above its bottom. Each changes over the tile by no more than its swing: so whole tiles are told apart first.
    """
    ax, ay, bx, by = faces[n, 6] - tile[0], faces[n, 7] - tile[1], faces[n, 8] - tile[0], faces[n, 9] - tile[1]
    bottom, top, nx, ny = faces[n, 10], faces[n, 11], faces[n, 12], faces[n, 13]
    hanging = bottom > 0
    first, last = samples_of_box(places, tile, faces[n, 1], faces[n, 2], faces[n, 3], faces[n, 4])
    wall_samples(mask, rays, still, first, last, tile, ax, ay, bx, by, nx, ny, bottom if hanging else -np.inf, top)
    low, high, wide, south, north = tile[3], tile[4], lit.shape[1], min(ay, by), max(ay, by)
    offset = nx * ax + ny * ay
    wall_swing = tile[5] * abs(nx) + tile[6] * abs(ny)
    outside = -offset - wall_swing > SURE_M
    k[2, 0], k[2, 1], k[2, 2] = -offset, nx, ny
    for w in range(first // WORD, last // WORD):
        if not masks[w]:
            continue
        for s in range(w * WORD, (w + 1) * WORD):
            if not mask[s]:
                continue
            dx, dy, swing = rays[0, s], rays[1, s], rays[3, s]
            facing = nx * dx + ny * dy
            right, left = dx * ay - dy * ax, dy * bx - dx * by
            slope = rays[2, s] / facing
            under, above, rise = top - slope * offset, slope * offset - bottom, -slope * wall_swing
            over = not hanging or above - rise + low > SURE_M
            if outside and over and min(right, left) > swing + SURE_M and under - rise > high + SURE_M:
                still[s] = 0
                continue
            k[0, 0], k[0, 1], k[0, 2] = right, dy, -dx
            k[1, 0], k[1, 1], k[1, 2] = left, -dy, dx
            k[3, 0], k[3, 1], k[3, 2] = under, slope * nx, slope * ny
            k[4, 0], k[4, 1], k[4, 2] = above, -slope * nx, -slope * ny
            reach = dy * (low - top) / rays[2, s]
            i, j = points_between(rows, tile[6], south + min(0.0, reach), north + max(0.0, reach), wide)
            if i < j:
                shade_wall(lit, s, i, j, points, k, hanging, outside)
                still[s] = not is_dark(words, s)


@compiled
def edge_form(
    k: Arr,
    row: int,
    v0: float,
    v1: float,
    v2: float,
    w0: float,
    w1: float,
    w2: float,
    sx: float,
    sy: float,
    sz: float,
) -> None:  # fmt: skip
    """One side of a triangle seen along the sun: s·(v × w) + P·(s × (w − v)), turned to be positive inside."""
    cx, cy, cz = v1 * w2 - v2 * w1, v2 * w0 - v0 * w2, v0 * w1 - v1 * w0
    ex, ey, ez = w0 - v0, w1 - v1, w2 - v2
    k[row, 0] = -(sx * cx + sy * cy + sz * cz)
    k[row, 1] = -(sy * ez - sz * ey)
    k[row, 2] = -(sz * ex - sx * ez)
    k[row, 3] = -(sx * ey - sy * ex)


@inlined
def shade_by_triangle(
    lit: Arr, words: Arr, still: Arr, mask: Arr, masks: Arr, points: Arr, tile: Arr, rays: Arr, places: Arr, rows: Arr,
    faces: Arr, n: int, k: Arr,
) -> None:  # fmt: skip
    """Darken lit (s, n) by one triangle."""
    cx, cy, low, wide = tile[0], tile[1], tile[3], lit.shape[1]
    ax, ay, az = faces[n, 6] - cx, faces[n, 7] - cy, faces[n, 8]
    bx, by, bz = faces[n, 9] - cx, faces[n, 10] - cy, faces[n, 11]
    gx, gy, gz = faces[n, 12] - cx, faces[n, 13] - cy, faces[n, 14]
    first, last = samples_of_box(places, tile, faces[n, 1], faces[n, 2], faces[n, 3], faces[n, 4])
    away = apart(tile, faces[n, 1], faces[n, 2], faces[n, 3], faces[n, 4])
    triangle_samples(mask, rays, still, first, last, tile, away, ax, ay, az, bx, by, bz, gx, gy, gz)
    k[3, 0] = -(faces[n, 15] * ax + faces[n, 16] * ay + faces[n, 17] * az)
    k[3, 1], k[3, 2], k[3, 3] = faces[n, 15], faces[n, 16], faces[n, 17]
    for w in range(first // WORD, last // WORD):
        if not masks[w]:
            continue
        for s in range(w * WORD, (w + 1) * WORD):
            if not mask[s]:
                continue
            dx, dy, tan = rays[0, s], rays[1, s], rays[2, s]
            edge_form(k, 0, ax, ay, az, bx, by, bz, dx, dy, tan)
            edge_form(k, 1, bx, by, bz, gx, gy, gz, dx, dy, tan)
            edge_form(k, 2, gx, gy, gz, ax, ay, az, dx, dy, tan)
            ra, rb, rg = dy * (low - az) / tan, dy * (low - bz) / tan, dy * (low - gz) / tan
            south = min(ay + min(0.0, ra), by + min(0.0, rb), gy + min(0.0, rg))
            north = max(ay + max(0.0, ra), by + max(0.0, rb), gy + max(0.0, rg))
            i, j = points_between(rows, tile[6], south, north, wide)
            if i < j:
                shade_triangle(lit, s, i, j, points, k)
                still[s] = not is_dark(words, s)
