"""Where the picture is taken from, as plain numbers, and the mathematics of moving it. No Qt, no events.

Azimuth is the compass direction the camera looks *from* (grid, degrees), elevation its height above the horizon. They
are kept here, because straight down they cannot be read back from a position.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from vtkmodules.vtkRenderingCore import vtkCamera

from massastudie.plan import Gezicht

from .light import Floats

VIEW_ANGLE_DEG = 30.0
EYE_M = 1.7
FAR_M = 9500.0
CITY_M = 1500.0
NEAREST_M, FARTHEST_M = 3.0, 3000.0
#: What is looked at by hand stays over the city and no higher than a tall tower: who loses the plan sees only haze.
HIGHEST_FOCAL_M = 300.0
#: The ground at one's feet counts up to so many times one's height away.
FEET = 24.0
LOWEST_DEG, HIGHEST_DEG = -25.0, 90.0


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Focal point and distance in metres, azimuth looked from and elevation in degrees."""

    x_m: float = 0.0
    y_m: float = 0.0
    z_m: float = 0.0
    afstand_m: float = 560.0
    azimut_deg: float = 236.0
    elevatie_deg: float = 36.0
    parallel: bool = False

    @property
    def focal(self) -> Floats:
        """Point looked at (3,)."""
        return np.array([self.x_m, self.y_m, self.z_m])

    @property
    def forward(self) -> Floats:
        """Unit vector of the line of sight (3,)."""
        azimuth, elevation = np.radians([self.azimut_deg, self.elevatie_deg])
        flat = np.cos(elevation)
        return -np.array([flat * np.sin(azimuth), flat * np.cos(azimuth), np.sin(elevation)])

    @property
    def up(self) -> Floats:
        """Unit vector that is up in the picture (3,); well defined straight down too."""
        azimuth, elevation = np.radians([self.azimut_deg, self.elevatie_deg])
        down = -np.sin(elevation)
        return np.array([down * np.sin(azimuth), down * np.cos(azimuth), np.cos(elevation)])

    @property
    def right(self) -> Floats:
        """Unit vector to the right in the picture (3,)."""
        return np.cross(self.forward, self.up)

    @property
    def position(self) -> Floats:
        """Where the camera stands (3,)."""
        return self.focal - self.forward * self.afstand_m

    @property
    def depth_m(self) -> float:
        """How deep the picture is: the distance to what is looked at, less for someone who stands on the ground and
        has it at their feet (ambient occlusion measured by the far end leaves a stain there)."""
        return max(1.0, min(self.afstand_m, FEET * float(self.position[2])))

    def at(self, position: Floats) -> Viewpoint:
        """The same direction and distance, standing at `position`."""
        x, y, z = position + self.forward * self.afstand_m
        return replace(self, x_m=float(x), y_m=float(y), z_m=float(z))

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers, to be saved with a study."""
        return asdict(self)


def from_dict(values: dict[str, Any]) -> Viewpoint:
    """A saved viewpoint; unknown or unusable values fall back to the bird's-eye's own."""
    start = Viewpoint()
    known = {}
    for name, default in asdict(start).items():
        value = values.get(name, default)
        fits = isinstance(value, bool) if isinstance(default, bool) else isinstance(value, (int, float))
        known[name] = type(default)(value) if fits and np.isfinite(value) else default
    return above_ground(replace(start, **known))


def from_gezicht(gezicht: Gezicht, parallel: bool) -> Viewpoint:
    """A viewpoint of the plan."""
    g = gezicht
    return Viewpoint(g.x_m, g.y_m, g.z_m, g.afstand_m, g.azimut_deg, g.elevatie_deg, parallel)


def above_ground(view: Viewpoint) -> Viewpoint:
    """The same view, lifted when the camera would stand lower than a person's eye."""
    low = EYE_M - float(view.position[2])
    return view if low <= 0 else replace(view, z_m=view.z_m + low)


def orbit(view: Viewpoint, pivot: Floats, turn_deg: float, tilt_deg: float) -> Viewpoint:
    """Turn about `pivot`, which stays where it is in the picture; stops before the camera reaches the ground."""
    turned = _about(view, pivot, turn_deg, tilt_deg)
    if turned.position[2] >= EYE_M or turned.position[2] >= view.position[2]:
        return turned
    low, high = 0.0, 1.0
    for _ in range(24):
        half = (low + high) / 2
        good = _about(view, pivot, turn_deg, tilt_deg * half).position[2] >= EYE_M
        low, high = (half, high) if good else (low, half)
    return _about(view, pivot, turn_deg, tilt_deg * low)


def _about(view: Viewpoint, pivot: Floats, turn_deg: float, tilt_deg: float) -> Viewpoint:
    elevation = min(HIGHEST_DEG, max(LOWEST_DEG, view.elevatie_deg + tilt_deg))
    turned = replace(view, azimut_deg=(view.azimut_deg + turn_deg) % 360.0, elevatie_deg=elevation)
    away = pivot - view.position
    place = [float(away @ axis) for axis in (view.right, view.up, view.forward)]
    position = pivot - turned.right * place[0] - turned.up * place[1] - turned.forward * place[2]
    return turned.at(position)


