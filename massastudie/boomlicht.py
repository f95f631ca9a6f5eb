"""Sun through trees: crowns let part of it through, more when they are bare. Off for norms; on where it is asked.

A crown is an ellipsoid from the top of the clear stem to the top of the tree, as in the picture; under it the sun
comes freely. Two crowns in a row multiply. How much a crown lets through comes from a data file with its source.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .bezonning import Bezonning, preparing, run_jobs, sun_table
from .crown_counts import EPS, TWO_PI, count_crowns
from .massa import build
from .plan import Plan
from .scene import resolve
from .scene_items import TreeItem
from .seizoen import Boomlicht
from .state import Layer, State
from .zonpunten import Mask

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.uint8]
Progress = Generator[tuple[int, int], None, Floats]


def crowns_of(plan: Plan, state: State) -> Floats:
    """Crowns (k, 5) of the trees in a state: middle x, y, z, half width and half height, metres."""
    scene = resolve(plan, replace(state, layers=frozenset({Layer.BOMEN})), build(plan, state))
    return ellipsoids(scene.trees)


def ellipsoids(trees: Sequence[TreeItem]) -> Floats:
    """Crowns (k, 5) of trees; one without a crown has none."""
    rows = [
        (t.x_m, t.y_m, t.z_m + (t.hoogte_m + t.stam_m) / 2, t.kroon_m / 2, (t.hoogte_m - t.stam_m) / 2)
        for t in trees
        if t.kroon_m > 0 and t.hoogte_m > t.stam_m
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


def through_trees(found: Bezonning, crowns: Floats, licht: Boomlicht) -> Progress:
    """Minutes of sun per point (n,), each lit moment weighted with what the crowns before it let through; NaN inside a
    mass. Yields (done, total), or (0, 0) while compiling."""
    yield from preparing(count_crowns, _warm_up)
    moments, sun = sun_table(found.dag, found.plaats)
    counts = np.zeros((len(moments), len(found.punten)), dtype=np.uint8)
    yield from run_jobs(list(_jobs(counts, found, crowns, sun)))
    share = licht.doorlatendheid(found.dag.dag) ** np.arange(int(counts.max(initial=0)) + 1)
    tiled = np.einsum("sn,sn->n", found.tiled, share[counts]) * found.dag.stap_min
    minuten: Floats = np.empty_like(tiled)
    minuten[found.punten.tiles.order] = tiled
    if found.punten.binnen is not None:
        minuten[found.punten.binnen] = np.nan
    return minuten


def _jobs(counts: Counts, found: Bezonning, crowns: Floats, sun: Floats) -> Iterator[Callable[[], None]]:
    """A job per tile: each writes only the columns of its own points."""
    tiles = found.punten.tiles
    for box, (a, b) in zip(tiles.boxes, pairwise(tiles.bounds.tolist()), strict=True):
        near = crowns[in_the_way(crowns, box, sun)] if len(sun) else crowns[:0]
        if len(near):
            yield _job(counts[:, a:b], tiles.xyz[a:b], near, sun)


def in_the_way(crowns: Floats, box: Floats, sun: Floats) -> Mask:
    """Crowns (k,) that can stand between the sun (s, 4) of one day and a tile (x, y, radius, lowest z); never one too
    few: over part of a day's arc the sun is lowest at one of its ends."""
    dx, dy, reach = crowns[:, 0] - box[0], crowns[:, 1] - box[1], box[2] + crowns[:, 3]
    away = np.maximum(np.hypot(dx, dy), reach)
    middle, half = np.arctan2(dx, dy) % TWO_PI, np.arcsin(reach / away) + EPS
    at_seam = (away <= reach) | (middle < half) | (middle > TWO_PI - half)
    first = np.searchsorted(sun[:, 0], middle - half)
    last = np.searchsorted(sun[:, 0], middle + half)
    lowest = np.minimum(sun[np.minimum(first, len(sun) - 1), 3], sun[last - 1, 3])
    above = crowns[:, 2] + crowns[:, 4] - box[3]
    seen: Mask = (at_seam | ((last > first) & (lowest * (away - reach) <= above + EPS))) & (above > 0)
    return seen


def _job(counts: Counts, xyz: Floats, crowns: Floats, sun: Floats) -> Callable[[], None]:
    def job() -> None:
        count_crowns(counts, xyz, crowns, sun)

    return job


def _warm_up() -> None:
    count_crowns(np.zeros((1, 1), np.uint8), np.zeros((1, 3)), np.zeros((0, 5)), np.zeros((1, 4)))
