"""Each panel twice: what is shown reaches the widget; what is done in the widget is asked for, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QToolButton

from massastudie.plan import Plan
from ui.controller import Controller
from ui.i18n import Translator
from ui.panels.fase_panel import FasePanel
from ui.panels.object_panel import ObjectPanel
from ui.panels.profile_panel import ProfilePanel
from ui.panels.widgets import as_written, heading, note
from ui.status import StatusLine

from .fakes import added

# --- fase ------------------------------------------------------------------------------------------------------


@pytest.fixture
def fase(qtbot, controller: Controller, tr: Translator) -> FasePanel:
    return added(qtbot, controller, FasePanel(tr))


def test_slider_follows_and_asks(qtbot, fase: FasePanel, controller: Controller, plan: Plan) -> None:
    controller.set_fase(plan.fasen[1].id)
    assert fase.slider.value() == 1
    assert plan.fasen[1].naam in fase._name.text()
    with qtbot.waitSignal(fase.faseRequested) as asked:
        fase.slider.setValue(2)
    assert asked.args == [plan.fasen[2].id]


def test_the_fase_is_named_in_a_narrow_window_too(qtbot, fase: FasePanel) -> None:
    fase.show()
    for wide, about in ((1000, True), (390, False), (1000, True)):
        fase.resize(wide, 90)
        QApplication.processEvents()
        assert fase._name.width() > 200 and fase._about.isVisible() is about


def test_slider_goes_to_the_tick_nearest_to_the_mouse(qtbot, fase: FasePanel, plan: Plan) -> None:
    fase.resize(900, 70)
    fase.show()
    asked: list[str] = []
    fase.faseRequested.connect(asked.append)
    for index in (0, 2, 1):
        point = fase.slider.rect().center()
        point.setX(round(fase.slider.position_x(index)) + 7)
        qtbot.mouseClick(fase.slider, Qt.MouseButton.LeftButton, pos=point)
    assert asked == [plan.fasen[i].id for i in (0, 2, 1)]


def test_play_starts_over_from_the_end_and_stops_there(fase: FasePanel, controller: Controller, plan: Plan) -> None:
    fase.faseRequested.connect(controller.set_fase)
    fase.toggle_play()
    assert controller.state.fase == plan.fasen[0].id
    for _ in plan.fasen[1:]:
        assert fase.playing
        fase._next()
    assert controller.state.fase == plan.fasen[-1].id
    assert not fase.playing


# --- object ----------------------------------------------------------------------------------------------------


@pytest.fixture
def thing(qtbot, controller: Controller, tr: Translator) -> ObjectPanel:
    return added(qtbot, controller, ObjectPanel(tr))


def test_nothing_selected_explains_itself(thing: ObjectPanel) -> None:
    assert thing.knobs == {}
    assert "geselecteerd" in thing.widget().layout().itemAt(0).widget().text()


def test_a_knob_asks_and_follows(qtbot, thing: ObjectPanel, controller: Controller, plan: Plan) -> None:
    blok = plan.bouwblokken[0]
    controller.select(blok.id)
    assert list(thing.knobs) == ["bouwlagen", "plint_m", "diepte_m", "verdieping_m"]
    row = thing.knobs["bouwlagen"]
    with qtbot.waitSignal(thing.knobRequested) as asked:
        row.spin.setValue(6)
    assert asked.args == [blok.id, "bouwlagen", 6]
    assert isinstance(asked.args[2], int)
    controller.set_knob(blok.id, "bouwlagen", 6)
    assert thing.knobs["bouwlagen"] is row, "the same box, so that it keeps the focus"
    assert row.label.font().bold()
    assert not row.reset.isHidden()
    with qtbot.waitSignal(thing.knobRequested) as asked:
        row.reset.click()
    assert asked.args == [blok.id, "bouwlagen", None]
    controller.undo()
    assert row.spin.value() == blok.bouwlagen
    assert row.reset.isHidden()


def test_a_knob_stays_inside_its_range(thing: ObjectPanel, controller: Controller, plan: Plan) -> None:
    controller.select(plan.bouwblokken[0].id)
    thing.knobRequested.connect(controller.set_knob)
    thing.knobs["bouwlagen"].spin.setValue(999)
    assert controller.state.overrides[(plan.bouwblokken[0].id, "bouwlagen")] == 20


def test_the_fase_of_a_block_can_be_moved(qtbot, thing: ObjectPanel, controller: Controller, plan: Plan) -> None:
    controller.select(plan.bouwblokken[0].id)
    thing.fase.setCurrentIndex(2)
    with qtbot.waitSignal(thing.knobRequested) as asked:
        thing.fase.activated.emit(2)
    assert asked.args == [plan.bouwblokken[0].id, "fase", plan.fasen[2].id]


def test_open_sky_is_a_value_of_its_own(qtbot, thing: ObjectPanel, controller: Controller, plan: Plan) -> None:
    open_one = next(d for d in plan.doorsteken if d.vrije_hoogte_m is None)
    controller.select(open_one.id)
    spin = thing.knobs["vrije_hoogte_m"].spin
    assert spin.text() == "open lucht"
    with qtbot.waitSignal(thing.knobRequested) as asked:
        spin.setValue(4.2)
    assert asked.args == [open_one.id, "vrije_hoogte_m", 4.2]


def test_a_forced_doorsteek_has_a_way_back(qtbot, thing: ObjectPanel, controller: Controller, plan: Plan) -> None:
    name = plan.doorsteken[0].id
    controller.select(name)
    assert thing.widget().findChild(QToolButton, "release") is None
    controller.set_doorsteek(name, False)
    with qtbot.waitSignal(thing.doorsteekRequested) as asked:
        thing.widget().findChild(QToolButton, "release").click()
    assert asked.args == [name, None]


def test_everything_in_the_plan_can_be_selected(thing: ObjectPanel, controller: Controller, plan: Plan) -> None:
    kinds = {type(thing_): thing_.id for thing_ in plan.objects()}
    ids = [*kinds.values(), *(m.id for m in controller.shown.massa.lichamen if m.blok)][:40]
    for name in ids:
        controller.select(name)
        assert thing.widget().layout().count() > 1
    for fase in plan.fasen:
        controller.set_fase(fase.id)


# --- profile ---------------------------------------------------------------------------------------------------


@pytest.fixture
def profile(qtbot, controller: Controller, tr: Translator) -> ProfilePanel:
    panel = added(qtbot, controller, ProfilePanel(tr))
    panel.resize(340, 600)
    return panel


def test_profile_follows_selection_and_choice(qtbot, profile: ProfilePanel, controller, plan: Plan) -> None:
    straat = [s for s in plan.straten if len(s.profielen) > 1][-1]
    controller.select(straat.id)
    assert profile.straat.currentData() == straat.id
    controller.set_profiel(straat.id, straat.profielen[0].profiel)
    assert profile.profiel.currentData() == straat.profielen[0].profiel
    assert not profile.release.isHidden()
    with qtbot.waitSignal(profile.profielRequested) as asked:
        profile.release.click()
    assert asked.args == [straat.id, None]
    profile.profiel.setCurrentIndex(1)
    with qtbot.waitSignal(profile.profielRequested) as asked:
        profile.profiel.activated.emit(1)
    assert asked.args == [straat.id, straat.profielen[1].profiel]


@pytest.mark.parametrize("wide", [220, 340, 700])
def test_cross_section_is_drawn_to_scale(qtbot, profile: ProfilePanel, plan: Plan, wide: int) -> None:
    drawing = profile.drawing
    drawing.setFixedWidth(wide)
    for profiel in plan.profielen:
        drawing.set_profiel(profiel)
        colours = {
            drawing.grab().toImage().pixelColor(x, round(drawing._ground_y) + 4).name() for x in range(0, wide, 3)
        }
        assert len(colours) > 2
        assert drawing.scale * profiel.breedte_m < wide


# --- status ----------------------------------------------------------------------------------------------------


def test_status_names_what_is_selected(qtbot, controller: Controller, tr: Translator) -> None:
    status = added(qtbot, controller, StatusLine(tr))
    pand = next(m for m in controller.shown.massa.lichamen if m.blok and m.aanname)
    controller.select(pand.id)
    text = status.selection.text()
    assert tr.storeys(pand.bouwlagen) in text
    assert tr.length(pand.hoogte_m) in text
    assert text.endswith("aanname")


def test_status_gives_rd_coordinates(qtbot, controller: Controller, tr: Translator, plan: Plan) -> None:
    status = added(qtbot, controller, StatusLine(tr))
    status.show_place(-37.0, 7.0)
    assert status.place.text() == f"RD {tr.number(plan.oorsprong[0] - 37)}  {tr.number(plan.oorsprong[1] + 7)}"


def test_names_that_look_like_html_are_shown_as_they_are(qtbot) -> None:
    name = "<b>Hof</b> & <img src=x>"
    for label in (heading(name), note(name)):
        qtbot.addWidget(label)
        assert label.text() == name and label.textFormat() is Qt.TextFormat.PlainText
    shown = QTextDocument()
    shown.setHtml(as_written(name))
    assert shown.toPlainText() == name
    assert as_written("V&D, hof") == "V&D, hof"