def zoom(view: Viewpoint, point: Floats, factor: float) -> Viewpoint:
    """Come `factor` times as near to `point`, which stays where it is in the picture."""
    factor = min(max(factor, NEAREST_M / view.afstand_m), FARTHEST_M / view.afstand_m)
    focal = point + (view.focal - point) * factor
    nearer = replace(view, x_m=float(focal[0]), y_m=float(focal[1]), z_m=float(focal[2]),
                     afstand_m=view.afstand_m * factor)  # fmt: skip
    return nearer if nearer.position[2] >= EYE_M or factor > 1 else view


def pan(view: Viewpoint, grabbed: Floats, now: Floats) -> Viewpoint:
    """Shift over the ground so that what was at `grabbed` comes to `now`."""
    x, y = (grabbed - now)[:2]
    return replace(view, x_m=view.x_m + float(x), y_m=view.y_m + float(y))


def held(view: Viewpoint) -> Viewpoint:
    """The same view, drawn back when it looks at a point outside the city or far above it."""
    x, y = (min(CITY_M, max(-CITY_M, value)) for value in (view.x_m, view.y_m))
    return replace(view, x_m=x, y_m=y, z_m=min(HIGHEST_FOCAL_M, view.z_m))


def between(a: Viewpoint, b: Viewpoint, share: float) -> Viewpoint:
    """Point of a flight from `a` to `b`: the distance on a log scale, the azimuth the short way round."""
    turn = (b.azimut_deg - a.azimut_deg + 180.0) % 360.0 - 180.0

    def mix(start: float, end: float) -> float:
        return start + (end - start) * share

    log = mix(np.log(a.afstand_m), np.log(b.afstand_m))
    return above_ground(
        Viewpoint(
            mix(a.x_m, b.x_m), mix(a.y_m, b.y_m), mix(a.z_m, b.z_m), float(np.exp(log)),
            (a.azimut_deg + turn * share) % 360.0, mix(a.elevatie_deg, b.elevatie_deg), b.parallel,
        )
    )  # fmt: skip


def apply(view: Viewpoint, camera: vtkCamera) -> None:
    """Set a VTK camera, with clipping of our own: a large ground would cut off what is near at eye level."""
    position = view.position
    camera.SetPosition(*position)
    camera.SetFocalPoint(*view.focal)
    camera.SetViewUp(*view.up)
    camera.SetViewAngle(VIEW_ANGLE_DEG)
    camera.SetParallelProjection(view.parallel)
    camera.SetParallelScale(parallel_scale(view))
    near = min(50.0, max(0.3, float(position[2]) / 4.0))
    # In parallel projection nothing is too near: begin before the whole city, but within the dome of the sky.
    camera.SetClippingRange(view.afstand_m - CITY_M if view.parallel else near, FAR_M)


def parallel_scale(view: Viewpoint) -> float:
    """Half the height of the picture in metres at the focal point."""
    return view.afstand_m * float(np.tan(np.radians(VIEW_ANGLE_DEG / 2)))


#: Seen aslant, the corners of a plan's rectangle are surroundings: come nearer, so that the plan fills the picture.
CLOSE, CLOSE_VIEWS = 0.85, ("vogelvlucht",)
NAMED: dict[str, tuple[float, float]] = {
    "vogelvlucht": (232.0, 38.0),
    "plan": (180.0, 90.0),
    "noord": (0.0, 22.0),
    "oost": (90.0, 22.0),
    "zuid": (180.0, 22.0),
    "west": (270.0, 22.0),
}


def named(name: str, extent_m: tuple[float, float, float, float], aspect: float, now: Viewpoint) -> Viewpoint:
    """A standard view on the plan: one of NAMED, or `passend`: as one looks now, all in sight."""
    west, south, east, north = extent_m
    centre = replace(now, x_m=(west + east) / 2, y_m=(south + north) / 2, z_m=6.0)
    azimuth, elevation = NAMED.get(name, (now.azimut_deg, max(now.elevatie_deg, 15.0)))
    view = replace(centre, azimut_deg=azimuth, elevatie_deg=elevation)
    nearer = CLOSE if name in CLOSE_VIEWS else 1.0
    return replace(view, afstand_m=nearer * fit_distance(view, extent_m, aspect))


def fit_distance(view: Viewpoint, extent_m: tuple[float, float, float, float], aspect: float) -> float:
    """Distance at which the whole extent is just in sight, in perspective and in parallel projection."""
    west, south, east, north = extent_m
    corners = np.array([[x, y, z] for x in (west, east) for y in (south, north) for z in (0.0, 15.0)]) - view.focal
    wide, high = np.abs(corners @ view.right), np.abs(corners @ view.up)
    depth = np.zeros(len(corners)) if view.parallel else corners @ view.forward
    tangent = float(np.tan(np.radians(VIEW_ANGLE_DEG / 2)))
    need = np.maximum(wide / (tangent * aspect), high / tangent) - depth
    return float(min(FARTHEST_M, max(NEAREST_M, 1.03 * need.max())))
