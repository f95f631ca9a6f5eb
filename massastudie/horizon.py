"""Total sun of a whole period by the skyline of each point: the cost does not grow with the number of days.

Per point and azimuth bin the tangent of the skyline; minutes are those of the period with the sun in that bin above
it. Where a mass that hangs above ground may be seen against the sun a skyline does not tell all: those bins are asked
moment by moment. Bins of half a degree; the sun itself is placed every four minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from . import horizon_kernel, sun_kernel
from .bezonning import LOWEST_DEG, Floats, nothing, preparing, run_jobs
from .casters import CELL_M, DATA, KIND, TOP, X0, X1, Y0, Y1, Casters, Grid, grid
from .errors import MassastudieError
from .periode import Periode, moments_table
from .zonnestand import Plaats, day_moments, directions
from .zonpunten import Punten, Tiles

Progress = Generator[tuple[int, int], None, Floats]

#: Width of a bin, and of a step of the sun.
BIN_DEG = 0.5
SUN_STEP_MIN = 4.0
#: Levels of the table of minutes above a tangent.
LEVELS = 512
#: A face whose normal points down more than this is an underside.
DOWN = -1e-6


@dataclass(frozen=True, eq=False)
class Zonnebaan:
    """Where the sun comes in a period: dirs (b, 2) of the bins' middles, first edge and width in radians, lowest and
    highest tangent (b,), minutes (b, levels) above each of the evenly spaced tangents, `scale` levels per unit."""

    dirs: Floats
    first: float
    width: float
    low: Floats
    high: Floats
    minuten: Floats
    scale: float


@lru_cache(maxsize=16)
def zonnebaan(periode: Periode, plaats: Plaats) -> Zonnebaan:
    """The sun's places of a period, in bins."""
    moments = np.concatenate([day_moments(d, SUN_STEP_MIN) for d in periode.dagen])
    sun = directions(moments, plaats)
    sun = sun[np.degrees(np.arcsin(sun[:, 2])) > max(periode.min_hoogte_deg, LOWEST_DEG)]
    tangent, azimut = sun[:, 2] / np.hypot(sun[:, 0], sun[:, 1]), np.arctan2(-sun[:, 0], -sun[:, 1]) + np.pi
    width = np.radians(BIN_DEG)
    first = float(np.floor(azimut.min() / width) * width) if len(azimut) else 0.0
    number = ((azimut - first) / width).astype(np.int64)
    count = int(number.max()) + 1 if len(number) else 0
    middles = first + (np.arange(count) + 0.5) * width
    low, high = np.full(count, np.inf), np.zeros(count)
    np.minimum.at(low, number, tangent)
    np.maximum.at(high, number, tangent)
    scale = (LEVELS - 2) / max(float(high.max(initial=0.0)), 1e-6)
    return Zonnebaan(
        np.c_[np.sin(middles), np.cos(middles)], first, float(width), low, high,
        _above(number, tangent * scale, count), scale,
    )  # fmt: skip


def _above(number: npt.NDArray[np.int64], level: Floats, count: int) -> Floats:
    """Minutes (b, levels) with the sun higher than each level; a sun between two levels counts for its share."""
    below = level.astype(np.int64)
    part = level - below
    table = np.zeros((count, LEVELS + 1))
    np.add.at(table, (number, below), 1.0 - part)
    np.add.at(table, (number, below + 1), part)
    above = table[:, ::-1].cumsum(axis=1)[:, ::-1] - 0.5 * table
    minutes: Floats = np.ascontiguousarray(above[:, :LEVELS]) * SUN_STEP_MIN
    return minutes


@dataclass(frozen=True, eq=False)
class Randen:
    """Edges that make the skyline, sorted by cell (see `horizon_kernel`), and bounds (g, 5) of the faces that hang."""

    edges: Floats
    cells: Floats
    start: npt.NDArray[np.int64]
    hanging: Floats


@lru_cache(maxsize=16)
def randen(source: Casters) -> Randen:
    """Tops of walls that stand on the ground and lines of roofs; what hangs is kept apart."""
    walls = source.walls
    stands = walls[:, 4] <= 0
    corners = source.triangles.reshape(-1, 3, 3)
    up = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] >= DOWN
    tops = walls[stands][:, [0, 1, 5, 2, 3, 5]]
    edges = np.concatenate([np.c_[tops, np.ones(len(tops))], _roof_lines(corners[up])])
    key = np.floor((edges[:, :2] + edges[:, 3:5]) / (2 * CELL_M)).astype(np.int64)
    order = np.lexsort((key[:, 1], key[:, 0]))
    edges, key = np.ascontiguousarray(edges[order]), key[order]
    new = np.r_[True, (key[1:] != key[:-1]).any(axis=1)] if len(key) else np.empty(0, bool)
    start = np.r_[np.flatnonzero(new), len(edges)].astype(np.int64)
    cells = np.array([_bounds(edges[a:b]) for a, b in pairwise(start.tolist())]).reshape(-1, 5)
    return Randen(edges, cells, start, _hanging(source))


