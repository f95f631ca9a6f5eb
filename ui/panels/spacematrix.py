"""The Spacematrix diagram (NEN 9300): FSI over GSI with rays of L and OSR, and the path of the plan through it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette

from massastudie.dichtheid import Dichtheid
from ui.controller import Shown
from ui.i18n import Translator
from ui.style import PLINT

from .plot import Plot
from .widgets import scaled

HEIGHT = 230
#: Rays of the mean number of bouwlagen, and of the open space ratio.
L_RAYS, OSR_RAYS = (1, 2, 4, 6, 8), (0.25, 0.5, 1.0, 2.0)
#: The diagram reaches at least so far.
LEAST_FSI, LEAST_GSI = 2.0, 0.7
#: A click this near a point of the path, in shares of the diagram, is a click on it.
NEAR = 0.06
#: Where along its ray an OSR is named, from the left: of one that starts at the side, and at the top.
OSR_NAMED_AT = (0.14, 0.3)
#: Size of the names of fasen.
NAME_SIZE = 0.85


def path_of(shown: Shown) -> list[Dichtheid]:
    """Density of the plan area in each fase, in order of time: one scale, so the points may be compared."""
    return [kern.plangebied for kern in shown.per_fase]


class Spacematrix(Plot):
    """The path of the fasen on the scale of the plan area; the fase shown is filled, a click on a point goes there."""

    faseRequested = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__(tr, HEIGHT)
        self._reach = (LEAST_GSI, LEAST_FSI)

    def draw(self, shown: Shown) -> None:
        """Rays below, the path above them."""
        path = path_of(shown)
        self._reach = (
            max(LEAST_GSI, 1.2 * max(d.gsi for d in path)), max(LEAST_FSI, 1.35 * max(d.fsi for d in path))
        )  # fmt: skip
        self._draw_rays()
        self._draw_path(shown, path)
        self._ticks("bottom", "matrix.gsi", 0.2, self._reach[0])
        self._ticks("left", "matrix.fsi", 0.5, self._reach[1])
        self._plot.setXRange(0.0, self._reach[0], padding=0)
        self._plot.setYRange(0.0, self._reach[1], padding=0)

    def _ticks(self, name: str, key: str, step: float, reach: float) -> None:
        values = [step * n for n in range(1 + int(reach / step))]
        self.dress_axis(name, self._tr(key)).setTicks([[(v, self._tr.number(v, 1)) for v in values]])

    def _draw_rays(self) -> None:
        wide, high = self._reach
        for level in L_RAYS:
            end = min(wide, high / level)
            anchor = (1.0, 0.0) if end == wide else (0.5, 0.0)
            self._ray((0.0, 0.0), (end, level * end), f"L {level}", 1.0, anchor)
        for osr in OSR_RAYS:
            left = max(0.0, 1.0 - high * osr)
            ends = (left, (1.0 - left) / osr), (wide, (1.0 - wide) / osr)
            self._ray(*ends, f"OSR {self._tr.number(osr, 2)}", OSR_NAMED_AT[osr * high <= 1.0], (0.0, 1.0))

    def _ray(
        self, start: tuple[float, float], end: tuple[float, float], text: str, at: float, anchor: tuple[float, float]
    ) -> None:
        """A ray, named at this share of its length: solid for L, dotted for OSR."""
        import pyqtgraph

        style = Qt.PenStyle.SolidLine if at == 1.0 else Qt.PenStyle.DotLine
        pen = pyqtgraph.mkPen(self.ink(QPalette.ColorRole.Mid), width=1, style=style)
        self._plot.plot([start[0], end[0]], [start[1], end[1]], pen=pen)
        place = [a + at * (b - a) for a, b in zip(start, end, strict=True)]
        self._text(text, place, anchor, self.ink(QPalette.ColorRole.PlaceholderText), 0.75)

    def _text(
        self, text: str, place: Sequence[float], anchor: tuple[float, float], colour: QColor, size: float
    ) -> None:
        import pyqtgraph

        label = pyqtgraph.TextItem(text, color=colour, anchor=anchor)
        label.setFont(scaled(self.font(), size, bold=size > NAME_SIZE))
        label.setZValue(11)
        self._plot.addItem(label)
        label.setPos(*place)

    def _draw_path(self, shown: Shown, path: list[Dichtheid]) -> None:
        import pyqtgraph

        x, y = [d.gsi for d in path], [d.fsi for d in path]
        here = [kern.fase == shown.state.fase for kern in shown.per_fase]
        fills = [QColor(PLINT) if now else self.ink(QPalette.ColorRole.Base) for now in here]
        self._plot.plot(x, y, pen=pyqtgraph.mkPen(PLINT, width=2))
        points = pyqtgraph.ScatterPlotItem(x, y, size=11, brush=fills, pen=pyqtgraph.mkPen(PLINT, width=2))
        points.setZValue(10)
        self._plot.addItem(points)
        for number, (fase, place) in enumerate(zip(shown.plan.fasen, path, strict=True)):
            if here[number] or number == 0:  # all of them would lie over each other
                left = number > 0 and place.gsi < path[0].gsi
                anchor = (1.1, 0.9) if left else (-0.1, 0.9)
                size = NAME_SIZE + 0.05 if here[number] else NAME_SIZE
                self._text(fase.naam, (place.gsi, place.fsi), anchor, self.ink(), size)

    def clicked(self, event: Any) -> None:
        """Go to the fase of the point."""
        if self._shown is None or event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = self.mouse_at(event)
        wide, high = self._reach
        far = [max(abs(d.gsi - x) / wide, abs(d.fsi - y) / high) for d in path_of(self._shown)]
        nearest = min(range(len(far)), key=far.__getitem__)
        if far[nearest] < NEAR:
            self.faseRequested.emit(self._shown.plan.fasen[nearest].id)
