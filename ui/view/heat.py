"""Sun hours as coloured cells on the ground and on walls, in fixed classes, recoloured in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from .shadow import same

#: Above all surfaces that lie in one place, metres.
LIFT_M = 0.32
#: The cursor may be this far above or below the height of a cell, or before a wall, metres.
NEAR_M = 1.0
BEFORE_M = 0.15
CHANGE_H = np.array(style.CHANGE_BREAKS_MIN) / 60.0
#: A loss on a break belongs to the greater loss, as a gain does to the greater gain: losses are shifted by a trifle.
BREAKS = {"uren": np.array(style.HEAT_BREAKS_H[1:]), "verschil": np.where(CHANGE_H < 0, CHANGE_H + 1e-9, CHANGE_H)}
PALETTES = {
    scale: light.to_bytes(light.linear(colours))
    for scale, colours in (("uren", style.HEAT_COLOURS), ("verschil", style.CHANGE_COLOURS))
}


def classes(hours: Floats, scale: str = "uren") -> NDArray[np.int64]:
    """Class (n,) of each number of hours; a value on a break belongs to the class further from zero."""
    return np.asarray(np.digitize(hours, BREAKS[scale]), dtype=np.int64)


def same_cells(a: HeatItem, b: HeatItem) -> bool:
    """True when two maps are of the same cells."""
    if a.corners is not b.corners or a.cell_m != b.cell_m:
        return False
    return a.xyz is b.xyz or np.array_equal(a.xyz, b.xyz)


def squares(item: HeatItem) -> Floats:
    """Corners (n, 4, 3) of the cells."""
    if item.corners is not None:
        return item.corners
    half = item.cell_m / 2
    corner = np.array([(-half, -half, LIFT_M), (half, -half, LIFT_M), (half, half, LIFT_M), (-half, half, LIFT_M)])
    result: Floats = item.xyz[:, None, :] + corner
    return result


def colours(item: HeatItem) -> NDArray[np.uint8]:
    """Colour (n, 3) of each cell."""
    return np.asarray(PALETTES[item.scale][classes(item.hours, item.scale)])


@dataclass(frozen=True, eq=False)
class Part:
    """The cells of an item that lie in no mass: which those are (n,), corners (4k, 3) and colours (k, 3)."""

    item: HeatItem
    shown: NDArray[np.bool_]
    corners: NDArray[np.float32]
    colours: NDArray[np.uint8]


def part_of(item: HeatItem, before: Part | None) -> Part:
    """The part of an item; what it has in common with the one before is the same object."""
    if before is not None and before.item is item:
        return before
    shown = ~np.isnan(item.hours)
    if before is not None and same_cells(before.item, item) and np.array_equal(shown, before.shown):
        return Part(item, before.shown, before.corners, colours(item)[shown])
    return Part(item, shown, squares(item)[shown].reshape(-1, 3).astype(np.float32), colours(item)[shown])


class Cells:
    """Cells in one batch. Those inside a mass are not drawn; which they are may change with the hours."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batch = Batch(renderer)
        self.items: tuple[HeatItem, ...] = ()
        self._parts: list[Part] = []
        self._colours = np.zeros((0, 3), dtype=np.uint8)
        self._array = numpy_to_vtk(self._colours)

    def show(self, items: tuple[HeatItem, ...]) -> bool:
        """Draw these cells; True when something changed. Other hours on the same cells are written in place."""
        if same(items, self.items):
            return False
        known, before = {part.item.id: part for part in self._parts}, self._parts
        self.items, self._parts = items, [part_of(item, known.get(item.id)) for item in items]
        if same([part.corners for part in self._parts], [part.corners for part in before]):
            self._recolour(before)
        else:
            self._build()
        self._array.Modified()
        self.batch.data.Modified()
        return True

    def _recolour(self, before: Sequence[Part]) -> None:
        """Write the colours of parts that differ from before."""
        ends = np.cumsum([len(part.colours) for part in self._parts]).tolist()
        for part, old, end in zip(self._parts, before, ends, strict=True):
            if part is not old:
                self._colours[end - len(part.colours) : end] = part.colours

    def _build(self) -> None:
        nothing = np.zeros((0, 3))
        self._points = np.concatenate([nothing.astype(np.float32), *(part.corners for part in self._parts)])
        self._colours = np.concatenate([nothing.astype(np.uint8), *(part.colours for part in self._parts)])
        self._cells = np.arange(len(self._points), dtype=np.int64)
        points, cells, data = vtkPoints(), vtkCellArray(), self.batch.data
        points.SetData(numpy_to_vtk(self._points))
        cells.SetData(4, numpy_to_vtkIdTypeArray(self._cells))
        self._array = numpy_to_vtk(self._colours)
        self._array.SetName("hours")
        fill(data, points, cells)
        data.GetCellData().SetScalars(self._array)
        self.batch.actor.SetVisibility(len(self._colours) > 0)


