"""Scale figures: people and cyclists, sparing, on squares, terraces, doorsteken, footways and cycle strips.

For the picture only. Where each stands follows from the ground it stands on and the masses, so that the same state
always shows the same people, and who stays clear of a change stays where he was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from .scene_items import PersonItem, Pose, Role, SurfaceItem, TreeItem
from .volumes import Massamodel

Floats = npt.NDArray[np.float64]

#: Square metres per person: a quiet weekday, not a fair.
AREA_M2: dict[Role, float] = {
    Role.PLEIN: 95.0,
    Role.TERRAS: 26.0,
    Role.DOORSTEEK: 55.0,
    Role.STROOK_VOET: 70.0,
    Role.STROOK_VERBLIJF: 80.0,
    Role.STROOK_FIETS: 75.0,
}
#: Ground on which nobody walks.
CLOSED = (Role.WATER, Role.STROOK_RIJBAAN, Role.STROOK_FIETS)
#: Kept free, metres: between a person and the edge of his ground, a mass or water, a trunk.
EDGE_M, CLEAR_M, STAM_M = 0.4, 0.5, 0.9
#: A mass whose lowest part is this high leaves room to walk under it, metres.
HEADROOM_M = 2.2
#: Of those who walk, this share has company at this distance, metres.
COMPANY, BESIDE_M = 0.4, 0.75
#: Of people on squares and terraces this share stands still.
STANDING = 0.45


@dataclass(frozen=True, slots=True)
class Spot:
    """Where someone may be: a place, which way he looks (compass degrees of the grid) and a number 0–1 of his own."""

    x_m: float
    y_m: float
    heading_deg: float
    chance: float


def people(surfaces: Sequence[SurfaceItem], trees: Sequence[TreeItem], massa: Massamodel) -> tuple[PersonItem, ...]:
    """Everyone in the picture of a state, on ground as it lies and clear of masses, water, wheels and stammen."""
    ground = [s for s in surfaces if s.role in AREA_M2 and s.z_m == 0.0]
    roads = {_straat(s): s.geometry for s in surfaces if s.role is Role.STROOK_RIJBAAN}
    wanted = [(spot, item) for item in ground for spot in _spots(item.geometry, item.role, roads.get(_straat(item)))]
    if not wanted:
        return ()
    places = shapely.points([(spot.x_m, spot.y_m) for spot, _ in wanted])
    walking = np.array([item.role is not Role.STROOK_FIETS for _, item in wanted])
    closed = _near(places, [s.geometry for s in surfaces if s.role in CLOSED and s.z_m == 0.0], CLEAR_M)
    stammen = _near(places, [Point(t.x_m, t.y_m) for t in trees], STAM_M)
    free = ~_near(places, _masses(massa), CLEAR_M) & ~(closed & walking) & ~stammen
    return tuple(_person(spot, item) for (spot, item), clear in zip(wanted, free, strict=True) if clear)


def _straat(item: SurfaceItem) -> str:
    """The street a strip is of."""
    return item.id.rpartition(".")[0]


def _near(places: npt.NDArray[np.object_], shapes: Sequence[BaseGeometry], distance_m: float) -> npt.NDArray[np.bool_]:
    """Which places (n,) lie nearer than this to one of the shapes."""
    result = np.zeros(len(places), dtype=bool)
    result[shapely.STRtree(list(shapes)).query(places, predicate="dwithin", distance=distance_m)[0]] = True
    return result


@lru_cache(maxsize=8)
def _masses(massa: Massamodel) -> tuple[BaseGeometry, ...]:
    """What stands in the way of someone on the ground."""
    return tuple(v.polygon for item, v in massa.pairs() if v.bottom_m - item.maaiveld_m < HEADROOM_M)


@lru_cache(maxsize=2048)
def _person(spot: Spot, item: SurfaceItem) -> PersonItem:
    still = item.role in (Role.PLEIN, Role.TERRAS) and spot.chance < STANDING
    pose: Pose = "cycling" if item.role is Role.STROOK_FIETS else "standing" if still else "walking"
    return PersonItem(spot.x_m, spot.y_m, item.level, spot.heading_deg, pose, spot.chance)


@lru_cache(maxsize=1024)
def _spots(geometry: BaseGeometry, role: Role, road: BaseGeometry | None) -> tuple[Spot, ...]:
    """Spots on one piece of ground: one in each cell of a grid that lies fixed over the town, somewhere in its cell.
    `road`: the carriageway of its street, if any."""
    inner = geometry.buffer(-EDGE_M)
    if inner.is_empty:
        return ()
    places = _scattered(inner, AREA_M2[role] ** 0.5)
    chance = _dice(places)
    riding = role is Role.STROOK_FIETS
    heading = _headings(geometry, role, places, chance)
    if riding and road is not None:
        heading = _kept_left(heading, places, road)
    alone = [Spot(*map(float, row)) for row in np.column_stack([places, heading, chance[:, 0]])]
    return tuple(alone) if riding else (*alone, *_company(alone, chance[:, 1], inner))


def _scattered(inner: BaseGeometry, cell_m: float) -> Floats:
    """Places (n, 2) within a shape, about one per cell."""
    west, south, east, north = inner.bounds
    xs, ys = np.arange(west // cell_m, east // cell_m + 1), np.arange(south // cell_m, north // cell_m + 1)
    cells = np.stack([a.ravel() for a in np.meshgrid(xs, ys)], axis=1)
    places: Floats = (cells + 0.1 + 0.8 * _dice(cells + cell_m)[:, :2]) * cell_m
    inside: Floats = places[shapely.contains_xy(inner, places)]
    return inside


def _dice(places: Floats) -> Floats:
    """Three numbers from 0 to 1 per place (n, 3) that follow from the place alone."""
    mix: Floats = np.round(places, 3) @ np.array([[12.9898, 39.3467, 73.1561], [78.233, 11.1353, 52.2354]])
    mixed: Floats = np.abs(np.sin(mix) * 43758.5453) % 1.0
    return mixed


def _headings(geometry: BaseGeometry, role: Role, places: Floats, chance: Floats) -> Floats:
    """Compass degrees (n,): along the edge of a strip, one way or the other; any way on a square or a terrace."""
    if role in (Role.PLEIN, Role.TERRAS):
        anyway: Floats = chance[:, 2] * 360.0
        return anyway
    edge = shapely.get_parts(geometry)[0].exterior
    foot = shapely.line_locate_point(edge, shapely.points(places))
    ends = [shapely.get_coordinates(shapely.line_interpolate_point(edge, foot + d)) for d in (-0.5, 0.5)]
    way = ends[1] - ends[0]
    back: Floats = np.where(chance[:, 2] < 0.5, 180.0, 0.0)
    ahead: Floats = np.degrees(np.arctan2(way[:, 0], way[:, 1]))
    return ahead + back


def _kept_left(heading_deg: Floats, places: Floats, road: BaseGeometry) -> Floats:
    """The same headings (n,), turned round where the carriageway would lie on the right of who rides there."""
    lines = shapely.shortest_line(shapely.points(places), road)
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    across, turn = ends[:, 1] - ends[:, 0], np.radians(heading_deg)
    left = np.sin(turn) * across[:, 1] - np.cos(turn) * across[:, 0] > 0
    return heading_deg + np.where(left, 0.0, 180.0)


def _company(alone: Iterable[Spot], chance: Floats, inner: BaseGeometry) -> list[Spot]:
    """Those who walk or stand beside someone."""
    beside = []
    for spot, share in zip(alone, chance, strict=True):
        turn = np.radians(spot.heading_deg + 90.0)
        x, y = spot.x_m + float(np.sin(turn)) * BESIDE_M, spot.y_m + float(np.cos(turn)) * BESIDE_M
        if share < COMPANY and shapely.contains_xy(inner, x, y):
            beside.append(Spot(x, y, spot.heading_deg, (spot.chance + float(share)) % 1.0))
    return beside
