"""The mouse in the picture: what each button does, and the picture in another size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from tests.view.conftest import rest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.view.scene_view import SceneView

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def drag(qtbot: QtBot, view: SceneView, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    """From the middle of the picture to the right."""
    start = view.canvas.rect().center()
    qtbot.mousePress(view.canvas, button, keys, start)
    for step in (20, 40, 60):
        qtbot.mouseMove(view.canvas, start + QPoint(step, 0))
    qtbot.mouseRelease(view.canvas, button, keys, start + QPoint(60, 0))


@pytest.mark.parametrize(
    ("preset", "button", "keys", "turns"),
    [
        ("draaien", LEFT, NONE, True), ("draaien", RIGHT, NONE, False), ("draaien", LEFT, SHIFT, False),
        ("draaien", Qt.MouseButton.MiddleButton, NONE, True), ("schuiven", LEFT, NONE, False),
        ("schuiven", RIGHT, NONE, True), ("schuiven", LEFT, SHIFT, True),
        ("schuiven", Qt.MouseButton.MiddleButton, NONE, True),
    ],
)  # fmt: skip
def test_each_button_turns_or_pans(
    qtbot: QtBot, view: SceneView, preset: str, button: Qt.MouseButton, keys: Qt.KeyboardModifier, turns: bool
) -> None:
    view.set_mouse(preset)
    before = view.viewpoint()
    drag(qtbot, view, button, keys)
    after = view.viewpoint()
    assert (after["azimut_deg"] != before["azimut_deg"]) == turns
    assert (after["x_m"], after["y_m"]) != (before["x_m"], before["y_m"])


@pytest.mark.parametrize("preset", ["draaien", "schuiven"])
def test_a_click_picks_with_either_preset(qtbot: QtBot, view: SceneView, preset: str) -> None:
    view.set_mouse(preset)
    told: list[str] = []
    view.picked.connect(told.append)
    place, _ = view.navigator.projection().to_screen(np.array([-34.0, 0.0, 13.5]))
    qtbot.mouseClick(view.canvas, LEFT, pos=QPoint(*(round(v) for v in place[0])))
    assert told == ["BB1-00"]


def test_names_follow_the_picture_to_another_size(qtbot: QtBot, view: SceneView) -> None:
    for width, height in ((420, 300), (800, 560)):
        view.resize(width, height)
        qtbot.waitUntil(lambda width=width: view.canvas.width() == width)
        rest(qtbot, view)
        assert view.overlay.size() == view.canvas.size()
        assert view.overlay.at is not None
        assert (view.overlay.at.width, view.overlay.at.height) == (width, height)
