"""BVO per functie per fase as stacked bars."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor

from massastudie.plan import Functie
from ui.controller import Shown
from ui.i18n import Translator

from .plot import Plot, text_width
from .widgets import scaled

HEIGHT = 150
#: Bars of the fasen that are not shown now are this opaque.
QUIET_ALPHA = 120


class FaseChart(Plot):
    """Small stacked bar chart; the fase shown stands out, a click on a bar goes to its fase."""

    faseRequested = Signal(str)

    def __init__(self, tr: Translator, colours: dict[Functie, str]) -> None:
        super().__init__(tr, HEIGHT)
        self._colours = colours

    def draw(self, shown: Shown) -> None:
        """A bar per fase."""
        import pyqtgraph

        base = [0.0] * len(shown.per_fase)
        for functie in Functie:
            heights = [kern.bvo_m2.get(functie, 0.0) / 1000 for kern in shown.per_fase]
            brushes = [self._brush(functie, kern.fase == shown.state.fase) for kern in shown.per_fase]
            bars = pyqtgraph.BarGraphItem(
                x=range(len(heights)), y0=base, height=heights, width=0.62, brushes=brushes,
                pens=[pyqtgraph.mkPen(None)] * len(heights),
            )  # fmt: skip
            self._plot.addItem(bars)
            base = [low + high for low, high in zip(base, heights, strict=True)]
        self._draw_axes(shown, max(base, default=1.0))

    def _brush(self, functie: Functie, here: bool) -> QColor:
        colour = QColor(self._colours[functie])
        colour.setAlpha(255 if here else QUIET_ALPHA)
        return colour

    def _draw_axes(self, shown: Shown, highest: float) -> None:
        jaren = [f.jaren or f.naam for f in shown.plan.fasen]
        self.dress_axis("bottom").setTicks([list(enumerate(jaren))])
        left = self.dress_axis("left", self._tr("figures.chart_axis"))
        # Of one width whatever the numbers: left to itself it depends on the numbers that stood there before.
        left.setStyle(autoExpandTextSpace=False, tickTextWidth=text_width(scaled(self.font(), 0.85)))
        self._plot.setXRange(-0.5, len(jaren) - 0.5, padding=0.02)
        self._plot.setYRange(0.0, highest * 1.05 or 1.0, padding=0)

    def clicked(self, event: Any) -> None:
        """Go to the fase of the bar."""
        if self._shown is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place = round(self.mouse_at(event)[0])
        if 0 <= place < len(self._shown.plan.fasen):
            self.faseRequested.emit(self._shown.plan.fasen[place].id)
