"""The guard of tests/conftest.py sees what a test leaves behind."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests import guard


def test_a_thread_that_lives_on_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE_S", 0.05)
    before, stop = guard.look(), threading.Event()
    thread = threading.Thread(target=stop.wait, name="lives-on")
    thread.start()
    try:
        assert guard.left_behind(before) == ["thread 'lives-on'"]
    finally:
        stop.set()
        thread.join()
    assert guard.left_behind(before) == []


def test_a_window_that_lives_on_is_seen(qapp: Any) -> None:
    widgets = pytest.importorskip("PySide6.QtWidgets", reason="PySide6 is not installed")
    before = guard.look()
    window = widgets.QWidget(objectName="forgotten")
    assert guard.left_behind(before) == ["QWidget 'forgotten'"]
    window.deleteLater()
    assert guard.left_behind(before) == []


def test_a_timer_that_runs_on_is_seen(qapp: Any) -> None:
    core = pytest.importorskip("PySide6.QtCore", reason="PySide6 is not installed")
    before = guard.look()
    timer = core.QTimer(objectName="ticks", interval=1000)
    timer.start()
    assert guard.left_behind(before) == ["QTimer 'ticks'"]
    timer.stop()
    assert guard.left_behind(before) == []


def test_a_qt_thread_that_runs_on_is_seen(qapp: Any) -> None:
    core = pytest.importorskip("PySide6.QtCore", reason="PySide6 is not installed")
    before = guard.look()
    thread = core.QThread(objectName="works")
    thread.start()
    try:
        assert guard.left_behind(before) == ["QThread 'works'"]
    finally:
        thread.quit()
        thread.wait()
    assert guard.left_behind(before) == []
