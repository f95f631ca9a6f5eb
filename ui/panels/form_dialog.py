"""A dialog with a form, which does not block the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ui.i18n import Translator


class FormDialog(QDialog):
    """A form over what is `told` about it, with a button that goes on (called `go`) and one that closes."""

    def __init__(self, parent: QWidget | None, tr: Translator, title: str, go: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.form, self.told, self.buttons = QFormLayout(), QLabel(), QDialogButtonBox()
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.go = self.buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(tr("dialog.close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def lay_out(self, *between: QWidget) -> None:
        """Put the form, what comes `between`, what is told and the buttons under each other. To be called when the
        form is filled: Tab goes by the order in which they come.
        """
        box = QVBoxLayout(self)
        box.addLayout(self.form)
        for part in (*between, self.told, self.buttons):
            box.addWidget(part)
