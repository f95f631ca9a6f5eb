"""A black screen over a picture: the room looks at the speaker."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget


class Blank(QWidget):
    """Covers `parent` while it is shown, whatever its size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, Qt.GlobalColor.black)
        self.setPalette(colours)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.BlankCursor)
        parent.installEventFilter(self)
        self.hide()

    @property
    def on(self) -> bool:
        """Whether the screen is black."""
        return not self.isHidden()

    def switch(self, on: bool) -> None:
        """Black, or the picture again."""
        self.setGeometry(self.parentWidget().rect())
        self.setVisible(on)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the picture; never takes an event away."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return False
