"""Where a file without a coordinate system lies: RD point, turn and unit, by number or by dragging it on the map."""

from __future__ import annotations

from math import cos, radians, sin

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from massastudie.context import Context, Plaatsing
from massastudie.georef import RD_EXTENT
from modellen.context.hand import UNITS, likely_units, size_of
from ui.i18n import Translator

from .widgets import QuietCombo, QuietSpin


class PlaceChoice(QWidget):
    """`changed` tells that the place is another one. The point is that of the middle of the drawing, round which it
    turns; `plaats` gives the one of its own (0, 0)."""

    changed = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._middle, self._unit_m, self._raw = (0.0, 0.0), 1.0, 0.0
        self.east, self.north, self.turn, self.unit = QuietSpin(), QuietSpin(), QuietSpin(), QuietCombo()
        self.told = QLabel()
        self.told.setWordWrap(True)
        x0, y0, x1, y1 = RD_EXTENT
        for spin, low, high, sign in (
            (self.east, x0, x1, " m"),
            (self.north, y0, y1, " m"),
            (self.turn, -360.0, 360.0, "°"),
        ):
            spin.setLocale(tr.locale)
            spin.setRange(low, high)
            spin.setDecimals(2)
            spin.setSuffix(sign)
            spin.valueChanged.connect(self._tell)
        self.unit.activated.connect(self._tell)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for key, field in (
            ("context.x", self.east), ("context.y", self.north),
            ("context.turn", self.turn), ("context.unit", self.unit),
        ):  # fmt: skip
            form.addRow(tr(key), field)
        form.addRow(self.told)

    def show_file(self, found: Context, x_m: float, y_m: float) -> None:
        """Begin with the middle of this file on an RD point, in its likeliest unit."""
        half = len(found.bbox) // 2
        x, y = ((found.bbox[i] + found.bbox[half + i]) / 2 for i in (0, 1))
        self._middle = x, y
        self._unit_m, self._raw = found.eenheid_m, size_of(found) / found.eenheid_m
        likely = likely_units(found)
        names = (*likely, *(name for name in UNITS if name not in likely))
        self.unit.set_choices(tuple((name, self._unit_text(name)) for name in names), names[0])
        self.east.setValue(x_m)
        self.north.setValue(y_m)
        self._tell()

    def _unit_text(self, name: str) -> str:
        size = self._tr.locale.toString(self._raw * UNITS[name], "f", 1)
        return self._tr("context.unit_size", unit=name, size=size)

    @property
    def scale(self) -> float:
        """What the lengths that were read are multiplied by."""
        return UNITS[str(self.unit.currentData())] / self._unit_m

    def plaats(self) -> Plaatsing:
        """The place chosen now."""
        c, s = cos(radians(self.turn.value())), sin(radians(self.turn.value()))
        x, y = (self.scale * v for v in self._middle)
        return Plaatsing(
            self.east.value() - (c * x - s * y), self.north.value() - (s * x + c * y), self.turn.value(),
            UNITS[str(self.unit.currentData())],
        )  # fmt: skip

    def move_by(self, x_m: float, y_m: float) -> None:
        """It was dragged this far."""
        self.east.setValue(self.east.value() + x_m)
        self.north.setValue(self.north.value() + y_m)

    def _tell(self) -> None:
        doubted = UNITS[str(self.unit.currentData())] != self._unit_m
        self.told.setText(self._tr("context.unit_doubted") if doubted else self._tr("context.drag"))
        self.changed.emit()
