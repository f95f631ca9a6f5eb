"""The sun in the window: moment control, tab Zon, clicks and keys, with a stand-in for the 3D view."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from PySide6.QtCore import QDate, QPoint, Qt

from massastudie.plan import Plan
from massastudie.state import DEFAULT_MOMENT
from massastudie.tijd import ZONE
from massastudie.zonboek import plaats_of
from ui.app import App
from ui.controller import Controller
from ui.i18n import Translator
from ui.panels.sun_bar import SunBar
from ui.panels.sun_clock import PRESETS, minute_of, sentence, sun_day, with_date
from ui.panels.sun_day_bar import SunDayBar
from ui.panels.sun_ledger import in_two_lines
from ui.panels.sun_panel import SunPanel
from ui.panels.sun_probe_view import taken
from ui.sun_probe import Taker

from .fakes import added


@pytest.fixture
def bar(qtbot, controller: Controller, tr: Translator) -> SunBar:
    bar = added(qtbot, controller, SunBar(tr))
    controller.follow_moments(bar)
    bar.momentRequested.connect(controller.set_moment)
    bar.resize(640, 90)
    return bar


# --- the clock --------------------------------------------------------------------------------------------------


def test_the_sentence_names_zone_offset_and_both_norths(plan: Plan, tr: Translator) -> None:
    text = sentence(DEFAULT_MOMENT, plaats_of(plan), tr)
    assert text == "14.00 CET (UTC+1) · zonshoogte 34,9° · azimut 204,3° (RD 203,4°)"


def test_summer_time_is_told(plan: Plan, tr: Translator) -> None:
    text = sentence(datetime(2026, 6, 21, 14, 0, tzinfo=ZONE), plaats_of(plan), tr)
    assert text.startswith("14.00 CEST (UTC+2) · ")


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 24), ((2026, 3, 29), 23), ((2026, 10, 25), 25)])
def test_a_day_has_as_many_minutes_as_the_clock(plan: Plan, day: tuple[int, int, int], hours: int) -> None:
    own = sun_day(date(*day), plaats_of(plan))
    assert own.length == hours * 60
    for minute in (0, 119, 120, 181, own.length - 1):
        assert minute_of(own.moment(minute)) == minute
    assert 0 < own.rise < own.set < own.length


def test_another_day_keeps_the_clock() -> None:
    summer = with_date(DEFAULT_MOMENT, date(2026, 6, 21))
    assert (summer.hour, summer.utcoffset().total_seconds()) == (14, 7200.0)


# --- the bar ----------------------------------------------------------------------------------------------------


def test_presets_keep_the_time_and_are_marked(bar: SunBar, controller: Controller) -> None:
    for preset, button in bar.presets.items():
        button.click()
        moment = controller.state.moment
        assert (moment.month, moment.day, moment.hour) == (*preset, 14)
        assert [p for p, b in bar.presets.items() if b.isChecked()] == [preset]
    assert tuple(bar.presets) == PRESETS


def test_date_slider_and_arc_ask_for_a_moment(bar: SunBar, controller: Controller) -> None:
    bar.date.setDate(QDate(2027, 5, 1))
    assert controller.state.moment.date() == date(2027, 5, 1)
    bar.slider.setValue(10 * 60)
    assert controller.state.moment.hour == 10
    bar.arc.minuteRequested.emit(15 * 60 + 30)
    assert (controller.state.moment.hour, controller.state.moment.minute) == (15, 30)
    assert bar.slider.value() == 15 * 60 + 30
    assert bar.position.text().startswith("15.30 CEST")


def test_the_sun_is_dragged_along_its_arc(qtbot, bar: SunBar, controller: Controller) -> None:
    bar.show()
    day = bar.day
    place = bar.arc.place_of(day.rise + 60, 5.0)
    qtbot.mousePress(bar.arc, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert abs(minute_of(controller.state.moment) - (day.rise + 60)) <= 5
    qtbot.mousePress(bar.arc, Qt.MouseButton.LeftButton, pos=QPoint(bar.arc.width() + 40, 5))
    assert minute_of(controller.state.moment) == day.set


def test_playing_goes_on_until_sunset_and_stops(qtbot, bar: SunBar, controller: Controller) -> None:
    day = bar.day
    bar.ask_minute(day.set - 4)
    bar.play_button.click()
    assert bar.playing
    qtbot.waitUntil(lambda: not bar.playing, timeout=5000)
    assert minute_of(controller.state.moment) == day.set
    assert not bar.play_button.isChecked()


def test_playing_after_sunset_starts_at_sunrise(bar: SunBar, controller: Controller) -> None:
    bar.ask_minute(23 * 60)
    bar.play_button.click()
    assert minute_of(controller.state.moment) == bar.day.rise
    bar.stop()


def test_the_bar_speaks_both_languages(bar: SunBar, tr: Translator) -> None:
    tr.set_language("en")
    bar.retranslate()
    assert "sun height" in bar.position.text()
    assert bar.presets[(10, 21)].text() == "21 Oct"


# --- the window -------------------------------------------------------------------------------------------------


def wait_for_sun(qtbot, app: App, ready) -> None:
    qtbot.waitUntil(ready, timeout=60000)


def test_z_switches_shadows(qtbot, app: App) -> None:
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)
    assert app.view.scene.sun is not None
    qtbot.keyClick(app.window, Qt.Key.Key_Z)
    assert app.view.scene.sun is None
    assert not app.window.actions_["shadows"].isChecked()
    qtbot.keyClick(app.window, Qt.Key.Key_Z)
    assert app.view.scene.sun is not None


def test_the_colouring_zon_brings_a_map(qtbot, app: App) -> None:
    app.window.actions_["kleuring_zon"].trigger()
    wait_for_sun(qtbot, app, lambda: bool(app.view.scene.heat))
    assert app.window.actions_["kleuring_zon"].isChecked()
    hours = np.concatenate([item.hours for item in app.view.scene.heat])
    assert 0.0 <= np.nanmin(hours) <= np.nanmax(hours) <= 12.5


def test_the_choice_of_surfaces_changes_the_map(qtbot, app: App) -> None:
    app.window.actions_["kleuring_zon"].trigger()
    wait_for_sun(qtbot, app, lambda: bool(app.view.scene.heat))
    few = len(app.view.scene.heat)
    app.window.sun.choice.op["straten"].click()
    wait_for_sun(qtbot, app, lambda: len(app.view.scene.heat) > few)
    for box in app.window.sun.choice.op.values():
        box.setChecked(False)
    assert app.view.scene.heat == ()


def test_the_ledger_stands_in_the_tab_and_a_row_flies_there(qtbot, app: App, plan: Plan) -> None:
    panel: SunPanel = app.window.sun
    app.window.tabs.setCurrentWidget(panel)
    wait_for_sun(qtbot, app, lambda: panel.ledger.table.rowCount() > 0)
    table = panel.ledger.table
    assert table.columnCount() == 1 + len(plan.fasen)
    assert "2 uur" in table.item(0, table.columnCount() - 1).toolTip()
    assert "indicatief" in panel.about.text().lower()
    row = next(r for r in range(table.rowCount()) if table.item(r, 0).text() == "Markt")
    table.cellClicked.emit(row, 0)
    assert app.controller.state.selectie == table.item(row, 0).data(Qt.ItemDataRole.UserRole)
    assert app.view.calls[-1][0] == "gezicht"
    wait_for_sun(qtbot, app, lambda: panel.probe.fasen.rowCount() == len(plan.fasen))
    assert panel.probe.name.text() == "Markt"


def test_an_old_ledger_goes_when_the_masses_change(qtbot, app: App, plan: Plan) -> None:
    panel: SunPanel = app.window.sun
    app.window.tabs.setCurrentWidget(panel)
    wait_for_sun(qtbot, app, lambda: panel.ledger.table.rowCount() > 0)
    app.controller.set_accent(plan.accenten[0].id, False)
    assert panel.ledger.table.rowCount() == 0
    wait_for_sun(qtbot, app, lambda: panel.ledger.table.rowCount() > 0)


def test_a_click_on_the_ground_tells_its_day(qtbot, app: App) -> None:
    app.window.actions_["kleuring_zon"].trigger()
    app.view.groundHovered.emit(0.0, 0.0)
    app.view.picked.emit("koopmansplein")
    panel: SunPanel = app.window.sun
    assert app.window.tabs.currentWidget() is panel
    wait_for_sun(qtbot, app, lambda: panel.probe.fasen.rowCount() > 0)
    assert panel.probe.name.text().startswith("Punt RD 233.778")
    assert "zon in deze fase" in panel.probe.about.text()


def test_a_click_on_a_pand_tells_the_sun_of_its_walls(qtbot, app: App, plan: Plan) -> None:
    app.window.actions_["kleuring_zon"].trigger()
    pand = next(item for item in app.controller.shown.massa.lichamen if item.blok == plan.bouwblokken[0].id)
    app.view.groundHovered.emit(0.0, 0.0)
    app.view.picked.emit(pand.id)
    panel: SunPanel = app.window.sun
    wait_for_sun(qtbot, app, lambda: panel.probe.fasen.rowCount() > 0)
    assert panel.probe.name.text() == pand.naam


def test_stop_in_the_status_bar_stops_the_sun(qtbot, app: App) -> None:
    app.window.tabs.setCurrentWidget(app.window.sun)
    desk = app.window.sun_parts.desk
    qtbot.waitUntil(lambda: app.window.sun_parts.worker.busy, timeout=5000)
    app.window.status.stop.click()
    assert not app.window.sun_parts.worker.busy
    assert app.window.sun.again.isVisible()
    app.window.sun.again.click()
    qtbot.waitUntil(lambda: app.window.sun.ledger.table.rowCount() > 0, timeout=60000)
    assert desk.now(app.controller.shown).book is not None


def test_closing_while_the_sun_is_worked_out_is_safe(qtbot, app: App) -> None:
    app.window.tabs.setCurrentWidget(app.window.sun)
    qtbot.waitUntil(lambda: app.window.sun_parts.worker.busy, timeout=5000)
    app.window.close()
    assert not app.window.sun_parts.worker.busy


def test_the_tab_speaks_both_languages(app: App) -> None:
    app.set_language("en")
    assert app.window.tabs.tabText(app.window.tabs.indexOf(app.window.sun)) == "Sun"
    assert "Indicative" in app.window.sun.about.text()
    assert app.window.sun.choice.op["hoven"].text() == "courts"


def test_a_kept_state_is_saved_and_opened_with_the_study(qtbot, app: App, plan: Plan, tmp_path) -> None:
    desk, choice = app.window.sun_parts.desk, app.window.sun.choice
    choice.mapRequested.emit("kind", "verschil")
    assert app.controller.state.kleuring == "zon", "the colouring that shows the map"
    assert [choice.against.itemData(n) for n in range(choice.against.count())] == ["bestaand", "vorige"]
    choice.keep.click()
    kept = app.controller.state
    assert desk.settings.against == "vast" and choice.against.currentData() == "vast"
    app.controller.set_accent(plan.accenten[0].id, False)
    path = tmp_path / "a.massastudie.json"
    assert app.files.save_to(path)
    assert app.files.open_plan(app.session.plan_path)
    assert desk.settings.kept is None and desk.settings.against == "bestaand"
    assert app.files.open_study(path)
    assert desk.settings.kept == kept
    assert app.controller.state.accenten_uit == {plan.accenten[0].id}


def test_what_is_lost_and_gained_stands_in_a_table(qtbot, app: App, plan: Plan) -> None:
    panel: SunPanel = app.window.sun
    app.window.tabs.setCurrentWidget(panel)
    panel.choice.mapRequested.emit("kind", "verschil")
    wait_for_sun(qtbot, app, lambda: panel.change.table.rowCount() > 1)
    table = panel.change.table
    total = app.window.sun_parts.desk.now(app.controller.shown).map.difference.totaal
    assert table.item(0, 1).text() == app.tr_.number(total.minder_m2)
    assert table.item(0, 3).text() == app.tr_.change(total.verschil_min)
    panel.choice.mapRequested.emit("kind", "schaduw")
    wait_for_sun(qtbot, app, lambda: bool(app.view.scene.shade))
    assert table.item(0, 1).text() == app.tr_.number(app.view.scene.shade[0].oppervlak_m2)
    table.cellClicked.emit(1, 0)
    assert app.controller.state.selectie == table.item(1, 0).data(Qt.ItemDataRole.UserRole)
    app.controller.set_moment(datetime(2026, 12, 21, 9, 0, tzinfo=ZONE))
    wait_for_sun(qtbot, app, lambda: "te laag" in panel.change.about.text())


# --- small parts ------------------------------------------------------------------------------------------------


def test_names_and_takers_are_short(tr: Translator) -> None:
    assert in_two_lines("Hof V&D-blok (noordwand plein)") == "V&D-blok\nnoordwand plein"
    assert in_two_lines("Weiersstraat, zuid") == "Weiersstraat\nzuid"
    assert in_two_lines("Markt") == "Markt"
    named = (("V&D-blok (noord) · pand 03", 25.0), ("V&D-blok (noord) · pand 02", 5.0), ("Kolk (theater)", 0.4))
    takers = tuple((Taker(name), minutes) for name, minutes in named)
    assert taken(takers, tr) == "V&amp;D-blok · pand 03 (25 min), pand 02 (5 min), Kolk (theater) (1 min)"


def test_a_standing_pand_without_a_name_is_told_by_its_street_and_use(tr: Translator) -> None:
    pand = Taker("Oudestraat", "P0123", ("winkel", "wonen"))
    assert taken(((pand, 5.0),), tr) == "bestaand pand Oudestraat, winkel en wonen <small>P0123</small> (5 min)"


def test_the_day_bar_draws_what_it_is_given(qtbot) -> None:
    bar = SunDayBar()
    qtbot.addWidget(bar)
    start = datetime(2026, 3, 21, 8, 0, tzinfo=ZONE).timestamp()
    lit = np.r_[np.zeros(120), np.ones(120)]
    bar.show_day(start + 60.0 * np.arange(240), lit, 1.0, DEFAULT_MOMENT)
    bar.resize(280, bar.sizeHint().height())
    picture = bar.grab().toImage()
    dark, light = (picture.pixelColor(int(bar._x(hour)), 12) for hour in (9.0, 11.0))
    assert dark.blue() > dark.red()
    assert light.red() > light.blue()
