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
from .sun_bounds import FAR, NEAR, Arr, reach_cells, reach_faces
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
def facing_samples(lit: Arr, still: Arr, normals: Arr, rays: Arr, moments: int) -> None:
    """Fill lit (s, n) with the samples in which the sun is on the side where each point looks; normals (n, 3)."""
    count = normals.shape[0]
    words = lit.view(np.uint64)
    nx, ny, nz = normals[:, 0].copy(), normals[:, 1].copy(), normals[:, 2].copy()
    same = nx.max() == nx.min() and ny.max() == ny.min() and nz.max() == nz.min()
    for s in range(moments):
        dx, dy, tan = rays[0, s], rays[1, s], rays[2, s]
        if same:
            lit[s, :count] = nx[0] * dx + ny[0] * dy + nz[0] * tan > 1e-9
        else:
            for i in range(count):
                lit[s, i] = nx[i] * dx + ny[i] * dy + nz[i] * tan > 1e-9
        still[s] = not is_dark(words, s)


@compiled
def shade_tiles(
    lit: Arr, points: Arr, normals: Arr, tiles: Arr, bounds: Arr, which: Arr, sun: Arr, faces: Arr, columns: Arr,
    cells: Arr, start: Arr,
) -> None:  # fmt: skip
    """Sun on the tiles listed in `which`: fills lit (s, n). points, normals (n, 3); bounds (t + 1,) into them."""
    moments = sun.shape[0]
    rays = np.zeros((4, -(-moments // WORD) * WORD))
    rays[0, :moments], rays[1, :moments], rays[2, :moments] = sun[:, 1], sun[:, 2], sun[:, 3]
    for w in range(which.shape[0]):
        t = which[w]
        a, b = bounds[t], bounds[t + 1]
        tile = tiles[t]
        rays[3] = tile[5] * np.abs(rays[1]) + tile[6] * np.abs(rays[0])
        own_points = np.zeros((3, -(-(b - a) // WORD) * WORD), np.float32)
        own_points[0, : b - a], own_points[1, : b - a] = points[a:b, 0] - tile[0], points[a:b, 1] - tile[1]
        own_points[2, : b - a] = points[a:b, 2]
        own = np.zeros((rays.shape[1], own_points.shape[1]), dtype=np.uint8)
        still = np.zeros(rays.shape[1], dtype=np.uint8)
        facing_samples(own, still, normals[a:b], rays, moments)
        shade_tile(own, still, own_points, tile, b - a, moments, rays, faces, columns, cells, start)
        for s in range(moments):
            if still[s]:
                lit[s, a:b] = own[s, : b - a]
            else:
                lit[s, a:b] = 0
