"""The run-down of the programme: what the plan brings, fase by fase, towards the targets of the whole inner city."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from massastudie.verloop import Stap, Verloop, verloop
from ui.controller import Shown
from ui.i18n import Translator
from ui.style import PLINT
from ui.theme import readable

from .plot import Plot
from .widgets import heading, note, scaled

HEIGHT = 120


class ProgrammeChart(QWidget):
    """A stepped line per target with the target beside it; a target the plan has no number for says so."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.rows: dict[str, TargetRow] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_part(self, shown: Shown) -> None:
        """Show the run-down under these wishes."""
        found = verloop(shown.plan, shown.state)
        if list(self.rows) != [v.streefgetal.id for v in found]:
            self._make_rows(found)
        for one in found:
            self.rows[one.streefgetal.id].show_verloop(one, shown)

    def _make_rows(self, found: tuple[Verloop, ...]) -> None:
        for row in self.rows.values():
            self._box.removeWidget(row)
            row.deleteLater()
        self.rows = {v.streefgetal.id: TargetRow(self._tr) for v in found}
        for row in self.rows.values():
            self._box.addWidget(row)


class TargetRow(QWidget):
    """One target: what it is, the chart, and what share of it this plan does."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.title, self.chart, self.told = heading(), StepChart(tr), note()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 4)
        for part in (self.title, self.chart, self.told):
            box.addWidget(part)

    def show_verloop(self, one: Verloop, shown: Shown) -> None:
        """Show this target."""
        tr, doel = self._tr, one.streefgetal
        self.title.setText(f"{doel.naam} ({doel.eenheid})")
        self.title.setToolTip(f"<p>“{escape(doel.citaat)}”</p><p>{escape(doel.bron)}</p>")
        here = next(s for s in one.stappen if s.fase == shown.state.fase)
        self.told.setText(told_text(one, here, tr))
        self.chart.setVisible(one.reden is None)
        if one.reden is None:
            self.chart.build()
            self.chart.show_verloop(one, shown)


def told_text(one: Verloop, here: Stap, tr: Translator) -> str:
    """What this plan does for the target in the fase shown, or why that is not known."""
    doel = one.streefgetal
    begin, goal = tr.number(doel.begin or 0.0), tr.number(doel.waarde)
    year = f" ({doel.doel_jaar})" if doel.doel_jaar is not None else ""
    task = tr("programme.task", begin=begin, doel=goal + year)
    if here.bijdrage is None or here.aandeel is None:
        return f"{task} {tr('programme.unknown')}: {one.reden}."
    share = tr.number(100 * here.aandeel)
    return f"{task} {tr('programme.share', bijdrage=tr.change(here.bijdrage), deel=share)}"


class StepChart(Plot):
    """A stepped line over the fasen from the start, with the target as a dashed line."""

    def __init__(self, tr: Translator) -> None:
        super().__init__(tr, HEIGHT)
        self._one: Verloop | None = None

    def show_verloop(self, one: Verloop, shown: Shown) -> None:
        """Draw this run-down, a moment later."""
        self._one = one
        self.show_part(shown)
        if self._drawn is None:
            self.draw_now()

    def draw(self, shown: Shown) -> None:
        """The line, the target, the fase shown."""
        if self._one is None:
            return
        import pyqtgraph

        values = [s.waarde or 0.0 for s in self._one.stappen]
        goal, count = self._one.streefgetal.waarde, len(values)
        edges = [n - 0.5 for n in range(count + 1)]
        self._plot.plot(edges, values, stepMode="center", pen=pyqtgraph.mkPen(PLINT, width=2.5))
        place = shown.plan.fase_index[shown.state.fase]
        self._plot.plot([place - 0.5, place + 0.5], [values[place]] * 2, pen=pyqtgraph.mkPen(PLINT, width=6))
        line = pyqtgraph.InfiniteLine(
            pos=goal, angle=0,
            pen=pyqtgraph.mkPen(self.ink(QPalette.ColorRole.WindowText), width=1, style=Qt.PenStyle.DashLine),
        )  # fmt: skip
        self._plot.addItem(line)
        self._text(self._tr("programme.goal", doel=self._tr.number(goal)), -0.5, goal, (0.0, 1.0), self.ink())
        ink = readable(PLINT, self.ink(QPalette.ColorRole.Window))
        self._text(self._tr.number(values[place]), place, values[place], (0.5, 1.0), ink)
        self._axes(shown, min(0.0, *values), 1.22 * max(goal, *values))

    def _text(self, text: str, x: float, y: float, anchor: tuple[float, float], colour: QColor) -> None:
        import pyqtgraph

        label = pyqtgraph.TextItem(text, color=colour, anchor=anchor)
        label.setFont(scaled(self.font(), 0.85))
        self._plot.addItem(label)
        label.setPos(x, y)

    def _axes(self, shown: Shown, low: float, high: float) -> None:
        ticks = [(n, str(f.tot_jaar or f.jaren)) for n, f in enumerate(shown.plan.fasen)]
        self.dress_axis("bottom").setTicks([ticks])
        left = self.dress_axis("left")
        left.setTicks([[(v, self._tr.number(v)) for v in (0.0, high / 2.44, high / 1.22)]])
        self._plot.setXRange(-0.5, len(ticks) - 0.5, padding=0.01)
        self._plot.setYRange(low, high, padding=0)
