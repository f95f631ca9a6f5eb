"""Where to look from a tile: the sun samples in a range of directions, the points in a strip, the lowest open sun.

Directions are told apart by sectors: steps of a number that rises with the azimuth and takes one division instead of
an arc tangent. All ranges are at least as wide as needed. Tables: see `sun_bounds.py`.
"""

from __future__ import annotations

import numpy as np

from .compiled import bare
from .sun_bounds import Arr

#: Steps of the circle in which the samples are found by direction.
SECTORS = 256
#: Strips of a metre, from south to north, in which the points of a tile are found.
ROWS = 64
#: So many points, or samples, at a time.
WORD = 8


@bare
def apart(tile: Arr, x0: float, y0: float, x1: float, y1: float) -> float:
    """Least distance between the disc of a tile and a rectangle, zero when they meet."""
    dx = max(0.0, max(x0 - tile[0], tile[0] - x1))
    dy = max(0.0, max(y0 - tile[1], tile[1] - y1))
    return float(max(0.0, np.sqrt(dx * dx + dy * dy) - tile[2]))


@bare
def sector(x: float, y: float) -> float:
    """Direction (x, y) as a number from 0 to SECTORS that rises with the azimuth from north, clockwise."""
    part = x / (abs(x) + abs(y))
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


@bare
def sectors_toward(places: Arr, x: float, y: float, reach: float) -> tuple[int, int]:
    """First and last (exclusive) sector in which a disc of radius `reach` round (x, y) is seen from 0, 0.

    A range that passes north gives the whole circle, unless the sun comes on one side of north only.
    """
    square = x * x + y * y - reach * reach
    if square <= 0:
        return 0, SECTORS
    side = np.sqrt(square)
    low = sector(x * side - y * reach, y * side + x * reach) - 1e-6
    high = sector(x * side + y * reach, y * side - x * reach) + 1e-6
    first, last = max(0, int(low)), min(SECTORS, int(high) + 1)
    if low > high and places[first] == places[SECTORS]:
        return 0, last
    if low > high:
        return (first, SECTORS) if places[last] == 0 else (0, SECTORS)
    return first, last


@bare
def sectors_of_box(places: Arr, tile: Arr, x0: float, y0: float, x1: float, y1: float) -> tuple[int, int]:
    """Sectors in which some point of the tile can see some point of a rectangle."""
    half = 0.5 * np.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
    return sectors_toward(places, 0.5 * (x0 + x1) - tile[0], 0.5 * (y0 + y1) - tile[1], tile[2] + half)


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
    """Smallest of the sectors first to last."""
    lowest = np.inf
    for n in range(first, last):
        lowest = min(lowest, lows[n])
    return lowest


@bare
def is_low_between(lows: Arr, first: int, last: int, away: float, rise: float) -> bool:
    """True when a sun in the sectors first to last stands no higher than what rises so much so far away."""
    n = first
    while n < last and (lows[n] == np.inf or lows[n] * away > rise):
        n += 1
    return n < last


@bare
def lowest_open(lows: Arr, still: Arr, rays: Arr) -> float:
    """Fill lows (SECTORS,) with the smallest tangent of the sun's altitude among the samples still open in each
    sector, infinite where there is none; returns the smallest of all."""
    lows[:] = np.inf
    for s in range(still.shape[0]):
        if still[s]:
            n = min(SECTORS - 1, int(sector(rays[0, s], rays[1, s])))
            lows[n] = min(lows[n], rays[2, s])
    return lowest_between(lows, 0, SECTORS)
