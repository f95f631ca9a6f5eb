"""The tab Cijfers: the figures, the parameters they rest on, the sensitivity; or one figure opened up."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.controller import Shown
from ui.i18n import Translator

from .figures_panel import FiguresPanel
from .parameters_panel import ParametersPanel, own_parameters
from .sensitivity_panel import SensitivityPanel
from .telling_panel import TellingPanel
from .widgets import scaled

PAGES = ("overview", "parameters", "sensitivity")


class FiguresTab(QWidget):
    """Shows one page at a time; while a figure is opened up the choice of pages gives way to it."""

    def __init__(self, tr: Translator, figures: FiguresPanel) -> None:
        super().__init__()
        self._tr, self.figures = tr, figures
        self.telling, self.parameters, self.sensitivity = TellingPanel(tr), ParametersPanel(tr), SensitivityPanel(tr)
        self.stack, self.choice = QStackedWidget(), QWidget()
        self.buttons = {name: QPushButton() for name in PAGES}
        self._shown: Shown | None = None
        self._before: QWidget = figures
        self._lay_out()
        self.telling.closed.connect(lambda: self.show_page(self._before))
        self.telling.parametersRequested.connect(self.show_parameters)
        self.retranslate()

    def _lay_out(self) -> None:
        group, row = QButtonGroup(self), QHBoxLayout(self.choice)
        row.setContentsMargins(8, 6, 8, 0)
        row.setSpacing(2)
        for name, page in zip(PAGES, (self.figures, self.parameters, self.sensitivity), strict=True):
            button = self.buttons[name]
            button.setCheckable(True)
            button.setFlat(True)
            button.clicked.connect(lambda _=False, page=page: self.show_page(page))
            group.addButton(button)
            row.addWidget(button, 1)
            self.stack.addWidget(page)
        self.stack.addWidget(self.telling)
        self.buttons["overview"].setChecked(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.choice)
        box.addWidget(self.stack, 1)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.choice.setVisible(page is not self.telling)
        self.stack.setCurrentWidget(page)
        for name, other in zip(PAGES, (self.figures, self.parameters, self.sensitivity), strict=True):
            self.buttons[name].setChecked(page is other)

    def open_figure(self, figuur: str, blok: str | None) -> None:
        """Open one figure up."""
        if self.stack.currentWidget() is not self.telling:
            self._before = self.stack.currentWidget() or self.figures
        self.telling.open_figure(figuur, blok)
        self.show_page(self.telling)

    def show_parameters(self) -> None:
        """Go from an opened figure to the parameters it rests on."""
        self.telling.close_figure()
        self.show_page(self.parameters)

    def show_part(self, shown: Shown) -> None:
        """Hand each page its part; the figures have theirs already."""
        self._shown = shown
        self.telling.show_part(shown)
        self.parameters.show_part(shown)
        self._name_parameters()

    def retranslate(self) -> None:
        """Texts of the language chosen last; the figures are told by the window."""
        for page in (self.telling, self.parameters, self.sensitivity):
            page.retranslate()
        for name, button in self.buttons.items():
            button.setText(self._tr(f"page.{name}"))
        self._name_parameters()

    def _name_parameters(self) -> None:
        """How many parameters are changed, in bold."""
        count = len(own_parameters(self._shown)) if self._shown is not None else 0
        button, text = self.buttons["parameters"], self._tr("page.parameters")
        button.setText(f"{text} ({count})" if count else text)
        button.setFont(scaled(self.font(), 1.0, bold=bool(count)))
