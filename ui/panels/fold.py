"""A part of a panel under a heading that folds it away; the heading keeps telling its main figure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .widgets import RIGHT, scaled


class Fold(QFrame):
    """A heading with an arrow and, below it, what it holds. `toggled` gives whether it is unfolded now."""

    toggled = Signal(bool)

    def __init__(self, *parts: QWidget, is_open: bool = False) -> None:
        super().__init__()
        self.arrow, self.main, self._inner = QToolButton(), QLabel(), QWidget()
        self.arrow.setAutoRaise(True)
        self.arrow.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.arrow.setFont(scaled(self.font(), 1.0, bold=True))
        self.arrow.clicked.connect(self.toggle)
        self.main.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.main.setAlignment(RIGHT)
        self.main.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # never widens the panel
        self.head = QWidget()
        self.head.setCursor(Qt.CursorShape.PointingHandCursor)
        self.head.installEventFilter(self)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 2, 4, 0)
        row.addWidget(self.arrow)
        row.addWidget(self.main, 1)
        below = QVBoxLayout(self._inner)
        below.setContentsMargins(0, 0, 0, 6)
        for part in parts:
            below.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.head)
        box.addWidget(self._inner)
        self.set_open(is_open)

    @property
    def is_open(self) -> bool:
        """Whether what it holds is in sight."""
        return not self._inner.isHidden()

    def toggle(self) -> None:
        """Fold or unfold."""
        self.set_open(not self.is_open)

    def set_open(self, on: bool) -> None:
        """Unfold or fold."""
        self._inner.setVisible(on)
        self.arrow.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.toggled.emit(on)

    def set_texts(self, title: str, main: str) -> None:
        """The heading, and the figure to the right of it."""
        self.arrow.setText(title)
        self.main.setText(main)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click anywhere on the heading folds; never takes an event away."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self.toggle()
        return False
