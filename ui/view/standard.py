"""Where a standard view stands for the scene shown."""

from __future__ import annotations

from massastudie.scene import Scene

from . import camera, outlines
from .camera import Viewpoint
from .eyelevel import eye_level
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
