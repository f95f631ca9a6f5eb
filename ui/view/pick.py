"""What lies under the cursor: the line of sight against static locators of what is drawn (0.03 ms a pick)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonCore import reference
from vtkmodules.vtkCommonDataModel import vtkPolyData, vtkStaticCellLocator

from massastudie.scene import BodyItem, SurfaceItem

from .drawing import Drawing
from .light import Floats
from .projection import Projection

REACH_M = 7000.0


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """The item hit first and the point (3,) where."""

    item: BodyItem | SurfaceItem
    point: Floats


class _Target:
    """Locator of one polydata, built when first needed after a change."""

    def __init__(self, data: vtkPolyData) -> None:
        self.data = data
        self._locator = vtkStaticCellLocator()
        self._built = -1

    def hit(self, start: Floats, end: Floats) -> tuple[float, Floats, int] | None:
        """Share along the line, point and cell number of the first hit."""
        if not self.data.GetNumberOfCells():
            return None
        stamp = self.data.GetPoints().GetMTime()
        if stamp != self._built:
            self._locator.SetDataSet(self.data)
            self._locator.ForceBuildLocator()
            self._built = stamp
        share, sub, cell = reference(0.0), reference(0), reference(0)
        point, inside = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        if not self._locator.IntersectWithLine(start, end, 1e-6, share, point, inside, sub, cell):
            return None
        return float(share), np.array(point), int(cell)


class Picker:
    """Picks in what a Drawing shows now."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        batches = (drawing.plan.faces, drawing.context.faces, drawing.surfaces)
        self._targets = [_Target(batch.data) for batch in batches]

    def pick(self, start: Floats, way: Floats) -> Hit | None:
        """First item on the line from `start` (3,) in unit direction `way` (3,)."""
        end = start + way * REACH_M
        best: tuple[float, Hit] | None = None
        for target, (owner, items) in zip(self._targets, self._owners(), strict=True):
            found = target.hit(start, end)
            if found is not None and (best is None or found[0] < best[0]):
                best = found[0], Hit(items[owner[found[2]]], found[1])
        return best[1] if best else None

    def _owners(self) -> list[tuple[NDArray[np.integer], Sequence[BodyItem | SurfaceItem]]]:
        drawing = self.drawing
        empty: tuple[NDArray[np.integer], Sequence[BodyItem | SurfaceItem]] = (np.zeros(0, dtype=np.int32), ())
        groups = [layer.group for layer in (drawing.plan, drawing.context)]
        bodies = [(g.owner, g.items) if g is not None else empty for g in groups]
        surfaces = drawing.scene.surfaces if drawing.scene is not None else ()
        return [*bodies, (drawing.surfaces.drawn(drawing.surface_owner), surfaces)]

    def free(self, at: Projection, point: Floats) -> bool:
        """True when no mass stands between the camera and `point` (3,)."""
        start = at.view.position if not at.view.parallel else point - at.view.forward * 2000.0
        end = point + (start - point) * 1e-4
        return all(target.hit(start, end) is None for target in self._targets[:2])
