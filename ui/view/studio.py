"""One drawing and one window without a display, for many pictures in a row: what stays is not built or sent again.

A picture is the same to the pixel whatever was drawn before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType

from massastudie.scene import LabelItem, Scene

from . import stage, tiles
from .camera import Viewpoint
from .drawing import Drawing
from .labels import in_sight
from .pick import Picker
from .projection import Projection

#: Height in logical pixels that text and lines are sized for; a larger picture has larger text.
LOGICAL_HEIGHT = 900.0


class Studio:
    """Draws Scenes off-screen; to be used in a `with` block, which gives its memory back."""

    def __init__(self) -> None:
        self.drawing = Drawing(stage.make_renderer())
        self._picker = Picker(self.drawing)
        self._window = tiles.offscreen_window()

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._window.RemoveRenderer(self.drawing.renderer)
        self._window.Finalize()

    def show(self, scene: Scene) -> None:
        """Take this scene, shadows and all; a selection is not drawn."""
        self.drawing.show(replace(scene, selection=None) if scene.selection else scene)
        self.drawing.settle()

    def names(self, labels: Sequence[LabelItem], at: Projection) -> tuple[LabelItem, ...]:
        """Those of `labels` that no mass of the scene hides."""
        return in_sight(labels, at, lambda point: self._picker.free(at, point))

    def pixels(
        self, view: Viewpoint, size: tuple[int, int], times: int | None = None, occluded: bool = True
    ) -> tiles.Pixels:
        """The scene as pixels (height, width, 3), without anything written over it. `times` as large it is drawn and
        averaged (None: as its size asks); not `occluded`: without ambient occlusion, four times as quick."""
        scale = size[1] / LOGICAL_HEIGHT
        return tiles.render_in(self._window, self.drawing, view, size, scale, times, occluded)

    def part(self, view: Viewpoint, size: tuple[int, int], part: tiles.Tile, occluded: bool = True) -> tiles.Pixels:
        """A part of the picture of `size` pixels, quickly: drawn once, its ambient occlusion with a little grain."""
        return tiles.render_part(self._window, self.drawing, view, size, part, size[1] / LOGICAL_HEIGHT, occluded)


def projection(view: Viewpoint, size: tuple[int, int]) -> Projection:
    """Where things lie in a picture of `size` pixels, in logical pixels."""
    scale = size[1] / LOGICAL_HEIGHT
    return Projection(view, size[0] / scale, size[1] / scale)
