"""Shade of masses on a level plane for one sun, exact: each prism and each roof slid along the sunbeams, as polygons.

A prism that hangs in the air leaves the ground under it free as far as the beams reach in below it. Pieces may lie
over each other: `shapely.union_all` makes one shape of them. Trees are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from .casters import Prism, merged
from .facets import Facets
from .kap import Roofs, roofs
from .on_terrain import flat
from .volumes import Kap, Lichaam, kept_with

Floats = NDArray[np.float64]

#: An outline this near to its hull is convex, m².
FLAT_M2 = 0.05


def offset_per_m(sun: Floats) -> Floats:
    """Where the shadow of a point 1 m up falls, relative to its foot (east, north)."""
    slope: Floats = -sun[:2] / sun[2]
    return slope


@kept_with
def prisms_of(lichaam: Lichaam) -> tuple[Prism, ...]:
    """The prisms of a mass that cast its shade, worked out once."""
    return () if lichaam.facets is not None and lichaam.facets.casts else tuple(merged(lichaam))


def sweeps(lichamen: Sequence[Lichaam], slope: Floats, above_m: float = 0.0) -> NDArray[np.object_]:
    """Shade of masses on a plane at `above_m`: pieces that together are each prism and roof slid along the beams.

    With `above_m` 0 on a plane as high as the foot of each mass; on ground that is not flat: `draped.shades`.
    """
    if above_m == 0.0:
        lichamen = [flat(item) for item in lichamen]
    prisms = [p for item in lichamen for p in prisms_of(item) if p.top_m > above_m]
    shapes = np.array([p.polygon for p in prisms], dtype=object)
    low, high = (np.array([getattr(p, name) for p in prisms]) for name in ("bottom_m", "top_m"))
    feet, tops = (np.maximum(z - above_m, 0.0)[:, None] * slope for z in (low, high))
    kaps = [item.kap for item in lichamen if item.kap is not None and item.kap.nok_m > above_m]
    drawn = [item.facets for item in lichamen if item.facets is not None and item.facets.casts]
    return np.concatenate([swept(shapes, feet, tops), roof_sweeps(kaps, slope, above_m),
                           facet_sweeps(drawn, slope, above_m)])  # fmt: skip


def swept(shapes: NDArray[np.object_], feet: Floats, tops: Floats) -> NDArray[np.object_]:
    """Ground passed over by each polygon on its way from `feet` (n, 2) to `tops` (n, 2), in pieces."""
    if not len(shapes):
        return shapes
    hulls = shapely.convex_hull(shapes)
    convex = shapely.area(hulls) - shapely.area(shapes) < FLAT_M2
    xy, owner = shapely.get_coordinates(hulls[convex], return_index=True)
    both = np.concatenate([xy + feet[convex][owner], xy + tops[convex][owner]])
    pieces = [hulls_of(both, np.r_[owner, owner])]
    odd = shapes[~convex]
    for way in (feet[~convex], tops[~convex]):
        pieces.append(slid(odd, way))
    pieces.append(sides(odd, feet[~convex], tops[~convex]))
    return np.concatenate(pieces)


def hulls_of(xy: Floats, owner: NDArray[np.integer]) -> NDArray[np.object_]:
    """Convex hull of the points (n, 2) of each owner."""
    order = np.argsort(owner, kind="stable")
    return np.asarray(shapely.convex_hull(shapely.multipoints(xy[order], indices=owner[order])), dtype=object)


def slid(shapes: NDArray[np.object_], way: Floats) -> NDArray[np.object_]:
    """Each polygon `way` (n, 2) further."""
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    return np.asarray(shapely.set_coordinates(shapes.copy(), xy + way[owner]), dtype=object)


def sides(shapes: NDArray[np.object_], feet: Floats, tops: Floats) -> NDArray[np.object_]:
    """Parallelograms that the sides of polygons pass over."""
    rings, of_shape = shapely.get_rings(shapes, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    of = of_shape[of_ring[start]]
    a, b = xy[start], xy[start + 1]
    corners = np.stack([a + feet[of], b + feet[of], b + tops[of], a + tops[of]], axis=1)
    return real(np.asarray(shapely.polygons(corners), dtype=object))


def real(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Those with an area worth drawing."""
    kept: NDArray[np.object_] = shapes[shapely.area(shapes) > FLAT_M2 / 100]
    return kept


