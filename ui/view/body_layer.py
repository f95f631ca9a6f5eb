"""One group of masses as a few actors: faces, outlines, storey lines and the line over the plint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene import BodyItem, Role, Scene

from . import light
from .batch import Batch
from .bodies import Group, edge_colours, group_colours, joined, line_colours, merge, vertex_colours
from .look import Look, is_quiet, look_of
from .shadow import same

PLAN_ROLES = (Role.NIEUW, Role.NIEUW_EERDER, Role.BESTAAND_PLAN)
Lines = tuple[Batch, light.Floats, NDArray[np.uint8]]


@dataclass(frozen=True, eq=False)
class Painted:
    """The masses of one bouwblok, or those of none: own colours (m, 3), and as drawn those of faces (3m, 3) and of
    each kind of line (2k, 3)."""

    group: Group
    own: NDArray[np.float32]
    faces: NDArray[np.uint8]
    lines: tuple[NDArray[np.uint8], ...]


class BodyLayer:
    """Masses of the plan, or of the city round it (`context`); only what differs is written."""

    def __init__(self, renderer: vtkRenderer, context: bool) -> None:
        self.context = context
        self.faces = Batch(renderer, closed=True)
        self.outline, self.storeys, self.plint = (Batch(renderer, "lines", px) for px in (1.3, 0.8, 1.6))
        self.group: Group | None = None
        self._colours: tuple[object, ...] = ()
        self._look: Look | None = None
        self._own = np.zeros((0, 3), dtype=np.float32)
        self._painted: list[dict[tuple[BodyItem, ...], Painted]] = [{}, {}]

    def show(self, items: tuple[BodyItem, ...], scene: Scene, sun: light.Floats, centre: tuple[float, float]) -> bool:
        """Draw these items in this sun; True when something was written."""
        order = scene.fase_order if scene.kleuring == "fase" else None
        key = (scene.kleuring, is_quiet(scene), order, centre, tuple(sun))
        look = look_of(scene)
        if key != self._colours or look is not self._look:
            self._painted = [{}, {}]  # what is kept is of one light and one colouring
        if self.group is not None and same(items, self.group.items):
            if key == self._colours:
                return False
            if key[:3] != self._colours[:3]:
                self._own = group_colours(self.group, scene)
            self.faces.recolour(vertex_colours(self.group, self._own, sun, centre))
            if look is not self._look:
                for batch, _, colours in self._lines(self.group, look, centre):
                    batch.recolour(colours)
        else:
            self._write(self._parts(items, scene, sun, centre))
        self.outline.set_width(look.context_px if self.context else look.plan_px)
        self._colours, self._look = key, look
        return True

    def _parts(
        self, items: tuple[BodyItem, ...], scene: Scene, sun: light.Floats, centre: tuple[float, float]
    ) -> list[Painted]:
        """Masses per bouwblok, as they were drawn now or the time before where nothing about them differs."""
        known = self._painted[0] | self._painted[1]
        runs = [tuple(run) for _, run in groupby(items, key=attrgetter("blok"))]
        made = {run: known.get(run) or self._paint(run, scene, sun, centre) for run in runs}
        self._painted = [made, {} if self.context else self._painted[0]]
        return [made[run] for run in runs]

    def _paint(
        self, items: tuple[BodyItem, ...], scene: Scene, sun: light.Floats, centre: tuple[float, float]
    ) -> Painted:
        group = merge(items)
        own = group_colours(group, scene)
        lines = tuple(colours for _, _, colours in self._lines(group, look_of(scene), centre))
        return Painted(group, own, vertex_colours(group, own, sun, centre), lines)

    def _write(self, parts: Sequence[Painted]) -> None:
        self.group = joined([part.group for part in parts])
        none = np.zeros((0, 3), dtype=np.uint8)
        self._own = np.concatenate([np.zeros((0, 3), dtype=np.float32), *(part.own for part in parts)])
        self.faces.write(self.group.points, np.concatenate([none, *(part.faces for part in parts)]))
        for number, (batch, points) in enumerate(self._points(self.group)):
            batch.write(points, np.concatenate([none, *(part.lines[number] for part in parts)]))

    def _points(self, group: Group) -> tuple[tuple[Batch, light.Floats], ...]:
        """Lines (2k, 3) of each kind; those between the storeys of the city are left out."""
        storeys = group.storeys[:0] if self.context else group.storeys
        return (self.outline, group.outline), (self.storeys, storeys), (self.plint, group.plint)

    def _lines(self, group: Group, look: Look, centre: tuple[float, float]) -> Iterator[Lines]:
        """Lines (2k, 3) of each kind with their colours."""
        outline, storeys, plint = self._points(group)
        yield *outline, edge_colours(group, look, centre)
        yield *storeys, line_colours(storeys[1], look.storey, centre)
        yield *plint, line_colours(plint[1], look.plint, centre)


def split(bodies: tuple[BodyItem, ...]) -> dict[str, tuple[BodyItem, ...]]:
    """Bodies by the way they are drawn."""
    groups: dict[str, list[BodyItem]] = {"context": [], "plan": [], "gesloopt": []}
    for role, part in groupby(bodies, key=attrgetter("role")):
        groups["plan" if role in PLAN_ROLES else str(role)] += part
    return {name: tuple(items) for name, items in groups.items()}
