"""A file of others round the plan in the window: read beside the work, one sentence when it is unfit."""

from __future__ import annotations

import json
from pathlib import Path

from massastudie.plan import Plan
from modellen.reader import read_plan
from ui.app import App
from ui.context_job import ContextOrder

from .fakes import close_dialogs


def outline(path: Path, x: float, y: float) -> Path:
    ring = [[x, y], [x + 20, y], [x + 20, y + 10], [x, y + 10], [x, y]]
    feature = {"type": "Feature", "properties": {"hoogte": 9}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_panden_of_a_file_stand_round_the_plan(qtbot, app: App, plan: Plan, tmp_path: Path) -> None:
    x, y = plan.oorsprong
    path = outline(tmp_path / "stad.json", x + 900, y)
    before = app.controller.state
    with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
        app.context.load(ContextOrder((path,)))
    shown = app.controller.plan
    assert len(shown.bestaand) == len(plan.bestaand) + 1
    assert shown.bestaand[-1].hoogte_m == 9.0
    assert app.controller.state == before
    assert "1 " in app.window.status.currentMessage()
    # it is a step like any other: taken back, the plan is as it was
    app.controller.undo()
    assert app.controller.plan is plan
    assert app.files.folder_shown(app.session.plan_path) == app.session.plan_path
    app.controller.redo()
    assert app.controller.plan is shown
    # programs that draw and report read the plan with its surroundings
    folder = app.files.folder_shown(app.session.plan_path)
    assert len(read_plan(folder).bestaand) == len(shown.bestaand)


def test_an_unfit_file_is_one_sentence_and_the_plan_stays(qtbot, app: App, plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "kapot.json"
    path.write_text("{")
    with qtbot.waitSignal(app.context.worker.failed, timeout=30_000):
        app.context.load(ContextOrder((path,)))
    (said,) = close_dialogs(app)
    assert said.startswith("bestand kapot.json: verwacht geldige JSON, gevonden")
    assert app.controller.plan is plan
    assert app.files.folder_shown(app.session.plan_path) == app.session.plan_path
