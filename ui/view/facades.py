"""Shade on facades and roofs as one batch: worked out per group of masses, coloured like the faces it lies on."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene import BodyItem, Scene
from massastudie.volumes import Lichaam

from . import faces, light
from .batch import Batch
from .bodies import own_colours
from .faces import LIFT_M, Faces
from .light import Floats
from .look import is_quiet
from .shadow import same

Bodies = tuple[BodyItem, ...]
#: Colouring, whether masses are quiet, and the middle of the picture.
Key = tuple[str, bool, tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Pieces:
    """Shade on masses: points (3m, 3) before lifting, and the sunlit face (m,) each triangle lies on."""

    lichamen: tuple[Lichaam, ...]
    points: Floats
    lit: Faces
    face: NDArray[np.int64]


#: What the city throws on itself, with what it was worked out of; and that with all pieces.
OfCity = tuple[Bodies, Floats, Pieces]
FacadesDone = tuple[OfCity, tuple[Pieces, ...]]


def shade_on(receivers: Bodies, casters: Bodies, sun: Floats) -> Pieces:
    """Shade that `casters` throw on `receivers`."""
    lichamen = tuple(item.lichaam for item in receivers)
    if not receivers or not casters:
        nothing = faces.receivers(())
        return Pieces(lichamen, np.zeros((0, 3)), nothing, np.zeros(0, np.int64))
    gets, takes = faces.receivers(lichamen), faces.shadowing([item.lichaam for item in casters])
    lit = gets.pick(faces.facing(gets, sun, True))
    triangles, face = faces.shade(lit, takes.pick(faces.facing(takes, sun, False)), sun)
    return Pieces(lichamen, triangles.reshape(-1, 3), lit, face)


class FacadeShade:
    """Shade of city on city is kept while the sun stands still; what the plan's masses give and get is not."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batch = Batch(renderer)
        self.pieces: tuple[Pieces, ...] = ()
        self._context: OfCity | None = None
        self._shown: tuple[object, ...] = ()
        self._painted: dict[Pieces, tuple[Key, Bodies, Floats, NDArray[np.uint8]]] = {}

    def hide(self) -> None:
        """Draw nothing until worked out anew."""
        self.pieces, self._shown = (), ()
        self.batch.actor.SetVisibility(False)

    def steps(self, context: Bodies, plan: Bodies, sun: Floats) -> Generator[tuple[int, int], None, FacadesDone]:
        """Work out the shade of these masses, and show nothing yet (see `take`)."""
        known = self._context
        if known is None or not same(known[0], context) or not np.array_equal(known[1], sun):
            known = (context, sun, shade_on(context, context, sun))
            yield 0, 1
        on_city = shade_on(context, plan, sun)
        yield 0, 1
        return known, (known[2], on_city, shade_on(plan, (*context, *plan), sun))

    def take(self, done: FacadesDone) -> None:
        """Show what `steps` gave from now on."""
        self._context, self.pieces = done
        self._shown = ()

    def show(self, scene: Scene, sun: Floats, centre: tuple[float, float]) -> None:
        """Draw what lies on masses that still stand, in the colours they have now."""
        now = {item.lichaam: item for item in scene.bodies}
        key = (scene.kleuring, is_quiet(scene), centre)
        if not self.pieces or (*key, scene.bodies) == self._shown:
            return
        self._shown = (*key, scene.bodies)
        parts = [self._paint(pieces, now, scene, sun, key) for pieces in self.pieces]
        self._painted = {pieces: self._painted[pieces] for pieces in self.pieces}
        self.batch.write(np.concatenate([p for p, _ in parts]), np.concatenate([c for _, c in parts]))

    def _paint(
        self, pieces: Pieces, now: dict[Lichaam, BodyItem], scene: Scene, sun: Floats, key: Key
    ) -> tuple[Floats, NDArray[np.uint8]]:
        """Points and colours of pieces, as they were when nothing about their masses changed."""
        items = tuple(item for lichaam in pieces.lichamen if (item := now.get(lichaam)) is not None)
        known = self._painted.get(pieces)
        if known is None or known[0] != key or not same(known[1], items):
            points, colours = drawn(pieces, now, scene, sun)
            known = (key, items, points, light.hazed(colours, points, key[2]))
            self._painted[pieces] = known
        return known[2], known[3]


def drawn(pieces: Pieces, now: dict[Lichaam, BodyItem], scene: Scene, sun: Floats) -> tuple[Floats, Floats]:
    """Points (3m, 3) and colours (3m, 3) in linear light of the pieces on masses that are there now."""
    items = [now.get(lichaam) for lichaam in pieces.lichamen]
    owner = pieces.lit.owner[pieces.face]
    there = np.array([item is not None for item in items], dtype=bool)[owner]
    face, place = pieces.face[there], np.cumsum([item is not None for item in items]) - 1
    standing: Sequence[BodyItem] = [item for item in items if item is not None]
    if not len(face):
        return np.zeros((0, 3)), np.zeros((0, 3))
    lit = pieces.lit
    own = own_colours(standing, place[owner[there]], lit.functie[face], lit.is_roof[face], scene)
    own *= light.shade(lit.normals[face], sun, 0.0)
    points = pieces.points.reshape(-1, 3, 3)[there]
    wall = np.where(lit.is_roof[face, None], 1.0, light.foot(points[..., 2]))
    colours = own[:, None, :] * wall[..., None]
    lifted = points + LIFT_M * lit.normals[face, None, :]
    return lifted.reshape(-1, 3), colours.reshape(-1, 3)
