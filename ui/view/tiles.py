"""Off-screen rendering in tiles: any size of picture, with neither a display nor much memory.

Each tile is drawn with a margin that is cut off again, so that ambient occlusion shows no seams.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import vtkmodules.vtkRenderingOpenGL2 as opengl
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow, vtkWindowToImageFilter

from . import camera, stage
from .camera import VIEW_ANGLE_DEG, Viewpoint, parallel_scale
from .drawing import Drawing

#: A picture of 3840 × 2160 is one tile (about 0.8 GB); seams could only show in larger ones.
TILE_PX, MARGIN_PX = 3840, 96
#: Up to this many pixels a picture is drawn twice as large and averaged; a larger one has fine enough pixels itself.
TWICE_UP_TO_PX = 2_200_000
#: Kernel of ambient occlusion in a quick picture, and the pattern of its grain: it repeats after so many pixels.
QUICK_KERNEL, GRAIN_PX = 16, 4

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Tile:
    """Part of the oversampled picture, from the top left: place and size without margin."""

    x: int
    y: int
    width: int
    height: int


def tiles(width: int, height: int) -> Iterator[Tile]:
    """Tiles of about equal size that cover width × height pixels (both even)."""
    across, down = step(width), step(height)
    for y in range(0, height, down):
        for x in range(0, width, across):
            yield Tile(x, y, min(across, width - x), min(down, height - y))


def step(length: int) -> int:
    """Side of a tile in pixels, even, such that tiles are of about equal size."""
    even = -(-length // -(-length // TILE_PX))
    return even + even % 2


def offscreen_window() -> vtkRenderWindow:
    """A render window that needs no display (EGL where there is one)."""
    egl = getattr(opengl, "vtkEGLRenderWindow", None)
    window = egl() if egl is not None else vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    return window


def render(drawing: Drawing, view: Viewpoint, size: tuple[int, int], line_scale: float) -> Pixels:
    """Pixels (height, width, 3) of a drawing, top row first. `line_scale`: widths in a picture of this size."""
    window = offscreen_window()
    try:
        return render_in(window, drawing, view, size, line_scale)
    finally:
        window.RemoveRenderer(drawing.renderer)
        window.Finalize()


def render_in(
    window: vtkRenderWindow,
    drawing: Drawing,
    view: Viewpoint,
    size: tuple[int, int],
    line_scale: float,
    times: int | None = None,
    occluded: bool = True,
) -> Pixels:
    """The same in a window that stays: what did not change since the last picture is not sent to it again.

    `times` as large it is drawn and averaged (None: as its size asks); not `occluded`: without ambient occlusion.
    """
    times = times or (2 if size[0] * size[1] <= TWICE_UP_TO_PX else 1)
    width, height = size[0] * times, size[1] * times
    renderer = drawing.renderer
    # Averaging four pixels takes the grain away that a small kernel leaves.
    _prepare(window, drawing, line_scale * times, view, stage.SSAO_KERNEL // times, occluded)
    renderer.SetUseFXAA(times == 1)
    window.SetSize(step(width) + 2 * MARGIN_PX, step(height) + 2 * MARGIN_PX)
    picture = np.empty((size[1], size[0], 3), dtype=np.uint8)
    for tile in tiles(width, height):
        part = shrink(_tile(window, renderer, view, tile, (width, height)), times)
        y, x = tile.y // times, tile.x // times
        picture[y : y + part.shape[0], x : x + part.shape[1]] = part
    return picture


def render_part(
    window: vtkRenderWindow,
    drawing: Drawing,
    view: Viewpoint,
    size: tuple[int, int],
    part: Tile,
    line_scale: float,
    occluded: bool = True,
) -> Pixels:
    """A part of the picture of `size` pixels, drawn once and quickly: as it would be in the whole picture when its
    left edge, and its lower edge counted from below, lie on a multiple of `GRAIN_PX`."""
    _prepare(window, drawing, line_scale, view, QUICK_KERNEL, occluded)
    window.SetSize(part.width + 2 * MARGIN_PX, part.height + 2 * MARGIN_PX)
    return _tile(window, drawing.renderer, view, part, size)


def _prepare(
    window: vtkRenderWindow, drawing: Drawing, line_scale: float, view: Viewpoint, kernel: int, occluded: bool
) -> None:
    """Lines as wide as the picture asks, and full quality."""
    drawing.scale_lines(line_scale)
    drawing.look_from(view)
    stage.set_quality(drawing.renderer, True, view.depth_m, kernel, occluded and drawing.occluded)
    if not window.HasRenderer(drawing.renderer):
        window.AddRenderer(drawing.renderer)


def _tile(
    window: vtkRenderWindow, renderer: vtkRenderer, view: Viewpoint, tile: Tile, full: tuple[int, int]
) -> Pixels:
    across, high = window.GetSize()
    left, top = tile.x - MARGIN_PX, tile.y - MARGIN_PX
    lens = renderer.GetActiveCamera()
    camera.apply(view, lens)
    share = high / full[1]
    tangent = float(np.tan(np.radians(VIEW_ANGLE_DEG / 2))) * share
    lens.SetViewAngle(float(np.degrees(2 * np.arctan(tangent))))
    lens.SetParallelScale(parallel_scale(view) * share)
    right_px, up_px = left + across / 2 - full[0] / 2, full[1] / 2 - (top + high / 2)
    lens.SetWindowCenter(2 * right_px / across, 2 * up_px / high)
    window.Render()
    pixels = _read(window)[MARGIN_PX : MARGIN_PX + tile.height, MARGIN_PX : MARGIN_PX + tile.width]
    lens.SetWindowCenter(0.0, 0.0)
    return pixels


def shrink(pixels: Pixels, times: int) -> Pixels:
    """Average of blocks of times × times pixels."""
    if times == 1:
        return pixels
    high, wide, _ = pixels.shape
    blocks = pixels.reshape(high // times, times, wide // times, times, 3)
    return np.asarray(blocks.mean(axis=(1, 3)) + 0.5, dtype=np.uint8)


def _read(window: vtkRenderWindow) -> Pixels:
    reader = vtkWindowToImageFilter()
    reader.SetInput(window)
    reader.ShouldRerenderOff()
    reader.ReadFrontBufferOff()
    reader.Update()
    image = reader.GetOutput()
    width, height, _ = image.GetDimensions()
    flat = vtk_to_numpy(image.GetPointData().GetScalars())
    return np.asarray(flat.reshape(height, width, -1)[::-1, :, :3], dtype=np.uint8)
