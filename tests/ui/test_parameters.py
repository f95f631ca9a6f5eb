"""Parameters and sensitivity in the window: what is asked, what is shown, what stops."""

from __future__ import annotations

from datetime import date

import pytest

from massastudie.bezonning import Dag
from massastudie.gevoeligheid import Gevoeligheid, Winst
from massastudie.loopnet import loopnet
from massastudie.parameters import parameters
from massastudie.plan import Parameter, Plan
from ui.app import App
from ui.controller import Controller
from ui.i18n import Translator
from ui.panels.parameters_panel import ParametersPanel, about_text, decimals_of, group_of
from ui.panels.sensitivity_panel import SensitivityPanel
from ui.shown import How

from .fakes import added

RATIO = "go_bvo_wonen"


@pytest.fixture
def panel(qtbot, controller: Controller, tr: Translator) -> ParametersPanel:
    made = added(qtbot, controller, ParametersPanel(tr))
    made.knobRequested.connect(controller.set_knob)
    made.resetRequested.connect(controller.reset_parameters)
    return made


# --- parameters ------------------------------------------------------------------------------------------------


def test_every_parameter_has_a_row_with_its_range_and_source(panel: ParametersPanel, plan: Plan) -> None:
    known = parameters(plan)
    assert set(panel.rows) == set(known)
    for item, row in panel.rows.items():
        assert row.spin.value() == pytest.approx(known[item].waarde)
        assert known[item].bron in row.about.text() and known[item].status in row.about.text()
        assert (row.spin.minimum(), row.spin.maximum()) == (known[item].laagste, known[item].hoogste)


def test_a_ratio_changes_the_dwellings_and_can_be_undone(panel: ParametersPanel, controller: Controller) -> None:
    before = controller.shown.kern.woningen
    row = panel.rows[RATIO]
    row.spin.setValue(0.70)
    assert controller.state.overrides[(RATIO, "waarde")] == 0.70
    # A smaller share of GO asks more BVO per dwelling: 75 / 0,70 instead of 75 / 0,78.
    assert controller.shown.kern.woningen < before
    assert row.label.font().bold() and not row.reset.isHidden()
    controller.undo()
    assert (row.spin.value(), controller.shown.kern.woningen) == (0.78, before)
    assert not row.label.font().bold() and row.reset.isHidden()


def test_one_is_reset_or_all_in_one_step(panel: ParametersPanel, controller: Controller) -> None:
    panel.rows[RATIO].spin.setValue(0.70)
    panel.rows["go_per_woning_m2"].spin.setValue(80.0)
    controller.set_knob("BB1", "bouwlagen", 6)
    panel.rows[RATIO].reset.click()
    assert (RATIO, "waarde") not in controller.state.overrides
    panel.rows[RATIO].spin.setValue(0.70)
    panel.reset.click()
    assert set(controller.state.overrides) == {("BB1", "bouwlagen")}
    assert not panel.reset.isEnabled()
    controller.undo()
    assert len(controller.state.overrides) == 3


def test_shares_that_are_more_than_all_are_refused_and_shown_as_they_were(
    panel: ParametersPanel, controller: Controller
) -> None:
    panel.rows["aandeel_woningen_klein"].spin.setValue(0.9)
    assert not controller.state.overrides


def test_what_a_changed_one_was_is_told(tr: Translator) -> None:
    p = Parameter("x", 0.78, "m² GO per m² BVO", "wat", "bron", "kengetal", 0.5, 1.0)
    assert about_text(p, True, tr) == "m² GO per m² BVO · van 0,5 tot 1 · plan: 0,78 · kengetal · bron"
    assert "plan:" not in about_text(p, False, tr)


def test_no_decimal_is_lost() -> None:
    assert [decimals_of(v) for v in (75.0, 0.2, 3.25, 0.785)] == [0, 1, 2, 3]


def test_groups_are_by_subject() -> None:
    assert [group_of(i) for i in ("go_bvo_wonen", "wvo_bvo_winkel", "auto_per_woning_klein", "x")] == [
        "woningen", "ruimte", "auto", "eigen",
    ]  # fmt: skip


