"""What differs in shade from a reference, in two plain colours over the shadows: ground, facades and roofs."""

from __future__ import annotations

import numpy as np
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene_items import ShadeItem

from .. import style
from . import ground, light
from .batch import Batch
from .relief import GroundBatch
from .shadow import same

#: Over surfaces, their shade and the coarse shade of a moving sun, metres.
LIFT_M = 0.34
COLOURS = {"nieuw": style.SHADE_NEW, "vervallen": style.SHADE_GONE}


class ShadeChange:
    """New shade and sun gained as flat areas on the ground, and on facades and roofs."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batch, self.faces = GroundBatch(renderer), Batch(renderer)
        self._items: tuple[ShadeItem, ...] = ()

    def show(self, items: tuple[ShadeItem, ...]) -> bool:
        """Draw these areas; True when they differ from those before."""
        if same(items, self._items):
            return False
        self._items = items
        triangles, owner = ground.triangulate([item.geometry for item in items])
        palette = light.to_bytes(light.linear([COLOURS[item.soort] for item in items])) if items else np.zeros((0, 3))
        self.batch.write(ground.raised(triangles, LIFT_M), np.repeat(palette[owner], 3, axis=0).astype(np.uint8))
        points = np.concatenate([np.zeros((0, 3)), *(item.faces.reshape(-1, 3) for item in items)])
        colours = np.repeat(palette, [3 * len(item.faces) for item in items], axis=0)
        self.faces.write(points, colours.astype(np.uint8))
        return True
