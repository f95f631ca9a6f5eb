"""The presentation: only the picture, as large as the screen, with large words; a clicker steps, a click asks.

PgDn, PgUp and the arrow keys go through the viewpoints the user kept, or through the fasen when none was kept.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from .compare_wiring import CompareParts
from .controller import Controller, Shown
from .main_window import MainWindow
from .panels.blank import Blank
from .panels.clicker import BLANK_KEYS, STEPS, larger
from .panels.present_bar import PresentBar
from .panels.present_card import PresentCard
from .sun_desk import SunShown
from .sun_probe import Target
from .viewpoints import Viewpoints

#: Words over the picture are never smaller than this, and those of the strip as large as this.
SMALLEST, STRIP_LARGER = 1.2, 1.4


class Presenter(QObject):
    """Switches the window to a presentation and back; lives with the window."""

    def __init__(
        self, window: MainWindow, controller: Controller, viewpoints: Viewpoints, compare: CompareParts
    ) -> None:
        super().__init__(window)
        self._compare = compare
        self._window, self._controller, self._viewpoints = window, controller, viewpoints
        self.picture: Any = None
        self.bar: PresentBar | None = None
        self.card: PresentCard | None = None
        self.blank: Blank | None = None
        self.on = False
        self._asked = False
        self._hidden: list[QWidget] = []
        self._layout = QByteArray()
        self._before = Qt.WindowState.WindowNoState
        window.actions_["present"].triggered.connect(lambda _=False: self.toggle())
        window.installEventFilter(self)
        desk = window.sun_parts.desk
        desk.connect(controller.redraw, self._show_sun)
        controller.add_view(self)

    def set_picture(self, picture: Any) -> None:
        """The 3D view is there: buttons and answers lie over it."""
        tr, self.picture = self._window.tr_, picture
        self.bar, self.card, self.blank = PresentBar(picture, tr), PresentCard(picture, tr), Blank(picture)
        self.bar.faseRequested.connect(self._controller.set_fase)
        self.bar.playRequested.connect(self._window.fase.toggle_play)
        self.bar.compareRequested.connect(self._window.actions_["compare"].trigger)
        self.bar.endRequested.connect(self.leave)
        self.bar.hidden_away.connect(lambda: self._pointer(Qt.CursorShape.BlankCursor))
        self.card.closeRequested.connect(self.put_away)
        picture.picked.connect(self._ask)
        for part in {picture, picture.focusProxy() or picture}:
            part.installEventFilter(self)

    # --- in and out -------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Begin, or end."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Only the picture, on the whole screen the window is on."""
        if self.on or self.picture is None or self.bar is None:
            return
        self.on = True
        window = self._window
        self._layout, self._before = window.saveState(), window.windowState()
        parts = (window.menuBar(), window.menus.bar, window.statusBar(), window.left, window.right, window.bottom)
        self._hidden = [part for part in parts if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        self._controller.select(None)
        window.showFullScreen()
        self.picture.setFocus()
        self._enlarge()
        self._compare.strip.set_large(STRIP_LARGER)
        self.show_part(self._controller.shown)
        self.bar.retranslate()
        self._wake()

    def leave(self) -> None:
        """The window as it was."""
        if not self.on or self.bar is None or self.blank is None:
            return
        self.on = False
        self.put_away()
        self.blank.switch(False)
        self.bar.rest()
        self._pointer(Qt.CursorShape.ArrowCursor)
        for part in self._hidden:
            part.show()
        self._window.restoreState(self._layout)
        self._window.setWindowState(self._before)
        self.picture.set_large(1.0)
        self._compare.strip.set_large(1.0)
        self.picture.set_title(self._controller.shown.titel, "")

    def show_part(self, shown: Shown) -> None:
        """The fase in large words with what happens in it, and its button."""
        if not self.on or self.bar is None:
            return
        self.picture.set_title(shown.titel, shown.plan.fase(shown.state.fase).omschrijving)
        self.bar.show_part(shown)
        actions = self._window.actions_
        self.bar.set_views([(a.text(), a.trigger) for a in (*actions.viewpoints, *actions.kept)])

    def _enlarge(self) -> None:
        self.picture.set_large(larger(self.picture.height(), SMALLEST))

    def step(self, steps: int) -> None:
        """The clicker: through the viewpoints kept, else through the fasen."""
        if not self._viewpoints.step(steps):
            self._controller.step_fase(steps)

    # --- questions --------------------------------------------------------------------------------------------

    def _ask(self, item: str) -> None:
        """A click: the sun of the pand, or of the place, that was pointed at."""
        parts, massa = self._window.sun_parts, self._controller.shown.massa
        if not self.on:
            return
        self._controller.select(None)
        on_pand = item in massa.by_id
        if not on_pand and parts.place is None:
            return
        self._asked = True
        self._controller.light([item] if on_pand else [])
        self.picture.set_mark(None if on_pand else (*parts.place, 0.0))
        parts.desk.ask_about(Target(item) if on_pand else Target(xy_m=parts.place))
        self._show_sun(parts.desk.now(self._controller.shown))

    def put_away(self) -> bool:
        """Let go of what was asked; False when nothing was."""
        gone, self._asked = self._asked, False
        if gone and self.card is not None:
            self.card.hide()
            self.picture.set_mark(None)
            self._controller.light([])
            self._window.sun_parts.desk.ask_about(None)
        return gone

    def _show_sun(self, sun: SunShown) -> None:
        self._window.sun.show_sun(sun)
        if self.on and self._asked and self.card is not None:
            self.card.show()
            self.card.raise_()
            self.card.show_sun(sun)

    # --- keys and mouse ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the presentation before the shortcuts of the window; the mouse wakes the buttons."""
        kind = event.type()
        if not self.on:
            return False
        if isinstance(event, QKeyEvent) and kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return self._key(event, kind)
        if kind == QEvent.Type.MouseMove:
            self._wake()
        elif kind == QEvent.Type.Resize and watched is self.picture:
            self._fit()
        elif kind == QEvent.Type.Close and watched is self._window:
            self.leave()
        return False

    def _key(self, event: QKeyEvent, kind: QEvent.Type) -> bool:
        """Steps, black screen and end; when the key only asks whether it is a shortcut it says no."""
        key = Qt.Key(event.key())
        if key not in STEPS and key not in BLANK_KEYS and key != Qt.Key.Key_Escape:
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            self._do(key)
        return True

    def _do(self, key: Qt.Key) -> None:
        """A key of the clicker: black, or the picture again; else a step, or the end."""
        black = self.blank is not None and self.blank.on
        if self.blank is not None and (black or key in BLANK_KEYS):
            self.blank.switch(not black)
        elif key in STEPS:
            self.step(STEPS[key])
        elif not self.put_away():
            self.leave()

    def _wake(self) -> None:
        if self.bar is not None:
            self._pointer(Qt.CursorShape.ArrowCursor)
            self.bar.wake()

    def _pointer(self, shape: Qt.CursorShape) -> None:
        (self.picture.focusProxy() or self.picture).setCursor(shape)

    def _fit(self) -> None:
        self._enlarge()
        if self.bar is not None and self.card is not None:
            self.bar.fit()
            self.card.fit()
