"""Where the sun stands: geometric position (no refraction) of the sun's centre, for aware moments only.

Algorithm: PSA+ with the coefficients for 2020–2050 (Blanco, Milidonis and Bonanos, "Updating the PSA sun position
algorithm", Solar Energy 212, 2020, doi:10.1016/j.solener.2020.10.084); within 0.01° of NREL SPA at Assen.

Two norths: `azimut_deg` is clockwise from true north, `azimut_rd_deg` from the north of the RD grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from .errors import MassastudieError
from .georef import convergence_series_deg, rd_to_wgs84_series
from .tijd import ZONE as ZONE

Floats = npt.NDArray[np.float64]

#: Noon UTC of 1 January 2000, seconds since 1970: the epoch of the algorithm.
J2000_S = 946728000.0
#: Earth radius divided by the distance of the sun (parallax).
PARALLAX = 6371.01 / 149597890.0


@dataclass(frozen=True, slots=True)
class Plaats:
    """A place on earth: degrees, and the angle from true north to grid north (0: no grid)."""

    lat_deg: float
    lon_deg: float
    convergentie_deg: float = 0.0

    @classmethod
    def from_rd(cls, x_m: float, y_m: float) -> Plaats:
        """The place of an RD point, with its grid convergence."""
        lon, lat = rd_to_wgs84_series(x_m, y_m)
        return cls(lat, lon, convergence_series_deg(x_m, y_m))


@dataclass(frozen=True, slots=True)
class Zonnestand:
    """The sun at one moment, degrees. `zonshoogte_deg` is above the horizon."""

    moment: datetime
    azimut_deg: float
    azimut_rd_deg: float
    zonshoogte_deg: float

    @property
    def utc_offset_h(self) -> float:
        """Hours the moment's clock is ahead of UTC."""
        offset = self.moment.utcoffset()
        return offset.total_seconds() / 3600 if offset is not None else 0.0


def zonnestand(moment: datetime, plaats: Plaats) -> Zonnestand:
    """The sun at an aware moment; MassastudieError for a naive one."""
    azimut, altitude = positions(np.array([timestamp(moment)]), plaats)
    grid = (azimut[0] - plaats.convergentie_deg) % 360.0
    return Zonnestand(moment, float(azimut[0]), float(grid), float(altitude[0]))


def timestamp(moment: datetime) -> float:
    """Seconds since 1970 UTC; MassastudieError when the moment has no zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise MassastudieError(f"moment {moment.isoformat()}: verwacht een tijdzone, gevonden geen")
    return moment.timestamp()


def positions(unix_s: Floats, plaats: Plaats) -> tuple[Floats, Floats]:
    """Azimuth (true north, clockwise, 0–360) and altitude, degrees, at moments (n,) in seconds since 1970 UTC."""
    days = (unix_s - J2000_S) / 86400.0
    right_ascension, declination = _equatorial(days)
    hours = (unix_s % 86400.0) / 3600.0
    sidereal = np.radians((6.697096103 + 0.06570984737 * days + hours) * 15.0 + plaats.lon_deg)
    return _horizontal(sidereal - right_ascension, declination, np.radians(plaats.lat_deg))


def _equatorial(days: Floats) -> tuple[Floats, Floats]:
    """Right ascension and declination, radians."""
    omega = 2.267127827 - 0.0009300339267 * days
    mean_longitude = 4.895036035 + 0.01720279602 * days
    anomaly = 6.239468336 + 0.01720200135 * days
    longitude = mean_longitude + 0.03338320972 * np.sin(anomaly) + 0.0003497596876 * np.sin(2 * anomaly)
    longitude += -0.0001544353226 - 0.00000868972936 * np.sin(omega)
    obliquity = 0.4090904909 - 6.213605399e-9 * days + 0.00004418094944 * np.cos(omega)
    right_ascension = np.arctan2(np.cos(obliquity) * np.sin(longitude), np.cos(longitude))
    return right_ascension, np.arcsin(np.sin(obliquity) * np.sin(longitude))


def _horizontal(hour_angle: Floats, declination: Floats, lat: float) -> tuple[Floats, Floats]:
    """Azimuth and altitude, degrees, seen from the surface (parallax taken off)."""
    cos_zenith = np.cos(lat) * np.cos(hour_angle) * np.cos(declination) + np.sin(declination) * np.sin(lat)
    zenith = np.arccos(np.clip(cos_zenith, -1.0, 1.0))
    north = np.tan(declination) * np.cos(lat) - np.sin(lat) * np.cos(hour_angle)
    azimut = np.degrees(np.arctan2(-np.sin(hour_angle), north)) % 360.0
    return azimut, 90.0 - np.degrees(zenith + PARALLAX * np.sin(zenith))


def directions(unix_s: Floats, plaats: Plaats) -> Floats:
    """Unit vectors (n, 3) towards the sun in the RD frame: x east, y grid north, z up."""
    azimut, altitude = positions(unix_s, plaats)
    grid, height = np.radians(azimut - plaats.convergentie_deg), np.radians(altitude)
    flat = np.cos(height)
    return np.stack([flat * np.sin(grid), flat * np.cos(grid), np.sin(height)], axis=-1)


def day_moments(dag: date, stap_min: float = 1.0, zone: ZoneInfo = ZONE) -> Floats:
    """Moments (n,) of one civil day, seconds since 1970 UTC, in the middle of each step.

    A sample stands for its whole step [t, t + stap). Days of 23 and 25 hours have as many steps as they have minutes.
    """
    start = datetime.combine(dag, time(0), zone).timestamp()
    end = datetime.combine(dag + timedelta(days=1), time(0), zone).timestamp()
    step = stap_min * 60.0
    return np.arange(start + step / 2, end, step)


@lru_cache(maxsize=64)
def sun_up(dag: date, plaats: Plaats, min_hoogte_deg: float = 0.0) -> tuple[datetime, datetime] | None:
    """First and last minute of a civil day with the sun above `min_hoogte_deg`; None when there is none."""
    moments = day_moments(dag, 1.0)
    _, altitude = positions(moments, plaats)
    lit = np.flatnonzero(altitude > min_hoogte_deg)
    if not len(lit):
        return None
    first, last = moments[lit[0]] - 30.0, moments[lit[-1]] + 30.0
    return datetime.fromtimestamp(first, ZONE), datetime.fromtimestamp(last, ZONE)


def civil(dag: date, hours: Sequence[float] | float) -> list[datetime]:
    """Aware moments of a civil day at clock hours (9.5 is half past nine)."""
    clock = [hours] if isinstance(hours, (int, float)) else list(hours)
    return [datetime.combine(dag, time(0), ZONE).replace(hour=int(h), minute=round(h % 1 * 60)) for h in clock]
