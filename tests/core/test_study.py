"""State and Study: values, wishes that fit, wishes that do not, history, observers."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest
from shapely.geometry import box

from massastudie.errors import StateError
from massastudie.frozen import Frozen
from massastudie.knobs import Knob
from massastudie.plan import Accent, Plan
from massastudie.state import Kleuring, Layer, State, check_state, knobs_of, value_of
from massastudie.study import HISTORY, Study
from tests.core.making import block, doorsteek, one_plan


@pytest.fixture
def small() -> Plan:
    """One block with an accent and a doorsteek."""
    accent = Accent("A", "B", box(0, 0, 14, 14), 6)
    return one_plan(block(), doorsteken=[doorsteek([(30, -5), (30, 20)])], accenten=[accent])


@pytest.fixture
def study(small: Plan) -> Study:
    """A study of it."""
    return Study(small)


def test_states_with_the_same_wishes_are_one_value() -> None:
    one = State("nu").with_doorsteek("D", True).with_override("B", "diepte_m", 9.0)
    two = State("nu").with_override("B", "diepte_m", 9.0).with_doorsteek("D", True)
    assert one == two
    assert hash(one) == hash(two)
    assert len({one, two}) == 1
    assert one != one.with_doorsteek("D", False)


def test_taking_a_wish_back_gives_the_state_before() -> None:
    state = State("nu")
    assert state.with_doorsteek("D", True).with_doorsteek("D", None) == state
    assert state.with_profiel("S", "p").with_profiel("S", None) == state
    assert state.with_paviljoen("V", False).with_paviljoen("V", None) == state
    assert state.with_accent("A", False).with_accent("A", True) == state
    assert state.with_override("B", "bouwlagen", 5).with_override("B", "bouwlagen", None) == state
    assert state.with_layer(Layer.GESLOOPT, True).with_layer(Layer.GESLOOPT, False) == state


def test_forced_closed_is_something_else_than_not_forced() -> None:
    assert State("nu").with_doorsteek("D", False).doorsteken == {"D": False}
    assert State("nu").with_doorsteek("D", False) != State("nu")


def test_a_state_cannot_be_changed_in_place() -> None:
    state = State("nu")
    with pytest.raises(FrozenInstanceError):
        state.fase = "later"  # type: ignore[misc]
    with pytest.raises(TypeError):
        state.doorsteken["D"] = True  # type: ignore[index]


def test_a_state_survives_pickling() -> None:
    state = State("nu").with_doorsteek("D", True)
    assert pickle.loads(pickle.dumps(state)) == state


def test_what_is_only_looked_at_leaves_the_masses_their_key() -> None:
    state = State("nu")
    looks = replace(state, layers=frozenset(), kleuring=Kleuring.STATUS, selectie="B-01")
    assert looks.mass_key == state.mass_key
    assert state.with_doorsteek("D", True).mass_key != state.mass_key
    assert replace(state, accenten_aan=False).mass_key != state.mass_key


def test_frozen_mappings_are_equal_in_any_order() -> None:
    assert Frozen({"a": 1, "b": 2}) == Frozen({"b": 2, "a": 1})
    assert hash(Frozen({"a": 1, "b": 2})) == hash(Frozen({"b": 2, "a": 1}))


def test_observers_are_called_once_with_old_and_new(study: Study) -> None:
    calls: list[tuple[State, State]] = []
    stop = study.observe(lambda old, new: calls.append((old, new)))
    before = study.state
    assert study.change(fase="nu")
    assert calls == [(before, replace(before, fase="nu"))]
    assert not study.change(fase="nu")
    assert len(calls) == 1
    study.undo()
    assert calls[1] == (replace(before, fase="nu"), before)
    stop()
    study.redo()
    assert len(calls) == 2


def test_an_observer_sees_the_new_state_in_the_study(study: Study) -> None:
    seen: list[bool] = []
    study.observe(lambda old, new: seen.append(study.state is new))
    study.change(accenten_aan=False)
    assert seen == [True]


def test_an_observer_may_stop_itself_while_it_is_called(study: Study) -> None:
    calls: list[str] = []
    stops: list[Callable[[], None]] = []
    stops.append(study.observe(lambda old, new: (calls.append("one"), stops[0]())[0]))
    study.observe(lambda old, new: calls.append("two"))
    study.change(fase="nu")
    study.change(fase="later")
    study.change(fase="straks")
    assert calls == ["one", "two", "two", "two"]


def test_undo_and_redo_walk_through_all_states(study: Study) -> None:
    start = study.state
    for fase in ("nu", "straks"):
        study.change(fase=fase)
    assert study.undo() and study.undo() and not study.undo()
    assert study.state == start
    assert not study.can_undo and study.can_redo
    assert study.redo() and study.redo() and not study.redo()
    assert study.state.fase == "straks"


def test_a_new_change_forgets_what_was_undone(study: Study) -> None:
    study.change(fase="nu")
    study.undo()
    study.change(fase="straks")
    assert not study.can_redo


def test_looking_is_no_step_of_the_history(study: Study) -> None:
    calls: list[str | None] = []
    study.observe(lambda old, new: calls.append(new.selectie))
    assert study.look(selectie="B-01")
    assert not study.look(selectie="B-01")
    assert not study.can_undo
    study.change(fase="nu")
    study.undo()
    assert study.state.selectie == "B-01"
    assert calls == ["B-01", "B-01", "B-01"]


def test_the_history_does_not_grow_without_end(study: Study) -> None:
    for number in range(HISTORY + 20):
        study.apply(study.state.with_doorsteek("D", bool(number % 2)))
    steps = 0
    while study.undo():
        steps += 1
    assert steps == HISTORY


WRONG = {
    "fase": (lambda s: replace(s, fase="2099"), r"^fase: '2099' bestaat niet; kies uit nu, straks, later$"),
    "no fase": (lambda s: replace(s, fase=None), r"^fase: 'None' bestaat niet"),
    "kleuring": (lambda s: replace(s, kleuring="roze"), r"^kleuring: 'roze' bestaat niet; kies uit maquette"),
    "doorsteek": (lambda s: s.with_doorsteek("D9", True), r"^doorsteek: 'D9' bestaat niet; kies uit D$"),
    "paviljoen": (lambda s: s.with_paviljoen("V", True), r"^paviljoen: 'V' bestaat niet"),
    "accent": (lambda s: s.with_accent("A9", False), r"^accent: 'A9' bestaat niet; kies uit A$"),
    "layer": (lambda s: s.with_layer("wolken", True), r"^laag: 'wolken' bestaat niet; kies uit bestaand"),
    "straat": (lambda s: s.with_profiel("S", "p"), r"^straat: 'S' bestaat niet"),
    "object": (lambda s: s.with_override("X", "bouwlagen", 4), r"^'X' bestaat niet in dit plan; verwacht een"),
    "field": (lambda s: s.with_override("B", "kleur", 4), r"^B\.kleur: dit veld kan niet worden ingesteld$"),
    "pand field": (lambda s: s.with_override("B-01", "plint_m", 4.0), r"^B-01\.plint_m: dit veld kan niet"),
    "accent field": (lambda s: s.with_override("A", "fase", "nu"), r"^A\.fase: dit veld kan niet"),
    "fase of block": (lambda s: s.with_override("B", "fase", "2099"), r"^B\.fase: '2099' bestaat niet; kies uit nu"),
    "low": (lambda s: s.with_override("B", "bouwlagen", 0), r"^B\.bouwlagen: verwacht een geheel getal van 1 tot 20"),
    "high": (lambda s: s.with_override("B", "diepte_m", 31), r"^B\.diepte_m: verwacht een getal van 6 tot 30 m"),
    "half": (lambda s: s.with_override("B", "bouwlagen", 4.5), r"^B\.bouwlagen: verwacht een geheel getal .* 4\.5$"),
    "word": (lambda s: s.with_override("D", "breedte_m", "breed"), r"^D\.breedte_m: verwacht een getal .*'breed'$"),
    "nan": (lambda s: s.with_override("D", "breedte_m", float("nan")), r"^D\.breedte_m: verwacht een getal .*nan$"),
    "yes": (lambda s: s.with_override("B", "bouwlagen", True), r"^B\.bouwlagen: verwacht een geheel getal .*True$"),
    "open?": (lambda s: s.with_doorsteek("D", "ja"), r"^doorsteek D: verwacht ja of nee, gevonden 'ja'$"),
    "on?": (lambda s: replace(s, accenten_aan="aan"), r"^accenten_aan: verwacht ja of nee, gevonden 'aan'$"),
    "pand": (lambda s: s.with_override("B-7", "bouwlagen", 4), r"^'B-7' bestaat niet in dit plan"),
    "pand 0": (lambda s: s.with_override("B-00", "bouwlagen", 4), r"^'B-00' bestaat niet in dit plan"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_wish_is_refused_in_one_sentence_and_changes_nothing(study: Study, name: str) -> None:
    wish, said = WRONG[name]
    study.change(fase="nu")
    study.undo()
    before, calls = study.state, []
    study.observe(lambda old, new: calls.append(new))
    with pytest.raises(StateError, match=said) as caught:
        study.apply(wish(before))
    assert "\n" not in str(caught.value)
    assert study.state is before
    assert calls == []
    assert study.can_redo


def test_a_study_does_not_start_with_a_wrong_state(small: Plan) -> None:
    with pytest.raises(StateError):
        Study(small, State("2099"))


def test_both_ends_of_every_knob_are_accepted(small: Plan) -> None:
    for item in ("B", "A", "D", "B-01"):
        for knob in knobs_of(small, item):
            for value in ends(knob):
                check_state(small, State.start(small).with_override(item, knob.veld, value))


def test_past_both_ends_of_every_knob_is_refused(small: Plan) -> None:
    for item in ("B", "A", "D", "B-01"):
        for knob in knobs_of(small, item):
            low, high = ends(knob)
            for value in (low - knob_step(knob), high + knob_step(knob)):
                with pytest.raises(StateError, match=f"^{item}\\.{knob.veld}: verwacht"):
                    check_state(small, State.start(small).with_override(item, knob.veld, value))


def ends(knob: Knob) -> tuple[float, float]:
    """Lowest and highest value of a knob, in its own kind."""
    return (int(knob.low), int(knob.high)) if knob.integer else (knob.low, knob.high)


def knob_step(knob: Knob) -> float:
    """One step of a knob, in its own kind."""
    return 1 if knob.integer else knob.step


def test_the_value_in_force_is_the_wish_or_the_plan(small: Plan) -> None:
    state = State.start(small)
    assert value_of(small, state, "B", "diepte_m") == 12.0
    assert value_of(small, state.with_override("B", "diepte_m", 9.0), "B", "diepte_m") == 9.0


def test_a_pand_that_the_block_does_not_have_is_refused() -> None:
    study = Study(one_plan(block(box(0, 0, 60, 80), diepte_m=12.0)))
    before = study.state
    with pytest.raises(StateError, match=r"^'B-99' bestaat niet; B heeft panden B-01 tot B-\d\d$"):
        study.apply(before.with_override("B-99", "bouwlagen", 5))
    assert study.state is before


def test_other_surroundings_are_one_step_that_can_be_undone(small: Plan) -> None:
    study = Study(small)
    seen: list[tuple[Plan, str]] = []
    study.observe(lambda old, new: seen.append((study.plan, new.fase)))
    bare = replace(small, bestaand=())
    study.change(fase=small.fasen[0].id)
    study.lay(bare)
    assert study.plan is bare
    assert study.state.fase == small.fasen[0].id
    study.undo()
    assert study.plan is small
    study.undo()
    assert study.state.fase == State.start(small).fase
    study.redo()
    study.redo()
    assert study.plan is bare
    assert [plan is bare for plan, _ in seen] == [False, True, False, False, False, True]
