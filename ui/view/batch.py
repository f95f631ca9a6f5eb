"""One vtkPolyData with a colour per vertex, and its actor: the only place where arrays become VTK objects."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from .tone import Tone, plain

Kind = Literal["triangles", "lines"]


class Batch:
    """Many triangles or line segments drawn in one go.

    Points come unshared: three (triangles) or two (lines) in a row make a cell, so a face keeps its own colour.
    """

    def __init__(
        self,
        renderer: vtkRenderer,
        kind: Kind = "triangles",
        width: float = 1.0,
        offset: float = -1.0,
        closed: bool = False,
    ) -> None:
        self.kind: Kind = kind
        self.data = vtkPolyData()
        self.actor = vtkActor()
        self.width = width
        self._keep: list[object] = []
        self._points = np.zeros((0, 3), dtype=np.float32)
        self._own = np.zeros((0, 3), dtype=np.uint8)
        self._tone: Tone = plain
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(self.data)
        # Coordinates are small already; a shift that depends on what was shown before would move pixels.
        mapper.SetVBOShiftScaleMethod(0)
        # Faces keep VTK's default push away from the eye, lines are pulled towards it.
        if kind == "lines":
            mapper.SetResolveCoincidentTopologyToPolygonOffset()
            mapper.SetRelativeCoincidentTopologyLineOffsetParameters(0, offset)
        self.actor.SetMapper(mapper)
        # Of closed shapes the inside is never seen.
        self.actor.GetProperty().SetBackfaceCulling(closed)
        self._look(renderer)

    def _look(self, renderer: vtkRenderer) -> None:
        # Ambient 1 with lighting on: the colour is drawn as it is, and SSAO (which skips unlit actors) still works.
        look = self.actor.GetProperty()
        look.SetAmbient(1.0)
        look.SetDiffuse(0.0)
        look.SetSpecular(0.0)
        look.SetLineWidth(self.width)
        self.actor.SetVisibility(False)
        renderer.AddActor(self.actor)

    def write(self, points: NDArray[np.floating], colours: NDArray[np.uint8]) -> None:
        """Replace everything: points (n, 3), colours (n, 3) or (n, 4)."""
        size = 3 if self.kind == "triangles" else 2
        coordinates = np.ascontiguousarray(points, dtype=np.float32)
        connectivity = np.arange(len(coordinates), dtype=np.int64)
        vtk_points = vtkPoints()
        vtk_points.SetData(numpy_to_vtk(coordinates))
        cells = vtkCellArray()
        cells.SetData(size, numpy_to_vtkIdTypeArray(connectivity))
        self._points, self._keep = coordinates, [coordinates, connectivity]
        self.data.Initialize()
        self.data.SetPoints(vtk_points)
        (self.data.SetPolys if size == 3 else self.data.SetLines)(cells)
        self.recolour(colours)
        self.actor.SetVisibility(len(coordinates) > 0)

    def recolour(self, colours: NDArray[np.uint8]) -> None:
        """Replace the colours only."""
        self._own = np.ascontiguousarray(colours, dtype=np.uint8)
        values = np.ascontiguousarray(self._tone(self._own))
        array = numpy_to_vtk(values)
        array.SetName("colour")
        self._keep = [*self._keep[:2], values]
        self.data.GetPointData().SetScalars(array)
        self.data.Modified()

    @property
    def points(self) -> NDArray[np.float32]:
        """What was written, (n, 3). Do not change it."""
        return self._points

    @property
    def colours(self) -> NDArray[np.uint8]:
        """The colours written, (n, 3) or (n, 4), before any tone. Do not change them."""
        return self._own

    def set_tone(self, tone: Tone) -> None:
        """Draw all colours, those to come too, in this tone."""
        if tone is not self._tone:
            self._tone = tone
            self.recolour(self._own)

    def set_width(self, width: float) -> None:
        """Width of lines in pixels, before any scaling."""
        self.width = width
        self.actor.GetProperty().SetLineWidth(width)

    def put(self, on: bool) -> None:
        """In sight (when there is anything) or not; what was written stays."""
        self.actor.SetVisibility(on and self.data.GetNumberOfCells() > 0)

    def clear(self) -> None:
        """Draw nothing."""
        self.write(np.zeros((0, 3)), np.zeros((0, 3), dtype=np.uint8))

    def scale_lines(self, scale: float) -> None:
        """Line width for a picture drawn `scale` times as large."""
        self.actor.GetProperty().SetLineWidth(self.width * scale)
