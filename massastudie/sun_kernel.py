"""The sun engine's kernel: which sun samples reach which points of a tile past which faces.

A tile is a group of nearby points in a disc. Cells, then faces, then samples that cannot matter are passed over by
bounds that never leave one out; what is left goes to `sun_forms`, all points of the tile at once. Coordinates are
taken from the middle of the tile, so that float32 holds them to a hundredth of a millimetre.

Tables. tile (7): middle x, y, radius, lowest z, highest z, half its width in x and in y. sun (s, 4): azimut rad
ascending, unit dx, dy, tangent of the altitude. faces: see `casters.Grid`.
"""

from __future__ import annotations

import numpy as np

from .compiled import compiled
from .sun_forms import Arr, is_dark, shade_by_triangle, shade_by_wall

#: Cells nearer than this go first; what they darken wholly is not asked of the others, metres.
NEAR_M = 45.0
TWO_PI = 2 * np.pi


@compiled
def apart(tile: Arr, x0: float, y0: float, x1: float, y1: float) -> float:
    """Least distance between the disc of a tile and a rectangle, zero when they meet."""
    dx = max(0.0, max(x0 - tile[0], tile[0] - x1))
    dy = max(0.0, max(y0 - tile[1], tile[1] - y1))
    return float(max(0.0, np.sqrt(dx * dx + dy * dy) - tile[2]))


@compiled
def samples_between(azimut: Arr, low: float, high: float) -> tuple[int, int]:
    """First and last (exclusive) index of ascending `azimut` within [low, high], taken round the circle.

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
def shade_face(
    lit: Arr, words: Arr, dark: Arr, px: Arr, py: Arr, pz: Arr, tile: Arr, sun: Arr, f: Arr, k: Arr
) -> None:
    """Darken lit (s, n) by one face."""
    away = apart(tile, f[1], f[2], f[3], f[4])
    highest = (f[5] - tile[3]) / away if away > 0 else np.inf
    if f[0] == 0:
        first, last = wall_samples(sun[:, 0], tile, f)
        shade_by_wall(lit, words, dark, px, py, pz, tile, sun, f, k, first, last, highest)
    else:
        first, last = rectangle_samples(sun[:, 0], tile, f[1], f[2], f[3], f[4])
        shade_by_triangle(lit, words, dark, px, py, pz, tile, sun, f, k, first, last, highest)


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
