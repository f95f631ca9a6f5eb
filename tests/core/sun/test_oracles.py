"""The engine against three ways of counting that share no code with it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
import shapely
import trimesh
from shapely import affinity
from shapely.geometry import Polygon

from massastudie.bezonning import Dag
from massastudie.casters import Prism
from massastudie.zonnestand import directions
from tests.core.sun import closed_form
from tests.core.sun.scenes import ASSEN, DECLINATION, EQUINOX, block, city, concave, ground, sun_on


@pytest.mark.parametrize("day", DECLINATION, ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_boxes_against_arcs_of_the_hour_angle(seed: int, day: date) -> None:
    prisms, points = city(seed), ground(seed, 50)
    found = sun_on(prisms, points, Dag(day, 0.25)).minuten
    exact = np.array([closed_form.minutes(p, prisms, ASSEN, DECLINATION[day]) for p in points])
    free = ~np.isnan(found)
    assert free.sum() > 30
    assert np.abs(found - exact)[free].max() <= 1.5
    assert np.abs(found - exact)[free].mean() <= 0.5
    coarse = sun_on(prisms, points, day).minuten
    # half a minute for each time the sun comes or goes
    assert np.abs(coarse - exact)[free].max() <= 3.0


def test_walls_against_arcs_of_the_hour_angle() -> None:
    prisms, points = city(3), ground(4, 50, z_m=3.0)
    turns = np.random.default_rng(5).uniform(0, 2 * np.pi, len(points))
    normals = np.c_[np.sin(turns), np.cos(turns), np.zeros(len(points))]
    found = sun_on(prisms, points, Dag(EQUINOX, 0.25), normals=normals).minuten
    noon = DECLINATION[EQUINOX]
    exact = np.array([closed_form.minutes(p, prisms, ASSEN, noon, n) for p, n in zip(points, normals, strict=True)])
    free = ~np.isnan(found)
    assert np.abs(found - exact)[free].max() <= 1.5


def test_one_wall_by_hand() -> None:
    """A wall 1 km long to the south, 10 m high, 10 m off: at the equinox the sun's path is a plane through east and
    west that leans 53° from upright, so its profile angle is 90 − 53 = 37° all day; a wall at 45° takes all of it but
    what comes in round its ends and past the grid's 0.9°."""
    wall = [block(0, -15, 1000, 10, 10.0)]
    inside, outside = sun_on(wall, np.array([[0.0, 0.0, 0.0], [0.0, 6.0, 0.0]])).minuten
    assert inside < 40
    assert outside > 660


def meshes(prisms: list[Prism]) -> trimesh.Trimesh:
    solids = []
    for prism in prisms:
        solid = trimesh.creation.extrude_polygon(prism.polygon, prism.top_m - prism.bottom_m)
        solids.append(solid.apply_translation([0, 0, prism.bottom_m]))
    return trimesh.util.concatenate(solids)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_prisms_against_embree_on_triangles(seed: int) -> None:
    pytest.importorskip("embreex", reason="embreex comes with the test extra")
    from trimesh.ray.ray_pyembree import RayMeshIntersector

    prisms = [*city(seed), *[Prism(affinity.translate(p.polygon, 0, 110), 0.0, p.top_m) for p in concave(seed)]]
    points = ground(seed, 500, 75.0) + [0, 40, 0]
    found = sun_on(prisms, points, Dag(EQUINOX, 30.0))
    mesh = RayMeshIntersector(meshes(prisms))
    free = ~np.isnan(found.minuten)
    starts = points[free] + [0, 0, 1e-3]
    sun = directions(found.moments, ASSEN)
    open_sky = [~mesh.intersects_any(starts, np.broadcast_to(s, starts.shape)) for s in sun]
    differ = np.array(open_sky) != found.lit[:, free].astype(bool)
    assert differ.mean() < 1e-3


def cast_shadow(polygon: Polygon, top_m: float, sun: np.ndarray) -> shapely.Geometry:
    """The shadow on the ground of a prism that stands on it: its outline swept away from the sun."""
    dx, dy = -sun[:2] / sun[2] * top_m
    moved = affinity.translate(polygon, dx, dy)
    sweeps = []
    for ring in (polygon.exterior, *polygon.interiors):
        for a, b in pairwise(np.array(ring.coords)):
            sweeps.append(shapely.MultiPoint([a, b, a + [dx, dy], b + [dx, dy]]).convex_hull)
    return shapely.union_all([polygon, moved, *sweeps])


@pytest.mark.parametrize("seed", [1, 2])
def test_ground_against_shadow_polygons(seed: int) -> None:
    prisms, points = concave(seed), ground(seed, 1500, 90.0)
    found = sun_on(prisms, points, Dag(EQUINOX, 60.0))
    free, lit = ~np.isnan(found.minuten), found.lit.astype(bool)
    for row, sun in zip(lit, directions(found.moments, ASSEN), strict=True):
        dark = shapely.union_all([cast_shadow(p.polygon, p.top_m, sun) for p in prisms])
        shapely.prepare(dark)
        expected = ~shapely.contains_xy(dark, points[:, 0], points[:, 1])
        assert (expected != row)[free].mean() < 1e-3
