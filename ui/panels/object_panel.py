"""Object: the knobs, figures and sources of what is selected."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from massastudie.telling import BLOK_FIGUREN
from ui.controller import Shown
from ui.i18n import Translator

from .figure_rows import SAME_AS, definition_tip
from .object_facts import Facts, KnobValue, facts_of
from .widgets import ClickLabel, QuietCombo, QuietSpin, as_written, heading, note, reset_button, scaled


class KnobRow:
    """Label, number box and the arrow back of one knob."""

    def __init__(self, panel: ObjectPanel, value: KnobValue) -> None:
        self.label, self.spin, self.reset = QLabel(), QuietSpin(), reset_button()
        self.label.setBuddy(self.spin)
        self.veld, self._low = value.knob.veld, value.knob.low
        self._set_up(value)
        self.spin.valueChanged.connect(lambda number: panel.ask_knob(self.veld, self._asked(number)))
        self.reset.clicked.connect(lambda: panel.ask_knob(self.veld, None))

    def _set_up(self, value: KnobValue) -> None:
        knob, spin = value.knob, self.spin
        self._integer = knob.integer
        open_ended = knob.veld == "vrije_hoogte_m"
        spin.setMinimumWidth(112)
        spin.setDecimals(0 if knob.integer else 2)
        spin.setRange(knob.low - knob.step if open_ended else knob.low, knob.high)
        spin.setSingleStep(knob.step)
        spin.setSuffix(f" {knob.eenheid}" if knob.eenheid else "")

    def _asked(self, number: float) -> float | int | None:
        """What the number box means: under the lowest value is "open", which is the plan's own."""
        if number < self._low - 1e-9:
            return None
        return round(number) if self._integer else round(number, 3)

    def show(self, value: KnobValue, tr: Translator) -> None:
        """Show the value; a changed one in bold with its arrow."""
        with QSignalBlocker(self.spin):
            self.spin.setLocale(tr.locale)
            self.spin.setSpecialValueText(tr("object.open_sky") if self.veld == "vrije_hoogte_m" else "")
            self.spin.setValue(self.spin.minimum() if value.value is None else value.value)
        self.label.setText(tr(f"knob.{self.veld}"))
        for part in (self.label, self.spin):
            part.setFont(scaled(self.label.parentWidget().font() if self.label.parentWidget() else part.font(), 1.0,
                                bold=value.changed))  # fmt: skip
            part.setToolTip(tr(f"knob.{self.veld}_tip"))
        self.reset.setVisible(value.changed)
        self.reset.setToolTip(tr("tree.reset_tip"))


