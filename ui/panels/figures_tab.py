"""The tab Cijfers: the figures, and in their place one figure opened up."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from .figures_panel import FiguresPanel
from .telling_panel import TellingPanel


class FiguresTab(QStackedWidget):
    """Shows one page at a time: the figures, or what one of them counted."""

    def __init__(self, figures: FiguresPanel, telling: TellingPanel) -> None:
        super().__init__()
        self.figures, self.telling = figures, telling
        for page in (figures, telling):
            self.addWidget(page)
        telling.closed.connect(lambda: self.setCurrentWidget(figures))

    def open_figure(self, figuur: str, blok: str | None) -> None:
        """Open one figure up."""
        self.telling.open_figure(figuur, blok)
        self.setCurrentWidget(self.telling)
