"""Innermost loops of the sun engine: the points of a tile that one face shades, for a range of sun samples.

A beam that reaches a point past a face meets four or five linear forms in the point; no division and no trigonometry
per point. The same functions run as plain numpy where there is no compiler. Tables: see `sun_kernel.py`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import HAS_COMPILER, compiled

#: Room for rounding before a whole tile is called dark, metres.
SURE_M = 1e-3
Arr = npt.NDArray[Any]

if HAS_COMPILER:

    @compiled
    def shade_wall(row: Arr, px: Arr, py: Arr, pz: Arr, k: Arr, hanging: bool) -> None:
        """Darken `row` (n,) where all forms hold; k (5, 4) float32: constant, x, y; four unless hanging."""
        a0, a1, a2 = k[0, 0], k[0, 1], k[0, 2]
        b0, b1, b2 = k[1, 0], k[1, 1], k[1, 2]
        c0, c1, c2 = k[2, 0], k[2, 1], k[2, 2]
        d0, d1, d2 = k[3, 0], k[3, 1], k[3, 2]
        e0, e1, e2 = k[4, 0], k[4, 1], k[4, 2]
        if hanging:
            for i in range(row.shape[0]):
                x, y, z = px[i], py[i], pz[i]
                hit = np.uint8(a0 + a1 * x + a2 * y >= 0) & np.uint8(b0 + b1 * x + b2 * y > 0)
                hit &= np.uint8(c0 + c1 * x + c2 * y > 0) & np.uint8(d0 + d1 * x + d2 * y >= z)
                row[i] &= np.uint8(1) - (hit & np.uint8(e0 + e1 * x + e2 * y + z >= 0))
        else:
            for i in range(row.shape[0]):
                x, y = px[i], py[i]
                hit = np.uint8(a0 + a1 * x + a2 * y >= 0) & np.uint8(b0 + b1 * x + b2 * y > 0)
                hit &= np.uint8(c0 + c1 * x + c2 * y > 0) & np.uint8(d0 + d1 * x + d2 * y >= pz[i])
                row[i] &= np.uint8(1) - hit

    @compiled
    def shade_triangle(row: Arr, px: Arr, py: Arr, pz: Arr, k: Arr) -> None:
        """Darken `row` (n,) where all four forms hold; k (5, 4) float32: constant, x, y, z of each form."""
        a0, a1, a2, a3 = k[0, 0], k[0, 1], k[0, 2], k[0, 3]
        b0, b1, b2, b3 = k[1, 0], k[1, 1], k[1, 2], k[1, 3]
        c0, c1, c2, c3 = k[2, 0], k[2, 1], k[2, 2], k[2, 3]
        d0, d1, d2, d3 = k[3, 0], k[3, 1], k[3, 2], k[3, 3]
        for i in range(row.shape[0]):
            x, y, z = px[i], py[i], pz[i]
            hit = np.uint8(a0 + a1 * x + a2 * y + a3 * z >= 0) & np.uint8(b0 + b1 * x + b2 * y + b3 * z >= 0)
            hit &= np.uint8(c0 + c1 * x + c2 * y + c3 * z >= 0) & np.uint8(d0 + d1 * x + d2 * y + d3 * z > 0)
            row[i] &= np.uint8(1) - hit

else:

    def shade_wall(row: Arr, px: Arr, py: Arr, pz: Arr, k: Arr, hanging: bool) -> None:
        """Darken `row` (n,) where all forms hold; k (5, 4) float32: constant, x, y; four unless hanging."""
        f = k[:, 0, None] + k[:, 1, None] * px + k[:, 2, None] * py
        hit = (f[0] >= 0) & (f[1] > 0) & (f[2] > 0) & (f[3] >= pz)
        row &= 1 - (hit & (f[4] + pz >= 0) if hanging else hit).view(np.uint8)

    def shade_triangle(row: Arr, px: Arr, py: Arr, pz: Arr, k: Arr) -> None:
        """Darken `row` (n,) where all four forms hold; k (5, 4) float32: constant, x, y, z of each form."""
        f = k[:4, 0, None] + k[:4, 1, None] * px + k[:4, 2, None] * py + k[:4, 3, None] * pz
        row &= 1 - ((f[:3] >= 0).all(axis=0) & (f[3] > 0)).view(np.uint8)


@compiled
def is_dark(words: Arr) -> bool:
    """True when no point of a row is lit; the row is given as 64-bit words."""
    some = np.uint64(0)
    for i in range(words.shape[0]):
        some |= words[i]
    return bool(some == np.uint64(0))


@compiled
def shade_by_wall(
    lit: Arr, words: Arr, dark: Arr, px: Arr, py: Arr, pz: Arr, tile: Arr, sun: Arr, f: Arr, k: Arr,
    first: int, last: int, highest: float,
) -> None:  # fmt: skip
    """Darken the rows first to last of lit (s, n) where the sun is low enough, by one wall.

    The forms in order: the sun stands right of a, left of b, the point is outside, the beam meets the wall below its
    top, above its bottom. Each changes over the tile by no more than its swing: so whole tiles are told apart first.
    """
    ax, ay, bx, by = f[6] - tile[0], f[7] - tile[1], f[8] - tile[0], f[9] - tile[1]
    bottom, top, nx, ny = f[10], f[11], f[12], f[13]
    half_x, half_y, low, high = tile[5], tile[6], tile[3], tile[4]
    offset = nx * ax + ny * ay
    wall_swing = half_x * abs(nx) + half_y * abs(ny)
    hanging = bottom > 0
    outside = -offset - wall_swing > SURE_M
    k[2, 0], k[2, 1], k[2, 2] = -offset, nx, ny
    for s in range(first, last):
        tan = sun[s, 3]
        if dark[s] or tan > highest:
            continue
        dx, dy = sun[s, 1], sun[s, 2]
        facing = nx * dx + ny * dy
        right, left = dx * ay - dy * ax, dy * bx - dx * by
        swing = half_x * abs(dy) + half_y * abs(dx)
        if facing >= -1e-9 or right < -swing or left < -swing:
            continue
        slope = tan / facing
        under, above, rise = top - slope * offset, slope * offset - bottom, -slope * wall_swing
        if under + rise < low or (hanging and above + rise + high < 0):
            continue
        over = not hanging or above - rise + low > SURE_M
        if outside and over and min(right, left) > swing + SURE_M and under - rise > high + SURE_M:
            dark[s] = True
            continue
        k[0, 0], k[0, 1], k[0, 2] = right, dy, -dx
        k[1, 0], k[1, 1], k[1, 2] = left, -dy, dx
        k[3, 0], k[3, 1], k[3, 2] = under, slope * nx, slope * ny
        k[4, 0], k[4, 1], k[4, 2] = above, -slope * nx, -slope * ny
        shade_wall(lit[s], px, py, pz, k, hanging)
        dark[s] = is_dark(words[s])


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


@compiled
def shade_by_triangle(
    lit: Arr, words: Arr, dark: Arr, px: Arr, py: Arr, pz: Arr, tile: Arr, sun: Arr, f: Arr, k: Arr,
    first: int, last: int, highest: float,
) -> None:  # fmt: skip
    """Darken the rows first to last of lit (s, n) where the sun is low enough, by one triangle."""
    cx, cy = tile[0], tile[1]
    ax, ay, az = f[6] - cx, f[7] - cy, f[8]
    bx, by, bz = f[9] - cx, f[10] - cy, f[11]
    gx, gy, gz = f[12] - cx, f[13] - cy, f[14]
    for s in range(first, last):
        dx, dy, tan = sun[s, 1], sun[s, 2], sun[s, 3]
        if dark[s] or tan > highest or f[15] * dx + f[16] * dy + f[17] * tan >= -1e-9:
            continue
        edge_form(k, 0, ax, ay, az, bx, by, bz, dx, dy, tan)
        if misses(k[0], tile):
            continue
        edge_form(k, 1, bx, by, bz, gx, gy, gz, dx, dy, tan)
        if misses(k[1], tile):
            continue
        edge_form(k, 2, gx, gy, gz, ax, ay, az, dx, dy, tan)
        if misses(k[2], tile):
            continue
        k[3, 0] = -(f[15] * ax + f[16] * ay + f[17] * az)
        k[3, 1], k[3, 2], k[3, 3] = f[15], f[16], f[17]
        shade_triangle(lit[s], px, py, pz, k)
        dark[s] = is_dark(words[s])


@compiled
def misses(form: Arr, tile: Arr) -> bool:
    """True when no point of the tile can make a form (constant, x, y, z) positive."""
    swing = tile[5] * abs(form[1]) + tile[6] * abs(form[2]) + max(form[3] * tile[3], form[3] * tile[4])
    return bool(form[0] + swing < 0)