def test_the_page_says_how_many_are_changed(app: App) -> None:
    pages = app.window.figures_tab
    app.controller.set_knob(RATIO, "waarde", 0.7)
    assert pages.buttons["parameters"].text() == "Parameters (1)"
    app.window.figures.figureRequested.emit("woningen", None)
    pages.telling.parametersRequested.emit()
    assert pages.stack.currentWidget() is pages.parameters
    app.window.actions_["deselect"].trigger()
    assert pages.stack.currentWidget() is pages.parameters, "Esc closes an opened figure, not a page"


# --- sensitivity -----------------------------------------------------------------------------------------------

ROWS = (
    Winst("accent", "A1", "Mercurius-Noord, Weiersstraat: 7 bouwlagen", "BB8", 1103.0, 11, 8.7 / 60, "BB8", 0.5, ()),
    Winst("bouwlaag", "BB9", "Vanderveenblok, 5 bouwlagen", "BB9", 1107.0, 12, 0.0, None, 0.0, ()),
)
FOUND = Gevoeligheid("fase3", Dag(date(2026, 3, 21), 5.0), 1.0, 10057.0, ROWS)


@pytest.fixture
def list_(qtbot, tr: Translator) -> SensitivityPanel:
    made = SensitivityPanel(tr)
    qtbot.addWidget(made)
    return made


def cells(panel: SensitivityPanel, row: int) -> list[str]:
    return [panel.table.item(row, column).text() for column in range(4)]


def test_rows_tell_gain_and_cost_in_minutes(list_: SensitivityPanel, plan: Plan) -> None:
    list_.show_result(plan, FOUND, How.KNOWN)
    assert cells(list_, 0) == ["Mercurius-Noord · accent", "+1.103", "+11", "8,7"]
    assert cells(list_, 1)[-1] == "–"
    assert "30,0" in list_.table.item(0, 0).toolTip()


def test_an_old_list_says_so_and_a_stopped_one_can_go_on(qtbot, list_: SensitivityPanel, plan: Plan) -> None:
    list_.show_result(plan, FOUND, How.OLD)
    assert "Verouderd" in list_.told.text() and not list_.table.isEnabled()
    list_.show_result(plan, None, How.STOPPED)
    with qtbot.waitSignal(list_.againRequested):
        list_.again.click()


def test_it_is_worked_out_while_somebody_looks(qtbot, app: App) -> None:
    pages = app.window.figures_tab
    assert pages.sensitivity.table.rowCount() == 0
    pages.buttons["sensitivity"].click()
    qtbot.waitUntil(lambda: pages.sensitivity.table.rowCount() > 0, timeout=60000)
    name = pages.sensitivity._last[1].regels[0].id
    pages.sensitivity.table.cellClicked.emit(0, 0)
    assert app.controller.state.selectie == name
    app.controller.set_accenten(False)
    assert "Verouderd" in pages.sensitivity.told.text()


def test_it_can_be_stopped_and_does_not_start_again_by_itself(qtbot, app: App) -> None:
    pages = app.window.figures_tab
    pages.buttons["sensitivity"].click()
    qtbot.waitUntil(lambda: not app.window.status.stop.isHidden(), timeout=10000)
    app.window.status.stopRequested.emit()
    assert not pages.sensitivity.again.isHidden()
    qtbot.wait(900)
    assert pages.sensitivity.table.rowCount() == 0


# --- walking network -------------------------------------------------------------------------------------------


def test_the_network_is_worked_out_when_its_part_is_unfolded(qtbot, app: App, plan: Plan) -> None:
    figures, state = app.window.figures, app.controller.state
    assert figures.network.table.rowCount() == 0
    figures.folds["network"].set_open(True)
    qtbot.waitUntil(lambda: figures.network.table.rowCount() > 0, timeout=30000)
    found = loopnet(plan, state, app.controller.shown.massa)
    assert figures.network.table.item(0, 1).text() == app.tr_.number(found.lengte_m)
    names = [figures.network.walks.item(r, 0).text() for r in range(figures.network.walks.rowCount())]
    assert names == [walk.naam for walk in found.afstanden] != []
    before = figures.network.table.item(0, 1).text()
    app.controller.set_fase(plan.fasen[0].id)
    assert figures.network.table.item(0, 1).text() != before
    assert "Verouderd" not in figures.network.told.text(), "it tells of every fase at once"
    app.controller.set_doorsteek(plan.doorsteken[0].id, True)
    assert "Verouderd" in figures.network.told.text()
