"""What a change brings and costs, against sums by hand and against two whole sun ledgers."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from shapely.geometry import box

from massastudie.bezonning import Dag
from massastudie.gevoeligheid import Gevoeligheid, gevoeligheid, wijzigingen
from massastudie.massa import accent_on
from massastudie.plan import Accent, Plan
from massastudie.state import State
from massastudie.zonboek import zonboek

from .making import block, one_plan

T = TypeVar("T")
DAG = Dag(date(2026, 3, 21), 10.0)


def ended(work: Generator[tuple[int, int], None, T]) -> T:
    """Run to the end; progress never goes back and never passes the whole."""
    before = 0.0
    try:
        while True:
            done, total = next(work)
            now = done / total if total else before
            assert before <= now <= 1.0
            before = now
    except StopIteration as end:
        result: T = end.value
        return result


def listed(plan: Plan, state: State) -> Gevoeligheid:
    return ended(gevoeligheid(plan, state, DAG, 2.0))


def hof_hours(plan: Plan, state: State) -> dict[str, float]:
    """Mean hours of each hof by whole runs of the sun ledger."""
    book = ended(zonboek(plan, state, DAG, ("hoven",), (state.fase,), 2.0))
    return {r.id: r.cijfers[0].gemiddeld_h for r in book.regels if r.cijfers[0] is not None}


def test_one_more_bouwlaag_by_hand() -> None:
    """2784 m² more; wonen 8352 -> 11136 m² is 86 -> 115 dwellings. The court of 36 x 56 m loses some sun."""
    plan = one_plan(block())
    (row,) = listed(plan, State.start(plan)).regels
    assert (row.soort, row.id, row.woningen) == ("bouwlaag", "B", 29)
    assert row.bvo_m2 == pytest.approx(2784)
    assert row.zwaarst == "B" and row.verlies_h == row.zwaarst_h > 0.1


def test_an_accent_by_hand() -> None:
    """Two bouwlagen more on one side of the court; the south side takes its sun, the north side none of it."""
    side = {"south": box(0, 0, 60, 12), "north": box(0, 68, 60, 80)}
    accenten = [Accent(name, "B", shape, 6) for name, shape in side.items()]
    plan = one_plan(block(), accenten=accenten)
    rows = {r.id: r for r in listed(plan, State.start(plan)).regels}
    assert rows["south"].verlies_h > 0.1
    assert rows["north"].verlies_h == pytest.approx(0, abs=0.02)
    assert rows["south"].bvo_m2 > 0 and rows["north"].bvo_m2 > 0


def test_the_cost_is_the_difference_of_two_whole_ledgers(plan: Plan) -> None:
    state = State("fase2")
    changes = {(c.soort, c.id): c for c in wijzigingen(plan, state)}
    for row in listed(plan, state).regels:
        change = changes[row.soort, row.id]
        before, after = hof_hours(plan, change.zonder), hof_hours(plan, change.met)
        lost = {hof: before[hof] - after[hof] for hof in before if abs(before[hof] - after[hof]) > 1e-9}
        assert dict(row.per_hof_h) == pytest.approx(lost)


def test_more_mass_never_brings_sun_and_the_most_costly_comes_first(plan: Plan) -> None:
    rows = listed(plan, State("fase3")).regels
    assert len(rows) == len(plan.accenten) + len(plan.bouwblokken)
    costs = [row.verlies_h for row in rows]
    assert costs == sorted(costs, reverse=True) and costs[-1] >= 0
    assert all(row.bvo_m2 > 0 for row in rows)


@pytest.mark.parametrize("all_on", [True, False])
def test_a_change_of_an_accent_leaves_the_others_alone(plan: Plan, all_on: bool) -> None:
    state = replace(State("fase3"), accenten_aan=all_on)
    for change in wijzigingen(plan, state):
        if change.soort == "accent":
            assert state in (change.met, change.zonder)
            for accent in plan.accenten:
                expected = (False, True) if accent.id == change.id else (all_on, all_on)
                assert (accent_on(change.zonder, accent), accent_on(change.met, accent)) == expected


def test_where_nothing_stands_there_is_nothing_to_change(plan: Plan) -> None:
    assert listed(plan, State("bestaand")).regels == ()
