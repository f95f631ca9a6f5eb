"""Below two pictures: what is compared with, and how the figures and the sun differ."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from massastudie.plan import Functie
from ui.compare import BESTAAND, KEPT, VORIGE, Compared, SunCompared
from ui.i18n import Translator

from .figure_rows import DWELLINGS, GREEN, PARKING, TOTAL, Row, definition_of, definition_tip, functie_row, star
from .figure_rows import FRONTS as FRONT_ROWS
from .widgets import QuietCombo, scaled

#: Figures told, in this order.
ROWS: tuple[Row, ...] = (
    TOTAL, DWELLINGS[0], functie_row(Functie.WONEN), functie_row(Functie.WINKEL), functie_row(Functie.HORECA),
    *FRONT_ROWS, *GREEN[:3], PARKING[0],
)  # fmt: skip
#: A cell is at least so many times as wide as the text is high.
CELL_EM = 12.5


class CompareStrip(QFrame):
    """Asks for another reference (`referenceRequested`), the other picture (`flipRequested`), the line in the middle
    (`wipeRequested`), or the end (`closeRequested`)."""

    referenceRequested = Signal(str)
    flipRequested = Signal()
    wipeRequested = Signal()
    closeRequested = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._compared: Compared | None = None
        self._sun: SunCompared | None = None
        self.setAutoFillBackground(True)
        self.name, self.reference = QLabel(), QuietCombo()
        self.flip, self.wipe, self.close_button = QToolButton(), QToolButton(), QToolButton()
        self.cells = {name: QLabel(self) for name in (*(row.figuur for row in ROWS), "zon", "zon_m2")}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(2)
        self._lay_out()
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name)
        self.reference.setMinimumContentsLength(24)
        top.addWidget(self.reference)
        top.addStretch(1)
        for button, asked in (
            (self.flip, self.flipRequested), (self.wipe, self.wipeRequested), (self.close_button, self.closeRequested),
        ):  # fmt: skip
            button.setAutoRaise(True)
            button.clicked.connect(asked)
            top.addWidget(button)
        self.reference.activated.connect(lambda _: self.referenceRequested.emit(self.reference.currentData()))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 8, 6)
        box.addLayout(top)
        box.addLayout(self._grid)
        for cell in self.cells.values():
            cell.setTextFormat(Qt.TextFormat.RichText)
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: rich text holds the colours it was written in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._compared is not None:
            self._fill(self._compared, self._sun)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit."""
        super().resizeEvent(event)
        columns = max(2, int(self.width() / (CELL_EM * self.fontMetrics().height())))
        for place, cell in enumerate(self.cells.values()):
            self._grid.addWidget(cell, place // columns, place % columns)
        for column in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def set_large(self, factor: float) -> None:
        """Text so many times as large as on a desk; before an audience the keys of a clicker stay with the picture."""
        self.setFont(scaled(QApplication.font(), factor))
        policy = Qt.FocusPolicy.StrongFocus if factor == 1.0 else Qt.FocusPolicy.NoFocus
        for part in (self.reference, self.flip, self.wipe, self.close_button):
            part.setFocusPolicy(policy)

    def set_choices(self, kept: Iterable[str], current: str) -> None:
        """What can be compared with: what stands today, the fase before, the states kept."""
        choices = [(BESTAAND, self._tr("compare.bestaand")), (VORIGE, self._tr("compare.vorige"))]
        choices += [(KEPT + naam, naam) for naam in kept]
        self.reference.set_choices(tuple(choices), current)

    def show_compared(self, compared: Compared | None, sun: SunCompared | None = None) -> None:
        """Tell how these two differ; None: nothing is compared."""
        before = (self._compared, self._sun)
        self._compared, self._sun = compared, sun
        self.setVisible(compared is not None)
        if compared is not None and not _same_figures(before, (compared, sun)):
            self._fill(compared, sun)

    def _fill(self, compared: Compared, sun: SunCompared | None) -> None:
        for row in ROWS:
            values = [row.value(part.kern) for part in (compared.before, compared.now)]
            self._put(row.figuur, self._named(row), values, row.decimals)
            self.cells[row.figuur].setToolTip(definition_tip(self._tr, row.figuur))
        total = sun.totaal if sun is not None else None
        hours: list[float | None] = [None, None]
        if total is not None:
            hours = [total.voor_min / 60.0, total.na_min / 60.0]
        self._put("zon", self._tr("compare.sun"), hours, 1)
        self._put_ground("zon_m2", (total.minder_m2, total.meer_m2) if total is not None else None)
        for name in ("zon", "zon_m2"):
            self.cells[name].setToolTip(self._tr("compare.sun_tip"))

    def _named(self, row: Row) -> str:
        """Name of a figure with its unit and the mark of an assumption."""
        text, found = self._tr(row.text), definition_of(row.figuur)
        unit = f", {found.eenheid}" if found is not None and found.eenheid and found.eenheid not in text else ""
        return text + unit + star(row.figuur)

    def _put(self, name: str, text: str, values: list[float | None], decimals: int) -> None:
        tr, (before, now) = self._tr, values
        if before is None or now is None:
            told, change = tr("figures.unknown") if name != "zon" else "…", ""
        else:
            told = f"{tr.number(before, decimals)} → {tr.number(now, decimals)}".replace("-", "−")
            change = tr.change(now - before, decimals)
        self._write(name, text, change, told)

    def _put_ground(self, name: str, ground: tuple[float, float] | None) -> None:
        tr = self._tr
        told = "…" if ground is None else tr("compare.ground", minder=tr.number(ground[0]), meer=tr.number(ground[1]))
        self._write(name, tr("compare.ground_name"), told, "")

    def _write(self, name: str, text: str, change: str, told: str) -> None:
        soft = f"color:{self._soft()}"
        self.cells[name].setText(
            f"<span style='{soft}'>{escape(text)}</span><br><b>{escape(change)}</b>&nbsp; "
            f"<span style='{soft}'>{escape(told)}</span>"
        )

    def _soft(self) -> str:
        """The colour of text halfway to its ground: rich text knows no transparency."""
        ink, ground = (self.palette().color(r) for r in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window))
        pairs = ((ink.red(), ground.red()), (ink.green(), ground.green()), (ink.blue(), ground.blue()))
        return QColor(*((2 * a + b) // 3 for a, b in pairs)).name()

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        tr = self._tr
        self.name.setText(tr("compare.name"))
        self.reference.setAccessibleName(tr("compare.name"))
        for button, text in ((self.flip, "flip"), (self.wipe, "wipe"), (self.close_button, "close")):
            button.setText(tr(f"compare.{text}"))
            button.setToolTip(tr(f"compare.{text}_tip"))
        if self._compared is not None:
            self._fill(self._compared, self._sun)


def _same_figures(one: tuple[Compared | None, SunCompared | None], two: tuple[Compared, SunCompared | None]) -> bool:
    """Whether the same figures are told: while the sun is dragged nothing here changes."""
    first, second = one[0], two[0]
    if first is None or one[1] is not two[1]:
        return False
    return first.before.kern is second.before.kern and first.now.kern is second.now.kern
