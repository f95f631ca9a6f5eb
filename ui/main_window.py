"""The window: 3D in the middle, docks round it, menus, toolbar, status, remembered sizes. No logic."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from ui.style import FUNCTIE_COLOUR

from .actions import Actions
from .controller import Shown
from .i18n import QtTexts, Translator
from .menus import Menus
from .panels.fase_panel import FasePanel
from .panels.figures_panel import FiguresPanel
from .panels.figures_tab import FiguresTab
from .panels.object_panel import ObjectPanel
from .panels.offer_bar import OfferBar
from .panels.profile_panel import ProfilePanel
from .panels.sun_bar import SunBar
from .panels.sun_panel import SunPanel
from .panels.toets_panel import ToetsPanel
from .panels.tree_panel import TreePanel
from .settings import MOUSE_PRESETS, THEMES, Settings
from .status import StatusLine
from .theme import Theme

#: How wide the docks are, and at most which share of a small window.
LEFT_PX, RIGHT_PX, LEFT_SHARE, RIGHT_SHARE = 308, 388, 0.27, 0.36
SIZE = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Holds the panels; who knows the Study connects them (`wiring.wire`)."""

    closing = Signal()

    def __init__(self, tr: Translator, settings: Settings) -> None:
        super().__init__()
        self.theme = Theme(self)
        # The window hears of other colours before its parts have them.
        self._recolour = QTimer(self, singleShot=True, interval=0)
        self._recolour.timeout.connect(self.retranslate)
        self.theme.take(settings.theme)  # before any part asks for a colour
        self.tr_, self._settings, self._qt_texts = tr, settings, QtTexts()
        self.tree, self.fase = TreePanel(tr), FasePanel(tr)
        self.figures, self.object, self.profile = FiguresPanel(tr, FUNCTIE_COLOUR), ObjectPanel(tr), ProfilePanel(tr)
        self.sun_bar, self.sun, self.toets = SunBar(tr), SunPanel(tr), ToetsPanel(tr)
        self.figures_tab = FiguresTab(tr, self.figures)
        self.status = StatusLine(tr)
        self.actions_ = Actions(self, tr)
        self.picture: Any = self._placeholder()
        self.sun_parts: Any = None
        self.spotlight: Any = None
        self._failing = 0
        self._build_middle()
        self._build_docks()
        self.menus = Menus(self, self.actions_, tr, (self.left, self.right, self.bottom))
        self.setStatusBar(self.status)
        self._shown: Shown | None = None
        self.retranslate()
        self.resize(SIZE.boundedTo(self.screen().availableGeometry().size()))  # 1440 wide at 200 % is not
        self._size_docks()
        self._connect_mouse()
        self._connect_theme()
        self._standard = self.saveState()
        self._restore_layout()

    @property
    def panels(self) -> tuple[TreePanel, FasePanel, FiguresPanel, ObjectPanel, ProfilePanel, SunBar, StatusLine]:
        """Everything that shows a part of the study."""
        return self.tree, self.fase, self.figures, self.object, self.profile, self.sun_bar, self.status

    # --- building ---------------------------------------------------------------------------------------------

    def _placeholder(self) -> QLabel:
        label = QLabel()
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label

    def _build_middle(self) -> None:
        self.offer = OfferBar()
        middle = QWidget()
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.offer)
        self._middle.addWidget(self.picture, 1)
        self.setCentralWidget(middle)

    def _build_docks(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for panel in (self.figures_tab, self.object, self.profile, self.sun, self.toets):
            self.tabs.addTab(panel, "")
        self.left = self._dock("left", self.tree, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.right = self._dock("right", self.tabs, Qt.DockWidgetArea.RightDockWidgetArea)
        self.bottom = self._dock("bottom", self._bottom_row(), Qt.DockWidgetArea.BottomDockWidgetArea)
        self.bottom.setTitleBarWidget(QWidget(self.bottom))
        self.bottom.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.bottom.setAllowedAreas(Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea)

    def _bottom_row(self) -> QWidget:
        """The fasen to the left, the moment of the day to the right."""
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.fase, 1)
        box.addWidget(self.sun_bar, 1)
        return row

    def _dock(self, name: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget()
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _size_docks(self) -> None:
        wide = self.width()
        sizes = [min(LEFT_PX, round(LEFT_SHARE * wide)), min(RIGHT_PX, round(RIGHT_SHARE * wide))]
        self.resizeDocks([self.left, self.right], sizes, Qt.Orientation.Horizontal)

    def _connect_mouse(self) -> None:
        self.actions_[f"mouse_{self._settings.mouse}"].setChecked(True)
        for preset in MOUSE_PRESETS:
            self.actions_[f"mouse_{preset}"].triggered.connect(lambda _=False, preset=preset: self.set_mouse(preset))

    def _connect_theme(self) -> None:
        self.actions_[f"theme_{self._settings.theme}"].setChecked(True)
        for name in THEMES:
            self.actions_[f"theme_{name}"].triggered.connect(partial(self.set_theme, name))

    def set_theme(self, name: str, _checked: bool = False) -> None:
        """The colours of the window, at once and next time."""
        self._settings.theme = name
        self.theme.take(name)

    def set_mouse(self, preset: str) -> None:
        """What the buttons of the mouse do in the picture, at once and next time."""
        self._settings.mouse = preset
        if not isinstance(self.picture, QLabel):
            self.picture.set_mouse(preset)

    def put_below(self, part: QWidget) -> None:
        """Put this under the picture."""
        self._middle.addWidget(part)

    def set_picture(self, picture: Any) -> None:
        """Put the 3D view, a `ui.view.scene_view.SceneView`, in the middle."""
        self._middle.replaceWidget(self.picture, picture)
        self.picture.hide()
        self.picture.deleteLater()
        self.picture = picture
        picture.set_mouse(self._settings.mouse)
        picture.show()
        self._middle.activate()  # it has its size before the first scene is laid out in it

    # --- showing ----------------------------------------------------------------------------------------------

    def show_part(self, shown: Shown) -> None:
        """What menus and title show of the study."""
        self._shown = shown
        self.setWindowTitle(f"{shown.plan.naam} · Massastudie")
        actions = self.actions_
        actions["undo"].setEnabled(shown.can_undo)
        actions["redo"].setEnabled(shown.can_redo)
        actions[f"kleuring_{shown.state.kleuring}"].setChecked(True)
        actions[f"seizoen_{shown.state.seizoen or 'dag'}"].setChecked(True)
        actions["labels"].setChecked("namen" in shown.state.layers)
        actions["shadows"].setChecked("schaduw" in shown.state.layers)
        actions["reset_all"].setEnabled(shown.changed)

    def show_details(self, kind: str = "") -> None:
        """Bring the tab that tells about the selected thing to the front."""
        self.tabs.setCurrentWidget(self.profile if kind == "straat" else self.object)

    def retranslate(self) -> None:
        """Texts of the language, and colours of the theme, chosen last."""
        tr = self.tr_
        self._qt_texts.speak(tr.language)
        for dock, name in ((self.left, "tree"), (self.right, "inspector"), (self.bottom, "fase")):
            dock.setWindowTitle(tr(f"dock.{name}"))
        for place, name in enumerate(("figures", "object", "profile", "sun")):
            self.tabs.setTabText(place, tr(f"tab.{name}"))
        self.show_failing(self._failing)
        if isinstance(self.picture, QLabel):
            self.picture.setText(tr("status.building"))
        self.actions_.retranslate()
        self.menus.retranslate()
        self.actions_[f"language_{tr.language}"].setChecked(True)
        for panel in (*self.panels, self.sun, self.toets, self.figures_tab):
            panel.retranslate()

    def show_failing(self, count: int | None) -> None:
        """How many rules the fase shown does not meet, in the title of the tab; None: being tested again."""
        place, title = self.tabs.indexOf(self.toets), self.tr_("tab.toets")
        if count is not None:
            self._failing = count
        told = "…" if count is None else str(count)
        self.tabs.setTabText(place, f"{title}  {told} ✗" if self._failing else title)
        self.tabs.setTabToolTip(place, self.tr_("toets.failing", n=told) if self._failing else "")

    # --- remembering ------------------------------------------------------------------------------------------

    def standard_layout(self) -> None:
        """All docks back where they were on the first day."""
        self.restoreState(self._standard)
        for dock in (self.left, self.right, self.bottom):
            dock.show()
        self._size_docks()

    def _restore_layout(self) -> None:
        kept = self._settings.layout()
        if kept is not None:
            geometry, state = kept
            self.restoreGeometry(geometry)
            self.restoreState(state)

    def keep_layout(self) -> None:
        """Remember sizes and docks."""
        self._settings.keep_layout(QByteArray(self.saveGeometry()), QByteArray(self.saveState()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember, tell the others, go."""
        self.keep_layout()
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: everything is drawn in its colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._recolour.start()
