"""Shade in the picture against rays: points on facades, roofs and ground at four positions of the sun."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

pytest.importorskip("vtkmodules")

from massastudie import schaduw
from massastudie.bezonning import Punten, shade
from massastudie.casters import casters, grid
from massastudie.massa import build
from massastudie.scene import Scene, resolve
from massastudie.state import State
from massastudie.zonpunten import inside
from modellen.reader import default_plan_path, read_plan
from ui.view import faces, light

SUNS = ((203.5, 34.9), (110.0, 20.0), (181.0, 13.5), (250.0, 8.0))
POINTS = 3000
OFF_M = 2e-3


@pytest.fixture(scope="module")
def scene() -> Scene:
    plan = read_plan(default_plan_path())
    state = State.start(plan)
    return resolve(plan, state, build(plan, state))


def rays(scene: Scene, xyz: np.ndarray, normals: np.ndarray, sun: np.ndarray) -> np.ndarray:
    """Which points (n,) the sun reaches, by the sun engine."""
    flat = np.hypot(*sun[:2])
    way = sun[:2] / flat
    table = np.array([[np.arctan2(-way[0], -way[1]) + np.pi, *way, sun[2] / flat]])
    tiles = Punten(xyz, normals).tiles
    lit = np.zeros((1, len(xyz)), dtype=np.uint8)
    for _ in shade(lit, tiles, np.arange(len(tiles.boxes)), table, grid(casters([b.lichaam for b in scene.bodies]))):
        pass
    found = np.zeros(len(xyz), dtype=bool)
    found[tiles.order] = lit[0] > 0
    return found


def on_faces(lit: faces.Faces, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 3) spread over the first triangle of faces, and the face of each."""
    dice = np.random.default_rng(seed)
    a, b, c = (lit.corners[:, i] for i in range(3))
    size = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    face = dice.choice(len(size), POINTS, p=size / size.sum())
    u, v = dice.random((2, POINTS))
    u, v = np.where(u + v > 1, 1 - u, u)[:, None], np.where(u + v > 1, 1 - v, v)[:, None]
    return a[face] + u * (b - a)[face] + v * (c - a)[face], face


def covered(points: np.ndarray, face: np.ndarray, triangles: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Which points (n, 2) lie in a triangle (m, 3, 2) of their own face."""
    tree = shapely.STRtree(shapely.polygons(triangles))
    point, triangle = tree.query(shapely.points(points), predicate="intersects")
    found = np.zeros(len(points), dtype=bool)
    found[point[face[point] == of[triangle]]] = True
    return found


@pytest.mark.parametrize(("azimut_deg", "hoogte_deg"), SUNS)
def test_shade_on_facades_and_roofs_is_where_rays_are_stopped(
    scene: Scene, azimut_deg: float, hoogte_deg: float
) -> None:
    sun = light.sun_vector(azimut_deg, hoogte_deg)
    lichamen = [b.lichaam for b in scene.bodies]
    gets, takes = faces.receivers(lichamen), faces.shadowing(lichamen)
    lit = gets.pick(faces.facing(gets, sun, True))
    triangles, of = faces.shade(lit, takes.pick(faces.facing(takes, sun, False)), sun)
    xyz, face = on_faces(lit, 1)
    slope = sun[:2] / sun[2]
    dark = covered(xyz[:, :2] - slope * xyz[:, 2:], face, triangles[..., :2] - slope * triangles[..., 2:], of)
    before = xyz + OFF_M * lit.normals[face]
    free = ~inside(before, lichamen)
    differ = dark == rays(scene, before, lit.normals[face], sun)
    assert 0.05 < dark[free].mean() < 0.8
    assert differ[free].mean() < 0.005


@pytest.mark.parametrize(("azimut_deg", "hoogte_deg"), SUNS)
def test_shade_on_the_ground_is_where_rays_are_stopped(scene: Scene, azimut_deg: float, hoogte_deg: float) -> None:
    sun = light.sun_vector(azimut_deg, hoogte_deg)
    lichamen = [b.lichaam for b in scene.bodies]
    west, south, east, north = scene.extent_m
    xy = np.random.default_rng(2).random((POINTS, 2)) * (east - west, north - south) + (west, south)
    xyz = np.c_[xy, np.full(POINTS, OFF_M)]
    free = ~inside(xyz, lichamen)
    whole = shapely.union_all(schaduw.sweeps(lichamen, schaduw.offset_per_m(sun)))
    dark = shapely.contains_xy(whole, *xy.T)
    lit = rays(scene, xyz, np.tile([0.0, 0.0, 1.0], (POINTS, 1)), sun)
    assert (dark == lit)[free].mean() < 0.005
