"""Shadows on the ground and on decks for one sun, to be drawn: the shade of the masses is `massastudie.schaduw`.

Surfaces are painted in their own colour in shade, so pieces may overlap freely and nothing has to be united. Trees
are ellipses, a little lower than the shade of masses: where both fall no sun comes through. Where two crowns shade one
place it is drawn as shaded by one.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from operator import is_

import numpy as np
import shapely
from numpy.typing import NDArray

from massastudie.draped import Drape, drape_of, shades
from massastudie.scene import BodyItem, SurfaceItem, TreeItem
from massastudie.schaduw import offset_per_m, reaching, sweeps
from massastudie.terrein import Terrein

from . import ground
from .light import Floats

#: Points (3m, 3), surface index (m,), -1 for bare ground, and whether (m,) a crown throws it.
Found = tuple[Floats, NDArray[np.int64], NDArray[np.bool_]]
ABOVE_M, CROWN_ABOVE_M = 0.016, 0.008
#: Surfaces this high (decks) get the shadow that falls on their own height.
HIGH_M = 1.0


def tree_sweeps(items: Sequence[TreeItem], slope: Floats, drape: Drape | None = None) -> list[shapely.Geometry]:
    """Shade of crowns: an ellipse along the sun's direction, moved by the height of the crown's middle; brought to
    the ground of `drape` where that is not flat."""
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
    flat = shapely.polygons(middle[:, None, :] + ring * 0.93)
    if drape is None:
        return list(flat)
    up = np.array([t.z_m - drape.terrein.low_m for t in items])[:, None] * slope
    xy, owner = shapely.get_coordinates(flat, return_index=True)
    slid = shapely.set_coordinates(np.array(flat, dtype=object), xy + up[owner])
    crowns = shapely.buffer(shapely.points(values[:, :2]), values[:, 2] / 2, quad_segs=3)
    top_m = max(t.z_m + t.hoogte_m for t in items)
    return list(drape.on_ground(np.asarray(slid, dtype=object), np.asarray(crowns, dtype=object), top_m))


class Casters:
    """Shadows of one group of bodies and trees on the ground and on each surface, remembered per surface; with those
    of the ground itself where it has them (`with_ground`)."""

    def __init__(self, slope: Floats, terrein: Terrein | None = None, with_ground: bool = False) -> None:
        self.slope, self._drape = slope, drape_of(terrein, slope)
        self._of_ground = self._drape.of_ground() if self._drape is not None and with_ground else ()
        self.bodies: tuple[BodyItem, ...] = ()
        self.trees: tuple[TreeItem, ...] = ()
        self._tree: shapely.STRtree | None = None
        self._free = np.zeros((0, 3, 2))
        self._known: dict[int, tuple[SurfaceItem, Floats]] = {}

    def set(self, bodies: tuple[BodyItem, ...], trees: tuple[TreeItem, ...]) -> None:
        """Take these casters."""
        if same(bodies, self.bodies) and same(trees, self.trees) and self._tree is not None:
            return
        lichamen, drape = [item.lichaam for item in bodies], self._drape
        masses = [*shades(lichamen, self.slope, drape), *self._of_ground]
        crowns = tree_sweeps(trees, self.slope, drape)
        self.bodies, self.trees, self._known = bodies, trees, {}
        self._tree = shapely.STRtree([*masses, *crowns])
        # One shape instead of many over each other: half the triangles, and nothing is painted twice.
        whole = [shapely.union_all(masses), *crowns]
        self._free = ground.triangulate(whole)[0]

    def over(self, places: Floats) -> NDArray[np.int64]:
        """Which places (n, 2) on the ground lie in shade."""
        if self._tree is None or not len(places):
            return np.zeros(0, dtype=np.int64)
        return np.unique(self._tree.query(shapely.points(places), predicate="intersects")[0])

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
        # copies: prepared shapes are not to be shared with another thread
        areas = shapely.force_2d(np.array([item.geometry for item in items], dtype=object))
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
        masses = reaching([body.lichaam for body in self.bodies], self.slope, item.geometry.bounds, item.z_m)
        pieces = shapely.intersection(sweeps(masses, self.slope, item.z_m), item.geometry)
        return ground.triangulate(pieces)[0] if len(pieces) else np.zeros((0, 3, 2))


class GroundShadow:
    """Shade of the whole scene: what stands in the quiet city is worked out once, the plan's own masses every time."""

    def __init__(self, sun: Floats, terrein: Terrein | None = None) -> None:
        self.sun, self.terrein, self.lock = sun, terrein, threading.Lock()
        slope = offset_per_m(sun)
        self.groups = (Casters(slope, terrein, True), Casters(slope, terrein), Casters(slope, terrein))

    def lit_share(self, places: Floats, through: float) -> Floats:
        """Share (n,) of the sun on the ground at places (n, 2): none in the shade of a mass, `through` under a crown.
        To be asked after `steps`."""
        share = np.ones(len(places))
        for casters, left in zip(self.groups, (0.0, 0.0, through), strict=True):
            share[casters.over(places)] *= left
        return share

    def steps(
        self,
        context: tuple[BodyItem, ...],
        plan: tuple[BodyItem, ...],
        trees: tuple[TreeItem, ...],
        items: Sequence[SurfaceItem],
    ) -> Generator[tuple[int, int], None, Found]:
        """Shade of these masses and trees on the ground and on `items`, worked out in steps."""
        corners, owner, crown = [], [], []
        for casters, (bodies, crowns) in zip(self.groups, ((context, ()), (plan, ()), ((), trees)), strict=True):
            casters.set(bodies, crowns)
            yield 0, 1
            found = [casters.free(), *casters.on_surfaces(items)]
            count = [len(part) for part in found]
            corners += found
            owner.append(np.repeat(np.arange(-1, len(items)), count))
            crown.append(np.full(sum(count), casters is self.groups[-1]))
            yield 0, 1
        heights = np.array([ground.lift_m(item) for item in items] + [ground.GROUND_Z_M])
        index = np.concatenate(owner)
        thrown = np.concatenate(crown)
        levels = heights[index] + np.where(thrown, CROWN_ABOVE_M, ABOVE_M)
        return ground.raised(np.concatenate(corners), levels), index, thrown


def same(a: Sequence[object], b: Sequence[object]) -> bool:
    """True when both hold the very same objects in the same order."""
    return a is b or (len(a) == len(b) and all(map(is_, a, b)))
