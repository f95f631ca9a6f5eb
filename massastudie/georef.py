"""RD New (EPSG:28992, heights NAP) ↔ local metre frame ↔ WGS84. The only place with an EPSG code.

Grid north is not true north: at Assen the RD grid is turned so that `grid azimuth = true azimuth − 0.93°`.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, degrees
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

EPSG_RD = 28992
EPSG_RD_NAP = 7415
EPSG_WGS84 = 4326
#: Where RD coordinates can lie, metres: (x_min, y_min, x_max, y_max).
RD_EXTENT = (-7000.0, 289000.0, 300000.0, 629000.0)

Xy = tuple[float, float]


def to_local(geometry: BaseGeometry, oorsprong: Xy) -> BaseGeometry:
    """RD geometry in metres from `oorsprong`."""
    return shapely.transform(geometry, lambda xy: xy - oorsprong)


def to_rd(geometry: BaseGeometry, oorsprong: Xy) -> BaseGeometry:
    """Local geometry back in RD metres."""
    return shapely.transform(geometry, lambda xy: xy + oorsprong)


def in_rd_extent(x: float, y: float) -> bool:
    """True where RD New is defined."""
    x_min, y_min, x_max, y_max = RD_EXTENT
    return x_min <= x <= x_max and y_min <= y <= y_max


#: Series of Schreutelkamp and Strang van Hees ("Benaderingsformules voor de transformatie tussen RD- en
#: WGS84-kaartcoördinaten", NCG, 2001), arc seconds: (power of x, power of y, coefficient), x and y in 100 km.
LAT_SERIES = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550), (2, 2, -0.01709),
    (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033), (1, 1, -0.00012),
)  # fmt: skip
LON_SERIES = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594), (3, 1, -0.05607),
    (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022), (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip
#: Amersfoort: RD metres, and WGS84 degrees of latitude and longitude.
AMERSFOORT_RD, AMERSFOORT_DEG = (155000.0, 463000.0), (52.15517440, 5.38720621)


def rd_to_wgs84_series(x: float, y: float) -> Xy:
    """(longitude, latitude) in degrees by a series, within a metre of `rd_to_wgs84`.

    For the sun only (a metre is a hundred-thousandth of a degree): it spares the first picture the loading of PROJ.
    """
    dx, dy = (x - AMERSFOORT_RD[0]) * 1e-5, (y - AMERSFOORT_RD[1]) * 1e-5
    lat, lon = (sum(c * dx**p * dy**q for p, q, c in series) for series in (LAT_SERIES, LON_SERIES))
    return AMERSFOORT_DEG[1] + lon / 3600, AMERSFOORT_DEG[0] + lat / 3600


def convergence_series_deg(x: float, y: float) -> float:
    """`convergence_deg` by the series: the direction of true north between two points 200 m apart, degrees."""
    east = (rd_to_wgs84_series(x + 100.0, y)[0] - rd_to_wgs84_series(x - 100.0, y)[0]) / 200.0
    north = (rd_to_wgs84_series(x, y + 100.0)[0] - rd_to_wgs84_series(x, y - 100.0)[0]) / 200.0
    # along true north the longitude stays: east * dx + north * dy = 0
    return degrees(atan2(north, east))


@lru_cache(maxsize=8)
def _transformer(source: int, target: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def rd_to_wgs84(x: float, y: float) -> Xy:
    """(longitude, latitude) in degrees of an RD point; accuracy about 1 m without the correction grid."""
    lon, lat = _transformer(EPSG_RD, EPSG_WGS84).transform(x, y)
    return float(lon), float(lat)


def points_to_wgs84(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(longitude, latitude) (n, 2) in degrees of RD points (n, 2), as `rd_to_wgs84`."""
    return np.column_stack(_transformer(EPSG_RD, EPSG_WGS84).transform(*xy.T))


def wgs84_to_rd(lon: float, lat: float) -> Xy:
    """RD metres of a point given as (longitude, latitude) in degrees."""
    x, y = _transformer(EPSG_WGS84, EPSG_RD).transform(lon, lat)
    return float(x), float(y)


def convergence_deg(x: float, y: float) -> float:
    """Angle from true north to RD grid north at an RD point, clockwise, degrees (about +0.93 at Assen).

    Measured with two projected points on one meridian: `grid azimuth = true azimuth − convergence`.
    """
    lon, lat = rd_to_wgs84(x, y)
    x0, y0 = wgs84_to_rd(lon, lat)
    x1, y1 = wgs84_to_rd(lon, lat + 0.001)
    return -degrees(atan2(x1 - x0, y1 - y0))
