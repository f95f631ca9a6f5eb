"""One group of masses as a few actors: faces, outlines, storey lines and the line over the plint."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene import BodyItem, Role, Scene

from . import light
from .batch import Batch
from .bodies import Group, edge_colours, group_colours, line_colours, merge, vertex_colours
from .look import Look, is_quiet, look_of
from .shadow import same

PLAN_ROLES = (Role.NIEUW, Role.NIEUW_EERDER, Role.BESTAAND_PLAN)
Lines = tuple[Batch, light.Floats, NDArray[np.uint8]]


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

    def show(self, items: tuple[BodyItem, ...], scene: Scene, sun: light.Floats, centre: tuple[float, float]) -> bool:
        """Draw these items in this sun; True when something was written."""
        order = scene.fase_order if scene.kleuring == "fase" else None
        key = (scene.kleuring, is_quiet(scene), order, centre, tuple(sun))
        look = look_of(scene)
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
            self.group = merge(items)
            self._own = group_colours(self.group, scene)
            self.faces.write(self.group.points, vertex_colours(self.group, self._own, sun, centre))
            for batch, points, colours in self._lines(self.group, look, centre):
                batch.write(points, colours)
        self.outline.set_width(look.context_px if self.context else look.plan_px)
        self._colours, self._look = key, look
        return True

    def _lines(self, group: Group, look: Look, centre: tuple[float, float]) -> Iterator[Lines]:
        """Lines (2k, 3) with their colours; those between the storeys of the city are left out."""
        storeys = group.storeys[:0] if self.context else group.storeys
        yield self.outline, group.outline, edge_colours(group, look, centre)
        yield self.storeys, storeys, line_colours(storeys, look.storey, centre)
        yield self.plint, group.plint, line_colours(group.plint, look.plint, centre)


def split(bodies: tuple[BodyItem, ...]) -> dict[str, tuple[BodyItem, ...]]:
    """Bodies by the way they are drawn."""
    groups: dict[str, list[BodyItem]] = {"context": [], "plan": [], "gesloopt": []}
    for role, part in groupby(bodies, key=attrgetter("role")):
        groups["plan" if role in PLAN_ROLES else str(role)] += part
    return {name: tuple(items) for name, items in groups.items()}
