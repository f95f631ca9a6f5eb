"""Parts of the plan under each other, such as shop units and fronts; a click gives the objects of a row."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget

from .tables import fit_height, put_cell, quiet
from .widgets import scaled

KEY = Qt.ItemDataRole.UserRole
#: name, the numbers beside it, the objects it is made of
Part = tuple[str, tuple[str, ...], tuple[str, ...]]


class PartTable(QTableWidget):
    """A row per part, as high as its rows. `picked` gives the objects of the row that is clicked."""

    picked = Signal(tuple)

    def __init__(self, columns: int) -> None:
        super().__init__(0, columns)
        quiet(self)
        header = self.horizontalHeader()
        header.setFont(scaled(self.font(), 0.9))
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cellClicked.connect(lambda row, _: self.picked.emit(tuple(self.item(row, 0).data(KEY))))

    def show_parts(self, heads: tuple[str, ...], parts: Iterable[Part]) -> None:
        """Show these; `heads` are the titles of the columns."""
        found = list(parts)
        self.clearSelection()
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(found))
        for row, (name, numbers, objects) in enumerate(found):
            put_cell(self, row, 0, name, name)
            self.item(row, 0).setData(KEY, objects)
            for column, text in enumerate(numbers, start=1):
                put_cell(self, row, column, text)
        fit_height(self)
