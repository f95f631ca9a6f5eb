"""Handles on the selection: pull the top of a new mass to another number of bouwlagen, the side of a doorsteek to
another width. A handle only asks; nothing changes until the answer comes back as another Scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from massastudie.scene import BodyItem, Role, Scene, SurfaceItem

from . import ground
from .light import Floats
from .projection import Projection

REACH_PX = 13.0
WIDTH_STEP_M = 0.5
NARROWEST_M, WIDEST_M = 2.0, 20.0
MOST_BOUWLAGEN = 20
NEW_ROLES = (Role.NIEUW, Role.NIEUW_EERDER)


@dataclass(frozen=True, slots=True, eq=False)
class HeightGrip:
    """Handle on top of the highest selected new mass: `point` (3,), plint and storey height in metres."""

    target: str
    item: BodyItem
    point: Floats
    plint_m: float
    verdieping_m: float
    bouwlagen: int

    def wish(self, x: float, y: float, at: Projection) -> int:
        """Number of bouwlagen at which the top comes nearest to the cursor."""
        above = at.height_on_vertical(x, y, self.point) - self.plint_m
        return int(min(MOST_BOUWLAGEN, max(1, 1 + round(above / self.verdieping_m))))

    def outline(self, bouwlagen: float) -> Floats:
        """Segments (2k, 3): the outline as it would be."""
        top = self.plint_m + (bouwlagen - 1) * self.verdieping_m
        low = self.item.lichaam.volumes[0].bottom_m
        parts = []
        for ring in rings(self.item):
            high_ring = np.column_stack([ring, np.full(len(ring), top)])
            low_ring = np.column_stack([ring[:-1], np.full(len(ring) - 1, low)])
            parts += [ground.segments(high_ring).reshape(-1, 3)]
            parts += [np.stack([low_ring, high_ring[:-1]], axis=1).reshape(-1, 3)]
        return np.concatenate(parts)


@dataclass(frozen=True, slots=True, eq=False)
class WidthGrip:
    """Handle on the long side of a doorsteek: `point` (3,), unit vector outward (2,) and the width now."""

    target: str
    point: Floats
    outward: Floats
    breedte_m: float

    def wish(self, x: float, y: float, at: Projection) -> float:
        """Width, in steps of half a metre, at which the side comes nearest to the cursor."""
        place = at.on_height(x, y, float(self.point[2]))
        if place is None:
            return self.breedte_m
        wide = self.breedte_m + 2 * float((place - self.point)[:2] @ self.outward)
        return min(WIDEST_M, max(NARROWEST_M, round(wide / WIDTH_STEP_M) * WIDTH_STEP_M))

    def outline(self, breedte_m: float) -> Floats:
        """Segments (2k, 3): both sides as they would be."""
        along = np.array([-self.outward[1], self.outward[0]])
        middle = self.point[:2] - self.outward * self.breedte_m / 2
        lines = []
        for side in (-1.0, 1.0):
            for end in (-15.0, 15.0):
                lines.append([*(middle + side * self.outward * breedte_m / 2 + along * end), self.point[2] + 0.3])
        return np.array(lines)


def rings(item: BodyItem) -> list[Floats]:
    """Outer rings (n, 2) of the ground floor."""
    return [shapely.get_coordinates(v.polygon.exterior) for v in item.lichaam.volumes if v.bouwlaag == 0]


def grip_of(scene: Scene) -> HeightGrip | WidthGrip | None:
    """The handle that belongs to the selection, if it has one."""
    chosen = scene.selection
    if not chosen:
        return None
    new = [b for b in scene.bodies if b.role in NEW_ROLES and b.lichaam.soort == "pand"]
    bodies = [b for b in new if chosen in (b.id, b.blok, b.lichaam.accent)]
    if bodies:
        plain = [b for b in bodies if not b.lichaam.accent or b.lichaam.accent == chosen] or bodies
        return height_grip(chosen, max(plain, key=lambda b: b.lichaam.hoogte_m))
    for surface in scene.surfaces:
        if surface.id == chosen and surface.role == Role.DOORSTEEK:
            return width_grip(surface)
    return None


def height_grip(target: str, item: BodyItem) -> HeightGrip:
    """Handle above the middle of a mass."""
    volumes = item.lichaam.volumes
    plint = max((v.top_m for v in volumes if v.bouwlaag == 0), default=0.0)
    rest = [v.top_m - v.bottom_m for v in volumes if v.bouwlaag > 0]
    middle = volumes[0].polygon.representative_point()
    top = max(v.top_m for v in volumes)
    point = np.array([middle.x, middle.y, top])
    return HeightGrip(target, item, point, plint, rest[0] if rest else 3.0, item.lichaam.bouwlagen)


def width_grip(surface: SurfaceItem) -> WidthGrip | None:
    """Handle on the middle of the longest straight side."""
    part = max(shapely.get_parts(surface.geometry), key=lambda p: p.area)
    ring = shapely.get_coordinates(shapely.normalize(part).exterior)
    sides = ring[1:] - ring[:-1]
    longest = int(np.argmax(np.linalg.norm(sides, axis=1)))
    middle = (ring[longest] + ring[longest + 1]) / 2
    way = sides[longest] / np.linalg.norm(sides[longest])
    outward = np.array([way[1], -way[0]])
    if part.covers(shapely.Point(middle + outward * 0.1)):
        outward = -outward
    across = shapely.LineString([middle - outward * 0.01, middle - outward * 60.0]).intersection(part)
    first = min(shapely.get_parts(across), key=lambda p: p.distance(shapely.Point(middle)), default=None)
    if first is None:
        return None
    point = np.array([*middle, ground.lift_m(surface)])
    return WidthGrip(surface.id, point, outward, float(first.length) + 0.01)


class GripDrag:
    """Dragging a handle: shows the wish while it lasts and asks once, on release."""

    def __init__(self, preview: Callable[[Floats | None], None], ask: Callable[[str, int | float], None]) -> None:
        self.preview, self.ask = preview, ask
        self.grip: HeightGrip | WidthGrip | None = None
        self.wish: int | float | None = None

    def show(self, scene: Scene) -> None:
        """Take the handle of this scene's selection."""
        self.grip, self.wish = grip_of(scene), None

    def look(self) -> tuple[object, ...] | None:
        """What its picture depends on, None without a handle."""
        if self.grip is None:
            return None
        outward = self.grip.outward.tolist() if isinstance(self.grip, WidthGrip) else None
        return self.grip.point.tolist(), outward, self.wish

    def near(self, x: float, y: float, at: Projection) -> bool:
        """True when this pixel lies on the handle."""
        if self.grip is None:
            return False
        place, front = at.to_screen(self.grip.point)
        return bool(front[0]) and float(np.hypot(*(place[0] - (x, y)))) <= REACH_PX

    def press(self, x: float, y: float, at: Projection) -> bool:
        """Take the press when it is on the handle."""
        return self.near(x, y, at)

    def drag(self, x: float, y: float, at: Projection) -> None:
        """Show what is wished for at this pixel."""
        if self.grip is None:
            return
        wish = self.grip.wish(x, y, at)
        if wish != self.wish:
            self.wish = wish
            self.preview(self.grip.outline(wish))

    def release(self) -> None:
        """Ask for it, when it differs from what is there."""
        wish, self.wish = self.wish, None
        if self.grip is None or wish is None:
            return
        self.preview(None)
        now = self.grip.bouwlagen if isinstance(self.grip, HeightGrip) else self.grip.breedte_m
        if abs(wish - now) > 1e-6:
            self.ask(self.grip.target, wish)
