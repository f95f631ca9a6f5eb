"""The controller without Qt: fakes for the views, the real plan behind it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from massastudie.plan import Plan
from massastudie.state import Layer, State
from ui.controller import Controller, bouwlagen_of

from .fakes import FakePicture, FakeView, volumes_of


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def desk(plan: Plan, said: list[str]) -> tuple[Controller, FakeView, FakePicture]:
    controller, view, picture = Controller(plan, State.start(plan), said.append), FakeView(), FakePicture()
    controller.add_view(view)
    controller.set_picture(picture)
    return controller, view, picture


def test_imports_no_qt() -> None:
    code = (
        "import sys, ui.controller; sys.exit(any(m.split('.')[0] in ('PySide6', 'vtkmodules') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_new_view_is_handed_everything_at_once(desk, plan: Plan) -> None:
    controller, view, picture = desk
    assert view.last.state == State.start(plan)
    assert picture.titles[-1] == controller.shown.titel
    assert plan.fasen[-1].naam in picture.titles[-1]


def test_one_change_is_handed_out_once(desk) -> None:
    controller, view, picture = desk
    before = len(view.parts), len(picture.scenes)
    controller.set_fase(controller.plan.fasen[0].id)
    assert (len(view.parts), len(picture.scenes)) == (before[0] + 1, before[1] + 1)


def test_an_equal_wish_stops_on_the_way(desk) -> None:
    controller, view, _ = desk
    count = len(view.parts)
    controller.set_fase(controller.state.fase)
    assert len(view.parts) == count
    assert not controller.shown.can_undo


def test_step_fase_stops_at_both_ends(desk, plan: Plan) -> None:
    controller, _, _ = desk
    controller.step_fase(5)
    assert controller.state.fase == plan.fasen[-1].id
    controller.step_fase(-99)
    assert controller.state.fase == plan.fasen[0].id


@pytest.mark.parametrize("wish", ["doorsteek", "accent", "accenten", "profiel", "paviljoen", "bouwlagen", "fase"])
def test_undo_restores_every_volume(desk, plan: Plan, wish: str) -> None:
    controller, view, _ = desk
    before, kern = volumes_of(view.last), view.last.kern
    ask(controller, plan, wish)
    assert view.last.state != State.start(plan)
    assert view.last.can_undo
    controller.undo()
    assert volumes_of(view.last) == before
    assert view.last.kern == kern
    assert view.last.can_redo


def ask(controller: Controller, plan: Plan, wish: str) -> None:
    wishes = {
        "doorsteek": lambda: controller.set_doorsteek(plan.doorsteken[0].id, False),
        "accent": lambda: controller.set_accent(plan.accenten[0].id, False),
        "accenten": lambda: controller.set_accenten(False),
        "profiel": lambda: controller.set_profiel(*other_profile(plan)),
        "paviljoen": lambda: controller.set_paviljoen(plan.paviljoens[0].id, False),
        "bouwlagen": lambda: controller.set_knob(plan.bouwblokken[0].id, "bouwlagen", 6),
        "fase": lambda: controller.set_fase(plan.fasen[1].id),
    }
    wishes[wish]()


def other_profile(plan: Plan) -> tuple[str, str]:
    straat = next(s for s in plan.straten if len(s.profielen) > 1)
    return straat.id, straat.profielen[0].profiel


def test_forcing_what_the_fase_says_anyway_is_giving_back(desk, plan: Plan) -> None:
    controller, _, _ = desk
    item = plan.doorsteken[0].id
    controller.set_doorsteek(item, False)
    assert controller.state.doorsteken[item] is False
    controller.set_doorsteek(item, True)
    assert item not in controller.state.doorsteken


def test_the_plans_own_value_is_no_override(desk, plan: Plan) -> None:
    controller, _, _ = desk
    blok = plan.bouwblokken[0]
    controller.set_knob(blok.id, "plint_m", blok.plint_m + 1)
    assert (blok.id, "plint_m") in controller.state.overrides
    controller.set_knob(blok.id, "plint_m", blok.plint_m)
    assert not controller.state.overrides


@pytest.mark.parametrize(
    ("item", "veld", "waarde"),
    [("BB1", "bouwlagen", 99), ("BB1", "bouwlagen", "vier"), ("BB1", "kleur", 1), ("nergens", "bouwlagen", 4),
     ("BB1", "fase", "gisteren"), ("BB1", "plint_m", float("nan")), ("BB1", "bouwlagen", 4.5)],
)  # fmt: skip
def test_a_bad_knob_says_one_sentence_and_changes_nothing(desk, said: list[str], item, veld, waarde) -> None:
    controller, view, _ = desk
    before = controller.state
    controller.set_knob(item, veld, waarde)
    assert controller.state == before
    assert len(said) == 1
    assert "Traceback" not in said[0]
    assert view.last.state == before, "the widget that asked is shown the state as it is"


@pytest.mark.parametrize(
    "wish",
    [lambda c: c.set_fase("ooit"), lambda c: c.set_doorsteek("geen", True), lambda c: c.set_profiel("geen", "x"),
     lambda c: c.set_kleuring("paars"), lambda c: c.set_layer("kelder", True), lambda c: c.set_accent("A99", False),
     lambda c: c.set_paviljoen("geen", True)],
)  # fmt: skip
def test_a_bad_wish_says_one_sentence_and_changes_nothing(desk, said: list[str], wish) -> None:
    controller, _, _ = desk
    before = controller.state
    wish(controller)
    assert controller.state == before
    assert len(said) == 1


def test_selection_is_no_step_to_undo(desk, plan: Plan) -> None:
    controller, view, _ = desk
    controller.select(plan.bouwblokken[0].id)
    assert view.last.state.selectie == plan.bouwblokken[0].id
    assert not view.last.can_undo
    controller.select("")
    assert view.last.state.selectie is None


def test_plus_and_minus_follow_the_selection(desk, plan: Plan) -> None:
    controller, view, _ = desk
    controller.step_bouwlagen(1)
    assert not controller.state.overrides, "nothing selected: nothing happens"
    pand = next(m for m in view.last.massa.lichamen if m.blok and not m.accent and m.id.rpartition("-")[2].isdigit())
    controller.select(pand.id)
    controller.step_bouwlagen(1)
    assert view.last.massa.by_id[pand.id].bouwlagen == pand.bouwlagen + 1
    assert bouwlagen_of(view.last, pand.id) == pand.bouwlagen + 1
    controller.step_bouwlagen(-1)
    assert view.last.massa.by_id[pand.id].bouwlagen == pand.bouwlagen


def test_plus_on_something_without_storeys_does_nothing(desk, said: list[str], plan: Plan) -> None:
    controller, _, _ = desk
    for item in (plan.doorsteken[0].id, plan.straten[0].id, plan.bestaand[0].id, "weg"):
        controller.select(item)
        controller.step_bouwlagen(1)
    assert not controller.state.overrides
    assert not said


def test_reset_all_keeps_fase_and_layers(desk, plan: Plan) -> None:
    controller, view, _ = desk
    controller.set_fase(plan.fasen[2].id)
    controller.set_layer(Layer.BOMEN.value, False)
    for wish in ("doorsteek", "accent", "accenten", "profiel", "bouwlagen"):
        ask(controller, plan, wish)
    assert view.last.changed
    controller.reset_all()
    assert not view.last.changed
    assert controller.state.fase == plan.fasen[2].id
    assert Layer.BOMEN not in controller.state.layers


def test_reset_item_resets_that_item_only(desk, plan: Plan) -> None:
    controller, _, _ = desk
    one, two = plan.bouwblokken[:2]
    controller.set_knob(one.id, "bouwlagen", 6)
    controller.set_knob(one.id, "plint_m", 6.0)
    controller.set_knob(two.id, "bouwlagen", 6)
    controller.reset_item(one.id)
    assert list(controller.state.overrides) == [(two.id, "bouwlagen")]


def test_a_hidden_layer_changes_no_figure(desk) -> None:
    controller, view, _ = desk
    before = view.last.kern
    for layer in Layer:
        controller.set_layer(layer.value, False)
    assert view.last.kern == before


def test_open_study_starts_an_empty_history(desk, plan: Plan) -> None:
    controller, view, _ = desk
    controller.set_accenten(False)
    controller.open_study(plan, State.start(plan))
    assert not view.last.can_undo
    controller.undo()
    assert controller.state == State.start(plan)


def test_per_fase_keeps_the_wishes(desk, plan: Plan) -> None:
    controller, view, _ = desk
    controller.set_knob(plan.bouwblokken[0].id, "bouwlagen", 8)
    shown = view.last
    assert [k.fase for k in shown.per_fase] == [f.id for f in plan.fasen]
    assert shown.per_fase[-1].totaal_m2 == pytest.approx(shown.kern.totaal_m2)


def test_the_picture_is_painted_before_any_figure_is_worked_out(controller: Controller) -> None:
    """What the eye waits for comes first: the panels, with figures of every fase, follow."""

    class Picture(FakePicture):
        def paint_now(self) -> None:
            super().paint_now()
            seen.append(set(controller.shown.__dict__) & {"kern", "per_fase"})

    seen: list[set[str]] = []
    controller.set_picture(Picture())
    view = FakeView()
    controller.add_view(view)
    controller.step_fase(-1)
    assert seen == [set()]
    assert view.last.kern.fase == controller.state.fase
