"""Where one can walk in one state: axes of streets and open doorsteken, and squares one can cross freely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, substring

from .fasering import reached, vlakken
from .plan import Plan
from .state import State
from .volumes import Massamodel

XY = tuple[float, float]

#: How much farther than half its width a street still takes in what ends beside it, metres.
REACH_M = 2.0
#: Squares nearer to each other than this are one, and a street that ends this near to one leads to it, metres.
JOIN_M = 3.0
#: Kinds of surface one can cross.
OPEN_GROUND = ("plein", "terras")


@dataclass(frozen=True, slots=True, eq=False)
class Looplijn:
    """The axis of a street or open doorsteek, with its width; `nieuw` for a doorsteek."""

    id: str
    lijn: LineString
    breedte_m: float
    nieuw: bool = False


class Soort(StrEnum):
    """What a piece of way is: along an axis, from an end to the axis beside it, over a square to its middle, or
    straight over a square."""

    WEG = "weg"
    AANLOOP = "aanloop"
    MIDDEN = "midden"
    PLEIN = "plein"


@dataclass(frozen=True, slots=True, eq=False)
class Tak:
    """A piece of way between two places."""

    van: XY
    naar: XY
    lijn: LineString
    soort: Soort


def looplijnen(plan: Plan, state: State, massa: Massamodel) -> tuple[Looplijn, ...]:
    """The axes that can be walked now."""
    straten = [Looplijn(s.id, s.lijn, s.breedte_m) for s in plan.straten if reached(plan, state, s.fase)]
    return (*straten, *(Looplijn(d.id, d.lijn, d.breedte_m, nieuw=True) for d in massa.doorgangen if d.is_open))


def pleinen(plan: Plan, state: State) -> tuple[BaseGeometry, ...]:
    """The squares that are there now; those that touch are one."""
    ground = [v.polygon for v in vlakken(plan, state) if v.soort in OPEN_GROUND and v.openbaar]
    joined = shapely.union_all([g.buffer(JOIN_M / 2, join_style="mitre") for g in ground])
    return tuple(shapely.get_parts(joined)) if ground else ()


def takken(lines: Sequence[Looplijn], squares: Sequence[BaseGeometry], places: Sequence[XY]) -> Iterator[Tak]:
    """Every piece of way: along the axes from place to place, from an end to the axes beside it, over the squares.

    More lines only add pieces, so opening a doorsteek never makes a walk longer.
    """
    marks: dict[str, list[XY]] = {line.id: [] for line in lines}
    links = [*_ends(lines), *_crossings(lines), *_to_places(lines, squares, places)]
    for item, at, other in links:
        marks[item].append(at)
        if at != other:
            yield Tak(other, at, LineString([other, at]), Soort.AANLOOP)
    doors = _doors(lines, squares)
    for item, at, _ in doors:
        marks[item].append(at)
    for item, at, number, edge in _beside(lines, squares):
        marks[item].append(at)
        doors.append((item, edge, number))
        yield Tak(edge, at, LineString([edge, at]), Soort.AANLOOP)
    for line in lines:
        yield from _along(line.lijn, marks[line.id])
    for number, square in enumerate(squares):
        inside = [p for p in places if square.covers(Point(p))]
        yield from _across(square, [at for _, at, n in doors if n == number] + inside)


def _ends(lines: Sequence[Looplijn]) -> list[tuple[str, XY, XY]]:
    """From each end to the axis of every line it ends beside: (id of that line, place on it, the end)."""
    ends = [(line, key(c)) for line in lines for c in (line.lijn.coords[0], line.lijn.coords[-1])]
    return [(other.id, foot(other.lijn, end), end) for line, end in ends for other in lines
            if other is not line and other.lijn.distance(Point(end)) <= other.breedte_m / 2 + REACH_M]  # fmt: skip


def _crossings(lines: Sequence[Looplijn]) -> list[tuple[str, XY, XY]]:
    """Where two axes cross, as a place on each."""
    found: list[tuple[str, XY, XY]] = []
    for a, b in combinations(lines, 2):
        for point in shapely.get_parts(a.lijn.intersection(b.lijn)):
            if point.geom_type == "Point":
                at = key(point.coords[0])
                found += [(a.id, at, at), (b.id, at, at)]
    return found


def _to_places(
    lines: Sequence[Looplijn], squares: Sequence[BaseGeometry], places: Sequence[XY]
) -> list[tuple[str, XY, XY]]:
    """From each named place that is not on a square to every axis it lies beside, and to the nearest street."""
    found: list[tuple[str, XY, XY]] = []
    for place in places:
        point = Point(place)
        if not any(s.covers(point) for s in squares):
            beside = [x for x in lines if x.lijn.distance(point) <= x.breedte_m / 2 + REACH_M]
            nearest = min((x for x in lines if not x.nieuw), key=lambda x: x.lijn.distance(point), default=None)
            chosen = beside or ([nearest] if nearest is not None else [])
            found += [(x.id, foot(x.lijn, place), place) for x in chosen]
    return found


def _doors(lines: Sequence[Looplijn], squares: Sequence[BaseGeometry]) -> list[tuple[str, XY, int]]:
    """Where an axis comes on to a square or ends on it: (id of the line, place, number of the square)."""
    found: list[tuple[str, XY, int]] = []
    for number, square in enumerate(squares):
        for line in lines:
            ends = [c for c in (line.lijn.coords[0], line.lijn.coords[-1]) if square.distance(Point(c)) <= JOIN_M]
            parts = shapely.get_parts(line.lijn.intersection(square.boundary))
            over = [p.coords[0] for p in parts if p.geom_type == "Point"]
            found += [(line.id, key(c), number) for c in (*ends, *over)]
    return found


def _beside(lines: Sequence[Looplijn], squares: Sequence[BaseGeometry]) -> list[tuple[str, XY, int, XY]]:
    """A square that lies along a street: (id of the street, place on its axis, number of the square, its edge)."""
    found: list[tuple[str, XY, int, XY]] = []
    for number, square in enumerate(squares):
        for line in lines:
            if 0 < line.lijn.distance(square) <= line.breedte_m / 2 + REACH_M:
                edge, at = nearest_points(square, line.lijn)
                found.append((line.id, key(at.coords[0]), number, key(edge.coords[0])))
    return found


def _along(lijn: LineString, marks: Sequence[XY]) -> Iterator[Tak]:
    """The pieces of one axis between its ends and the places marked on it."""
    ends = {0.0: key(lijn.coords[0]), lijn.length: key(lijn.coords[-1])}
    stops = {**ends, **{lijn.project(Point(m)): m for m in marks}}
    order = sorted(stops)
    for a, b in pairwise(order):
        if stops[a] != stops[b]:
            yield Tak(stops[a], stops[b], substring(lijn, a, b), Soort.WEG)


def _across(square: BaseGeometry, doors: Sequence[XY]) -> Iterator[Tak]:
    """Straight over a square from each way in to each other; where that would leave it, by a place in the middle."""
    middle = key(square.representative_point().coords[0])
    room = square.buffer(JOIN_M)
    for a, b in combinations(dict.fromkeys(doors), 2):
        line = LineString([a, b])
        if room.covers(line):
            yield Tak(a, b, line, Soort.PLEIN)
    for door in dict.fromkeys(doors):
        if door != middle:
            yield Tak(door, middle, LineString([door, middle]), Soort.MIDDEN)


def foot(lijn: LineString, point: XY) -> XY:
    """The place on a line nearest to a point."""
    return key(lijn.interpolate(lijn.project(Point(point))).coords[0])


def key(point: Sequence[float]) -> XY:
    """A place to the centimetre: places nearer than that are one."""
    return (round(float(point[0]), 2) + 0.0, round(float(point[1]), 2) + 0.0)