class ObjectPanel(QScrollArea):
    """Shows `facts_of` the selection; rebuilt when another thing is selected, else set in place."""

    knobRequested = Signal(str, str, object)
    doorsteekRequested = Signal(str, object)
    figureRequested = Signal(str, object)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: Shown | None = None
        self._facts: Facts | None = None
        self.knobs: dict[str, KnobRow] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build(None)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        if self._shown is not None:
            self._build(facts_of(self._shown, self._tr))
            self._fill()

    def show_part(self, shown: Shown) -> None:
        """Show what is selected."""
        self._shown = shown
        facts = facts_of(shown, self._tr)
        if _shape(facts) != _shape(self._facts):
            self._build(facts)
        self._facts = facts
        self._fill()

    def ask_knob(self, veld: str, value: object) -> None:
        """Ask for another value of a knob; None gives it back."""
        if self._facts is not None:
            self.knobRequested.emit(self._facts.id, veld, value)

    # --- building ---------------------------------------------------------------------------------------------

    def _build(self, facts: Facts | None) -> None:
        self._facts = facts
        self.knobs.clear()
        inner = QWidget()
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(10, 8, 10, 8)
        if facts is None:
            self._box.addWidget(note(self._tr("object.empty")))
        else:
            self._build_head(facts)
            self._build_knobs(facts)
            self._build_figures(facts)
            self._build_sources(facts)
        self._box.addStretch(1)
        self.setWidget(inner)

    def _build_head(self, facts: Facts) -> None:
        title = QLabel(as_written(facts.title))
        title.setFont(scaled(self.font(), 1.25, bold=True))
        title.setWordWrap(True)
        self._box.addWidget(title)
        self._box.addWidget(note(f"{facts.kind} · {facts.id}"))

    def _build_knobs(self, facts: Facts) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, 26)
        for row, value in enumerate(facts.knobs):
            knob = self.knobs[value.knob.veld] = KnobRow(self, value)
            for column, part in enumerate((knob.label, knob.spin, knob.reset)):
                grid.addWidget(part, row, column)
        if facts.fase is not None:
            self._build_fase(grid, len(facts.knobs))
        self._box.addLayout(grid)

    def _build_fase(self, grid: QGridLayout, row: int) -> None:
        self.fase, self._fase_label, self._fase_reset = QuietCombo(), QLabel(), reset_button()
        self._fase_label.setBuddy(self.fase)
        self.fase.setMinimumWidth(112)
        self.fase.activated.connect(lambda: self.ask_knob("fase", self.fase.currentData()))
        self._fase_reset.clicked.connect(lambda: self.ask_knob("fase", None))
        for column, part in enumerate((self._fase_label, self.fase, self._fase_reset)):
            grid.addWidget(part, row, column)

    def _build_figures(self, facts: Facts) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(2)
        self._values: list[QLabel] = []
        for row, (name, _, key) in enumerate(facts.rows):
            label, value = QLabel(name), self._value_label(facts, key)
            value.setWordWrap(True)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            for part in (label, value):
                part.setToolTip(definition_tip(self._tr, key))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self._values.append(value)
        self._box.addSpacing(6)
        self._box.addWidget(heading(self._tr("object.figures")))
        self._box.addLayout(grid)
        if facts.forced:
            self._build_release(facts)

    def _value_label(self, facts: Facts, key: str) -> QLabel:
        """A value; that of a bouwblok tells on a click what it counted."""
        figuur = SAME_AS.get(key, key)
        if facts.opens and figuur in BLOK_FIGUREN:
            label = ClickLabel()
            label.clicked.connect(lambda: self.figureRequested.emit(figuur, facts.id))
            return label
        plain = QLabel()
        plain.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return plain

    def _build_release(self, facts: Facts) -> None:
        button = QToolButton()
        button.setText(f"⚑ {self._tr('tree.release')}")
        button.setObjectName("release")
        button.clicked.connect(lambda: self.doorsteekRequested.emit(facts.id, None))
        self._box.addWidget(button)

    def _build_sources(self, facts: Facts) -> None:
        for key, text in (("object.source", facts.bron), ("object.assumption", facts.aanname)):
            if text:
                self._box.addSpacing(6)
                self._box.addWidget(heading(self._tr(key)))
                self._box.addWidget(note(text))

    # --- filling ----------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        facts = self._facts
        if facts is None or self._shown is None:
            return
        for value in facts.knobs:
            self.knobs[value.knob.veld].show(value, self._tr)
        for label, (_, text, _) in zip(self._values, facts.rows, strict=True):
            label.setText(as_written(text))
        if facts.fase is not None:
            self._fill_fase(facts, self._shown)

    def _fill_fase(self, facts: Facts, shown: Shown) -> None:
        self.fase.set_choices(tuple((f.id, f.naam) for f in shown.plan.fasen), facts.fase)
        for part in (self.fase, self._fase_label):
            part.setFont(scaled(self.font(), 1.0, bold=facts.fase_changed))
        self._fase_label.setText(self._tr("knob.fase"))
        self._fase_reset.setVisible(facts.fase_changed)
        self._fase_reset.setToolTip(self._tr("tree.reset_tip"))


def _shape(facts: Facts | None) -> object:
    """What decides which widgets there are; equal shapes are filled in place, so that a box keeps its focus."""
    if facts is None:
        return None
    names = tuple(name for name, _, _ in facts.rows)
    knobs = tuple(value.knob.veld for value in facts.knobs)
    return facts.id, names, facts.forced, knobs, facts.fase is None, facts.bron, facts.aanname
