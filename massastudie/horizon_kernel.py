"""Inner loops of the horizon: how high the skyline stands per point and azimuth bin, and the minutes above it.

An edge (top of a wall, line of a roof) seen in direction d stands at tangent q·(n·d) + g·(e·d): q depends on the point
only, so one multiplication per point and bin is left. Runs as plain numpy without a compiler, tens of times slower.

Tables. edges (e, 7): ax, ay, az, bx, by, bz, and 1 for a wall that is seen from its right side only. bins: dirs (b, 2)
unit east and north of the middle; low, high (b,) tangent of the lowest and highest sun of the period in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import HAS_COMPILER, compiled
from .sun_kernel import NEAR_M, apart

Arr = npt.NDArray[Any]
TWO_PI = 2 * np.pi
#: Nearest that a point comes to the line of an edge, metres: what is nearer does not hide it from itself.
LEAST_M = 1e-4
#: After so many edges it is asked anew how low the skyline still is.
REFRESH = 24

if HAS_COMPILER:

    @compiled
    def raise_row(row: Arr, px: Arr, py: Arr, q: Arr, off: Arr, k: Arr) -> None:
        """Lift row (n,) to an edge where a beam meets it; k: three forms (constant, x, y), then n·d and g·(e·d)."""
        a0, a1, a2, b0, b1, b2, toward, more = k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7]
        for i in range(row.shape[0]):
            x, y = px[i], py[i]
            value = q[i] * toward + more
            hit = (a0 + a1 * x + a2 * y >= 0) & (b0 + b1 * x + b2 * y >= 0) & (off[i] * toward > 0)
            row[i] = value if hit & (value > row[i]) else row[i]

    @compiled
    def add_minutes(total: Arr, row: Arr, weights: Arr, scale: float) -> None:
        """Add to total (n,) the minutes above row (n,) tangents; weights (l,) at tangents 0, 1/scale, 2/scale ..."""
        last = weights.shape[0] - 1
        for i in range(row.shape[0]):
            place = row[i] * scale
            if place < last:
                n = int(place)
                total[i] += weights[n] + (place - n) * (weights[n + 1] - weights[n])

else:

    def raise_row(row: Arr, px: Arr, py: Arr, q: Arr, off: Arr, k: Arr) -> None:
        """Lift row (n,) to an edge where a beam meets it; k: three forms (constant, x, y), then n·d and g·(e·d)."""
        value = q * k[6] + k[7]
        hit = (k[0] + k[1] * px + k[2] * py >= 0) & (k[3] + k[4] * px + k[5] * py >= 0) & (off * k[6] > 0)
        row[:] = np.where(hit & (value > row), value, row)

    def add_minutes(total: Arr, row: Arr, weights: Arr, scale: float) -> None:
        """Add to total (n,) the minutes above row (n,) tangents; weights (l,) at tangents 0, 1/scale, 2/scale ..."""
        place = np.minimum(row * scale, len(weights) - 1.0)
        total += np.interp(place, np.arange(len(weights)), weights)


@compiled
def bin_range(count: int, first: float, width: float, tile: Arr, x0: float, y0: float, x1: float, y1: float) -> tuple[
    int, int
]:  # fmt: skip
    """First and last (exclusive) bin in whose direction some point of the tile can see some point of a rectangle."""
    mx, my = 0.5 * (x0 + x1) - tile[0], 0.5 * (y0 + y1) - tile[1]
    reach = tile[2] + 0.5 * np.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
    away = np.sqrt(mx * mx + my * my)
    if away <= reach:
        return 0, count
    middle, half = np.arctan2(mx, my), np.arcsin(reach / away)
    low = middle - half - first
    low -= TWO_PI * np.floor(low / TWO_PI)
    high = low + 2 * half
    if high >= TWO_PI:
        return 0, count
    return min(count, max(0, int(low / width))), min(count, int(high / width) + 1)


@compiled
def raise_edge(
    h: Arr, least: Arr, px: Arr, py: Arr, pz: Arr, tile: Arr, dirs: Arr, first: float, width: float, low: Arr,
    high: Arr, f: Arr, q: Arr, off: Arr, k: Arr,
) -> None:  # fmt: skip
    """Lift the skyline h (b, n) to one edge."""
    ax, ay, bx, by = f[0] - tile[0], f[1] - tile[1], f[3] - tile[0], f[4] - tile[1]
    x0, x1, y0, y1 = min(f[0], f[3]), max(f[0], f[3]), min(f[1], f[4]), max(f[1], f[4])
    rise = max(f[2], f[5]) - tile[3]
    away = apart(tile, x0, y0, x1, y1)
    length = np.sqrt((bx - ax) ** 2 + (by - ay) ** 2)
    if rise <= 0 or length < 1e-6:
        return
    ex, ey = (bx - ax) / length, (by - ay) / length
    nx, ny, slope = ey, -ex, (f[5] - f[2]) / length
    if f[6] > 0 and nx * ax + ny * ay - tile[2] >= 0:
        return
    start, end = bin_range(h.shape[0], first, width, tile, x0, y0, x1, y1)
    made = False
    for b in range(start, end):
        toward = nx * dirs[b, 0] + ny * dirs[b, 1]
        if rise <= away * max(low[b], least[b]) or least[b] >= high[b] or abs(toward) < 1e-9:
            continue
        if f[6] > 0 and toward > 0:
            continue
        if not made:
            made = True
            for i in range(px.shape[0]):
                gap = nx * (ax - px[i]) + ny * (ay - py[i])
                off[i] = gap
                gap = gap if abs(gap) > LEAST_M else LEAST_M if gap >= 0 else -LEAST_M
                q[i] = (f[2] + slope * (ex * (px[i] - ax) + ey * (py[i] - ay)) - pz[i]) / gap
        side = 1.0 if toward < 0 else -1.0
        dx, dy = dirs[b, 0] * side, dirs[b, 1] * side
        k[0], k[1], k[2] = dx * ay - dy * ax, dy, -dx
        k[3], k[4], k[5] = dy * bx - dx * by, -dy, dx
        k[6], k[7] = toward, slope * (ex * dirs[b, 0] + ey * dirs[b, 1])
        raise_row(h[b], px, py, q, off, k)


@compiled
def raise_cells(
    h: Arr, least: Arr, px: Arr, py: Arr, pz: Arr, tile: Arr, dirs: Arr, first: float, width: float, low: Arr,
    high: Arr, edges: Arr, cells: Arr, start: Arr, near: bool,
) -> None:  # fmt: skip
    """Lift the skyline to the edges of all near cells, or of all others, the steepest first; cells (c, 5): x0, y0,
    x1, y1, top."""
    q, off = np.zeros(px.shape[0], np.float32), np.zeros(px.shape[0], np.float32)
    k = np.zeros(8, np.float32)
    found, order = np.empty(edges.shape[0], np.int64), np.empty(edges.shape[0], np.float64)
    count = 0
    for c in range(cells.shape[0]):
        away = apart(tile, cells[c, 0], cells[c, 1], cells[c, 2], cells[c, 3])
        if (away < NEAR_M) != near:
            continue
        if not stands_out(least, tile, first, width, low, high, cells[c], away):
            continue
        for n in range(start[c], start[c + 1]):
            found[count], order[count] = n, -steepness(edges[n], tile)
            count += 1
    ranked = np.argsort(order[:count])
    for i in range(count):
        if i % REFRESH == REFRESH - 1:
            lowest_of(least, h)
        f = edges[found[ranked[i]]]
        raise_edge(h, least, px, py, pz, tile, dirs, first, width, low, high, f, q, off, k)


@compiled
def steepness(f: Arr, tile: Arr) -> float:
    """How high an edge stands above a tile, by its distance."""
    x0, x1, y0, y1 = min(f[0], f[3]), max(f[0], f[3]), min(f[1], f[4]), max(f[1], f[4])
    return float((max(f[2], f[5]) - tile[3]) / (apart(tile, x0, y0, x1, y1) + 0.5 * tile[2]))


@compiled
def stands_out(least: Arr, tile: Arr, first: float, width: float, low: Arr, high: Arr, box: Arr, away: float) -> bool:
    """True when something in a box (x0, y0, x1, y1, top) can stand above the skyline in a bin where the sun comes."""
    start, end = bin_range(low.shape[0], first, width, tile, box[0], box[1], box[2], box[3])
    rise = box[4] - tile[3]
    for b in range(start, end):  # noqa: SIM110 - any() of a generator cannot be compiled
        if rise > away * max(low[b], least[b]) and least[b] < high[b]:
            return True
    return False


@compiled
def own_horizon(h: Arr, normals: Arr, dirs: Arr) -> None:
    """The skyline h (b, n) of a point's own surface, from its unit normal (n, 3) with z of 0 or more."""
    for b in range(h.shape[0]):
        for i in range(h.shape[1]):
            across = normals[i, 0] * dirs[b, 0] + normals[i, 1] * dirs[b, 1]
            if across < 0:
                h[b, i] = -across / normals[i, 2] if normals[i, 2] > 1e-9 else np.inf


