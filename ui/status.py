"""The status bar: what is selected, where the cursor is, what is being worked on (with a way to stop it)."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from ui.controller import Shown, bouwlagen_of
from ui.i18n import Translator
from ui.panels.object_facts import find_lichaam, title_of
from ui.panels.widgets import ElidedLabel
from ui.worker import Worker

#: How long what was written is told, milliseconds.
WRITTEN_MS = 60_000


class StatusLine(QStatusBar):
    """Selection to the left, RD coordinates and the running job to the right."""

    stopRequested = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: Shown | None = None
        self._hovered = ""
        self._told_as: dict[QObject, Callable[[str], str]] = {}
        self._jobs: dict[QObject, tuple[str, int, int]] = {}
        self.selection, self.place = ElidedLabel(), QLabel()
        self.written = QLabel()
        self.written.setTextFormat(Qt.TextFormat.RichText)
        self.written.linkActivated.connect(lambda link: QDesktopServices.openUrl(QUrl(link)))
        self._written_gone = QTimer(self, singleShot=True, interval=WRITTEN_MS)
        self._written_gone.timeout.connect(self.written.hide)
        self.written.hide()
        self.job, self.progress, self.stop = QLabel(), QProgressBar(), QToolButton()
        self.progress.setFixedWidth(120)
        self.progress.setTextVisible(False)
        self.stop.setText("✕")
        self.stop.setAutoRaise(True)
        self.stop.clicked.connect(self.stopRequested)
        self.addWidget(self.selection, 1)
        for part in (self.written, self.place, self.job, self.progress, self.stop):
            self.addPermanentWidget(part)
        self._show_job()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.stop.setToolTip(self._tr("status.stop"))
        self.stop.setAccessibleName(self._tr("status.stop"))
        if self._shown is not None:
            self.show_part(self._shown)

    def show_part(self, shown: Shown) -> None:
        """Name what is selected."""
        self._shown = shown
        item = shown.state.selectie or self._hovered
        self.selection.setText(describe(shown, item, self._tr) if item else self._tr("status.hint"))

    def show_hovered(self, item: str) -> None:
        """Name what the cursor points at, as long as nothing is selected."""
        self._hovered = item
        if self._shown is not None:
            self.show_part(self._shown)

    def show_place(self, x_m: float, y_m: float) -> None:
        """RD coordinates of the ground under the cursor, given in the local frame."""
        if self._shown is None:
            return
        east, north = self._shown.plan.oorsprong
        self.place.setText(f"RD {self._tr.number(east + x_m)}  {self._tr.number(north + y_m)}")

    def tell_written(self, text: str, folder: Path) -> None:
        """Say for a while what was written, with a link that opens the folder."""
        link = QUrl.fromLocalFile(str(folder.resolve())).toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.written.setText(f"{escape(text)} &nbsp;<a href='{escape(link)}'>{escape(self._tr('order.folder'))}</a>")
        self.written.show()
        self._written_gone.start()

    # --- jobs: several workers tell theirs here, each by its own signals ---------------------------------------

    def follow(self, worker: Worker, told_as: Callable[[str], str] = str) -> None:
        """Tell the jobs of this worker. `told_as` turns the name of a job into words; none: it is not told."""
        self._told_as[worker] = told_as
        worker.started.connect(self._begin_job)
        worker.progressed.connect(self._show_progress)
        for ended in (worker.finished, worker.failed, worker.stopped):
            ended.connect(self._end_job)

    def tells(self, worker: Worker) -> bool:
        """Whether a job of this worker is told now, and so can be stopped by hand."""
        return worker in self._jobs

    def _begin_job(self, name: str) -> None:
        """The worker that sends this has started something; the job that started last is told."""
        worker = self.sender()
        self._jobs.pop(worker, None)
        if words := self._told_as[worker](name):
            self._jobs[worker] = (words, 0, 0)
        self._show_job()

    def _show_progress(self, done: int, total: int) -> None:
        """How far the job of the worker that sends this is."""
        if self.sender() in self._jobs:
            name, *_ = self._jobs[self.sender()]
            self._jobs[self.sender()] = (name, done, total)
            self._show_job()

    def _end_job(self) -> None:
        """The worker that sends this has nothing to do any more; what another works on is told again."""
        self._jobs.pop(self.sender(), None)
        self._show_job()

    def _show_job(self) -> None:
        name, done, total = next(reversed(self._jobs.values()), ("", 0, 0))
        self.job.setText(name)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        for part in (self.job, self.progress, self.stop):
            part.setVisible(bool(self._jobs))


def describe(shown: Shown, item: str, tr: Translator) -> str:
    """One line about a thing: name, storeys, height, `aanname`."""
    lichaam = find_lichaam(shown, item)
    parts = [title_of(shown, item)]
    lagen = bouwlagen_of(shown, item)
    if lichaam is not None:
        parts += [tr.storeys(lichaam.bouwlagen), tr.length(lichaam.hoogte_m)]
    elif lagen is not None:
        parts.append(tr.storeys(lagen))
    herkomst = getattr(shown.plan.by_id.get(item), "herkomst", None)
    if (herkomst.aanname if herkomst else lichaam.aanname if lichaam else None) is not None:
        parts.append(tr("status.assumption"))
    return " · ".join(parts)
