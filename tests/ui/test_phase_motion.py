"""Masses that rise and sink when the fase changes: what is drawn on the way, and that the end is what was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from massastudie.scene import Scene
from ui import phase_motion
from ui.app import App
from ui.controller import Controller
from ui.phase_motion import PhaseMotion

from .fakes import FakePicture

#: A motion long enough that no frame of a slow machine passes its end unseen.
SLOW_MS = 10_000


@pytest.fixture
def drawn() -> FakePicture:
    return FakePicture()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Time stands still but for what is set, seconds."""
    now = [0.0]
    monkeypatch.setattr(phase_motion, "perf_counter", lambda: now[0])
    return lambda seconds: now.__setitem__(0, seconds)


def moving(controller: Controller, drawn: FakePicture, wanted: bool = True) -> PhaseMotion:
    made = PhaseMotion(drawn, lambda: wanted)
    controller.set_picture(made)
    return made


def go_on(motion: PhaseMotion, clock: Callable[[float], None], share: float) -> None:
    """Draw as many frames as a slow machine needs to come to this share of the motion."""
    clock(share * phase_motion.MOTION_MS / 1000)
    for _ in range(round(share / phase_motion.MOST_STEP) + 1):
        motion._next()


def heights(scene: Scene) -> dict[str, float]:
    return {item.id: item.lichaam.hoogte_m for item in scene.bodies}


def test_masses_that_come_rise_and_those_that_go_sink(qapp, controller, drawn, clock) -> None:
    controller.set_fase("bestaand")
    motion = moving(controller, drawn)
    before = heights(drawn.scenes[-1])
    controller.set_fase("fase1")
    after = heights(motion._scene)
    go_on(motion, clock, 0.2)
    sinking = heights(drawn.scenes[-1])
    gone = [item for item in before if item not in after]
    assert gone and all(0 < sinking[item] < before[item] for item in gone)
    go_on(motion, clock, 0.75)
    rising = heights(drawn.scenes[-1])
    come = [item for item in after if item not in before]
    assert come and any(0 < rising.get(item, 0.0) < after[item] for item in come)
    assert not set(gone) & set(rising)
    motion.stop()


def test_the_end_is_the_very_scene_that_was_asked(qapp, controller, drawn, clock) -> None:
    motion = moving(controller, drawn)
    controller.set_fase("fase1")
    assert motion.moving and drawn.hasty
    go_on(motion, clock, 1.01)
    assert not motion.moving and not drawn.hasty
    assert drawn.scenes[-1] is motion._scene and drawn.scenes[-1].fase == "fase1"


def test_a_slow_machine_still_shows_what_happens(qapp, controller, drawn, clock) -> None:
    motion = moving(controller, drawn)
    controller.set_fase("fase1")
    clock(60.0)
    frames = len(drawn.scenes)
    while motion.moving:
        motion._next()
    assert len(drawn.scenes) - frames >= 9


def test_on_a_desk_another_fase_is_there_at_once(qapp, controller, drawn) -> None:
    motion = moving(controller, drawn, wanted=False)
    controller.set_fase("fase1")
    assert not motion.moving and drawn.scenes[-1].fase == "fase1" and len(drawn.scenes) == 2


def test_a_map_of_the_sun_does_not_move(qapp, controller, drawn) -> None:
    controller.set_kleuring("zon")
    motion = moving(controller, drawn)
    controller.set_fase("fase1")
    assert not motion.moving


def test_a_change_on_the_way_is_taken_along(qapp, controller, drawn, clock) -> None:
    motion = moving(controller, drawn)
    controller.set_fase("fase1")
    controller.set_layer("bomen", False)
    go_on(motion, clock, 1.01)
    assert drawn.scenes[-1].fase == "fase1" and drawn.scenes[-1].trees == ()


def test_the_window_moves_while_it_plays(qtbot, app: App) -> None:
    app.controller.set_fase("bestaand")
    assert not app.motion.moving
    app.window.fase.toggle_play()
    app.controller.set_fase("fase1")
    assert app.motion.moving
    qtbot.waitUntil(lambda: not app.motion.moving, timeout=SLOW_MS)
    assert app.view.scene.fase == "fase1"
    app.window.fase.stop()
