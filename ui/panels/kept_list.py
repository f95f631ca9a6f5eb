"""The list of viewpoints and states as small pictures: those of the plan, and those kept, to rename or remove too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPixmap, QShortcut
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

from massastudie.plan import Gezicht
from massastudie.presentatie import Presentatie, Standpunt, Variant
from ui.i18n import Translator
from ui.thumbnail import SIZE, to_pixmap

from .widgets import heading, note

ROLE = Qt.ItemDataRole.UserRole
#: The list as it opens, and what a small screen keeps free round it for frame and title, pixels.
LARGEST, ROUND = QSize(700, 760), QSize(20, 60)


class KeptList(QDialog):
    """Never in the way: it stays open beside the window."""

    goRequested = Signal(object)
    renameRequested = Signal(object, str)
    removeRequested = Signal(object)
    backRequested = Signal()

    def __init__(self, parent: QWidget, tr: Translator) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowTitle(tr("kept.title"))
        self.resize(LARGEST.boundedTo(self.screen().availableGeometry().size() - ROUND))
        self.plan_views, self.views, self.states = _gallery(), _gallery(), _gallery()
        self.go_button, self.remove_button = QPushButton(tr("kept.go")), QPushButton(tr("kept.remove"))
        self.back_button = QPushButton(tr("kept.back"))
        buttons = QHBoxLayout()
        buttons.addWidget(note(tr("kept.hint")), 1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.remove_button)
        box = QVBoxLayout(self)
        titles = tr("kept.plan_views"), tr("kept.viewpoints"), tr("kept.variants")
        for title, gallery in zip(titles, self._galleries(), strict=True):
            box.addWidget(heading(title))
            # Two rows for those of the plan, which mostly has six or more.
            box.addWidget(gallery, 2 if gallery is self.plan_views else 1)
        box.addLayout(buttons)
        self._connect()

    def _connect(self) -> None:
        for gallery in self._galleries():
            gallery.itemActivated.connect(lambda item: self.goRequested.emit(item.data(ROLE)))
            gallery.itemSelectionChanged.connect(lambda one=gallery: self._chosen(one))
        for gallery in (self.views, self.states):
            gallery.itemChanged.connect(lambda item: self.renameRequested.emit(item.data(ROLE), item.text().strip()))
        self.undo_key = QShortcut(QKeySequence.StandardKey.Undo, self)
        self.undo_key.activated.connect(self.backRequested)
        self.back_button.clicked.connect(self.backRequested)
        self.go_button.clicked.connect(lambda: self._with_chosen(self.goRequested.emit))
        self.remove_button.clicked.connect(lambda: self._with_chosen(self.removeRequested.emit))
        for button in (self.go_button, self.remove_button, self.back_button):
            button.setAutoDefault(False)
            button.setEnabled(False)

    def _galleries(self) -> tuple[QListWidget, ...]:
        return self.plan_views, self.views, self.states

    def show_plan_views(self, views: Sequence[Gezicht], pictures: Mapping[str, str]) -> None:
        """Show the viewpoints of the plan; `pictures` by id, as far as they are known."""
        self.plan_views.clear()
        for view in views:
            entry = QListWidgetItem(_icon(pictures.get(view.id, "")), view.naam)
            entry.setData(ROLE, view)
            entry.setToolTip(view.naam)
            self.plan_views.addItem(entry)

    def show_kept(self, kept: Presentatie, can_bring_back: bool = False) -> None:
        """Show these."""
        self.back_button.setEnabled(can_bring_back)
        for gallery, items in ((self.views, kept.standpunten), (self.states, kept.varianten)):
            with QSignalBlocker(gallery):
                gallery.clear()
                for item in items:
                    gallery.addItem(_entry(item))
        self._chosen(self.views)

    def _chosen(self, one: QListWidget) -> None:
        """One thing is chosen at a time, in any row."""
        for other in self._galleries():
            if other is not one and one.selectedItems():
                with QSignalBlocker(other):
                    other.clearSelection()
        self.go_button.setEnabled(any(gallery.selectedItems() for gallery in self._galleries()))
        self.remove_button.setEnabled(bool(self.views.selectedItems() or self.states.selectedItems()))

    def _with_chosen(self, ask: Callable[[object], None]) -> None:
        for gallery in self._galleries():
            for item in gallery.selectedItems():
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
    entry = QListWidgetItem(_icon(item.miniatuur), item.naam)
    entry.setData(ROLE, item)
    entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsEditable)
    return entry


def _icon(text: str) -> QIcon:
    """The small picture; a grey field of its size while there is none."""
    picture = to_pixmap(text)
    if picture.isNull():
        picture = QPixmap(SIZE)
        picture.fill(QColor(128, 128, 128, 48))
    return QIcon(picture)
