"""What lies under the cursor: the thing, its place, its hours of sun, the shape of the cursor itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from . import outlines
from .beside import Beside
from .drawing import Drawing
from .grips import GripDrag, HeightGrip
from .light import Floats
from .pick import Hit, Picker
from .projection import Projection


class Pointing:
    """Answers for the scene, and to the left of a line for the one beside it."""

    def __init__(self, drawing: Drawing, beside: Callable[[], Beside | None]) -> None:
        self.drawing, self.picker = drawing, Picker(drawing)
        self._beside = beside
        self._hovered, self._warm = "", False

    def hit(self, x: float, y: float, at: Projection) -> Hit | None:
        """What is drawn under a pixel."""
        beside = self._beside()
        picker = beside.picker if beside is not None and x < beside.share * at.width else self.picker
        return picker.pick(*at.ray(x, y))

    def point(self, x: float, y: float, at: Projection) -> Floats | None:
        """World point (3,) of what is drawn under a pixel, None for bare ground and sky."""
        hit = self.hit(x, y, at)
        return hit.point if hit is not None else None

    def item(self, x: float, y: float, at: Projection) -> str:
        """Id of what is drawn under a pixel, "" for nothing."""
        hit = self.hit(x, y, at)
        return outlines.owner_id(hit.item) if hit is not None else ""

    def hover(self, x: float, y: float, at: Projection, view: Any) -> None:
        """The cursor came here: tell by the signals of `view`, a SceneView."""
        hit = self.hit(x, y, at)
        found = outlines.owner_id(hit.item) if hit is not None else ""
        if found != self._hovered:
            self._hovered = found
            view.hovered.emit(found)
        place = hit.point if hit is not None else at.on_height(x, y)
        if place is not None:
            view.groundHovered.emit(float(place[0]), float(place[1]))
        self._hover_heat(place, view)

    def _hover_heat(self, place: Floats | None, view: Any) -> None:
        found = self.drawing.heat.at(place)
        if found is not None:
            view.heatHovered.emit(found[0].id, found[1])
        elif self._warm:
            view.heatHovered.emit("", float("nan"))
        self._warm = found is not None


def cursor_shape(x: float, y: float, at: Projection, grip: GripDrag) -> Qt.CursorShape:
    """Arrows over a handle, else the plain cursor."""
    if not grip.near(x, y, at):
        return Qt.CursorShape.ArrowCursor
    return Qt.CursorShape.SizeVerCursor if isinstance(grip.grip, HeightGrip) else Qt.CursorShape.SizeHorCursor
