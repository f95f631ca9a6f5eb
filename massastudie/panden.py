"""Division of a block's ring into panden: seeded, widths in a band, corners whole, accents panden of their own (F).

The front walk goes counterclockwise along the outline. Cuts stand square to the front; at a corner the first cut lies
where the inner corner of the ring is, so that a corner pand is a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, cos, floor, radians, sin, tan
from random import Random

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, substring

from .footprint import GRID_M, SLIVER_M2, merged, open_sides, polygons, turn_rad

#: A turn smaller than this does not end a front.
CORNER_RAD = radians(20)
#: A piece smaller than this is added to its neighbour, m².
SMALL_M2 = 45.0
#: A piece with less front than this has no address of its own and joins a neighbour, metres.
MIN_FRONT_M = 2.0
#: An accent wider than the band by more than this is more than one pand (F).
WIDE = 1.15


@dataclass(frozen=True, slots=True)
class Front:
    """A straight (or slightly bent) side: its line, and how much of it the corners take at either end, metres."""

    line: LineString
    corner_start_m: float
    corner_end_m: float


def divide(
    outline: Polygon,
    ring: BaseGeometry,
    lines: Sequence[LineString],
    diepte_m: float,
    breedte_m: tuple[float, float],
    zaad: int,
    accenten: Sequence[Polygon] = (),
) -> tuple[Polygon, ...]:
    """Cut `ring` into panden that tile it without gap or overlap, in order along the front walk; the same arguments
    give the same panden."""
    # off the grid: a buffer of two grid steps on a shape that is bound to the grid may fill its whole inside
    outline = shapely.set_precision(shapely.geometry.polygon.orient(outline), 0.0)
    cuts: list[LineString] = []
    for number, front in enumerate(fronts(outline, lines, diepte_m)):
        rng = Random(f"{zaad}:{number}")
        stations = _stations(front, breedte_m, rng, _intervals(front.line, accenten))
        cuts += [_cut_line(front.line, s, diepte_m) for s in stations]
    cuts += [cut for path in _paths(outline, lines) for cut in _reflex_cuts(path, diepte_m)]
    pieces = _pieces(ring, cuts)
    rim = outline.boundary.buffer(2 * GRID_M)
    return tuple(_in_order(outline, _merge_small(pieces, rim), rim))


def fronts(outline: Polygon, lines: Sequence[LineString], diepte_m: float) -> list[Front]:
    """The sides of a block that carry panden, in the order of the walk."""
    return [front for path in _paths(outline, lines) for front in _path_fronts(path, diepte_m)]


def _paths(outline: Polygon, lines: Sequence[LineString]) -> list[np.ndarray]:
    """The walks along which panden stand: (n, 2) points each, the first again at the end of a closed one."""
    if open_sides(outline, lines):
        paths = merged(outline, lines)
    else:
        paths = [list(outline.exterior.coords)] + [list(hole.coords) for hole in outline.interiors]
    return [_without_repeats(path) for path in paths]


def _reflex_cuts(points: np.ndarray, diepte_m: float) -> list[LineString]:
    """A cut along the bisector of each hollow corner, so that no pand takes both of its sides."""
    steps = np.diff(points, axis=0)
    units = steps / np.hypot(steps[:, 0], steps[:, 1])[:, None]
    first = 0 if np.allclose(points[0], points[-1]) else 1
    turns = [(i, turn_rad(units[i - 1], units[i])) for i in range(first, len(units))]
    return [_bisector(points[i], units[i - 1], turn, diepte_m) for i, turn in turns if turn < -CORNER_RAD]


def _bisector(corner: np.ndarray, before: np.ndarray, turn: float, diepte_m: float) -> LineString:
    """From just outside a hollow corner to just past the corner of the hof behind it."""
    normal = np.array([-before[1], before[0]])
    inward = normal * cos(turn / 2) - before * sin(turn / 2)
    reach = diepte_m / max(cos(turn / 2), 0.1)
    return LineString([corner - inward * 0.02, corner + inward * (reach + 0.02)])


def _without_repeats(path: list[tuple[float, float]]) -> np.ndarray:
    points = np.array(path, dtype=float)[:, :2]
    keep = np.r_[True, np.hypot(*np.diff(points, axis=0).T) > GRID_M]
    return points[keep]


def _path_fronts(points: np.ndarray, diepte_m: float) -> list[Front]:
    """Split a walk at its corners; a closed walk starts at its sharpest corner."""
    steps = np.diff(points, axis=0)
    units = steps / np.hypot(steps[:, 0], steps[:, 1])[:, None]
    closed = bool(np.allclose(points[0], points[-1]))
    turns = np.array([turn_rad(units[i - 1], units[i]) for i in range(len(units))])
    if closed:
        first = next((i for i, t in enumerate(turns) if abs(t) >= CORNER_RAD), 0)
        points = np.vstack([np.roll(points[:-1], -first, axis=0), points[first]])
        turns = np.roll(turns, -first)
    else:
        turns[0] = 0.0
    bounds = [0] + [i for i in range(1, len(turns)) if abs(turns[i]) >= CORNER_RAD] + [len(turns)]
    return [_front(points, turns, a, b, diepte_m) for a, b in pairwise(bounds)]


def _front(points: np.ndarray, turns: np.ndarray, a: int, b: int, diepte_m: float) -> Front:
    closed = bool(np.allclose(points[0], points[-1]))
    end_turn = turns[b] if b < len(turns) else (turns[0] if closed else 0.0)
    return Front(LineString(points[a : b + 1]), _corner_m(turns[a], diepte_m), _corner_m(end_turn, diepte_m))


def _corner_m(turn: float, diepte_m: float) -> float:
    """How much front a corner takes: the inner corner's place along the side (convex corners only)."""
    return max(0.0, diepte_m * tan(min(turn, radians(150)) / 2))


