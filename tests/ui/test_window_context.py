"""A file of others round the plan in the window: read beside the work, one sentence when it is unfit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massastudie.plan import Plan
from modellen.reader import read_plan
from modellen.surroundings import read_alone
from ui import context_job
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


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files read in this program: the one apart has tests of its own."""
    monkeypatch.setattr(context_job, "read_beside", read_alone)


@pytest.mark.usefixtures("quick")
def test_a_study_remembers_its_surroundings(qtbot, app: App, plan: Plan, tmp_path: Path) -> None:
    x, y = plan.oorsprong
    near, far = outline(tmp_path / "dichtbij.json", x + 900, y), outline(tmp_path / "ver.json", x + 1200, y)
    for path in (near, far):
        with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
            app.context.load(ContextOrder((path,)))
    laid = app.controller.plan
    study = tmp_path / "een.massastudie.json"
    assert app.files.save_to(study)
    assert [item["bestand"] for item in json.loads(study.read_text())["omgeving"]] == ["dichtbij.json", "ver.json"]
    # what already lies there is not laid anew
    assert app.files.open_study(study)
    assert app.controller.plan is laid and not app.context.worker.busy
    # without them the plan is bare, and opening the study brings them back
    assert app.files.open_plan(app.session.plan_path)
    assert app.controller.plan is plan
    with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
        assert app.files.open_study(study)
    assert [p.id for p in app.controller.plan.bestaand] == [p.id for p in laid.bestaand]
    app.session.save_now()
    assert not app.session.path.exists()  # nothing was wished for since


@pytest.mark.usefixtures("quick")
def test_a_file_of_a_study_that_is_gone_or_changed_is_told_and_the_rest_opens(
    qtbot, app: App, plan: Plan, tmp_path: Path
) -> None:
    x, y = plan.oorsprong
    files = tuple(
        outline(tmp_path / f"{name}.json", x + far, y) for name, far in (("a", 900), ("b", 1200), ("c", 1500))
    )
    with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
        app.context.load(ContextOrder(files))
    study = tmp_path / "een.massastudie.json"
    assert app.files.save_to(study)
    files[0].unlink()
    outline(files[1], x + 1201, y)
    app.files.open_plan(app.session.plan_path)
    with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
        assert app.files.open_study(study)
    (said,) = close_dialogs(app)
    first, second = said.splitlines()
    assert first == f"bestand {files[0]}: verwacht als omgeving van deze studie, gevonden geen bestand"
    assert second.startswith("bestand b.json: verwacht wat erin stond toen de studie werd bewaard, gevonden andere")
    assert len(app.controller.plan.bestaand) == len(plan.bestaand) + 1
    assert app.files.save_to(study)
    assert len(json.loads(study.read_text())["omgeving"]) == 3  # a file that is away for now is not forgotten
