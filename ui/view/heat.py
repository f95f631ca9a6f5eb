"""Sun hours on the ground as coloured cells: flat squares in fixed classes, recoloured in place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene import HeatItem

from .. import style
from . import light
from .batch import Batch
from .light import Floats

#: Above all surfaces that lie in one place, metres.
LIFT_M = 0.32
#: The cursor may be this far above or below the height of a cell, metres.
NEAR_M = 1.0
BREAKS = np.array(style.HEAT_BREAKS_H[1:])
PALETTE = light.to_bytes(light.linear(style.HEAT_COLOURS))
PALETTE.flags.writeable = False


def classes(hours: Floats) -> NDArray[np.int64]:
    """Class (n,) of each number of hours; a value on a break belongs to the class above it."""
    return np.asarray(np.digitize(hours, BREAKS), dtype=np.int64)


def same_cells(a: HeatItem, b: HeatItem) -> bool:
    """True when two maps are of the same cells."""
    return a.cell_m == b.cell_m and (a.xyz is b.xyz or np.array_equal(a.xyz, b.xyz))


def squares(item: HeatItem) -> Floats:
    """Corners (n, 4, 3) of the cells."""
    half = item.cell_m / 2
    corner = np.array([(-half, -half, LIFT_M), (half, -half, LIFT_M), (half, half, LIFT_M), (-half, half, LIFT_M)])
    result: Floats = item.xyz[:, None, :] + corner
    return result


class HeatMap:
    """All cells in one batch. Cells inside a mass are not drawn; which they are may change with the hours."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batch = Batch(renderer)
        self.items: tuple[HeatItem, ...] = ()
        self._shown = np.zeros(0, dtype=bool)
        self._colours = np.zeros((0, 3), dtype=np.uint8)
        self._array = numpy_to_vtk(self._colours)

    def show(self, items: tuple[HeatItem, ...]) -> bool:
        """Draw these cells; True when something changed. Other hours on the same cells are written in place."""
        if len(items) == len(self.items) and all(a is b for a, b in zip(items, self.items, strict=True)):
            return False
        alike = len(items) == len(self.items) and all(map(same_cells, items, self.items))
        self.items = items
        hours = np.concatenate([np.zeros(0), *(item.hours for item in items)])
        shown = ~np.isnan(hours)
        if not (alike and np.array_equal(shown, self._shown)):
            self._build(shown)
        self._colours[:] = PALETTE[classes(hours[shown])]
        self._array.Modified()
        self.batch.data.Modified()
        return True

    def _build(self, shown: NDArray[np.bool_]) -> None:
        corners = np.concatenate([np.zeros((0, 4, 3)), *(squares(item) for item in self.items)])[shown]
        self._points = np.ascontiguousarray(corners.reshape(-1, 3), dtype=np.float32)
        self._cells = np.arange(len(self._points), dtype=np.int64)
        self._colours, self._shown = np.zeros((len(corners), 3), dtype=np.uint8), shown
        points, cells, data = vtkPoints(), vtkCellArray(), self.batch.data
        points.SetData(numpy_to_vtk(self._points))
        cells.SetData(4, numpy_to_vtkIdTypeArray(self._cells))
        self._array = numpy_to_vtk(self._colours)
        self._array.SetName("hours")
        fill(data, points, cells)
        data.GetCellData().SetScalars(self._array)
        self.batch.actor.SetVisibility(len(corners) > 0)

    def at(self, point: Floats | None) -> tuple[str, float]:
        """Surface and hours of the cell at a point (3,); "" and NaN where there is none."""
        if point is None:
            return "", float("nan")
        for item in self.items:
            away = np.abs(item.xyz - point)
            near = np.maximum(away[:, 0], away[:, 1])
            near[away[:, 2] > NEAR_M] = np.inf
            best = int(near.argmin()) if len(near) else -1
            if best >= 0 and near[best] <= item.cell_m / 2 and not np.isnan(item.hours[best]):
                return item.id, float(item.hours[best])
        return "", float("nan")


def fill(data: vtkPolyData, points: vtkPoints, cells: vtkCellArray) -> None:
    """Replace points and faces."""
    data.Initialize()
    data.SetPoints(points)
    data.SetPolys(cells)