def roof_sweeps(kaps: Sequence[Kap], slope: Floats, above_m: float) -> NDArray[np.object_]:
    """Shade of pitched roofs: one outline where the roof is convex, else each of its triangles."""
    if not kaps:
        return np.zeros(0, dtype=object)
    made = _roofs(tuple(kaps))
    points = np.concatenate([made.slopes, made.walls, made.base])
    owner = np.r_[made.slope_owner, made.wall_owner, made.base_owner]
    fallen = points[..., :2] + slope * np.maximum(points[..., 2:] - above_m, 0.0)
    grounds = np.array([kap.polygon for kap in kaps], dtype=object)
    full = shapely.area(shapely.convex_hull(grounds)) - shapely.area(grounds) < FLAT_M2
    whole = (full & np.array([kap.dak.vorm != "schild" for kap in kaps]))[owner]
    outlines = hulls_of(fallen[whole].reshape(-1, 2), np.unique(np.repeat(owner[whole], 3), return_inverse=True)[1])
    return np.concatenate([outlines, real(np.asarray(shapely.polygons(fallen[~whole]), dtype=object))])


def facet_sweeps(facets: Sequence[Facets], slope: Floats, above_m: float) -> NDArray[np.object_]:
    """Shade of masses that cast it as they are drawn: each of their triangles."""
    points = np.concatenate([np.empty((0, 3, 3)), *(f.triangles for f in facets)])
    points = points[points[:, :, 2].max(axis=1, initial=0.0) > above_m]
    if not len(points):
        return np.zeros(0, dtype=object)
    fallen = points[..., :2] + slope * np.maximum(points[..., 2:] - above_m, 0.0)
    return real(np.asarray(shapely.polygons(fallen), dtype=object))


@lru_cache(maxsize=8)
def _roofs(kaps: tuple[Kap, ...]) -> Roofs:
    """The same roofs are asked for at each place of the sun."""
    return roofs(kaps)


def extents(lichamen: Sequence[Lichaam]) -> tuple[Floats, Floats]:
    """Bounds (n, 4) of masses on the ground and their heights (n,)."""
    volumes = [v for item in lichamen for v in item.volumes]
    first = np.cumsum([0, *(len(item.volumes) for item in lichamen)])[:-1]
    if not volumes:
        return np.zeros((0, 4)), np.zeros(0)
    bounds = shapely.bounds(np.array([v.polygon for v in volumes], dtype=object))
    low, high = np.minimum.reduceat(bounds[:, :2], first), np.maximum.reduceat(bounds[:, 2:], first)
    return np.c_[low, high], np.array([item.top_m for item in lichamen])


def reaching(
    lichamen: Sequence[Lichaam], slope: Floats, bounds: tuple[float, float, float, float], low_m: float | None = None
) -> list[Lichaam]:
    """Those whose shade on the ground can come within `bounds` (x0, y0, x1, y1); never one too few. `low_m`: how low
    the ground lies anywhere; None: as low as the foot of each, as in `sweeps`."""
    boxes, _ = extents(lichamen)
    rise = [item.hoogte_m if low_m is None else item.top_m - low_m for item in lichamen]
    fallen = boxes + np.tile(slope, 2) * np.array(rise)[:, None]
    low, high = np.minimum(boxes, fallen)[:, :2], np.maximum(boxes, fallen)[:, 2:]
    near = (low <= bounds[2:]).all(axis=1) & (high >= bounds[:2]).all(axis=1)
    return [lichamen[i] for i in np.flatnonzero(near).tolist()]
