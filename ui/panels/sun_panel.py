"""Zon: what the map shows, the sun of one thing over the day, and the ledger per fase."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

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
        self._legend = note()
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
        self.about.setText(
            tr("sun.settings", stap=tr.number(BOOK_STEP_MIN), kaart=tr.number(MAP_STEP_MIN),
               hoogte=tr.number(sun.settings.min_hoogte_deg))
        )  # fmt: skip
        self.choice.show_sun(sun)
        self._show_state(sun)
        self.change.show_sun(sun)
        self.probe.show_probe(sun)
        self.ledger.show_book(sun.shown.plan, sun.book, sun.shown.state.selectie)
        self._ledger_heading.setVisible(sun.book is not None)
        self._legend.setVisible(sun.book is not None)

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
        self.again.setText(tr("sun.again"))
        self.ledger.retranslate()
        self.probe.retranslate()
        if self._sun is not None:
            self.show_sun(self._sun)
