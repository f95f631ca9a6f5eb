"""Sun on any points past any prisms, both in RD: the engine without a plan, to be checked against other programs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from .bezonning import Dag, Progress, study
from .casters import Prism, from_prisms
from .georef import to_local
from .zonnestand import Plaats
from .zonpunten import Mask, Punten, inside_prisms

Floats = npt.NDArray[np.float64]

#: A point nearer to a mass than this lies on it, metres; it is asked this far off it, as ray tracers do.
ON_M, OFF_M = 1e-4, 1e-3
#: Ways out shorter than this together, of unit length each, cancel out.
SHUT = 1e-3


def study_prisms(
    prisms: Sequence[Prism], xyz: Floats, normals: Floats | None, dag: Dag, plaats: Plaats | None = None
) -> Progress:
    """Sun of one day on points xyz (n, 3) with unit normals (n, 3; None: facing up), RD and metres above ground.

    Points inside a mass are masked (NaN minutes), also between two walls that touch; on a wall, roof or underside
    they are not. The sun is taken at `plaats`, else in the middle of the points.
    """
    middle = origin_of(xyz)
    lowest = min(0.0, float(xyz[:, 2].min(initial=0.0)))  # the engine knows no point below level 0
    own = [Prism(to_local(p.polygon, middle), p.bottom_m, p.top_m) for p in stacked(prisms)]
    local = xyz - [*middle, 0.0]
    off, between = off_masses(local, own)
    raised = [Prism(p.polygon, p.bottom_m - lowest, p.top_m - lowest) for p in own]
    points = Punten(off - [0.0, 0.0, lowest], normals, inside_prisms(off, own) | between)
    where = plaats if plaats is not None else Plaats.from_rd(*middle)
    return (yield from study(from_prisms(raised), points, dag, where))


def off_masses(xyz: Floats, prisms: Sequence[Prism]) -> tuple[Floats, Mask]:
    """Points (n, 3) with those that lie on a prism moved off it: out of a wall, up from a roof's edge, down from an
    underside. So it does not matter on which side of a face rounding puts them. And which (n,) lie between two walls,
    with no way out."""
    shapes = shapely.orient_polygons(np.array([p.polygon for p in prisms], dtype=object))
    points = shapely.points(xyz[:, :2])
    away, on = np.zeros_like(xyz), np.zeros(len(xyz), dtype=bool)
    for i, k in shapely.STRtree(shapes).query(points, predicate="dwithin", distance=ON_M).T:
        own = _away(xyz[i], shapes[k], prisms[k])
        away[i] += own
        on[i] |= own.any()
    length = np.linalg.norm(away, axis=1)
    between = on & (length < SHUT)
    moved: Floats = xyz + away / np.where(length < SHUT, np.inf, length)[:, None] * OFF_M
    return moved, between


def _away(xyz: Floats, shape: Polygon, prism: Prism) -> Floats:
    """Which way a point on a prism, or within its walls, is moved; nowhere unless it lies on it."""
    z, still = float(xyz[2]), np.zeros(3)
    if not prism.bottom_m - ON_M < z < prism.top_m + ON_M:
        return still
    out = _outward(xyz[:2], shape)
    if not len(out):
        return np.array([0.0, 0.0, -1.0]) if z < prism.bottom_m + ON_M and not prism.stands else still
    return np.array([0.0, 0.0, 1.0]) if z > prism.top_m - ON_M else np.r_[out.sum(axis=0), 0.0]


def _outward(xy: Floats, shape: Polygon) -> Floats:
    """Unit normals (k, 2) of the sides on which a point lies; the outside is right of each ring."""
    rings = [shapely.get_coordinates(ring) for ring in (shape.exterior, *shape.interiors)]
    start, step = np.concatenate([r[:-1] for r in rings]), np.concatenate([np.diff(r, axis=0) for r in rings])
    length = np.hypot(*step.T)
    along = np.clip(((xy - start) * step).sum(axis=1) / length**2, 0.0, 1.0)
    near = np.hypot(*(xy - start - along[:, None] * step).T) < ON_M
    normals: Floats = np.c_[step[near, 1], -step[near, 0]] / length[near, None]
    return normals


def origin_of(xyz: Floats) -> tuple[float, float]:
    """The RD point (whole metres) in the middle of points (n, 3): the local frame starts there."""
    if not len(xyz):
        return 155000.0, 463000.0
    low, high = xyz[:, :2].min(axis=0), xyz[:, :2].max(axis=0)
    x, y = np.round((low + high) / 2).tolist()
    return x, y


def stacked(prisms: Sequence[Prism]) -> list[Prism]:
    """Prisms of equal ground that stand on each other as one, so that no floor between them is asked."""
    columns: dict[bytes, list[Prism]] = {}
    for prism in sorted(prisms, key=lambda p: p.bottom_m):
        own = columns.setdefault(shapely.to_wkb(prism.polygon), [])
        if own and abs(own[-1].top_m - prism.bottom_m) < 1e-6:
            own[-1] = Prism(prism.polygon, own[-1].bottom_m, prism.top_m)
        else:
            own.append(prism)
    return [p for own in columns.values() for p in own]
