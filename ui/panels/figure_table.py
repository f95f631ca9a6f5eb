"""Figures under each other: now, against the fase before, against today; a click asks what a number counted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableWidget

from ui.controller import Shown
from ui.i18n import Translator

from .figure_rows import Row, definition_tip, star
from .tables import fit_height, put_cell, quiet
from .widgets import scaled


def swatch(colour: str) -> QIcon:
    """A small square of colour, the legend of the chart."""
    pixmap = QPixmap(10, 10)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)


class FigureTable(QTableWidget):
    """A row per figure. `figureRequested` gives the name of the figure that is clicked."""

    figureRequested = Signal(str)

    def __init__(self, tr: Translator, rows: tuple[Row, ...] = (), headed: bool = False) -> None:
        super().__init__(0, 4)
        self._tr, self.rows, self._headed = tr, rows, headed
        self._columns: object = None
        quiet(self)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setVisible(headed)
        self.setMouseTracking(True)
        self.cellEntered.connect(self._hover)
        self.cellClicked.connect(self._clicked)

    def show_part(self, shown: Shown, colours: dict[str, str] | None = None) -> None:
        """Show the figures of the fase; `colours` gives a figure its square."""
        place = shown.plan.fase_index[shown.state.fase]
        kerns = (shown.kern, shown.per_fase[max(place - 1, 0)], shown.per_fase[0])
        self._set_columns(shown)
        self.setRowCount(len(self.rows))
        for number, row in enumerate(self.rows):
            now, before, today = (row.value(k) for k in kerns)
            texts = (self._value(now, row), self._change(now, before, row), self._change(now, today, row))
            self._fill(number, row, texts)
            colour = (colours or {}).get(row.figuur)
            self.item(number, 0).setIcon(swatch(colour) if colour else QIcon())
        self._fit()

    def _set_columns(self, shown: Shown) -> None:
        fasen = shown.plan.fasen
        now, first = fasen[shown.plan.fase_index[shown.state.fase]], fasen[0]
        since = self._tr("figures.vs_today", jaren=first.jaren or first.naam)
        heads = [self._tr("figures.functie"), now.jaren, self._tr("figures.vs_before"), since]
        widest = self._tr.number(max(k.totaal_m2 for k in shown.per_fase))  # no figure is larger than all BVO
        longest = max((f.jaren for f in fasen), key=len, default="")
        if (heads, len(widest), longest) != self._columns:
            self._columns = (heads, len(widest), longest)
            self.setHorizontalHeaderLabels(heads)
            self._size_columns((widest, longest), *((f"+{widest}", head) for head in heads[2:]))

    def _size_columns(self, *columns: tuple[str, str]) -> None:
        """As wide as the widest of these words; the name takes what is left."""
        header, metrics = self.horizontalHeader(), QFontMetrics(scaled(self.font(), 1.0, bold=True))
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, words in enumerate(columns, start=1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, max(metrics.horizontalAdvance(word) for word in words) + 9)

    def _fill(self, number: int, row: Row, texts: tuple[str, str, str]) -> None:
        tip = definition_tip(self._tr, row.figuur)
        more = f"<p>{self._tr('figures.open_tip')}</p>" if row.opens else ""
        name = self._tr(row.text) + (star(row.figuur) if not row.figuur.startswith("bvo_m2.") else "")
        put_cell(self, number, 0, name, tip + more, row.bold)
        for column, text in enumerate(texts, start=1):
            put_cell(self, number, column, text, tip + more, row.bold)

    def _value(self, value: float | None, row: Row) -> str:
        return number_text(row, value, self._tr)

    def _change(self, now: float | None, then: float | None, row: Row) -> str:
        return "" if now is None or then is None else self._tr.change(now - then, row.decimals)

    def _fit(self) -> None:
        if self._headed:
            fit_height(self)
        else:
            self.setFixedHeight(sum(self.rowHeight(r) for r in range(self.rowCount())) + 2 * self.frameWidth())

    def _hover(self, row: int, _column: int) -> None:
        opens = row < len(self.rows) and self.rows[row].opens
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def _clicked(self, row: int, _column: int) -> None:
        if row < len(self.rows) and self.rows[row].opens:
            self.figureRequested.emit(self.rows[row].figuur)


def number_text(row: Row, value: float | None, tr: Translator) -> str:
    """A figure as it is written: unknown is said, a balance has its sign."""
    if value is None:
        return tr("figures.unknown")
    return tr.change(value, row.decimals) if row.signed else tr.number(value, row.decimals)
