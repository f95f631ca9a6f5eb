"""What the engine passes over: directions in order, and compiled loops that are never those of an older engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from massastudie import sun_kernel
from massastudie.bezonning import Dag, study
from massastudie.casters import from_prisms
from massastudie.compiled import digest
from massastudie.periode import Periode, estimate_total, study_periode
from massastudie.steps import drained
from massastudie.sun_range import (
    POWERS,
    SECTORS,
    edges_toward,
    lowest_between,
    lowest_open,
    points_between,
    row_places,
    sample_places,
    sector,
    sectors_between,
)
from massastudie.sun_update import update
from massastudie.zonpunten import Punten
from tests.core.sun.scenes import ASSEN, EQUINOX, city, ground

ANGLES = st.floats(0.0, 360.0, exclude_max=True)


@given(ANGLES, ANGLES)
def test_sectors_rise_with_the_azimuth(one: float, other: float) -> None:
    low, high = sorted((np.radians(one), np.radians(other)))
    first, second = sector(np.sin(low), np.cos(low)), sector(np.sin(high), np.cos(high))
    assert 0 <= first <= second + 1e-9 <= SECTORS + 1e-8


@given(ANGLES, st.floats(1.0, 500.0), st.floats(0.1, 60.0), ANGLES)
def test_every_direction_to_a_disc_lies_in_its_sectors(azimut: float, away: float, reach: float, turn: float) -> None:
    """A point on the rim of the disc, seen from the middle: its sun sample lies in the range."""
    middle = away * np.array([np.sin(np.radians(azimut)), np.cos(np.radians(azimut))])
    rim = middle + 0.999 * reach * np.array([np.sin(np.radians(turn)), np.cos(np.radians(turn))])
    rays = np.zeros((4, 720))
    rays[:2] = np.sin(np.radians(np.arange(720) / 2)), np.cos(np.radians(np.arange(720) / 2))
    places = np.empty(SECTORS + 2, np.int64)
    sample_places(places, rays, 720)
    first, last = sectors_between(places, *edges_toward(*middle, reach))
    seen = int(min(SECTORS - 1, sector(*rim)))
    assert first <= seen < last
    assert places[0] == 0 and places[SECTORS] == 720


@given(st.integers(0, SECTORS), st.integers(0, SECTORS), st.integers(0, 99))
def test_the_lowest_open_sun_in_any_sectors(first: int, last: int, seed: int) -> None:
    """Against the smallest of the open samples whose own sector lies between the two, one by one."""
    rng = np.random.default_rng(seed)
    azimut = np.sort(rng.uniform(0, 2 * np.pi, 40))
    rays = np.stack([np.sin(azimut), np.cos(azimut), rng.uniform(0.01, 2, 40), np.zeros(40)])
    still, lows = rng.integers(0, 2, 40).astype(np.uint8), np.empty((POWERS, SECTORS))
    lowest = lowest_open(lows, still, rays)
    sectors = np.array([int(sector(x, y)) for x, y in rays[:2].T])
    some = still.astype(bool) & (first <= sectors) & (sectors < last)
    assert lowest_between(lows, first, last) == rays[2, some].min(initial=np.inf)
    assert lowest == rays[2, still.astype(bool)].min(initial=np.inf)


@pytest.mark.parametrize(
    ("low", "high", "inside"), [(-30.0, -20.0, 0), (-3.0, 2.0, 6), (-99.0, 99.0, 21), (20, 30, 0)]
)
def test_points_of_a_strip_are_found(low: float, high: float, inside: int) -> None:
    """Points a metre apart from 10 m south to 10 m north: those between low and high are in the range."""
    points = np.zeros((3, 24), np.float32)
    points[1, :21] = np.arange(-10, 11)
    rows = np.empty(65, np.int64)
    row_places(rows, points, 21, 10.001)
    first, last = points_between(rows, 10.001, low, high, 24)
    found = set(range(first, last))
    wanted = {i for i in range(21) if low <= points[1, i] <= high}
    assert len(wanted) == inside
    assert wanted <= found


def test_a_day_a_change_a_period_and_an_estimate_share_one_compiled_engine() -> None:
    """A second kind of table would be compiled anew, and a user would wait for it."""
    kernel = sun_kernel.shade_tiles
    casters, points, few = from_prisms(city(1)), Punten(ground(1, 50)), Periode(EQUINOX, EQUINOX, 30.0)
    before = drained(study(casters, points, Dag(EQUINOX, 30.0), ASSEN))
    for job in (update(before, casters, from_prisms(city(2))), study_periode(casters, points, few, ASSEN),
                estimate_total(casters, points, few, ASSEN)):  # fmt: skip
        drained(job)
    assert len(getattr(kernel, "signatures", [1])) == 1


def test_another_source_is_another_engine(tmp_path: Path) -> None:
    (tmp_path / "sun_one.py").write_text("a = 1\n")
    before = digest(tmp_path)
    assert digest(tmp_path) == before
    (tmp_path / "sun_two.py").write_text("b = 2\n")
    after = digest(tmp_path)
    (tmp_path / "sun_two.py").write_text("b = 3\n")
    assert len({before, after, digest(tmp_path)}) == 3
