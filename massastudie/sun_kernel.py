"""Inner loops of the sun engine: which sun samples reach which points of a tile past which faces.

A tile is a group of nearby points in a disc. Cells, then faces, then samples that cannot matter are passed over by
bounds that never leave one out; what is left is a few linear forms, tried on all points of the tile at once.
Coordinates are taken from the middle of the tile, so that float32 holds them to a hundredth of a millimetre.

Tables. tile (8): middle x, y, radius, lowest z, highest z. sun (s, 4): azimut rad ascending, unit dx, dy, tangent of
the altitude. faces: see `casters.Grid`. The same functions run as plain numpy where there is no compiler.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import HAS_COMPILER, compiled

#: Cells nearer than this go first; what they darken wholly is not asked of the others, metres.
NEAR_M = 45.0
#: Which points of a tile meet the forms of a face.
NONE, SOME, ALL = 0, 1, 2
#: Room for rounding before a whole tile is called dark, metres.
SURE_M = 1e-3
TWO_PI = 2 * np.pi
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
def wall_forms(k: Arr, f: Arr, tile: Arr, dx: float, dy: float, tan: float) -> int:
    """Fill k with the forms of a wall for one sun sample; says whether no point of the tile meets them, some or all.

    In order: the sun stands right of a, left of b, the point is outside, the beam meets the wall below its top, above
    its bottom. The first three have unit gradients, the last two the wall's slope.
    """
    facing = f[12] * dx + f[13] * dy
    if facing >= -1e-9:
        return NONE
    r = tile[2]
    ax, ay, bx, by = f[6] - tile[0], f[7] - tile[1], f[8] - tile[0], f[9] - tile[1]
    right, left = dx * ay - dy * ax, dy * bx - dx * by
    offset = f[12] * ax + f[13] * ay
    slope = tan / facing
    under = f[11] - slope * offset
    swing = -slope * r
    if right < -r or left < -r or -offset < -r or under + swing < tile[3]:
        return NONE
    above = slope * offset - f[10]
    hanging = f[10] > 0
    if hanging and above + swing + tile[4] < 0:
        return NONE
    over = not hanging or above - swing + tile[3] > SURE_M
    if over and right > r + SURE_M and left > r + SURE_M and -offset > r + SURE_M and under - swing > tile[4] + SURE_M:
        return ALL
    k[0, 0], k[0, 1], k[0, 2] = right, dy, -dx
    k[1, 0], k[1, 1], k[1, 2] = left, -dy, dx
    k[2, 0], k[2, 1], k[2, 2] = -offset, f[12], f[13]
    k[3, 0], k[3, 1], k[3, 2] = under, slope * f[12], slope * f[13]
    k[4, 0], k[4, 1], k[4, 2] = above, -slope * f[12], -slope * f[13]
    return SOME


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
def triangle_forms(k: Arr, f: Arr, tile: Arr, dx: float, dy: float, tan: float) -> int:
    """Fill k with the forms of a triangle for one sun sample; 0 when no point of the tile can meet them, else 1."""
    if f[15] * dx + f[16] * dy + f[17] * tan >= -1e-9:
        return NONE
    cx, cy = tile[0], tile[1]
    ax, ay, az = f[6] - cx, f[7] - cy, f[8]
    bx, by, bz = f[9] - cx, f[10] - cy, f[11]
    gx, gy, gz = f[12] - cx, f[13] - cy, f[14]
    edge_form(k, 0, ax, ay, az, bx, by, bz, dx, dy, tan)
    edge_form(k, 1, bx, by, bz, gx, gy, gz, dx, dy, tan)
    edge_form(k, 2, gx, gy, gz, ax, ay, az, dx, dy, tan)
    k[3, 0] = -(f[15] * ax + f[16] * ay + f[17] * az)
    k[3, 1], k[3, 2], k[3, 3] = f[15], f[16], f[17]
    for i in range(4):
        swing = tile[2] * (abs(k[i, 1]) + abs(k[i, 2])) + max(k[i, 3] * tile[3], k[i, 3] * tile[4])
        if k[i, 0] + swing < 0:
            return NONE
    return SOME


@compiled
def apart(tile: Arr, x0: float, y0: float, x1: float, y1: float) -> float:
    """Least distance between the disc of a tile and a rectangle, zero when they meet."""
    dx = max(0.0, max(x0 - tile[0], tile[0] - x1))
    dy = max(0.0, max(y0 - tile[1], tile[1] - y1))
    return float(max(0.0, np.sqrt(dx * dx + dy * dy) - tile[2]))


@compiled
def samples_between(azimut: Arr, low: float, high: float) -> tuple[int, int]:
    """First and last (exclusive) index of ascending `azimuth` within [low, high], taken round the circle.

    A range that covers both ends of the arc and not its middle gives the whole arc.
    """
    eps = 1e-6
    turn = TWO_PI * np.ceil((azimut[0] - high - eps) / TWO_PI)
    first = np.searchsorted(azimut, low + turn - eps)
    last = np.searchsorted(azimut, high + turn + eps)
    if low + turn + TWO_PI - eps <= azimut[-1]:
        last = azimut.shape[0]
    return first, last


@compiled
def rectangle_samples(azimut: Arr, tile: Arr, x0: float, y0: float, x1: float, y1: float) -> tuple[int, int]:
    """Range of samples in whose direction some point of the tile can see some point of a rectangle."""
    mx, my = 0.5 * (x0 + x1) - tile[0], 0.5 * (y0 + y1) - tile[1]
    reach = tile[2] + 0.5 * np.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
    away = np.sqrt(mx * mx + my * my)
    if away <= reach:
        return 0, azimut.shape[0]
    middle, half = np.arctan2(mx, my), np.arcsin(reach / away)
    return samples_between(azimut, middle - half, middle + half)


@compiled
def wall_samples(azimut: Arr, tile: Arr, f: Arr) -> tuple[int, int]:
    """Range of samples in whose direction some point of the tile can see some point of a wall."""
    ax, ay, bx, by = f[6] - tile[0], f[7] - tile[1], f[8] - tile[0], f[9] - tile[1]
    da, db = np.sqrt(ax * ax + ay * ay), np.sqrt(bx * bx + by * by)
    if da <= tile[2] or db <= tile[2] or apart(tile, f[1], f[2], f[3], f[4]) <= 0.0:
        return 0, azimut.shape[0]
    start = np.arctan2(ax, ay)
    turn = np.arctan2(bx, by) - start
    turn -= TWO_PI * np.floor(turn / TWO_PI + 0.5)
    ra, rb = np.arcsin(tile[2] / da), np.arcsin(tile[2] / db)
    return samples_between(azimut, start + min(-ra, turn - rb), start + max(ra, turn + rb))


@compiled
def lowest_open(dark: Arr, sun: Arr) -> float:
    """Smallest tangent of the sun's altitude among the samples still open."""
    lowest = np.inf
    for s in range(dark.shape[0]):
        if not dark[s] and sun[s, 3] < lowest:
            lowest = sun[s, 3]
    return lowest


