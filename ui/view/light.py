"""Light baked into colours: sky, bounce and one sun, worked out in linear light and given back as sRGB bytes.

A vertex colour that holds its own light needs no lamps in the renderer, costs nothing per frame, and lets shadows be
painted in the very colour the surface has in shade.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .. import style

Floats = NDArray[np.float64]

#: Light without shadows, and while the sun is down: as on 21 March 14:00 CET in Assen, azimuth of the grid.
SUN_ALTITUDE_DEG = 34.9
SUN_AZIMUTH_GRID_DEG = 204.4 - 0.932

SKY = np.array([0.86, 0.93, 1.0]) * 0.50
BOUNCE = np.array([1.0, 0.94, 0.86]) * 0.22
SUN = np.array([1.0, 0.93, 0.80]) * 0.98
#: What a low sun does to the picture: full below the first altitude, nothing above the second, degrees.
LOW_DEG, HIGH_DEG = 5.0, 25.0
#: The colour of the sun turns towards this below the given altitude, degrees.
WARM_DEG = 10.0
WARM = np.array([1.0, 0.86, 0.66])
FOOT_SHADE = 0.80
FOOT_HEIGHT_M = 6.0


def sun_vector(azimuth_deg: float = SUN_AZIMUTH_GRID_DEG, altitude_deg: float = SUN_ALTITUDE_DEG) -> Floats:
    """Unit vector towards the sun (east, north, up)."""
    azimuth, altitude = np.radians([azimuth_deg, altitude_deg])
    flat = np.cos(altitude)
    return np.array([np.sin(azimuth) * flat, np.cos(azimuth) * flat, np.sin(altitude)])


def linear(colours: str | Iterable[str]) -> Floats:
    """Hex colours in linear light: (3,) for one, (n, 3) for several."""
    if isinstance(colours, str):
        return np.array(_linear(colours))
    return np.array([_linear(colour) for colour in colours]).reshape(-1, 3)


@lru_cache(maxsize=1024)
def _linear(colour: str) -> tuple[float, ...]:
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0
    return tuple(np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).tolist())


TABLE_SIZE = 32768


def _srgb_table() -> NDArray[np.uint8]:
    value = np.linspace(0.0, 1.0, TABLE_SIZE)
    srgb = np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    return np.asarray(srgb * 255.0 + 0.5, dtype=np.uint8)


#: sRGB byte of each step of linear light: looking it up is five times as quick as raising to a power.
SRGB = _srgb_table()
SRGB.flags.writeable = False


def to_bytes(rgb: Floats) -> NDArray[np.uint8]:
    """Linear light (…, 3) to sRGB bytes; values over 1 are cut off."""
    steps = np.clip(rgb, 0.0, 1.0) * (TABLE_SIZE - 1) + 0.5
    return SRGB[steps.astype(np.uint16)]


@dataclass(frozen=True, slots=True)
class Daylight:
    """Strength of the sky, colour (3,) of the sun, and how much more a grazed face gets than its cosine says (0–1)."""

    sky: float
    sun: Floats
    grazing: float


def daylight(sun: Floats) -> Daylight:
    """Light for this sun (unit vector). A low sun hardly lights the ground: the sky is dimmed and the grazing light
    raised a little, so that shadows stay readable down to the horizon."""
    altitude = float(np.degrees(np.arcsin(np.clip(sun[2], -1.0, 1.0))))
    low = float(np.clip((HIGH_DEG - altitude) / (HIGH_DEG - LOW_DEG), 0.0, 1.0))
    warm = float(np.clip((WARM_DEG - altitude) / WARM_DEG, 0.0, 1.0))
    return Daylight(1.0 + 0.04 * low, SUN * (1 + (WARM - 1) * warm) * (1 - 0.12 * low), low)


def shade(normals: NDArray[np.floating], sun: Floats, lit: float = 1.0) -> Floats:
    """Light (n, 3) that falls on faces with these normals (n, 3); `lit` 0 is shade."""
    kind, day = normals.dtype, daylight(sun)
    sky, bounce, direct_sun = (v.astype(kind) for v in (SKY * day.sky, BOUNCE * day.sky, day.sun))
    up = normals[:, 2:3]
    direct = np.maximum(0.0, normals @ sun.astype(kind))[:, None]
    direct *= (1.0 + day.grazing * (1.0 - direct)) * kind.type(lit)
    return sky * (0.58 + 0.42 * up) + bounce * (0.5 - 0.5 * up) + direct_sun * direct


def foot(height_m: Floats) -> Floats:
    """Factor (n,) by which walls darken towards their foot."""
    return FOOT_SHADE + (1 - FOOT_SHADE) * np.clip(height_m / FOOT_HEIGHT_M, 0.0, 1.0)


def haze(xy: NDArray[np.floating], centre: Sequence[float], near_m: float, far_m: float, most: float = 1.0) -> Floats:
    """Share (n,) of the horizon colour by distance from the middle of the plan."""
    distance = np.hypot(xy[:, 0] - centre[0], xy[:, 1] - centre[1])
    share = np.clip((distance - near_m) / (far_m - near_m), 0.0, 1.0)
    return most * share * share * (3 - 2 * share)


def blend(colours: Floats, target: Floats, share: Floats) -> Floats:
    """`colours` (n, 3) moved towards `target` by `share` (n,)."""
    return colours + (target - colours) * share[:, None]


def grey(colour: Floats) -> Floats:
    """The grey (3,) as light as a colour (3,) in linear light (luminance of sRGB, IEC 61966-2-1)."""
    return np.full(3, float(colour @ np.array([0.2126, 0.7152, 0.0722])))


def city_haze(points: NDArray[np.floating], centre: tuple[float, float]) -> Floats:
    """Share (n,) of the horizon colour at the rim of the city."""
    return haze(points, centre, 230.0, 430.0, 0.75)


def hazed(colours: Floats, points: NDArray[np.floating], centre: tuple[float, float]) -> NDArray[np.uint8]:
    """Colours (n, 3) of points (n, 3) in bytes, faded towards the horizon at the rim of the city."""
    return to_bytes(blend(colours, linear(style.HORIZON), city_haze(points, centre)))


def horizon() -> Floats:
    """Colour (3,) of the horizon in linear light."""
    return linear(style.HORIZON)
