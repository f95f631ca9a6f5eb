"""Choices of the window that change no number: the mouse, the colouring, the size it opens with."""

from __future__ import annotations

from massastudie.plan import Plan
from massastudie.scene import Role
from massastudie.state import State
from ui.actions import key_rows
from ui.app import App
from ui.controller import Controller

from .fakes import FakePicture


def test_status_shows_what_is_demolished(plan: Plan) -> None:
    controller, picture = Controller(plan, State.start(plan), print), FakePicture()
    controller.set_picture(picture)
    assert not any(item.role is Role.GESLOOPT for item in picture.scenes[-1].bodies)
    controller.set_kleuring("status")
    assert any(item.role is Role.GESLOOPT for item in picture.scenes[-1].bodies)


def test_the_mouse_of_a_gis_is_told_and_remembered(open_app, settings) -> None:
    app: App = open_app()
    assert ("mouse", "draaien") in app.view.calls
    app.window.actions_["mouse_schuiven"].trigger()
    assert app.view.calls[-1] == ("mouse", "schuiven")
    rows = dict(key_rows(app.window.actions_, app.tr_))
    assert rows[app.tr_("mouse.pan_gis")] == app.tr_("mouse.pan_does")
    app.window.close()
    assert settings.mouse == "schuiven"
    assert open_app().window.actions_["mouse_schuiven"].isChecked()


def test_the_window_is_no_larger_than_the_screen(app: App) -> None:
    free = app.window.screen().availableGeometry().size()
    assert app.window.width() <= free.width()
    assert app.window.height() <= free.height()


def test_two_accents_never_carry_one_name(app: App) -> None:
    section = next(
        top for top in map(app.window.tree.tree.topLevelItem, range(app.window.tree.tree.topLevelItemCount()))
        if top.text(0) == app.tr_("tree.accenten")
    )  # fmt: skip
    names = [section.child(i).text(0) for i in range(section.childCount())]
    assert len(set(names)) == len(names) == len(app.controller.plan.accenten)
