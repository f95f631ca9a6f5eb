"""Points on a grid and points over each other are asked together: what each is told is what it would be told alone."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massastudie.bezonning import Dag, study
from massastudie.casters import Prism, from_prisms
from massastudie.steps import drained
from massastudie.sun_update import update
from massastudie.tiling import RUN_POINTS, STACK_POINTS, make_tiles
from massastudie.zonnestand import directions
from massastudie.zonpunten import Punten, inside_prisms
from tests.core.sun.scenes import ASSEN, EQUINOX, block, city, grid, sun_on
from tests.core.sun.test_oracles import meshes

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=10, deadline=None)
HALF_HOURS = Dag(EQUINOX, 30.0)
UP = np.array([0.0, 0.0, 1.0])


def stacks(seed: int, count: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Points one to seven over each other, looking one way per stack."""
    rng = np.random.default_rng(seed)
    xy, turn = rng.uniform(-50, 50, (count, 2)), rng.uniform(0, 2 * np.pi, count)
    high = rng.integers(1, 8, count)
    which = np.repeat(np.arange(count), high)
    z = np.concatenate([np.sort(rng.uniform(0, 25, n)) for n in high])
    return np.c_[xy[which], z], np.c_[np.sin(turn), np.cos(turn), np.zeros(count)][which]


def alone(prisms: list[Prism], xyz: np.ndarray, normals: np.ndarray | None, dag: Dag) -> np.ndarray:
    """What points are told when no two stand on a line with another: moved by less than a hair, each its own way."""
    off = np.random.default_rng(9).uniform(-1e-6, 1e-6, (len(xyz), 2))
    return sun_on(prisms, np.c_[xyz[:, :2] + off, xyz[:, 2]], dag, normals=normals).lit


def by_embree(prisms: list[Prism], xyz: np.ndarray, sun: np.ndarray) -> np.ndarray:
    pytest.importorskip("embreex", reason="embreex comes with the test extra")
    from trimesh.ray.ray_pyembree import RayMeshIntersector

    mesh = RayMeshIntersector(meshes(prisms))
    return np.array([~mesh.intersects_any(xyz, np.broadcast_to(s, xyz.shape)) for s in sun])


@FEW
@given(SEEDS, st.sampled_from([0.5, 1.0, 2.0]))
def test_a_grid_is_told_what_each_point_is_told_alone(seed: int, raster_m: float) -> None:
    prisms, points = city(seed), grid(0.01, raster_m)
    found = sun_on(prisms, points, HALF_HOURS)
    assert found.punten.tiles.boxes[:, 7].max() == pytest.approx(raster_m)
    assert (found.lit != alone(prisms, points, None, HALF_HOURS)).sum() <= 3


@FEW
@given(SEEDS)
def test_a_stack_is_told_what_each_point_is_told_alone(seed: int) -> None:
    prisms, (points, normals) = city(seed), stacks(seed)
    found = sun_on(prisms, points, HALF_HOURS, normals=normals)
    assert len(found.punten.tiles.words) < 0.6 * len(points)
    assert (found.lit != alone(prisms, points, normals, HALF_HOURS)).sum() <= 3


@pytest.mark.parametrize("day", [EQUINOX, date(2026, 6, 21)], ids=str)
@pytest.mark.parametrize("turn_deg", [0.0, 27.0])
def test_grids_on_two_heights_against_embree(turn_deg: float, day: date) -> None:
    """Walls along the grid's own axes too: they are parallel to its runs. One box hangs, one stands on a deck."""
    prisms = [block(0, 0, 16, 9, 12, turn_deg), block(24, -6, 9, 14, 21, turn_deg, 4.0), block(-22, 8, 7, 7, 30)]
    points = np.concatenate([grid(0.01), grid(3.01)])
    found = sun_on(prisms, points, Dag(day, 30.0))
    free = ~np.isnan(found.minuten)
    other = by_embree(prisms, points[free], directions(found.moments, ASSEN))
    assert (other != found.lit[:, free].astype(bool)).mean() < 2e-4


