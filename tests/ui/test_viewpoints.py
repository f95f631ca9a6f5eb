"""Viewpoints and states the user keeps: kept, gone back to by key and list, renamed, removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from massastudie.plan import Plan
from massastudie.presentatie import Presentatie
from massastudie.state import Layer, State
from massastudie.tijd import ZONE
from modellen.reader import default_plan_path
from modellen.studie import SUFFIX, read_presentatie
from ui.app import App
from ui.small_process import small_pictures
from ui.thumbnail import SIZE, to_pixmap, to_text
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


def test_what_was_removed_comes_back_in_its_place(app: App) -> None:
    for fase in ("bestaand", "fase1", "fase2"):
        keep(app, fase)
    row = app.story.kept.standpunten
    shown = listed(app)._list
    assert shown is not None and not shown.back_button.isEnabled()
    for _ in range(2):
        shown.views.setCurrentRow(1)
        shown.remove_button.click()
    assert "Standpunt 3" in app.window.status.currentMessage()
    assert shown.undo_key.key().toString() == "Ctrl+Z"
    shown.undo_key.activated.emit()
    shown.back_button.click()
    assert app.story.kept.standpunten == row
    assert not shown.back_button.isEnabled() and app.story.bring_back() is None


def test_a_name_given_away_since_is_numbered(app: App) -> None:
    keep(app, "fase1")
    app.story.remove(app.story.kept.standpunten[0])
    keep(app, "fase2")
    assert app.story.bring_back() == "Standpunt 1 (2)"
    assert [s.fase for s in app.story.kept.standpunten] == ["fase1", "fase2"]


def test_the_list_shows_the_viewpoints_of_the_plan_and_goes_there(app: App, plan: Plan) -> None:
    shown = listed(app)._list
    assert shown is not None
    assert [shown.plan_views.item(i).text() for i in range(shown.plan_views.count())] == [
        g.naam for g in plan.gezichten
    ]
    shown.plan_views.setCurrentRow(1)
    assert shown.go_button.isEnabled() and not shown.remove_button.isEnabled()
    shown.go_button.click()
    assert ("gezicht", plan.gezichten[1].id) in app.view.calls
    app.viewpoints._small_drawn({plan.gezichten[1].id: to_text(QImage(SIZE, QImage.Format.Format_RGB888))})
    assert shown.plan_views.item(1).icon().availableSizes() == [SIZE]


def test_small_pictures_of_the_plan_are_drawn_in_its_state(plan: Plan) -> None:
    two = replace(plan, gezichten=plan.gezichten[:2])
    drawn = dict(small_pictures(two, replace(State.start(two), layers=frozenset({Layer.NIEUW}))))
    pictures = [to_pixmap(drawn[g.id]).toImage() for g in two.gezichten]
    assert all(picture.size() == SIZE for picture in pictures) and pictures[0] != pictures[1]
