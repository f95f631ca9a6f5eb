"""Whatever a user wishes, every rule gives a verdict with its reason, and the verdict is the same each time."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.toetsing import Oordeel, toets_fase
from massastudie.toetsing.geval import Geval
from modellen.toetsregels import rules_of
from tests.core import strategies

QUIET = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@QUIET
@given(data=st.data())
def test_every_rule_tells_something_of_every_state(plan: Plan, data: st.DataObject) -> None:
    state = data.draw(strategies.wishes(plan))
    found = toets_fase(plan, state, rules_of(plan))
    known = {*plan.by_id, *(i.id for i in build(plan, state).lichamen)}
    for row in found.regels:
        out = row.uitkomst
        assert out.reden and not out.reden.endswith(".")
        assert out.waarde is None or out.waarde == out.waarde  # a number
        assert set(out.objecten) <= known, row.regel.id
        # a value is told of what was tested; the last year of fasen (C6) may be open
        assert (out.waarde is None) == (row.oordeel is Oordeel.NIET_TE_TOETSEN) or row.regel.meting == "voor_jaar"


@QUIET
@given(data=st.data())
def test_masses_a_state_builds_are_never_in_each_other_or_in_an_open_way(plan: Plan, data: st.DataObject) -> None:
    # what the builder promises, read back by the rules that would tell
    state = data.draw(strategies.wishes(plan))
    regels = {r.id: r for r in rules_of(plan)}
    found = toets_fase(plan, state, [regels["fasering-dubbel"]])
    assert found.regels[0].oordeel is not Oordeel.VOLDOET_NIET


@QUIET
@given(data=st.data(), bouwlagen=st.integers(5, 9))
def test_a_pand_raised_on_the_first_line_always_fails(plan: Plan, data: st.DataObject, bouwlagen: int) -> None:
    state = State(data.draw(st.sampled_from(["fase1", "fase2", "fase3"])))
    regel = next(r for r in rules_of(plan) if r.id == "A4")
    first = [p.id for p in Geval.of(plan, state).panden_aan(regel.over["plein"])]
    pand = data.draw(st.sampled_from(first))
    found = toets_fase(plan, state.with_override(pand, "bouwlagen", bouwlagen), [regel]).regels[0]
    assert found.oordeel is Oordeel.VOLDOET_NIET and found.uitkomst.objecten == (pand,)
