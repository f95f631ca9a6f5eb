"""The window for the audience: only the picture, on a screen of its own where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .blank import Blank
from .clicker import BLANK_KEYS, STEPS, larger

#: As large as this where there is but one screen.
SIZE = QSize(960, 540)
#: Nothing else here takes the space bar.
KEYS = STEPS | {Qt.Key.Key_Space: 1}


class AudienceWindow(QWidget):
    """Holds a 3D view. Asks for the next or former picture (`stepRequested`: 1 or −1) and tells that it is closed."""

    stepRequested = Signal(int)
    blankRequested = Signal(bool)
    closed = Signal()

    def __init__(self, picture: Any, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.picture = picture
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(picture)
        # It is looked at, not worked in: the mouse does nothing here.
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.blank = Blank(picture)

    def appear(self, beside: QWidget) -> None:
        """Fill another screen than `beside` is on; a window of its own where there is none."""
        other = other_screen(QGuiApplication.screens(), beside.screen())
        if other is None:
            self.resize(SIZE)
            self.show()
        else:
            self.setGeometry(other.geometry())
            self.showFullScreen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words grow with the picture."""
        super().resizeEvent(event)
        self.picture.set_large(larger(self.height(), 1.0))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill the screen this window stands on, or no longer."""
        self._toggle_full()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a clicker; Esc ends."""
        key = Qt.Key(event.key())
        if key in KEYS:
            self.stepRequested.emit(KEYS[key])
        elif key in BLANK_KEYS:
            self.blankRequested.emit(not self.blank.on)
        elif key == Qt.Key.Key_F11:
            self._toggle_full()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _toggle_full(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The last thing it does."""
        super().closeEvent(event)
        self.closed.emit()


def other_screen(screens: Sequence[QScreen], own: QScreen) -> QScreen | None:
    """The first screen that is not `own`."""
    return next((screen for screen in screens if screen is not own), None)