def _intervals(line: LineString, accenten: Sequence[Polygon]) -> list[tuple[float, float]]:
    """Which stretches of a front the accents take, as distances along it."""
    found = []
    for accent in accenten:
        shared = line.intersection(without_spikes(accent))
        if shared.length > 1.0:
            places = [line.project(Point(xy)) for xy in shapely.get_coordinates(shared)]
            found.append((min(places), max(places)))
    return sorted(found)


@lru_cache(maxsize=256)
def without_spikes(polygon: Polygon) -> BaseGeometry:
    """A drawn polygon a little widened, without the needles that drawing by hand leaves."""
    return polygon.buffer(-0.3, join_style="mitre").buffer(0.35, join_style="mitre")


def _stations(
    front: Front, breedte_m: tuple[float, float], rng: Random, taken: list[tuple[float, float]]
) -> list[float]:
    """Where to cut a front, distances along it."""
    length = front.line.length
    start, end = front.corner_start_m, length - front.corner_end_m
    stations: list[float] = []
    for u, v in taken:
        forced = [s for s in (max(u, start) if u > 0.5 else None, min(v, end) if v < length - 0.5 else None) if s]
        stations += _divided(start, min(u, end), breedte_m, rng) if u > start else []
        stations += forced
        stations += _accent_cuts(max(u, start), min(v, end), breedte_m, rng)
        start = max(start, v)
    stations += _divided(start, end, breedte_m, rng) if end > start else []
    return sorted({round(s, 4) for s in stations if 0.5 < s < length - 0.5})


def _accent_cuts(start: float, end: float, breedte_m: tuple[float, float], rng: Random) -> list[float]:
    """Cuts inside an accent that is too wide for one pand."""
    return _divided(start, end, breedte_m, rng) if end - start > WIDE * breedte_m[1] else []


def _divided(start: float, end: float, breedte_m: tuple[float, float], rng: Random) -> list[float]:
    """Cuts that divide [start, end] into widths within the band, both ends included; one cut when it is too short."""
    low, high = breedte_m
    length = end - start
    if length < low:
        return [start + length / 2]
    count = min(max(ceil(length / high), round(length / (0.5 * (low + high)))), floor(length / low))
    widths = _widths(length, count, low, high, rng)
    return [start, *(start + np.cumsum(widths)).tolist()]


def _widths(length: float, count: int, low: float, high: float, rng: Random) -> list[float]:
    """`count` widths that add up to `length`, each in the band where that is possible, neighbours unlike."""
    mean = length / count
    room = max(0.0, min(mean - low, high - mean, 0.22 * mean))
    offsets = [room * (1 if i % 2 else -1) * rng.uniform(0.35, 1.0) for i in range(count)]
    shift = sum(offsets) / count
    return [mean + o - shift for o in offsets]


def _cut_line(line: LineString, station_m: float, diepte_m: float) -> LineString:
    """A line square to the front, from just outside to just past the depth of the ring."""
    short = substring(line, max(0.0, station_m - 0.05), min(line.length, station_m + 0.05))
    (x0, y0), (x1, y1) = short.coords[0][:2], short.coords[-1][:2]
    unit = np.array([x1 - x0, y1 - y0]) / np.hypot(x1 - x0, y1 - y0)
    inward = np.array([-unit[1], unit[0]])
    foot = np.array(line.interpolate(station_m).coords[0][:2])
    return LineString([foot - inward * 0.02, foot + inward * (diepte_m + 0.02)])


def _pieces(ring: BaseGeometry, cuts: list[LineString]) -> list[Polygon]:
    """The faces of ring and cuts together, on the grid."""
    if not cuts:
        return polygons(ring)
    noded = shapely.union_all([ring.boundary, *cuts], grid_size=GRID_M)
    faces = (p for p in polygonize(shapely.get_parts(noded)) if p.area > SLIVER_M2)
    return [p for p in faces if ring.contains(p.representative_point())]


def _merge_small(pieces: list[Polygon], rim: BaseGeometry) -> list[Polygon]:
    """Join each piece that is too small, or has no front, with the neighbour it shares most wall with.

    `rim` is a thin band along the outline: what lies in it is front.
    """
    pieces, alone = list(pieces), []
    small = [_is_small(p, rim) for p in pieces]
    while any(small):
        first = small.index(True)
        piece = pieces.pop(first)
        small.pop(first)
        walls = shapely.length(shapely.intersection(piece.boundary, shapely.boundary(pieces)))
        if not len(walls) or walls.max() < 0.01:
            alone.append(piece)
            continue
        best = int(walls.argmax())
        pieces[best] = polygons(shapely.union_all([pieces[best], piece], grid_size=GRID_M))[0]
        small[best] = _is_small(pieces[best], rim)
    return pieces + alone


def _is_small(piece: Polygon, rim: BaseGeometry) -> bool:
    return bool(piece.area < SMALL_M2 or _front_of(piece, rim).length < MIN_FRONT_M)


def _front_of(piece: Polygon, rim: BaseGeometry) -> BaseGeometry:
    return piece.boundary.intersection(rim)


def _in_order(outline: Polygon, pieces: list[Polygon], rim: BaseGeometry) -> list[Polygon]:
    """Panden by their place along the outline."""
    walk = LineString(outline.exterior.coords)
    places = []
    for piece in pieces:
        front = _front_of(piece, rim)
        places.append(walk.project((front if front.length else piece).centroid))
    return [pieces[i] for i in np.argsort(places, kind="stable")]
