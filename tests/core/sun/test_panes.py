"""Triangles put together to faces of four corners: the same surface, and the same shade."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massastudie.bezonning import Dag, study
from massastudie.casters import Casters, grid
from massastudie.panes import panes
from massastudie.steps import drained
from massastudie.zonnestand import directions
from massastudie.zonpunten import Punten
from tests.core.sun.scenes import ASSEN, EQUINOX
from tests.core.sun.scenes import grid as level_points

#: A slope of 10 by 5 m that rises 3 m, halved.
A, B, C, D = [0.0, 0, 0], [10.0, 0, 0], [10.0, 5, 3], [0.0, 5, 3]


def rows(*triangles: list[list[float]]) -> np.ndarray:
    return np.array(triangles).reshape(-1, 9)


def area(four: np.ndarray) -> np.ndarray:
    """Half the cross product of the diagonals: the shoelace formula for four corners."""
    a, b, c, d = four.reshape(-1, 4, 3).transpose(1, 0, 2)
    return np.asarray(np.linalg.norm(np.cross(c - a, d - b), axis=1) / 2)


def test_a_halved_slope_is_one_face() -> None:
    found, first = panes(rows([A, B, C], [A, C, D]))
    assert first.tolist() == [0] and area(found) == pytest.approx(10 * np.hypot(5, 3))
    assert {tuple(corner) for corner in found.reshape(4, 3)} == {tuple(map(float, p)) for p in (A, B, C, D)}


@pytest.mark.parametrize(
    "other",
    [
        [A, C, [0.0, 5, 4]],  # bent
        [A, C, [-1.0, -3, -1.8]],  # a notch at A
        [A, [0.0, 5, 3], C],  # the other way round
        [[0.0, 0, 9], [10.0, 5, 12], [0.0, 5, 12]],  # somewhere else
    ],
)
def test_triangles_that_make_no_flat_face_stay_two(other: list[list[float]]) -> None:
    found, first = panes(rows([A, B, C], other))
    assert sorted(first.tolist()) == [0, 1]
    assert (found[:, 6:9] == found[:, 9:]).all(), "a triangle has its last corner twice"


def test_a_face_that_stops_the_sun_from_both_sides_is_not_joined_with_its_back() -> None:
    front = rows([A, B, C], [A, C, D])
    back = front.reshape(-1, 3, 3)[:, ::-1].reshape(-1, 9)
    found, _ = panes(np.concatenate([front, back]))
    assert area(found).sum() == pytest.approx(2 * 10 * np.hypot(5, 3))
    four = found.reshape(-1, 4, 3)
    up = np.cross(four[:, 2] - four[:, 0], four[:, 3] - four[:, 1])[:, 2]
    assert (np.sign(up) * area(found)).sum() == pytest.approx(0.0, abs=1e-9)


def tents(seed: int) -> np.ndarray:
    """Pitched roofs without walls, turned at random: slopes in two halves each, gables in two."""
    rng = np.random.default_rng(seed)
    found = []
    for x, y in rng.uniform(-30, 30, (6, 2)):
        wide, deep, goot, nok = *rng.uniform(4, 9, 2), *np.sort(rng.uniform(3, 14, 2))
        corners = [(-wide, -deep, goot), (wide, -deep, goot), (wide, deep, goot), (-wide, deep, goot)]
        (a, b, c, d), e, f = corners, (-wide, 0, nok), (wide, 0, nok)
        p, q = (-wide, 0, goot), (wide, 0, goot)
        faces = [(a, b, f), (a, f, e), (c, d, e), (c, e, f), (b, q, f), (q, c, f), (d, p, e), (p, a, e)]
        turn = rng.uniform(0, 2 * np.pi)
        spin = np.array([[np.cos(turn), np.sin(turn), 0], [-np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
        found.append(np.array(faces) @ spin + [x, y, 0])
    return np.concatenate(found).reshape(-1, 9)


def caster(triangles: np.ndarray) -> Casters:
    return Casters(np.empty((0, 7)), np.empty(0, np.int32), triangles, np.zeros(len(triangles), np.int32), ("tent",))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_joining_keeps_the_surface_and_halves_the_faces(seed: int) -> None:
    triangles = tents(seed)
    found, first = panes(triangles)
    assert len(found) == len(triangles) / 2 == len(grid(caster(triangles)).faces) and len(set(first)) == len(found)
    corners = triangles.reshape(-1, 3, 3)
    whole = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1).sum() / 2
    assert area(found).sum() == pytest.approx(whole)


@pytest.mark.parametrize("seed", [1, 2])
def test_roofs_against_embree(seed: int) -> None:
    """On a grid and on loose points, all below the roofs, which have no undersides: a beam meets a face from outside
    where that turns its back to the sun."""
    pytest.importorskip("embreex", reason="embreex comes with the test extra")
    import trimesh
    from trimesh.ray.ray_pyembree import RayMeshIntersector

    triangles = tents(seed)
    loose = np.random.default_rng(seed).uniform(-40, 40, (300, 3)) * [1, 1, 0.02] + [0, 0, 1]
    points = np.concatenate([level_points(reach=30), loose])
    found = drained(study(caster(triangles), Punten(points), Dag(EQUINOX, 30.0), ASSEN))
    soup = trimesh.Trimesh(triangles.reshape(-1, 3), np.arange(3 * len(triangles)).reshape(-1, 3), process=False)
    normals = np.asarray(soup.face_normals)
    for row, sun in zip(found.lit.astype(bool), directions(found.moments, ASSEN), strict=True):
        away = soup.submesh([np.flatnonzero(normals @ sun < 0)], append=True)
        hit = RayMeshIntersector(away).intersects_any(points, np.broadcast_to(sun, points.shape))
        assert (~hit != row).mean() < 2e-3
