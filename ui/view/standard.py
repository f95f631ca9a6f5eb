"""Where a standard view stands for the scene shown, and that it fits a picture of another size too."""

from __future__ import annotations

from collections.abc import Callable

from massastudie.plan import Gezicht
from massastudie.scene import Scene

from . import camera, outlines
from .camera import Viewpoint
from .eyelevel import eye_level
from .navigation import Navigator
from .projection import Projection

#: What is looked at while there is no scene, metres.
NOWHERE_M = (-150.0, -150.0, 150.0, 150.0)


def standard_view(name: str, scene: Scene | None, at: Projection) -> Viewpoint:
    """`vogelvlucht`, `plan`, `noord`, `oost`, `zuid`, `west`, `ooghoogte` or `passend`, from where one looks now."""
    if scene is not None and name == "ooghoogte":
        return eye_level(scene, at.view)
    extent = scene.extent_m if scene is not None else NOWHERE_M
    if scene is not None and name == "passend":
        extent = outlines.extent_m(scene) or extent
    return camera.named(name, extent, at.width / at.height, at.view)


class Standard:
    """Goes to standard views; as long as the eye stays there, a picture of any shape holds what is to be seen."""

    def __init__(self, navigator: Navigator, scene: Callable[[], Scene | None]) -> None:
        self._navigator, self._scene = navigator, scene
        self._name, self._at = "", navigator.view

    def go(self, name: str, animate: bool) -> None:
        """Fly there, or stand there at once."""
        self._name, self._at = name, standard_view(name, self._scene(), self._navigator.projection())
        self._navigator.fly_to(self._at, animate)

    def go_to(self, gezicht: Gezicht, animate: bool) -> None:
        """Fly to a viewpoint of the plan, or stand there at once."""
        target = camera.from_gezicht(gezicht, self._navigator.view.parallel)
        self._navigator.fly_to(camera.above_ground(target), animate)

    def refit(self) -> None:
        """The picture has another size."""
        if self._name and self._navigator.view == self._at:
            self.go(self._name, animate=False)
