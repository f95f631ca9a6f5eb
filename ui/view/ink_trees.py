"""Trees of a drawing in ink: a white crown with its outline, on a trunk that is a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene import TreeItem

from .. import style
from .batch import Batch
from .ground import halves, paint, sphere
from .light import Floats
from .shadow import same

#: Faces round a crown, and from its foot to its top.
ROUND, RISE = 20, 10
#: Width of the outline of a crown, metres per metre of distance, and its bounds; a width nearly so is left as it is.
PER_M, THINNEST_M, WIDEST_M, NEARLY = 4e-4, 0.02, 0.3, 0.2


def ball() -> Floats:
    """Unit sphere as outward triangles (m, 3, 3)."""
    turn, rise = np.linspace(0.0, 2 * np.pi, ROUND + 1), np.linspace(-np.pi / 2, np.pi / 2, RISE + 1)
    return halves(sphere(rise, turn))


def crowns(items: Sequence[TreeItem], wider_m: float = 0.0) -> NDArray[np.float32]:
    """Crowns as outward triangles, points (3m, 3), all round so much wider."""
    values = np.array([(t.x_m, t.y_m, t.z_m, t.kroon_m, t.hoogte_m, t.stam_m) for t in items]).reshape(-1, 6)
    half = (values[:, 4] - values[:, 5]) / 2
    size = np.column_stack([values[:, 3] / 2, values[:, 3] / 2, half]) + wider_m
    middle = np.column_stack([values[:, :2], values[:, 2] + values[:, 5] + half])
    unit = ball().reshape(1, -1, 3).astype(np.float32)
    made: NDArray[np.float32] = unit * size[:, None].astype(np.float32) + middle[:, None].astype(np.float32)
    return made.reshape(-1, 3)


def inward(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same triangles, points (3m, 3), seen from their other side."""
    return points.reshape(-1, 3, 3)[:, ::-1].reshape(-1, 3)


def trunks(items: Sequence[TreeItem]) -> Floats:
    """Trunks as upright lines, points (2n, 3)."""
    feet = np.array([(t.x_m, t.y_m, t.z_m) for t in items]).reshape(-1, 3)
    tops = feet + np.array([[0.0, 0.0, t.stam_m] for t in items]).reshape(-1, 3)
    return np.stack([feet, tops], axis=1).reshape(-1, 3)


class InkTrees:
    """Crowns, trunks, and the outline of crowns from wherever they are seen: the far inside of a dark, slightly wider
    crown, of which only the rim is in sight behind the white one."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.crowns, self.trunks = Batch(renderer, closed=True), Batch(renderer, "lines", 1.4)
        self.outline = Batch(renderer, closed=True)
        self._shown: tuple[TreeItem, ...] = ()
        self._wide_m = WIDEST_M

    @property
    def batches(self) -> list[Batch]:
        """What is drawn with."""
        return [self.crowns, self.outline, self.trunks]

    def show(self, items: tuple[TreeItem, ...]) -> None:
        """Draw these trees."""
        if same(items, self._shown):
            return
        self._shown = items
        points, lines = crowns(items), trunks(items)
        self.crowns.write(points, paint(style.PAPER, len(points)))
        self.trunks.write(lines, paint(style.INK_SOFT, len(lines)))
        self._write_outline()

    def look_from(self, distance_m: float) -> None:
        """Outlines as wide as suits what is seen from this far."""
        wide_m = min(max(PER_M * distance_m, THINNEST_M), WIDEST_M)
        if abs(wide_m / self._wide_m - 1.0) > NEARLY:
            self._wide_m = wide_m
            self._write_outline()

    def _write_outline(self) -> None:
        points = inward(crowns(self._shown, self._wide_m))
        self.outline.write(points, paint(style.INK_SOFT, len(points)))
