"""Cijfers: BVO per functie with differences, dwellings and areas, a chart per fase, and a table per blok."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHeaderView, QScrollArea, QTableWidget, QVBoxLayout, QWidget

from massastudie import oppervlak
from massastudie.oppervlak import BlokCijfers, Kerncijfers
from massastudie.plan import Functie
from ui.controller import Shown
from ui.i18n import Translator

from .chart import FaseChart
from .tree_rows import short_name
from .widgets import fit_height, heading, note, plain_table, put_cell

#: Figures under the BVO table: name in Kerncijfers, decimals.
FIGURES = (
    ("woningen", 0), ("winkelunits", 0), ("footprint_m2", 0), ("hof_m2", 0), ("bouwlagen_gem", 1), ("gevel_m", 0),
    ("gesloopt_m2", 0), ("toegevoegd_m2", 0),
)  # fmt: skip
#: Columns of the table per blok: name in BlokCijfers, decimals.
BLOK_COLUMNS = (
    ("totaal_m2", 0), ("woningen", 0), ("winkelunits", 0), ("bouwlagen", 0), ("fsi", 2), ("gsi", 2), ("l", 2),
    ("osr", 2), ("footprint_m2", 0), ("hof_m2", 0), ("gevel_m", 0),
)  # fmt: skip
BLOK = Qt.ItemDataRole.UserRole
#: Figures that are explained by the definition of another.
SAME_AS = {"totaal_m2": "bvo_m2"}


def star(name: str) -> str:
    """The mark behind a figure that rests on an assumption."""
    found = oppervlak.DEFINITIES.get(SAME_AS.get(name, name))
    return " *" if found is not None and found.aanname else ""


def definition_tip(tr: Translator, name: str) -> str:
    """What a figure is and where its definition comes from, for a tooltip."""
    found = oppervlak.DEFINITIES.get(SAME_AS.get(name, name))
    if found is None:
        return ""
    unit = f" [{found.eenheid}]" if found.eenheid else ""
    assumed = f"<p>* {tr('object.assumption')}: {found.aanname}</p>" if found.aanname else ""
    source = f"<p><i>{tr('object.source')}: {found.bron}</i></p>"
    return f"<p><b>{found.naam}</b>{unit}<br>{found.definitie}</p>{assumed}{source}"


def swatch(colour: str) -> QIcon:
    """A small square of colour, the legend of the chart."""
    pixmap = QPixmap(10, 10)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)


class FiguresPanel(QScrollArea):
    """Shows Kerncijfers; a click on a blok asks to select it, a click on a bar asks for that fase."""

    selectRequested = Signal(object)
    faseRequested = Signal(str)

    def __init__(self, tr: Translator, colours: dict[Functie, str]) -> None:
        super().__init__()
        self._tr, self._colours = tr, colours
        self._shown: Shown | None = None
        self.bvo, self.blokken = plain_table(4), plain_table(1 + len(BLOK_COLUMNS))
        self.chart = FaseChart(tr, colours)
        self.chart.faseRequested.connect(self.faseRequested)
        self.blokken.itemSelectionChanged.connect(self._blok_clicked)
        self._chart_heading, self._blok_heading, self._note = heading(), heading(), note()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(10, 8, 10, 8)
        for part in (self.bvo, self._chart_heading, self.chart, self._blok_heading, self.blokken,
                     self._note):  # fmt: skip
            box.addWidget(part)
        box.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out_tables()

    def _lay_out_tables(self) -> None:
        self.bvo.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.bvo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bvo.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bvo.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.bvo.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        self.blokken.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.blokken.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        tr = self._tr
        self.blokken.setHorizontalHeaderLabels(
            [tr("figures.blok"), *(tr(f"column.{name}") for name, _ in BLOK_COLUMNS)]
        )
        for place, (name, _) in enumerate(BLOK_COLUMNS):
            self.blokken.horizontalHeaderItem(place + 1).setToolTip(definition_tip(tr, name))
        self._chart_heading.setText(tr("figures.chart"))
        self._blok_heading.setText(tr("figures.per_blok"))
        self._note.setText(tr("figures.note"))
        if self._shown is not None:
            self.show_part(self._shown)

    def show_part(self, shown: Shown) -> None:
        """Show the figures of the fase, and mark the blok that is selected."""
        fresh = self._shown is None or self._shown.kern is not shown.kern or self._shown is shown
        self._shown = shown
        if fresh:
            self._fill_bvo(shown)
            self._fill_blokken(shown.kern)
        self.chart.show_part(shown)
        self._show_selection(shown)

    # --- BVO and totals ---------------------------------------------------------------------------------------

    def _fill_bvo(self, shown: Shown) -> None:
        place = shown.plan.fase_index[shown.state.fase]
        before, today = shown.per_fase[max(place - 1, 0)], shown.per_fase[0]
        first = shown.plan.fasen[0]
        headers = [self._tr("figures.functie"), shown.plan.fasen[place].jaren, self._tr("figures.vs_before"),
                   self._tr("figures.vs_today", jaren=first.jaren or first.naam)]  # fmt: skip
        self.bvo.setHorizontalHeaderLabels(headers)
        used = [f for f in Functie if any(k.bvo_m2.get(f, 0.0) for k in (*shown.per_fase, shown.kern))]
        self.bvo.setRowCount(len(used) + 1 + len(FIGURES))
        for row, functie in enumerate(used):
            values = [k.bvo_m2.get(functie, 0.0) for k in (shown.kern, before, today)]
            self._fill_row(row, self._tr(f"functie.{functie.value}"), "bvo_m2", values, 0)
            self.bvo.item(row, 0).setIcon(swatch(self._colours[functie]))
        totals = [k.totaal_m2 for k in (shown.kern, before, today)]
        self._fill_row(len(used), self._tr("figures.total") + star("totaal_m2"), "totaal_m2", totals, 0, bold=True)
        for row, (name, decimals) in enumerate(FIGURES, start=len(used) + 1):
            values = [float(getattr(k, name)) for k in (shown.kern, before, today)]
            self._fill_row(row, self._tr(f"figures.{name}") + star(name), name, values, decimals)
        fit_height(self.bvo)

    def _fill_row(
        self, row: int, text: str, name: str, values: list[float], decimals: int, bold: bool = False
    ) -> None:
        now, before, today = values
        tip = definition_tip(self._tr, name)
        put_cell(self.bvo, row, 0, text, tip, bold)
        put_cell(self.bvo, row, 1, self._tr.number(now, decimals), tip, bold)
        put_cell(self.bvo, row, 2, self._tr.change(now - before, decimals), tip, bold)
        put_cell(self.bvo, row, 3, self._tr.change(now - today, decimals), tip, bold)

    # --- per blok ---------------------------------------------------------------------------------------------

    def _fill_blokken(self, kern: Kerncijfers) -> None:
        standing = [b for b in kern.blokken if b.staat]
        with QSignalBlocker(self.blokken):
            self.blokken.setRowCount(len(standing))
            for row, blok in enumerate(standing):
                self._fill_blok(row, blok)
        self._blok_heading.setVisible(bool(standing))
        self.blokken.setVisible(bool(standing))
        fit_height(self.blokken)

    def _fill_blok(self, row: int, blok: BlokCijfers) -> None:
        assumed = f"<p>* {self._tr('object.assumption')}: {blok.aanname}</p>" if blok.aanname else ""
        tip = f"<p><b>{blok.naam}</b></p>{assumed}"
        put_cell(self.blokken, row, 0, short_name(blok.naam) + (" *" if blok.aanname else ""), tip)
        self.blokken.item(row, 0).setData(BLOK, blok.id)
        for column, (name, decimals) in enumerate(BLOK_COLUMNS, start=1):
            value = getattr(blok, name)
            text = "–" if value is None else self._tr.number(float(value), decimals)
            put_cell(self.blokken, row, column, text, definition_tip(self._tr, name))

    def _show_selection(self, shown: Shown) -> None:
        selected = selected_blok(shown)
        with QSignalBlocker(self.blokken):
            self.blokken.clearSelection()
            for row in range(self.blokken.rowCount()):
                if self.blokken.item(row, 0).data(BLOK) == selected:
                    self.blokken.selectRow(row)

    def _blok_clicked(self) -> None:
        rows = self.blokken.selectionModel().selectedRows()
        if rows:
            self.selectRequested.emit(self.blokken.item(rows[0].row(), 0).data(BLOK))


def selected_blok(shown: Shown) -> str | None:
    """The blok that is selected, or that the selected pand stands in."""
    item = shown.state.selectie
    lichaam = shown.massa.by_id.get(item or "")
    return lichaam.blok if lichaam is not None and lichaam.blok else item