@pytest.mark.parametrize("seed", [4, 5])
def test_stacks_against_embree(seed: int) -> None:
    prisms, (points, normals) = city(seed), stacks(seed, 200)
    found = sun_on(prisms, points, HALF_HOURS, normals=normals)
    sun, free = directions(found.moments, ASSEN), ~np.isnan(found.minuten)
    open_sky = by_embree(prisms, points[free], sun) & (sun @ normals[free].T > 1e-9)
    assert (open_sky != found.lit[:, free].astype(bool)).mean() < 2e-4


@FEW
@given(SEEDS)
def test_a_change_asked_in_part_equals_a_full_run_on_grids_and_stacks(seed: int) -> None:
    prisms, (walls, normals) = city(seed), stacks(seed)
    level = grid()
    points = Punten(np.concatenate([level, walls]), np.concatenate([np.tile(UP, (len(level), 1)), normals]))
    old, new = from_prisms(prisms), from_prisms([*prisms[1:], block(31, 31, 5, 5, 12, 20)])
    before = drained(study(old, points, HALF_HOURS, ASSEN))
    assert np.array_equal(
        drained(update(before, old, new)).tiled, drained(study(new, points, HALF_HOURS, ASSEN)).tiled
    )


@FEW
@given(SEEDS)
def test_words_hold_every_point_once(seed: int) -> None:
    """Grids at two heights with holes, stacks and loose points: the words of each tile put together are its points."""
    rng = np.random.default_rng(seed)
    walls, normals = stacks(seed)
    level = np.concatenate([grid(0.01)[rng.random(4900) < 0.9], grid(4.0, 0.5), rng.uniform(-40, 40, (50, 3))])
    xyz, facing = np.concatenate([level, walls]), np.concatenate([np.tile(UP, (len(level), 1)), normals])
    tiles = make_tiles(xyz, facing)
    assert sorted(tiles.order) == list(range(len(xyz)))
    tile = np.repeat(np.arange(len(tiles.boxes)), np.diff(tiles.word_bounds))
    run = tiles.boxes[tile, 7] > 0
    count = tiles.words[:, 10].astype(int)
    assert (count <= np.where(run, RUN_POINTS, STACK_POINTS)).all() and run.any() and not run.all()
    which, place = np.repeat(np.arange(len(count)), count), np.concatenate([np.arange(n) for n in count])
    x = tiles.words[which, 0] + np.where(run[which], place * tiles.boxes[tile[which], 7], 0.0)
    z = tiles.words[which, 2 + np.where(run[which], 0, place % STACK_POINTS)]
    assert np.abs(np.c_[x, tiles.words[which, 1], z] - tiles.xyz).max() < 1e-5
    assert np.array_equal(tiles.words[which, 6:9], facing[tiles.order])
    assert np.array_equal(tiles.words[which, 9] + place + tiles.bounds[tile[which]], np.arange(len(xyz)))


def test_points_of_a_grid_inside_a_mass_stay_dark() -> None:
    prisms, points = [block(0, 0, 10, 10, 5)], grid()
    found = sun_on(prisms, points, HALF_HOURS)
    assert not found.lit[:, inside_prisms(points, prisms)].any()


@pytest.mark.parametrize("normal", [(0.0, 0.0, 1.0), (0.0, -1.0, 0.0)])
def test_rows_at_several_heights_in_one_square_have_the_sun_of_each_point_alone(
    normal: tuple[float, float, float],
) -> None:
    """Small decks, and walls of some bouwlagen along a line: too few at one height for tiles of their own."""
    rows = [(x + 0.37, y + 0.53 + 0.25 * level, z) for level, z in enumerate((0.01, 3.5, 7.2)) for y in range(4)
            for x in range(10)]  # fmt: skip
    xyz = np.array(rows)
    normals = np.tile(normal, (len(xyz), 1))
    dag, faces = Dag(EQUINOX, 10.0), from_prisms([block(5, -12, 14, 6, 15.0), block(-9, 2, 6, 14, 11.0)])
    together = drained(study(faces, Punten(xyz, normals), dag, ASSEN)).minuten
    alone = [
        drained(study(faces, Punten(xyz[i : i + 1], normals[i : i + 1]), dag, ASSEN)).minuten[0]
        for i in range(0, len(xyz), 5)
    ]
    assert together[::5].tolist() == alone
    assert len(set(alone)) > 3
