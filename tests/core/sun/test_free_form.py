"""Points on the very faces of free-form masses, and below ground: the minutes follow from where the sun stands."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from shapely.geometry import box

from massastudie.bezonning import Bezonning, Dag, sun_table
from massastudie.casters import Prism
from massastudie.steps import drained
from massastudie.vrije_vorm import study_prisms
from massastudie.zonnestand import directions

from .scenes import ASSEN

X, Y = 233778.0, 557095.0
#: A day on which the sun rises and sets well north of east and west, in steps of two minutes.
SUMMER = Dag(date(2026, 6, 21), 2.0)
CUBE = Prism(box(X, Y, X + 10, Y + 10), 0.0, 10.0)


def sun_on(prisms: list[Prism], points: list[tuple[float, float, float]], *normals: tuple[float, ...]) -> Bezonning:
    given = np.array(normals, dtype=float) if normals else None
    return drained(study_prisms(prisms, np.array(points), given, SUMMER, ASSEN))


def beams() -> np.ndarray:
    """Unit vectors (s, 3) to the sun, in any order."""
    return directions(sun_table(SUMMER, ASSEN)[0], ASSEN)


def test_a_point_on_a_wall_has_sun_from_the_front_alone() -> None:
    x, y, _ = beams().T
    walls = [(X + 5, Y, 5.0), (X + 5, Y + 10, 5.0), (X, Y + 5, 5.0), (X + 10, Y + 5, 5.0)]
    found = sun_on([CUBE], walls).minuten
    assert found.tolist() == [2.0 * n for n in ((y < 0).sum(), (y > 0).sum(), (x < 0).sum(), (x > 0).sum())]


def test_a_point_at_a_corner_is_dark_only_while_the_beam_goes_into_the_mass() -> None:
    x, y, _ = beams().T
    into = [(x > 0) & (y > 0), (x < 0) & (y > 0), (x < 0) & (y < 0), (x > 0) & (y < 0)]
    corners = [(X, Y, 0.0), (X + 10, Y, 0.0), (X + 10, Y + 10, 0.0), (X, Y + 10, 0.0)]
    found = sun_on([CUBE], corners).minuten
    assert found.tolist() == pytest.approx([2.0 * (~dark).sum() for dark in into], abs=2.0)


def test_a_roof_and_its_edge_have_all_the_sun_and_an_underside_none() -> None:
    whole = 2.0 * len(beams())
    found = sun_on([CUBE], [(X + 5, Y + 5, 10.0), (X, Y + 5, 10.0), (X + 10, Y + 10, 10.0)]).minuten
    assert found.tolist() == [whole] * 3
    hanging = Prism(CUBE.polygon, 4.0, 10.0)
    assert sun_on([hanging], [(X + 5, Y + 5, 4.0)]).minuten.tolist() == [0.0]


def test_between_two_walls_that_touch_is_inside() -> None:
    beside = Prism(box(X + 10, Y, X + 20, Y + 10), 0.0, 6.0)
    low, high = sun_on([CUBE, beside], [(X + 10, Y + 5, 3.0), (X + 10, Y + 5, 8.0)]).minuten
    assert np.isnan(low)
    assert high > 0


@pytest.mark.parametrize("depth_m", [0.5, 4.0, 30.0])
def test_only_heights_with_respect_to_each_other_matter(depth_m: float) -> None:
    """Masses and points, all raised alike, keep their sun: a point in a pit beside a mass, and one under it."""
    slab = Prism(box(X - 30, Y + 4, X + 30, Y + 14), 0.0, 10.0)
    points = [(X, Y, -depth_m), (X, Y - 20, -depth_m), (X, Y + 9, -depth_m), (X, Y + 4, -depth_m)]
    raised = Prism(slab.polygon, depth_m + 1, depth_m + 11)
    found = sun_on([slab], points).minuten
    assert found.tolist() == sun_on([raised], [(x, y, 1.0) for x, y, _ in points]).minuten.tolist()
    assert not np.isnan(found).any()
