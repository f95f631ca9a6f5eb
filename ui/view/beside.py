"""A second scene from the same viewpoint, for comparing: drawn in the same frame, shown to the left of a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from massastudie.scene import LabelItem, Scene

from . import camera, stage
from .camera import Viewpoint
from .drawing import Drawing
from .furniture import Caption
from .labels import in_sight
from .light import Floats
from .pick import Picker
from .projection import Projection

#: Where the line stands when comparing begins.
HALF = 0.5
Free = Callable[[Floats], bool]


class Beside:
    """The other scene with its renderer. `share` of the width of the picture, from the left, shows it; `title` names
    it."""

    scene: Scene

    def __init__(self) -> None:
        self.renderer = stage.make_renderer()
        self.renderer.DrawOff()
        self.drawing = Drawing(self.renderer)
        self.picker = Picker(self.drawing)
        self.share = HALF
        self.names: tuple[LabelItem, ...] = ()
        self.title = ""

    def show(self, scene: Scene, title: str) -> bool:
        """Draw this scene; True when the picture differs."""
        self.title, changed = title, self.drawing.show(scene)
        if changed or scene.labels != self.scene.labels:
            self.names = scene.labels
        self.scene = scene
        return changed

    def set_quality(self, full: bool, view: Viewpoint) -> None:
        """As the scene beside it: the same camera, and plain or full."""
        set_quality(self.drawing, full, view)

    def settle(self, at: Projection) -> None:
        """Exact shadows, and names only of what can be seen."""
        self.drawing.settle()
        self.names = in_sight(self.scene.labels, at, lambda point: self.picker.free(at, point))

    @property
    def split(self) -> bool:
        """Whether both scenes are in sight."""
        return 0.0 < self.share < 1.0

    def left(self, own: Caption) -> Caption:
        """The text around this scene, `own` being that of the other."""
        return replace(own, title=self.title, subtitle="", half="left" if self.split else "")

    def right(self, own: Caption, scene: Scene) -> Caption:
        """The text around the other scene: with both in sight its title stands to the right, and so does its legend
        where that is another one."""
        apart = self.share if self.told(scene) is not scene else 0.0
        return replace(own, half="right", subtitle="", legend_from=apart) if self.split else own

    def told(self, scene: Scene) -> Scene:
        """The scene whose legend stands to the left: the other one's explains both, but for a map of another kind."""
        own, other = ([item.scale for item in one.heat[:1]] for one in (self.scene, scene))
        return self.scene if own and own != other else scene


def set_quality(drawing: Drawing, full: bool, view: Viewpoint) -> None:
    """Draw from there, plain or full."""
    stage.set_quality(drawing.renderer, full, view.depth_m, occluded=drawing.occluded)
    drawing.set_lit(full)
    camera.apply(view, drawing.renderer.GetActiveCamera())
    drawing.look_from(view, full)
