"""Ground: the disc that fades into the horizon, flat surfaces, and dashed or plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from massastudie.scene import LineItem, Role, SurfaceItem

from .. import style
from . import light
from .light import Floats

GROUND_Z_M = -0.05
LEVEL_STEP_M = 0.03
DASH_M, GAP_M = 3.2, 2.2
UP = np.array([[0.0, 0.0, 1.0]])
#: How far colours of the ground go to grey beside a map of the sun: a red strip would be read as one of its classes.
QUIET_SHARE = 0.75
#: Water stays water: none of the classes is as pale.
QUIET_WATER_SHARE = 0.3


def triangulate(shapes: Sequence[BaseGeometry] | NDArray[np.object_]) -> tuple[Floats, NDArray[np.int64]]:
    """Triangles (m, 3, 2) that fill the areas of these geometries, and the index (m,) of the geometry of each."""
    parts, owner = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    area = shapely.get_dimensions(parts) == 2
    pieces = shapely.constrained_delaunay_triangles(parts[area])
    triangles, index = shapely.get_parts(pieces, return_index=True)
    corners = shapely.get_coordinates(triangles).reshape(-1, 4, 2)[:, :3]
    return upward(corners), owner[area][index]


def upward(corners: Floats) -> Floats:
    """The same triangles (m, 3, 2), all counter-clockwise."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    cross = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    result = corners.copy()
    result[cross < 0] = result[cross < 0][:, ::-1]
    return result


def lift_m(item: SurfaceItem) -> float:
    """Height at which a surface is drawn: surfaces in one place lie a little above each other, by level."""
    return item.z_m + LEVEL_STEP_M * item.level


def raised(corners: Floats, z_m: NDArray[np.floating] | float) -> Floats:
    """Points (3m, 3) of flat triangles (m, 3, 2) at heights z_m (m,)."""
    points = np.empty((len(corners), 3, 3))
    points[:, :, :2] = corners
    points[:, :, 2] = np.broadcast_to(z_m, (len(corners),))[:, None]
    return points.reshape(-1, 3)


def surface_colour(role: Role, sun: Floats, lit: float = 1.0, quiet: bool = False) -> Floats:
    """Colour (3,) of a flat surface in the sun or in shade, in linear light; `quiet`: beside a map of the sun."""
    full = light.shade(UP, sun)[0]
    own = light.linear(style.ROLE_COLOUR[role])
    if quiet:
        share = QUIET_WATER_SHARE if role is Role.WATER else QUIET_SHARE
        own = own + (light.grey(own) - own) * share
    return own * light.shade(UP, sun, lit)[0] / full.mean()


