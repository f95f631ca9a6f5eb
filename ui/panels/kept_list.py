"""The list of viewpoints and states kept: small pictures with names, to go to, rename or remove."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from massastudie.presentatie import Presentatie, Standpunt, Variant
from ui.i18n import Translator
from ui.thumbnail import SIZE, to_pixmap

from .widgets import heading, note

ROLE = Qt.ItemDataRole.UserRole


class KeptList(QDialog):
    """Never in the way: it stays open beside the window."""

    goRequested = Signal(object)
    renameRequested = Signal(object, str)
    removeRequested = Signal(object)

    def __init__(self, parent: QWidget, tr: Translator) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowTitle(tr("kept.title"))
        self.resize(700, 520)
        self.views, self.states = _gallery(), _gallery()
        self.go_button, self.remove_button = QPushButton(tr("kept.go")), QPushButton(tr("kept.remove"))
        buttons = QHBoxLayout()
        buttons.addWidget(note(tr("kept.hint")), 1)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.remove_button)
        box = QVBoxLayout(self)
        for part in (heading(tr("kept.viewpoints")), self.views, heading(tr("kept.variants")), self.states):
            box.addWidget(part)
        box.addLayout(buttons)
        self._connect()

    def _connect(self) -> None:
        for gallery, other in ((self.views, self.states), (self.states, self.views)):
            gallery.itemActivated.connect(lambda item: self.goRequested.emit(item.data(ROLE)))
            gallery.itemChanged.connect(lambda item: self.renameRequested.emit(item.data(ROLE), item.text().strip()))
            gallery.itemSelectionChanged.connect(lambda one=gallery, two=other: self._chosen(one, two))
        self.go_button.clicked.connect(lambda: self._with_chosen(self.goRequested.emit))
        self.remove_button.clicked.connect(lambda: self._with_chosen(self.removeRequested.emit))
        for button in (self.go_button, self.remove_button):
            button.setAutoDefault(False)
            button.setEnabled(False)

    def show_kept(self, kept: Presentatie) -> None:
        """Show these."""
        for gallery, items in ((self.views, kept.standpunten), (self.states, kept.varianten)):
            with QSignalBlocker(gallery):
                gallery.clear()
                for item in items:
                    gallery.addItem(_entry(item))
        self._chosen(self.views, self.states)

    def _chosen(self, one: QListWidget, two: QListWidget) -> None:
        """One thing is chosen at a time, in either row."""
        if one.selectedItems():
            with QSignalBlocker(two):
                two.clearSelection()
        chosen = bool(self.views.selectedItems() or self.states.selectedItems())
        self.go_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)

    def _with_chosen(self, ask: Callable[[object], None]) -> None:
        for item in (*self.views.selectedItems(), *self.states.selectedItems()):
            ask(item.data(ROLE))


def _gallery() -> QListWidget:
    made = QListWidget()
    made.setViewMode(QListView.ViewMode.IconMode)
    made.setIconSize(SIZE)
    made.setGridSize(QSize(SIZE.width() + 18, SIZE.height() + 34))
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setMovement(QListView.Movement.Static)
    made.setEditTriggers(QListView.EditTrigger.EditKeyPressed | QListView.EditTrigger.SelectedClicked)
    return made


def _entry(item: Standpunt | Variant) -> QListWidgetItem:
    entry = QListWidgetItem(QIcon(to_pixmap(item.miniatuur)), item.naam)
    entry.setData(ROLE, item)
    entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsEditable)
    return entry
