"""The rules in the window: when they are tested, what a row says, what lights up."""

from __future__ import annotations

from typing import Any

import pytest

from massastudie.plan import Plan
from massastudie.toetsing import Oordeel
from modellen.toetsregels import rules_of
from ui.app import App
from ui.controller import Controller
from ui.i18n import Translator
from ui.panels.toets_panel import ToetsPanel, group_of
from ui.panels.toets_rows import ROW, fase_at, strip_left, value_text
from ui.toets_desk import ToetsDesk, ToetsShown, toets_job

from .fakes import FakeRunner


class Bench:
    """A desk with a stand-in for its worker, and what it told."""

    def __init__(self, controller: Controller) -> None:
        self.runner, self.waits, self.told = FakeRunner(), [], list[ToetsShown]()
        self.desk = ToetsDesk(self.runner, lambda: self.waits.append(1))
        self.desk.connect(self.told.append)
        controller.add_view(self.desk)

    def work(self) -> None:
        self.desk.run_waiting()
        self.desk.finished(self.runner.drain())


@pytest.fixture
def bench(controller: Controller) -> Bench:
    return Bench(controller)


@pytest.fixture
def panel(qtbot, bench: Bench, tr: Translator) -> ToetsPanel:
    made = ToetsPanel(tr)
    qtbot.addWidget(made)
    made.resize(380, 700)
    bench.desk.connect(made.show_toets)
    bench.work()
    return made


# --- desk ------------------------------------------------------------------------------------------------------


def test_nothing_is_tested_before_it_is_quiet(bench: Bench) -> None:
    assert bench.waits and not bench.runner.jobs
    assert bench.told[-1].toetsing is None


def test_one_outcome_tells_of_every_fase(bench: Bench, controller: Controller, plan: Plan) -> None:
    bench.work()
    jobs = len(bench.runner.jobs)
    for fase in plan.fasen:
        controller.set_fase(fase.id)
        assert bench.told[-1].fase.fase == fase.id
        assert not bench.told[-1].old
    bench.desk.run_waiting()
    assert len(bench.runner.jobs) == jobs


def test_a_change_makes_the_outcome_old_and_stops_a_test_of_before(bench: Bench, controller: Controller) -> None:
    bench.work()
    controller.set_accenten(False)
    assert bench.told[-1].old and bench.told[-1].failing == 0
    bench.desk.run_waiting()
    controller.set_accenten(True)
    assert bench.runner.cancelled == 1
    assert not bench.told[-1].old, "the outcome of these wishes was known already"


def test_colours_and_layers_ask_no_test(bench: Bench, controller: Controller) -> None:
    bench.work()
    bench.waits.clear()
    controller.set_layer("bomen", False)
    controller.set_kleuring("functie")
    assert bench.waits == []


def test_the_sun_is_counted_when_asked_and_can_be_stopped(bench: Bench) -> None:
    bench.work()
    bench.desk.count_sun()
    assert bench.runner.jobs[-1][0] == "toets_sun"
    assert bench.told[-1].counting_sun
    bench.desk.stop()
    assert not bench.told[-1].counting_sun
    assert bench.told[-1].toetsing is not None and not bench.told[-1].with_sun


def test_a_file_of_rules_that_is_wrong_is_told_once(bench: Bench) -> None:
    bench.desk.run_waiting()
    bench.desk.fail("toets.toml: verwacht iets anders")
    bench.desk.run_waiting()
    assert len(bench.runner.jobs) == 1
    assert bench.told[-1].failed.startswith("toets.toml")


def test_the_job_tells_a_step_per_fase(controller: Controller, plan: Plan) -> None:
    steps = list(toets_job(plan, controller.state))
    assert steps == [(n, len(plan.fasen)) for n in range(len(plan.fasen))]


# --- panel -----------------------------------------------------------------------------------------------------


def rows(panel: ToetsPanel) -> list[Any]:
    groups = [panel.tree.topLevelItem(i) for i in range(panel.tree.topLevelItemCount())]
    return [g.child(i).data(0, ROW) for g in groups for i in range(g.childCount())]


def test_every_rule_has_a_row_with_a_mark_per_fase(panel: ToetsPanel, plan: Plan) -> None:
    shown = rows(panel)
    assert sorted(r.found.regel.id for r in shown) == sorted(r.id for r in rules_of(plan))
    assert all([f for f, _ in r.per_fase] == [f.id for f in plan.fasen] for r in shown)


def test_groups_follow_the_letters_of_the_vision() -> None:
    assert [group_of(i) for i in ("A12", "F-straat", "F", "fasering-hof", "zon-gevel", "X1")] == [
        "A", "F", "F", "fasering", "zon", "eigen",
    ]  # fmt: skip


def test_only_failing_leaves_what_fails_in_some_fase(panel: ToetsPanel) -> None:
    panel.only_failing.setChecked(True)
    left = rows(panel)
    assert left and all(Oordeel.VOLDOET_NIET in [o for _, o in r.per_fase] for r in left)


def test_a_mark_goes_to_its_fase(panel: ToetsPanel, plan: Plan) -> None:
    row, rect = rows(panel)[0], panel.tree.rect()
    left = strip_left(rect, row)
    assert fase_at(rect, row, left + 2) == plan.fasen[0].id
    assert fase_at(rect, row, left + 2 + 15) == plan.fasen[1].id
    assert fase_at(rect, row, left - 5) == ""


def test_what_cannot_be_tested_says_why(panel: ToetsPanel, tr: Translator) -> None:
    untested = [r.found for r in rows(panel) if r.found.oordeel is Oordeel.NIET_TE_TOETSEN]
    assert untested and all(value_text(found, tr) == found.uitkomst.reden for found in untested)


def test_the_rule_looked_at_shows_its_quote(panel: ToetsPanel) -> None:
    item = panel.tree.topLevelItem(0).child(3)
    panel.tree.setCurrentItem(item)
    regel = item.data(0, ROW).found.regel
    assert regel.citaat in panel.detail.text()
    assert regel.gemeten in panel.detail.text()
    assert panel.let_go() and not panel.let_go()


# --- in the window ---------------------------------------------------------------------------------------------


@pytest.fixture
def tested(qtbot, app: App) -> App:
    with qtbot.waitSignal(app.window.toets.tree.model().rowsInserted, timeout=20000):
        app.window.tabs.setCurrentWidget(app.window.toets)
    return app


def test_a_rule_lights_its_objects_and_goes_there(tested: App) -> None:
    panel = tested.window.toets
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0).child(3))
    panel.ruleRequested.emit(panel.chosen)
    assert tested.view.scene.lit == set(panel.chosen.uitkomst.objecten) != set()
    assert tested.view.calls[-1] == ("view", "passend")
    tested.window.tabs.setCurrentWidget(tested.window.object)
    assert tested.view.scene.lit == set()
    tested.window.tabs.setCurrentWidget(panel)
    assert tested.view.scene.lit != set()
    tested.window.actions_["deselect"].trigger()
    assert tested.view.scene.lit == set()


def test_the_tab_counts_what_the_fase_does_not_meet(tested: App) -> None:
    window = tested.window
    place = window.tabs.indexOf(window.toets)
    window.show_failing(3)
    assert "3" in window.tabs.tabText(place)
    window.show_failing(None)
    assert "3" not in window.tabs.tabText(place) and "…" in window.tabs.tabText(place)
    window.show_failing(0)
    assert window.tabs.tabText(place) == "Toets"
