"""Menus and toolbar, laid out from the actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from massastudie.state import Kleuring
from ui.i18n import LANGUAGES, Translator
from ui.settings import MOUSE_PRESETS, THEMES

from .actions import SEASONS, VIEWS, Actions

KLEURING = tuple(f"kleuring_{kleuring.value}" for kleuring in Kleuring)
EXPORTS = ("picture", "pictures", "model", "elevation", "workbook", "ledger", "report", "page")
MADE = ("make_film", "make_figures", "make_shadows")
MENUS: dict[str, tuple[str, ...]] = {
    "file": ("new_plan", "open_plan", "open_study", "open_context", "fetch_context", "",
             "save_study", "save_study_as", "",
             *(f"export_{name}" for name in EXPORTS), "", *MADE, "", "quit"),
    "edit": ("undo", "redo", "", "reset_all", "", "deselect", "higher", "lower"),
    "view": ("parallel", "labels", "shadows", "", *KLEURING, "", "next_fase", "previous_fase", "play", ""),
    "present": ("present", "audience", "audience_hold", "audience_blank", "",
                "compare", "flip", "", "keep_viewpoint", "keep_variant", "show_kept"),
    "help": ("help_keys", "about"),
}  # fmt: skip


class Menus:
    """Menu bar and toolbar of the window."""

    def __init__(self, window: QMainWindow, actions: Actions, tr: Translator, docks: tuple[QDockWidget, ...]) -> None:
        self._actions, self._tr = actions, tr
        self.menus = {name: window.menuBar().addMenu("") for name in MENUS}
        self.views, self.docks, self.language, self.mouse, self.seasons, self.theme = (QMenu(window) for _ in range(6))
        for name, names in MENUS.items():
            if name == "view":
                self.menus[name].addMenu(self.views)
            self._fill(self.menus[name], names)
        self._fill_view(docks)
        self.bar = self._make_toolbar(window)
        self.retranslate()

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()

    def _fill_view(self, docks: tuple[QDockWidget, ...]) -> None:
        for dock in docks:
            self.docks.addAction(dock.toggleViewAction())
        for code in LANGUAGES:
            self.language.addAction(self._actions[f"language_{code}"])
        for preset in MOUSE_PRESETS:
            self.mouse.addAction(self._actions[f"mouse_{preset}"])
        for name in THEMES:
            self.theme.addAction(self._actions[f"theme_{name}"])
        for season in SEASONS:
            self.seasons.addAction(self._actions[f"seizoen_{season}"])
        menu = self.menus["view"]
        menu.addMenu(self.seasons)
        menu.addMenu(self.docks)
        menu.addAction(self._actions["standard_layout"])
        menu.addMenu(self.theme)
        menu.addMenu(self.mouse)
        menu.addMenu(self.language)

    def fill_views(self) -> None:
        """The views every plan has, then the viewpoints of this one, then those the user kept."""
        self.views.clear()
        for name, _ in VIEWS:
            self.views.addAction(self._actions[f"view_{name}"])
        self.views.addSeparator()
        self.views.addActions(self._actions.viewpoints)
        self.views.addSeparator()
        self.views.addActions(self._actions.kept)
        self.views.addActions([self._actions[name] for name in ("keep_viewpoint", "show_kept")])

    def _make_toolbar(self, window: QMainWindow) -> QToolBar:
        bar = QToolBar(window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        bar.addActions([self._actions[name] for name in KLEURING])
        bar.addSeparator()
        self.views_button = self._menu_button(self.views)
        bar.addWidget(self.views_button)
        bar.addActions([self._actions[name] for name in ("parallel", "labels", "shadows")])
        bar.addSeparator()
        bar.addActions([self._actions[name] for name in ("undo", "redo", "reset_all")])
        bar.addSeparator()
        bar.addActions([self._actions[name] for name in ("compare", "present")])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        self.export_menu = QMenu(window)
        self.export_menu.addActions([self._actions[f"export_{n}"] for n in EXPORTS])
        self.export_menu.addSeparator()
        self.export_menu.addActions([self._actions[name] for name in MADE])
        self.export_button = self._menu_button(self.export_menu)
        bar.addWidget(self.export_button)
        window.addToolBar(bar)
        return bar

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        for name, menu in self.menus.items():
            menu.setTitle(self._tr(f"menu.{name}"))
        self.views.setTitle(self._tr("menu.views"))
        self.seasons.setTitle(self._tr("menu.seasons"))
        self.docks.setTitle(self._tr("menu.docks"))
        self.language.setTitle(self._tr("menu.language"))
        self.mouse.setTitle(self._tr("menu.mouse"))
        self.theme.setTitle(self._tr("menu.theme"))
        self.views_button.setText(self._tr("menu.views").replace("&", ""))
        self.export_button.setText(self._tr("menu.export"))
        self.bar.setWindowTitle(self._tr("dock.toolbar"))
