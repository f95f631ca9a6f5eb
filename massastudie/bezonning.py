"""Sun hours: which moments reach which points past the masses. Geometric sun, clear sky, no refraction.

`study()` is a generator: it yields (done, total) and returns a Bezonning, which keeps which moments were lit, so that
a window, a threshold, first and last sun or the longest stretch come without a new run.
"""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from . import sun_kernel
from .casters import Casters, Grid, grid
from .errors import MassastudieError
from .zonnestand import Plaats, day_moments, directions

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint8]
Progress = Generator[tuple[int, int], None, "Bezonning"]

#: Points of one tile lie within a square of this size, metres, and are at most this many.
TILE_M = 32.0
TILE_POINTS = 512
#: Tiles handed to a thread at a time: some milliseconds of work, so that a study can be stopped at once.
CHUNK = 8
THREADS = 2


@dataclass(frozen=True, eq=False)
class Punten:
    """Where sun is asked: xyz (n, 3) m in the local frame, normals (n, 3) unit; None: the ground, facing up."""

    xyz: Floats
    normals: Floats | None = None

    def __post_init__(self) -> None:
        if self.xyz.ndim != 2 or self.xyz.shape[1] != 3 or not np.isfinite(self.xyz).all():
            raise MassastudieError(f"punten: verwacht eindige x, y, z per punt, gevonden vorm {self.xyz.shape}")

    @cached_property
    def tiles(self) -> Tiles:
        """The points in tiles."""
        return make_tiles(self)


@dataclass(frozen=True, eq=False)
class Tiles:
    """Points sorted by tile: order (n,) into the given points; bounds (t + 1,) of the tiles in that order;
    boxes (t, 5): middle x, y, radius, lowest and highest z."""

    order: npt.NDArray[np.intp]
    xyz: Floats
    normals: Floats
    bounds: npt.NDArray[np.int64]
    boxes: Floats


def make_tiles(punten: Punten) -> Tiles:
    """Group points that lie together, split where a square holds too many."""
    xyz = punten.xyz
    normals = punten.normals if punten.normals is not None else np.tile([0.0, 0.0, 1.0], (len(xyz), 1))
    key = np.floor(xyz[:, :2] / TILE_M).astype(np.int64)
    order = np.lexsort((xyz[:, 2], xyz[:, 0], xyz[:, 1], key[:, 0], key[:, 1]))
    key = key[order]
    new = np.flatnonzero(np.r_[True, (key[1:] != key[:-1]).any(axis=1)]) if len(key) else np.empty(0, np.int64)
    ends = np.r_[new[1:], len(order)]
    bounds = [
        np.linspace(a, b, 1 + -(-(b - a) // TILE_POINTS)).astype(np.int64)[:-1] for a, b in zip(new, ends, strict=True)
    ]
    cuts = np.concatenate([*bounds, [len(order)]]).astype(np.int64)
    sorted_xyz = np.ascontiguousarray(xyz[order])
    low = np.minimum.reduceat(sorted_xyz, cuts[:-1]) if len(order) else np.empty((0, 3))
    high = np.maximum.reduceat(sorted_xyz, cuts[:-1]) if len(order) else np.empty((0, 3))
    middle = (low[:, :2] + high[:, :2]) / 2
    radius = np.hypot(*(high[:, :2] - middle).T) + 1e-3
    boxes = np.c_[middle, radius, low[:, 2], high[:, 2]]
    return Tiles(order, sorted_xyz, np.ascontiguousarray(normals[order]), cuts, np.ascontiguousarray(boxes))


def _split(start: int, end: int) -> npt.NDArray[np.int64]:
    """Starts of the equal parts of a square that holds too many points."""
    return np.linspace(start, end, 1 + -(-(end - start) // TILE_POINTS)).astype(np.int64)[:-1]


@dataclass(frozen=True, slots=True)
class Dag:
    """One civil day as asked: step in minutes, lowest sun that counts in degrees, trees left out."""

    dag: date
    stap_min: float = 1.0
    min_hoogte_deg: float = 0.0


@dataclass(frozen=True, eq=False)
class Bezonning:
    """Answer for one day: moments (s,) unix seconds, lit (s, n) 0/1 in the order of the points asked."""

    dag: Dag
    plaats: Plaats
    moments: Floats
    lit: Bits

    @cached_property
    def minuten(self) -> Floats:
        """Minutes of sun per point (n,): samples lit times the step."""
        return np.asarray(self.lit.sum(axis=0, dtype=np.int32) * self.dag.stap_min, dtype=float)


def sun_table(dag: Dag, plaats: Plaats) -> tuple[Floats, Floats]:
    """Moments (s,) of a day with the sun up, and the kernel's table (s, 4): azimuth rad, dx, dy, tangent."""
    moments = day_moments(dag.dag, dag.stap_min)
    vectors = directions(moments, plaats)
    altitude = np.degrees(np.arcsin(vectors[:, 2]))
    up = altitude > max(dag.min_hoogte_deg, 1e-3)
    moments, vectors = moments[up], vectors[up]
    flat = np.hypot(vectors[:, 0], vectors[:, 1])
    dx, dy = vectors[:, 0] / flat, vectors[:, 1] / flat
    azimut = np.unwrap(np.arctan2(dx, dy))
    order = np.argsort(azimut)
    table = np.stack([azimut, dx, dy, vectors[:, 2] / flat], axis=1)
    return moments[order], np.ascontiguousarray(table[order])


def study(casters: Casters, punten: Punten, dag: Dag, plaats: Plaats) -> Progress:
    """Sun on points for one day; yields (tiles done, tiles), returns the Bezonning."""
    moments, sun = sun_table(dag, plaats)
    tiles = punten.tiles
    lit = np.zeros((len(moments), len(tiles.order)), dtype=np.uint8)
    which = np.arange(len(tiles.boxes), dtype=np.int64)
    if len(moments):
        yield from shade(lit, tiles, which, sun, grid(casters))
    return Bezonning(dag, plaats, moments, in_given_order(lit, tiles))


def in_given_order(lit: Bits, tiles: Tiles) -> Bits:
    """Columns back in the order in which the points were given."""
    result = np.empty_like(lit)
    result[:, tiles.order] = lit
    return result


def shade(
    lit: Bits, tiles: Tiles, which: npt.NDArray[np.int64], sun: Floats, faces: Grid
) -> Generator[tuple[int, int], None, None]:
    """Fill `lit` for the tiles listed, on two threads; stops within one chunk when the generator is closed."""
    chunks = [which[i : i + CHUNK] for i in range(0, len(which), CHUNK)]
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: list[Future[None]] = []
        for done, chunk in enumerate(chunks):
            waiting.append(pool.submit(_shade_chunk, lit, tiles, chunk, sun, faces))
            if len(waiting) > THREADS:
                waiting.pop(0).result()
                yield done * CHUNK, len(which)
        for job in waiting:
            job.result()
    yield len(which), len(which)


def _shade_chunk(lit: Bits, tiles: Tiles, chunk: npt.NDArray[np.int64], sun: Floats, faces: Grid) -> None:
    sun_kernel.shade_tiles(
        lit, tiles.xyz, tiles.normals, tiles.boxes, tiles.bounds, chunk, sun, faces.faces, faces.cells, faces.start
    )


def drained(progress: Progress) -> Bezonning:
    """Run a study to its end."""
    while True:
        try:
            next(progress)
        except StopIteration as end:
            result: Bezonning = end.value
            return result
