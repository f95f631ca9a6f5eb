"""Comparing: which state is compared with, what the 3D view and the strip are handed, and when it ends.

Figures expected are those of the two fasen as the command line gives them (`massastudie cijfers`), read from the core.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from massastudie.massa import build
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Plan
from massastudie.presentatie import Variant
from massastudie.state import Kleuring, State
from ui.app import App
from ui.compare import BESTAAND, KEPT, VORIGE, Compared, CompareDesk
from ui.story import Story


@pytest.fixture
def told() -> list[Compared | None]:
    return []


@pytest.fixture
def desk(controller, told) -> CompareDesk:
    made = CompareDesk(Story(), told.append)
    controller.add_view(made)
    return made


def last(told: list[Compared | None]) -> Compared:
    assert told and told[-1] is not None
    return told[-1]


def test_nothing_is_told_until_comparing_begins(controller, desk: CompareDesk, told) -> None:
    controller.set_fase(controller.plan.fasen[0].id)
    assert told == []


def test_what_stands_today_is_free_of_wishes(controller, desk: CompareDesk, told, plan: Plan) -> None:
    controller.set_doorsteek(plan.doorsteken[0].id, False)
    desk.switch(True)
    found = last(told)
    assert found.before.state.mass_key == State(plan.fasen[0].id)
    assert found.before.kern == kerncijfers(plan, found.before.state, build(plan, found.before.state))
    assert found.now.state == controller.state
    assert found.title == "Bestaand · 2021"


def test_the_fase_before_has_the_same_wishes(controller, desk: CompareDesk, told, plan: Plan) -> None:
    controller.set_doorsteek(plan.doorsteken[0].id, False)
    desk.choose(VORIGE)
    assert last(told).before.state.mass_key == replace(controller.state.mass_key, fase=plan.fasen[-2].id)


def test_both_are_looked_at_in_the_same_way(controller, desk: CompareDesk, told) -> None:
    controller.set_kleuring("functie")
    controller.set_layer("bomen", False)
    desk.switch(True)
    before, now = last(told).before.state, controller.state
    assert (before.kleuring, before.layers) == (now.kleuring, now.layers)
    assert before.moment == now.moment


def test_a_variant_keeps_its_own_fase_wishes_and_moment(controller, desk: CompareDesk, told, plan: Plan) -> None:
    high = State(plan.fasen[1].id).with_override(plan.bouwblokken[0].id, "bouwlagen", 9)
    name = desk._story.add_variant(Variant("Hoog", high))
    desk.choose(KEPT + name)
    assert last(told).before.state.mass_key == high.mass_key
    assert last(told).before.state.moment == high.moment
    assert last(told).title.startswith("Hoog · ")


def test_a_variant_that_is_gone_gives_way_to_what_stands_today(desk: CompareDesk, told) -> None:
    desk._story.add_variant(Variant("Hoog", State("fase1")))
    desk.choose(KEPT + "Hoog")
    desk._story.remove(desk._story.kept.varianten[0])
    assert desk.reference == BESTAAND
    assert last(told).before.state.fase == "bestaand"


def test_the_end_is_told_once(desk: CompareDesk, told) -> None:
    desk.switch(True)
    desk.switch(False)
    desk.switch(False)
    assert told[-1] is None and len(told) == 2


def test_the_window_compares_and_stops(app: App) -> None:
    actions, strip = app.window.actions_, app.compare.strip
    assert not strip.isVisible() and not actions["flip"].isEnabled()
    actions["compare"].trigger()
    assert strip.isVisible() and actions["compare"].isChecked()
    assert app.view.beside is not None
    actions["compare"].trigger()
    assert not strip.isVisible() and app.view.beside is None


def test_the_strip_tells_the_difference(app: App, plan: Plan) -> None:
    app.window.actions_["compare"].trigger()
    tr, today = app.tr_, State(plan.fasen[0].id)
    before, now = (kerncijfers(plan, s, build(plan, s)) for s in (today, app.controller.state))
    text = app.compare.strip.cells["bvo_m2"].text()
    assert tr.change(now.totaal_m2 - before.totaal_m2) in text
    assert tr.number(before.totaal_m2) in text and tr.number(now.totaal_m2) in text


def test_flip_shows_one_whole_and_then_the_other(app: App) -> None:
    app.window.actions_["compare"].trigger()
    for _ in range(3):
        app.window.actions_["flip"].trigger()
    assert [value for name, value in app.view.calls if name == "split"][-3:] == [1.0, 0.0, 1.0]


def test_a_change_keeps_the_line_where_it_was_dragged(app: App) -> None:
    app.window.actions_["compare"].trigger()
    app.view.splitMoved.emit(0.3)
    app.controller.set_fase("fase1")
    assert app.view.calls[-1] == ("split", 0.3) or ("split", 0.3) in app.view.calls[-3:]


def test_the_sun_of_both_is_worked_out(qtbot, app: App) -> None:
    app.window.actions_["compare"].trigger()
    cell = app.compare.strip.cells["zon"]
    assert "…" in cell.text()
    qtbot.waitUntil(lambda: "…" not in cell.text(), timeout=180_000)
    assert "→" in cell.text()


def test_in_the_colouring_zon_both_have_a_map(qtbot, app: App) -> None:
    app.controller.set_kleuring(Kleuring.ZON.value)
    app.window.actions_["compare"].trigger()
    qtbot.waitUntil(lambda: bool(app.view.beside.heat), timeout=180_000)
    assert {item.id for item in app.view.beside.heat}


def test_beside_a_map_of_differences_stand_the_hours_of_the_other_state(qtbot, app: App) -> None:
    app.controller.set_kleuring(Kleuring.ZON.value)
    app.window.sun_parts.desk.set_settings(kind="verschil")
    app.window.actions_["compare"].trigger()
    cell = app.compare.strip.cells["zon"]
    qtbot.waitUntil(lambda: "…" not in cell.text(), timeout=180_000)
    assert {item.scale for item in app.view.beside.heat} == {"uren"}
