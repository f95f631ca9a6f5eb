"""Something costly that is worked out by a worker of its own while its page is in sight, and again after a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from .main_window import MainWindow
from .shown import How, Shown
from .worker import Job, Worker

#: Worked out when nothing changed for so long, milliseconds.
QUIET_MS = 600


@dataclass(frozen=True)
class Task:
    """What is worked out: `key` of the wishes of now, the `job` for them, `show` an answer (None: none yet), and the
    `name` the status bar says ("": it is so short that the bar keeps still)."""

    key: Callable[[], object]
    job: Callable[[], Job]
    show: Callable[[Any, How], None]
    name: Callable[[], str] = lambda: ""


class OnSight(QObject):
    """One answer, its worker and its timer; lives with the window."""

    def __init__(self, window: MainWindow, task: Task) -> None:
        super().__init__(window)
        self._window, self._task = window, task
        self.worker = Worker(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._start)
        self._seen, self._closed = False, False
        self._have: tuple[object, Any] | None = None
        self._running: object = None
        self._stopped: object = None
        self._connect()

    def _connect(self) -> None:
        worker = self.worker
        self._window.status.follow(worker)
        worker.finished.connect(self._finished)
        worker.failed.connect(self._failed)
        self._window.status.stopRequested.connect(self._stop)
        self._window.closing.connect(self.close)

    # --- what is asked ----------------------------------------------------------------------------------------

    def show_part(self, _shown: Shown) -> None:
        """Something changed: what is worked on for other wishes stops."""
        if self._running is not None and self._running != self._task.key():
            self._drop()
        self._follow()

    def look(self, seen: bool) -> None:
        """Somebody looks, or no more."""
        self._seen = seen and not self._closed
        if not self._seen and self._running is not None:
            self._drop()
        self._follow()

    def again(self) -> None:
        """What the user stopped is worked out after all."""
        self._stopped = None
        self._start()
        self._show()

    def close(self) -> None:
        """The window goes: no timer, no thread left."""
        self._closed, self._running = True, None
        self._timer.stop()
        self.worker.close()

    # --- what follows -----------------------------------------------------------------------------------------

    @property
    def _known(self) -> bool:
        return self._have is not None and self._have[0] == self._task.key()

    def _drop(self) -> None:
        self._running = None
        self.worker.cancel()

    def _follow(self) -> None:
        if self._closed or not self._seen:
            return
        if not self._known and self._running is None and self._stopped != self._task.key():
            self._timer.start()
        self._show()

    def _show(self) -> None:
        stopped = self._stopped is not None and self._stopped == self._task.key()
        how = How.KNOWN if self._known else How.STOPPED if stopped else How.OLD if self._have else How.WORKING
        self._task.show(self._have[1] if self._have is not None else None, how)

    def _start(self) -> None:
        if self._seen and not self._known and self._running is None:
            self._running = self._task.key()
            self.worker.start(self._task.name(), self._task.job())

    def _finished(self, answer: object) -> None:
        self._have, self._running = (self._running, answer), None
        self._follow()

    def _failed(self, sentence: str) -> None:
        self._stopped, self._running = self._running, None
        self._window.status.showMessage(sentence, 8000)
        self._follow()

    def _stop(self) -> None:
        """The user stops it; it does not start again by itself. What is not told cannot be stopped by hand."""
        if self._running is not None and self._window.status.tells(self.worker):
            self._stopped = self._running
            self._drop()
            self._follow()
