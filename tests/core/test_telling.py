"""A figure opened up: its parts add up to it, for every figure, in every fase, of the plan and of each bouwblok."""

from __future__ import annotations

from dataclasses import replace

import pytest

from massastudie.definities import DEFINITIES
from massastudie.errors import StateError
from massastudie.kengetallen import KENGETALLEN
from massastudie.massa import build
from massastudie.plan import Garage, Plan
from massastudie.state import State
from massastudie.telling import BLOK_FIGUREN, FIGUREN, Telling, telling

from .koopmansplein import FASEN

#: Wishes that move every kind of figure.
TURNED = (
    State("fase2").with_override("go_bvo_wonen", "waarde", 0.71).with_override("fiets_per_woning_klein", "waarde", 4.0)
    .with_override("BB2", "bouwlagen", 6).with_doorsteek("DS1", False).with_doorsteek("DS6", True)
)  # fmt: skip
STATES = [*(State(f) for f in FASEN), TURNED]


def opened(plan: Plan, state: State, figuur: str, blok: str | None = None) -> Telling:
    return telling(plan, state, build(plan, state), figuur, blok)


def test_every_parameter_belongs_to_a_figure() -> None:
    """A number that can be set and moves nothing would tell a user wrong."""
    assert {p.id for p in KENGETALLEN} == {name for d in DEFINITIES.values() for name in d.parameters}


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.fase + ("*" if s.overrides else ""))
@pytest.mark.parametrize("figuur", FIGUREN)
def test_the_parts_of_a_figure_of_the_plan_add_up_to_it(plan: Plan, state: State, figuur: str) -> None:
    found = opened(plan, state, figuur)
    assert found.waarde == pytest.approx(sum(p.waarde for p in found.geteld) / found.noemer, abs=1e-6)


@pytest.mark.parametrize("state", [State("fase1"), State("fase3"), TURNED], ids=["fase1", "fase3", "fase2*"])
@pytest.mark.parametrize("figuur", BLOK_FIGUREN)
def test_the_parts_of_a_figure_of_a_block_add_up_to_it(plan: Plan, state: State, figuur: str) -> None:
    for blok in plan.bouwblokken:
        found = opened(plan, state, figuur, blok.id)
        assert found.waarde == pytest.approx(sum(p.waarde for p in found.geteld) / found.noemer, abs=1e-6), blok.id


def test_no_mass_is_both_counted_and_left_out(plan: Plan) -> None:
    for figuur in FIGUREN:
        found = opened(plan, State("fase2"), figuur)
        assert not found.objecten & {w.id for w in found.weggelaten}


def test_what_is_left_out_says_why(plan: Plan) -> None:
    found = opened(plan, State("fase2"), "bvo_m2")
    reasons = {w.id: w.reden for w in found.weggelaten}
    outside = next(p.id for p in plan.bestaand if not p.in_plan)
    assert reasons[outside] == "buiten de plangrens"
    assert reasons["BB3-01"] == "komt in een latere fase"
    assert reasons["P0002.sloop"] == "gesloopt"


def test_garages_and_green_tell_of_their_own_kind(plan: Plan) -> None:
    garages = {w.id: w.reden for w in opened(plan, State("fase2"), "capaciteit").weggelaten}
    assert set(garages) == {g.id for g in plan.garages if not g.voor_plan}
    green = {w.id: w.reden for w in opened(plan, State("fase2"), "openbaar_groen_m2").weggelaten}
    assert green["brink"] == "buiten de plangrens"
    assert opened(plan, State("fase2"), "bomen.saldo").weggelaten == ()


def test_each_scale_has_its_own_definition(plan: Plan) -> None:
    found = [opened(plan, State("fase2"), name, "BB2").definitie for name in ("fsi", "weefsel.fsi")]
    assert "eiland" in found[0].definitie and "straten eromheen" in found[1].definitie


def test_parameters_and_assumptions_come_along(plan: Plan) -> None:
    found = opened(plan, TURNED, "woningen", "BB2")
    assert {p.id: (p.waarde, p.eigen) for p in found.parameters} == {
        "go_per_woning_m2": (75.0, False), "go_bvo_wonen": (0.71, True),
    }  # fmt: skip
    assert all(p.bron for p in found.parameters)
    assert found.definitie.aanname in found.aannamen and len(found.aannamen) == 2


def test_an_unknown_figure_has_no_value(plan: Plan) -> None:
    unknown = replace(plan, garages=(*plan.garages, Garage("G", "Nieuw", 0, 0, None, voor_plan=True)))
    assert opened(unknown, State("fase1"), "capaciteit").waarde is None


@pytest.mark.parametrize(
    ("figuur", "blok", "named"),
    [("bvo", None, "bvo"), ("bvo_m2", "BB0", "BB0"), ("gesloopt_m2", "BB1", "gesloopt_m2")],
)
def test_a_figure_that_is_not_there_is_named(plan: Plan, figuur: str, blok: str | None, named: str) -> None:
    with pytest.raises(StateError, match=f"'{named}' bestaat niet"):
        opened(plan, State("fase1"), figuur, blok)
