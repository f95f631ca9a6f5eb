"""The sun of what was clicked: a bar of the day, minutes per fase, and who takes the sun at which hour."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from massastudie.ground_faces import OWNER
from massastudie.plan import Plan
from ui.i18n import Translator
from ui.sun_desk import SunShown
from ui.sun_probe import Probe, Taker, Target

from .object_facts import title_of
from .sun_day_bar import SunDayBar
from .tables import fit_height, plain_table, put_cell
from .widgets import heading, note

ADDITION = re.compile(r" \([^)]*\)")


class SunProbeView(QWidget):
    """Shows a Probe; empty when nothing was clicked."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._probe: Probe | None = None
        self._target: Target | None = None
        self.name, self.about, self.bar = heading(), note(), SunDayBar()
        self.fasen, self.takers, self._takers_heading = plain_table(2), note(), heading()
        self.takers.setTextFormat(Qt.TextFormat.RichText)
        self.takers.setForegroundRole(QPalette.ColorRole.WindowText)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        for part in (self.name, self.bar, self.about, self.fasen, self._takers_heading, self.takers):
            box.addWidget(part)
        self.fasen.setSelectionMode(self.fasen.SelectionMode.NoSelection)
        self.fasen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fasen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fasen.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        tr = self._tr
        self.fasen.setHorizontalHeaderLabels([tr("sun.fase"), tr("sun.hours")])
        self.bar.setToolTip(tr("sun.bar_tip"))
        self._takers_heading.setText(tr("sun.takers"))
        self._takers_heading.setToolTip(tr("sun.takers_tip"))
        self._probe = None

    def show_probe(self, sun: SunShown) -> None:
        """Show what is known of the thing asked after; while it is worked out only its name."""
        self.setVisible(sun.target is not None)
        if sun.target is None:
            return
        self.name.setText(target_name(sun, self._tr))
        probe = sun.probe
        for part in (self.bar, self.fasen, self._takers_heading, self.takers):
            part.setVisible(probe is not None and probe.punten > 0)
        if probe is None:
            self._probe = None
            self.about.setText(self._tr("sun_busy.probe"))
        elif probe is not self._probe:
            self._fill(probe, sun)
        else:
            self.bar.show_now(sun.shown.state.moment)

    def _fill(self, probe: Probe, sun: SunShown) -> None:
        self._probe = probe
        tr = self._tr
        if not probe.punten:
            self.about.setText(tr("sun.no_points"))
            return
        self.bar.show_day(probe.moments, probe.lit, probe.wish.dag.stap_min, sun.shown.state.moment)
        here = dict(probe.per_fase)[probe.wish.mass.fase] or 0.0
        key = "sun.probe_point" if probe.punten == 1 else "sun.probe_mean"
        self.about.setText(tr(key, uur=hours(here, tr), n=tr.number(probe.punten)))
        self._fill_fasen(probe, sun.shown.plan)
        self._fill_takers(probe)

    def _fill_fasen(self, probe: Probe, plan: Plan) -> None:
        self.fasen.setRowCount(len(probe.per_fase))
        for row, (fase, minuten) in enumerate(probe.per_fase):
            own = plan.fase(fase)
            label = f"{own.naam} · {own.jaren}" if own.jaren and own.jaren != own.naam else own.naam
            absent = self._tr("sun.not_there" if probe.wish.target.xy_m is None else "sun.built")
            text = absent if minuten is None else hours(minuten, self._tr)
            bold = fase == probe.wish.mass.fase
            put_cell(self.fasen, row, 0, label, "", bold=bold)
            put_cell(self.fasen, row, 1, text, self._tr("sun.definition"), bold=bold)
        self.fasen.resizeColumnToContents(1)
        fit_height(self.fasen)

    def _fill_takers(self, probe: Probe) -> None:
        rows = [
            f"<tr><td><b>{hour}–{hour + 1}</b>&nbsp;&nbsp;</td><td>{taken(names, self._tr)}</td></tr>"
            for hour, names in probe.takers
        ]
        self.takers.setText(f"<table>{''.join(rows)}</table>")


def taken(takers: tuple[tuple[Taker, float], ...], tr: Translator) -> str:
    """`V&D-blok · pand 03 (25 min), pand 02 (5 min)`; additions to the names of blokken are left out."""
    told, before = [], ""
    for taker, minutes in takers:
        name = tr("sun.terrain") if taker.naam == OWNER else taker.naam
        short = ADDITION.sub("", name) if " · " in name else name
        blok, mark, _ = short.rpartition(" · ")
        text = escape(short.removeprefix(blok + mark) if blok == before else short)
        told.append(f"{standing(taker, tr) if taker.pand else text} ({tr.number(max(minutes, 1))} min)")
        before = blok
    return ", ".join(told)


def standing(taker: Taker, tr: Translator) -> str:
    """`bestaand pand Oudestraat, winkel en wonen`, and its id, small."""
    functies = tr("sun.and").join(tr(f"functie.{functie}").lower() for functie in taker.functies)
    place = " ".join(part for part in (tr("kind.bestaand").lower(), taker.naam) if part)
    return f"{escape(place)}, {escape(functies)} <small>{escape(taker.pand)}</small>"


def hours(minuten: float, tr: Translator) -> str:
    """Minutes as a reader says them: 3 u 25 min."""
    whole = round(minuten)
    return tr("sun.hours_minutes", uur=whole // 60, minuten=f"{whole % 60:02d}")


def target_name(sun: SunShown, tr: Translator) -> str:
    """What was clicked, in words."""
    target, shown = sun.target, sun.shown
    if target is None:
        return ""
    if target.xy_m is not None:
        east, north = shown.plan.oorsprong
        return tr("sun.point", x=tr.number(east + target.xy_m[0]), y=tr.number(north + target.xy_m[1]))
    return title_of(shown, target.id or "")
