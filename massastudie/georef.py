"""RD New (EPSG:28992, heights NAP) ↔ local metre frame ↔ WGS84. The only place with an EPSG code.

Grid north is not true north: at Assen the RD grid is turned so that `grid azimuth = true azimuth − 0.93°`.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, degrees
from typing import Any

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


@lru_cache(maxsize=8)
def _transformer(source: int, target: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def rd_to_wgs84(x: float, y: float) -> Xy:
    """(longitude, latitude) in degrees of an RD point; accuracy about 1 m without the correction grid."""
    lon, lat = _transformer(EPSG_RD, EPSG_WGS84).transform(x, y)
    return float(lon), float(lat)


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
