"""A bar over the picture that offers something and goes away when it is answered. Never in the way of the work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton


class OfferBar(QFrame):
    """A question with two buttons."""

    accepted = Signal()
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.question, self.yes, self.no = QLabel(), QPushButton(), QPushButton()
        self.question.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self.question.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.question, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.yes.clicked.connect(self._accept)
        self.no.clicked.connect(self._refuse)
        self.hide()

    def offer(self, question: str, yes: str, no: str) -> None:
        """Ask this."""
        self.question.setText(question)
        self.yes.setText(yes)
        self.no.setText(no)
        self.show()

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit()

    def _refuse(self) -> None:
        self.hide()
        self.refused.emit()
