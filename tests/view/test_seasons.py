"""Trees through the year: which season a day is in, what a crown lets through, and how bare trees are drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from massastudie.plan import Plan
from massastudie.seizoen import Seizoen, seizoen_of
from massastudie.state import State
from massastudie.steps import drained
from massastudie.tijd import ZONE
from modellen.boomlicht import read_boomlicht
from tests.view import toy
from ui.view import branches, light, season, shadow, trees
from ui.view.camera import Viewpoint
from ui.view.note import note_box, note_lines
from ui.view.projection import Projection
from ui.view.stage import make_renderer
from ui.view.sun_text import sun_text
from ui.view.tree_layer import TreeLayer


@pytest.mark.parametrize(
    ("dag", "seizoen"),
    # KNMI: meteorological seasons begin on 1 March, 1 June, 1 September and 1 December.
    [
        (date(2026, 2, 28), "winter"),
        (date(2026, 3, 1), "lente"),
        (date(2026, 6, 1), "zomer"),
        (date(2026, 9, 1), "herfst"),
        (date(2026, 12, 1), "winter"),
    ],
)
def test_seasons_begin_where_the_weather_service_begins_them(dag: date, seizoen: str) -> None:
    assert seizoen_of(dag) == seizoen


def test_in_the_season_of_the_day_crowns_let_through_what_the_sun_hours_count() -> None:
    licht = read_boomlicht()
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert all(licht.in_blad_shown(seizoen_of(d), d) == licht.in_blad(d) for d in days)


def test_a_season_chosen_by_hand_counts_above_the_day() -> None:
    licht = read_boomlicht()
    assert licht.in_blad_shown(Seizoen.ZOMER, date(2026, 12, 21)) and licht.in_blad_shown(Seizoen.LENTE, None)
    assert not licht.in_blad_shown(Seizoen.WINTER, date(2026, 6, 21))
    # 10 November lies after the leaf season (day 300 is 27 October), in the autumn itself.
    assert not licht.in_blad_shown(Seizoen.HERFST, date(2026, 11, 10))


def test_the_season_changes_no_mass_and_no_figure(plan: Plan) -> None:
    state = State.start(plan)
    winter = replace(state, seizoen=Seizoen.WINTER)
    assert winter != state and winter.figures_key == state.figures_key and winter.mass_key == state.mass_key


def test_a_bare_crown_stays_within_the_crown_in_leaf() -> None:
    crowns = branches.bare_crowns()
    assert crowns.shape == (branches.SHAPES, branches.FACES, 3, 3)
    assert np.linalg.norm(crowns[:, :, 2], axis=-1).max() < 1.0
    points, _ = trees.Grove(light.sun_vector(), Seizoen.WINTER, "wood").get(toy.trees(), (0.0, 0.0))
    first = points.reshape(2, -1, 3)[0]
    # The tree of the toy: crown 8 m wide, clear to 3 m, 12 m high, at (-45, 30).
    assert np.hypot(first[:, 0] + 45, first[:, 1] - 30).max() < 4.4
    assert first[:, 2].min() == 0.0 and 10.5 < first[:, 2].max() < 12.5


def test_a_winter_crown_shades_half_and_never_over_the_shade_of_a_mass() -> None:
    scene = toy.scene()
    engine = shadow.GroundShadow(light.sun_vector())
    points, _, crown = drained(engine.steps((), scene.bodies, scene.trees, scene.surfaces))
    heights = points.reshape(-1, 3, 3)[:, 0, 2]
    assert 0 < crown.sum() < len(crown)
    bare_ground = heights < 0
    assert heights[crown & bare_ground].max() < heights[~crown & bare_ground].min()
    winter = replace(scene, seizoen=Seizoen.WINTER)
    # SOLWEIG after Konarska et al. 2014: 3 % through a crown in leaf, 50 % through a bare one.
    assert season.share_through(scene) == pytest.approx(0.03) and season.share_through(winter) == pytest.approx(0.5)


def test_the_picture_says_what_crowns_out_of_leaf_let_through() -> None:
    moment = datetime(2026, 12, 21, 12, 0, tzinfo=ZONE)
    winter = replace(toy.scene(), seizoen=Seizoen.WINTER, dag=moment.date())
    assert sun_text(winter, moment, "nl").endswith("kronen laten 50 % van de zon door (aanname)")
    assert "kronen" not in sun_text(replace(winter, trees=()), moment, "nl")
    assert "kronen" not in sun_text(toy.scene(), moment, "nl")


@pytest.mark.parametrize(
    ("seizoen", "dag", "hazy"),
    # In leaf from day 100 (10 April) to day 300 (27 October).
    [
        (Seizoen.LENTE, date(2026, 3, 21), True),
        (Seizoen.LENTE, date(2026, 4, 10), False),
        (Seizoen.HERFST, date(2026, 11, 10), True),
        (Seizoen.ZOMER, date(2026, 6, 21), False),
        (Seizoen.WINTER, date(2026, 12, 21), False),
    ],
)
def test_out_of_leaf_branches_stand_in_a_haze_that_is_half_seen_through(
    seizoen: Seizoen, dag: date, hazy: bool
) -> None:
    layer = TreeLayer(make_renderer(), light.sun_vector())
    scene = replace(toy.scene(), seizoen=seizoen, dag=dag)
    assert layer.show(scene, (0.0, 0.0)) and not layer.show(scene, (0.0, 0.0))
    leaf = season.in_leaf(scene)
    corners = 3 * branches.FACES if not leaf else trees.CROWN
    assert len(layer.solid.points) == len(scene.trees) * (corners + trees.TRUNK)
    assert len(layer.haze.points) == (len(scene.trees) * trees.CROWN if hazy else 0)
    # Half of 255, as 50 % of the sun.
    assert set(layer.haze.colours[:, 3].tolist()) == ({128} if hazy else set())


def test_in_a_narrow_picture_the_line_is_set_smaller_or_broken_instead_of_cut_off(qapp: object) -> None:
    line = (
        "21 maart 2026, 14.00 uur CET · zonshoogte 34,9° · azimut 203,4° (RD) · "
        "kronen laten 50 % van de zon door (aanname)"
    )
    places = [Projection(Viewpoint(), width, 600.0) for width in (1600.0, 700.0, 320.0, 120.0)]
    boxes = [note_box(at, line) for at in places]
    assert all(box[0] > 0 for box in boxes)
    assert boxes[1][2] - boxes[1][0] < boxes[0][2] - boxes[0][0]
    assert [len(note_lines(at, line)[1]) for at in places] == [1, 1, 3, 4]
    assert all(" · ".join(note_lines(at, line)[1]) == line for at in places)
