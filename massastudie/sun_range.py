"""Where to look from a tile: the sun samples in a range of directions, the points in a strip, the lowest open sun.

Directions are told apart by sectors: steps of a number that rises with the azimuth and takes one division instead of
an arc tangent. All ranges are at least as wide as needed. Tables: see `sun_bounds.py`.
"""

from __future__ import annotations

import numpy as np

from .compiled import bare, within
from .sun_bounds import Arr

#: Steps of the circle in which the samples are found by direction.
SECTORS = 256
#: Strips of a metre, from south to north, in which the points of a tile are found.
ROWS = 64
#: So many points, or samples, at a time.
WORD = 8
#: Powers of two up to the circle, and the largest one in each number of sectors.
POWERS = SECTORS.bit_length()
POWER = np.array([max(0, n.bit_length() - 1) for n in range(SECTORS + 1)])
#: Keeps a division from one by nothing, and changes no other.
LEAST = 1e-300


@within
def apart(x: float, y: float, radius: float, x0: float, y0: float, x1: float, y1: float) -> float:
    """Least distance between a disc round (x, y) and a rectangle, zero when they meet."""
    dx = max(0.0, max(x0 - x, x - x1))
    dy = max(0.0, max(y0 - y, y - y1))
    return float(max(0.0, np.sqrt(dx * dx + dy * dy) - radius))


@within
def sector(x: float, y: float) -> float:
    """Direction (x, y) as a number from 0 to SECTORS that rises with the azimuth from north, clockwise."""
    part = x / (abs(x) + abs(y) + LEAST)
    turn = 2.0 - part if y < 0 else part if x >= 0 else 4.0 + part
    return turn * (0.25 * SECTORS)


@bare
def sample_places(places: Arr, rays: Arr, count: int) -> None:
    """Fill places (SECTORS + 2,) with the first sample in each sector or after it."""
    places[:] = 0
    for s in range(count):
        places[min(SECTORS - 1, int(sector(rays[0, s], rays[1, s]))) + 1] += 1
    for n in range(SECTORS + 1):
        places[n + 1] += places[n]


@within
def edges_toward(x: float, y: float, reach: float) -> tuple[float, float]:
    """Where, in sectors, a disc of radius `reach` round (x, y) begins and ends as seen from 0, 0; all round from
    within it."""
    square = x * x + y * y - reach * reach
    side = np.sqrt(max(square, 0.0))
    low = sector(x * side - y * reach, y * side + x * reach) - 1e-6
    high = sector(x * side + y * reach, y * side - x * reach) + 1e-6
    return (low, high) if square > 0 else (0.0, SECTORS - 0.5)


@bare
def sectors_between(places: Arr, low: float, high: float) -> tuple[int, int]:
    """First and last (exclusive) sector between two edges.

    A range that passes north gives the whole circle, unless the sun comes on one side of north only.
    """
    first, last = max(0, int(low)), min(SECTORS, int(high) + 1)
    if low > high and places[first] == places[SECTORS]:
        return 0, last
    if low > high:
        return (first, SECTORS) if places[last] == 0 else (0, SECTORS)
    return first, last


@bare
def see_boxes(seen: Arr, table: Arr, found: Arr, count: int, tile: Arr) -> None:
    """Fill seen (3, n) for the first `count` columns named in `found` of a table of boxes (x0, y0, x1, y1, …): between
    which edges, in sectors, some point of the tile may see them, and how far off they are."""
    x, y, radius = tile[0], tile[1], tile[2]
    for n in range(np.uint64(0), np.uint64(count)):
        i = found[n]
        x0, y0, x1, y1 = table[0, i], table[1, i], table[2, i], table[3, i]
        half = 0.5 * np.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0))
        seen[0, n], seen[1, n] = edges_toward(0.5 * (x0 + x1) - x, 0.5 * (y0 + y1) - y, radius + half)
        seen[2, n] = apart(x, y, radius, x0, y0, x1, y1)


@bare
def samples_between(places: Arr, first: int, last: int) -> tuple[int, int]:
    """First and last (exclusive) sample in the sectors first to last, widened to whole words of WORD samples."""
    return places[first] // WORD * WORD, -(-places[last] // WORD) * WORD


@bare
def row_places(rows: Arr, points: Arr, count: int, half_y: float) -> None:
    """Fill rows (ROWS + 1,) with the first point in each strip of a metre or after it; points (3, n), y ascending."""
    rows[:] = 0
    for i in range(count):
        rows[min(ROWS - 1, max(0, int(points[1, i] + half_y))) + 1] += 1
    for n in range(ROWS):
        rows[n + 1] += rows[n]


@bare
def points_between(rows: Arr, half_y: float, low: float, high: float, wide: int) -> tuple[int, int]:
    """First and last (exclusive) point that lies between low and high northward, in steps of WORD points."""
    first = int(min(float(ROWS), max(0.0, low + half_y - 1e-3)))
    last = int(min(ROWS - 1.0, max(-1.0, high + half_y + 1e-3))) + 1
    return rows[first] // WORD * WORD, min(wide, -(-rows[last] // WORD) * WORD)


@bare
def lowest_between(lows: Arr, first: int, last: int) -> float:
    """Smallest of the sectors first to last; infinite when there are none."""
    if first >= last:
        return float(np.inf)
    power = POWER[last - first]
    return float(min(lows[power, first], lows[power, last - (1 << power)]))


@bare
def lowest_open(lows: Arr, still: Arr, rays: Arr) -> float:
    """Fill lows (POWERS, SECTORS), row 0 with the smallest tangent of the sun's altitude among the samples still open
    in each sector, infinite where there is none, row p with the smallest in 2^p sectors from each on; returns the
    smallest of all."""
    lows[:] = np.inf
    for s in range(still.shape[0]):
        if still[s]:
            n = min(SECTORS - 1, int(sector(rays[0, s], rays[1, s])))
            lows[0, n] = min(lows[0, n], rays[2, s])
    for power in range(1, POWERS):
        step = 1 << (power - 1)
        for n in range(SECTORS - 2 * step + 1):
            lows[power, n] = min(lows[power - 1, n], lows[power - 1, n + step])
    return float(lows[POWERS - 1, 0])
