"""The view as a widget: what it draws, how often, and what it tells."""

from __future__ import annotations

import gc
import sys
from time import sleep
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from massastudie.plan import Gezicht
from massastudie.scene import Role
from tests.view import toy
from tests.view.conftest import rest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.view.scene_view import SceneView


def pixels(pixmap: QPixmap) -> np.ndarray:
    """Colours (height, width, 3)."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def share_changed(a: np.ndarray, b: np.ndarray) -> float:
    """Share of the pixels that differ visibly."""
    return float((np.abs(a - b).sum(axis=2) > 24).mean())


def test_it_draws_more_than_one_colour(view: SceneView) -> None:
    shown = pixels(view.grab())
    assert len(np.unique(shown.reshape(-1, 3), axis=0)) > 200


def test_each_kind_of_change_is_seen_and_undone_to_the_pixel(view: SceneView) -> None:
    before = pixels(view.grab())
    changes = (
        {"bouwlagen": 7}, {"house_role": Role.GESLOOPT}, {"kleuring": "functie"},
        {"kleuring": "fase"}, {"kleuring": "status"}, {"selection": "BB1"}, {"selection": "DS1"}, {"accent": "AC1"},
        {"with_trees": False},
    )  # fmt: skip
    for change in changes:
        view.show_scene(toy.scene(**change))
        assert share_changed(before, pixels(view.grab())) > 0.0005, change
        view.show_scene(toy.scene())
        assert np.array_equal(before, pixels(view.grab())), change


def test_a_change_renders_once_and_then_once_in_full(qtbot: QtBot, view: SceneView) -> None:
    frames = view.frames
    view.show_scene(toy.scene(bouwlagen=6))
    qtbot.waitUntil(lambda: view.frames == frames + 1)
    rest(qtbot, view)
    assert view.frames == frames + 2


def test_an_equal_scene_and_an_idle_window_render_nothing(qtbot: QtBot, view: SceneView) -> None:
    frames = view.frames
    view.show_scene(toy.scene())
    view.overlay.update()
    view.set_title("Eindbeeld")
    qtbot.wait(400)
    assert view.frames == frames


def test_what_is_written_is_laid_out_anew_only_when_it_differs(
    qtbot: QtBot, view: SceneView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.view import overlay

    times: list[object] = []
    paint = overlay.paint_overlay
    monkeypatch.setattr(overlay, "paint_overlay", lambda *a, **k: (times.append(a), paint(*a, **k)))
    view.show_scene(toy.scene(house_role=Role.BESTAAND_PLAN, kleuring="functie"))
    rest(qtbot, view)
    legend_changed = len(times)
    view.show_scene(toy.scene(bouwlagen=6, house_role=Role.BESTAAND_PLAN, kleuring="functie"))
    rest(qtbot, view)
    unchanged = len(times)
    view.set_title("Eindbeeld")
    qtbot.waitUntil(lambda: len(times) > unchanged)
    assert (legend_changed, unchanged, len(times)) == (1, 1, 2)


def test_a_plain_frame_looks_the_same_lit_and_unlit(view: SceneView) -> None:
    from ui.view import stage

    stage.set_quality(view.renderer, False, 200.0)
    seen = []
    for on in (True, False):
        view.drawing.set_lit(on)
        view.canvas.refresh()
        seen.append(pixels(view.canvas.grab()))
    assert np.array_equal(*seen)


def test_the_selection_of_a_pand_is_outlined_in_its_own_colour(view: SceneView) -> None:
    view.show_scene(toy.scene(selection="BB1-00"))
    shown = pixels(view.grab())
    red = (shown[..., 0] > 200) & (shown[..., 1] < 130) & (shown[..., 2] < 100)
    assert red.sum() > 60


def screen_of(view: SceneView, x: float, y: float, z: float) -> QPoint:
    place, _ = view.navigator.projection().to_screen(np.array([x, y, z]))
    return QPointF(*place[0]).toPoint()


def test_a_click_tells_what_was_clicked(qtbot: QtBot, view: SceneView) -> None:
    told: list[str] = []
    view.picked.connect(told.append)
    places = ((-34.0, 0.0, 13.5), (-20.0, 0.0, 10.5), (25.0, 35.0, 10.0), (13.0, -10.0, 0.1), (0.0, -40.0, 0.1))
    for place in places:
        qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=screen_of(view, *place))
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert told == ["BB1-00", "BB1-01", "P1", "DS1", "water", ""]


def test_hovering_tells_item_and_place_on_the_ground(qtbot: QtBot, view: SceneView) -> None:
    items: list[str] = []
    places: list[tuple[float, float]] = []
    view.hovered.connect(items.append)
    view.groundHovered.connect(lambda x, y: places.append((x, y)))
    qtbot.mouseMove(view.canvas, screen_of(view, 0.0, -40.0, 0.12))
    qtbot.waitUntil(lambda: items == ["water"])
    assert np.allclose(places[-1], (0.0, -40.0), atol=1.0)


def drag(qtbot: QtBot, view: SceneView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.canvas, (start + end) / 2)
    qtbot.mouseMove(view.canvas, end)
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=end)


def test_pulling_the_top_asks_for_bouwlagen(qtbot: QtBot, view: SceneView) -> None:
    view.show_scene(toy.scene(selection="BB1-00"))
    asked: list[tuple[str, int]] = []
    view.bouwlagenRequested.connect(lambda item, n: asked.append((item, n)))
    standing = view.viewpoint()
    grip = view.grip.grip
    assert grip is not None
    x, y, z = grip.point
    drag(qtbot, view, screen_of(view, x, y, z), screen_of(view, x, y, z + 6.0))
    assert asked == [("BB1-00", 6)]
    assert view.viewpoint() == standing


def test_pulling_the_side_asks_for_a_width(qtbot: QtBot, view: SceneView) -> None:
    view.show_scene(toy.scene(selection="DS1"))
    asked: list[tuple[str, float]] = []
    view.breedteRequested.connect(lambda item, m: asked.append((item, m)))
    grip = view.grip.grip
    assert grip is not None
    x, y, z = grip.point
    east, north = grip.outward
    drag(qtbot, view, screen_of(view, x, y, z), screen_of(view, x + 2 * east, y + 2 * north, z))
    assert asked == [("DS1", 10.0)]


def test_a_handle_let_go_where_it_was_asks_nothing(qtbot: QtBot, view: SceneView) -> None:
    view.show_scene(toy.scene(selection="BB1-00"))
    asked: list[object] = []
    view.bouwlagenRequested.connect(lambda *wish: asked.append(wish))
    grip = view.grip.grip
    assert grip is not None
    place = screen_of(view, *grip.point)
    drag(qtbot, view, place, place)
    assert asked == []


def test_viewpoint_is_kept_and_given_back(view: SceneView) -> None:
    view.set_view("zuid")
    kept = view.viewpoint()
    shown = pixels(view.grab())
    view.set_view("plan")
    assert share_changed(shown, pixels(view.grab())) > 0.1
    view.set_viewpoint(kept)
    assert np.array_equal(shown, pixels(view.grab()))


def test_a_damaged_viewpoint_does_no_harm(view: SceneView) -> None:
    view.set_viewpoint({"x_m": "east", "afstand_m": float("nan"), "elevatie_deg": None, "other": 1})
    assert len(np.unique(pixels(view.grab()).reshape(-1, 3), axis=0)) > 100


def test_every_view_and_projection_draws(view: SceneView) -> None:
    names = ("vogelvlucht", "plan", "noord", "oost", "zuid", "west", "ooghoogte", "passend")
    seen = set()
    for parallel in (False, True):
        view.set_parallel(parallel)
        for name in names[:6] if parallel else names:
            view.set_view(name)
            shown = pixels(view.grab())
            assert len(np.unique(shown.reshape(-1, 3), axis=0)) > 100, name
            seen.add(shown.tobytes())
    assert len(seen) == 14
    view.set_gezicht(Gezicht("g", "g", 0.0, 0.0, 1.0, 60.0, 120.0, 10.0))
    assert view.viewpoint()["azimut_deg"] == 120.0


def test_language_and_title_are_drawn_without_a_render(qtbot: QtBot, view: SceneView) -> None:
    dutch = pixels(view.grab())
    frames = view.frames
    view.set_language("en")
    view.set_title("Final state", "Assen")
    view.set_fase_names({"fase1": "Fase 1"})
    qtbot.wait(50)
    assert view.frames == frames
    assert share_changed(dutch, pixels(view.grab())) > 0.001


def test_words_over_a_change_follow_its_frame(qtbot: QtBot, view: SceneView) -> None:
    former = pixels(view.overlay.grab())
    view.set_title("Eindbeeld · na 2030")
    view.show_scene(toy.scene(bouwlagen=7))
    view._settle.stop()  # the full picture comes later, and would be a frame more
    frames = view.frames
    sleep(2.0 / view.screen().refreshRate())  # a repaint so soon after the last one Qt puts off
    view.paint_now()
    assert view.frames == frames + 1 and view.overlay.owed
    qtbot.waitUntil(lambda: not view.overlay.owed)
    assert view.frames == frames + 1 and share_changed(former, pixels(view.overlay.grab())) > 0.001


def test_words_of_before_stay_over_the_frame_that_brings_a_change(qtbot: QtBot, view: SceneView) -> None:
    former = pixels(view.overlay.grab())
    view.set_title("Eindbeeld · na 2030")
    view.overlay.after(lambda: same(former, pixels(view.overlay.grab())))
    assert view.overlay.owed
    qtbot.waitUntil(lambda: not view.overlay.owed)
    assert share_changed(former, pixels(view.overlay.grab())) > 0.001


def same(one: np.ndarray, other: np.ndarray) -> None:
    """What was written before stays over the frame that brings the change."""
    assert share_changed(one, other) == 0.0


def test_words_never_wait_when_the_eye_has_moved(view: SceneView) -> None:
    view.set_view("plan", animate=False)
    view.set_title("Eindbeeld · na 2030")
    view.paint_now()
    assert not view.overlay.owed


def test_opening_and_closing_many_times_leaves_nothing(qtbot: QtBot, view: SceneView) -> None:
    from ui.view.scene_view import SceneView

    def once() -> None:
        other = SceneView()
        other.resize(320, 240)
        other.show_scene(toy.scene())
        other.show()
        qtbot.waitUntil(lambda: other.frames > 0)
        other.close()
        other.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    for _ in range(5):
        once()
    start = resident_mb()
    for _ in range(35):
        once()
    gc.collect()
    assert resident_mb() - start < 60.0
    assert [w for w in QApplication.topLevelWidgets() if isinstance(w, SceneView)] == [view]


def resident_mb() -> float:
    """Memory this process holds now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def test_qt_does_not_lose_references_to_none(view: SceneView) -> None:
    """One release of the Qt binding did, and ended the program after some thousand calls."""
    before = sys.getrefcount(None)
    for _ in range(1000):
        view.update()
    assert sys.getrefcount(None) > before - 500
