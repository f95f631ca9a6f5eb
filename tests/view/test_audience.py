"""The window for the audience: it follows the picture, holds still when asked, goes black, and leaves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

pytest.importorskip("vtkmodules")

from tests.view import toy
from ui.panels.audience_window import AudienceWindow, other_screen
from ui.view.camera import Viewpoint
from ui.view.mirror import Mirror
from ui.view.scene_view import SceneView


def test_the_picture_of_the_audience_is_that_of_the_designer_without_a_selection(qtbot) -> None:
    source, image = SceneView(), SceneView()
    window = AudienceWindow(image, "publiek")
    for part in (source, window):
        qtbot.addWidget(part)
        part.resize(320, 200)
        part.show()
    mirror = Mirror(source, image)
    mirror.follow("nog niets")
    source.show_scene(toy.scene(selection="BB1"))
    source.set_title("Fase 2")
    source.set_viewpoint(replace(Viewpoint(), azimut_deg=100.0).to_dict())
    source.compare(toy.scene(bouwlagen=2), "Vandaag")
    source.set_split(0.3)
    mirror.follow("wat er gebeurt")
    shown = image.overlay.scene
    assert shown is not None and shown.selection is None and shown.bodies == toy.scene().bodies
    assert image.viewpoint() == source.viewpoint()
    assert (image.overlay.caption.title, image.overlay.caption.subtitle) == ("Fase 2", "wat er gebeurt")
    assert image.beside is not None and (image.beside.title, image.beside.share) == ("Vandaag", 0.3)
    qtbot.waitUntil(lambda: image.at_rest and source.at_rest)
    frames = image.frames
    mirror.follow("wat er gebeurt")
    source.compare(None)
    mirror.follow("wat er gebeurt")
    assert image.beside is None
    qtbot.waitUntil(lambda: image.at_rest)
    assert image.frames > frames


def test_keys_of_a_clicker_step_and_make_the_screen_black(qtbot) -> None:
    view = SceneView()
    window = AudienceWindow(view, "publiek")
    qtbot.addWidget(window)
    steps: list[int] = []
    window.stepRequested.connect(steps.append)
    window.blankRequested.connect(window.blank.switch)
    window.show()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Period):
        qtbot.keyClick(window, key)
    assert steps == [1, -1] and window.blank.on
    window.resize(500, 400)
    assert window.blank.size() == view.size()
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert not window.blank.on
    with qtbot.waitSignal(window.closed):
        qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_another_screen_than_the_one_worked_on_is_taken() -> None:
    here, there = object(), object()
    assert other_screen([here, there], here) is there  # type: ignore[list-item,arg-type]
    assert other_screen([here, there], there) is here  # type: ignore[list-item,arg-type]
    assert other_screen([here], here) is None  # type: ignore[list-item,arg-type]
