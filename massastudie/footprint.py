"""Two-dimensional shapes on shapely: the ring of a block, its hof, the strip of a doorsteek.

Everything is snapped to a 1 mm grid, so that what is counted here and what is read back from a file is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot, tan

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from .errors import GeometryError

#: Grid of all shapes, metres.
GRID_M = 0.001
#: A part smaller than this is a sliver left by rounding, not a floor, m².
SLIVER_M2 = 0.05
#: How far the open end of a row of panden is drawn on to meet a slanted outline, metres.
END_M = 2.0
#: A pocket of the hof narrower than this, where two rows of panden meet aslant, is built over, metres.
POCKET_M = 1.5

Xy = tuple[float, float]


def to_grid(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry with all vertices on the 1 mm grid, valid."""
    return shapely.set_precision(geometry, GRID_M)


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons of any geometry, slivers and lines left out."""
    parts = shapely.get_parts(geometry) if geometry.geom_type.startswith(("Multi", "Geometry")) else [geometry]
    return [p for p in parts if isinstance(p, Polygon) and p.area > SLIVER_M2]


def largest(geometry: BaseGeometry) -> Polygon:
    """A polygon itself, or the largest one of what fell apart; an empty one when there is none."""
    if isinstance(geometry, Polygon):
        return geometry
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area, default=Polygon())


def clean(geometry: BaseGeometry) -> BaseGeometry:
    """Polygon or MultiPolygon on the grid, slivers left out."""
    parts = polygons(to_grid(geometry))
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def check_outline(item_id: str, polygon: Polygon) -> Polygon:
    """Return the outline when it can carry a block, else raise GeometryError naming the object and what is wrong."""
    if polygon.is_empty or polygon.area < 1.0:
        raise GeometryError(f"'{item_id}': omtrek verwacht een vlak van minstens 1 m², gevonden {polygon.area:.2f} m²")
    if not polygon.is_valid:
        raise GeometryError(f"'{item_id}': omtrek is ongeldig: {shapely.is_valid_reason(polygon)}")
    return polygon


def open_sides(outline: Polygon, lines: Sequence[LineString]) -> bool:
    """True when the building lines leave a part of the outline open (a U or L block)."""
    return bool(lines) and sum(line.length for line in lines) < 0.999 * outline.exterior.length


def hof(outline: Polygon, diepte_m: float, lines: Sequence[LineString] = ()) -> BaseGeometry:
    """The court: the outline without the strip of `diepte_m` along its building lines.

    Empty when the block is too thin for one; no building lines means: along the whole outline.
    """
    if open_sides(outline, lines):
        return clean(_without_pockets(outline.difference(_strips(outline, diepte_m, lines))))
    inner = outline.buffer(-diepte_m, join_style="mitre", mitre_limit=10.0)
    return clean(inner)


def ring(outline: Polygon, diepte_m: float, lines: Sequence[LineString] = ()) -> BaseGeometry:
    """The built part of a block: outline minus hof; the whole outline when no hof fits."""
    return clean(to_grid(outline).difference(hof(outline, diepte_m, lines)))


def _without_pockets(open_ground: BaseGeometry) -> BaseGeometry:
    """The hof where it is at least POCKET_M wide; its own corners stay as sharp as they are."""
    core = open_ground.buffer(-POCKET_M / 2, join_style="mitre", mitre_limit=10.0)
    wide = core.buffer(POCKET_M / 2 + GRID_M, join_style="mitre", mitre_limit=10.0)
    return open_ground.intersection(wide)


def _strips(outline: Polygon, diepte_m: float, lines: Sequence[LineString]) -> BaseGeometry:
    """Union of a strip behind each segment of the building lines (outline runs counterclockwise: inside is left)."""
    outline = shapely.geometry.polygon.orient(outline)
    strips = [strip for path in merged(outline, lines) for strip in _path_strips(path, diepte_m)]
    return shapely.union_all(strips).intersection(outline)


def merged(outline: Polygon, lines: Sequence[LineString]) -> list[list[Xy]]:
    """The building lines joined where they meet, each running along with the outline."""
    joined = shapely.line_merge(shapely.union_all([to_grid(line) for line in lines]))
    paths = [list(part.coords) for part in shapely.get_parts(joined)]
    return [path if _runs_along(outline, path) else path[::-1] for path in paths]


def _runs_along(outline: Polygon, path: list[Xy]) -> bool:
    """True when the inside of the outline lies left of the path's longest segment."""
    (x0, y0), (x1, y1) = max(pairwise(path), key=lambda s: _length(*s))
    length = _length((x0, y0), (x1, y1))
    left = (-(y1 - y0) / length * 0.1, (x1 - x0) / length * 0.1)
    return bool(outline.contains(shapely.Point((x0 + x1) / 2 + left[0], (y0 + y1) / 2 + left[1])))


def _length(a: Xy, b: Xy) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _path_strips(path: list[Xy], diepte_m: float) -> list[Polygon]:
    """A rectangle left of each segment, drawn on at open ends and at reflex corners so that no wedge is left out."""
    points = np.array(path, dtype=float)
    steps = np.diff(points, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    units = steps / lengths[:, None]
    closed = bool(np.allclose(points[0], points[-1]))
    extra = _extensions(units, diepte_m, closed)
    return [
        _rectangle(points[i] - units[i] * extra[i][0], points[i + 1] + units[i] * extra[i][1], units[i], diepte_m)
        for i in range(len(steps))
    ]


def _extensions(units: np.ndarray, diepte_m: float, closed: bool) -> list[tuple[float, float]]:
    """Per segment how far it is drawn on at its start and end, metres."""
    n = len(units)
    turns = [turn_rad(units[i - 1], units[i]) for i in range(n)]
    at_vertex = [max(0.0, -diepte_m * tan(t / 2)) if t > -2.8 else diepte_m for t in turns]
    start = [at_vertex[i] if i or closed else END_M for i in range(n)]
    end = [at_vertex[(i + 1) % n] if i + 1 < n or closed else END_M for i in range(n)]
    return list(zip(start, end, strict=True))


def turn_rad(before: np.ndarray, after: np.ndarray) -> float:
    """Signed turn from one direction to the next, radians, left positive."""
    cross = before[0] * after[1] - before[1] * after[0]
    return float(np.arctan2(cross, before @ after))


def _rectangle(a: np.ndarray, b: np.ndarray, unit: np.ndarray, depth_m: float) -> Polygon:
    inward = np.array([-unit[1], unit[0]]) * depth_m
    return Polygon([a, b, b + inward, a + inward])


def strip(lijn: LineString, breedte_m: float) -> Polygon:
    """The ground of a doorsteek: its axis widened to `breedte_m`, flat ends."""
    return to_grid(lijn.buffer(breedte_m / 2, cap_style="flat", join_style="mitre"))


def cut(shape: BaseGeometry, cutters: Iterable[BaseGeometry]) -> BaseGeometry:
    """`shape` without the cutters, on the grid; only areas are kept."""
    for cutter in cutters:
        shape = clean(shape.difference(cutter, grid_size=GRID_M))
    return shape
