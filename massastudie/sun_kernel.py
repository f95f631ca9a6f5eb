"""The sun engine's kernel: which sun samples reach which points of a tile past which faces.

A tile is a group of nearby points in a disc and a box. Cells, then faces, then samples that cannot matter are passed
over by the bounds of `sun_bounds`; what is left goes to `sun_forms`, all points of the tile at once. Coordinates are
taken from the middle of the tile, so that float32 holds them to a hundredth of a millimetre.

Tables. tile (7): middle x, y, radius, lowest z, highest z, half its width in x and in y. sun (s, 4): azimut rad
ascending, unit dx, dy, tangent of the altitude. faces, columns, cells, start: see `casters.Grid`.
"""

from __future__ import annotations

import numpy as np

from .compiled import compiled
from .sun_bounds import FAR, NEAR, Arr, facing_row, reach_cells, reach_faces
from .sun_forms import is_dark, shade_by_triangle, shade_by_wall
from .sun_range import (
    ROWS,
    SECTORS,
    WORD,
    apart,
    lowest_between,
    lowest_open,
    row_places,
    sample_places,
    sectors_of_box,
)

#: Steps of steepness in which faces are ranked, and how many of them a slope of one takes.
RANKS, RANKS_PER_SLOPE = 64, 24.0


@compiled
def collect(
    found: Arr, steep: Arr, marks: Arr, which: int, lows: Arr, places: Arr, tile: Arr, columns: Arr, cells: Arr,
    start: Arr,
) -> int:  # fmt: skip
    """Gather the faces of the cells marked `which` that can reach up to an open sample: their numbers in `found`,
    their steepness in `steep`; returns how many."""
    count = 0
    marked = np.empty(columns.shape[1], np.uint8)
    for c in range(cells.shape[1]):
        if marks[c] != which:
            continue
        x0, y0, x1, y1, top = cells[0, c], cells[1, c], cells[2, c], cells[3, c], cells[4, c]
        first, last = sectors_of_box(places, tile, x0, y0, x1, y1)
        lowest = lowest_between(lows, first, last)
        if lowest * apart(tile, x0, y0, x1, y1) > top - tile[3] or lowest == np.inf:
            continue
        reach_faces(marked, columns, start[c], start[c + 1], tile, lowest)
        for i in range(start[c], start[c + 1]):
            if marked[i]:
                away = apart(tile, columns[0, i], columns[1, i], columns[2, i], columns[3, i])
                found[count] = i
                steep[count] = (columns[4, i] - tile[3]) / (away + 0.5 * tile[2])
                count += 1
    return count


@compiled
def rank(order: Arr, found: Arr, steep: Arr, count: int) -> None:
    """Put the first `count` of found in `order`, the steepest first, in RANKS steps."""
    place = np.zeros(RANKS + 1, np.int64)
    for i in range(count):
        place[RANKS - int(min(RANKS - 1.0, steep[i] * RANKS_PER_SLOPE))] += 1
    for n in range(RANKS):
        place[n + 1] += place[n]
    for i in range(count):
        n = RANKS - 1 - int(min(RANKS - 1.0, steep[i] * RANKS_PER_SLOPE))
        order[place[n]] = found[i]
        place[n] += 1


@compiled
def shade_tile(
    lit: Arr, still: Arr, points: Arr, tile: Arr, count: int, moments: int, rays: Arr, faces: Arr, columns: Arr,
    cells: Arr, start: Arr,
) -> None:  # fmt: skip
    """Darken lit (s, n) by the faces of near cells, then of the others; points (3, n) from the middle of the tile."""
    places, lows, rows = np.empty(SECTORS + 2, np.int64), np.empty(SECTORS), np.empty(ROWS + 1, np.int64)
    sample_places(places, rays, moments)
    row_places(rows, points, count, tile[6])
    marks, mask = np.empty(cells.shape[1], np.uint8), np.empty(rays.shape[1], np.uint8)
    found, order = np.empty(faces.shape[0], np.int64), np.empty(faces.shape[0], np.int64)
    steep, k = np.empty(faces.shape[0]), np.zeros((5, 4), np.float32)
    words, masks = lit.view(np.uint64), mask.view(np.uint64)
    for which in (NEAR, FAR):
        lowest = lowest_open(lows, still, rays)
        if lowest == np.inf:
            return
        reach_cells(marks, cells, tile, lowest)
        number = collect(found, steep, marks, which, lows, places, tile, columns, cells, start)
        rank(order, found, steep, number)
        for i in range(number):
            n = order[i]
            if faces[n, 0] == 0:
                shade_by_wall(lit, words, still, mask, masks, points, tile, rays, places, rows, faces, n, k)
            else:
                shade_by_triangle(lit, words, still, mask, masks, points, tile, rays, places, rows, faces, n, k)


@compiled
def facing_samples(lit: Arr, still: Arr, normals: Arr, count: int, rays: Arr, moments: int) -> None:
    """Fill lit (s, n) with the samples in which the sun is on the side where each point looks; normals (3, n)."""
    words = lit.view(np.uint64)
    for s in range(moments):
        facing_row(lit, s, count, normals, rays[0, s], rays[1, s], rays[2, s])
        still[s] = not is_dark(words, s)


@compiled
def rays_of(rays: Arr, sun: Arr, tile: Arr) -> None:
    """Fill rays (4, s) for a tile from a table of the sun (s, 4); see `sun_bounds`."""
    for s in range(sun.shape[0]):
        for column in range(3):
            rays[column, s] = sun[s, column + 1]
        rays[3, s] = tile[5] * abs(sun[s, 2]) + tile[6] * abs(sun[s, 1])


@compiled
def points_of(own: Arr, looks: Arr, points: Arr, normals: Arr, first: int, last: int, tile: Arr) -> None:
    """Fill own (3, n) with the points first to last from the middle of the tile, looks (3, n) with their normals."""
    for i in range(last - first):
        own[0, i] = points[first + i, 0] - tile[0]
        own[1, i] = points[first + i, 1] - tile[1]
        own[2, i] = points[first + i, 2]
        for column in range(3):
            looks[column, i] = normals[first + i, column]


@compiled
def shade_tiles(
    lit: Arr, points: Arr, normals: Arr, tiles: Arr, bounds: Arr, which: Arr, sun: Arr, faces: Arr, columns: Arr,
    cells: Arr, start: Arr,
) -> None:  # fmt: skip
    """Sun on the tiles listed in `which`: fills lit (s, n). points, normals (n, 3); bounds (t + 1,) into them."""
    moments = sun.shape[0]
    rays = np.zeros((4, -(-moments // WORD) * WORD))
    for w in range(which.shape[0]):
        t = which[w]
        a, b = bounds[t], bounds[t + 1]
        rays_of(rays, sun, tiles[t])
        own_points = np.zeros((3, -(-(b - a) // WORD) * WORD), np.float32)
        looks = np.empty((3, b - a))
        points_of(own_points, looks, points, normals, a, b, tiles[t])
        own = np.zeros((rays.shape[1], own_points.shape[1]), dtype=np.uint8)
        still = np.zeros(rays.shape[1], dtype=np.uint8)
        facing_samples(own, still, looks, b - a, rays, moments)
        shade_tile(own, still, own_points, tiles[t], b - a, moments, rays, faces, columns, cells, start)
        for s in range(moments):
            if still[s]:
                lit[s, a:b] = own[s, : b - a]
            else:
                lit[s, a:b] = 0
