"""The presentation: only the picture, keys of a clicker, buttons that fade, questions about the sun, and back."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from massastudie.plan import Plan
from massastudie.tijd import ZONE
from ui.app import App
from ui.i18n import Translator
from ui.panels.present_bar import PresentBar
from ui.panels.present_card import sentence


@pytest.fixture
def shown(app: App) -> App:
    app.window.actions_["present"].trigger()
    return app


def press(app: App, key: Qt.Key) -> None:
    """As a clicker does: the picture has the key focus."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(app.view, event)
    assert event.isAccepted()
    QTest.keyClick(app.view, key)


def around(app: App) -> list[bool]:
    window = app.window
    parts = (window.menuBar(), window.menus.bar, window.statusBar(), window.left, window.right, window.bottom)
    return [part.isVisible() for part in parts]


def test_only_the_picture_is_left_and_all_comes_back(app: App) -> None:
    app.window.left.hide()
    before = around(app)
    app.window.actions_["present"].trigger()
    assert not any(around(app)) and app.window.isFullScreen() and app.view.isVisible()
    app.window.actions_["present"].trigger()
    assert around(app) == before and not app.window.isFullScreen()


def test_words_are_large_and_tell_what_happens(shown: App, plan: Plan) -> None:
    assert shown.view.large > 1.0
    shown.controller.set_fase("fase1")
    assert shown.view.calls[-1] == ("title", shown.controller.shown.titel)
    assert shown.view.subtitle == plan.fase("fase1").omschrijving != ""
    shown.presenter.leave()
    assert (shown.view.large, shown.view.subtitle) == (1.0, "")


@pytest.mark.parametrize("back", (Qt.Key.Key_PageUp, Qt.Key.Key_Left))
@pytest.mark.parametrize("on", (Qt.Key.Key_PageDown, Qt.Key.Key_Right))
def test_a_clicker_goes_through_the_fasen(shown: App, plan: Plan, on: Qt.Key, back: Qt.Key) -> None:
    last = [f.id for f in plan.fasen][-2:]
    press(shown, back)
    assert shown.controller.state.fase == last[0]
    press(shown, on)
    press(shown, on)
    assert shown.controller.state.fase == last[1]


def test_a_clicker_goes_through_the_viewpoints_when_there_are_any(app: App) -> None:
    for fase in ("fase2", "bestaand"):
        app.controller.set_fase(fase)
        app.window.actions_["keep_viewpoint"].trigger()
    app.window.actions_["present"].trigger()
    press(app, Qt.Key.Key_PageUp)
    assert app.controller.state.fase == "fase2"
    press(app, Qt.Key.Key_PageDown)
    assert app.controller.state.fase == "bestaand"


def test_escape_leaves(shown: App) -> None:
    press(shown, Qt.Key.Key_Escape)
    assert not shown.presenter.on and all(around(shown))


def test_a_button_per_fase_and_per_viewpoint(shown: App, plan: Plan) -> None:
    bar = shown.presenter.bar
    assert bar is not None and bar.isVisible()
    assert [f for f, b in bar.fase_buttons.items() if b.isChecked()] == [plan.fasen[-1].id]
    bar.fase_buttons["fase1"].click()
    assert shown.controller.state.fase == "fase1"
    assert [b.toolTip() for b in bar.view_buttons] == [g.naam for g in plan.gezichten[:9]]
    bar.view_buttons[1].click()
    assert ("gezicht", plan.gezichten[1].id) in shown.view.calls


