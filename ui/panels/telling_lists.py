"""What a figure counted, and what it left out and why: two lists whose rows can be clicked."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QTreeWidget, QTreeWidgetItem

from massastudie.tellers import Geteld
from massastudie.telling import Telling, Weggelaten
from ui.i18n import Translator

from .tables import quiet
from .telling_text import decimals_of
from .widgets import RIGHT, as_written

KEY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class PartsModel(QAbstractTableModel):
    """The parts of a figure, the largest first: name and value. Only what is in sight is written out."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.parts: list[Geteld] = []
        self._decimals, self._unit = 0, ""

    def show_telling(self, found: Telling) -> None:
        """Show the parts of this figure."""
        self.beginResetModel()
        self.parts = sorted(found.geteld, key=lambda part: (-abs(part.waarde), part.id))
        self._decimals = 0 if found.deler else decimals_of(found.figuur)
        self._unit = "" if found.deler else found.definitie.eenheid
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """A row per part."""
        return 0 if parent.isValid() else len(self.parts)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Name and value."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, alignment and tooltip of one cell."""
        part = self.parts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._number(part.waarde) if index.column() else part.naam
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return RIGHT
        return f"{part.naam} · {part.id}" if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self._unit or self._tr("telling.value")) if section else self._tr("telling.object")

    def _number(self, value: float) -> str:
        small = 0 < abs(value) < 10 and abs(value - round(value)) > 1e-9
        return self._tr.number(value, max(self._decimals, 1 if small else 0))


class CountedTable(QTableView):
    """A row per part. `picked` gives the objects of the row that is clicked."""

    picked = Signal(tuple)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.parts_model = PartsModel(tr)
        self.setModel(self.parts_model)
        quiet(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, self.fontMetrics().horizontalAdvance("000.000 m²"))
        self.clicked.connect(lambda index: self.picked.emit(self.parts_model.parts[index.row()].objecten))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Objects of the row that is clicked."""
        row = self.currentIndex().row()
        return self.parts_model.parts[row].objecten if row >= 0 else ()

    def let_go(self) -> None:
        """No row is clicked."""
        self.setCurrentIndex(NOWHERE)
        self.clearSelection()

    def show_telling(self, found: Telling) -> None:
        """Show the parts of this figure."""
        self.let_go()
        self.parts_model.show_telling(found)


class LeftOutTree(QTreeWidget):
    """What was passed over, under the reason why; the rows under a reason are made when it is opened."""

    picked = Signal(tuple)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._groups: dict[str, list[Weggelaten]] = {}
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.itemExpanded.connect(self._open)
        self.itemClicked.connect(lambda item, _: self._clicked(item))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The object that is clicked."""
        item = self.currentItem()
        found = item.data(0, KEY) if item is not None and item.parent() is not None else None
        return (found,) if isinstance(found, str) else ()

    def let_go(self) -> None:
        """Nothing is clicked."""
        self.setCurrentIndex(NOWHERE)

    def show_telling(self, found: Telling) -> None:
        """Show what this figure left out."""
        self.clear()
        self._groups = {}
        for item in found.weggelaten:
            self._groups.setdefault(item.reden, []).append(item)
        for reden, items in self._groups.items():
            head = QTreeWidgetItem([f"{reden} ({self._tr.number(len(items))})"])
            head.setData(0, KEY, reden)
            head.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self.addTopLevelItem(head)

    def _open(self, head: QTreeWidgetItem) -> None:
        if not head.childCount():
            head.addChildren([left_row(item) for item in self._groups[head.data(0, KEY)]])

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.parent() is not None:
            self.picked.emit((item.data(0, KEY),))


def left_row(item: Weggelaten) -> QTreeWidgetItem:
    """A row of something left out."""
    row = QTreeWidgetItem([item.naam])
    row.setData(0, KEY, item.id)
    row.setToolTip(0, as_written(f"{item.naam} · {item.id}"))
    return row
