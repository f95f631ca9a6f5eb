"""The window with the real 3D view on a (virtual) screen: pixels follow every change and come back with undo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage

from massastudie.plan import Plan
from massastudie.state import Kleuring
from ui.app import App, scene_view

SETTLE_MS = 350


@pytest.fixture
def app(qapp, open_app) -> App:
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("a screen is needed for 3D: the offscreen platform has no OpenGL")
    made = open_app(view=scene_view)
    made.window.resize(960, 640)  # half of the pixels, and all that is drawn
    made.view.set_animated(False)
    return made


def rgb(image: QImage) -> np.ndarray:
    """Pixels (rows, columns, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def pixels(qtbot, app: App) -> np.ndarray:
    """The picture in the middle when it has come to rest: no frame was drawn for a while."""
    frames = -1
    while frames != app.view.frames:
        frames = app.view.frames
        qtbot.wait(SETTLE_MS)
    return rgb(app.view.grab().toImage())


def whole(qtbot, app: App) -> np.ndarray:
    """The window with all its panels when nothing in it has changed for a while."""
    before, now = None, without_redo(app)
    while before is None or not app.view.at_rest or app.window.toets.waiting or not np.array_equal(before, now):
        qtbot.wait(SETTLE_MS)
        before, now = now, without_redo(app)
    return now


def without_redo(app: App) -> np.ndarray:
    """The window, but for the button Redo: after undo there is something to redo."""
    picture, window = rgb(app.window.grab().toImage()), app.window
    button = window.menus.bar.widgetForAction(window.actions_["redo"])
    place = button.rect().translated(button.mapTo(window, QPoint(0, 0)))
    picture[place.top() : place.bottom() + 1, place.left() : place.right() + 1] = 0
    return picture


def different(a: np.ndarray, b: np.ndarray) -> int:
    return int((np.abs(a.astype(int) - b.astype(int)).max(axis=2) > 24).sum())


def test_the_plan_is_there(qtbot, app: App) -> None:
    picture = pixels(qtbot, app)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 500


def test_every_kind_of_change_is_seen_and_undone(qtbot, app: App, plan: Plan) -> None:
    start, control = whole(qtbot, app), app.controller
    straat = max((s for s in plan.straten if s.profielen), key=lambda s: len(s.profielen))
    for name, change in (
        ("doorsteek", lambda: control.set_doorsteek(plan.doorsteken[0].id, False)),
        ("profiel", lambda: control.set_profiel(straat.id, straat.profielen[0].profiel)),
        ("accenten", lambda: control.set_accenten(False)),
        ("fase", lambda: control.set_fase(plan.fasen[0].id)),
        ("bouwlagen", lambda: control.set_knob(plan.bouwblokken[0].id, "bouwlagen", 9)),
        ("kleuring", lambda: control.set_kleuring(Kleuring.FUNCTIE.value)),
    ):
        change()
        assert different(start, whole(qtbot, app)) > 100, name
        control.undo()
        assert np.array_equal(start, whole(qtbot, app)), name


def test_a_study_brings_its_viewpoint_back(qtbot, app: App, tmp_path: Path) -> None:
    app.view.set_view("plan", animate=False)
    picture = pixels(qtbot, app)
    assert app.files.save_to(tmp_path / "a")
    app.view.set_view("oost", animate=False)
    assert different(picture, pixels(qtbot, app)) > 1000
    assert app.files.open_study(app.files.study_path)
    assert different(picture, pixels(qtbot, app)) == 0


def test_a_picture_of_the_fase_is_drawn_beside_the_work(qtbot, app: App, tmp_path: Path) -> None:
    with qtbot.waitSignal(app.worker.finished, timeout=120_000):
        app.files.export_picture(tmp_path / "beeld.png")
    image = QImage(str(tmp_path / "beeld.png"))
    assert (image.width(), image.height()) == (2560, 1440)


def test_drawing_can_be_stopped_at_once(qtbot, app: App, tmp_path: Path) -> None:
    app.files.export_picture(tmp_path / "beeld.png")
    qtbot.waitUntil(app.window.status.stop.isVisible)
    with qtbot.waitSignal(app.worker.stopped):
        app.window.status.stop.click()
    app.worker.close()
    assert not (tmp_path / "beeld.png").exists()


def test_windows_come_and_go(qtbot, app: App, open_app) -> None:
    """What a closed window drew with is gone with it: freed later, it would take that of another window along."""
    app.window.close()
    for _ in range(2):
        other = open_app(view=scene_view)
        assert len(np.unique(pixels(qtbot, other).reshape(-1, 3), axis=0)) > 500
        other.window.close()
