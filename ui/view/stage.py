"""The renderer itself: no lamps, ambient occlusion and smooth edges that can be switched per frame."""

from __future__ import annotations

import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  (registers the OpenGL classes)
from vtkmodules.vtkRenderingCore import vtkLight, vtkRenderer

from .. import style

SSAO_RADIUS_M = 12.0
SSAO_KERNEL = 32


def make_renderer() -> vtkRenderer:
    """A renderer without lamps: light is in the colours."""
    renderer = vtkRenderer()
    renderer.SetBackground(*rgb(style.HORIZON))
    renderer.AutomaticLightCreationOff()
    dark = vtkLight()
    dark.SetIntensity(0.0)
    renderer.AddLight(dark)
    return renderer


def rgb(colour: str) -> tuple[float, float, float]:
    """Hex to three numbers from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    return red, green, blue


def set_quality(renderer: vtkRenderer, full: bool, distance_m: float, kernel: int = SSAO_KERNEL,
                occluded: bool = True) -> None:  # fmt: skip
    """Full: ambient occlusion (where `occluded`) and smooth edges. Not full: plain, for while something moves.

    The bias grows with the distance: a lower one gives stripes on the ground, and near by on facades.
    """
    renderer.SetUseSSAO(full and occluded)
    renderer.SetUseFXAA(full)
    if full:
        renderer.SetSSAORadius(min(SSAO_RADIUS_M, max(2.0, distance_m / 20.0)))
        renderer.SetSSAOKernelSize(kernel)
        renderer.SetSSAOBias(max(0.25, distance_m / 500.0))
        renderer.SSAOBlurOn()
