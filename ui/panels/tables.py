"""Tables that only show: how they are made, filled and fitted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QTableWidget, QTableWidgetItem

from .widgets import RIGHT, scaled


def plain_table(columns: int) -> QTableWidget:
    """A quiet table to read from: no grid, no numbers of rows, rows selected as a whole."""
    table = QTableWidget(0, columns)
    quiet(table)
    return table


def quiet(table: QTableView) -> None:
    """Give a table that is a class of its own the look of `plain_table`."""
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 6)
    table.setShowGrid(False)
    table.horizontalHeader().setHighlightSections(False)
    table.setAlternatingRowColors(True)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)


def put_cell(table: QTableWidget, row: int, column: int, text: str, tip: str = "", bold: bool = False) -> None:
    """Write one cell, only where it differs; numbers (every column but the first) stand to the right."""
    item = table.item(row, column)
    if item is None:
        item = QTableWidgetItem()
        if column:
            item.setTextAlignment(RIGHT)
        table.setItem(row, column, item)
    if item.text() != text:
        item.setText(text)
    if item.toolTip() != tip:
        item.setToolTip(tip)
    if item.font().bold() != bold:
        item.setFont(scaled(table.font(), 1.0, bold=bold))


def fit_height(table: QTableWidget) -> None:
    """As high as its rows: the panel scrolls, not the table inside it."""
    rows = sum(table.rowHeight(row) for row in range(table.rowCount()))
    scrolls = table.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    bar = table.horizontalScrollBar().sizeHint().height() if scrolls else 0
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows + 2 * table.frameWidth() + bar)
