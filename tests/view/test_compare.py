"""Two scenes from one viewpoint, with a line between them. Expected: each side is the very picture of its scene."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from massastudie.scene import Scene

from . import toy
from .conftest import rest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.view.scene_view import SceneView


def pixels(view: SceneView) -> np.ndarray:
    """What 3D is on the screen (rows, columns, 3), without what is written over it."""
    view.overlay.hide()
    view.line.hide()
    image = view.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    view.overlay.show()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def other() -> Scene:
    """The toy with nothing built."""
    return replace(toy.scene(), bodies=())


@pytest.fixture
def alone(view: SceneView, qtbot: QtBot) -> tuple[np.ndarray, np.ndarray]:
    """The pictures of the other scene and of the scene itself, each drawn alone."""
    own = pixels(view)
    view.show_scene(other())
    rest(qtbot, view)
    bare = pixels(view)
    view.show_scene(toy.scene())
    rest(qtbot, view)
    assert not np.array_equal(own, bare)
    return bare, own


def test_each_side_of_the_line_is_the_picture_of_its_scene(view: SceneView, qtbot: QtBot, alone) -> None:
    bare, own = alone
    view.compare(other(), "Bestaand")
    rest(qtbot, view)
    seen, half = pixels(view), view.canvas.width() // 2
    assert np.array_equal(seen[:, :half], bare[:, :half])
    assert np.array_equal(seen[:, half:], own[:, half:])


@pytest.mark.parametrize("share", (0.0, 0.25, 1.0))
def test_moving_the_line_renders_nothing(view: SceneView, qtbot: QtBot, alone, share: float) -> None:
    bare, own = alone
    view.compare(other(), "Bestaand")
    rest(qtbot, view)
    frames, line = view.frames, round(share * view.canvas.width())
    view.set_split(share)
    seen = pixels(view)
    assert view.frames == frames
    assert np.array_equal(seen[:, :line], bare[:, :line])
    assert np.array_equal(seen[:, line:], own[:, line:])


def test_the_line_is_dragged_by_its_grip_and_stays_in_the_picture(view: SceneView, qtbot: QtBot) -> None:
    view.compare(other(), "Bestaand")
    rest(qtbot, view)
    grip, wide = view.line.grip, view.width()
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(13, 100))
    view.line.drag_to(wide / 4)
    assert view.beside is not None and view.beside.share == pytest.approx(0.25)
    assert grip.geometry().center().x() == pytest.approx(wide / 4, abs=1)
    view.line.drag_to(-50.0)
    assert 0.0 < view.beside.share < 0.1


def test_both_follow_one_camera(view: SceneView, qtbot: QtBot) -> None:
    view.compare(other(), "Bestaand")
    view.set_view("plan", animate=False)
    rest(qtbot, view)
    assert view.beside is not None
    cameras = [r.GetActiveCamera() for r in (view.renderer, view.beside.renderer)]
    assert cameras[0].GetPosition() == cameras[1].GetPosition()


def test_after_comparing_the_picture_is_what_it_was(view: SceneView, qtbot: QtBot, alone) -> None:
    view.compare(other(), "Bestaand")
    rest(qtbot, view)
    view.compare(None)
    rest(qtbot, view)
    assert np.array_equal(pixels(view), alone[1])
    assert not view.line.grip.isVisible()


def test_a_click_left_of_the_line_finds_what_is_seen_there(view: SceneView, qtbot: QtBot) -> None:
    width, height = view.canvas.width(), view.canvas.height()
    panden = {item.id for item in toy.scene().bodies}
    spots = [(x, y) for x in range(10, width, 20) for y in range(10, height, 20) if view.item_at(x, y) in panden]
    assert spots
    view.compare(other(), "Bestaand")
    view.set_split(1.0)
    assert not any(view.item_at(*spot) in panden for spot in spots)
    view.set_split(0.0)
    assert all(view.item_at(*spot) in panden for spot in spots)


def test_a_name_is_not_cut_by_the_line_at_rest() -> None:
    """Three names of 60 pixels wide; the line at 100 goes through the second."""
    from ui.view.labels import Placed, within

    left, cut, right = (Placed(toy.LABELS[0], (x, 10.0, x + 60.0, 30.0), (x, 40.0)) for x in (20.0, 80.0, 110.0))
    assert within([left, cut, right], (100.0, 400.0)) == [right]
    assert within([left, cut, right], (0.0, 100.0)) == [left]
