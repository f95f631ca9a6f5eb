"""BRE BR 209: loss of sun on a hof that has too little is noticeable below 0.8 times its former share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from shapely.geometry import box

from massastudie.bezonning import Dag, study
from massastudie.casters import casters
from massastudie.meetpunten import meetpunten
from massastudie.normtoets import Hofoordeel, Normtoets, toets_norm
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.steps import drained
from massastudie.zonboek import plaats_of
from massastudie.zonverschil import first_fase
from modellen.normen import find_norm
from tests.core.making import bestaand, block, built, one_plan

#: The rule of BR 209 for a hof that must have its hours nearly everywhere, so that the ring's shade fails it.
STRICT = replace(find_norm("bre_sun_on_ground"), aandeel=0.99, stap_min=10.0)


def outcome(plan: Plan, reference: State | None, afname: float = 0.8) -> tuple[Normtoets, Hofoordeel]:
    found = drained(toets_norm(plan, State.start(plan), replace(STRICT, afname=afname), reference=reference))
    return found, found.hoven[0]


@pytest.fixture(scope="module")
def one() -> Plan:
    return one_plan(block())


def test_what_was_open_ground_had_its_hours_everywhere(one: Plan) -> None:
    found, hof = outcome(one, first_fase(one, State.start(one)))
    points = meetpunten(one, State.start(one), built(one))
    day = Dag(date(2026, 3, 21), 10.0, 10.0)
    share = drained(study(casters(built(one).lichamen), points.punten, day, plaats_of(one))).aandeel(2.0)
    # the sun is above 10° for 9.83 h on 21 March at Assen (formulas of Meeus): free ground has 2 h everywhere
    assert (hof.voor, hof.na, hof.verhouding) == (1.0, share, share) and 0.3 < share < 0.99
    assert found.reference == State("nu")


@pytest.mark.parametrize(("times", "noticeable"), [(0.99, False), (1.01, True)])
def test_the_limit_decides(one: Plan, times: float, noticeable: bool) -> None:
    reference = first_fase(one, State.start(one))
    _, hof = outcome(one, reference)
    assert hof.verhouding is not None and not hof.voldoet
    assert outcome(one, reference, min(times * hof.verhouding, 1.0))[1].merkbaar is noticeable


def test_nothing_changed_is_no_loss(one: Plan) -> None:
    _, hof = outcome(one, State.start(one))
    assert (hof.verhouding, hof.merkbaar) == (1.0, False)


def test_a_hof_with_enough_sun_has_no_loss_that_counts(one: Plan) -> None:
    norm = replace(STRICT, aandeel=0.05)
    (hof,) = drained(toets_norm(one, State.start(one), norm, reference=State("nu"))).hoven
    assert hof.voldoet and hof.merkbaar is False


def test_ground_under_a_pand_had_no_sun_to_lose() -> None:
    plan = one_plan(block(), panden=[bestaand(box(0, 0, 60, 80), sloop_voor="B")])
    _, hof = outcome(plan, State("nu"))
    assert (hof.voor, hof.na, hof.verhouding, hof.merkbaar) == (None, None, None, None)


def test_without_a_reference_nothing_is_compared(one: Plan) -> None:
    found, hof = outcome(one, None)
    assert (found.reference, hof.voor, hof.merkbaar) == (None, None, None)
