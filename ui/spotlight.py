"""What is outlined in the picture for the page of the inspector in sight: a rule's objects, a figure's parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject

from massastudie.toetsing import Regeloordeel

from .controller import Controller
from .main_window import MainWindow


class Spotlight(QObject):
    """Follows the inspector; lives with the window."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self.picture: Any = None
        window.tabs.currentChanged.connect(lambda _: self.update())
        window.toets.ruleRequested.connect(self.fly_to_rule)
        self._tab, self._row = window.figures_tab, frozenset[str]()
        self._tab.telling.changed.connect(self.update)
        self._tab.telling.flyRequested.connect(self.fly)
        window.figures.objectsRequested.connect(self.fly_to_row)

    def update(self) -> None:
        """Outline what belongs to the page in sight; nothing on any other page."""
        self._controller.light(self._wanted())

    def _wanted(self) -> Iterable[str]:
        window = self._window
        if window.tabs.currentWidget() is window.toets and window.toets.chosen is not None:
            return window.toets.chosen.uitkomst.objecten
        if window.tabs.currentWidget() is self._tab:
            return self._tab.telling.lit if self._tab.telling.is_open else self._row
        return ()

    def fly_to_rule(self, found: Regeloordeel) -> None:
        """Light the objects of a rule and go there; a rule without objects leaves the picture as it is."""
        self._controller.select(None)
        self.update()
        if found.uitkomst.objecten:
            self.fly()

    def fly_to_row(self, items: tuple[str, ...]) -> None:
        """Light what a row of the figures is about and go there."""
        self._controller.select(None)
        self._row = frozenset(items)
        self.update()
        if items:
            self.fly()

    def fly(self) -> None:
        """Go to what is outlined."""
        if self.picture is not None:
            self.picture.set_view("passend")

    def put_out(self) -> bool:
        """Let go of what is looked at on the page in sight; False when there was nothing."""
        window, gone = self._window, False
        if window.tabs.currentWidget() is window.toets:
            gone = window.toets.let_go()
        elif window.tabs.currentWidget() is self._tab:
            gone = self._tab.telling.close_figure() or bool(self._row)
            self._row = frozenset()
        self.update()
        return gone
