"""Light, shadow, labels, legend and handles: the parts that are plain numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import Polygon, box

pytest.importorskip("vtkmodules")

from massastudie import schaduw
from massastudie.plan import Functie
from massastudie.scene import LabelItem, Role, Scene
from massastudie.state import Kleuring
from massastudie.steps import drained
from massastudie.volumes import Lichaam, Status, Volume
from tests.view import toy
from ui import style
from ui.view import drawing, grips, ground, labels, legend, light, look, shadow, stage, trees
from ui.view.batch import Batch
from ui.view.body_layer import BodyLayer, split
from ui.view.camera import Viewpoint
from ui.view.eyelevel import eye_level
from ui.view.furniture import bar_length
from ui.view.projection import Projection

TOP = Viewpoint(afstand_m=200.0, azimut_deg=180.0, elevatie_deg=90.0, parallel=True)


def test_every_role_and_functie_has_a_colour() -> None:
    assert set(style.ROLE_COLOUR) == set(Role)
    assert set(style.FUNCTIE_COLOUR) == set(style.FUNCTIE_CODE) == set(Functie)


def test_colours_go_to_linear_light_and_back() -> None:
    for colour in style.ROLE_COLOUR.values():
        expected = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        assert light.to_bytes(light.linear(colour)).tolist() == expected


def test_dutch_numbers() -> None:
    assert style.area(61240.4) == "61.240 m²"
    assert style.length(13.86) == "13,9 m"
    assert style.number(-0.2) == "0"
    assert style.signed(18300) == "+18.300"
    assert style.signed(-1200) == "−1.200"
    assert style.signed(0.3) == "0"


def test_fase_colours_differ_for_as_many_as_there_are() -> None:
    order = ("bestaand", "fase1", "fase2", "fase3")
    assert len({style.fase_colour(f, order) for f in order}) == 4
    assert style.fase_colour("x", order) == style.FASE_COLOURS[0]


def test_a_wall_in_the_sun_is_lighter_than_one_turned_away() -> None:
    sun = light.sun_vector()
    south, north, up = np.array([[0.0, -1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    lit = light.shade(np.array([south, north, up]), sun).mean(axis=1)
    assert lit[0] > 2 * lit[1]
    assert light.shade(up[None], sun, 0.0).mean() < 0.6 * lit[2]


@pytest.mark.parametrize(
    "shape",
    [box(0, 0, 10, 20), Polygon([(0, 0), (20, 0), (20, 5), (5, 5), (5, 20), (0, 20)]),
     box(0, 0, 30, 30).difference(box(10, 10, 20, 20))],
)  # fmt: skip
def test_a_swept_shadow_is_every_footprint_on_the_way(shape: Polygon) -> None:
    way = np.array([4.0, 9.0])
    swept = shapely.union_all(schaduw.swept(np.array([shape]), np.zeros((1, 2)), way[None]))
    steps = [shapely.transform(shape, lambda xy, k=k: xy + way * k) for k in np.linspace(0, 1, 200)]
    union = shapely.union_all(steps)
    assert union.difference(swept.buffer(1e-6)).area < 1e-6
    assert swept.difference(union).area < 0.01 * swept.area


def test_a_shadow_falls_away_from_the_sun_over_the_right_length() -> None:
    slope = schaduw.offset_per_m(light.sun_vector(204.4, 34.9))
    assert np.linalg.norm(slope) == pytest.approx(1 / np.tan(np.radians(34.9)))
    assert slope[1] > 0 and slope[0] > 0


def test_a_mass_in_the_air_leaves_the_ground_under_it_free() -> None:
    deck = Volume("d.1", box(0, 0, 10, 10), 4.0, 6.0, 1, Functie.WONEN)
    mass = Lichaam("d", "d", None, Status.NIEUW, "fase2", True, (deck,))
    shade = shapely.union_all(schaduw.sweeps([mass], np.array([1.0, 0.0])))
    assert shade.symmetric_difference(box(4, 0, 16, 10)).area < 1e-9
    above = shapely.union_all(schaduw.sweeps([mass], np.array([1.0, 0.0]), 5.0))
    assert above.symmetric_difference(box(0, 0, 11, 10)).area < 1e-9


def test_shade_lies_within_its_surface_and_follows_the_casters() -> None:
    scene = toy.scene(bouwlagen=4)
    engine = shadow.GroundShadow(light.sun_vector())
    points, owner, _ = drained(engine.steps((), scene.bodies, scene.trees, scene.surfaces))
    corners = points.reshape(-1, 3, 3)
    for index, item in enumerate(scene.surfaces):
        mine = corners[owner == index][:, :, :2].reshape(-1, 2)
        assert item.geometry.buffer(1e-6).covers(shapely.MultiPoint(mine)) if len(mine) else True
    lower, lower_owner, _ = drained(engine.steps((), toy.scene(bouwlagen=1).bodies, scene.trees, scene.surfaces))
    assert area(lower[np.repeat(lower_owner == -1, 3)]) < area(points[np.repeat(owner == -1, 3)])


def area(points: np.ndarray) -> float:
    a, b, c = np.moveaxis(points.reshape(-1, 3, 3)[:, :, :2], 1, 0)
    u, v = b - a, c - a
    return float(np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]).sum() / 2)


def test_triangles_fill_an_area_with_a_hole() -> None:
    shape = box(0, 0, 30, 30).difference(box(10, 10, 20, 20))
    corners, owner = ground.triangulate([shape, box(50, 0, 60, 10)])
    assert area(ground.raised(corners[owner == 0], 0.0)) == pytest.approx(800.0)
    assert area(ground.raised(corners[owner == 1], 0.0)) == pytest.approx(100.0)


def test_dashes_keep_within_their_line_and_leave_gaps() -> None:
    line = np.array([[[0.0, 0.0, 0.0], [100.0, 0.0, 0.0]]])
    cut = ground.dashes(line)
    assert cut[..., 0].min() >= 0 and cut[..., 0].max() <= 100
    assert 0.5 < (cut[:, 1, 0] - cut[:, 0, 0]).sum() / 100 < 0.7


def test_trees_stand_where_they_should_and_differ() -> None:
    points, colours = trees.Grove(light.sun_vector()).get(toy.trees(), (0.0, 0.0))
    first, second = points.reshape(2, -1, 3)
    assert np.allclose(first.mean(axis=0)[:2], (-45, 30), atol=1.0)
    assert 10.5 < first[:, 2].max() < 13.0
    assert first[:, 2].min() >= 0
    assert not np.array_equal(*colours.reshape(2, -1, 3))
    assert not np.allclose(first - first[0], second - second[0])


def test_labels_never_lie_over_each_other_and_the_important_one_stays() -> None:
    items = [LabelItem(f"l{i}", f"label {i}", i * 2.0, 0.0, 0.0, "plein", 1) for i in range(20)]
    items.append(LabelItem("first", "first", 10.0, 0.0, 0.0, "plein", 0))
    placed = labels.place(items, Projection(TOP, 800, 600), lambda _: (90.0, 18.0), [])
    assert placed[0].item.id == "first"
    assert len(placed) > 2
    for i, a in enumerate(placed):
        assert not any(labels.overlap(a.box, b.box, 0.0) for b in placed[i + 1 :])


def test_a_label_outside_the_picture_or_behind_a_mass_is_left_out() -> None:
    items = [LabelItem("out", "out", 900.0, 0.0, 0.0, "plein", 0), LabelItem("in", "in", 0.0, 0.0, 0.0, "plein", 0)]
    at = Projection(TOP, 800, 600)
    assert [p.item.id for p in labels.place(items, at, lambda _: (40.0, 18.0), [])] == ["in"]
    assert labels.in_sight(items, at, lambda point: point[0] > 100) == (items[0],)


def test_a_name_of_what_lies_under_the_legend_is_left_out() -> None:
    """TOP looks straight down on (0, 0), the middle of the picture; a label of 40 × 18 fits right above it."""
    items = [LabelItem("under", "under", 0.0, 0.0, 0.0, "plein", 0)]
    at = Projection(TOP, 800, 600)
    size = lambda _: (40.0, 18.0)  # noqa: E731
    assert labels.place(items, at, size, [(380.0, 290.0, 420.0, 600.0)]) == []
    assert len(labels.place(items, at, size, [(430.0, 290.0, 470.0, 600.0)])) == 1
    (beside,) = labels.place(items, at, size, [], [(380.0, 240.0, 420.0, 310.0)])
    assert not labels.overlap(beside.box, (380.0, 240.0, 420.0, 310.0), 0.0)


def test_a_map_of_the_sun_is_the_only_thing_in_colour() -> None:
    """A red strip or an orange line beside the map would be read as one of its classes."""
    sun = light.sun_vector()
    spread = [np.ptp(ground.surface_colour(Role.STROOK_FIETS, sun, quiet=quiet)) for quiet in (False, True)]
    assert spread[1] < 0.3 * spread[0]
    plain, quiet = toy.scene(), replace(toy.scene(), kleuring=Kleuring.ZON)
    assert (look.look_of(plain).plint, look.look_of(quiet).plint) == (style.PLINT, style.STOREY_LINE)


def test_the_legend_names_only_what_is_there() -> None:
    texts = [e.text for e in legend.legend(toy.scene(), "nl", {})]
    assert texts == ["nieuw in deze fase", "bestaand, omgeving", "plangrens"]
    texts = [e.text for e in legend.legend(toy.scene(accent="AC1", house_role=Role.GESLOOPT), "en", {})]
    assert texts == ["new in this phase", "accent", "demolished", "plan boundary"]
    functies = legend.legend(toy.scene(kleuring="functie"), "nl", {})
    assert [(e.code, e.text) for e in functies[:2]] == [("W", "wonen"), ("DH", "winkel")]
    fasen = legend.legend(toy.scene(kleuring="fase"), "nl", {"fase2": "Fase 2"})
    assert fasen[0].text == "gebouwd in Fase 2"


def test_both_languages_have_the_same_words() -> None:
    from ui.view.words import WORDS, word

    assert set(WORDS["nl"]) == set(WORDS["en"])
    assert word("fr", "wonen") == "wonen"


def test_the_scale_bar_is_round_and_fits() -> None:
    assert bar_length(2.0) == 50
    assert bar_length(0.4) == 200
    assert bar_length(500.0) == 1


def test_handles_belong_to_what_can_be_changed() -> None:
    assert grips.grip_of(toy.scene()) is None
    assert grips.grip_of(toy.scene(selection="P1")) is None
    height = grips.grip_of(toy.scene(bouwlagen=5, selection="BB1"))
    assert isinstance(height, grips.HeightGrip)
    assert (height.bouwlagen, height.plint_m, height.verdieping_m) == (5, 4.5, 3.0)
    width = grips.grip_of(toy.scene(selection="DS1"))
    assert isinstance(width, grips.WidthGrip)
    assert width.breedte_m == pytest.approx(6.0)


def test_eye_level_stands_free_and_looks_far() -> None:
    scene = toy.scene()
    view = eye_level(scene, Viewpoint())
    x, y, z = view.position
    assert z == pytest.approx(1.7)
    assert not any(b.lichaam.volumes[0].polygon.covers(shapely.Point(x, y)) for b in scene.bodies)


def test_the_sun_of_a_picture_is_told_with_its_clock_and_zone() -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from ui.view.sun_text import sun_text

    zone = ZoneInfo("Europe/Amsterdam")
    sun = tuple(light.sun_vector(203.5, 34.9))
    text = sun_text(toy.scene(sun=sun), datetime(2026, 3, 21, 14, 0, tzinfo=zone), "nl")
    assert text == "21 maart 2026, 14.00 uur CET · zonshoogte 34,9° · azimut 203,5° (RD)"
    summer = sun_text(toy.scene(sun=sun), datetime(2026, 6, 21, 18, 5, tzinfo=zone), "en")
    assert summer == "21 June 2026, 18:05 CEST · sun altitude 34.9° · azimuth 203.5° (RD)"
    assert sun_text(toy.scene(sun=None), datetime(2026, 3, 21, 2, 0, tzinfo=zone), "nl") == ""


def test_masses_changed_one_by_one_are_drawn_as_those_drawn_at_once() -> None:
    kept, sun = BodyLayer(stage.make_renderer(), False), light.sun_vector()
    changes: tuple[dict[str, Any], ...] = (
        {}, {"bouwlagen": 7}, {}, {"kleuring": Kleuring.FUNCTIE}, {"house_role": Role.BESTAAND_PLAN}, {"accent": "A"},
    )  # fmt: skip
    for change in changes:
        check_as_at_once(kept, toy.scene(**change), sun)


def test_masses_that_stay_have_the_light_and_colours_of_now_when_another_goes() -> None:
    kept, morning = BodyLayer(stage.make_renderer(), False), light.sun_vector() * (-1.0, 1.0, 1.0)
    built = tuple(replace(item, blok=item.id) for item in toy.scene().bodies)
    whole = replace(toy.scene(), bodies=built)
    less, functies = replace(whole, bodies=built[1:]), {"kleuring": Kleuring.FUNCTIE}
    check_as_at_once(kept, whole, light.sun_vector())
    check_as_at_once(kept, whole, morning)
    check_as_at_once(kept, less, morning)
    check_as_at_once(kept, replace(less, **functies), morning)
    check_as_at_once(kept, replace(whole, **functies), morning)


def check_as_at_once(kept: BodyLayer, scene: Scene, sun: light.Floats) -> None:
    """A layer that drew other scenes before draws this one as a new layer does."""
    fresh = BodyLayer(stage.make_renderer(), False)
    for layer in (kept, fresh):
        layer.show(split(scene.bodies)["plan"], scene, sun, drawing.middle(scene))
    for mine, theirs in zip(batches_of(kept), batches_of(fresh), strict=True):
        assert np.array_equal(mine.points, theirs.points)
        assert np.array_equal(mine.colours, theirs.colours)
    assert kept.group is not None and fresh.group is not None
    assert np.array_equal(kept.group.owner, fresh.group.owner)
    assert kept.group.items == split(scene.bodies)["plan"]


def batches_of(layer: BodyLayer) -> list[Batch]:
    """What a layer draws with."""
    return [layer.faces, layer.outline, layer.storeys, layer.plint]
