"""The total of a period by skylines against the sum of its moments."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from massastudie.bezonning import drained
from massastudie.casters import from_prisms
from massastudie.errors import MassastudieError
from massastudie.horizon import total_minutes, zonnebaan
from massastudie.periode import Periode, study_periode
from massastudie.zonpunten import Punten, inside_prisms
from tests.core.sun.scenes import ASSEN, city, concave, ground

PERIOD = Periode(date(2026, 2, 19), date(2026, 10, 21), 5.0, elke=5)


def both(prisms: list, points: Punten, period: Periode = PERIOD) -> tuple[np.ndarray, np.ndarray]:
    """Total by skyline, and by the sum of all moments."""
    faces = from_prisms(prisms)
    quick = drained(total_minutes(faces, points, period, ASSEN))
    return quick, drained(study_periode(faces, points, period, ASSEN)).totaal_min


def test_free_ground_has_all_the_sun_of_the_period() -> None:
    quick, exact = both([], Punten(np.zeros((1, 3))))
    assert quick == pytest.approx(exact, rel=5e-3)
    path = zonnebaan(PERIOD, ASSEN)
    assert path.minuten[:, 0].sum() == pytest.approx(exact[0], rel=5e-3)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("hanging", [False, True])
def test_ground_between_boxes(seed: int, hanging: bool) -> None:
    prisms = city(seed, hanging=hanging) + ([] if hanging else concave(seed))
    xyz = ground(seed, 250)
    quick, exact = both(prisms, Punten(xyz, None, inside_prisms(xyz, prisms)))
    assert np.array_equal(np.isnan(quick), np.isnan(exact))
    away = np.abs(quick - exact)[~np.isnan(exact)]
    whole = zonnebaan(PERIOD, ASSEN).minuten[:, 0].sum()
    assert away.mean() < 0.005 * whole
    assert away.max() < 0.02 * whole


def test_points_on_walls_and_slopes() -> None:
    prisms, xyz = city(4), ground(4, 200, z_m=2.0)
    turn = np.random.default_rng(4).uniform(0, 2 * np.pi, len(xyz))
    lean = np.random.default_rng(5).choice([0.0, 0.5], len(xyz))
    flat = np.sqrt(1 - lean**2)
    normals = np.c_[flat * np.sin(turn), flat * np.cos(turn), lean]
    quick, exact = both(prisms, Punten(xyz, normals, inside_prisms(xyz, prisms)))
    away = np.abs(quick - exact)[~np.isnan(exact)]
    whole = zonnebaan(PERIOD, ASSEN).minuten[:, 0].sum()
    assert away.mean() < 0.005 * whole
    assert away.max() < 0.02 * whole


def test_a_surface_that_looks_down_is_refused() -> None:
    points = Punten(np.zeros((1, 3)), np.array([[0.0, 0.0, -1.0]]))
    with pytest.raises(MassastudieError, match="omlaag"):
        drained(total_minutes(from_prisms([]), points, PERIOD, ASSEN))
