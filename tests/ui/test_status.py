"""The status bar with several workers: the end of one job does not hide another, nor the button that stops it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.i18n import Translator
from ui.status import StatusLine
from ui.worker import Worker


def followed(status: StatusLine) -> Worker:
    worker = Worker(status)
    status.follow(worker)
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


def test_a_job_without_words_is_not_told_and_hides_no_other(qtbot: QtBot, tr: Translator) -> None:
    status = StatusLine(tr)
    qtbot.addWidget(status)
    status.show()
    quiet, report = Worker(status), followed(status)
    status.follow(quiet, lambda name: "zon" if name == "sun" else "")
    report.started.emit("rapport")
    quiet.started.emit("quick")
    assert (status.job.text(), status.tells(quiet), status.tells(report)) == ("rapport", False, True)
    quiet.finished.emit(None)
    assert status.job.text() == "rapport"
    quiet.started.emit("sun")
    assert (status.job.text(), status.tells(quiet)) == ("zon", True)
