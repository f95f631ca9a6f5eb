"""Scale figures: where they may stand, that they never change of themselves, and when they are drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import shapely

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import PersonItem, Role, Scene, resolve
from massastudie.state import Kleuring, Layer, State
from massastudie.steps import drained
from modellen.reader import default_plan_path, read_plan
from tests.view import toy
from ui.view import figures, light, stage
from ui.view.camera import Viewpoint
from ui.view.drawing import Drawing
from ui.view.look import people_of

CROWD = (
    PersonItem(0.0, -20.0, 2, 90.0, "walking", 0.2),
    PersonItem(-30.0, -30.0, 2, 0.0, "standing", 0.6),
    PersonItem(30.0, -30.0, 2, 180.0, "cycling", 0.4),
)
LOW, HIGH = Viewpoint(0.0, 0.0, 1.7, 60.0, 180.0, 0.0), Viewpoint(0.0, 0.0, 0.0, 500.0, 180.0, 45.0)


@cache
def town(fase: str) -> Scene:
    plan = read_plan(default_plan_path())
    state = replace(State.start(plan), fase=fase)
    return resolve(plan, state, build(plan, state))


@pytest.mark.parametrize("fase", ["bestaand", "fase1", "fase2", "fase3"])
def test_nobody_stands_in_a_mass_in_water_or_in_a_tree(fase: str) -> None:
    scene = town(fase)
    places = shapely.points([(p.x_m, p.y_m) for p in scene.people])
    walking = [place for place, p in zip(places, scene.people, strict=True) if p.pose != "cycling"]
    masses = [v.polygon for b in scene.bodies for v in b.lichaam.volumes if v.bouwlaag == 0]
    water = [s.geometry for s in scene.surfaces if s.role is Role.WATER]
    assert 100 < len(places) < 700
    assert not len(shapely.STRtree(masses).query(places, predicate="dwithin", distance=0.45)[0])
    assert not len(shapely.STRtree(water).query(walking, predicate="dwithin", distance=0.45)[0])
    trunks = shapely.points([(t.x_m, t.y_m) for t in scene.trees])
    assert not len(shapely.STRtree(trunks).query(places, predicate="dwithin", distance=0.85)[0])


def test_who_is_clear_of_a_change_stays_where_he_was() -> None:
    before, after = set(town("bestaand").people), set(town("fase1").people)
    assert len(before & after) > 0.8 * len(before)


def test_cyclists_keep_the_carriageway_on_their_left(plan: Plan) -> None:
    scene = town("fase3")
    roads = shapely.union_all([s.geometry for s in scene.surfaces if s.role is Role.STROOK_RIJBAAN])
    riders = [p for p in scene.people if p.pose == "cycling"]
    assert riders
    for p in riders:
        turn = np.radians(p.heading_deg - 90.0)
        left = shapely.Point(p.x_m + 2 * np.sin(turn), p.y_m + 2 * np.cos(turn))
        assert left.distance(roads) < shapely.Point(p.x_m, p.y_m).distance(roads)


def test_people_are_a_layer_and_change_no_figure(plan: Plan) -> None:
    state = State.start(plan)
    without = state.with_layer(Layer.MENSEN, False)
    massa = build(plan, state)
    assert resolve(plan, state, massa).people and not resolve(plan, without, massa).people
    assert without.figures_key == state.figures_key
    assert not people_of(replace(town("fase3"), kleuring=Kleuring.LIJN))


@pytest.mark.parametrize(("pose", "lowest", "highest"), [("standing", 0.0, 1.76), ("walking", 0.0, 1.76)])
def test_a_person_is_as_tall_as_people_are(pose: figures.Pose, lowest: float, highest: float) -> None:
    # Mean stature of Dutch adults, women and men together: 1.75 m (CBS, Gezondheidsenquete 2020: 1.69 and 1.83).
    z = figures.figure(pose).triangles[..., 2]
    assert z.min() == pytest.approx(lowest, abs=0.02) and z.max() == pytest.approx(highest, abs=0.02)


def test_a_bicycle_has_its_wheels_on_the_ground_and_its_rider_over_them() -> None:
    figure = figures.figure("cycling")
    bike = figure.triangles[figure.part == figures.BIKE]
    assert bike[..., 2].min() == pytest.approx(0.0, abs=0.01)
    # A city bicycle of 28 inch is about 1.8 m long.
    assert np.ptp(bike[..., 1]) == pytest.approx(1.75, abs=0.1)
    assert 1.75 < figure.triangles[..., 2].max() < 2.0


def drawn(view: Viewpoint) -> Drawing:
    drawing = Drawing(stage.make_renderer())
    drawing.show(replace(toy.scene(with_trees=False), people=CROWD))
    drawing.settle()
    drawing.people.look_from(view)
    return drawing


def test_from_high_above_they_are_gone_and_one_before_a_low_eye_steps_aside() -> None:
    seen = [[b.actor.GetVisibility() for b in drawn(view).people.batches] for view in (LOW, HIGH)]
    assert seen == [[1, 1], [0, 0]]
    crowd = drawn(LOW).people.batches[0].data.GetNumberOfPoints()
    before = Viewpoint().at(np.array([0.0, -24.0, 1.7]))
    left = drawn(before).people.batches[0].data.GetNumberOfPoints()
    assert crowd - left == 3 * len(figures.figure("walking").part)


def test_in_the_shade_of_a_mass_nobody_throws_a_shadow() -> None:
    drawing = Drawing(stage.make_renderer())
    drawing.show(shaded())
    drawing.settle()
    share = drawing.exact.ground.lit_share(drawing.people.places, 0.5)
    assert share.tolist() == [1.0, 1.0, 1.0, 0.0]
    assert light.sun_vector()[2] > 0


def test_a_change_taken_back_before_its_shade_is_drawn_leaves_everyone_in_the_light_he_had() -> None:
    drawing, scene = Drawing(stage.make_renderer()), shaded()
    drawing.show(scene)
    drawing.settle()
    drawing.show(replace(scene, bodies=()))
    wish = drawing.relight()
    assert wish is not None
    drained(drawing.exact.steps(wish))
    drawing.show(scene)
    drawing.settle()
    assert drawing.exact.ground.lit_share(drawing.people.places, 0.5).tolist() == [1.0, 1.0, 1.0, 0.0]


def shaded() -> Scene:
    """Four people, the last of them 4 m to the north of a pand of 13.5 m."""
    behind = replace(CROWD[0], x_m=-34.0, y_m=14.0, level=0)
    return replace(toy.scene(with_trees=False), people=(*CROWD, behind))
