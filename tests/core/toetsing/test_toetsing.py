"""The list of rules as a whole: every fase, the worst one, and the sun norms in it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massastudie.errors import PlanError
from massastudie.norm import Norm
from massastudie.normtoets import toets_norm
from massastudie.plan import Plan
from massastudie.state import Layer, State
from massastudie.toetsing import Fasetoets, Oordeel, Regeloordeel, Toetsing, Toetsregel, Uitkomst, toets, toets_met_zon
from massastudie.toetsing.woorden import getal, lijst
from tests.core import making
from tests.core.toetsing.ruling import BAD, GOOD, UNTESTED, rule

T = TypeVar("T")
HOF = Norm("n", "Norm", "bron", "status", "hoven", "grond", (2.0,), ((3, 21),), stap_min=20.0, aandeel=0.5)


def named(regel: Toetsregel, regel_id: str) -> Toetsregel:
    return replace(regel, id=regel_id)


RULES = (
    named(rule("hof_per_blok", minstens=100), "hof"),
    named(rule("bouwlagen_band", minstens=3, hoogstens=4, panden=2), "lagen"),
    named(rule("zon_norm", {"norm": ["n"]}, minstens=100), "zon"),
)


def drained(work: Generator[tuple[int, int], None, T]) -> tuple[T, list[tuple[int, int]]]:
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as end:
            return end.value, steps


def test_every_rule_has_an_outcome_in_every_fase() -> None:
    plan = making.one_plan(making.block())
    found = toets(plan, State.start(plan), RULES)
    assert [f.fase for f in found.fasen] == ["nu", "straks", "later"]
    assert all([r.regel.id for r in f.regels] == ["hof", "lagen", "zon"] for f in found.fasen)
    assert [f.by_id("hof").oordeel for f in found.fasen] == [UNTESTED, GOOD, GOOD]
    assert all(f.by_id("zon").uitkomst.reden for f in found.fasen)
    assert not found.faalt


def test_one_fase_can_be_asked_for() -> None:
    plan = making.one_plan(making.block())
    assert [f.fase for f in toets(plan, State("nu"), RULES, ["straks"]).fasen] == ["straks"]


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(PlanError, match=r"'R': meting verwacht een van .*, gevonden 'lengte'"):
        toets(making.one_plan(), State("nu"), (rule("lengte"),))


def test_display_never_changes_a_verdict() -> None:
    plan = making.one_plan(making.block())
    shown = State("straks").with_layer(Layer.NIEUW, False)
    a, b = (toets(plan, s, RULES, ["straks"]).fasen[0] for s in (State("straks"), shown))
    assert [r.uitkomst for r in a.regels] == [r.uitkomst for r in b.regels]


@pytest.mark.parametrize("norm", [HOF, replace(HOF, uren=(10.0,), aandeel=0.9)], ids=["met", "missed"])
def test_the_sun_norm_in_the_list_is_the_norm_by_itself(norm: Norm) -> None:
    plan = making.one_plan(making.block())
    found, steps = drained(toets_met_zon(plan, State.start(plan), RULES, {"n": norm}))
    for fase in found.fasen:
        alone, _ = drained(toets_norm(plan, State(fase.fase), norm))
        met, missed, _ = alone.voldoet
        expected = UNTESTED if not met + missed else (GOOD if met else BAD)
        assert fase.by_id("zon").oordeel is expected
    assert found.fasen[1].by_id("zon").oordeel is (GOOD if norm is HOF else BAD)
    shares = [done for done, total in steps if total]
    assert shares == sorted(shares) and all(total in (0, 100) for _, total in steps)
    assert [f.by_id("hof").uitkomst for f in found.fasen] == [
        f.by_id("hof").uitkomst for f in toets(plan, State.start(plan), RULES).fasen
    ]


def made(regel: Toetsregel, *outcomes: tuple[Oordeel, float | None]) -> Toetsing:
    rows = (Regeloordeel(regel, Uitkomst(oordeel, "reden", waarde)) for oordeel, waarde in outcomes)
    return Toetsing("p", tuple(Fasetoets(f"f{n}", (row,)) for n, row in enumerate(rows)))


def test_the_worst_fase_is_the_one_furthest_over_its_limit() -> None:
    most, least = rule("x", hoogstens=1), rule("x", minstens=4)
    assert made(most, (GOOD, 0.0), (BAD, 9.0), (BAD, 2.0)).slechtste_van("R")[0] == "f1"
    assert made(least, (BAD, 3.0), (BAD, 3.5), (GOOD, 5.0)).slechtste_van("R")[0] == "f0"
    assert made(most, (UNTESTED, None), (GOOD, 1.0), (GOOD, 0.5)).slechtste_van("R")[0] == "f1"
    assert made(most, (GOOD, 0.0), (BAD, 9.0), (BAD, 2.0)).slechtste.fase == "f1"


def test_limits_are_told_in_dutch() -> None:
    told = replace(rule("x", minstens=4, wvo_minstens_m2=800, rand_m=1.5), eenheid="m").grens_text
    assert told == "≥ 4 m; wvo minstens 800 m²; rand 1,5 m"
    assert replace(rule("x", minstens=3, hoogstens=1200), eenheid="m²").grens_text == "3–1.200 m²"
    assert replace(rule("x", hoogstens=2030), eenheid="jaar").grens_text == "≤ 2030"


@given(st.integers(0, 10**9))
def test_a_whole_number_reads_back(value: int) -> None:
    assert int(getal(value).replace(".", "")) == value


def test_numbers_and_lists_read_as_dutch() -> None:
    assert (getal(1234.5), getal(4.0), getal(0.05), getal(1234.5, 0)) == ("1.234,5", "4", "0,05", "1.234")
    assert (lijst([]), lijst(["a"]), lijst(["a", "b", "c"])) == ("", "a", "a, b en c")
    assert lijst("abcdefgh") == "a, b, c, d, e, f en nog 2"


def test_rules_on_the_built_in_plan_name_objects_that_are_there(plan: Plan) -> None:
    from massastudie.massa import build
    from modellen.toetsregels import rules_of

    found = toets(plan, State.start(plan), rules_of(plan))
    for fase in found.fasen:
        known = {*plan.by_id, *(i.id for i in build(plan, State(fase.fase)).lichamen)}
        for row in fase.regels:
            assert set(row.uitkomst.objecten) <= known, row.regel.id
