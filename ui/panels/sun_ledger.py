"""The sun ledger as a table: a row per hof, plein, terras and straat, a column per fase."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from massastudie.plan import Plan
from massastudie.zonboek import Zonboek, Zoncijfer, Zonregel
from ui.i18n import Translator
from ui.theme import readable

from .tables import fit_height, plain_table, put_cell
from .widgets import scaled

LOSS = "#B4472E"
#: Changes smaller than this get no arrow, hours.
TOLD_H = 0.05
#: Rows stand in this order.
KINDS = ("hof", "plein", "terras", "straat")
KEY = Qt.ItemDataRole.UserRole


class SunLedger(QWidget):
    """Shows a Zonboek; a click on a row asks for that surface."""

    surfaceRequested = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._book: Zonboek | None = None
        self._plan: Plan | None = None
        self.table = plain_table(1)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setFont(scaled(self.table.font(), 0.88))
        self.table.setFont(scaled(self.table.font(), 0.92))
        self.table.verticalHeader().setDefaultSectionSize(2 * self.table.fontMetrics().height() + 6)
        self.table.cellClicked.connect(self._clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)

    def show_book(self, plan: Plan, book: Zonboek | None, selected: str | None) -> None:
        """Show this ledger; None: its figures are not known (yet), and no old ones stand in their place."""
        if book is not self._book or plan is not self._plan:
            self._plan, self._book = plan, book
            self._fill()
        with QSignalBlocker(self.table):
            self._mark(selected)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self._fill()

    def _mark(self, selected: str | None) -> None:
        row = next((r for r in range(self.table.rowCount()) if self._id_at(r) == selected), None)
        if row is None:
            self.table.clearSelection()
        else:
            self.table.selectRow(row)

    def _id_at(self, row: int) -> str:
        return str(self.table.item(row, 0).data(KEY))

    def _clicked(self, row: int, _column: int) -> None:
        self.surfaceRequested.emit(self._id_at(row))

    def _fill(self) -> None:
        book, plan = self._book, self._plan
        if book is None or plan is None:
            self.table.setRowCount(0)
            self.setVisible(False)
            return
        self.table.clear()
        self.table.setColumnCount(1 + len(book.fasen))
        self.table.setRowCount(len(book.regels))
        names = [plan.fase(f).naam for f in book.fasen]
        self.table.setHorizontalHeaderLabels([self._tr("sun.surface"), *names])
        for column, fase in enumerate(book.fasen, start=1):
            self.table.horizontalHeaderItem(column).setToolTip(plan.fase(fase).jaren)
        for row, regel in enumerate(sorted(book.regels, key=lambda r: KINDS.index(r.soort))):
            self._fill_row(row, regel, book)
        self.setVisible(True)
        self._fit()

    def _fill_row(self, row: int, regel: Zonregel, book: Zonboek) -> None:
        tip = f"<p>{escape(regel.naam)} ({self._tr(f'sun_kind.{regel.soort}')})</p>"
        put_cell(self.table, row, 0, in_two_lines(regel.naam), tip)
        self.table.item(row, 0).setData(KEY, regel.id)
        for column, (fase, cijfer) in enumerate(zip(book.fasen, regel.cijfers, strict=True), start=1):
            worst = fase == regel.slechtste
            text = "–" if cijfer is None else cell_text(cijfer, self._tr)
            tip = self._tr("sun.not_there") if cijfer is None else cell_tip(cijfer, book, worst, self._tr)
            put_cell(self.table, row, column, text, tip, bold=worst)
            if worst:
                ground = self.palette().color(QPalette.ColorRole.Base)
                self.table.item(row, column).setForeground(QBrush(readable(LOSS, ground)))

    def _fit(self) -> None:
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        fit_height(self.table)


def in_two_lines(name: str) -> str:
    """A long name with its addition below it: what stands in brackets, or which part of a street it is."""
    first, mark, rest = name.removeprefix("Hof ").partition(" (")
    if not mark:
        first, mark, rest = first.partition(", ")
    return f"{first}\n{rest.rstrip(')')}" if mark else first


def cell_text(cijfer: Zoncijfer, tr: Translator) -> str:
    """Mean hours and how much they changed; the share that has enough below it."""
    change = cijfer.verandering_h or 0.0
    arrow = "▼" if change < 0 else "▲"
    told = f" {arrow}{tr.number(abs(change), 1)}" if abs(change) >= TOLD_H else ""
    return f"{tr.number(cijfer.gemiddeld_h, 1)}{told}\n{tr.number(100 * cijfer.aandeel)}%"


def cell_tip(cijfer: Zoncijfer, book: Zonboek, worst: bool, tr: Translator) -> str:
    """Everything known of one surface in one fase, with what it means."""
    lines = [
        tr("sun.tip_mean", uur=tr.number(cijfer.gemiddeld_h, 2), mediaan=tr.number(cijfer.mediaan_h, 2)),
        tr("sun.tip_share", deel=tr.number(100 * cijfer.aandeel), uur=tr.number(book.uren)),
    ]
    if cijfer.verandering_h is not None:
        lines.append(tr("sun.tip_change", uur=tr.change(cijfer.verandering_h, 2)))
    if worst:
        lines.append(tr("sun.tip_worst"))
    lines.append(tr("sun.tip_area", m2=tr.area(cijfer.oppervlak_m2), n=tr.number(cijfer.punten)))
    definition = tr("sun.definition" if book.bomen is None else "sun.definition_trees")
    return "<p>" + "<br>".join(lines) + f"</p><p><i>{definition}</i></p>"
