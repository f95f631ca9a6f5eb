"""Per bouwblok: what is in it, and its densities at two scales; narrow tables, so that every column is in sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QVBoxLayout, QWidget

from massastudie.oppervlak import BlokCijfers, Kerncijfers
from massastudie.telling import figure_value
from ui.i18n import Translator

from .tables import fit_height, plain_table, put_cell
from .tree_rows import short_name
from .widgets import heading, scaled

#: Columns of each table: name in `telling.BLOK_FIGUREN`, decimals.
PROGRAMME = (("bvo_m2", 0), ("woningen", 0), ("winkelunits", 0), ("bouwlagen", 0), ("gevel_m", 0))
DENSITY = (("fsi", 2), ("gsi", 2), ("l", 2), ("osr", 2), ("mxi", 2), ("hof_m2", 0))
WEEFSEL = (*((f"weefsel.{name}", 2) for name in ("fsi", "gsi", "l", "osr")), ("weefsel_m2", 0))
HEADINGS = ("figures.per_blok", "figures.density", "figures.density_weefsel")
BLOK = Qt.ItemDataRole.UserRole


class BlokTables(QWidget):
    """A row for each bouwblok that stands; a click on one asks to select it, on a number what that counted."""

    selectRequested = Signal(object)
    figureRequested = Signal(str, object)

    def __init__(self, tr: Translator, tip_of: Callable[[str], str]) -> None:
        """`tip_of` gives the definition of a figure by its name."""
        super().__init__()
        self._tr, self._tip_of = tr, tip_of
        self.programme, self.density, self.weefsel = (plain_table(1 + len(c)) for c in (PROGRAMME, DENSITY, WEEFSEL))
        self._tables = ((self.programme, PROGRAMME), (self.density, DENSITY), (self.weefsel, WEEFSEL))
        self._headings = tuple(heading() for _ in HEADINGS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for title, (table, columns) in zip(self._headings, self._tables, strict=True):
            box.addWidget(title)
            box.addWidget(table)
            self._set_up(table)
            table.cellClicked.connect(partial(self._open, table, columns))

    def _set_up(self, table: QTableWidget) -> None:
        header = table.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setFont(scaled(table.font(), 0.9))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for policy in (table.setVerticalScrollBarPolicy, table.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.itemSelectionChanged.connect(lambda table=table: self._clicked(table))

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        for title, text in zip(self._headings, HEADINGS, strict=True):
            title.setText(self._tr(text))
        for table, columns in self._tables:
            table.setHorizontalHeaderLabels(
                [self._tr("figures.blok"), *(self._tr(column_key(name)) for name, _ in columns)]
            )
            for place, (name, _) in enumerate(columns, start=1):
                table.horizontalHeaderItem(place).setToolTip(self._tip_of(name))

    def show_figures(self, kern: Kerncijfers) -> None:
        """Show the blokken that stand."""
        standing = [b for b in kern.blokken if b.staat]
        for table, columns in self._tables:
            with QSignalBlocker(table):
                table.setRowCount(len(standing))
                for row, blok in enumerate(standing):
                    self._fill(table, columns, row, blok)
            fit_height(table)
        self.setVisible(bool(standing))

    def _fill(self, table: QTableWidget, columns: tuple[tuple[str, int], ...], row: int, blok: BlokCijfers) -> None:
        assumed = f"<p>* {self._tr('object.assumption')}: {escape(blok.aanname)}</p>" if blok.aanname else ""
        put_cell(table, row, 0, short_name(blok.naam) + (" *" if blok.aanname else ""),
                 f"<p><b>{escape(blok.naam)}</b></p>{assumed}")  # fmt: skip
        table.item(row, 0).setData(BLOK, blok.id)
        for column, (name, decimals) in enumerate(columns, start=1):
            value = figure_value(blok, name)
            text = "–" if value is None else self._tr.number(value, decimals)
            put_cell(table, row, column, text, self._tip_of(name))

    def show_selection(self, blok_id: str | None) -> None:
        """Mark this blok in both tables."""
        for table, _ in self._tables:
            with QSignalBlocker(table):
                table.clearSelection()
                for row in range(table.rowCount()):
                    if table.item(row, 0).data(BLOK) == blok_id:
                        table.selectRow(row)

    def _open(self, table: QTableWidget, columns: tuple[tuple[str, int], ...], row: int, column: int) -> None:
        if column:
            self.figureRequested.emit(columns[column - 1][0], table.item(row, 0).data(BLOK))

    def _clicked(self, table: QTableWidget) -> None:
        rows = table.selectionModel().selectedRows()
        if rows:
            self.selectRequested.emit(table.item(rows[0].row(), 0).data(BLOK))


def column_key(name: str) -> str:
    """Key of the title of a column: an index is named the same at every scale."""
    return f"column.{name.rpartition('.')[2]}"
