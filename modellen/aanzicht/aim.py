"""What an elevation is of: a side of a street or square, or the whole plan, and from where it is looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from massastudie.errors import PlanError
from massastudie.plan import Plan, Straat, Vlak
from massastudie.volumes import Lichaam, Massamodel
from modellen.rapport.kaart import ground_of

from .hidden import axes

#: Azimuth one looks towards to see a side.
SIDES = {"noord": 0.0, "oost": 90.0, "zuid": 180.0, "west": 270.0}
#: How far behind a street or square masses are still drawn, and beyond its ends, metres.
DEEP_M, BESIDE_M = 45.0, 6.0
#: A mass belongs to a side when more than this share of its ground lies there.
SHARE = 0.5


@dataclass(frozen=True, eq=False)
class Aim:
    """Title; azimuth one looks towards; the masses drawn; from where to where along the drawing (u) in metres, None:
    as far as the masses go; the ground whose trees and people are drawn, None: that of the plan."""

    naam: str
    azimut_deg: float
    lichamen: tuple[Lichaam, ...]
    span_m: tuple[float, float] | None = None
    grond: BaseGeometry | None = None


def whole_plan(massa: Massamodel, van: float) -> Aim:
    """Everything in the plan, seen from azimuth `van` (0: from the north, looking south)."""
    names = {(turn + 180.0) % 360.0: side for side, turn in SIDES.items()}
    towards = (van + 180.0) % 360.0
    name = f"vanuit het {names[towards]}en" if towards in names else f"vanuit azimut {van:g}°"
    return Aim(name, towards, tuple(item for item in massa.lichamen if item.in_plan))


def side_of(plan: Plan, massa: Massamodel, ids: tuple[str, ...], zijde: str) -> Aim:
    """The side (a key of `SIDES`) of a street in one or more stretches, or of a square, seen from its middle.

    Raises PlanError when there is no such object, or nothing stands on that side.
    """
    items = [_place(plan, item_id) for item_id in ids]
    lines = [_across(item, SIDES[zijde]) for item in items]
    azimut_deg = _square_on(lines, SIDES[zijde])
    right, away = axes(azimut_deg)
    region = shapely.union_all([_beyond(line, away) for line in lines])
    own = tuple(item for item in massa.lichamen if _share(item, region) > SHARE)
    if not own:
        raise PlanError(f"aanzicht: aan de zijde {zijde} van '{', '.join(ids)}' staat in fase '{massa.fase}' niets")
    u = shapely.get_coordinates(lines) @ right
    name = " en ".join(dict.fromkeys(item.naam for item in items))
    return Aim(f"{name}, {zijde}wand", azimut_deg, own, (float(u.min()) - BESIDE_M, float(u.max()) + BESIDE_M), region)


def _place(plan: Plan, item_id: str) -> Straat | Vlak:
    item = plan.by_id.get(item_id)
    if isinstance(item, Straat | Vlak):
        return item
    known = [*(v.id for v in plan.vlakken if v.soort == "plein"), *(s.id for s in plan.straten)]
    some = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    raise PlanError(f"aanzicht: '{item_id}' is geen straat of plein; kies uit {some}")


def _across(item: Straat | Vlak, azimut_deg: float) -> LineString:
    """The axis of a street; of a surface a line through its middle, square to the direction looked in."""
    if isinstance(item, Straat):
        return item.lijn
    right, _ = axes(azimut_deg)
    middle = np.array(item.polygon.centroid.coords[0])
    u = shapely.get_coordinates(item.polygon) @ right
    return LineString([middle + right * (end - middle @ right) for end in (u.min(), u.max())])


def _square_on(lines: list[LineString], wanted_deg: float) -> float:
    """Azimuth square to the lines as a whole, to the side nearest to the one wanted."""
    points = shapely.get_coordinates(lines)
    apart = points[:, None] - points[None]
    first, last = np.unravel_index(int((apart**2).sum(axis=2).argmax()), apart.shape[:2])
    along = float(np.degrees(np.arctan2(*apart[first, last])))
    both = ((along + turn) % 360.0 for turn in (90.0, -90.0))
    return min(both, key=lambda azimut: abs((azimut - wanted_deg + 180.0) % 360.0 - 180.0))


def _beyond(line: LineString, away: np.ndarray) -> shapely.Geometry:
    """The ground on the far side of a line, as deep as is drawn."""
    moved = shapely.transform(line, lambda xy: xy + away * DEEP_M)
    points = [*line.coords, *reversed(moved.coords)]
    return shapely.make_valid(shapely.Polygon(points))


def _share(item: Lichaam, region: shapely.Geometry) -> float:
    ground = ground_of(item)
    return float(shapely.intersection(ground, region).area / ground.area) if ground.area > 0 else 0.0