def surfaces(
    items: Sequence[SurfaceItem], sun: Floats, quiet: bool = False
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Points (3m, 3), colours (3m, 3) in linear light, and item index (m,)."""
    if not items:
        return np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0, dtype=np.int64)
    filled = [_filled(item.geometry) for item in items]
    corners, owner = np.concatenate(filled), np.repeat(np.arange(len(items)), [len(part) for part in filled])
    heights = np.array([lift_m(item) for item in items])
    colours = colours_of([item.role for item in items], sun, 1.0, quiet)
    return raised(corners, heights[owner]), np.repeat(colours[owner], 3, axis=0), owner


@lru_cache(maxsize=2048)
def _filled(shape: BaseGeometry) -> Floats:
    """Triangles (m, 3, 2) of one surface; a change leaves most surfaces as they are. Do not change them."""
    return triangulate([shape])[0]


def colours_of(roles: Sequence[Role], sun: Floats, lit: float = 1.0, quiet: bool = False) -> Floats:
    """Colours (n, 3) of surfaces with these roles, each role worked out once."""
    known = {role: surface_colour(role, sun, lit, quiet) for role in set(roles)}
    return np.array([known[role] for role in roles])


NEAR_RADII_M = (0.0, 150.0, 250.0, 300.0, 350.0, 400.0, 460.0, 540.0, 700.0)
FAR_RADII_M = (700.0, 1200.0, 6000.0)


def disc(
    centre: tuple[float, float], sun: Floats, radii_m: Sequence[float], z_m: float = GROUND_Z_M
) -> tuple[Floats, NDArray[np.uint8]]:
    """The ground: rings of triangles out to the horizon, faded into its colour."""
    radii = np.array(radii_m)
    turn = np.radians(np.linspace(0.0, 360.0, 73))
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    grid = radii[:, None, None] * ring + np.asarray(centre)
    a, b, c, d = grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]
    corners = np.stack([a, b, c, a, c, d], axis=2).reshape(-1, 3, 2)
    points = raised(corners, z_m)
    return points, base_colours(points, centre, sun)


def base_colours(points: Floats, centre: tuple[float, float], sun: Floats) -> NDArray[np.uint8]:
    """Colours (n, 3) of bare ground at these points, faded towards the horizon."""
    base = np.broadcast_to(surface_colour(Role.GROND, sun), points.shape)
    share = light.haze(points, centre, 230.0, 560.0)
    return light.to_bytes(light.blend(base, light.linear(style.HORIZON), share))


SKY_RADIUS_M = 5990.0
SKY_RINGS_DEG = (-4.0, 0.0, 1.5, 4.0, 8.0, 14.0, 24.0, 45.0, 90.0)


def sky(centre: tuple[float, float]) -> tuple[Floats, NDArray[np.uint8]]:
    """A dome from the colour of the horizon to the blue above; ambient occlusion wipes out a renderer's own sky."""
    rise, turn = np.radians(SKY_RINGS_DEG), np.radians(np.linspace(0.0, 360.0, 49))
    points = halves(sphere(rise, turn) * SKY_RADIUS_M + np.array([*centre, 0.0])).reshape(-1, 3)
    share = np.clip(points[:, 2] / SKY_RADIUS_M / np.sin(np.radians(24.0)), 0.0, 1.0)
    low, blue = light.linear(style.HORIZON), light.linear(style.SKY_HIGH)
    return points, light.to_bytes(light.blend(np.broadcast_to(low, points.shape), blue, share))


def sphere(rise: Floats, turn: Floats) -> Floats:
    """Points (r, t, 3) of the unit sphere, by height above the horizon and turn from the east, radians."""
    flat = np.cos(rise)[:, None]
    high = np.broadcast_to(np.sin(rise)[:, None], (len(rise), len(turn)))
    return np.stack([flat * np.cos(turn), flat * np.sin(turn), high], axis=2)


def halves(grid: Floats) -> Floats:
    """Both halves of each square of a grid of points (r, c, 3): triangles (m, 3, 3)."""
    a, b, c, d = grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]
    return np.stack([a, b, c, a, c, d], axis=2).reshape(-1, 3, 3)


def segments(points: Floats) -> Floats:
    """A line (n, 3) as separate segments (n - 1, 2, 3)."""
    return np.stack([points[:-1], points[1:]], axis=1)


def dashes(pieces: Floats, on_m: float = DASH_M, off_m: float = GAP_M) -> Floats:
    """Segments (k, 2, 3) cut in metres: short pieces (n, 2, 3) with gaps between."""
    if not len(pieces):
        return pieces
    length = np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1)
    count = np.maximum(1, np.round((length + off_m) / (on_m + off_m)).astype(int))
    owner = np.repeat(np.arange(len(pieces)), count)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    step = 1.0 / count[owner]
    start = place * step
    end = start + step * on_m / (on_m + off_m)
    a, way = pieces[owner, 0], (pieces[:, 1] - pieces[:, 0])[owner]
    return np.stack([a + way * start[:, None], a + way * end[:, None]], axis=1)


def lines(items: Sequence[LineItem]) -> tuple[Floats, NDArray[np.uint8]]:
    """Points (2k, 3) and colours (2k, 3) of all lines, dashed where asked."""
    points, colours = [np.zeros((0, 3))], [np.zeros((0, 3), dtype=np.uint8)]
    for item in items:
        pieces = segments(np.asarray(item.points, dtype=np.float64))
        pieces = (dashes(pieces) if item.dashed else pieces).reshape(-1, 3)
        pieces[:, 2] += 0.25
        points.append(pieces)
        colours.append(np.tile(light.to_bytes(light.linear(style.ROLE_COLOUR[item.role])), (len(pieces), 1)))
    return np.concatenate(points), np.concatenate(colours)


def paint(colour: str, count: int) -> NDArray[np.uint8]:
    """One plain colour for `count` points."""
    return np.tile(light.to_bytes(light.linear(colour)), (count, 1))