def test_names_of_viewpoints_are_shortened_to_what_fits(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    bar = PresentBar(parent, Translator("nl"))
    for wide in (2000, 1000, 640, 420):
        parent.resize(wide, 600)
        bar.set_views([("Vogelvlucht vanuit het zuidwesten", print)] * 6)
        assert bar.width() <= wide and all(b.sizeHint().width() <= b.parentWidget().width() for b in bar.view_buttons)
        assert bar.sizeHint().width() <= wide
    assert [button.text() for button in bar.view_buttons] == ["1", "2", "3", "4", "5", "6"]


def test_buttons_fade_and_come_back_with_the_mouse(qtbot, shown: App) -> None:
    bar = shown.presenter.bar
    assert bar is not None
    bar.fade()
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert shown.view.cursor().shape() == Qt.CursorShape.BlankCursor
    none, place = Qt.MouseButton.NoButton, QPointF(20, 20)
    shown.view.setMouseTracking(True)  # as the 3D view has
    moved = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(shown.view, moved)
    assert bar.isVisible()
    assert shown.view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_click_asks_the_sun_and_escape_puts_it_away(qtbot, shown: App) -> None:
    card = shown.presenter.card
    assert card is not None and not card.isVisible()
    shown.view.groundHovered.emit(-10.0, 25.0)
    shown.view.picked.emit("")
    assert card.isVisible() and shown.controller.state.selectie is None
    assert ("mark", (-10.0, 25.0, 0.0)) in shown.view.calls
    qtbot.waitUntil(lambda: "21 maart, 14.00" in card.now.text(), timeout=60_000)
    press(shown, Qt.Key.Key_Escape)
    assert not card.isVisible() and shown.presenter.on
    assert [value for name, value in shown.view.calls if name == "mark"][-1] is None


def test_a_click_on_a_pand_lights_it_without_a_handle(shown: App) -> None:
    pand = next(item.id for item in shown.controller.shown.massa.lichamen if item.in_plan)
    shown.view.picked.emit(pand)
    assert shown.controller.state.selectie is None
    assert shown.view.scene.lit == {pand}
    shown.presenter.leave()
    assert not shown.view.scene.lit


def test_on_a_desk_a_click_asks_nothing(app: App) -> None:
    app.view.groundHovered.emit(0.0, 0.0)
    app.view.picked.emit("")
    assert app.presenter.card is not None and not app.presenter.card.isVisible()


def test_the_answer_says_sun_shade_or_night(qtbot, shown: App) -> None:
    """The probe's own day: lit and dark moments are taken from it."""
    shown.view.groundHovered.emit(-10.0, 25.0)
    shown.view.picked.emit("")
    card = shown.presenter.card
    assert card is not None
    qtbot.waitUntil(lambda: card.now.text() != "…", timeout=60_000)
    probe = shown.window.sun_parts.desk.now(shown.controller.shown).probe
    assert probe is not None
    lit, dark = (float(probe.moments[probe.lit == value][0]) for value in (1.0, 0.0))
    assert sentence(probe, datetime.fromtimestamp(lit, ZONE), shown.tr_).endswith("in de zon")
    assert sentence(probe, datetime.fromtimestamp(dark, ZONE), shown.tr_).endswith("in de schaduw")
    assert sentence(probe, datetime(2026, 3, 21, 2, 0, tzinfo=ZONE), shown.tr_) == "21 maart, 02.00: de zon is onder"


def test_a_window_closed_while_presenting_opens_as_it_was(shown: App) -> None:
    shown.window.close()
    kept = shown.settings.layout()
    assert kept is not None and not shown.presenter.on


@pytest.mark.parametrize("key", (Qt.Key.Key_B, Qt.Key.Key_Period))
def test_the_screen_goes_black_and_any_key_brings_the_picture_back(shown: App, key: Qt.Key) -> None:
    before = shown.controller.state.fase
    press(shown, key)
    assert shown.presenter.blank is not None and shown.presenter.blank.on
    press(shown, Qt.Key.Key_PageUp)
    assert not shown.presenter.blank.on and shown.controller.state.fase == before
    press(shown, key)
    shown.presenter.leave()
    assert not shown.presenter.blank.on


def test_a_clicker_works_after_a_click_on_a_button_or_a_list(shown: App, plan: Plan) -> None:
    shown.window.actions_["compare"].trigger()
    strip = shown.compare.strip
    for part in (strip.flip, strip.reference):
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        while popup := QApplication.activePopupWidget():
            popup.close()
        assert not part.hasFocus()
        QTest.keyClick(QApplication.focusWidget() or shown.view, Qt.Key.Key_PageUp)
    assert shown.controller.state.fase == plan.fasen[-3].id
    shown.presenter.leave()
    assert strip.reference.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_the_audience_window_opens_once_and_its_ticks_follow(app: App) -> None:
    actions = app.window.actions_
    assert not actions["audience_hold"].isEnabled()
    app.audience.picture = None
    actions["audience"].trigger()
    assert app.audience.window is None and not actions["audience"].isChecked()
