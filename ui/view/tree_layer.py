"""The trees of a picture: what is drawn of them, and the haze of leaves round branches that are not in leaf yet."""

from __future__ import annotations

import numpy as np
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene import Scene, TreeItem
from massastudie.seizoen import Seizoen

from .batch import Batch
from .light import Floats
from .look import look_of, trees_of
from .season import in_leaf
from .shadow import same
from .trees import Form, Grove

#: How much a haze of leaves covers, of 255: half, as much as the crown takes of the sun.
HAZE = 128


class TreeLayer:
    """Two batches: trunks with crowns or branches, and the haze. `show` takes the trees of a scene in the light they
    had, `light` turns that."""

    def __init__(self, renderer: vtkRenderer, sun: Floats) -> None:
        self.solid, self.haze = Batch(renderer, closed=True), Batch(renderer, closed=True)
        self.sun = sun
        self._looks = Seizoen.ZOMER, True
        self._shown: tuple[TreeItem, ...] = ()
        self._sow()

    @property
    def batches(self) -> list[Batch]:
        """What is drawn with."""
        return [self.solid, self.haze]

    def _sow(self) -> None:
        """Trees of this sun and season, none of them worked out yet."""
        season, leaf = self._looks
        form: Form = "leaf" if leaf else "wood"
        hazy = not leaf and season is not Seizoen.WINTER
        self._grove = Grove(self.sun, season, form)
        self._hazes = Grove(self.sun, season, "crown") if hazy else None

    def show(self, scene: Scene, centre: tuple[float, float]) -> bool:
        """Draw the trees of this scene; True when that differs from before."""
        looks = scene.seizoen, in_leaf(scene)
        trees = () if look_of(scene).outlined else trees_of(scene)
        if looks == self._looks and same(trees, self._shown):
            return False
        if looks != self._looks:
            self._looks = looks
            self._sow()
        self._shown = trees
        self._write(centre)
        return True

    def light(self, sun: Floats, centre: tuple[float, float]) -> bool:
        """Draw them in this light; True when the sun had moved."""
        if np.array_equal(sun, self.sun):
            return False
        self.sun = sun
        self._sow()
        self._write(centre)
        return True

    def _write(self, centre: tuple[float, float]) -> None:
        self.solid.write(*self._grove.get(self._shown, centre))
        points, colours = np.zeros((0, 3), dtype=np.float32), np.zeros((0, 3), dtype=np.uint8)
        if self._hazes is not None:
            points, colours = self._hazes.get(self._shown, centre)
        self.haze.write(points, np.column_stack([colours, np.full(len(colours), HAZE, dtype=np.uint8)]))
