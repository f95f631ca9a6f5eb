"""Profiel: the cross-section of a street stretch, drawn to scale, and the choice of another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from massastudie.plan import Straat, Straatprofiel
from massastudie.state import profiel_of
from ui.controller import Shown
from ui.i18n import Translator

from .profile_drawing import ProfileDrawing
from .tree_rows import profile_choices, straat_names
from .widgets import QuietCombo, ScrollPanel, note, reset_button, scaled


class ProfilePanel(ScrollPanel):
    """Shows the stretch that is selected, else the first that can carry more than one profile."""

    profielRequested = Signal(str, object)
    selectRequested = Signal(object)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: Shown | None = None
        self._straat: str | None = None
        self.straat, self.profiel, self.release = QuietCombo(), QuietCombo(), reset_button()
        self._straat_label, self._profiel_label = QLabel(), QLabel()
        self._name, self._about = QLabel(), note()
        self.drawing = ProfileDrawing(tr)
        self.straat.activated.connect(self._choose_straat)
        self.profiel.activated.connect(self._choose_profiel)
        self.release.clicked.connect(self._release)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._name.setWordWrap(True)
        self._name.setFont(scaled(self.font(), 1.1, bold=True))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (label, combo) in enumerate(((self._straat_label, self.straat), (self._profiel_label, self.profiel))):
            grid.addWidget(label, row, 0)
            grid.addWidget(combo, row, 1)
            label.setBuddy(combo)
        grid.addWidget(self.release, 1, 2)
        self.put_inside(grid, self._name, self.drawing, self._about)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self._straat_label.setText(self._tr("profiel.straat"))
        self._profiel_label.setText(self._tr("profiel.profiel"))
        self.release.setToolTip(self._tr("tree.release_tip"))
        self.release.setAccessibleName(self._tr("tree.release"))
        if self._shown is not None:
            self.show_part(self._shown)

    def show_part(self, shown: Shown) -> None:
        """Show the stretch and the profile it carries now."""
        self._shown = shown
        straten = {s.id: s for s in shown.plan.straten if s.profielen}
        if shown.state.selectie in straten:
            self._straat = shown.state.selectie
        elif self._straat not in straten:
            self._straat = max(straten, key=lambda s: len(straten[s].profielen), default=None)
        self.straat.set_choices(tuple(straat_names(shown).items()), self._straat)
        self._show_straat(shown, straten.get(self._straat or ""))

    def _show_straat(self, shown: Shown, straat: Straat | None) -> None:
        self.profiel.setEnabled(straat is not None)
        if straat is None:
            self.drawing.set_profiel(None)
            self._name.setText(self._tr("profiel.none"))
            return
        now = profiel_of(shown.plan, shown.state, straat)
        forced = straat.id in shown.state.profielen
        self.profiel.set_choices(profile_choices(shown, straat, self._tr), now)
        self.profiel.setFont(scaled(self.font(), 1.0, bold=forced))
        self.release.setVisible(forced)
        self._show_profiel(shown.plan.profiel_by_id.get(now or ""))

    def _show_profiel(self, profiel: Straatprofiel | None) -> None:
        self.drawing.set_profiel(profiel)
        self._name.setText(profiel.naam if profiel else self._tr("profiel.none_now"))
        self._about.setText("\n".join(self._facts(profiel)) if profiel else "")

    def _facts(self, profiel: Straatprofiel) -> list[str]:
        tr = self._tr
        facts = [tr("profiel.sides", van=profiel.van, tot=profiel.tot)]
        if any(s.soort == "boom" for s in profiel.stroken):
            facts.append(tr("profiel.trees", afstand=tr.length(profiel.boomafstand_m)))
        if profiel.snelheid_kmh:
            facts.append(tr("profiel.speed", snelheid=profiel.snelheid_kmh))
        if profiel.auto:
            facts.append(tr("profiel.cars", auto=profiel.auto))
        if profiel.evenementvlak_m2:
            facts.append(tr("profiel.event", vlak=tr.area(profiel.evenementvlak_m2)))
        if profiel.herkomst.bron:
            facts.append(f"{tr('object.source')}: {profiel.herkomst.bron}")
        if profiel.herkomst.aanname:
            facts.append(f"{tr('object.assumption')}: {profiel.herkomst.aanname}")
        return facts

    def _choose_straat(self) -> None:
        self._straat = self.straat.currentData()
        self.selectRequested.emit(self._straat)

    def _choose_profiel(self) -> None:
        if self._straat is not None:
            self.profielRequested.emit(self._straat, self.profiel.currentData())

    def _release(self) -> None:
        if self._straat is not None:
            self.profielRequested.emit(self._straat, None)
