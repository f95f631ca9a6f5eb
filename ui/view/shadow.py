"""Shadows on the ground and on decks for one sun, exact: each prism and each roof slid along the sunbeams.

A prism that hangs in the air leaves the ground under it free as far as the beams reach in below it. Surfaces are
painted in their own colour in shade, so pieces may overlap freely and nothing has to be united. Trees are ellipses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from massastudie.casters import Prism, merged
from massastudie.kap import roofs
from massastudie.scene import BodyItem, SurfaceItem, TreeItem
from massastudie.volumes import Kap, Lichaam

from . import ground
from .light import Floats

ABOVE_M = 0.012
#: Surfaces this high (decks) get the shadow that falls on their own height.
HIGH_M = 1.0
#: An outline this near to its hull is convex, m².
FLAT_M2 = 0.05


def offset_per_m(sun: Floats) -> Floats:
    """Where the shadow of a point 1 m up falls, relative to its foot (east, north)."""
    return -sun[:2] / sun[2]


@lru_cache(maxsize=16384)
def prisms_of(lichaam: Lichaam) -> tuple[Prism, ...]:
    """The prisms of a mass, worked out once."""
    return tuple(merged(lichaam))


def sweeps(lichamen: Sequence[Lichaam], slope: Floats, above_m: float = 0.0) -> NDArray[np.object_]:
    """Shade of masses on a plane at `above_m`: pieces that together are each prism and roof slid along the beams."""
    prisms = [p for item in lichamen for p in prisms_of(item) if p.top_m > above_m]
    shapes = np.array([p.polygon for p in prisms], dtype=object)
    low, high = (np.array([getattr(p, name) for p in prisms]) for name in ("bottom_m", "top_m"))
    feet, tops = (np.maximum(z - above_m, 0.0)[:, None] * slope for z in (low, high))
    kaps = [item.kap for item in lichamen if item.kap is not None and item.kap.nok_m > above_m]
    return np.concatenate([swept(shapes, feet, tops), roof_sweeps(kaps, slope, above_m)])


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
    return shapes[shapely.area(shapes) > FLAT_M2 / 100]


def roof_sweeps(kaps: Sequence[Kap], slope: Floats, above_m: float) -> NDArray[np.object_]:
    """Shade of pitched roofs: one outline where the roof is convex, else each of its triangles."""
    if not kaps:
        return np.zeros(0, dtype=object)
    made = roofs(kaps)
    points = np.concatenate([made.slopes, made.walls, made.base])
    owner = np.r_[made.slope_owner, made.wall_owner, made.base_owner]
    fallen = points[..., :2] + slope * np.maximum(points[..., 2:] - above_m, 0.0)
    grounds = np.array([kap.polygon for kap in kaps], dtype=object)
    full = shapely.area(shapely.convex_hull(grounds)) - shapely.area(grounds) < FLAT_M2
    whole = (full & np.array([kap.dak.vorm != "schild" for kap in kaps]))[owner]
    outlines = hulls_of(fallen[whole].reshape(-1, 2), np.unique(np.repeat(owner[whole], 3), return_inverse=True)[1])
    return np.concatenate([outlines, real(np.asarray(shapely.polygons(fallen[~whole]), dtype=object))])


def tree_sweeps(items: Sequence[TreeItem], slope: Floats) -> list[shapely.Geometry]:
    """Shade of crowns: an ellipse along the sun's direction, moved by the height of the crown's middle."""
    if not items:
        return []
    values = np.array([(t.x_m, t.y_m, t.kroon_m, t.hoogte_m, t.stam_m) for t in items])
    turn = np.linspace(0.0, 2 * np.pi, 10, endpoint=False)
    along = slope / np.linalg.norm(slope)
    across = np.array([-along[1], along[0]])
    middle = values[:, :2] + slope * ((values[:, 3] + values[:, 4]) / 2)[:, None]
    half = (values[:, 3] - values[:, 4]) / 2
    long = np.hypot(values[:, 2] / 2, half * np.linalg.norm(slope))
    ring = (np.cos(turn)[:, None] * along)[None] * long[:, None, None]
    ring = ring + (np.sin(turn)[:, None] * across)[None] * (values[:, 2] / 2)[:, None, None]
    return list(shapely.polygons(middle[:, None, :] + ring * 0.93))


class Casters:
    """Shadows of one group of bodies and trees on the ground and on each surface, remembered per surface."""

    def __init__(self, slope: Floats) -> None:
        self.slope = slope
        self.bodies: tuple[BodyItem, ...] = ()
        self.trees: tuple[TreeItem, ...] = ()
        self._tree: shapely.STRtree | None = None
        self._free = np.zeros((0, 3, 2))
        self._bounds, self._tops = extents(())
        self._known: dict[int, tuple[SurfaceItem, Floats]] = {}

    def set(self, bodies: tuple[BodyItem, ...], trees: tuple[TreeItem, ...]) -> None:
        """Take these casters."""
        if same(bodies, self.bodies) and same(trees, self.trees) and self._tree is not None:
            return
        masses = sweeps([item.lichaam for item in bodies], self.slope)
        crowns = tree_sweeps(trees, self.slope)
        self.bodies, self.trees, self._known = bodies, trees, {}
        self._tree = shapely.STRtree([*masses, *crowns])
        self._bounds, self._tops = extents(bodies)
        # One shape instead of many over each other: half the triangles, and nothing is painted twice.
        whole = [shapely.union_all(masses), *crowns]
        self._free = ground.triangulate(whole)[0]

    def free(self) -> Floats:
        """Triangles (m, 3, 2) on bare ground."""
        return self._free

    def on_surfaces(self, items: Sequence[SurfaceItem]) -> list[Floats]:
        """Triangles (m, 3, 2) of shade on each surface."""
        missing = [item for item in items if id(item) not in self._known]
        low = [item for item in missing if item.z_m < HIGH_M]
        for item, corners in zip(low, self._cut(low), strict=True):
            self._known[id(item)] = (item, corners)
        for item in missing:
            if item.z_m >= HIGH_M:
                self._known[id(item)] = (item, self._cut_high(item))
        return [self._known[id(item)][1] for item in items]

    def _cut(self, items: Sequence[SurfaceItem]) -> list[Floats]:
        if not items or self._tree is None or not len(self._tree.geometries):
            return [np.zeros((0, 3, 2)) for _ in items]
        areas = np.array([item.geometry for item in items], dtype=object)
        shapely.prepare(areas)
        surface, caster = self._tree.query(areas, predicate="intersects")
        whole = shapely.covers(areas[surface], self._tree.geometries[caster])
        pieces = self._tree.geometries[caster].copy()
        pieces[~whole] = shapely.intersection(pieces[~whole], areas[surface[~whole]])
        corners, index = ground.triangulate(pieces)
        owner = surface[index]
        order = np.argsort(owner, kind="stable")
        return np.split(corners[order], np.searchsorted(owner[order], np.arange(1, len(items))))

    def _cut_high(self, item: SurfaceItem) -> Floats:
        rise = self._tops - item.z_m
        fallen = self._bounds + np.tile(self.slope, 2) * rise[:, None]
        low, high = np.minimum(self._bounds, fallen)[:, :2], np.maximum(self._bounds, fallen)[:, 2:]
        x0, y0, x1, y1 = item.geometry.bounds
        near = (rise > 0) & (low <= (x1, y1)).all(axis=1) & (high >= (x0, y0)).all(axis=1)
        masses = [self.bodies[i].lichaam for i in np.flatnonzero(near)]
        pieces = shapely.intersection(sweeps(masses, self.slope, item.z_m), item.geometry)
        return ground.triangulate(pieces)[0] if len(pieces) else np.zeros((0, 3, 2))


def extents(bodies: Sequence[BodyItem]) -> tuple[Floats, Floats]:
    """Bounds (n, 4) of masses on the ground and their heights (n,)."""
    volumes = [v for body in bodies for v in body.lichaam.volumes]
    first = np.cumsum([0, *(len(body.lichaam.volumes) for body in bodies)])[:-1]
    if not volumes:
        return np.zeros((0, 4)), np.zeros(0)
    bounds = shapely.bounds(np.array([v.polygon for v in volumes], dtype=object))
    low, high = np.minimum.reduceat(bounds[:, :2], first), np.maximum.reduceat(bounds[:, 2:], first)
    return np.c_[low, high], np.array([body.lichaam.hoogte_m for body in bodies])


class GroundShadow:
    """Shade of the whole scene: what stands in the quiet city is worked out once, the plan's own masses every time."""

    def __init__(self, sun: Floats) -> None:
        self.sun = sun
        slope = offset_per_m(sun)
        self.groups = (Casters(slope), Casters(slope), Casters(slope))

    def triangles(
        self,
        context: tuple[BodyItem, ...],
        plan: tuple[BodyItem, ...],
        trees: tuple[TreeItem, ...],
        items: Sequence[SurfaceItem],
    ) -> tuple[Floats, NDArray[np.int64]]:
        """Points (3m, 3) and surface index (m,), -1 for bare ground."""
        for casters, (bodies, crowns) in zip(self.groups, ((context, ()), (plan, ()), ((), trees)), strict=True):
            casters.set(bodies, crowns)
        corners, owner = [], []
        for casters in self.groups:
            found = [casters.free(), *casters.on_surfaces(items)]
            count = [len(part) for part in found]
            corners += found
            owner.append(np.repeat(np.arange(-1, len(items)), count))
        heights = np.array([ground.lift_m(item) for item in items] + [ground.GROUND_Z_M])
        index = np.concatenate(owner)
        levels = heights[index] + ABOVE_M
        return ground.raised(np.concatenate(corners), levels), index


def same(a: Sequence[object], b: Sequence[object]) -> bool:
    """True when both hold the very same objects in the same order."""
    return a is b or (len(a) == len(b) and all(x is y for x, y in zip(a, b, strict=True)))
