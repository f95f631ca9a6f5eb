"""Which map of the sun is shown, of which surfaces, and against what."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QWidget

from ui.i18n import Translator
from ui.sun_desk import SunShown
from ui.sun_wishes import AGAINST, LOWEST_DEG, MAP_KINDS, MAP_OP

from .widgets import QuietCombo, note


class SunMapChoice(QWidget):
    """Shows the settings of a SunShown; `settingsRequested` gives a field and its value, `mapRequested` does so for
    what only makes sense with the map in sight."""

    settingsRequested = Signal(str, object)
    mapRequested = Signal(str, object)
    keepRequested = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._sun: SunShown | None = None
        self.kind, self.against, self.lowest = QuietCombo(), QuietCombo(), QuietCombo()
        self.keep, self.kept = QPushButton(), note()
        self.op = {name: QCheckBox() for name in MAP_OP}
        self._labels = {name: QLabel() for name in ("kind", "against", "op", "lowest")}
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        for row, name, part in ((0, "kind", self.kind), (1, "against", self.against), (7, "lowest", self.lowest)):
            grid.addWidget(self._labels[name], row, 0)
            grid.addWidget(part, row, 1, 1, 2)
        grid.addWidget(self.keep, 2, 1, 1, 2)
        grid.addWidget(self.kept, 3, 1, 1, 2)
        grid.addWidget(self._labels["op"], 4, 0)
        for place, box in enumerate(self.op.values()):
            grid.addWidget(box, 4 + place // 2, 1 + place % 2)
        grid.setColumnStretch(2, 1)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self.mapRequested.emit("kind", self.kind.currentData()))
        self.against.currentIndexChanged.connect(
            lambda _: self.mapRequested.emit("against", self.against.currentData())
        )
        self.lowest.currentIndexChanged.connect(
            lambda _: self.settingsRequested.emit("min_hoogte_deg", float(self.lowest.currentData()))
        )
        for box in self.op.values():
            box.toggled.connect(self._ask_op)
        self.keep.clicked.connect(self.keepRequested)

    def _ask_op(self) -> None:
        self.settingsRequested.emit("op", tuple(name for name, box in self.op.items() if box.isChecked()))

    def show_sun(self, sun: SunShown) -> None:
        """Show what is chosen; what does not belong to this map is left out."""
        self._sun, settings, tr = sun, sun.settings, self._tr
        for name, box in self.op.items():
            with QSignalBlocker(box):
                box.setChecked(name in settings.op)
            box.setVisible(settings.kind != "schaduw" and (name != "gevels" or settings.kind == "uren"))
        self._labels["op"].setVisible(settings.kind != "schaduw")
        for part in (self._labels["lowest"], self.lowest):
            part.setVisible(settings.kind != "schaduw")
        for other in (self._labels["against"], self.against, self.keep, self.kept):
            other.setVisible(settings.kind != "uren")
        self.kind.set_choices(tuple((kind, tr(f"sun_map.{kind}")) for kind in MAP_KINDS), settings.kind)
        self.against.set_choices(self._references(sun), settings.against)
        self.lowest.set_choices(tuple((str(d), f"{tr.number(d)}°") for d in LOWEST_DEG), str(settings.min_hoogte_deg))
        self.kept.setText(self._kept_text(sun))

    def _references(self, sun: SunShown) -> tuple[tuple[str, str], ...]:
        """A kept state can be chosen as soon as there is one."""
        names = [name for name in AGAINST if name != "vast" or sun.settings.kept is not None]
        return tuple((name, self._tr(f"sun_against.{name}")) for name in names)

    def _kept_text(self, sun: SunShown) -> str:
        kept = sun.settings.kept
        if kept is None:
            return self._tr("sun.nothing_kept")
        return self._tr("sun.kept", fase=sun.shown.plan.fase(kept.fase).naam)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        tr = self._tr
        for name, label in self._labels.items():
            label.setText(tr(f"sun_choice.{name}"))
        for name, box in self.op.items():
            box.setText(tr(f"sun_on.{name}"))
            box.setToolTip(tr("sun.map_tip"))
        for part in (self._labels["lowest"], self.lowest):
            part.setToolTip(tr("sun.lowest_tip"))
        self.kind.setToolTip(tr("sun.kind_tip"))
        self.against.setToolTip(tr("sun.against_tip"))
        self.keep.setText(tr("sun.keep"))
        self.keep.setToolTip(tr("sun.keep_tip"))
        if self._sun is not None:
            self.show_sun(self._sun)
