"""Asks which surroundings are to be fetched: service, how far, where it is; tells the area and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from massastudie.errors import MassastudieError
from massastudie.plan import Plan
from massastudie.tijd import ZONE
from modellen.live.cache import cache_folder, kept_since
from modellen.live.fetch import PATIENT, ROUND_LEAST_M, ROUND_M, ROUND_MOST_M, box_round, tiles
from modellen.live.services import service

from .i18n import Translator
from .live_job import LiveOrder
from .panels.form_dialog import FormDialog
from .panels.widgets import QuietCombo, QuietSpin
from .settings import Settings

#: Rest after a change before the disk is looked at.
PAUSE_MS = 250


class LiveDialog(FormDialog):
    """Calls `use` with the order when it is accepted; the address is remembered per service."""

    def __init__(
        self, parent: QWidget | None, tr: Translator, settings: Settings, plan: Plan, use: Callable[[LiveOrder], None]
    ) -> None:
        super().__init__(parent, tr, tr("live.title"), tr("live.go"))
        self._tr, self._settings, self._plan, self._use = tr, settings, plan, use
        self.service, self.reach, self.address = QuietCombo(), QuietSpin(), QLineEdit()
        self.fresh, self.replaces = QCheckBox(tr("live.fresh")), QCheckBox(tr("live.replaces"))
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._tell_kept)
        self._fill()
        self._lay_out()
        self._show_service()

    def _fill(self) -> None:
        for name, text in (("3dbag", self._tr("live.bag_3d")), ("bag", self._tr("live.bag"))):
            self.service.addItem(text, name)
        self.reach.setRange(ROUND_LEAST_M, ROUND_MOST_M)
        self.reach.setLocale(self._tr.locale)
        self.reach.setDecimals(0)
        self.reach.setSingleStep(50.0)
        self.reach.setSuffix(" m")
        self.reach.setValue(ROUND_M)
        self.replaces.setChecked(True)
        self.service.currentIndexChanged.connect(self._show_service)
        self.reach.valueChanged.connect(self._tell)
        self.address.textChanged.connect(self._tell)

    def _lay_out(self) -> None:
        self.form.addRow(self._tr("live.service"), self.service)
        self.form.addRow(self._tr("live.reach"), self.reach)
        self.form.addRow(self._tr("live.address"), self.address)
        self.lay_out(self.replaces, self.fresh)
        self.setMinimumWidth(480)
        self.accepted.connect(self._go_on)

    def _show_service(self) -> None:
        name = self.service.currentData()
        self.address.setPlaceholderText(service(name).adres)
        self.address.setText(self._settings.address(name))
        self._tell()

    def _tell(self) -> None:
        """The area, its tiles and the attribution; what of it is on disk is told after a rest."""
        self._timer.stop()
        box = box_round(self._plan, self.reach.value())
        parts = tiles(box, PATIENT.tile_m)
        try:
            source = service(self.service.currentData(), self.address.text().strip() or None)
        except MassastudieError as error:
            self.told.setText(str(error))
            self.go.setEnabled(False)
            return
        many = len(parts) > PATIENT.tiles
        self.go.setEnabled(not many)
        lines = [self._tr("live.area", w=round(box[2] - box[0]), h=round(box[3] - box[1]), n=len(parts))]
        lines += [self._tr("live.too_large", n=PATIENT.tiles)] if many else []
        self._asked = (source, parts, lines)
        self._show_told("")
        if not many:
            self._timer.start()

    def _tell_kept(self) -> None:
        """The same with what of it is on disk, and from when."""
        source, parts, _ = self._asked
        kept, since = kept_since(cache_folder(), source, parts)
        if since is not None:
            day = f"{since.astimezone(ZONE):%d-%m-%Y}"
            self._show_told(self._tr("live.kept", n=kept, total=len(parts), day=day))

    def _show_told(self, kept: str) -> None:
        source, _, lines = self._asked
        self.told.setText("\n".join([*lines, *filter(None, [kept]), self._tr("live.source", text=source.vermelding)]))

    def order(self) -> LiveOrder:
        """What is asked for now."""
        return LiveOrder(self.service.currentData(), self.address.text().strip() or None, self.reach.value(),
                         self.fresh.isChecked(), self.replaces.isChecked())  # fmt: skip

    def _go_on(self) -> None:
        order = self.order()
        self._settings.set_address(order.dienst, order.adres or "")
        self._use(order)
