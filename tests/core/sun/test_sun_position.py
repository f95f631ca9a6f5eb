"""The sun's place against a table computed with other formulas, and against NREL SPA where pvlib is installed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from massastudie.errors import MassastudieError
from massastudie.georef import rd_to_wgs84, wgs84_to_rd
from massastudie.tijd import ZONE
from massastudie.zonnestand import Plaats, day_moments, directions, positions, sun_up, zonnestand
from tests.core.sun.scenes import ASSEN

#: RD 233808 / 557123.
PLEIN = Plaats(52.9953, 6.5610, 0.932)
#: Day 2026, clock hours → altitude, azimuth from true north: formulas of Meeus, centre of the sun, no refraction.
TABLE = {
    (2, 19): {9: (9.6, 123.6), 10: (16.5, 136.9), 12: (25.0, 167.1), 14: (24.0, 199.5), 16: (13.9, 228.8)},
    (3, 21): {9: (20.3, 118.8), 12: (36.7, 167.2), 14: (34.9, 204.4), 16: (23.2, 236.2), 18: (6.5, 262.1)},
    (6, 21): {9: (31.1, 91.6), 12: (55.3, 139.2), 14: (60.1, 191.3), 18: (32.8, 266.1), 20: (15.0, 289.2)},
    (9, 21): {9: (14.3, 108.6), 12: (34.6, 153.3), 14: (37.1, 190.4), 18: (13.3, 252.7)},
    (12, 21): {10: (6.8, 145.4), 12: (13.3, 172.5), 14: (11.2, 200.5), 15: (7.1, 213.8)},
}
#: Day 2026 → clock time and altitude of the highest sun, hours above 0, 10 and 11 degrees.
DAYS = {
    (1, 21): ("12:45", 17.17, 8.18, 5.10, 4.72), (2, 19): ("12:48", 25.83, 9.98, 7.48, 7.22),
    (3, 21): ("12:41", 37.35, 12.07, 9.83, 9.60), (6, 21): ("13:36", 60.44, 16.68, 14.02, 13.77),
    (10, 21): ("13:18", 26.21, 10.05, 7.58, 7.32), (11, 22): ("12:20", 16.82, 8.10, 4.97, 4.58),
    (12, 21): ("12:32", 13.57, 7.32, 3.62, 3.07),
}  # fmt: skip


@pytest.mark.parametrize("day", TABLE, ids=str)
def test_altitude_and_azimut_of_whole_hours(day: tuple[int, int]) -> None:
    for hour, (altitude, azimut) in TABLE[day].items():
        found = zonnestand(datetime(2026, *day, hour, tzinfo=ZONE), PLEIN)
        assert found.zonshoogte_deg == pytest.approx(altitude, abs=0.1)
        assert found.azimut_deg == pytest.approx(azimut, abs=0.15)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_highest_sun_and_length_of_the_day(day: tuple[int, int]) -> None:
    clock, highest, *hours = DAYS[day]
    moments = day_moments(date(2026, *day))
    _, altitude = positions(moments, PLEIN)
    assert altitude.max() == pytest.approx(highest, abs=0.03)
    noon = datetime(2026, *day, *map(int, clock.split(":")), tzinfo=ZONE).timestamp()
    assert abs(moments[altitude.argmax()] - noon) <= 120
    for least, expected in zip((0, 10, 11), hours, strict=True):
        assert (altitude > least).sum() / 60 == pytest.approx(expected, abs=0.06)


def test_within_a_hundredth_of_a_degree_of_spa_from_2020_to_2050() -> None:
    spa = pytest.importorskip("pvlib.spa", reason="pvlib comes with the test extra")
    step = 30 * 365.25 * 86400 / 20000
    moments = datetime(2020, 1, 1, tzinfo=UTC).timestamp() + np.arange(20000) * step
    azimut, altitude = positions(moments, PLEIN)
    delta_t = spa.calculate_deltat(2035, 6)
    found = spa.solar_position(moments, PLEIN.lat_deg, PLEIN.lon_deg, 0, 1013.25, 12, delta_t, 0.5667, numthreads=1)
    elevation, true_azimut = found[3], found[4]
    up = altitude > 0
    turn = (azimut - true_azimut + 180) % 360 - 180
    assert np.abs(altitude - elevation)[up].max() < 0.01
    assert np.abs(turn * np.cos(np.radians(altitude)))[up].max() < 0.01


def test_grid_north_is_east_of_true_north_by_two_projected_points() -> None:
    """From a point one kilometre due north (true) lies a bit west of grid north at Assen, so the sun's grid azimuth is
    smaller than its true azimuth by 0.93 degrees."""
    lon, lat = rd_to_wgs84(233778.0, 557095.0)
    (x0, y0), (x1, y1) = wgs84_to_rd(lon, lat), wgs84_to_rd(lon, lat + 0.009)
    bearing_of_true_north = np.degrees(np.arctan2(x1 - x0, y1 - y0))
    assert bearing_of_true_north == pytest.approx(-0.932, abs=0.005)
    found = zonnestand(datetime(2026, 3, 21, 12, tzinfo=ZONE), ASSEN)
    assert found.azimut_rd_deg - found.azimut_deg == pytest.approx(bearing_of_true_north, abs=0.005)
    x, y, _ = directions(np.array([found.moment.timestamp()]), ASSEN)[0]
    assert np.degrees(np.arctan2(x, y)) == pytest.approx(found.azimut_rd_deg, abs=1e-6)


@pytest.mark.parametrize(("day", "hours"), [((3, 29), 23), ((10, 25), 25), ((3, 21), 24)])
def test_days_of_23_and_25_hours(day: tuple[int, int], hours: int) -> None:
    moments = day_moments(date(2026, *day))
    assert len(moments) == hours * 60
    assert set(np.diff(moments)) == {60.0}
    first = datetime.fromtimestamp(moments[0] - 30, ZONE)
    assert (first.date(), first.hour, first.minute) == (date(2026, *day), 0, 0)


def test_the_clock_goes_forward_and_the_sun_does_not() -> None:
    before, after = (sun_up(date(2026, 3, day), ASSEN) for day in (28, 29))
    assert before and after
    assert after[0].timestamp() - before[0].timestamp() == pytest.approx(86400, abs=300)
    assert after[0].hour == before[0].hour + 1


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(MassastudieError, match="tijdzone"):
        zonnestand(datetime(2026, 3, 21, 12), ASSEN)
