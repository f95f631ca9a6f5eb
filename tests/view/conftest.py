"""Fixtures of the 3D tests. Without a screen OpenGL draws nothing: those tests are skipped and say so."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.view import toy

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.view.scene_view import SceneView


def no_screen() -> bool:
    """True where Qt has no screen to draw 3D on."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    offscreen = os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal"))
    return offscreen or (sys.platform == "linux" and not shown)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[SceneView]:
    """A shown view of the toy scene, at rest."""
    if no_screen():
        pytest.skip("3D needs a screen (run under xvfb-run)")
    from ui.view.scene_view import SceneView

    made = SceneView()
    made.resize(640, 480)
    made.set_animated(False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.show_scene(toy.scene())
    rest(qtbot, made)
    yield made


def rest(qtbot: QtBot, view: SceneView) -> None:
    """Wait until the full picture is there."""
    qtbot.waitUntil(lambda: view.at_rest, timeout=10_000)
