"""Connects the rules: the desk to a worker of its own, the panel to the controller, the count to the tab."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from .controller import Controller
from .main_window import MainWindow
from .toets_desk import ToetsDesk, ToetsShown
from .worker import Worker

#: The rules are tested when nothing changed for so long, milliseconds: after the maps of the sun.
QUIET_MS = 900


class ToetsParts(QObject):
    """Desk, worker and timer of one window; lives with the window."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self.worker = Worker(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self.desk = ToetsDesk(self.worker, self._timer.start)
        self._timer.timeout.connect(self.desk.run_waiting)
        self.desk.connect(self._show)
        self._connect()

    def _connect(self) -> None:
        worker, panel, status = self.worker, self._window.toets, self._window.status
        status.follow(worker, self._told_as)
        worker.finished.connect(self.desk.finished)
        worker.failed.connect(self.desk.fail)
        status.stopRequested.connect(self.desk.stop)
        panel.sunRequested.connect(self.desk.count_sun)
        panel.faseRequested.connect(self._controller.set_fase)
        self._window.closing.connect(self.close)

    def _told_as(self, name: str) -> str:
        """Only what the user asked for is told: the quick test after every change would blink."""
        return self._window.tr_("toets.sun_job") if name == "toets_sun" else ""

    def _show(self, toets: ToetsShown) -> None:
        self._window.toets.show_toets(toets)
        self._window.show_failing(None if toets.old else toets.failing)
        self._window.spotlight.update()

    def close(self) -> None:
        """The window goes: no timer, no thread left."""
        self.desk.close()
        self._timer.stop()
        self.worker.close()
