"""The sun engine's kernel: which sun samples reach which points of a tile past which faces.

A tile is a group of nearby points in a disc and a box. Cells, then faces, then samples that cannot matter are passed
over by the bounds of `sun_bounds`; what is left goes to `sun_forms`, all points of the tile at once, as the words of
`tiling`. Coordinates are taken from the middle of the tile, so that float32 holds them to a hundredth of a millimetre.

Tables. tile (8): middle x, y, radius, lowest z, highest z, half its width in x and in y, step of its runs (0: it has
stacks). sun (s, 4): azimut rad ascending, unit dx, dy, tangent of the altitude. faces, columns, cells, start: see
`casters.Grid`.
"""

from __future__ import annotations

import numpy as np

from .compiled import bare, compiled
from .sun_bounds import FAR, NEAR, Arr, reach_cells, reach_faces
from .sun_forms import shade_by_faces
from .sun_range import (
    POWERS,
    ROWS,
    SECTORS,
    WORD,
    lowest_between,
    lowest_open,
    row_places,
    sample_places,
    sectors_between,
    see_boxes,
)
from .sun_words import BITS, facing, spread_runs, spread_stacks

#: Steps of steepness in which faces are ranked, and how many of them a slope of one takes.
RANKS, RANKS_PER_SLOPE = 64, 24.0


@bare
def named(found: Arr, count: int, marks: Arr, wanted: int, first: int, last: int) -> int:
    """Add to found the places first to last that are marked as wanted, after the first `count`; returns how many."""
    for i in range(first, last):
        found[count] = i
        count += marks[i] == wanted
    return count


@compiled
def collect(
    found: Arr, seen: Arr, steep: Arr, marks: Arr, which: int, lows: Arr, places: Arr, tile: Arr, columns: Arr,
    cells: Arr, start: Arr,
) -> int:  # fmt: skip
    """Gather the faces of the cells marked `which` that can reach up to an open sample; returns how many.

    Their numbers in `found`, the sectors they are seen in and how far off in `seen` (3, f), how steep in `steep`.
    """
    count, marked = 0, np.empty(columns.shape[1], np.uint8)
    few, from_tile = np.empty(cells.shape[1] + 1, np.int64), np.empty((3, cells.shape[1]))
    number = named(few, 0, marks, which, 0, cells.shape[1])
    see_boxes(from_tile, cells, few, number, tile)
    for n in range(number):
        c = few[n]
        first, last = sectors_between(places, from_tile[0, n], from_tile[1, n])
        lowest = lowest_between(lows, first, last)
        if lowest < np.inf and lowest * from_tile[2, n] <= cells[4, c] - tile[3]:
            reach_faces(marked, columns, start[c], start[c + 1], tile, lowest)
            count = named(found, count, marked, 1, start[c], start[c + 1])
    see_boxes(seen, columns, found, count, tile)
    return reaching(found, seen, steep, count, lows, places, tile, columns)


@bare
def reaching(found: Arr, seen: Arr, steep: Arr, count: int, lows: Arr, places: Arr, tile: Arr, columns: Arr) -> int:
    """Keep of the first `count` faces those that reach up to an open sample in their own sectors; returns how many."""
    kept = 0
    for n in range(count):
        first, last = sectors_between(places, seen[0, n], seen[1, n])
        lowest, away, rise = lowest_between(lows, first, last), seen[2, n], columns[4, found[n]] - tile[3]
        found[kept], seen[0, kept], seen[1, kept], seen[2, kept] = found[n], first, last, away
        steep[kept] = rise / (away + 0.5 * tile[2])
        kept += lowest < np.inf and lowest * away <= rise
    return kept


@compiled
def rank(order: Arr, steep: Arr, count: int) -> None:
    """Put the places of the first `count` in `order`, the steepest first, in RANKS steps."""
    place = np.zeros(RANKS + 1, np.int64)
    for i in range(count):
        place[RANKS - int(min(RANKS - 1.0, steep[i] * RANKS_PER_SLOPE))] += 1
    for n in range(RANKS):
        place[n + 1] += place[n]
    for i in range(count):
        n = RANKS - 1 - int(min(RANKS - 1.0, steep[i] * RANKS_PER_SLOPE))
        order[place[n]] = i
        place[n] += 1


