"""Exact shade of a scene in steps: at once for a picture, beside the work in the window where a city is large."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from massastudie.scene import BodyItem, Role, Scene, SurfaceItem, TreeItem
from massastudie.terrein import Terrein

from . import light
from .batch import Batch
from .body_layer import split
from .facades import FacadesDone, FacadeShade
from .ground import colours_of
from .light import Floats
from .look import casts, is_quiet, trees_of
from .nearby import nearby
from .season import share_through
from .shadow import GroundShadow, same

Bodies = tuple[BodyItem, ...]
#: With more masses than this the window does not wait for their shade.
MANY = 900


@dataclass(frozen=True, eq=False)
class ShadeWish:
    """What exact shade is asked of; `through`: share of the sun that crowns let through."""

    context: Bodies
    plan: Bodies
    trees: tuple[TreeItem, ...]
    surfaces: tuple[SurfaceItem, ...]
    through: float
    sun: Floats
    terrein: Terrein | None = None

    @property
    def is_long(self) -> bool:
        """Whether working it out takes longer than a window may wait."""
        return len(self.context) + len(self.plan) > MANY or self.terrein is not None

    def is_same(self, other: ShadeWish | None) -> bool:
        """Whether the other asks for the very same."""
        return (
            other is not None
            and self.through == other.through
            and self.terrein is other.terrein
            and np.array_equal(self.sun, other.sun)
            and same(self.context, other.context)
            and same(self.plan, other.plan)
            and same(self.trees, other.trees)
            and same(self.surfaces, other.surfaces)
        )


@dataclass(frozen=True, eq=False)
class Shaded:
    """The answer: points (3m, 3) on the ground, the surface (m,) each triangle lies on (-1: bare ground), whether
    (m,) a crown throws it; and the shade on facades and roofs."""

    wish: ShadeWish
    points: Floats
    owner: NDArray[np.int64]
    crown: NDArray[np.bool_]
    facades: FacadesDone


Steps = Generator[tuple[int, int], None, Shaded]


class ExactShade:
    """Asks for it, and draws it: on the ground by `batch`, on masses by `facades`. `ground` remembers the rest."""

    def __init__(self, batch: Batch, facades: FacadeShade, sun: Floats) -> None:
        self.batch, self.facades, self.ground = batch, facades, GroundShadow(sun)
        self._drawn: ShadeWish | None = None
        self._of: tuple[Bodies, tuple[float, float], Bodies, Bodies] | None = None

    def forget(self) -> None:
        """What is drawn no longer holds."""
        self._drawn = None

    def casters(self, scene: Scene) -> Bodies:
        """The masses that throw shade."""
        city, plan = self._parts(scene)
        return (*city, *plan)

    def _parts(self, scene: Scene) -> tuple[Bodies, Bodies]:
        """Those of the city and those of the plan. Asked at each step of the sun and each rest of the camera: a city
        is looked through once."""
        known = self._of
        if known is None or known[0] is not scene.bodies or known[1] != middle(scene):
            groups = split(scene.bodies)
            known = scene.bodies, middle(scene), nearby(groups["context"], middle(scene)), groups["plan"]
            self._of = known
        return known[2], known[3]

    def due(self, scene: Scene, sun: Floats) -> ShadeWish | None:
        """What is still to be worked out for this scene; None when it is there or has no shade."""
        if not casts(scene):
            return None
        city, plan = self._parts(scene)
        wish = ShadeWish(city, plan, trees_of(scene), scene.surfaces, share_through(scene), sun, scene.terrein)
        return None if wish.is_same(self._drawn) else wish

    def steps(self, wish: ShadeWish) -> Steps:
        """Work it out in steps, and draw nothing yet: this may run beside the work, and be stopped between two steps.
        One at a time: another waits until this one has ended."""
        if not np.array_equal(self.ground.sun, wish.sun) or self.ground.terrein is not wish.terrein:
            self.ground = GroundShadow(wish.sun, wish.terrein)
        self.forget()  # from now on `ground` remembers the shade of this wish
        return self._steps(wish, self.ground)

    def _steps(self, wish: ShadeWish, ground: GroundShadow) -> Steps:
        with ground.lock:
            found = yield from ground.steps(wish.context, wish.plan, wish.trees, wish.surfaces)
            done = yield from self.facades.steps(wish.context, wish.plan, wish.sun)
        return Shaded(wish, *found, done)

    def take(self, found: Shaded, scene: Scene) -> None:
        """Draw what was worked out."""
        wish = found.wish
        roles = [item.role for item in wish.surfaces] + [Role.GROND]
        dark, dappled = (colours_of(roles, wish.sun, lit, is_quiet(scene)) for lit in (0.0, wish.through))
        colours = np.where(found.crown[:, None], dappled[found.owner], dark[found.owner])
        self.batch.write(found.points, light.hazed(np.repeat(colours, 3, axis=0), found.points, middle(scene)))
        self.facades.take(found.facades)
        self.facades.show(scene, wish.sun, middle(scene))
        self._drawn = wish


def middle(scene: Scene) -> tuple[float, float]:
    """Middle of the scene on the ground."""
    west, south, east, north = scene.extent_m
    return (west + east) / 2, (south + north) / 2
