"""The status bar with several workers: the end of one job does not hide another, nor the button that stops it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.i18n import Translator
from ui.status import StatusLine
from ui.worker import Worker


def followed(status: StatusLine) -> Worker:
    worker = Worker(status)
    worker.started.connect(status.begin_job)
    worker.progressed.connect(status.show_progress)
    for ended in (worker.finished, worker.failed, worker.stopped):
        ended.connect(status.end_job)
    return worker


def test_the_end_of_one_job_leaves_the_other_in_sight(qtbot: QtBot, tr: Translator) -> None:
    status = StatusLine(tr)
    qtbot.addWidget(status)
    status.show()
    report, sun = followed(status), followed(status)
    report.started.emit("rapport")
    report.progressed.emit(3, 10)
    sun.started.emit("zon")
    assert (status.job.text(), status.progress.maximum()) == ("zon", 0)
    report.progressed.emit(4, 10)  # goes on unseen
    assert status.job.text() == "zon"
    sun.finished.emit(None)
    assert (status.job.text(), status.progress.value(), status.stop.isVisible()) == ("rapport", 4, True)
    report.stopped.emit()
    assert not any(part.isVisible() for part in (status.job, status.progress, status.stop))
