"""A small still chart that draws a moment after it is asked. pyqtgraph is imported when the first one is built."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.controller import Shown
from ui.i18n import Translator

from .widgets import scaled

#: A chart follows this long after the picture and the tables, so that it never keeps them waiting.
DELAY_MS = 120


class Plot(QWidget):
    """Draws what was shown last, where it differs from what stands there; subclasses say how."""

    def __init__(self, tr: Translator, height: int) -> None:
        super().__init__()
        self._tr = tr
        self._plot: Any = None
        self._shown: Shown | None = None
        self._drawn: object = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.draw_now)
        self.setFixedHeight(height)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)

    @property
    def ready(self) -> bool:
        """Whether the chart itself is there (it comes after the first picture)."""
        return self._plot is not None

    def build(self) -> None:
        """Make the chart; costs the import of pyqtgraph (about 0.2 s), so call it when the window stands."""
        if self._plot is None:
            self._plot = new_plot()
            self._plot.scene().sigMouseClicked.connect(self.clicked)
            self.layout().addWidget(self._plot)
            self.draw_now()

    def show_part(self, shown: Shown) -> None:
        """Show the figures of every fase, a moment later (and not before `build`)."""
        self._shown = shown
        if self._plot is not None and self._key(shown) != self._drawn:
            self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: what is drawn holds the colours of the one before."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None and self._shown is not None:
            self._drawn = None
            self._timer.start()

    def draw_now(self) -> None:
        """Draw what was shown last, where it differs from what stands there."""
        self._timer.stop()
        if self._plot is not None and self._shown is not None and self._key(self._shown) != self._drawn:
            self._drawn = self._key(self._shown)
            self._plot.clear()
            self._plot.resetCachedContent()  # its ground is kept as a picture, in the colours of then
            self.draw(self._shown)

    def _key(self, shown: Shown) -> object:
        return shown.per_fase, shown.state.fase, self._tr.language

    def draw(self, shown: Shown) -> None:
        """Put the items in the empty plot."""
        raise NotImplementedError

    def clicked(self, event: Any) -> None:
        """The left button was pressed in the plot."""

    def ink(self, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QColor:
        """A colour of the theme."""
        return self.palette().color(role)

    def dress_axis(self, name: str, label: str = "") -> Any:
        """An axis in the colours and the small type of the panel; returns it."""
        axis = self._plot.getAxis(name)
        axis.setTextPen(self.ink())
        axis.setPen(self.ink(QPalette.ColorRole.Mid))
        axis.setTickFont(scaled(self.font(), 0.85))
        axis.enableAutoSIPrefix(False)
        if label:
            axis.setLabel(label, color=self.ink().name())
        return axis

    def mouse_at(self, event: Any) -> tuple[float, float]:
        """Where in the plot the mouse is, in its own units."""
        point = self._plot.getPlotItem().vb.mapSceneToView(event.scenePos())
        return float(point.x()), float(point.y())


def new_plot() -> Any:
    """An empty plot that does not move, without a menu."""
    import pyqtgraph

    plot = pyqtgraph.PlotWidget(background=None, enableMenu=False)
    unused = plot.getPlotItem().ctrlMenu
    unused.setParent(plot, unused.windowFlags())  # it has no owner of its own and would outlive the window
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    plot.showGrid(y=True, alpha=0.15)
    return plot


def text_width(font: QFont) -> int:
    """Room for numbers of four digits, pixels."""
    return QFontMetrics(font).horizontalAdvance("0000")
