"""Shade on ground that is not flat: by hand on a plane that slopes, and against the sun engine on hills."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely

from massastudie.bezonning import Dag, study
from massastudie.draped import Drape, drape_of, shades
from massastudie.ground_faces import casters_on
from massastudie.on_terrain import lifted
from massastudie.plan import Functie
from massastudie.schaduw import offset_per_m, sweeps
from massastudie.steps import drained
from massastudie.terrein import CEL_M, Terrein
from massastudie.volumes import Lichaam, Status, Volume
from massastudie.zonnestand import Plaats, directions
from massastudie.zonpunten import Punten, inside

ASSEN = Plaats.from_rd(233778.0, 557095.0)


def ground(heights: np.ndarray) -> Terrein:
    return Terrein(
        -CEL_M * (heights.shape[1] // 2), -CEL_M * (heights.shape[0] // 2), heights, 0.0, "x", 0, heights.size
    )


def mass(shape: shapely.Polygon, top_m: float, bottom_m: float = 0.0) -> Lichaam:
    laag = Volume(f"{shape.wkt}-0", shape, bottom_m, top_m, 0, Functie.WONEN)
    return Lichaam(shape.wkt, "x", None, Status.NIEUW, "nu", True, (laag,))


def slope(rise: float) -> Terrein:
    """Ground that rises so much a metre to the east, 0 at x = 0."""
    return ground(np.tile(rise * CEL_M * (np.arange(41) - 20), (41, 1)))


@pytest.mark.parametrize(("rise", "end"), [(0.1, 7.0 / 1.1), (-0.1, 7.0 / 0.9)])
def test_shade_uphill_is_shorter_and_downhill_longer(rise: float, end: float) -> None:
    """Its top 7 m over the ground at its east wall, x = 0; sun of 45 degrees in the west: dark until 7 - x = rise x"""
    foot = min(0.0, -10 * rise)
    item = lifted(mass(shapely.box(-10, 0, 0, 10), 7.0 - foot), foot)
    found = shapely.union_all(shades([item], (along := np.array([1.0, 0.0])), drape_of(slope(rise), along)))
    assert found.bounds == pytest.approx((-10.0, 0.0, end, 10.0), abs=0.01)


def test_what_of_a_mass_lies_below_the_ground_shades_nothing_before_it() -> None:
    """The ground at its west wall, where the sun comes from, lies 1.5 m over its foot."""
    item = lifted(mass(shapely.box(0, 0, 10, 10), 7.0), -1.5)
    found = shapely.union_all(shades([item], (along := np.array([2.0, 0.0])), drape_of(slope(-0.15), along)))
    assert found.bounds[0] == pytest.approx(0.0, abs=1e-6)
    assert found.contains(shapely.box(0.01, 0.01, 15, 9.99))  # and no gap at its east wall, where the ground is lower


def test_ground_in_its_own_shade() -> None:
    """A ridge along y = 0, 5 m high, that falls 1 in 2 both ways; the sun in the south at 1 in 4."""
    heights = np.zeros((41, 41))
    heights[20] = 5.0
    dark = shapely.union_all(Drape(ground(heights), np.array([0.0, 4.0])).of_ground())
    middle = dark.intersection(shapely.box(-50, -50, 50, 50))
    assert middle.bounds == pytest.approx((-50.0, 0.0, 50.0, 20.0), abs=0.02)  # from the ridge until 5 m times 4
    assert middle.area == pytest.approx(100 * 20.0, rel=2e-3)
    assert len(Drape(ground(heights), np.array([0.0, 1.5])).of_ground()) == 0  # a sun steeper than the ground


def test_level_ground_gives_the_shade_of_level_ground() -> None:
    corner = shapely.box(30, 0, 40, 9).difference(shapely.box(33, 3, 40, 9))
    items = [mass(shapely.box(0, 0, 10, 10), 7.0), mass(corner, 9.0)]
    along = np.array([1.3, 0.7])
    grounds = (None, ground(np.zeros((41, 41))))
    flat, draped = (shapely.union_all(shades(items, along, drape_of(own, along))) for own in grounds)
    assert flat.symmetric_difference(draped).area < 0.1
    assert flat.equals(shapely.union_all(sweeps(items, along)))


@pytest.mark.parametrize("dag", [date(2026, 6, 21), date(2026, 12, 21)])
def test_shade_on_hills_is_where_the_sun_engine_finds_no_sun(dag: date) -> None:
    y, x = np.mgrid[-20:21, -20:21] * CEL_M
    hills = ground(5.0 * np.sin(x / 30.0) * np.cos(y / 25.0) + 0.04 * x)
    boxes = [shapely.box(i, j, i + 14, j + 11) for i in (-60, -10, 50) for j in (-50, 0, 40)]
    feet = [float(hills.hoogte(shapely.get_coordinates(shape.exterior.segmentize(2.0))).min()) for shape in boxes]
    items = [lifted(mass(s, 9.0, 4.0 * (n % 3 == 0)), foot) for n, s, foot in zip(range(9), boxes, feet, strict=True)]
    xy = np.random.default_rng(2).uniform(-110, 110, (900, 2))
    xyz = np.c_[xy, hills.hoogte(xy) + 1e-3]
    xyz = xyz[~inside(xyz, items)]
    sun = drained(study(casters_on(hills, items), Punten(xyz), Dag(dag, 60.0, 4.0), ASSEN))
    for moment, lit in list(zip(sun.moments, sun.lit.astype(bool), strict=True))[::5]:
        drape = Drape(hills, offset_per_m(directions(np.array([moment]), ASSEN)[0]))
        dark = shapely.union_all([*drape.of_masses(items), *drape.of_ground()])
        differ = shapely.contains_xy(dark, xyz[:, 0], xyz[:, 1]) == lit
        near = 3.0 if drape.folds else 0.1  # a rim beyond ground in its own shade is straight over 3 m
        assert (shapely.distance(shapely.points(xyz[differ, :2]), dark.boundary) < near).all()
        assert differ.mean() < 0.005
