"""Gevoeligheid: what each accent and each extra bouwlaag brings, and what it costs in sun on the hoven."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from massastudie.gevoeligheid import Gevoeligheid, Winst
from massastudie.plan import Plan
from ui.i18n import Translator
from ui.shown import How

from .part_table import Part, PartTable
from .tree_rows import short_name
from .widgets import ScrollPanel, heading, note


class SensitivityPanel(ScrollPanel):
    """Shows a Gevoeligheid. `seen` tells whether anyone looks, `selectRequested` which thing is clicked."""

    selectRequested = Signal(str)
    againRequested = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._last: tuple[Plan, Gevoeligheid | None, How] | None = None
        self.title, self.about, self.told = heading(), note(), QLabel()
        self.again, self.table = QPushButton(), PartTable(4)
        self.again.clicked.connect(self.againRequested)
        self.table.picked.connect(lambda items: self.selectRequested.emit(items[0]))
        self.told.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        row.addWidget(self.again)
        self.put_inside(self.title, self.about, row, self.table)
        self.retranslate()

    def show_result(self, plan: Plan, found: Gevoeligheid | None, how: How) -> None:
        """Show this list; `how` says whether it is known, being worked out, old, or stopped."""
        self._last = (plan, found, how)
        tr = self._tr
        self.told.setText("" if how is How.KNOWN else tr(f"sensitivity.{how}"))
        self.told.setVisible(how is not How.KNOWN)
        self.again.setVisible(how is How.STOPPED)
        self.table.setVisible(found is not None and bool(found.regels))
        self.table.setEnabled(how is How.KNOWN)
        if found is None:
            self.title.setText(tr("sensitivity.title"))
            return
        self.title.setText(f"{tr('sensitivity.title')} · {plan.fase(found.fase).naam}")
        if not found.regels:
            self.told.setText(tr("sensitivity.empty"))
            self.told.setVisible(True)
        self._fill(plan, found)

    def _fill(self, plan: Plan, found: Gevoeligheid) -> None:
        tr, day = self._tr, found.dag.dag
        heads = (tr("sensitivity.change"), "BVO, m²", tr("figures.homes"), tr("sensitivity.cost"))
        self.table.show_parts(heads, (self._part(plan, row) for row in found.regels))
        for number, row in enumerate(found.regels):
            for column in range(self.table.columnCount()):
                self.table.item(number, column).setToolTip(self._tip(plan, row))
        date = tr.locale.toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
        ground = "" if plan.terrein is None else f" {tr('sun.ground')}"
        self.about.setText(tr("sensitivity.about", dag=date, m2=tr.area(found.hof_m2)) + ground)

    def _part(self, plan: Plan, row: Winst) -> Part:
        tr = self._tr
        # A cost of less than half a tenth of a minute is told as none, not as 0,0.
        cost = tr.change(60 * row.verlies_h, 1).removeprefix("+")
        blok = short_name(str(getattr(plan.by_id.get(row.blok), "naam", row.blok)))
        name = f"{blok} · {tr(f'sensitivity.{row.soort}')}"
        return name, (tr.change(row.bvo_m2), tr.change(row.woningen), cost), (row.id,)

    def _tip(self, plan: Plan, row: Winst) -> str:
        tr = self._tr
        lines = [f"<b>{escape(row.naam)}</b>"]
        if row.zwaarst is None:
            lines.append(tr("sensitivity.no_hof"))
        else:
            hof = str(getattr(plan.by_id.get(row.zwaarst), "naam", row.zwaarst))
            lines.append(tr("sensitivity.worst", hof=escape(hof), minuten=tr.number(60 * row.zwaarst_h, 1)))
        return "<p>" + "<br>".join(lines) + "</p>"

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.title.setText(self._tr("sensitivity.title"))
        self.again.setText(self._tr("sun.again"))
        if self._last is not None:
            self.show_result(*self._last)
