"""Which field of a file means what: a choice per role over a table of the first rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QTableView, QVBoxLayout, QWidget

from modellen.context.fields import ROLES
from ui.i18n import Translator

from .widgets import QuietCombo

NONE = "-"
Index = QModelIndex | QPersistentModelIndex
ROWS_PX = 150


class FieldModel(QAbstractTableModel):
    """The first rows of a file; the heading of a column names the role its field has."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._names: list[str] = []
        self._columns: list[tuple[str, ...]] = []
        self._roles: dict[str, str] = {}

    def show_fields(self, velden: Mapping[str, tuple[str, ...]], rollen: Mapping[str, str]) -> None:
        """Show these values (field → first rows); `rollen` is role → field."""
        self.beginResetModel()
        used = list(rollen.values())
        self._names = sorted(velden, key=lambda name: used.index(name) if name in used else len(used))
        self._columns = [velden[name] for name in self._names]
        self._roles = {veld: role for role, veld in rollen.items()}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are shown."""
        return max(map(len, self._columns), default=0)

    def columnCount(self, parent: Index | None = None) -> int:
        """A column per field."""
        return len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self._columns[index.column()]
        return column[index.row()] if index.row() < len(column) else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name of the field, and under it what it is read as."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        name = self._names[section]
        return f"{name}\n→ {self._tr(f'field_role.{self._roles[name]}')}" if name in self._roles else f"{name}\n"


class FieldChoice(QWidget):
    """`changed` tells the roles that were chosen by hand: role → field, `-` for none."""

    changed = Signal(dict)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr, self._said = tr, dict[str, str]()
        self.combos = {role: QuietCombo() for role in ROLES}
        self.model = FieldModel(tr)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(ROWS_PX)
        self.table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for place, (role, combo) in enumerate(self.combos.items()):
            row, column = divmod(place, 2)
            grid.addWidget(QLabel(self._tr(f"field_role.{role}")), row, 2 * column)
            grid.addWidget(combo, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
            combo.activated.connect(lambda _=0, role=role: self._chosen(role))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(grid)
        box.addWidget(self.table, 1)

    def show_fields(
        self, velden: Mapping[str, tuple[str, ...]], rollen: Mapping[str, str], said: Mapping[str, str]
    ) -> None:  # fmt: skip
        """Show the fields of a file; `rollen` is what each role is read from, `said` what of that was chosen."""
        self._said = dict(said)
        choices = ((NONE, self._tr("context.no_field")), *((name, name) for name in velden))
        for role, combo in self.combos.items():
            combo.set_choices(choices, rollen.get(role, NONE))
        self.model.show_fields(velden, rollen)
        self.table.resizeColumnsToContents()

    def _chosen(self, role: str) -> None:
        self._said[role] = str(self.combos[role].currentData())
        self.changed.emit(dict(self._said))