@compiled
def shade_tile(
    bits: Arr, still: Arr, words: Arr, tile: Arr, count: int, moments: int, rays: Arr, faces: Arr, columns: Arr,
    cells: Arr, start: Arr,
) -> None:  # fmt: skip
    """Darken bits (s, w) by the faces of near cells, then of the others."""
    places, lows, rows = np.empty(SECTORS + 2, np.int64), np.empty((POWERS, SECTORS)), np.empty(ROWS + 1, np.int64)
    sample_places(places, rays, moments)
    row_places(rows, words, count, tile[6])
    marks, mask = np.empty(cells.shape[1], np.uint8), np.empty(rays.shape[1], np.uint8)
    found, order = np.empty(faces.shape[0] + 1, np.int64), np.empty(faces.shape[0], np.int64)
    seen, steep = np.empty((3, faces.shape[0])), np.empty(faces.shape[0])
    k, ends, masks = np.zeros((5, 4)), np.zeros((10, 2), np.float32), mask.view(np.uint64)
    pane = np.empty((4, 3))
    for which in (NEAR, FAR):
        lowest = lowest_open(lows, still, rays)
        if lowest == np.inf:
            return
        reach_cells(marks, cells, tile, lowest)
        number = collect(found, seen, steep, marks, which, lows, places, tile, columns, cells, start)
        rank(order, steep, number)
        shade_by_faces(
            bits, still, mask, masks, words, tile, rays, places, rows, faces, columns, order, number, found, seen,
            pane, k, ends,
        )  # fmt: skip


@bare
def rays_of(rays: Arr, sun: Arr, tile: Arr) -> None:
    """Fill rays (4, s) for a tile from a table of the sun (s, 4); see `sun_bounds`."""
    for s in range(sun.shape[0]):
        for column in range(3):
            rays[column, s] = sun[s, column + 1]
        rays[3, s] = tile[5] * abs(sun[s, 2]) + tile[6] * abs(sun[s, 1])


@bare
def words_of(own: Arr, present: Arr, normals: Arr, first: Arr, words: Arr, begin: int, end: int, tile: Arr) -> None:
    """Fill own (6, w) with the words begin to end from the middle of the tile, and present, normals (3, w) and the
    place of their first points; see `tiling.Tiles`."""
    scale, less = (1.0 / tile[7], 1.0) if tile[7] > 0 else (1.0, 0.0)
    for i in range(end - begin):
        word = words[begin + i]
        own[0, i] = (word[0] - tile[0]) * scale - less
        own[1, i] = word[1] - tile[1]
        for column in range(2, 6):
            own[column, i] = word[column]
        for column in range(3):
            normals[column, i] = word[6 + column]
        first[i] = np.uint64(word[9])
        present[i] = np.uint32((1 << int(word[10])) - 1)


@bare
def light_words(bits: Arr, still: Arr, present: Arr, normals: Arr, rays: Arr, moments: int) -> None:
    """Fill bits (s, w) with the points present (w,) in words that look at the sun; still (s,): there is one."""
    for s in range(moments):
        still[s] = facing(bits, s, present, normals, rays[0, s], rays[1, s], rays[2, s])


@compiled
def write_tile(lit: Arr, row: Arr, bits: Arr, still: Arr, first: Arr, count: int, stacks: bool, begin: int, end: int
               ) -> None:  # fmt: skip
    """Fill the points begin to end of lit (s, n) from the bits; row: room for them and for one word more."""
    for s in range(lit.shape[0]):
        if not still[s]:
            lit[s, begin:end] = 0
            continue
        if stacks:
            spread_stacks(row, bits, s, first, count)
        else:
            spread_runs(row, bits, s, first, count)
        lit[s, begin:end] = row[: end - begin]


@compiled
def shade_tiles(
    lit: Arr, words: Arr, word_bounds: Arr, tiles: Arr, bounds: Arr, which: Arr, sun: Arr, faces: Arr, columns: Arr,
    cells: Arr, start: Arr,
) -> None:  # fmt: skip
    """Sun on the tiles listed in `which`: fills lit (s, n). words, word_bounds, tiles, bounds: see `tiling.Tiles`."""
    moments = sun.shape[0]
    rays = np.zeros((4, -(-moments // WORD) * WORD))
    still = np.zeros(rays.shape[1], dtype=np.uint8)
    for w in range(which.shape[0]):
        t = which[w]
        count, begin, end = word_bounds[t + 1] - word_bounds[t], bounds[t], bounds[t + 1]
        wide = -(-count // WORD) * WORD
        rays_of(rays, sun, tiles[t])
        own, normals = np.zeros((6, wide), np.float32), np.zeros((3, wide))
        present, first = np.zeros(wide, np.uint32), np.zeros(wide, np.uint64)
        words_of(own, present, normals, first, words, word_bounds[t], word_bounds[t + 1], tiles[t])
        bits = np.zeros((rays.shape[1], wide), np.uint32)
        light_words(bits, still, present, normals, rays, moments)
        shade_tile(bits, still, own, tiles[t], count, moments, rays, faces, columns, cells, start)
        row = np.empty(end - begin + BITS, np.uint8)
        write_tile(lit, row, bits, still, first, count, tiles[t, 7] <= 0, begin, end)
