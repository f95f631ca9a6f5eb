"""Zon: what the map shows, the sun of one thing over the day, and the ledger per fase."""

from __future__ import annotations

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton

from ui.i18n import Translator
from ui.sun_desk import SunShown
from ui.sun_map import MAP_STEP_MIN
from ui.sun_wishes import BOOK_STEP_MIN

from .sun_change_table import SunChangeTable
from .sun_ledger import SunLedger
from .sun_map_choice import SunMapChoice
from .sun_probe_view import SunProbeView
from .widgets import ScrollPanel, heading, note


class SunPanel(ScrollPanel):
    """Shows a SunShown. `settingsRequested` gives a field and its value; `seen` tells whether anyone looks."""

    settingsRequested = Signal(str, object)
    mapRequested = Signal(str, object)
    keepRequested = Signal()
    surfaceRequested = Signal(str)
    againRequested = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._sun: SunShown | None = None
        self.day, self.about, self.state, self.again = heading(), note(), QLabel(), QPushButton()
        self.choice, self.change = SunMapChoice(tr), SunChangeTable(tr)
        self.probe, self.ledger, self._ledger_heading = SunProbeView(tr), SunLedger(tr), heading()
        self._legend, self.trees, self._trees_note = note(), QCheckBox(), note()
        self._set_up()
        self._lay_out()
        self.retranslate()

    def _set_up(self) -> None:
        self.choice.settingsRequested.connect(self.settingsRequested)
        self.choice.mapRequested.connect(self.mapRequested)
        self.choice.keepRequested.connect(self.keepRequested)
        self.change.surfaceRequested.connect(self.surfaceRequested)
        self.again.clicked.connect(self.againRequested)
        self.ledger.surfaceRequested.connect(self.surfaceRequested)
        self.trees.toggled.connect(lambda on: self.settingsRequested.emit("bomen", on))
        self.state.setWordWrap(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.again)
        self.put_inside(
            self.day,
            self.about,
            self.choice,
            row,
            self.change,
            self.probe,
            self._ledger_heading,
            self.trees,
            self._trees_note,
            self.ledger,
            self._legend,
        )

    # --- showing ----------------------------------------------------------------------------------------------

    def show_sun(self, sun: SunShown) -> None:
        """Show what there is."""
        self._sun = sun
        tr = self._tr
        day = sun.dag.dag
        self.day.setText(tr("sun.day", dag=tr.locale.toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")))
        about = "sun.settings_trees" if sun.settings.bomen else "sun.settings"
        text = tr(about, stap=tr.number(BOOK_STEP_MIN), kaart=tr.number(MAP_STEP_MIN),
                  hoogte=tr.number(sun.settings.min_hoogte_deg))  # fmt: skip
        ground = "" if sun.shown.plan.terrein is None else f" {tr('sun.ground')}"
        self.about.setText(text + ground)
        self.choice.show_sun(sun)
        self._show_state(sun)
        self.change.show_sun(sun)
        self.probe.show_probe(sun)
        self.ledger.show_book(sun.shown.plan, sun.book, sun.shown.state.selectie)
        self._show_trees(sun)
        for part in (self._ledger_heading, self._legend):
            part.setVisible(sun.book is not None)

    def _show_trees(self, sun: SunShown) -> None:
        """Whether the ledger counts the trees, and how."""
        with QSignalBlocker(self.trees):
            self.trees.setChecked(sun.settings.bomen)
        bomen = sun.book.bomen if sun.book is not None else None
        self._trees_note.setVisible(bomen is not None)
        if bomen is not None:
            day, tr = sun.dag.dag, self._tr
            season = tr("sun.in_leaf" if bomen.in_blad(day) else "sun.bare")
            share = tr.number(100 * bomen.doorlatendheid(day))
            self._trees_note.setText(tr("sun.trees_note", deel=share, seizoen=season))
            self._trees_note.setToolTip(bomen.bron)

    def _show_state(self, sun: SunShown) -> None:
        text = self._tr(f"sun_busy.{sun.working}") if sun.working else ""
        if sun.given_up:
            text = self._tr("sun.stopped")
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self.again.setVisible(sun.given_up)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        tr = self._tr
        self.choice.retranslate()
        self._ledger_heading.setText(tr("sun.ledger"))
        self._ledger_heading.setToolTip(tr("sun.definition"))
        self._legend.setText(tr("sun.ledger_note"))
        self.trees.setText(tr("sun.trees"))
        self.trees.setToolTip(tr("sun.trees_tip"))
        self.again.setText(tr("sun.again"))
        self.ledger.retranslate()
        self.probe.retranslate()
        if self._sun is not None:
            self.show_sun(self._sun)
