"""The walking network of the fase: length, crossings, connections, the largest block, and the walks the plan names."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from massastudie.loopnet import Loopnet
from ui.i18n import Translator
from ui.shown import How, Shown

from .part_table import Part, PartTable
from .widgets import note

#: Figures of a Loopnet in order.
FIGURES = ("lengte_m", "kruisingen", "verbindingen", "doorsteken", "grootste_omtrek_m")


class NetworkTable(QWidget):
    """Shows the network of every fase: now, against the fase before, against today."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._last: tuple[Shown, tuple[Loopnet, ...] | None, How] | None = None
        self.table, self.walks, self.told = PartTable(4), PartTable(3), note()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.table, self.walks, self.told):
            box.addWidget(part)

    def show_networks(self, shown: Shown, found: tuple[Loopnet, ...] | None, how: How) -> None:
        """Show these; `how` says whether they are of what is shown."""
        self._last = (shown, found, how)
        tr = self._tr
        self.told.setText(tr("network.about") if how is How.KNOWN else tr(f"sensitivity.{how}"))
        for table in (self.table, self.walks):
            table.setVisible(found is not None)
            table.setEnabled(how is How.KNOWN)
        if found is None or len(found) != len(shown.plan.fasen):
            return
        place = shown.plan.fase_index[shown.state.fase]
        now, before, today = found[place], found[max(place - 1, 0)], found[0]
        since = tr("figures.vs_today", jaren=shown.plan.fasen[0].jaren or shown.plan.fasen[0].naam)
        heads = (tr("network.title"), tr("network.now"), tr("figures.vs_before"), since)
        self.table.show_parts(heads, (self._part(name, now, before, today) for name in FIGURES))
        self.walks.show_parts((tr("network.walk"), tr("network.metres"), since), self._walks(now, today))

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        if self._last is not None:
            self.show_networks(*self._last)

    def _part(self, name: str, now: Loopnet, before: Loopnet, today: Loopnet) -> Part:
        values = [getattr(net, name) for net in (now, before, today)]
        numbers = (self._number(values[0]), self._change(values[0], values[1]), self._change(values[0], values[2]))
        return self._tr(f"network.{name}"), numbers, ()

    def _walks(self, now: Loopnet, today: Loopnet) -> list[Part]:
        before = {walk.route: walk.lengte_m for walk in today.afstanden}
        return [
            (walk.naam, (self._number(walk.lengte_m), self._change(walk.lengte_m, before.get(walk.route))), ())
            for walk in now.afstanden
        ]

    def _number(self, value: float | None) -> str:
        return self._tr("network.no_way") if value is None else self._tr.number(value)

    def _change(self, now: float | None, then: float | None) -> str:
        return "" if now is None or then is None else self._tr.change(now - then)
