"""Walls in the classes of the map, minutes lost and gained, and extra shade, as drawn and as told by the legend."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

pytest.importorskip("vtkmodules")
pytest.importorskip("pytestqt")

from massastudie.scene import HeatItem, Scene
from massastudie.scene_items import ShadeItem
from tests.view import toy
from tests.view.test_sun_in_view import pixels
from ui import style
from ui.view import heat, legend, light
from ui.view.scene_view import SceneView


def wall_item(hours: tuple[float, float] = (0.5, 7.0)) -> HeatItem:
    """Two cells of 6 m on the south wall of the first new pand, from the ground to 4.5 m."""
    rows = []
    for x in (-40.0, -34.0):
        rows.append([(x, -10.06, 0.0), (x + 6, -10.06, 0.0), (x + 6, -10.06, 4.5), (x, -10.06, 4.5)])
    xyz = np.array([(-37.0, -10.02, 0.75), (-31.0, -10.02, 0.75)])
    return HeatItem("BB1-00", xyz, 1.0, np.array(hours), np.array(rows))


def ground_item(minutes: float) -> HeatItem:
    x, y = np.meshgrid(np.arange(-9.5, 10, 1.0), np.arange(-39.5, -20, 1.0))
    xyz = np.c_[x.ravel(), y.ravel(), np.zeros(x.size)]
    return HeatItem("plein", xyz, 1.0, np.full(x.size, minutes / 60.0), scale="verschil")


def with_colour(image: np.ndarray, colour: str) -> int:
    """How many pixels have exactly this colour."""
    return int((image == light.to_bytes(light.linear(colour))).all(axis=2).sum())


def test_walls_are_drawn_in_their_class(view: SceneView) -> None:
    view.set_view("zuid", animate=False)
    view.show_scene(toy.scene(heat=(wall_item(),)))
    image = pixels(view)
    assert with_colour(image, style.HEAT_COLOURS[0]) > 20
    assert with_colour(image, style.HEAT_COLOURS[5]) > 20


def test_the_cell_of_a_wall_is_told_from_where_it_is_pointed_at(view: SceneView) -> None:
    view.show_scene(toy.scene(heat=(wall_item(), ground_item(0.0))))
    at = view.drawing.heat.at
    left, right = (at(np.array((x, -10.0, 2.0))) for x in (-35.0, -33.0))
    assert left is not None and right is not None
    assert (left[0].id, left[1], right[1]) == ("BB1-00", 0.5, 7.0)
    assert at(np.array((-35.0, -10.0, 5.5))) is None, "above the cells"
    assert at(np.array((-35.0, 10.0, 2.0))) is None, "the other side"
    ground = at(np.array((0.0, -30.0, 0.0)))
    assert ground is not None and ground[0].id == "plein"


def test_other_hours_on_walls_leave_the_ground_alone(view: SceneView) -> None:
    ground = ground_item(0.0)
    view.show_scene(toy.scene(heat=(wall_item(), ground)))
    points = [batch.data.GetPoints() for batch in view.drawing.heat.batches]
    first = wall_item()
    view.show_scene(toy.scene(heat=(replace(first, hours=np.array([1.5, 1.5])), ground)))
    assert view.drawing.heat.batches[0].data.GetPoints() is points[0]


def test_minutes_fall_in_classes_that_tell_loss_from_gain() -> None:
    minutes = np.array([-120.0, -119.9, -60.0, -30.0, -10.0, -9.9, 9.9, 10.0, 30.0, 60.0, 120.0])
    assert heat.classes(minutes / 60.0, "verschil").tolist() == [0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8]
    assert len(style.CHANGE_COLOURS) == len(style.CHANGE_BREAKS_MIN) + 1
    red, _, blue = light.linear(style.CHANGE_COLOURS).T
    assert (blue[:4] > red[:4]).all() and (red[5:] > blue[5:]).all(), "purple against orange"
    lightness = light.linear(style.CHANGE_COLOURS) @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness[:5]) > 0).all() and (np.diff(lightness[4:]) < 0).all()


def test_the_legend_of_a_difference_names_the_reference_and_both_ways() -> None:
    scene = replace(toy.scene(heat=(ground_item(0.0),)), against="Bestaand")
    texts = [e.text for e in legend.legend(scene, "nl", {}, "21 maart 2026")][:10]
    assert texts[0] == "zon 21 maart 2026 t.o.v. Bestaand"
    assert texts[1:5] == ["> 120 min meer", "60–120 min meer", "30–60 min meer", "10–30 min meer"]
    assert texts[5] == "minder dan 10 min verschil"
    assert texts[6:] == ["10–30 min minder", "30–60 min minder", "60–120 min minder", "> 120 min minder"]


def shaded(*items: ShadeItem) -> Scene:
    return replace(toy.scene(kleuring="zon"), shade=items, against="Fase 1")


def test_extra_shade_lies_over_the_shadows_of_the_moment(view: SceneView) -> None:
    view.set_view("plan", animate=False)
    view.show_scene(shaded())
    plain = pixels(view)
    assert view.drawing.shade.actor.GetVisibility(), "shadows stay"
    new, gone = box(-8, -44, 8, -36), box(-8, -30, 8, -26)
    view.show_scene(shaded(ShadeItem("nieuw", new, 128.0), ShadeItem("vervallen", gone, 64.0)))
    image = pixels(view)
    counts = [with_colour(image, colour) for colour in (style.SHADE_NEW, style.SHADE_GONE)]
    assert counts[0] > 50
    assert counts[0] == pytest.approx(2 * counts[1], rel=0.15), "drawn in proportion to their areas"
    view.show_scene(shaded())
    assert np.array_equal(pixels(view), plain)


def test_the_legend_of_extra_shade_tells_its_areas() -> None:
    scene = shaded(ShadeItem("nieuw", box(0, 0, 40, 40), 1600.0), ShadeItem("vervallen", box(50, 0, 51, 1), 1.0))
    assert [e.text for e in legend.legend(scene, "nl", {})][:4] == [
        "schaduw t.o.v. Fase 1", "nieuwe schaduw 1.600 m²", "zon erbij 1 m²", "schaduw in beide",
    ]  # fmt: skip
    assert [e.text for e in legend.legend(shaded(), "en", {})][1] == "new shade"
    assert [e.text for e in legend.legend(scene, "en", {})][1] == "new shade 1,600 m²"
