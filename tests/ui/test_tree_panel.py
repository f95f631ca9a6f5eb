"""The tree twice: what is shown reaches the rows; what is done in a row is asked for, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from massastudie.plan import Plan
from massastudie.state import Layer
from ui.controller import Controller
from ui.i18n import Translator
from ui.panels.tree_panel import MARK, NAME, ROW, VALUE, TreePanel
from ui.panels.tree_rows import CHANGED, FORCED

from .fakes import added


@pytest.fixture
def tree(qtbot, controller: Controller, tr: Translator) -> TreePanel:
    return added(qtbot, controller, TreePanel(tr))


def item(tree: TreePanel, kind: str, name: str) -> QTreeWidgetItem:
    return tree._items[(kind, name)]


def test_tree_lists_everything_that_can_be_chosen(tree: TreePanel, plan: Plan) -> None:
    for kind, things in (("fase", plan.fasen), ("doorsteek", plan.doorsteken), ("blok", plan.bouwblokken),
                         ("accent", plan.accenten), ("paviljoen", plan.paviljoens)):  # fmt: skip
        for thing in things:
            assert item(tree, kind, thing.id).text(NAME)
    assert all(item(tree, "laag", layer).text(NAME) for layer in Layer)


def test_a_tick_asks_and_changes_nothing_itself(qtbot, tree: TreePanel, controller: Controller, plan: Plan) -> None:
    name = plan.doorsteken[0].id
    before = controller.state
    with qtbot.waitSignal(tree.doorsteekRequested) as asked:
        item(tree, "doorsteek", name).setCheckState(NAME, Qt.CheckState.Unchecked)
    assert asked.args == [name, False]
    assert controller.state == before


@pytest.mark.parametrize(
    ("kind", "signal"),
    [("accent", "accentRequested"), ("paviljoen", "paviljoenRequested"), ("laag", "layerRequested")],
)
def test_every_kind_of_tick_asks_its_own(qtbot, tree: TreePanel, kind: str, signal: str) -> None:
    name, line = next((key[1], line) for key, line in tree._items.items() if key[0] == kind)
    on = line.checkState(NAME) != Qt.CheckState.Checked
    with qtbot.waitSignal(getattr(tree, signal)) as asked:
        line.setCheckState(NAME, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    assert asked.args == [name, on]


def test_all_accents_together(qtbot, tree: TreePanel) -> None:
    with qtbot.waitSignal(tree.accentenRequested) as asked:
        item(tree, "accenten", "accenten").setCheckState(NAME, Qt.CheckState.Unchecked)
    assert asked.args == [False]


def test_showing_emits_nothing(qtbot, tree: TreePanel, controller: Controller, plan: Plan) -> None:
    signals = [tree.doorsteekRequested, tree.accentRequested, tree.layerRequested, tree.selectRequested,
               tree.accentenRequested, tree.faseRequested, tree.profielRequested]  # fmt: skip
    asked: list[tuple] = []
    for signal in signals:
        signal.connect(lambda *args: asked.append(args))
    controller.set_doorsteek(plan.doorsteken[0].id, False)
    controller.set_fase(plan.fasen[0].id)
    controller.select(plan.bouwblokken[0].id)
    controller.set_layer("bomen", False)
    assert asked == []


def test_a_forced_doorsteek_shows_it_and_gives_it_back(qtbot, tree: TreePanel, controller: Controller, plan) -> None:
    name = plan.doorsteken[0].id
    line = item(tree, "doorsteek", name)
    assert line.text(MARK) == ""
    controller.set_doorsteek(name, False)
    assert line.text(MARK) == FORCED
    assert line.font(NAME).bold()
    assert line.checkState(NAME) == Qt.CheckState.Unchecked
    with qtbot.waitSignal(tree.doorsteekRequested) as asked:
        tree.tree.itemClicked.emit(line, MARK)
    assert asked.args == [name, None]
    controller.undo()
    assert (line.text(MARK), line.font(NAME).bold()) == ("", False)


def test_a_changed_block_shows_it_and_gives_it_back(qtbot, tree: TreePanel, controller: Controller, plan) -> None:
    name = plan.bouwblokken[0].id
    controller.set_knob(name, "bouwlagen", 7)
    line = item(tree, "blok", name)
    assert line.text(MARK) == CHANGED
    assert "7" in line.text(VALUE)
    with qtbot.waitSignal(tree.knobsResetRequested) as asked:
        tree.tree.itemClicked.emit(line, MARK)
    assert asked.args == [name]


def test_the_menu_of_a_street_offers_its_profiles_and_the_way_back(qtbot, tree, controller, plan: Plan) -> None:
    straat = next(s for s in plan.straten if len(s.profielen) > 1)
    other = straat.profielen[0].profiel
    controller.set_profiel(straat.id, other)
    menu = tree.menu_for(item(tree, "straat", straat.id).data(NAME, ROW))
    assert menu is not None
    assert [a.isChecked() for a in menu.actions()[: len(straat.profielen)]].count(True) == 1
    with qtbot.waitSignal(tree.profielRequested) as asked:
        menu.actions()[-1].trigger()
    assert asked.args == [straat.id, None]
    with qtbot.waitSignal(tree.profielRequested) as asked:
        menu.actions()[1].trigger()
    assert asked.args == [straat.id, straat.profielen[1].profiel]
    menu.deleteLater()


def test_a_row_with_nothing_to_choose_has_no_menu(tree: TreePanel, plan: Plan) -> None:
    assert tree.menu_for(item(tree, "doorsteek", plan.doorsteken[0].id).data(NAME, ROW)) is None


def test_selection_goes_both_ways(qtbot, tree: TreePanel, controller: Controller, plan: Plan) -> None:
    with qtbot.waitSignal(tree.selectRequested) as asked:
        tree.tree.setCurrentItem(item(tree, "blok", plan.bouwblokken[1].id))
    assert asked.args == [plan.bouwblokken[1].id]
    controller.select(plan.doorsteken[2].id)
    assert tree.tree.currentItem() is item(tree, "doorsteek", plan.doorsteken[2].id)
    controller.select(None)
    assert tree.tree.currentItem() is None


def test_panden_come_and_go_with_the_fase(tree: TreePanel, controller: Controller, plan: Plan) -> None:
    blok = next(b for b in plan.bouwblokken if b.fase == plan.fasen[-1].id)
    assert item(tree, "blok", blok.id).childCount() > 3
    controller.set_fase(plan.fasen[0].id)
    assert item(tree, "blok", blok.id).childCount() == 0
    controller.undo()
    assert item(tree, "blok", blok.id).childCount() > 3


def test_a_fase_in_the_tree_asks_for_that_fase(qtbot, tree: TreePanel, plan: Plan) -> None:
    with qtbot.waitSignal(tree.faseRequested) as asked:
        tree.tree.itemClicked.emit(item(tree, "fase", plan.fasen[1].id), NAME)
    assert asked.args == [plan.fasen[1].id]
