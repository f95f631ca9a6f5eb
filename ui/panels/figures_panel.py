"""Cijfers: the figures of the fase in parts that fold, most important first; every number can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from massastudie.fronten import FrontCijfers
from massastudie.oppervlak import Kerncijfers
from massastudie.plan import Functie, Plan
from massastudie.winkels import UnitCijfers
from ui.controller import Shown
from ui.i18n import Translator

from .blok_tables import BlokTables
from .chart import FaseChart
from .figure_rows import (
    BUILDING,
    DENSITY,
    DWELLINGS,
    FRONTS,
    GREEN,
    PARKING,
    SHOPS,
    TOTAL,
    Row,
    definition_tip,
    functie_row,
)
from .figure_table import FigureTable, number_text
from .fold import Fold
from .network_table import NetworkTable
from .part_table import Part, PartTable
from .programme_chart import ProgrammeChart
from .spacematrix import Spacematrix
from .widgets import ScrollPanel, note

#: Parts in order: name, figures in it, the one told when it is folded, whether it starts open.
PARTS: tuple[tuple[str, tuple[Row, ...], Row | None, bool], ...] = (
    ("bvo", (), TOTAL, True),
    ("dwellings", DWELLINGS, DWELLINGS[0], True),
    ("shops", SHOPS, SHOPS[0], True),
    ("units", (), None, False),
    ("density", DENSITY, DENSITY[0], False),
    ("programme", (), None, False),
    ("green", GREEN, GREEN[1], False),
    ("fronts", FRONTS, FRONTS[0], False),
    ("network", (), None, False),
    ("parking", PARKING, PARKING[0], False),
    ("building", BUILDING, BUILDING[0], False),
    ("bloks", (), None, False),
)


class FiguresPanel(ScrollPanel):
    """Shows Kerncijfers. `figureRequested` gives a figure and, of a bouwblok, its id; `objectsRequested` the objects
    of a row; a click on a blok asks to select it, a click on a bar asks for that fase."""

    selectRequested = Signal(object)
    faseRequested = Signal(str)
    figureRequested = Signal(str, object)
    objectsRequested = Signal(tuple)

    def __init__(self, tr: Translator, colours: dict[Functie, str]) -> None:
        super().__init__()
        self._tr, self._colours = tr, {functie_row(f).figuur: colour for f, colour in colours.items()}
        self._shown: Shown | None = None
        self._filled: dict[str, Kerncijfers] = {}
        self.tables = {
            name: FigureTable(tr, rows, name == "bvo") for name, rows, _, _ in PARTS if rows or name == "bvo"
        }
        self.chart = FaseChart(tr, colours)
        self.blokken = BlokTables(tr, lambda name: definition_tip(tr, name))
        self.matrix, self.programme = Spacematrix(tr), ProgrammeChart(tr)
        self.units, self.fronts, self.network = PartTable(3), PartTable(4), NetworkTable(tr)
        self._note, self._units_note, self._parking_note = note(), note(), note()
        self.folds = {name: Fold(*self._inside(name), is_open=is_open) for name, _, _, is_open in PARTS}
        self.put_inside(*self.folds.values(), self._note)
        self._connect()
        self.retranslate()

    def _inside(self, name: str) -> list[QWidget]:
        more: dict[str, tuple[QWidget, ...]] = {
            "bvo": (self.chart,), "units": (self._units_note, self.units), "density": (self.matrix,),
            "programme": (self.programme,), "fronts": (self.fronts,), "parking": (self._parking_note,),
            "network": (self.network,),
            "bloks": (self.blokken,),
        }  # fmt: skip
        table = self.tables.get(name)
        return [*([table] if table is not None else []), *more.get(name, ())]

    def _connect(self) -> None:
        self.chart.faseRequested.connect(self.faseRequested)
        self.matrix.faseRequested.connect(self.faseRequested)
        self.blokken.selectRequested.connect(self.selectRequested)
        self.blokken.figureRequested.connect(self.figureRequested)
        for table in self.tables.values():
            table.figureRequested.connect(lambda name: self.figureRequested.emit(name, None))
        for parts in (self.units, self.fronts):
            parts.picked.connect(self.objectsRequested)
        for name, fold in self.folds.items():
            fold.toggled.connect(lambda _, name=name: self._fill_part(name))

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.blokken.retranslate()
        self.network.retranslate()
        self._note.setText(self._tr("figures.note"))
        self._units_note.setText(self._tr("figures.units_note"))
        self._filled.clear()
        if self._shown is not None:
            self._fill(self._shown)
            self._follow(self._shown)

    def show_part(self, shown: Shown) -> None:
        """Show the figures of the fase, and mark the blok that is selected."""
        fresh = self._shown is None or self._shown.kern is not shown.kern or self._shown is shown
        self._shown = shown
        if fresh:
            self._fill(shown)
        self._follow(shown)

    @property
    def bvo(self) -> FigureTable:
        """The first table: BVO per functie and in all."""
        return self.tables["bvo"]

    def _follow(self, shown: Shown) -> None:
        for part in (self.chart, self.matrix):
            part.show_part(shown)
        self.blokken.show_selection(selected_blok(shown))

    def _fill(self, shown: Shown) -> None:
        """Every heading, and the parts that are in sight; the others when they are unfolded."""
        self.bvo.rows = (*used_functies(shown), TOTAL)
        for name, _, main, _ in PARTS:
            self.folds[name].set_texts(self._tr(f"part.{name}"), main_text(shown, main, self._tr))
            self._fill_part(name)

    def _fill_part(self, name: str) -> None:
        shown = self._shown
        if shown is None or not self.folds[name].is_open or self._filled.get(name) is shown.kern:
            return
        self._filled[name] = shown.kern
        if name in self.tables:
            self.tables[name].show_part(shown, self._colours)
        more: dict[str, Callable[[Shown], None]] = {
            "units": self._fill_units, "fronts": self._fill_fronts, "parking": self._fill_parking,
            "bloks": self._fill_bloks, "programme": self.programme.show_part, "density": self._draw_matrix,
        }  # fmt: skip
        if name in more:
            more[name](shown)

    def _draw_matrix(self, shown: Shown) -> None:
        self.matrix.show_part(shown)
        self.matrix.build()

    def _fill_units(self, shown: Shown) -> None:
        heads = (self._tr("figures.unit"), "BVO, m²", "WVO, m²")
        self.units.show_parts(heads, (unit_part(u, self._tr) for u in sorted_units(shown.kern.units)))

    def _fill_fronts(self, shown: Shown) -> None:
        tr = self._tr
        heads = (tr("figures.side"), tr("figures.front_m"), tr("figures.addresses"), tr("figures.homes"))
        fronts = sorted(shown.kern.fronten, key=lambda front: -front.gevel_m)
        self.fronts.show_parts(heads, (front_part(front, tr) for front in fronts))
        self.fronts.setVisible(bool(fronts))

    def _fill_parking(self, shown: Shown) -> None:
        self._parking_note.setText(parking_text(shown, self._tr))

    def _fill_bloks(self, shown: Shown) -> None:
        self.blokken.show_figures(shown.kern)
        self.blokken.show_selection(selected_blok(shown))


def used_functies(shown: Shown) -> tuple[Row, ...]:
    """A row for each functie that is there in some fase."""
    kerns = (*shown.per_fase, shown.kern)
    return tuple(functie_row(f) for f in Functie if any(k.bvo_m2.get(f, 0.0) for k in kerns))


def main_text(shown: Shown, row: Row | None, tr: Translator) -> str:
    """The figure a heading tells."""
    if row is None:
        return ""
    return f"{tr(row.text)} {number_text(row, row.value(shown.kern), tr)}"


def sorted_units(units: Iterable[UnitCijfers]) -> list[UnitCijfers]:
    """New units first, the largest first."""
    return sorted(units, key=lambda u: (not u.nieuw, -u.bvo_m2, u.id))


def unit_part(unit: UnitCijfers, tr: Translator) -> Part:
    """A shop unit as a row."""
    name = unit.naam if unit.nieuw else f"{unit.naam} ({tr('status.bestaand')})"
    return name, (tr.number(unit.bvo_m2), tr.number(unit.wvo_m2)), unit.delen


def front_part(front: FrontCijfers, tr: Translator) -> Part:
    """A front as a row."""
    numbers = (tr.number(front.gevel_m), tr.number(front.adressen), tr.number(front.woningen))
    return front.naam, numbers, front.panden


def parking_text(shown: Shown, tr: Translator) -> str:
    """The garages, with what is known of each."""
    unknown = tr("figures.unknown")

    def one(plan: Plan, ours: bool) -> str:
        found = [g for g in plan.garages if g.voor_plan is ours]
        return ", ".join(f"{g.naam} {unknown if g.capaciteit is None else g.capaciteit}" for g in found)

    return tr("figures.garages", eigen=one(shown.plan, True) or unknown, ander=one(shown.plan, False) or "–")


def selected_blok(shown: Shown) -> str | None:
    """The blok that is selected, or that the selected pand stands in."""
    item = shown.state.selectie
    lichaam = shown.massa.by_id.get(item or "")
    return lichaam.blok if lichaam is not None and lichaam.blok else item
