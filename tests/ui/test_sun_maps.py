"""Maps of walls, of lost and gained sun, of extra shade: against full runs of the engine, and what the desk shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from massastudie import massa as massas
from massastudie.bezonning import Dag, study
from massastudie.casters import casters
from massastudie.gevelpunten import gevelpunten
from massastudie.plan import Plan
from massastudie.state import DEFAULT_MOMENT, State
from massastudie.steps import drained
from massastudie.zonboek import plaats_of, zonboek
from massastudie.zonverschil import first_fase, schaduwverschil, zonverschil
from modellen.tabellen.overig import bezonning
from ui import sun_desk
from ui.shown import Shown
from ui.sun_map import MapWish, SunMap, map_job, within
from ui.sun_shade import shade_job
from ui.sun_wishes import Looking, ShadeWish, SunSettings, boomlicht

from .test_sun_desk import Desk, parts, slow  # noqa: F401  (fixtures)

DAG = Dag(DEFAULT_MOMENT.date(), 10.0)


def changes(plan: Plan) -> dict[str, State]:
    start, accent = State.start(plan), plan.accenten[0].id
    return {
        "accent": start.with_accent(accent, False),
        "hoger": start.with_override(accent, "bouwlagen", 9),
        "doorsteek": start.with_doorsteek(plan.doorsteken[0].id, False),
        "fase": replace(start, fase=plan.fasen[1].id),
        "diepte": start.with_override(plan.bouwblokken[0].id, "diepte_m", 14.0),
    }


def mapped(plan: Plan, state: State, before: SunMap | None = None, reference: State | None = None) -> SunMap:
    op = ("hoven", "pleinen") if reference is not None else ("gevels",)
    wish = MapWish(plan, state.mass_key, DAG, op, reference.mass_key if reference is not None else None)
    found = within(map_job(wish, massas.build(plan, state), before), 60.0)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def first(plan: Plan) -> SunMap:
    return mapped(plan, State.start(plan))


# --- walls ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["accent", "hoger", "doorsteek", "fase", "diepte"])
def test_walls_from_the_map_before_equal_a_full_run_on_the_gevel_points(
    plan: Plan, first: SunMap, change: str
) -> None:
    state = changes(plan)[change]
    massa = massas.build(plan, state)
    found = mapped(plan, state, first)
    own = [item for item in massa.lichamen if item.in_plan]
    points = gevelpunten(own, massa.lichamen).punten
    minutes = drained(study(casters(massa.lichamen), points, DAG, plaats_of(plan))).minuten
    full = {tuple(p): m for p, m in zip(points.xyz.round(6).tolist(), minutes.tolist(), strict=True)}
    xyz, hours = (np.concatenate([getattr(item, name) for item in found.items]) for name in ("xyz", "hours"))
    assert len(xyz) == len(points.xyz)
    assert [full[tuple(p)] for p in xyz.round(6).tolist()] == pytest.approx((60 * hours).tolist())


def test_masses_an_accent_does_not_shade_keep_their_very_item(plan: Plan, first: SunMap) -> None:
    after = mapped(plan, changes(plan)["accent"], first)
    before = {item.id: item for item in first.items}
    kept = [item for item in after.items if before.get(item.id) is item]
    assert 0.5 * len(after.items) < len(kept) < len(after.items)


# --- lost and gained --------------------------------------------------------------------------------------------


def test_the_map_of_a_difference_holds_the_figures_of_the_core(plan: Plan) -> None:
    state = State.start(plan)
    reference = replace(state, fase=plan.fasen[1].id)
    core = within(zonverschil(plan, reference, state, DAG, ("hoven", "pleinen")), 60.0)
    assert core is not None
    found = mapped(plan, state, None, reference)
    assert found.difference is not None
    assert found.difference.totaal == core.totaal
    told, expected = ([c for c in one.cijfers if c.punten] for one in (found.difference, core))
    assert told == expected and len(told) > 5
    hours = np.concatenate([item.hours for item in found.items])
    assert np.allclose(60 * hours, core.verschil_min, equal_nan=True)
    assert {item.scale for item in found.items} == {"verschil"}


def test_a_difference_follows_a_change_from_the_map_before(plan: Plan) -> None:
    start = State.start(plan)
    reference, after = replace(start, fase=plan.fasen[0].id), changes(plan)["hoger"]
    first = mapped(plan, start, None, reference)
    found = mapped(plan, after, first, reference)
    assert found.former is first.former, "what is compared with is not worked out again"
    full = mapped(plan, after, None, reference)
    assert found.difference is not None and full.difference is not None
    assert found.difference.totaal == full.difference.totaal
    assert found.difference.totaal.verschil_min < first.difference.totaal.verschil_min  # type: ignore[union-attr]


def test_against_itself_nothing_differs(plan: Plan) -> None:
    state = State.start(plan)
    total = mapped(plan, state, None, state).difference.totaal  # type: ignore[union-attr]
    assert (total.minder_m2, total.meer_m2, total.verschil_min) == (0.0, 0.0, 0.0)


# --- extra shade ------------------------------------------------------------------------------------------------


def test_surfaces_hold_no_more_new_shade_than_there_is(plan: Plan) -> None:
    state = State.start(plan)
    wish = ShadeWish(plan, state.mass_key, first_fase(plan, state).mass_key, DEFAULT_MOMENT)
    found = within(shade_job(wish), 60.0)
    whole = schaduwverschil(plan, wish.reference, state, DEFAULT_MOMENT)
    assert [item.oppervlak_m2 for item in found.items] == [whole.nieuw_m2, whole.vervallen_m2]
    assert 0 < sum(row.nieuw_m2 for row in found.rows) <= whole.nieuw_m2 + 1e-6
    assert all(row.nieuw_m2 <= row.oppervlak_m2 for row in found.rows)
    changes = [max(row.nieuw_m2, row.vervallen_m2) for row in found.rows]
    assert changes == sorted(changes, reverse=True)


# --- the desk ---------------------------------------------------------------------------------------------------


@pytest.fixture
def sunny(parts: Desk, slow: None) -> Desk:  # noqa: F811
    parts.controller.set_kleuring("zon")
    return parts


def test_shade_belongs_to_its_moment(sunny: Desk) -> None:
    sunny.desk.set_settings(kind="schaduw")
    assert sunny.picture.scenes[-1].shade == (), "asked for, not known yet"
    assert sunny.picture.scenes[-1].heat == ()
    sunny.desk.run_waiting()
    sunny.end_job()
    scene = sunny.picture.scenes[-1]
    assert scene.shade is not None and [item.soort for item in scene.shade] == ["nieuw", "vervallen"]
    assert scene.against == sunny.controller.plan.fasen[0].naam
    sunny.controller.set_moment(DEFAULT_MOMENT + timedelta(minutes=5))
    assert sunny.picture.scenes[-1].shade == ()
    sunny.controller.set_kleuring("maquette")
    assert sunny.picture.scenes[-1].shade is None


def test_a_kept_state_is_compared_with_until_another_is_kept(sunny: Desk, plan: Plan) -> None:
    accent = plan.accenten[0].id
    sunny.desk.set_settings(kind="verschil")
    sunny.desk.keep()
    sunny.end_job()
    assert sunny.told[-1].settings.against == "vast"
    assert sunny.told[-1].map.difference.totaal.minder_m2 == 0.0
    sunny.controller.set_knob(accent, "bouwlagen", 12)
    assert sunny.told[-1].map is None and sunny.told[-1].working == "map"
    sunny.end_job()
    assert sunny.told[-1].map.difference.totaal.minder_m2 > 0.0


@pytest.mark.parametrize(("against", "find"), [("bestaand", lambda n: 0), ("vorige", lambda n: n - 2)])
def test_references_are_fasen(sunny: Desk, plan: Plan, against: str, find: Callable[[int], int]) -> None:
    sunny.desk.set_settings(kind="verschil", against=against)
    sunny.end_job()
    assert sunny.told[-1].map.wish.reference.fase == plan.fasen[find(len(plan.fasen))].id
    assert sunny.picture.scenes[-1].against == plan.fasen[find(len(plan.fasen))].naam


def test_gevels_come_with_the_map_when_asked(sunny: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sun_desk, "BUDGET_S", 60.0)
    monkeypatch.setattr(sun_desk, "is_ready", lambda: True)
    sunny.desk.set_settings(op=("pleinen", "gevels"))
    heat = sunny.picture.scenes[-1].heat
    assert {item.corners is None for item in heat} == {True, False}
    walls = [item for item in heat if item.corners is not None]
    assert all(item.corners.shape == (len(item.hours), 4, 3) for item in walls)
    assert sum(len(item.hours) for item in walls) > 10_000


def test_the_ledger_counts_trees_when_asked_and_says_so(plan: Plan) -> None:
    """With trees no surface has more sun, and its table says what a crown lets through."""
    state = replace(State.start(plan), fase=plan.fasen[0].id)
    dag = Dag(DEFAULT_MOMENT.date(), 60.0)
    asked = Looking(Shown(plan, state, massas.build(plan, state)), SunSettings(bomen=True), book_wanted=True).wishes()[
        "book"
    ]
    assert asked.bomen == boomlicht()
    with_trees, without = (
        drained(zonboek(plan, asked.mass, dag, ("pleinen",), (state.fase,), bomen=bomen))
        for bomen in (asked.bomen, None)
    )
    pairs = [(a.cijfers[0].gemiddeld_h, b.cijfers[0].gemiddeld_h)
             for a, b in zip(with_trees.regels, without.regels, strict=True)]  # fmt: skip
    assert all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)
    assert "per kroon" in bezonning(with_trees).toelichting
    assert all("per kroon" in str(row[-1]) for row in bezonning(with_trees).rijen)
    assert "bomen niet meegenomen" in bezonning(without).toelichting


def test_going_back_to_a_fase_starts_from_its_own_map(sunny: Desk) -> None:
    sunny.end_job()
    first = sunny.told[-1].map
    for steps in (-1, 1):
        sunny.controller.step_fase(steps)
        sunny.end_job()
    again = sunny.told[-1].map
    assert again is not first and again.points is first.points
    assert all(a is b for a, b in zip(again.items, first.items, strict=True)), "nothing is coloured anew"
