"""Connects the sensitivity: worked out by a worker of its own while its page is in sight, again after a change."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from massastudie.bezonning import Dag, is_ready
from massastudie.gevoeligheid import Gevoeligheid, gevoeligheid
from massastudie.tijd import ZONE

from .controller import Controller
from .main_window import MainWindow
from .panels.sensitivity_panel import KNOWN, OLD, STOPPED, WORKING
from .shown import Shown
from .worker import Worker

#: Worked out when nothing changed for so long, milliseconds.
QUIET_MS = 600
#: Minutes between two moments of the day: each weighs the same in every change.
STEP_MIN = 5.0


class SensitivityParts(QObject):
    """Worker and timer of one window; lives with the window."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self.worker = Worker(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._start)
        self._seen, self._closed = False, False
        self._have: tuple[object, Gevoeligheid] | None = None
        self._running: object = None
        self._stopped: object = None
        self._connect()

    def _connect(self) -> None:
        worker, window = self.worker, self._window
        panel, status = window.figures_tab.sensitivity, window.status
        worker.started.connect(status.begin_job)
        worker.progressed.connect(status.show_progress)
        for ended in (worker.finished, worker.failed, worker.stopped):
            ended.connect(status.end_job)
        worker.finished.connect(self._finished)
        worker.failed.connect(self._failed)
        status.stopRequested.connect(self._stop)
        panel.seen.connect(self._look)
        panel.againRequested.connect(self._again)
        panel.selectRequested.connect(self._select)
        window.closing.connect(self.close)

    def show_part(self, _shown: Shown) -> None:
        """Something changed: what is worked on for other wishes stops."""
        if self._running is not None and self._running != self._key():
            self.worker.cancel()
            self._running = None
        self._follow()

    def _look(self, seen: bool) -> None:
        self._seen = seen and not self._closed
        if not self._seen and self._running is not None:
            self.worker.cancel()
            self._running = None
        self._follow()

    def _follow(self) -> None:
        if self._closed or not self._seen:
            return
        if not self._known and self._running is None and self._stopped != self._key():
            self._timer.start()
        self._show()

    def _show(self) -> None:
        how = KNOWN if self._known else STOPPED if self._stopped == self._key() else OLD if self._have else WORKING
        found = self._have[1] if self._have is not None else None
        self._window.figures_tab.sensitivity.show_result(self._controller.plan, found, how)

    @property
    def _known(self) -> bool:
        return self._have is not None and self._have[0] == self._key()

    def _key(self) -> tuple[object, ...]:
        return self._controller.plan, self._controller.state.figures_key, self._dag()

    def _dag(self) -> Dag:
        state, settings = self._controller.state, self._window.sun_parts.desk.settings
        return Dag(state.moment.astimezone(ZONE).date(), STEP_MIN, settings.min_hoogte_deg)

    def _start(self) -> None:
        if self._seen and not self._known and self._running is None:
            self._running = self._key()
            job = gevoeligheid(self._controller.plan, self._controller.state, self._dag())
            name = "sensitivity.job" if is_ready() else "sun_job.preparing"
            self.worker.start(self._window.tr_(name), job)

    def _finished(self, found: Gevoeligheid) -> None:
        self._have, self._running = (self._running, found), None
        self._follow()

    def _failed(self, sentence: str) -> None:
        self._stopped, self._running = self._running, None
        self._window.status.showMessage(sentence, 8000)
        self._follow()

    def _stop(self) -> None:
        """The user stops it; it does not start again by itself."""
        if self._running is not None:
            self._stopped, self._running = self._running, None
            self.worker.cancel()
            self._follow()

    def _again(self) -> None:
        self._stopped = None
        self._start()
        self._show()

    def _select(self, item: str) -> None:
        self._controller.select(item)
        self._window.spotlight.fly()

    def close(self) -> None:
        """The window goes: no timer, no thread left."""
        self._closed, self._running = True, None
        self._timer.stop()
        self.worker.close()
