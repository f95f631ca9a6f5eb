"""Outlines of what is selected: the edges of masses, the rim of a surface."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from massastudie.scene import BodyItem, Role, Scene, SurfaceItem

from . import ground
from .bodies import outline
from .light import Floats

RIM_ABOVE_M = 0.15


def owner_id(item: BodyItem | SurfaceItem) -> str:
    """What a click on an item means: the strip of a profile is its street, a hof or deck its bouwblok."""
    if isinstance(item, BodyItem):
        return item.id
    if item.role in (Role.HOF, Role.DEK):
        return item.id.removeprefix("H-").removesuffix("-dek")
    return item.id.rpartition(".")[0] or item.id


def selected(scene: Scene) -> tuple[BodyItem | SurfaceItem, ...]:
    """Items that belong to the selection: by their own id, their bouwblok or the accent that raised them."""
    chosen = scene.selection
    if not chosen:
        return ()
    bodies = [b for b in scene.bodies if chosen in (b.id, b.lichaam.id, b.blok, b.lichaam.accent)]
    return (*bodies, *(s for s in scene.surfaces if owner_id(s) == chosen))


def points(items: Sequence[BodyItem | SurfaceItem]) -> Floats:
    """Segments as points (2k, 3)."""
    parts = [np.zeros((0, 3))]
    for item in items:
        parts.append(outline(item.lichaam) if isinstance(item, BodyItem) else rim(item))
    return np.concatenate(parts)


def rim(item: SurfaceItem) -> Floats:
    """Edge of a surface as points (2k, 3), a little above it."""
    parts = [np.zeros((0, 3))]
    for part in shapely.get_parts(shapely.boundary(item.geometry)):
        xy = shapely.get_coordinates(part)
        line = np.column_stack([xy, np.full(len(xy), ground.lift_m(item) + RIM_ABOVE_M)])
        parts.append(ground.segments(line).reshape(-1, 3))
    return np.concatenate(parts)


def extent_m(scene: Scene) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the selection with some air around it; None when nothing is selected."""
    shapes = []
    for item in selected(scene):
        shapes += [item.geometry] if isinstance(item, SurfaceItem) else [v.polygon for v in item.lichaam.volumes]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    air = 12.0
    return float(west - air), float(south - air), float(east + air), float(north + air)
