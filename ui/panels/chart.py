"""BVO per functie per fase as stacked bars. pyqtgraph is imported with the first chart, after the first picture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from massastudie.plan import Functie
from ui.controller import Shown
from ui.i18n import Translator

from .widgets import scaled

HEIGHT = 170
#: Bars of the fasen that are not shown now are this opaque.
QUIET_ALPHA = 120
#: The chart follows this long after the picture and the table, so that it never keeps them waiting.
DELAY_MS = 120


class FaseChart(QWidget):
    """Small stacked bar chart; the fase shown stands out, a click on a bar goes to its fase."""

    faseRequested = Signal(str)

    def __init__(self, tr: Translator, colours: dict[Functie, str]) -> None:
        super().__init__()
        self._tr, self._colours = tr, colours
        self._plot: Any = None
        self._shown: Shown | None = None
        self._drawn: object = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.draw_now)
        self.setFixedHeight(HEIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)

    @property
    def ready(self) -> bool:
        """Whether the chart itself is there (it comes after the first picture)."""
        return self._plot is not None

    def build(self) -> None:
        """Make the chart; costs the import of pyqtgraph (about 0.2 s), so call it when the window stands."""
        if self._plot is not None:
            return
        import pyqtgraph

        plot = pyqtgraph.PlotWidget(background=None, enableMenu=False)
        unused = plot.getPlotItem().ctrlMenu
        unused.setParent(plot, unused.windowFlags())  # it has no owner of its own and would outlive the window
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        plot.showGrid(y=True, alpha=0.15)
        plot.scene().sigMouseClicked.connect(self._clicked)
        self._plot = plot
        self.layout().addWidget(plot)
        self.draw_now()

    def show_part(self, shown: Shown) -> None:
        """Show the figures of every fase, a moment later (and not before `build`)."""
        self._shown = shown
        if self._plot is not None and self._key(shown) != self._drawn:
            self._timer.start()

    def _key(self, shown: Shown) -> object:
        return shown.per_fase, shown.state.fase, self._tr.language, self.palette().cacheKey()

    def draw_now(self) -> None:
        """Draw what was shown last, where it differs from what stands there."""
        self._timer.stop()
        if self._plot is not None and self._shown is not None and self._key(self._shown) != self._drawn:
            self._drawn = self._key(self._shown)
            self._draw(self._shown)

    def _draw(self, shown: Shown) -> None:
        import pyqtgraph

        self._plot.clear()
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
        bottom, left = self._plot.getAxis("bottom"), self._plot.getAxis("left")
        bottom.setTicks([list(enumerate(jaren))])
        text = self.palette().color(QPalette.ColorRole.WindowText)
        for axis in (bottom, left):
            axis.setTextPen(text)
            axis.setPen(self.palette().color(QPalette.ColorRole.Mid))
            axis.setTickFont(scaled(self.font(), 0.85))
        # Of one width whatever the numbers: left to itself it depends on the numbers that stood there before.
        left.setStyle(autoExpandTextSpace=False, tickTextWidth=text_width(scaled(self.font(), 0.85)))
        left.setLabel(self._tr("figures.chart_axis"), color=text.name())
        self._plot.setXRange(-0.5, len(jaren) - 0.5, padding=0.02)
        self._plot.setYRange(0.0, highest * 1.05 or 1.0, padding=0)

    def _clicked(self, event: Any) -> None:
        if self._shown is None or event.button() != Qt.MouseButton.LeftButton:
            return
        x = self._plot.getPlotItem().vb.mapSceneToView(event.scenePos()).x()
        place = round(x)
        if 0 <= place < len(self._shown.plan.fasen):
            self.faseRequested.emit(self._shown.plan.fasen[place].id)


def text_width(font: QFont) -> int:
    """Room for numbers of four digits, pixels."""
    return QFontMetrics(font).horizontalAdvance("0000")
