"""What a style does to a drawing: the tone of its colours, and what only that style has."""

from __future__ import annotations

from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene import BodyItem, Scene

from .. import style
from .batch import Batch
from .ground import paint
from .ink_trees import InkTrees
from .look import Look, look_of
from .night import Windows
from .relief import GroundBatch
from .rims import rims
from .shadow import same

Bodies = tuple[BodyItem, ...]


class Styling:
    """The look in force, lit windows, and, in ink, outlines of surfaces and trees."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.windows, self.rims = Windows(renderer), GroundBatch(renderer, "lines", 0.8)
        self.trees = InkTrees(renderer)
        self.look: Look | None = None
        self._surfaces: tuple[object, ...] = ()

    @property
    def batches(self) -> list[Batch]:
        """What is drawn with."""
        return [self.windows.batch, self.rims, *self.trees.batches]

    def show(self, scene: Scene, masses: Bodies, centre: tuple[float, float]) -> bool:
        """Take the look of the scene and draw what belongs to it; True when it is another look.

        What only another style has is kept out of sight: coming back to it costs little."""
        look, before = look_of(scene), self.look
        self.look = look
        if look.windows:
            self.windows.show(masses, centre)
        if look.outlined:
            self._outline(scene)
        self.windows.batch.put(look.windows)
        for batch in (self.rims, *self.trees.batches):
            batch.put(look.outlined)
        return look is not before

    def look_from(self, distance_m: float) -> None:
        """Outlines of crowns as thin as the distance asks."""
        if self.look is not None and self.look.outlined:
            self.trees.look_from(distance_m)

    def _outline(self, scene: Scene) -> None:
        if not same(scene.surfaces, self._surfaces) or self.rims.terrein is not scene.terrein:
            self._surfaces, self.rims.terrein = scene.surfaces, scene.terrein
            points = rims(scene.surfaces)
            self.rims.write(points, paint(style.INK_SOFT, len(points)))
        self.trees.show(scene.trees)