@compiled
def any_open(dark: Arr, sun: Arr, first: int, last: int, away: float, rise: float) -> bool:
    """True when a sample of the range is still open and low enough to be hidden by something `rise` high `away`."""
    for s in range(first, last):  # noqa: SIM110 - any() of a generator cannot be compiled
        if not dark[s] and sun[s, 3] * away <= rise:
            return True
    return False


@compiled
def is_dark(words: Arr) -> bool:
    """True when no point of a row is lit; the row is given as 64-bit words."""
    some = np.uint64(0)
    for i in range(words.shape[0]):
        some |= words[i]
    return bool(some == np.uint64(0))


@compiled
def shade_face(
    lit: Arr, words: Arr, dark: Arr, px: Arr, py: Arr, pz: Arr, tile: Arr, sun: Arr, f: Arr, k: Arr
) -> None:
    """Darken lit (s, n) by one face."""
    rise = f[5] - tile[3]
    is_wall = f[0] == 0
    if rise <= 0 or (is_wall and f[12] * (tile[0] - f[6]) + f[13] * (tile[1] - f[7]) + tile[2] <= 0):
        return
    away = apart(tile, f[1], f[2], f[3], f[4])
    if is_wall:
        first, last = wall_samples(sun[:, 0], tile, f)
    else:
        first, last = rectangle_samples(sun[:, 0], tile, f[1], f[2], f[3], f[4])
    for s in range(first, last):
        if dark[s] or sun[s, 3] * away > rise:
            continue
        if is_wall:
            found = wall_forms(k, f, tile, sun[s, 1], sun[s, 2], sun[s, 3])
            if found == SOME:
                shade_wall(lit[s], px, py, pz, k, f[10] > 0)
        else:
            found = triangle_forms(k, f, tile, sun[s, 1], sun[s, 2], sun[s, 3])
            if found == SOME:
                shade_triangle(lit[s], px, py, pz, k)
        if found != NONE:
            dark[s] = found == ALL or is_dark(words[s])


