"""The whole window with a stand-in for the 3D view: keys, menus, files, languages, errors, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTreeWidgetItem

from massastudie.plan import Plan
from massastudie.state import State
from modellen.studie import SUFFIX
from ui.actions import VIEWS, key_rows
from ui.app import App
from ui.i18n import read_catalogue
from ui.panels.tree_panel import MARK, NAME

from .fakes import close_dialogs, volumes_of


@pytest.fixture
def app(qtbot, app: App) -> App:
    """The window with the keyboard: keys only reach the window that is active."""
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)
    return app


def row(app: App, kind: str, name: str) -> QTreeWidgetItem:
    return app.window.tree._items[(kind, name)]


def toggle(line: QTreeWidgetItem) -> None:
    on = line.checkState(NAME) == Qt.CheckState.Checked
    line.setCheckState(NAME, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)


def test_panels_stand_before_the_picture(qtbot, open_app) -> None:
    seen: list[int] = []

    def late_view():
        from .conftest import StandInView

        seen.append(app_window_rows())
        return StandInView()

    from ui import app as module

    def app_window_rows() -> int:
        windows = [w for w in module.QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "figures")]
        return windows[0].figures.bvo.rowCount()

    open_app(view=late_view)
    assert seen[0] > 5


def test_every_toggle_changes_masses_or_scene_and_undo_restores(app: App, plan: Plan) -> None:
    for kind, things in (("doorsteek", plan.doorsteken), ("accent", plan.accenten), ("paviljoen", plan.paviljoens)):
        for thing in things:
            before, scene = volumes_of(app.controller.shown), app.view.scene
            toggle(row(app, kind, thing.id))
            assert app.view.scene is not scene
            assert app.controller.shown.can_undo
            app.window.actions_["undo"].trigger()
            assert volumes_of(app.controller.shown) == before
            assert app.controller.state == State.start(plan)


def test_one_and_the_same_change_from_everywhere(app: App, plan: Plan, tmp_path: Path) -> None:
    """Panel, redo, a saved study and the controller: the same volumes to the last digit."""
    toggle(row(app, "doorsteek", plan.doorsteken[0].id))
    from_panel = volumes_of(app.controller.shown)
    app.controller.undo()
    app.window.actions_["redo"].trigger()
    assert volumes_of(app.controller.shown) == from_panel
    path = tmp_path / f"a{SUFFIX}"
    assert app.files.save_to(path)
    app.controller.reset_all()
    assert app.files.open_study(path)
    assert volumes_of(app.controller.shown) == from_panel


def test_forced_doorsteek_is_given_back_by_its_flag(app: App, plan: Plan) -> None:
    line = row(app, "doorsteek", plan.doorsteken[0].id)
    toggle(line)
    assert line.text(MARK) == "⚑"
    app.window.tree.tree.itemClicked.emit(line, MARK)
    assert line.text(MARK) == ""
    assert line.checkState(NAME) == Qt.CheckState.Checked


@pytest.mark.parametrize(("name", "key"), VIEWS)
def test_view_keys(qtbot, app: App, name: str, key: str) -> None:
    qtbot.keyClick(app.window, getattr(Qt.Key, f"Key_{key}"))
    assert app.view.calls[-1] == ("view", name)


def test_number_keys_go_to_the_viewpoints_of_the_plan(qtbot, app: App, plan: Plan) -> None:
    for place, gezicht in enumerate(plan.gezichten[:9]):
        qtbot.keyClick(app.window, Qt.Key(Qt.Key.Key_1 + place))
        assert app.view.calls[-1] == ("gezicht", gezicht.id)


def test_keys_of_the_fase(qtbot, app: App, plan: Plan) -> None:
    qtbot.keyClick(app.window, Qt.Key.Key_PageUp)
    assert app.controller.state.fase == plan.fasen[-2].id
    qtbot.keyClick(app.window, Qt.Key.Key_PageDown)
    assert app.controller.state.fase == plan.fasen[-1].id
    qtbot.keyClick(app.window, Qt.Key.Key_Space)
    assert app.window.fase.playing
    assert app.controller.state.fase == plan.fasen[0].id
    qtbot.keyClick(app.window, Qt.Key.Key_Escape)
    assert not app.window.fase.playing


def test_keys_of_selection_undo_and_looks(qtbot, app: App, plan: Plan) -> None:
    blok = plan.bouwblokken[0]
    app.view.picked.emit(blok.id)
    for _ in range(2):
        qtbot.keyClick(app.window, Qt.Key.Key_Plus)
    qtbot.keyClick(app.window, Qt.Key.Key_Minus)
    assert app.controller.state.overrides[(blok.id, "bouwlagen")] == blok.bouwlagen + 1
    for _ in range(3):
        qtbot.keyClick(app.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not app.controller.state.overrides
    qtbot.keyClick(app.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(app.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert app.controller.state.overrides[(blok.id, "bouwlagen")] == blok.bouwlagen + 2
    qtbot.keyClick(app.window, Qt.Key.Key_L)
    assert "namen" not in app.controller.state.layers
    qtbot.keyClick(app.window, Qt.Key.Key_P)
    assert app.view.calls[-1] == ("parallel", True)
    qtbot.keyClick(app.window, Qt.Key.Key_Escape)
    assert app.controller.state.selectie is None


def test_space_in_the_tree_ticks_the_row(qtbot, app: App, plan: Plan) -> None:
    tree = app.window.tree.tree
    tree.setFocus()
    tree.setCurrentItem(row(app, "doorsteek", plan.doorsteken[0].id))
    qtbot.waitUntil(tree.hasFocus)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert app.controller.state.doorsteken[plan.doorsteken[0].id] is False
    assert not app.window.fase.playing


def test_selection_is_one_and_the_same(app: App, plan: Plan) -> None:
    window = app.window
    window.figures.folds["bloks"].set_open(True)
    blok = app.controller.shown.kern.blokken[2].id
    for choose in (
        lambda: app.view.picked.emit(blok),
        lambda: window.tree.tree.setCurrentItem(row(app, "blok", blok)),
        lambda: window.figures.blokken.density.selectRow(2),
    ):
        app.controller.select(None)
        choose()
        assert app.controller.state.selectie == blok
        assert window.tree.tree.currentItem() is row(app, "blok", blok)
        for table in (window.figures.blokken.programme, window.figures.blokken.density):
            assert table.selectionModel().selectedRows()[0].row() == 2
        assert window.object.knobs
        assert app.view.scene.selection == blok
    app.view.picked.emit("")
    assert app.controller.state.selectie is None


def test_dragging_in_the_picture_turns_a_knob(app: App, plan: Plan) -> None:
    app.view.bouwlagenRequested.emit(plan.bouwblokken[0].id, 6)
    app.view.breedteRequested.emit(plan.doorsteken[0].id, 9.5)
    overrides = app.controller.state.overrides
    assert overrides[(plan.bouwblokken[0].id, "bouwlagen")] == 6
    assert overrides[(plan.doorsteken[0].id, "breedte_m")] == 9.5


def test_language_switches_everything_at_once_and_is_remembered(app: App, settings) -> None:
    window = app.window
    app.window.actions_["language_en"].trigger()
    en = read_catalogue("en")
    assert window.tabs.tabText(0) == en["tab.figures"]
    assert window.menus.menus["file"].title() == en["menu.file"]
    assert row(app, "section", "doorsteken").text(NAME) == en["tree.doorsteken"]
    assert window.figures.bvo.item(0, 0).text() == en["functie.wonen"]
    assert "," in window.figures.bvo.item(0, 1).text()
    assert ("language", "en") in app.view.calls
    assert settings.language == "en"
    app.window.actions_["language_nl"].trigger()
    assert window.tabs.tabText(0) == read_catalogue("nl")["tab.figures"]


def test_docks_close_and_come_back(app: App) -> None:
    window = app.window
    docks = (window.left, window.right, window.bottom)
    for dock in docks:
        dock.close()
    window.left.setFloating(True)
    window.actions_["standard_layout"].trigger()
    assert all(dock.isVisible() and not dock.isFloating() for dock in docks)


def test_layout_is_remembered(open_app, settings) -> None:
    first = open_app()
    first.window.right.close()
    first.window.close()
    assert not open_app().window.right.isVisible()


def test_the_sheet_of_keys_names_every_key(app: App) -> None:
    rows = key_rows(app.window.actions_, app.tr_)
    assert all(keys and text for keys, text in rows)
    app.window.actions_["help_keys"].trigger()
    assert app.window.findChildren(QDialog)
    close_dialogs(app)


def test_about_names_versions_and_sources(app: App) -> None:
    app.window.actions_["about"].trigger()
    assert app.window.findChildren(QDialog)
    close_dialogs(app)


def test_no_key_does_two_things(app: App) -> None:
    keys = [s.toString() for a in app.window.actions() for s in a.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_reset_all_is_offered_only_when_something_changed(app: App, plan: Plan) -> None:
    action = app.window.actions_["reset_all"]
    assert not action.isEnabled()
    app.controller.set_accenten(False)
    assert action.isEnabled()
    action.trigger()
    assert not action.isEnabled()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1024, 640)])
def test_panels_stay_inside_a_small_window(qtbot, app: App, size: tuple[int, int]) -> None:
    window = app.window
    window.resize(*size)
    qtbot.wait(20)
    assert window.width() <= size[0]
    assert window.height() <= size[1]
    assert app.view.width() > 250
