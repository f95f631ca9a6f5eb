"""Viewpoints and states the user keeps: kept, gone back to by key and list, renamed, removed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from massastudie.plan import Plan
from massastudie.presentatie import Presentatie
from massastudie.tijd import ZONE
from modellen.reader import default_plan_path
from modellen.studie import SUFFIX, read_presentatie
from ui.app import App
from ui.thumbnail import SIZE, to_pixmap
from ui.viewpoints import Viewpoints

from .fakes import close_dialogs

EVENING = datetime(2026, 6, 21, 20, 0, tzinfo=ZONE)


def keep(app: App, fase: str) -> None:
    app.controller.set_fase(fase)
    app.window.actions_["keep_viewpoint"].trigger()


def test_a_viewpoint_keeps_where_when_and_how(app: App) -> None:
    app.controller.set_kleuring("functie")
    app.controller.set_moment(EVENING)
    keep(app, "fase1")
    (found,) = app.story.kept.standpunten
    assert (found.naam, found.fase, found.kleuring, found.moment) == ("Standpunt 1", "fase1", "functie", EVENING)
    assert dict(found.gezichtspunt) == app.view.viewpoint()


def test_its_small_picture_is_that_of_the_3d(app: App) -> None:
    keep(app, "fase1")
    picture = to_pixmap(app.story.kept.standpunten[0].miniatuur)
    assert picture.size() == SIZE
    colour = picture.toImage().pixelColor(50, 50)
    assert (colour.red(), colour.green(), colour.blue()) == pytest.approx((0xC9, 0x76, 0x4A), abs=4)


def test_what_is_no_picture_is_none() -> None:
    assert to_pixmap("geen beeld").isNull() and to_pixmap("").isNull()


def test_going_back_takes_fase_colouring_moment_and_camera(app: App) -> None:
    app.controller.set_moment(EVENING)
    keep(app, "fase1")
    app.controller.set_fase("fase3")
    app.controller.set_kleuring("fase")
    app.controller.set_moment(EVENING.replace(hour=9))
    app.window.actions_.kept[0].trigger()
    state = app.controller.state
    assert (state.fase, state.kleuring, state.moment) == ("fase1", "maquette", EVENING)
    assert ("viewpoint", app.view.viewpoint()) in app.view.calls


def test_keys_go_on_after_those_of_the_plan(app: App, plan: Plan) -> None:
    keep(app, "fase1")
    first = len(plan.gezichten) + 1
    assert app.window.actions_.kept[0].shortcut().toString() == str(first)
    assert app.window.actions_.kept[0] in app.window.menus.views.actions()


def test_steps_go_through_the_row_and_stop_at_its_ends(app: App) -> None:
    assert not app.viewpoints.step(1)
    for fase in ("bestaand", "fase1", "fase2"):
        keep(app, fase)
    seen = []
    for steps in (-1, -1, -1, 1, 1, 1):
        assert app.viewpoints.step(steps)
        seen.append(app.controller.state.fase)
    assert seen == ["fase1", "bestaand", "bestaand", "fase1", "fase2", "fase2"]


def listed(app: App) -> Viewpoints:
    app.window.actions_["show_kept"].trigger()
    return app.viewpoints


def test_the_list_renames_and_removes(app: App) -> None:
    keep(app, "fase1")
    shown = listed(app)._list
    assert shown is not None
    shown.views.item(0).setText("Terras")
    assert app.story.kept.standpunten[0].naam == "Terras"
    shown.views.setCurrentRow(0)
    shown.remove_button.click()
    assert app.story.kept.standpunten == () and app.window.actions_.kept == []
    assert not shown.go_button.isEnabled()


def test_a_name_that_is_taken_is_refused_in_words(app: App) -> None:
    keep(app, "fase1")
    keep(app, "fase2")
    shown = listed(app)._list
    assert shown is not None
    shown.views.item(1).setText("Standpunt 1")
    assert any("bestaat al" in text for text in close_dialogs(app))
    assert [shown.views.item(i).text() for i in (0, 1)] == ["Standpunt 1", "Standpunt 2"]


def test_a_variant_is_gone_back_to_and_undone(app: App, plan: Plan) -> None:
    blok = plan.bouwblokken[0].id
    app.controller.set_knob(blok, "bouwlagen", 7)
    app.window.actions_["keep_variant"].trigger()
    kept = app.controller.state
    app.controller.set_knob(blok, "bouwlagen", None)
    plain = app.controller.state
    shown = listed(app)._list
    assert shown is not None
    shown.states.setCurrentRow(0)
    QTest.mouseClick(shown.go_button, Qt.MouseButton.LeftButton)
    assert app.controller.state.mass_key == kept.mass_key
    app.controller.undo()
    assert app.controller.state.mass_key == plain.mass_key


def test_a_variant_can_be_compared_with(app: App) -> None:
    app.window.actions_["keep_variant"].trigger()
    app.window.actions_["compare"].trigger()
    texts = [app.compare.strip.reference.itemText(i) for i in range(app.compare.strip.reference.count())]
    assert texts == ["Bestaand", "Vorige fase", "Variant 1"]


def test_what_is_kept_is_saved_with_the_study_and_comes_back(app: App, tmp_path: Path) -> None:
    keep(app, "fase1")
    app.window.actions_["keep_variant"].trigger()
    told = app.story.kept
    path = tmp_path / f"avond{SUFFIX}"
    assert app.files.save_to(path)
    app.story.take(Presentatie())
    assert app.files.open_study(path)
    assert app.story.kept == told
    assert [a.text() for a in app.window.actions_.kept] == ["Standpunt 1"]


def test_another_plan_starts_without_viewpoints(app: App) -> None:
    keep(app, "fase1")
    assert app.files.open_plan(default_plan_path())
    assert app.story.kept == Presentatie() and app.window.actions_.kept == []


def test_a_viewpoint_alone_is_offered_again_after_a_crash(app: App, plan: Plan) -> None:
    app.window.actions_["keep_viewpoint"].trigger()
    app.session.save_now()
    assert read_presentatie(app.session.path, plan) == app.story.kept


def test_a_study_just_saved_leaves_no_copy(app: App, tmp_path: Path) -> None:
    app.window.actions_["keep_viewpoint"].trigger()
    app.session.save_now()
    assert app.files.save_to(tmp_path / f"avond{SUFFIX}")
    assert not app.session.path.exists()
    assert app.session.save_now() and not app.session.path.exists()
