"""Parameters: every ratio and norm the figures rest on, with range, source and status; each can be set and reset."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from massastudie.parameters import VELD, parameters, waarde
from massastudie.plan import Parameter
from ui.controller import Shown
from ui.i18n import Translator

from .telling_text import ASSUMED, plain_number
from .widgets import QuietSpin, ScrollPanel, heading, note, reset_button, scaled

#: Group → how the ids in it begin; what fits none is of the plan alone.
GROUPS: dict[str, tuple[str, ...]] = {
    "woningen": ("go_", "aandeel_woningen"),
    "ruimte": ("vvo_", "wvo_"),
    "auto": ("auto_",),
    "fiets": ("fiets_",),
}
OWN = "eigen"
#: Reach of a parameter that has none of its own.
FAR = 1e9


def group_of(parameter_id: str) -> str:
    """The group of a parameter."""
    return next((g for g, heads in GROUPS.items() if parameter_id.startswith(heads)), OWN)


def grain_of(p: Parameter) -> tuple[int, float]:
    """Decimals and step of its number box: finer where the range is small."""
    wide = (FAR if p.hoogste is None else p.hoogste) - (-FAR if p.laagste is None else p.laagste)
    return (2, 0.01) if wide <= 1.0 else (2, 0.05) if wide <= 20.0 else (1, 1.0)


def decimals_of(value: float) -> int:
    """Decimals a value is written with, at most four."""
    return next((d for d in range(4) if abs(value - round(value, d)) < 1e-9), 4)


class ParameterRow(QWidget):
    """One parameter: what it is, its value, the arrow back, and below them unit, range, status and source."""

    asked = Signal(str, object)

    def __init__(self, p: Parameter) -> None:
        super().__init__()
        self.parameter = p
        self.label, self.spin, self.reset, self.about = QLabel(), QuietSpin(), reset_button(), note()
        self._decimals, step = grain_of(p)
        self.label.setWordWrap(True)
        self.label.setBuddy(self.spin)
        self.spin.setSingleStep(step)
        self.spin.setRange(-FAR if p.laagste is None else p.laagste, FAR if p.hoogste is None else p.hoogste)
        self.spin.setFixedWidth(88)
        self.about.setFont(scaled(self.font(), 0.85))
        self.spin.valueChanged.connect(lambda value: self.asked.emit(p.id, round(value, self.spin.decimals())))
        self.reset.clicked.connect(lambda: self.asked.emit(p.id, None))
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 4)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        for column, part in enumerate((self.label, self.spin, self.reset)):
            grid.addWidget(part, 0, column)
        grid.addWidget(self.about, 1, 0, 1, 3)

    def show_value(self, value: float, own: bool, tr: Translator) -> None:
        """Show the value in force; one of the user's own in bold with its arrow."""
        p = self.parameter
        with QSignalBlocker(self.spin):
            self.spin.setLocale(tr.locale)
            self.spin.setDecimals(max(self._decimals, decimals_of(p.waarde), decimals_of(value)))
            self.spin.setValue(value)
        star = " *" if p.status == ASSUMED else ""
        self.label.setText(p.omschrijving[:1].upper() + p.omschrijving[1:] + star)
        for part in (self.label, self.spin):
            part.setFont(scaled(self.font(), 1.0, bold=own))
        self.reset.setVisible(own)
        self.reset.setToolTip(tr("parameter.reset", waarde=plain_number(p.waarde, tr)))
        self.about.setText(about_text(p, own, tr))


def about_text(p: Parameter, own: bool, tr: Translator) -> str:
    """Unit, range, status and source in one line; of a changed one the plan's value too."""
    parts = [p.eenheid]
    if p.laagste is not None and p.hoogste is not None:
        parts.append(tr("parameter.range", laag=plain_number(p.laagste, tr), hoog=plain_number(p.hoogste, tr)))
    if own:
        parts.append(tr("parameter.was", waarde=plain_number(p.waarde, tr)))
    return " · ".join([*parts, p.status, p.bron])


class ParametersPanel(ScrollPanel):
    """A row per parameter. `knobRequested` gives id, field and value (None: the plan's own again)."""

    knobRequested = Signal(str, str, object)
    resetRequested = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: Shown | None = None
        self._key: object = None
        self.rows: dict[str, ParameterRow] = {}
        self._headings: dict[str, QLabel] = {}
        self.about, self.reset = note(), QPushButton()
        self.reset.clicked.connect(self.resetRequested)
        self._holder = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.reset)
        self.put_inside(head, self._holder)
        self.retranslate()

    def show_part(self, shown: Shown) -> None:
        """Show the values in force."""
        self._shown = shown
        if tuple(self.rows) != tuple(parameters(shown.plan)):
            self._build(shown)
        key = (shown.plan, shown.state.overrides, self._tr.language)
        if key != self._key:
            self._key = key
            self._fill(shown)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.about.setText(self._tr("parameter.about"))
        self.reset.setText(self._tr("parameter.reset_all"))
        for group, label in self._headings.items():
            label.setText(self._tr(f"parameter_group.{group}"))
        if self._shown is not None:
            self.show_part(self._shown)

    def _build(self, shown: Shown) -> None:
        for old in (*self.rows.values(), *self._headings.values()):
            self._holder.removeWidget(old)
            old.deleteLater()
        known = parameters(shown.plan)
        self.rows, self._headings, self._key = {}, {}, None
        made = {item: ParameterRow(p) for item, p in known.items()}
        for group in (*GROUPS, OWN):
            members = [item for item in known if group_of(item) == group]
            if members:
                self._headings[group] = heading(self._tr(f"parameter_group.{group}"))
                self._holder.addWidget(self._headings[group])
            for item in members:
                made[item].asked.connect(lambda name, value: self.knobRequested.emit(name, VELD, value))
                self._holder.addWidget(made[item])
        self.rows = made

    def _fill(self, shown: Shown) -> None:
        own = own_parameters(shown)
        for item, row in self.rows.items():
            row.show_value(waarde(shown.plan, shown.state, item), item in own, self._tr)
        self.reset.setEnabled(bool(own))


def own_parameters(shown: Shown) -> frozenset[str]:
    """Parameters the user has set."""
    return frozenset(item for item, veld in shown.state.overrides if veld == VELD)
