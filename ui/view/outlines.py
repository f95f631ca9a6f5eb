"""Outlines of what is selected: the edges of masses, the rim of a surface."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from massastudie.scene import BodyItem, Role, Scene, SurfaceItem, TreeItem

from . import ground
from .bodies import outline
from .light import Floats

RIM_ABOVE_M = 0.15
#: Room round what is flown to, and the least that is then in sight, metres: one pand is seen among its neighbours.
AIR_M, LEAST_M = 12.0, 90.0
#: A ring round a tree is this many times as wide as its crown, and has so many sides.
RING, RING_SIDES = 1.1, 16
Item = BodyItem | SurfaceItem | TreeItem


def owner_id(item: BodyItem | SurfaceItem) -> str:
    """What a click on an item means: the strip of a profile is its street, a hof or deck its bouwblok."""
    if isinstance(item, BodyItem):
        return item.id
    if item.role in (Role.HOF, Role.DEK):
        return item.id.removeprefix("H-").removesuffix("-dek")
    return item.id.rpartition(".")[0] or item.id


def selected(scene: Scene) -> tuple[Item, ...]:
    """Items to outline: what is selected and what is lit, by its own id, its bouwblok or the accent that raised it."""
    chosen = scene.lit | {scene.selection} if scene.selection else scene.lit
    if not chosen:
        return scene.lit_trees
    bodies = [b for b in scene.bodies if not chosen.isdisjoint((b.id, b.lichaam.id, b.blok, b.lichaam.accent))]
    surfaces = [s for s in scene.surfaces if s.id in chosen or owner_id(s) in chosen]
    return (*bodies, *surfaces, *scene.lit_trees)


def points(items: Sequence[Item]) -> Floats:
    """Segments as points (2k, 3)."""
    return np.concatenate([np.zeros((0, 3)), *(_outline(item) for item in items)])


def _outline(item: Item) -> Floats:
    if isinstance(item, BodyItem):
        return outline(item.lichaam)
    return ring(item) if isinstance(item, TreeItem) else rim(item)


def ring(tree: TreeItem) -> Floats:
    """A ring round the crown of a tree as points (2k, 3)."""
    turn = np.linspace(0.0, 2 * np.pi, RING_SIDES + 1)
    half, middle = RING * tree.kroon_m / 2, tree.z_m + (tree.stam_m + tree.hoogte_m) / 2
    line = np.column_stack(
        [tree.x_m + half * np.cos(turn), tree.y_m + half * np.sin(turn), np.full_like(turn, middle)]
    )
    return ground.segments(line).reshape(-1, 3)


def rim(item: SurfaceItem) -> Floats:
    """Edge of a surface as points (2k, 3), a little above it."""
    parts = [np.zeros((0, 3))]
    for part in shapely.get_parts(shapely.boundary(item.geometry)):
        xy = shapely.get_coordinates(part)
        line = np.column_stack([xy, np.full(len(xy), ground.lift_m(item) + RIM_ABOVE_M)])
        parts.append(ground.segments(line).reshape(-1, 3))
    return np.concatenate(parts)


def extent_m(scene: Scene) -> tuple[float, float, float, float] | None:
    """West, south, east and north of what is outlined with some air around it; None when nothing is."""
    shapes = [shape for item in selected(scene) for shape in _shapes(item)]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    wide, high = (max(AIR_M, (LEAST_M - size) / 2) for size in (east - west, north - south))
    return west - wide, south - high, east + wide, north + high


def _shapes(item: Item) -> Sequence[BaseGeometry]:
    if isinstance(item, BodyItem):
        return [v.polygon for v in item.lichaam.volumes]
    return [shapely.Point(item.x_m, item.y_m)] if isinstance(item, TreeItem) else [item.geometry]
