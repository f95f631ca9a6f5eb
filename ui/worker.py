"""Runs a generator off the UI thread: it yields (done, total), its return value is the result.

The core knows no thread and no progress bar; it is stepped here, and between two steps a stop is obeyed. An answer of
a job that is not the newest is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from massastudie.errors import MassastudieError

Job = Generator[tuple[int, int], None, Any]


class _Runner(QThread):
    """Steps one generator; tells by signals, which Qt hands over to the UI thread."""

    stepped = Signal(int, int, int)
    ended = Signal(int, object, object)

    def __init__(self, number: int, job: Job) -> None:
        super().__init__()
        self.number, self._job = number, job
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop before the next step."""
        self._stop.set()

    def run(self) -> None:
        """Drain the generator."""
        try:
            result = self._drain()
        except Exception as error:  # handed to the UI thread, where it is told or raised again
            self.ended.emit(self.number, None, error)
        else:
            self.ended.emit(self.number, result, None)

    def _drain(self) -> object:
        try:
            while not self._stop.is_set():
                done, total = next(self._job)
                self.stepped.emit(self.number, done, total)
        except StopIteration as end:
            return end.value
        self._job.close()
        return None


class Worker(QObject):
    """One job at a time; a new one cancels the one that runs."""

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._runners: dict[int, _Runner] = {}

    @property
    def busy(self) -> bool:
        """Whether the newest job still runs."""
        return self._number in self._runners

    def start(self, name: str, job: Job) -> None:
        """Run this job; `name` is what the status bar says."""
        self.cancel()
        self._number += 1
        runner = self._runners[self._number] = _Runner(self._number, job)
        runner.stepped.connect(self._stepped)
        runner.ended.connect(self._ended)
        self.started.emit(name)
        runner.start()

    def cancel(self) -> None:
        """Stop the job that runs, if any; what it still answers is dropped."""
        if not self.busy:
            return
        self._runners[self._number].cancel()
        self._number += 1
        self.stopped.emit()

    def close(self) -> None:
        """Stop and wait until no thread is left."""
        self.cancel()
        for runner in tuple(self._runners.values()):
            runner.cancel()
            runner.wait()
        self._runners.clear()

    @Slot(int, int, int)
    def _stepped(self, number: int, done: int, total: int) -> None:
        if number == self._number:
            self.progressed.emit(done, total)

    @Slot(int, object, object)
    def _ended(self, number: int, result: object, error: Exception | None) -> None:
        runner = self._runners.pop(number, None)
        if runner is not None:
            runner.wait()
        if number != self._number:
            return
        if error is None:
            self.finished.emit(result)
        elif isinstance(error, MassastudieError):
            self.failed.emit(str(error))
        else:
            raise error
