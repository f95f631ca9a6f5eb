"""Cells of walls by hand: a pand of 4.2 × 3 m with a plint of 4.5 m and a storey of 3 m."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from shapely.geometry import box

from massastudie.gevelpunten import gevelpunten, wall_cells
from massastudie.plan import Functie
from massastudie.tiling import TILE_POINTS, Tiles
from massastudie.volumes import Lichaam, Status, Volume
from massastudie.zonpunten import Punten, in_parts

WIDE_M, DEEP_M, TOP_M = 4.2, 3.0, 7.5


def pand(x: float, name: str) -> Lichaam:
    shape = box(x, 0, x + WIDE_M, DEEP_M)
    volumes = (
        Volume(f"{name}.0", shape, 0.0, 4.5, 0, Functie.WINKEL),
        Volume(f"{name}.1", shape, 4.5, TOP_M, 1, Functie.WONEN),
    )
    return Lichaam(name, name, None, Status.NIEUW, "f", True, volumes)


def test_cells_fill_the_walls_exactly() -> None:
    cells = wall_cells(pand(0.0, "A"))
    # 4.2 m takes five parts of at most 1 m, 3 m takes three; two bouwlagen
    assert len(cells.xyz) == 2 * 2 * (5 + 3)
    area = (cells.width_m * (cells.top_m - cells.bottom_m)).sum()
    assert area == pytest.approx(2 * (WIDE_M + DEEP_M) * TOP_M)
    assert set(cells.width_m.round(6)) == {0.84, 1.0}


def test_sun_is_measured_above_the_floor_and_off_the_wall() -> None:
    cells = wall_cells(pand(0.0, "A"))
    assert np.allclose(cells.xyz[:, 2] - cells.bottom_m, 0.75)
    south = cells.normals[:, 1] < -0.5
    assert np.allclose(cells.xyz[south, 1], -0.02)
    assert np.allclose(np.sort(cells.xyz[south & (cells.bottom_m == 0)][:, 0]), 0.42 + 0.84 * np.arange(5))


def test_the_free_cells_are_the_gevel_points() -> None:
    one, other = pand(0.0, "A"), pand(WIDE_M, "B")
    free = gevelpunten([one], [one, other]).punten.xyz
    cells = wall_cells(one)
    against = cells.normals[:, 0] > 0.5
    assert against.sum() == 2 * 3, "the wall between the two"
    assert sorted(map(tuple, free.round(6))) == sorted(map(tuple, cells.xyz[~against].round(6)))


def test_tiles_in_parts_never_mix_parts_and_go_from_south_to_north() -> None:
    points = np.random.default_rng(1).uniform(0, 50, (1300, 3))
    starts = np.array([0, 5, 5, 700, 1300])
    tiles = in_parts([Punten(points[a:b]) for a, b in pairwise(starts.tolist())]).tiles
    assert set(starts.tolist()) <= set(tiles.bounds.tolist())
    assert all(sorted(tiles.order[a:b].tolist()) == list(range(a, b)) for a, b in pairwise(starts.tolist()))
    assert np.array_equal(tiles.xyz, points[tiles.order])
    assert np.diff(tiles.bounds).max() <= TILE_POINTS and len(tiles.boxes) == len(tiles.bounds) - 1
    for a, b in pairwise(tiles.bounds.tolist()):
        own = tiles.xyz[a:b]
        assert (np.diff(own[:, 1]) >= 0).all() and np.ptp(own[:, :2], axis=0).max() <= 32


def test_tiles_made_part_by_part_are_those_of_each_part_alone() -> None:
    around = [pand(x, name) for x, name in ((0.0, "A"), (5.0, "B"), (90.0, "C"))]
    sets = [gevelpunten([one], around).punten for one in around] + [Punten(np.empty((0, 3)), np.empty((0, 3)))]
    alone = [Punten(one.xyz, one.normals).tiles for one in sets]
    whole = in_parts(sets).tiles
    for one, own in zip(sets, alone, strict=True):
        assert all(np.array_equal(getattr(one.tiles, f.name), getattr(own, f.name)) for f in fields(Tiles))
    assert np.array_equal(whole.words, np.concatenate([own.words for own in alone]))
    assert np.array_equal(np.diff(whole.word_bounds), np.concatenate([np.diff(own.word_bounds) for own in alone]))