@compiled
def lowest_of(least: Arr, h: Arr) -> None:
    """Lowest point of the skyline per bin; a strip of points at a time, which a machine does at once."""
    strip, count = 64, h.shape[1]
    low = np.empty(strip, h.dtype)
    for b in range(h.shape[0]):
        low[:] = np.inf
        row = h[b]
        whole = count - count % strip
        for i in range(0, whole, strip):
            part = row[i : i + strip]
            for j in range(strip):
                low[j] = part[j] if part[j] < low[j] else low[j]
        for i in range(whole, count):
            low[0] = min(low[0], row[i])
        least[b] = low.min()


@compiled
def total_of_tile(
    total: Arr, open_bins: Arr, points: Arr, normals: Arr, tile: Arr, dirs: Arr, first: float, width: float, low: Arr,
    high: Arr, weights: Arr, scale: float, edges: Arr, cells: Arr, start: Arr, hanging: Arr,
) -> None:  # fmt: skip
    """Add the minutes (n,) of a tile. Left out, and marked in open_bins (b,), are bins in which a hanging mass (x0,
    y0, x1, y1, top) may stand above the skyline: the skyline does not tell all there."""
    count = points.shape[0]
    px, py, pz = np.empty(count, np.float32), np.empty(count, np.float32), np.empty(count, np.float32)
    px[:], py[:], pz[:] = points[:, 0] - tile[0], points[:, 1] - tile[1], points[:, 2]
    h, least = np.zeros((dirs.shape[0], count), np.float32), np.zeros(dirs.shape[0])
    if normals[:, 2].min() < 1.0:
        own_horizon(h, normals, dirs)
    for near in (True, False):
        lowest_of(least, h)
        raise_cells(h, least, px, py, pz, tile, dirs, first, width, low, high, edges, cells, start, near)
    lowest_of(least, h)
    for n in range(hanging.shape[0]):
        away = apart(tile, hanging[n, 0], hanging[n, 1], hanging[n, 2], hanging[n, 3])
        begin, end = bin_range(
            h.shape[0], first, width, tile, hanging[n, 0], hanging[n, 1], hanging[n, 2], hanging[n, 3]
        )
        for b in range(begin, end):
            if hanging[n, 4] - tile[3] > away * max(low[b], least[b]) and least[b] < high[b]:
                open_bins[b] = True
    for b in range(h.shape[0]):
        if least[b] < high[b] and not open_bins[b]:
            add_minutes(total, h[b], weights[b], scale)
