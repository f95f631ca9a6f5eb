"""The answer to a question from the room: the sun on what was clicked, to be read from the back row."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTableWidget, QToolButton, QVBoxLayout, QWidget

from massastudie.tijd import ZONE
from ui.i18n import Translator
from ui.sun_desk import SunShown
from ui.sun_probe import Probe

from .sun_clock import clock
from .sun_probe_view import SunProbeView
from .widgets import note, scaled

#: Text is so many times as large as on a desk; the width of the card in that text's heights.
LARGER, WIDE_EM = 1.45, 21
#: A surface with less or more of its points lit than this is not wholly in shade or sun.
SOME, MOST = 0.02, 0.98
MARGIN_PX = 24


class PresentCard(QFrame):
    """Lies over the picture, to the right; shown while something is asked after."""

    closeRequested = Signal()

    def __init__(self, parent: QWidget, tr: Translator) -> None:
        super().__init__(parent)
        self._tr = tr
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.now, self.close_button, self.probe = QLabel(), QToolButton(), SunProbeView(tr)
        self.note = note()
        self.note.setFont(scaled(self.font(), LARGER))
        self.now.setWordWrap(True)
        self.now.setFont(scaled(self.font(), 1.3 * LARGER, bold=True))
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.clicked.connect(self.closeRequested)
        top = QHBoxLayout()
        top.addWidget(self.now, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addWidget(self.probe)
        box.addWidget(self.note)
        self._enlarge()
        self.retranslate()
        self.hide()

    def _enlarge(self) -> None:
        for part in self.probe.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.setFont(scaled(part.font(), LARGER, bold=part.font().bold()))
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys of a clicker stay with the picture
            if isinstance(part, QTableWidget):
                part.verticalHeader().setDefaultSectionSize(part.fontMetrics().height() + 8)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.close_button.setToolTip(self._tr("present.close_tip"))
        self.note.setText(self._tr("present.note"))
        self.probe.retranslate()

    def show_sun(self, sun: SunShown) -> None:
        """Show what is known of the thing asked after."""
        self.probe.show_probe(sun)
        self.now.setText(sentence(sun.probe, sun.shown.state.moment, self._tr) if sun.probe is not None else "…")
        self.fit()

    def fit(self) -> None:
        """To the right of the picture, under the north arrow, as high as it needs."""
        room, em = self.parentWidget().size(), self.now.fontMetrics().height()
        wide = min(WIDE_EM * em, room.width() - 2 * MARGIN_PX)
        top = min(6 * em, room.height() // 4)
        self.layout().activate()
        high = self.layout().totalHeightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(room.width() - wide - MARGIN_PX, top, wide, min(high, room.height() - top - MARGIN_PX))


def sentence(probe: Probe, moment: datetime, tr: Translator) -> str:
    """`21 maart, 14:00: in de zon`, of the moment looked at in the fase looked at."""
    local = moment.astimezone(ZONE)
    when = f"{local.day} {tr.locale.monthName(local.month)}, {clock(local, tr)}"
    if not probe.punten:
        return when
    step_s = probe.wish.dag.stap_min * 60.0
    away = np.abs(probe.moments - moment.timestamp())
    if not len(away) or float(away.min()) > step_s:
        return tr("present.no_sun", moment=when)
    share = float(probe.lit[int(away.argmin())])
    key = "present.shade" if share < SOME else "present.sun" if share > MOST else "present.some"
    return tr(key, moment=when, deel=tr.number(100.0 * share))
