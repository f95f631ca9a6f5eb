"""Pictures of a film without words. What did not change since a picture that was kept is not drawn again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from massastudie.scene import Scene

from ..view.camera import Viewpoint
from ..view.projection import Projection
from ..view.studio import Studio
from ..view.tiles import Pixels, Tile
from .changed import changed_part, only_sun

#: So many pictures are kept: while one ground fades into another both are drawn.
KEPT = 2
#: A part larger than this share of the picture is not worth the seams of two drawings.
MOST = 0.8


class Canvas:
    """Draws scenes of one film in a studio, `size` in pixels; `draft`: without ambient occlusion."""

    def __init__(self, studio: Studio, size: tuple[int, int], draft: bool) -> None:
        self._studio, self._size, self._draft = studio, size, draft
        self._view: Viewpoint | None = None
        self._kept: list[tuple[Scene, Pixels]] = []
        self._dark: tuple[Scene, NDArray[np.float32]] | None = None

    def pixels(self, scene: Scene, view: Viewpoint) -> Pixels:
        """The scene (height, width, 3) from this viewpoint."""
        if view != self._view:
            self._view, self._kept, self._dark = view, [], None
        known = next((drawn for kept, drawn in self._kept if kept is scene), None)
        if known is not None:
            return known
        made = self._relit(scene, view)
        made = self._patched(scene, view) if made is None else made
        made = self._whole(scene, view) if made is None else made
        self._kept = [*self._kept, (scene, made)][-KEPT:]
        return made

    def _whole(self, scene: Scene, view: Viewpoint, occluded: bool = True) -> Pixels:
        self._studio.show(scene)
        return self._studio.part(view, self._size, Tile(0, 0, *self._size), occluded and not self._draft)

    def _patched(self, scene: Scene, view: Viewpoint) -> Pixels | None:
        """What is known with the part that differs drawn over it; None when that is not worth it."""
        at = Projection(view, float(self._size[0]), float(self._size[1]))
        parts = [(changed_part(kept, scene, at), drawn) for kept, drawn in self._kept]
        found = [(part.width * part.height, part, drawn) for part, drawn in parts if part is not None]
        area, part, drawn = min(found, key=lambda one: one[0], default=(np.inf, Tile(0, 0, 0, 0), None))
        if drawn is None or area > MOST * self._size[0] * self._size[1]:
            return None
        if area:
            self._studio.show(scene)
            rows, columns = slice(part.y, part.y + part.height), slice(part.x, part.x + part.width)
            drawn = drawn.copy()
            drawn[rows, columns] = self._studio.part(view, self._size, part, not self._draft)
        return drawn

    def _relit(self, scene: Scene, view: Viewpoint) -> Pixels | None:
        """The same things in another light: how dark corners are is worked out once. None for other things."""
        if self._draft or not self._kept or not only_sun(self._kept[-1][0], scene):
            return None
        if self._dark is None or not only_sun(self._dark[0], scene):
            self._dark = (scene, self._darkness(scene, view))
        made = self._whole(scene, view, occluded=False) * self._dark[1]
        return np.asarray(made + np.float32(0.5), dtype=np.uint8)

    def _darkness(self, scene: Scene, view: Viewpoint) -> NDArray[np.float32]:
        """Factor (height, width, 1) of ambient occlusion: measured without shade, where all is bright."""
        bright = replace(scene, sun=None)
        with_it, without = (self._whole(bright, view, on).sum(axis=2, dtype=np.float32) for on in (True, False))
        return np.minimum(with_it / np.maximum(without, np.float32(1.0)), np.float32(1.0))[..., None]