@compiled
def candidates(
    found: Arr, order: Arr, dark: Arr, tile: Arr, sun: Arr, faces: Arr, cells: Arr, start: Arr, near: bool
) -> int:
    """Collect the faces of all near cells (or all others) that can reach up to an open sample: their numbers in
    `found`, their steepness as seen from the tile in `order`; returns how many."""
    count = 0
    lowest = lowest_open(dark, sun)
    for c in range(cells.shape[0]):
        away = apart(tile, cells[c, 0], cells[c, 1], cells[c, 2], cells[c, 3])
        if (away < NEAR_M) != near or lowest * away > cells[c, 4] - tile[3]:
            continue
        first, last = rectangle_samples(sun[:, 0], tile, cells[c, 0], cells[c, 1], cells[c, 2], cells[c, 3])
        if not any_open(dark, sun, first, last, away, cells[c, 4] - tile[3]):
            continue
        for n in range(start[c], start[c + 1]):
            f = faces[n]
            rise = f[5] - tile[3]
            if rise > 0 and (f[0] != 0 or f[12] * (tile[0] - f[6]) + f[13] * (tile[1] - f[7]) + tile[2] > 0):
                found[count] = n
                order[count] = -rise / (apart(tile, f[1], f[2], f[3], f[4]) + 0.5 * tile[2])
                count += 1
    return count


@compiled
def shade_cells(
    lit: Arr, words: Arr, dark: Arr, px: Arr, py: Arr, pz: Arr, tile: Arr, sun: Arr,
    faces: Arr, cells: Arr, start: Arr,
    k: Arr, near: bool,
) -> None:  # fmt: skip
    """Darken lit (s, n) by the faces of all near cells, or of all others; the steepest first."""
    found = np.empty(faces.shape[0], dtype=np.int64)
    order = np.empty(faces.shape[0], dtype=np.float64)
    count = candidates(found, order, dark, tile, sun, faces, cells, start, near)
    ranked = np.argsort(order[:count])
    for i in range(count):
        shade_face(lit, words, dark, px, py, pz, tile, sun, faces[found[ranked[i]]], k)


@compiled
def shade_tiles(
    lit: Arr,
    points: Arr,
    normals: Arr,
    tiles: Arr,
    bounds: Arr,
    which: Arr,
    sun: Arr,
    faces: Arr,
    cells: Arr,
    start: Arr,
) -> None:  # fmt: skip
    """Sun on the tiles listed in `which`: fills lit (s, n). points, normals (n, 3); bounds (t + 1,) into them."""
    for w in range(which.shape[0]):
        t = which[w]
        a, b = bounds[t], bounds[t + 1]
        tile = tiles[t]
        wide = -(-(b - a) // 8) * 8
        px, py, pz = np.zeros(wide, np.float32), np.zeros(wide, np.float32), np.zeros(wide, np.float32)
        px[: b - a], py[: b - a], pz[: b - a] = points[a:b, 0] - tile[0], points[a:b, 1] - tile[1], points[a:b, 2]
        own = np.zeros((sun.shape[0], wide), dtype=np.uint8)
        words = own.view(np.uint64)
        dark = np.zeros(sun.shape[0], dtype=np.bool_)
        k = np.zeros((5, 4), dtype=np.float32)
        up = normals[a:b, 2].min() >= 1.0
        for s in range(sun.shape[0]):
            if up:
                own[s, : b - a] = 1
                continue
            facing = normals[a:b, 0] * sun[s, 1] + normals[a:b, 1] * sun[s, 2] + normals[a:b, 2] * sun[s, 3]
            own[s, : b - a] = facing > 1e-9
            dark[s] = is_dark(words[s])
        for near in (True, False):
            shade_cells(own, words, dark, px, py, pz, tile, sun, faces, cells, start, k, near)
        for s in range(sun.shape[0]):
            if dark[s]:
                lit[s, a:b] = 0
            else:
                lit[s, a:b] = own[s, : b - a]
