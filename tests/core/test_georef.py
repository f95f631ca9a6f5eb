"""RD New, the local frame and WGS84: known points, the way back, and which way grid north is turned."""

from __future__ import annotations

from math import atan2, degrees

import pytest
from pyproj import Geod
from shapely.geometry import box

from massastudie.georef import (
    convergence_deg,
    convergence_series_deg,
    in_rd_extent,
    rd_to_wgs84,
    rd_to_wgs84_series,
    to_local,
    to_rd,
    wgs84_to_rd,
)

#: Middle of the Koopmansplein, RD.
ASSEN = (233778.0, 557095.0)


def test_the_origin_of_rd_is_the_tower_of_amersfoort() -> None:
    # Onze Lieve Vrouwetoren, (155000, 463000) by definition of RD: about 5.3872 E, 52.1552 N in WGS84
    lon, lat = rd_to_wgs84(155000.0, 463000.0)
    assert (lon, lat) == (pytest.approx(5.3872, abs=5e-5), pytest.approx(52.1552, abs=5e-5))


def test_there_and_back_is_the_same_point() -> None:
    x, y = wgs84_to_rd(*rd_to_wgs84(*ASSEN))
    assert (x, y) == (pytest.approx(ASSEN[0], abs=0.01), pytest.approx(ASSEN[1], abs=0.01))


def test_local_and_back_is_the_same_shape() -> None:
    shape = box(ASSEN[0], ASSEN[1], ASSEN[0] + 10.125, ASSEN[1] + 20.5)
    local = to_local(shape, ASSEN)
    assert local.bounds == pytest.approx((0, 0, 10.125, 20.5))
    assert to_rd(local, ASSEN).equals_exact(shape, 1e-9)


def test_the_convergence_at_assen() -> None:
    assert convergence_deg(*ASSEN) == pytest.approx(0.932, abs=0.001)


def test_grid_azimuth_is_true_azimuth_minus_the_convergence() -> None:
    # two projected points: 1 km along the grid's north, its true azimuth on the ellipsoid
    start, end = rd_to_wgs84(*ASSEN), rd_to_wgs84(ASSEN[0], ASSEN[1] + 1000.0)
    true_deg, _, length = Geod(ellps="WGS84").inv(*start, *end)
    assert length == pytest.approx(1000, rel=1e-3)
    assert true_deg - convergence_deg(*ASSEN) == pytest.approx(0.0, abs=0.001)


def test_true_north_lies_west_of_grid_north_at_assen() -> None:
    lon, lat = rd_to_wgs84(*ASSEN)
    x, y = wgs84_to_rd(lon, lat + 0.01)
    assert degrees(atan2(x - ASSEN[0], y - ASSEN[1])) == pytest.approx(-0.932, abs=0.002)


def test_the_convergence_changes_sign_at_the_meridian_of_amersfoort() -> None:
    assert convergence_deg(155000.0, 463000.0) == pytest.approx(0.0, abs=1e-3)
    assert convergence_deg(60000.0, 463000.0) < 0


@pytest.mark.parametrize(("point", "inside"), [(ASSEN, True), ((6.56, 52.99), False), ((557095.0, 233778.0), False)])
def test_points_outside_rd_are_known(point: tuple[float, float], inside: bool) -> None:
    assert in_rd_extent(*point) is inside


@pytest.mark.parametrize("place", [ASSEN, (155000, 463000), (20000, 370000), (270000, 590000), (185000, 318000)])
def test_the_series_for_the_sun_agrees_with_proj(place: tuple[float, float]) -> None:
    lon, lat = rd_to_wgs84(*place)
    assert rd_to_wgs84_series(*place) == (pytest.approx(lon, abs=1e-5), pytest.approx(lat, abs=1e-5))
    assert convergence_series_deg(*place) == pytest.approx(convergence_deg(*place), abs=1e-4)
