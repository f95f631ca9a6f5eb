"""A street profile on the ground: strips along the axis and rows of trees, and the cross-section to draw."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise

from shapely.geometry import LineString, Point, Polygon

from .plan import Plan, Straat, Straatprofiel, Strook
from .state import State, profiel_of
from .volumes import Profielvak

#: Distance of the first tree from the end of a strip, metres.
END_TREE_M = 5.0


def profielvakken(plan: Plan, state: State) -> tuple[Profielvak, ...]:
    """Each street stretch that carries a profile now, in plan order."""
    found = ((s, profiel_of(plan, state, s)) for s in plan.straten)
    return tuple(_vak(plan, s.id, p, s.id in state.profielen) for s, p in found if p is not None)


@lru_cache(maxsize=256)
def _vak(plan: Plan, straat_id: str, profiel_id: str, forced: bool) -> Profielvak:
    straat = next(s for s in plan.straten if s.id == straat_id)
    profiel = plan.profiel_by_id[profiel_id]
    places = strook_offsets(straat, profiel)
    own = any(b.profiel == profiel_id for b in plan.bomen)
    bands = [(s, _band(straat.lijn, a, b)) for s, (a, b) in zip(profiel.stroken, places, strict=True)]
    return Profielvak(
        straat=straat.id, profiel=profiel, forced=forced,
        stroken=tuple((s.naam, s.soort, band) for s, band in bands),
        boompunten=() if own else tuple(_trees(straat, profiel, places)),
    )  # fmt: skip


def strook_offsets(straat: Straat, profiel: Straatprofiel) -> list[tuple[float, float]]:
    """Where each strip starts and ends, metres to the right of the axis (negative: left), looking along the axis."""
    edges = [start_offset(straat, profiel), *(s.breedte_m for s in profiel.stroken)]
    sums = list(accumulate(edges))
    return list(pairwise(sums))


def start_offset(straat: Straat, profiel: Straatprofiel) -> float:
    """Place of the left facade: the first point of the street's `snede`, or half the profile left of the axis."""
    if straat.snede is None:
        return -profiel.breedte_m / 2
    return -_left_of(straat.lijn, Point(straat.snede.coords[0]))


def _left_of(line: LineString, point: Point) -> float:
    """Distance of a point from a line, positive on its left."""
    foot = line.project(point)
    a, b = line.interpolate(max(0.0, foot - 0.5)), line.interpolate(min(line.length, foot + 0.5))
    cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
    return float(line.distance(point)) * (1 if cross > 0 else -1)


def _band(line: LineString, start_m: float, end_m: float) -> Polygon:
    """The ground between two offsets to the right of a line."""
    left, right = (line.offset_curve(-o, join_style="mitre") for o in (start_m, end_m))
    return Polygon([*left.coords, *reversed(right.coords)])


def _trees(straat: Straat, profiel: Straatprofiel, places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """One row in the middle of each tree strip, evenly at about the profile's distance."""
    rows = [_middle(p) for s, p in zip(profiel.stroken, places, strict=True) if s.soort == "boom"]
    return [xy for offset in rows for xy in _row(straat.lijn.offset_curve(-offset, join_style="mitre"), profiel)]


def _middle(place: tuple[float, float]) -> float:
    return (place[0] + place[1]) / 2


def _row(line: LineString, profiel: Straatprofiel) -> list[tuple[float, float]]:
    room = line.length - 2 * END_TREE_M
    count = max(1, int(room // profiel.boomafstand_m) + 1)
    step = room / max(1, count - 1)
    points = [line.interpolate(END_TREE_M + i * step) for i in range(count)]
    return [(round(p.x, 3), round(p.y, 3)) for p in points]


def cross_section(profiel: Straatprofiel) -> list[tuple[Strook, float, float]]:
    """Strips with their start and end from the left facade, metres."""
    ends = list(accumulate(s.breedte_m for s in profiel.stroken))
    return [(s, end - s.breedte_m, end) for s, end in zip(profiel.stroken, ends, strict=True)]
