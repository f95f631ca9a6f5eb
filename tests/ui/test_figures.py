"""Cijfers in the window: what is shown is what the core counts; a number opens up; parts fold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from massastudie.definities import DEFINITIES
from massastudie.plan import Functie, Plan
from massastudie.telling import BLOK_FIGUREN, FIGUREN
from massastudie.verloop import verloop
from ui.app import App
from ui.controller import Controller
from ui.i18n import Translator
from ui.panels.blok_tables import DENSITY, PROGRAMME, WEEFSEL
from ui.panels.figure_rows import definition_of, definition_tip, functie_row
from ui.panels.figures_panel import PARTS, FiguresPanel
from ui.panels.programme_chart import ProgrammeChart
from ui.panels.spacematrix import Spacematrix, path_of
from ui.panels.telling_panel import TellingPanel
from ui.panels.telling_text import scale_of
from ui.style import FUNCTIE_COLOUR

from .fakes import added, texts_of

ALL_ROWS = [row for _, rows, _, _ in PARTS for row in rows] + [functie_row(f) for f in Functie]


@pytest.fixture
def figures(qtbot, controller: Controller, tr: Translator) -> FiguresPanel:
    return added(qtbot, controller, FiguresPanel(tr, FUNCTIE_COLOUR))


# --- the figures -----------------------------------------------------------------------------------------------


def test_figures_are_those_of_the_core(figures: FiguresPanel, controller: Controller, tr: Translator) -> None:
    for step in (0, -1, -1, -1):
        controller.step_fase(step)
        kern, told = controller.shown.kern, texts_of(figures)
        assert told["Wonen"][0] == tr.number(kern.bvo_m2[Functie.WONEN])
        assert told["BVO totaal"][0] == tr.number(kern.totaal_m2)
        assert told["Woningen (nieuw)"][0] == str(kern.woningen)
        assert told["tot 75 m² BVO"][0] == str(kern.klassen["klein"])
        assert told["WVO winkels, m²"][0] == tr.number(kern.ruimte.wvo_m2)
        assert told["FSI"][0] == tr.number(kern.plangebied.fsi, 2)
        assert told["Bomen geplant"][0] == str(kern.bomen.geplant)
        assert told["Garages, plaatsen"][0] == tr.number(kern.parkeren.capaciteit or 0)


def test_differences_are_against_the_fase_before_and_today(figures: FiguresPanel, controller, tr: Translator) -> None:
    per_fase = controller.shown.per_fase
    _, before, today = texts_of(figures)["BVO totaal"]
    assert before == tr.change(per_fase[-1].totaal_m2 - per_fase[-2].totaal_m2)
    assert today == tr.change(per_fase[-1].totaal_m2 - per_fase[0].totaal_m2)
    controller.step_fase(-9)
    assert texts_of(figures)["BVO totaal"][1:] == ("–", "–")


def test_what_is_not_known_is_not_zero(figures: FiguresPanel, controller: Controller) -> None:
    assert controller.shown.kern.parkeren.vrij is None
    assert texts_of(figures)["Daarvan vrij"] == ("onbekend", "", "")


def test_every_number_says_what_it_is(figures: FiguresPanel) -> None:
    texts_of(figures)
    tips = [t.item(r, c).toolTip() for t in figures.tables.values() for r in range(t.rowCount()) for c in range(4)]
    for table in (figures.blokken.programme, figures.blokken.density, figures.blokken.weefsel):
        tips += [table.item(0, c).toolTip() for c in range(table.columnCount())]
    assert all(tips)


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: row.figuur)
def test_every_figure_shown_can_be_opened_or_says_why_not(row, plan: Plan) -> None:
    assert row.figuur in FIGUREN if row.opens else row.figuur not in FIGUREN
    assert definition_of(row.figuur) is not None


def test_every_column_per_blok_can_be_opened() -> None:
    assert {name for columns in (PROGRAMME, DENSITY, WEEFSEL) for name, _ in columns} <= set(BLOK_FIGUREN)


def test_a_definition_names_its_source(tr: Translator) -> None:
    tip = definition_tip(tr, "fsi")
    assert DEFINITIES["fsi"].bron in tip
    assert definition_tip(tr, "geen") == ""


def test_no_part_is_wider_than_the_panel(qtbot, figures: FiguresPanel) -> None:
    for fold in figures.folds.values():
        fold.set_open(True)
    figures.resize(388, 700)
    figures.show()
    assert figures.widget().minimumSizeHint().width() <= figures.viewport().width()


def test_a_heading_folds_and_keeps_telling(qtbot, figures: FiguresPanel, controller: Controller) -> None:
    fold = figures.folds["dwellings"]
    assert fold.is_open
    qtbot.mouseClick(fold.head, Qt.MouseButton.LeftButton)
    assert not fold.is_open
    assert str(controller.shown.kern.woningen) in fold.main.text()
    qtbot.mouseClick(fold.arrow, Qt.MouseButton.LeftButton)
    assert fold.is_open


def test_blok_table_has_what_stands_and_asks_for_a_blok(qtbot, figures, controller, plan: Plan) -> None:
    figures.folds["bloks"].set_open(True)
    for table in (figures.blokken.programme, figures.blokken.density, figures.blokken.weefsel):
        assert table.rowCount() == len(plan.bouwblokken)
        with qtbot.waitSignal(figures.selectRequested) as asked:
            table.selectRow(1)
        assert asked.args == [controller.shown.kern.blokken[1].id]
    controller.step_fase(-9)
    assert figures.blokken.isHidden()


def test_a_blok_selected_before_its_table_is_unfolded_is_marked(figures, controller, plan: Plan) -> None:
    controller.select(plan.bouwblokken[2].id)
    figures.folds["bloks"].set_open(True)
    assert [index.row() for index in figures.blokken.programme.selectionModel().selectedRows()] == [2]


def test_a_number_of_a_blok_is_asked_for_with_its_blok(qtbot, figures: FiguresPanel, plan: Plan) -> None:
    figures.folds["bloks"].set_open(True)
    table = figures.blokken.weefsel
    with qtbot.waitSignal(figures.figureRequested) as asked:
        table.cellClicked.emit(2, 1)
    assert asked.args == ["weefsel.fsi", plan.bouwblokken[2].id]


def test_units_and_fronts_give_the_panden_they_are_made_of(qtbot, figures: FiguresPanel, controller) -> None:
    texts_of(figures)
    assert figures.units.rowCount() == len(controller.shown.kern.units)
    assert figures.fronts.rowCount() == len(controller.shown.kern.fronten)
    known = {u.delen for u in controller.shown.kern.units}
    with qtbot.waitSignal(figures.objectsRequested) as asked:
        figures.units.cellClicked.emit(0, 0)
    assert asked.args[0] in known


# --- charts ----------------------------------------------------------------------------------------------------


def test_chart_follows_a_moment_later(qtbot, figures: FiguresPanel, controller: Controller) -> None:
    figures.chart.build()
    before = figures.chart._plot.getPlotItem().items[0]
    controller.set_accenten(False)
    assert figures.chart._plot.getPlotItem().items[0] is before
    qtbot.waitUntil(lambda: figures.chart._plot.getPlotItem().items[0] is not before)


def test_chart_stands_for_every_fase(figures: FiguresPanel, controller: Controller) -> None:
    assert not figures.chart.ready
    figures.chart.build()
    items = figures.chart._plot.getPlotItem().items
    assert len(items) == len(Functie)
    tops = [float(top) for top in items[-1].opts["y0"]]
    heights = [float(h) for h in items[-1].opts["height"]]
    totals = [kern.totaal_m2 / 1000 for kern in controller.shown.per_fase]
    assert [a + b for a, b in zip(tops, heights, strict=True)] == pytest.approx(totals)


def test_the_path_is_of_one_scale_and_lies_on_its_rays(controller: Controller) -> None:
    # NEN 9300: L = FSI / GSI and OSR = (1 - GSI) / FSI, so each point lies on the rays it is read against.
    for place in path_of(controller.shown):
        assert place.schaal == "plangebied"
        assert place.l * place.gsi == pytest.approx(place.fsi)
        assert place.osr * place.fsi == pytest.approx(1 - place.gsi)


def test_the_matrix_is_drawn_when_it_is_unfolded(qtbot, figures: FiguresPanel) -> None:
    matrix: Spacematrix = figures.matrix
    assert not matrix.ready
    figures.folds["density"].set_open(True)
    assert matrix.ready
    path = next(i for i in matrix._plot.getPlotItem().listDataItems() if len(i.getData()[0]) == 4)
    assert list(path.getData()[1]) == pytest.approx([d.fsi for d in path_of(figures._shown)])


def test_the_run_down_steps_to_the_last_fase(figures: FiguresPanel, controller: Controller, plan: Plan) -> None:
    figures.folds["programme"].set_open(True)
    chart: ProgrammeChart = figures.programme
    found = {v.streefgetal.id: v for v in verloop(plan, controller.state)}
    assert list(chart.rows) == list(found)
    line = chart.rows["D1"].chart._plot.getPlotItem().listDataItems()[0]
    assert line.getData()[1][-1] == found["D1"].stappen[-1].waarde == controller.shown.kern.woningen
    assert "onbekend" in chart.rows["D3"].told.text()
    assert chart.rows["D3"].chart.isHidden()


# --- one figure opened up --------------------------------------------------------------------------------------


@pytest.fixture
def opened(qtbot, controller: Controller, tr: Translator) -> TellingPanel:
    panel = added(qtbot, controller, TellingPanel(tr))
    panel.show()
    return panel


def test_a_figure_shows_its_parts_parameters_and_what_it_left_out(opened: TellingPanel, controller) -> None:
    opened.open_figure("woningen", None)
    kern = controller.shown.kern
    assert opened.value.text() == str(kern.woningen)
    model = opened.counted.parts_model
    assert sum(float(model.index(r, 1).data()) for r in range(model.rowCount())) == kern.woningen
    assert "0,78" in opened.about.text() and "kengetal" in opened.about.text()
    assert opened.left_out.topLevelItemCount() > 0
    head = opened.left_out.topLevelItem(0)
    head.setExpanded(True)
    assert f"({opened._tr.number(head.childCount())})" in head.text(0)


def test_a_ratio_says_by_what_it_is_divided_and_its_scale(opened: TellingPanel, controller: Controller) -> None:
    opened.open_figure("plangebied.fsi", None)
    ground = opened._tr.number(controller.shown.kern.plangebied.grond_m2)
    assert ground in opened.sum.text()
    assert "plangebied" in opened.title.text()
    assert [scale_of(f, b) for f, b in (("fsi", "BB1"), ("weefsel.l", "BB1"), ("woningen", None))] == [
        "eiland", "weefsel", "",
    ]  # fmt: skip


def test_every_figure_opens(opened: TellingPanel, controller: Controller, plan: Plan) -> None:
    for figuur in FIGUREN:
        opened.open_figure(figuur, None)
        assert opened.telling.figuur == figuur
        assert "part." not in opened.title.text()
    for figuur in BLOK_FIGUREN:
        opened.open_figure(figuur, plan.bouwblokken[0].id)
        assert plan.bouwblokken[0].naam in opened.title.text()


def test_an_open_figure_follows_the_study(opened: TellingPanel, controller: Controller) -> None:
    opened.open_figure("woningen", None)
    before = opened.value.text()
    controller.set_knob("go_per_woning_m2", "waarde", 100.0)
    assert opened.value.text() == str(controller.shown.kern.woningen) != before
    assert "gewijzigd" in opened.about.text()


def test_hoven_light_without_the_panden_round_them(opened: TellingPanel) -> None:
    opened.open_figure("hof_m2", None)
    assert opened.lit and all(item.startswith("H-") for item in opened.lit)


def test_a_number_lights_what_it_counted_until_esc(app: App) -> None:
    window = app.window
    window.figures.figureRequested.emit("winkelunits", None)
    page = window.figures_tab.telling
    assert window.figures_tab.stack.currentWidget() is page
    assert app.view.scene.lit >= page.telling.objecten
    first = page.counted.parts_model.index(0, 0)
    page.counted.setCurrentIndex(first)
    page.counted.clicked.emit(first)
    assert app.view.scene.lit == set(page.counted.chosen)
    assert app.view.calls[-1] == ("view", "passend")
    window.actions_["deselect"].trigger()
    assert window.figures_tab.stack.currentWidget() is window.figures
    assert app.view.scene.lit == set()


def test_trees_light_one_by_one(app: App) -> None:
    app.window.figures.figureRequested.emit("bomen.geplant", None)
    assert len(app.view.scene.lit_trees) == app.controller.shown.kern.bomen.geplant


def test_a_figure_of_the_selected_blok_opens_from_object(qtbot, app: App, plan: Plan) -> None:
    blok, window = plan.bouwblokken[1], app.window
    app.controller.select(blok.id)
    rows = {key: label for (_, _, key), label in zip(window.object._facts.rows, window.object._values, strict=True)}
    qtbot.mouseClick(rows["woningen"], Qt.MouseButton.LeftButton)
    assert window.tabs.currentWidget() is window.figures_tab
    opened = window.figures_tab.telling.telling
    assert (opened.figuur, opened.blok) == ("woningen", blok.id)
    assert all(item.startswith(f"{blok.id}-") for item in app.view.scene.lit)
