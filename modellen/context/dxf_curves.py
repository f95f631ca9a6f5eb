"""Entities of a drawing as curves: lines, arcs, splines, and the borders of hatches and filled shapes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from shapely.geometry import Polygon

Floats = npt.NDArray[np.float64]
#: What is drawn before any layer is made; its name tells nothing of what lies on it.
PLAIN_LAYER = "0"
LINES = ("LWPOLYLINE", "POLYLINE", "LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE")
FILLED = ("HATCH", "SOLID", "TRACE")
#: Points of one curve.
MOST_POINTS = 200_000
#: No drawing reaches farther, in its own unit (RD in mm is 6e8): a curve to there would be followed without end.
FARTHEST = 1e10
#: Points per corner of a closed spline.
SPLINE_POINTS = 32


class Curve:
    """One line of a drawing in its own unit: points (n, 2), its layer, whether it is closed, its thickness. `filled`:
    it is the border of a hatch, and `holes` (m, 2) are left open in it."""

    __slots__ = ("closed", "filled", "holes", "layer", "points", "thickness")

    def __init__(self, points: Floats, layer: str, closed: bool, thickness: float = 0.0, filled: bool = False) -> None:
        self.points, self.layer, self.closed, self.thickness = points, layer, closed, thickness
        self.filled = filled
        self.holes: list[Floats] = []

    def shape(self, factor: float) -> Polygon:
        """The outline in metres."""
        return Polygon(self.points * factor, [hole * factor for hole in self.holes])


def curves_of(entity: Any, sag: float) -> list[Curve]:
    """The curves of an entity, followed within `sag`; none when it has none that can be used."""
    kind, layer = str(entity.dxftype()), str(entity.dxf.get("layer", PLAIN_LAYER))[:120]
    try:
        if kind in FILLED:
            return _filled(entity, kind, layer, sag)
        return _line(entity, kind, layer, sag) if kind in LINES else []
    except Exception:  # one bad entity of a damaged drawing is passed over and counted
        return []


def _line(entity: Any, kind: str, layer: str, sag: float) -> list[Curve]:
    from ezdxf.path import make_path

    thickness = float(entity.dxf.thickness) if entity.dxf.hasattr("thickness") else 0.0
    if kind == "SPLINE" and entity.closed:
        return _usable([Curve(_closed_spline(entity), layer, True, thickness)])
    made = make_path(entity)
    points = _followed(made, sag)
    return _usable([] if points is None else [Curve(points, layer, bool(made.is_closed), thickness)])


def _followed(made: Any, sag: float) -> Floats | None:
    """The points (n, 2) of a path; None when it reaches beyond any drawing."""
    if not all(abs(v) < FARTHEST for p in made.control_vertices() for v in p.xyz):
        return None
    return np.array([(p.x, p.y) for p in islice(made.flattening(sag, segments=4), MOST_POINTS)])


def _closed_spline(entity: Any) -> Floats:
    """The points (n, 2) of a spline that goes round; through its fit points where it has nothing else."""
    from ezdxf.math import fit_points_to_cad_cv

    if not len(entity.control_points):
        tool = fit_points_to_cad_cv([*entity.fit_points, entity.fit_points[0]])
    else:
        tool = entity.construction_tool()
    knots, degree = tool.knots(), tool.degree  # beyond these knots a spline that goes round is not defined
    count = min(SPLINE_POINTS * max(len(entity.control_points), len(entity.fit_points)), MOST_POINTS)
    return np.array([(p.x, p.y) for p in tool.points(np.linspace(knots[degree], knots[-degree - 1], count))])


def _filled(entity: Any, kind: str, layer: str, sag: float) -> list[Curve]:
    """The outer borders of a hatch with what lies open in them, or the outline of a filled shape."""
    from ezdxf.path import from_hatch, make_path

    paths = list(from_hatch(entity)) if kind == "HATCH" else [make_path(entity)]
    rings = [points for made in islice(paths, MOST_POINTS) if (points := _followed(made, sag)) is not None]
    found = _usable(Curve(points, layer, True, filled=True) for points in rings if len(points) > 3)
    found.sort(key=lambda curve: -Polygon(curve.points).area)
    outer: list[Curve] = []
    for curve in found:
        middle = Polygon(curve.points).representative_point()
        around = next((other for other in outer if Polygon(other.points).contains(middle)), None)
        if around is None:
            outer.append(curve)
        else:
            around.holes.append(curve.points)
    return outer


def _usable(curves: Iterable[Curve]) -> list[Curve]:
    """The curves that have a length and lie somewhere."""
    return [c for c in curves if len(c.points) > 1 and bool((np.abs(c.points) < FARTHEST).all())]
