"""Ground whose shade differs from that of a reference, in two plain colours over the shadows."""

from __future__ import annotations

import numpy as np
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene_items import ShadeItem

from .. import style
from . import ground, light
from .relief import GroundBatch
from .shadow import same

#: Over surfaces, their shade and the coarse shade of a moving sun, metres.
LIFT_M = 0.34
COLOURS = {"nieuw": style.SHADE_NEW, "vervallen": style.SHADE_GONE}


class ShadeChange:
    """New shade and sun gained as flat areas on the ground."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batch = GroundBatch(renderer)
        self._items: tuple[ShadeItem, ...] = ()

    def show(self, items: tuple[ShadeItem, ...]) -> bool:
        """Draw these areas; True when they differ from those before."""
        if same(items, self._items):
            return False
        self._items = items
        triangles, owner = ground.triangulate([item.geometry for item in items])
        palette = light.to_bytes(light.linear([COLOURS[item.soort] for item in items])) if items else np.zeros((0, 3))
        self.batch.write(ground.raised(triangles, LIFT_M), np.repeat(palette[owner], 3, axis=0).astype(np.uint8))
        return True