def _roof_lines(corners: Floats) -> Floats:
    """Sides (e, 7) of triangles (t, 3, 3), each once."""
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]]).reshape(-1, 6).round(4)
    turned = (sides[:, 0] > sides[:, 3]) | ((sides[:, 0] == sides[:, 3]) & (sides[:, 1] > sides[:, 4]))
    sides[turned] = sides[turned][:, [3, 4, 5, 0, 1, 2]]
    once = np.unique(sides, axis=0) if len(sides) else sides
    lines: Floats = np.c_[once, np.zeros(len(once))]
    return lines


def _bounds(edges: Floats) -> list[float]:
    x, y, z = (edges[:, [i, i + 3]] for i in range(3))
    return [x.min(), y.min(), x.max(), y.max(), z.max()]


def _hanging(source: Casters) -> Floats:
    """Bounds (g, 5) of what does not stand on the ground: walls with a bottom, and undersides."""
    rows = grid(source).faces
    wall = (rows[:, KIND] == 0) & (rows[:, DATA + 4] > 0)
    under = (rows[:, KIND] == 1) & (rows[:, DATA + 11] < DOWN)
    found: Floats = np.ascontiguousarray(rows[wall | under][:, [X0, Y0, X1, Y1, TOP]])
    return found


def total_minutes(casters: Casters, punten: Punten, periode: Periode, plaats: Plaats) -> Progress:
    """Minutes of sun per point (n,) over a period, NaN inside a mass; yields (done, total), or (0, 0) while compiling.

    On average about a thousandth off the sum of all moments. Raises MassastudieError for normals that look down.
    """
    yield from preparing()
    yield from preparing(horizon_kernel.total_of_tile, _warm_up)
    tiles = punten.tiles
    if len(tiles.normals) and tiles.normals[:, 2].min() < 0:
        raise MassastudieError("totaal van een periode: verwacht punten die opzij of omhoog kijken, gevonden omlaag")
    total, found = np.zeros(len(punten)), randen(casters)
    baan, moments = zonnebaan(periode, plaats), _moments(periode, plaats)
    if len(baan.low):
        jobs = [_job(total, tiles, n, baan, moments, found, grid(casters)) for n in range(len(tiles.boxes))]
        yield from run_jobs(jobs)
    result = np.empty(len(punten))
    result[tiles.order] = total
    if punten.binnen is not None:
        result[punten.binnen] = np.nan
    return result


@dataclass(frozen=True, eq=False)
class _Moments:
    """All moments of a period as the engine takes them (s, 4), the bin each is in (s,), and minutes of one."""

    sun: Floats
    bins: npt.NDArray[np.int64]
    stap_min: float


@lru_cache(maxsize=16)
def _moments(periode: Periode, plaats: Plaats) -> _Moments:
    baan = zonnebaan(periode, plaats)
    _, sun = moments_table(periode.dagen, periode.stap_min, periode.min_hoogte_deg, plaats)
    bins = np.clip(((sun[:, 0] - baan.first) / baan.width).astype(np.int64), 0, max(len(baan.low) - 1, 0))
    return _Moments(sun, bins, periode.stap_min)


def _job(
    total: Floats, tiles: Tiles, tile: int, baan: Zonnebaan, moments: _Moments, found: Randen, faces: Grid
) -> Callable[[], None]:
    own = slice(tiles.bounds[tile], tiles.bounds[tile + 1])

    def job() -> None:
        open_bins = np.zeros(len(baan.low), dtype=bool)
        horizon_kernel.total_of_tile(
            total[own], open_bins, tiles.xyz[own], tiles.normals[own], tiles.boxes[tile], baan.dirs, baan.first,
            baan.width, baan.low, baan.high, baan.minuten, baan.scale, found.edges, found.cells, found.start,
            found.hanging,
        )  # fmt: skip
        if open_bins.any():
            sun = np.ascontiguousarray(moments.sun[open_bins[moments.bins]])
            total[own] += lit_samples(tiles, tile, sun, faces) * moments.stap_min

    return job


def _warm_up() -> None:
    """Compile the kernel by asking one day of one point past nothing."""
    day = Periode(date(2026, 3, 21), date(2026, 3, 21), 60.0)
    place, empty = Plaats(53.0, 6.5), nothing()
    tiles = Punten(np.zeros((1, 3))).tiles
    _job(np.zeros(1), tiles, 0, zonnebaan(day, place), _moments(day, place), randen(empty), grid(empty))()


def lit_samples(tiles: Tiles, tile: int, sun: Floats, faces: Grid) -> Floats:
    """How many of the moments in the engine's table (s, 4) are lit, per point of one tile (n,)."""
    a, b = tiles.bounds[tile], tiles.bounds[tile + 1]
    lit = np.zeros((len(sun), b - a), dtype=np.uint8)
    bounds, which = np.array([0, b - a]), np.zeros(1, dtype=np.int64)
    sun_kernel.shade_tiles(
        lit, tiles.xyz[a:b], tiles.normals[a:b], tiles.boxes[tile : tile + 1], bounds, which, sun,
        faces.faces, faces.cells, faces.start,
    )  # fmt: skip
    counts: Floats = lit.sum(axis=0, dtype=np.int64).astype(float)
    return counts
