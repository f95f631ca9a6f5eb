"""What a figure counted, and what it left out and why: two lists whose rows can be clicked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QTreeWidget, QTreeWidgetItem

from massastudie.telling import Telling, Weggelaten
from ui.i18n import Translator

from .telling_text import decimals_of
from .widgets import RIGHT, quiet

KEY = Qt.ItemDataRole.UserRole


class CountedTable(QTableWidget):
    """A row per part, the largest first. `picked` gives the objects of the row that is clicked, none when let go."""

    picked = Signal(tuple)

    def __init__(self, tr: Translator) -> None:
        super().__init__(0, 2)
        self._tr = tr
        quiet(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.cellClicked.connect(self._clicked)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Objects of the row that is clicked."""
        row = self.currentRow()
        return () if row < 0 else tuple(self.item(row, 0).data(KEY))

    def let_go(self) -> None:
        """No row is clicked."""
        self.setCurrentCell(-1, -1)
        self.clearSelection()

    def show_telling(self, found: Telling) -> None:
        """Show the parts of this figure."""
        self.let_go()
        unit = found.definitie.eenheid if not found.deler else ""
        self.setHorizontalHeaderLabels([self._tr("telling.object"), unit or self._tr("telling.value")])
        parts = sorted(found.geteld, key=lambda part: (-abs(part.waarde), part.id))
        decimals = 0 if found.deler else decimals_of(found.figuur)
        self.setRowCount(len(parts))
        for row, part in enumerate(parts):
            name, value = QTableWidgetItem(part.naam), QTableWidgetItem(self._number(part.waarde, decimals))
            name.setData(KEY, part.objecten)
            name.setToolTip(f"{part.naam} · {part.id}")
            value.setTextAlignment(RIGHT)
            self.setItem(row, 0, name)
            self.setItem(row, 1, value)

    def _number(self, value: float, decimals: int) -> str:
        small = 0 < abs(value) < 10 and abs(value - round(value)) > 1e-9
        return self._tr.number(value, max(decimals, 1 if small else 0))

    def _clicked(self, row: int, _column: int) -> None:
        self.picked.emit(tuple(self.item(row, 0).data(KEY)))


class LeftOutTree(QTreeWidget):
    """What was passed over, under the reason why; the rows under a reason are made when it is opened."""

    picked = Signal(tuple)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.setHeaderHidden(True)
        self.itemExpanded.connect(self._open)
        self.itemClicked.connect(lambda item, _: self._clicked(item))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The object that is clicked."""
        item = self.currentItem()
        found = item.data(0, KEY) if item is not None else None
        return (found,) if isinstance(found, str) else ()

    def let_go(self) -> None:
        """Nothing is clicked."""
        self.setCurrentIndex(self.rootIndex())

    def show_telling(self, found: Telling) -> None:
        """Show what this figure left out."""
        self.clear()
        groups: dict[str, list[Weggelaten]] = {}
        for item in found.weggelaten:
            groups.setdefault(item.reden, []).append(item)
        for reden, items in groups.items():
            head = QTreeWidgetItem([f"{reden} ({self._tr.number(len(items))})"])
            head.setData(0, KEY, items)
            head.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self.addTopLevelItem(head)

    def _open(self, head: QTreeWidgetItem) -> None:
        if head.childCount():
            return
        for item in head.data(0, KEY):
            row = QTreeWidgetItem([item.naam])
            row.setData(0, KEY, item.id)
            row.setToolTip(0, f"{item.naam} · {item.id}")
            head.addChild(row)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        found = item.data(0, KEY)
        if isinstance(found, str):
            self.picked.emit((found,))