class HeatMap:
    """The map of a scene: cells on the ground and cells on walls, each written only when they differ."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.ground, self.walls = Cells(renderer), Cells(renderer)

    @property
    def batches(self) -> list[Batch]:
        """What is drawn with."""
        return [self.ground.batch, self.walls.batch]

    def show(self, items: tuple[HeatItem, ...]) -> bool:
        """Draw these cells; True when something changed."""
        changed = [
            self.ground.show(tuple(item for item in items if item.corners is None)),
            self.walls.show(tuple(item for item in items if item.corners is not None)),
        ]
        return any(changed)

    def at(self, point: Floats | None) -> tuple[HeatItem, float] | None:
        """The map and the hours of the cell at a point (3,); None where there is no cell."""
        if point is None:
            return None
        for item in self.walls.items:
            found = _on_wall(item, point)
            if found is not None:
                return item, found
        for item in self.ground.items:
            found = _on_ground(item, point)
            if found is not None:
                return item, found
        return None


def _on_ground(item: HeatItem, point: Floats) -> float | None:
    away = np.abs(item.xyz - point)
    near = np.maximum(away[:, 0], away[:, 1])
    near[away[:, 2] > NEAR_M] = np.inf
    best = int(near.argmin()) if len(near) else -1
    if best < 0 or near[best] > item.cell_m / 2 or np.isnan(item.hours[best]):
        return None
    return float(item.hours[best])


def _on_wall(item: HeatItem, point: Floats) -> float | None:
    """Hours of the cell of a wall whose face holds a point, seen from the side a little before it."""
    corners = item.corners
    if corners is None or not len(corners) or _is_far(corners, point):
        return None
    a, b, low, high = corners[:, 0, :2], corners[:, 1, :2], corners[:, 0, 2], corners[:, 2, 2]
    along = b - a
    length = np.hypot(along[:, 0], along[:, 1])
    way = point[:2] - a
    share = (way * along).sum(axis=1) / length
    before = np.abs(way[:, 0] * along[:, 1] - way[:, 1] * along[:, 0]) / length
    near = (share > -BEFORE_M) & (share < length + BEFORE_M) & (before < BEFORE_M)
    near &= (point[2] > low - BEFORE_M) & (point[2] < high + BEFORE_M)
    found = np.flatnonzero(near)
    return float(item.hours[found[np.abs(share - length / 2)[found].argmin()]]) if len(found) else None


def _is_far(corners: Floats, point: Floats) -> bool:
    """A quick look before all cells of a mass are gone through."""
    first = corners[0, 0, :2]
    reach = np.abs(corners[:, :2, :2] - first).max() + NEAR_M
    return bool(np.abs(point[:2] - first).max() > reach)


def fill(data: vtkPolyData, points: vtkPoints, cells: vtkCellArray) -> None:
    """Replace points and faces."""
    data.Initialize()
    data.SetPoints(points)
    data.SetPolys(cells)
