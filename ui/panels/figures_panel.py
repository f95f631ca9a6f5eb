"""Cijfers: BVO per functie with differences, dwellings and areas, a chart per fase, and a table per blok."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableWidget

from massastudie import oppervlak
from massastudie.plan import Functie
from ui.controller import Shown
from ui.i18n import Translator

from .blok_tables import BlokTables
from .chart import FaseChart
from .widgets import ScrollPanel, fit_height, heading, note, plain_table, put_cell

#: Figures under the BVO table: name in Kerncijfers, decimals.
FIGURES = (
    ("woningen", 0), ("winkelunits", 0), ("footprint_m2", 0), ("hof_m2", 0), ("bouwlagen_gem", 1), ("gevel_m", 0),
    ("gesloopt_m2", 0), ("toegevoegd_m2", 0),
)  # fmt: skip
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


class FiguresPanel(ScrollPanel):
    """Shows Kerncijfers; a click on a blok asks to select it, a click on a bar asks for that fase."""

    selectRequested = Signal(object)
    faseRequested = Signal(str)

    def __init__(self, tr: Translator, colours: dict[Functie, str]) -> None:
        super().__init__()
        self._tr, self._colours = tr, colours
        self._shown: Shown | None = None
        self.bvo, self.blokken = plain_table(4), BlokTables(tr, lambda name: definition_tip(tr, name))
        self.chart = FaseChart(tr, colours)
        self.chart.faseRequested.connect(self.faseRequested)
        self.blokken.selectRequested.connect(self.selectRequested)
        self._chart_heading, self._note = heading(), note()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self.put_inside(self.bvo, self._chart_heading, self.chart, self.blokken, self._note)
        self.bvo.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.bvo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bvo.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bvo.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.bvo.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        tr = self._tr
        self.blokken.retranslate()
        self._chart_heading.setText(tr("figures.chart"))
        self._note.setText(tr("figures.note"))
        if self._shown is not None:
            self.show_part(self._shown)

    def show_part(self, shown: Shown) -> None:
        """Show the figures of the fase, and mark the blok that is selected."""
        fresh = self._shown is None or self._shown.kern is not shown.kern or self._shown is shown
        self._shown = shown
        if fresh:
            self._fill_bvo(shown)
            self.blokken.show_figures(shown.kern)
        self.chart.show_part(shown)
        self.blokken.show_selection(selected_blok(shown))

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


def selected_blok(shown: Shown) -> str | None:
    """The blok that is selected, or that the selected pand stands in."""
    item = shown.state.selectie
    lichaam = shown.massa.by_id.get(item or "")
    return lichaam.blok if lichaam is not None and lichaam.blok else item
