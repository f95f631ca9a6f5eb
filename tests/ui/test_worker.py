"""Long work: steps, result, stop, errors, and answers that come too late."""

from __future__ import annotations

import threading

import pytest

from massastudie.errors import FileError
from ui.worker import Worker


@pytest.fixture
def worker(qapp):
    made = Worker()
    yield made
    made.close()


def counting(total: int, result: object = "klaar"):
    for done in range(total):
        yield done + 1, total
    return result


def endless(started: threading.Event):
    while True:
        started.set()
        yield 0, 1


def failing(error: Exception):
    yield 0, 1
    raise error


def test_steps_and_result_reach_the_window(qtbot, worker: Worker) -> None:
    seen: list[tuple[int, int]] = []
    worker.progressed.connect(lambda done, total: seen.append((done, total)))
    with qtbot.waitSignal(worker.finished) as ended:
        worker.start("tellen", counting(3))
    assert ended.args == ["klaar"]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert not worker.busy


def test_a_job_runs_beside_the_window(qtbot, worker: Worker) -> None:
    def job():
        yield 0, 1
        return threading.get_ident()

    with qtbot.waitSignal(worker.finished) as ended:
        worker.start("waar", job())
    assert ended.args[0] != threading.get_ident()


def test_stop_stops_and_says_so(qtbot, worker: Worker) -> None:
    started = threading.Event()
    worker.start("eindeloos", endless(started))
    assert started.wait(5)
    with qtbot.waitSignal(worker.stopped):
        worker.cancel()
    assert not worker.busy


def test_a_new_job_drops_the_answer_of_the_old(qtbot, worker: Worker) -> None:
    ended: list[object] = []
    worker.finished.connect(ended.append)
    worker.start("oud", endless(threading.Event()))
    with qtbot.waitSignal(worker.finished):
        worker.start("nieuw", counting(2, "nieuw"))
    worker.close()
    assert ended == ["nieuw"]


def test_an_expected_error_is_one_sentence(qtbot, worker: Worker) -> None:
    with qtbot.waitSignal(worker.failed) as failed:
        worker.start("mis", failing(FileError("bestand x: kan niet")))
    assert failed.args == ["bestand x: kan niet"]


def test_an_unexpected_error_is_raised_in_the_window(qtbot, worker: Worker) -> None:
    with qtbot.captureExceptions() as caught:
        worker.start("mis", failing(ZeroDivisionError("deling")))
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_closing_leaves_no_thread(worker: Worker) -> None:
    worker.start("eindeloos", endless(threading.Event()))
    worker.close()
    assert not worker.busy
