"""Shade on the ground while the sun is being dragged: all shadowing faces slid down, without uniting or cutting.

Each piece is painted with a picture of the ground in shade, laid over it like a map. So pieces that overlap, and
surfaces of different colours, need no work per step; only the edge between two surfaces is as coarse as that picture.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkTexture

from massastudie.scene import BodyItem, Role, SurfaceItem
from massastudie.terrein import Terrein

from . import faces, ground, light
from .light import Floats
from .relief import GroundBatch
from .shadow import same

PIXELS = 1024
REACH_M = 460.0
#: How often the place where a beam meets ground that is not flat is brought nearer.
ROUNDS = 3
#: Above every surface on the ground, metres.
ABOVE_M = 0.30


class QuickShade:
    """The batch with its picture of the ground; the faces of a scene are gathered once, and slid at each step."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batch = GroundBatch(renderer)
        self.batch.fine = False
        self._image, self._keep = vtkImageData(), np.zeros((0, 3), dtype=np.uint8)
        self._texture = vtkTexture()
        self._texture.SetInputData(self._image)
        self._texture.InterpolateOn()
        self._texture.RepeatOff()
        self.batch.actor.SetTexture(self._texture)
        self._bodies: tuple[BodyItem, ...] = ()
        self._surfaces: tuple[SurfaceItem, ...] | None = None
        self._faces: faces.Faces | None = None
        self._centre = (0.0, 0.0)

    def hide(self) -> None:
        """Give way to the exact shade."""
        self.batch.actor.SetVisibility(False)

    def show(
        self, bodies: tuple[BodyItem, ...], surfaces: tuple[SurfaceItem, ...], sun: Floats, centre: tuple[float, float]
    ) -> None:
        """Draw the shade of these masses on the ground."""
        if self._faces is None or not same(bodies, self._bodies):
            self._bodies, self._faces = bodies, faces.shadowing([item.lichaam for item in bodies])
        if self._surfaces is None or not same(surfaces, self._surfaces) or centre != self._centre:
            self._surfaces, self._centre = surfaces, centre
            self._paint(surfaces, sun)
        casting = self._faces.pick(faces.facing(self._faces, sun, False))
        flat = fallen(casting.corners, sun, self.batch.terrein)
        corners = flat[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 2)
        self.batch.write(np.c_[corners, np.full(len(corners), ABOVE_M)], white(len(corners)))
        place = (corners - np.array(self._centre) + REACH_M) / (2 * REACH_M)
        self._place = np.ascontiguousarray(place, dtype=np.float32)
        self.batch.data.GetPointData().SetTCoords(numpy_to_vtk(self._place))

    def _paint(self, surfaces: Sequence[SurfaceItem], sun: Floats) -> None:
        """Lay down the picture of the ground in shade."""
        pixels = ground_picture(surfaces, sun, self._centre)
        self._keep = np.ascontiguousarray(pixels.reshape(-1, 3))
        array = numpy_to_vtk(self._keep)
        array.SetName("ground")
        self._image.SetDimensions(PIXELS, PIXELS, 1)
        self._image.GetPointData().SetScalars(array)
        self._image.Modified()


def fallen(corners: Floats, sun: Floats, terrein: Terrein | None) -> Floats:
    """Where (n, 4, 2) corners (n, 4, 3) of faces fall on the ground; where that is not flat, to a few centimetres."""
    slope, xy, z = sun[:2] / sun[2], corners[..., :2], corners[..., 2:]
    if terrein is None:
        return np.asarray(xy - slope * z)
    found = xy
    high = np.maximum(z, _ground(terrein, xy))  # what of a wall lies below the ground throws no shade
    for _ in range(ROUNDS):
        found = xy - slope * (high - _ground(terrein, found))
    return found


def _ground(terrein: Terrein, xy: Floats) -> Floats:
    """Height (..., 1) of the ground at places (..., 2)."""
    return terrein.hoogte(xy.reshape(-1, 2)).reshape(*xy.shape[:-1], 1)


def white(count: int) -> NDArray[np.uint8]:
    """White for `count` points."""
    return np.full((count, 3), 255, dtype=np.uint8)


def ground_picture(surfaces: Sequence[SurfaceItem], sun: Floats, centre: tuple[float, float]) -> NDArray[np.uint8]:
    """Pixels (rows from the south, columns, 3) of the ground in shade, faded towards the horizon."""
    image = QImage(PIXELS, PIXELS, QImage.Format.Format_RGBX8888)
    painter = QPainter(image)
    order = sorted((s for s in surfaces if s.z_m < 1.0), key=lambda s: s.level)
    roles = [Role.GROND, *(item.role for item in order)]
    colours = light.to_bytes(ground.colours_of(roles, sun, 0.0)).tolist()
    painter.fillRect(image.rect(), QColor(*colours[0]))
    low = np.array(centre) - REACH_M
    for item, colour in zip(order, colours[1:], strict=True):
        painter.fillPath(path_of(item.geometry, low), QColor(*colour))
    painter.end()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(PIXELS, PIXELS, 4)[..., :3]
    return faded(pixels, low, centre)


def faded(pixels: NDArray[np.uint8], low: Floats, centre: tuple[float, float]) -> NDArray[np.uint8]:
    """The pixels with the haze of the rim of the city."""
    step = (np.arange(PIXELS) + 0.5) * (2 * REACH_M / PIXELS)
    x, y = np.meshgrid(low[0] + step, low[1] + step)
    share = light.city_haze(np.stack([x.ravel(), y.ravel()], axis=1), centre).reshape(PIXELS, PIXELS, 1)
    horizon = light.to_bytes(light.horizon()).astype(np.float32)
    return np.asarray(pixels + (horizon - pixels) * share.astype(np.float32) + 0.5, dtype=np.uint8)


def path_of(geometry: shapely.Geometry, low: Floats) -> QPainterPath:
    """Rings of an area in pixels, row 0 in the south."""
    path = QPainterPath()
    areas = shapely.get_parts(geometry)
    for ring in shapely.get_rings(areas[shapely.get_dimensions(areas) == 2]):
        xy = (shapely.get_coordinates(ring) - low) * (PIXELS / (2 * REACH_M))
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in xy.tolist()]))
    return path
