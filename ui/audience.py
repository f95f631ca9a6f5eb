"""The audience on a second screen: it sees the picture while the designer keeps the tools, live or held still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from .controller import Controller, Shown
from .main_window import MainWindow
from .panels.audience_window import AudienceWindow

#: The audience's picture follows at most so often: the designer's goes first, milliseconds.
FOLLOW_MS = 60


class Audience(QObject):
    """Opens and closes the window for the audience; lives with the main window."""

    def __init__(
        self, window: MainWindow, controller: Controller, make_view: Callable[[], Any], step: Callable[[int], object]
    ) -> None:
        super().__init__(window)
        self._main, self._make_view, self._step = window, make_view, step
        self.picture: Any = None
        self.window: AudienceWindow | None = None
        self.held = False
        self._mirror: Any = None
        self._subtitle = ""
        self._timer = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._timer.timeout.connect(self.follow)
        actions = window.actions_
        actions["audience"].triggered.connect(self.switch)
        actions["audience_hold"].triggered.connect(self.hold)
        actions["audience_blank"].triggered.connect(self.blank)
        window.closing.connect(self.close)
        controller.add_view(self)
        self._show_actions()

    def set_picture(self, picture: Any) -> None:
        """The 3D view that is followed is there."""
        self.picture = picture
        picture.frame.connect(self._later)
        picture.splitMoved.connect(lambda _: self._later())

    def show_part(self, shown: Shown) -> None:
        """What happens in the fase stands under its name."""
        self._subtitle = shown.plan.fase(shown.state.fase).omschrijving
        self._later()

    def switch(self, on: bool = True) -> None:
        """Open the window, or close it."""
        if on and self.window is None and self.picture is not None:
            self._open()
        elif not on:
            self.close()
        self._show_actions()

    def _open(self) -> None:
        from .view.mirror import Mirror

        view = self._make_view()
        self.window = AudienceWindow(view, self._main.tr_("audience.title"))
        self._mirror, self.held = Mirror(self.picture, view), False
        self.window.stepRequested.connect(self._step)
        self.window.blankRequested.connect(self.blank)
        self.window.closed.connect(self._gone)
        self.follow()
        self.window.appear(self._main)

    def hold(self, on: bool) -> None:
        """Let the audience keep what it sees while something is tried, or follow again."""
        self.held = on
        self._show_actions()
        self._later()

    def blank(self, on: bool) -> None:
        """A black screen for the audience, or its picture again."""
        if self.window is not None:
            self.window.blank.switch(on)
        self._show_actions()

    def _later(self) -> None:
        if self.window is not None and not self.held and not self._timer.isActive():
            self._timer.start()

    def follow(self) -> None:
        """Show the audience what is shown now."""
        if self._mirror is not None and not self.held:
            self._mirror.follow(self._subtitle)

    def close(self) -> None:
        """End it; the main window stays as it is."""
        if self.window is not None:
            self.window.close()

    def _gone(self) -> None:
        """The view frees what it drew with while its drawing context is still there."""
        window, self.window, self._mirror = self.window, None, None
        self._timer.stop()
        if window is not None:
            window.picture.hide()
            window.picture.setParent(None)
            window.picture.deleteLater()
            window.deleteLater()
        self.held = False
        self._show_actions()

    def _show_actions(self) -> None:
        actions, on = self._main.actions_, self.window is not None
        actions["audience"].setChecked(on)
        for name, ticked in (("audience_hold", self.held), ("audience_blank", on and self._is_blank())):
            actions[name].setEnabled(on)
            actions[name].setChecked(ticked)

    def _is_blank(self) -> bool:
        return self.window is not None and self.window.blank.on
