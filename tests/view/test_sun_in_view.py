"""The window while the sun moves, and the map of sun hours in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("vtkmodules")
pytest.importorskip("pytestqt")

from massastudie.scene import HeatItem
from massastudie.tijd import ZONE
from tests.view import toy
from tests.view.conftest import rest
from ui import style
from ui.view import exact_shade, heat, legend, light

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.view.scene_view import SceneView

MORNING = (0.7, -0.3, 0.648)


def cells(hours: float = 3.5) -> tuple[HeatItem, ...]:
    """A map of 20 by 20 m on the square, its first cell in a mass."""
    x, y = np.meshgrid(np.arange(-9.5, 10, 1.0), np.arange(-39.5, -20, 1.0))
    values = np.full(x.size, hours)
    values[0] = np.nan
    return (HeatItem("plein", np.c_[x.ravel(), y.ravel(), np.zeros(x.size)], 1.0, values),)


def pixels(view: SceneView) -> np.ndarray:
    """The picture as an array."""
    image = view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def test_classes_keep_the_norm_as_a_break() -> None:
    hours = np.array([0.0, 0.99, 1.0, 1.99, 2.0, 2.99, 3.0, 4.0, 5.99, 6.0, 14.0])
    assert heat.classes(hours).tolist() == [0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5]
    assert style.HEAT_NORM_H in style.HEAT_BREAKS_H
    lightness = light.linear(style.HEAT_COLOURS) @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness) > 0.03).all()


def test_the_legend_of_a_map_marks_the_norm_and_tells_the_day() -> None:
    entries = legend.legend(toy.scene(heat=cells()), "nl", {}, "21 maart 2026")
    texts = [e.text for e in entries[:8]]
    assert texts[0] == "zonuren 21 maart 2026"
    assert texts[1:] == ["> 6 uur", "4–6 uur", "3–4 uur", "2–3 uur", "norm 2 uur", "1–2 uur", "0–1 uur"]


def test_moving_the_sun_draws_coarse_shade_first_and_exact_shade_when_quiet(qtbot: QtBot, view: SceneView) -> None:
    before = pixels(view)
    view.show_scene(toy.scene(sun=MORNING))
    assert view.drawing.quick.batch.actor.GetVisibility()
    assert not view.drawing.facades.batch.actor.GetVisibility()
    rest(qtbot, view)
    assert not view.drawing.quick.batch.actor.GetVisibility()
    assert view.drawing.facades.batch.actor.GetVisibility()
    moved = pixels(view)
    assert (moved != before).any(axis=2).mean() > 0.05
    view.show_scene(toy.scene())
    assert np.array_equal(pixels(view), before)


def test_without_a_sun_nothing_casts_a_shadow(view: SceneView) -> None:
    view.show_scene(toy.scene(sun=None))
    pixels(view)
    assert not any(
        batch.actor.GetVisibility()
        for batch in (view.drawing.shade, view.drawing.quick.batch, view.drawing.facades.batch)
    )


def test_other_hours_are_written_in_place_and_going_back_gives_the_same_pixels(view: SceneView) -> None:
    plain = pixels(view)
    view.show_scene(toy.scene(heat=cells()))
    first, points = pixels(view), view.drawing.heat.ground.batch.data.GetPoints()
    view.show_scene(toy.scene(heat=cells(0.5)))
    assert (pixels(view) != first).any(axis=2).mean() > 0.01
    assert view.drawing.heat.ground.batch.data.GetPoints() is points
    view.show_scene(toy.scene(heat=cells()))
    assert np.array_equal(pixels(view), first)
    view.show_scene(toy.scene())
    assert np.array_equal(pixels(view), plain)


def test_the_value_under_the_cursor_is_told(view: SceneView) -> None:
    view.show_scene(toy.scene(heat=cells()))
    told: list[tuple[str, float]] = []
    view.heatHovered.connect(lambda name, hours: told.append((name, hours)))
    for place in ((0.0, -25.0, 0.0), (45.0, 45.0, 0.0)):
        spot, _ = view.navigator.projection().to_screen(np.array(place))
        view._hover(*spot[0])
    assert told[0] == ("plein", 3.5)
    assert told[1][0] == "" and np.isnan(told[1][1])


def test_the_line_with_the_moment_follows_without_a_render(view: SceneView) -> None:
    dutch = pixels(view)
    frames = view.frames
    view.set_moment(datetime(2026, 6, 21, 18, 0, tzinfo=ZONE))
    assert view.frames == frames
    assert (pixels(view) != dutch).any()


def test_shade_of_a_large_city_comes_beside_the_work_and_is_the_same(
    qtbot: QtBot, view: SceneView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_scene(toy.scene(sun=MORNING))
    rest(qtbot, view)
    at_once, facades = view.drawing.shade.points.copy(), view.drawing.facades.batch.points.copy()
    view.show_scene(toy.scene())
    rest(qtbot, view)
    monkeypatch.setattr(exact_shade, "MANY", 0)
    view.show_scene(toy.scene(sun=MORNING))
    view._settle.stop()
    view._finish()
    assert view.shading.busy and not view.at_rest
    assert view.drawing.quick.batch.actor.GetVisibility()
    rest(qtbot, view)
    assert not view.drawing.quick.batch.actor.GetVisibility()
    assert np.array_equal(view.drawing.shade.points, at_once)
    assert np.array_equal(view.drawing.facades.batch.points, facades)


def test_shade_of_a_sun_that_moved_on_is_not_drawn(
    qtbot: QtBot, view: SceneView, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = view.drawing.shade.points.copy()
    monkeypatch.setattr(exact_shade, "MANY", 0)
    view.show_scene(toy.scene(sun=MORNING))
    view._settle.stop()
    view._finish()
    view.show_scene(toy.scene())
    rest(qtbot, view)
    assert np.array_equal(view.drawing.shade.points, before)
