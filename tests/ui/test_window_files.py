"""Files and errors in the whole window: what fails is one sentence in a dialog and leaves everything as it was."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from massastudie.bezonning import Dag
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.tijd import ZONE
from massastudie.zonboek import zonboek
from modellen.export import export
from modellen.studie import SUFFIX, read_study
from ui.app import App
from ui.cli import cli
from ui.sun_map import within
from ui.sun_wishes import BOOK_OP

from .fakes import close_dialogs


def test_a_bad_wish_is_one_sentence_in_a_dialog(app: App, plan: Plan) -> None:
    before = app.controller.state
    app.view.bouwlagenRequested.emit(plan.bouwblokken[0].id, 400)
    said = close_dialogs(app)
    assert len(said) == 1
    assert plan.bouwblokken[0].id in said[0]
    assert "Traceback" not in said[0]
    assert app.controller.state == before


def test_something_unexpected_keeps_the_study_and_says_so(app: App) -> None:
    app.controller.set_accenten(False)
    error = ZeroDivisionError("deling door nul")
    app.unexpected(type(error), error, None)
    assert app.session.path.exists()
    said = close_dialogs(app)
    assert "ZeroDivisionError" in said[0]
    assert "\n" not in said[0]


@pytest.mark.parametrize("content", ["", "{", '{"soort": "iets anders"}'])
def test_a_damaged_study_leaves_everything_as_it_was(app: App, tmp_path: Path, content: str) -> None:
    app.controller.set_accenten(False)
    before = app.controller.state
    path = tmp_path / f"kapot{SUFFIX}"
    path.write_text(content, encoding="utf-8")
    assert not app.files.open_study(path)
    assert "kapot" in close_dialogs(app)[0]
    assert app.controller.state == before
    assert app.controller.shown.can_undo


def test_a_folder_that_is_no_plan_leaves_everything_as_it_was(app: App, tmp_path: Path, plan: Plan) -> None:
    assert not app.files.open_plan(tmp_path)
    assert close_dialogs(app)
    assert app.controller.plan is plan


def test_save_and_open_again(app: App, plan: Plan, tmp_path: Path) -> None:
    app.controller.set_knob(plan.bouwblokken[0].id, "bouwlagen", 6)
    kept = app.controller.state
    assert app.files.save_to(tmp_path / "variant")
    path = tmp_path / f"variant{SUFFIX}"
    assert read_study(path, plan) == (kept, {"azimut_deg": 225.0})
    app.controller.set_fase(plan.fasen[0].id)
    assert app.files.save(), "the second time it knows the file"
    assert json.loads(path.read_text(encoding="utf-8"))["keuzes"]["fase"] == plan.fasen[0].id
    assert app.files.open_study(path)
    assert app.view.calls[-1] == ("viewpoint", {"azimut_deg": 225.0})


def test_saving_where_that_is_impossible_says_so(app: App, tmp_path: Path) -> None:
    assert not app.files.save_to(tmp_path / "weg" / "a.json")
    assert "weg" in close_dialogs(app)[0]
    assert app.files.study_path is None


def test_masses_are_exported_beside_the_work(qtbot, app: App, tmp_path: Path) -> None:
    app.controller.set_knob(app.controller.plan.bouwblokken[0].id, "bouwlagen", 6)
    with qtbot.waitSignal(app.worker.finished, timeout=60_000):
        app.files.export_model(tmp_path / "massa.geojson")
        assert app.window.status.stop.isVisible()
    plan, state = app.controller.plan, app.controller.state
    here = tmp_path / "hier" / "massa.geojson"
    here.parent.mkdir()
    export(build(plan, state), plan, here)
    assert (tmp_path / "massa.geojson").read_bytes() == here.read_bytes()
    assert not app.window.status.stop.isVisible()


def test_an_export_that_fails_says_so(qtbot, app: App, tmp_path: Path) -> None:
    with qtbot.waitSignal(app.worker.failed, timeout=20_000):
        app.files.export_model(tmp_path / "massa.dwg")
    assert ".dwg" in close_dialogs(app)[0]


def test_the_workbook_of_the_window_is_that_of_the_command(qtbot, app: App, plan: Plan, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads the workbook")
    app.controller.set_knob(plan.bouwblokken[0].id, "bouwlagen", 6)
    with qtbot.waitSignal(app.worker.finished, timeout=120_000):
        app.files.hand_out("workbook", tmp_path / "kerncijfers")
    book = openpyxl.load_workbook(tmp_path / "kerncijfers.xlsx", data_only=True)
    shown = app.controller.shown.per_fase[-1]
    cells = [cell.value for row in book["Samenvatting"].iter_rows() for cell in row]
    assert shown.totaal_m2 in [pytest.approx(c) for c in cells if isinstance(c, float)]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_figures_of_the_window_are_those_of_the_command_in_every_form(qtbot, app: App, tmp_path: Path, suffix) -> None:
    app.controller.set_knob("go_bvo_wonen", "waarde", 0.7)
    out, expected = tmp_path / f"cijfers{suffix}", tmp_path / f"opdracht{suffix}"
    with qtbot.waitSignal(app.worker.finished, timeout=120_000):
        app.files.hand_out("workbook", out)
    result = CliRunner().invoke(cli, ["kerncijfers", "--set", "go_bvo_wonen.waarde=0.7", "--out", str(expected)])
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("kind", ["workbook", "report", "page"])
def test_a_handout_that_fails_says_why_and_where(qtbot, app: App, tmp_path: Path, kind: str) -> None:
    with qtbot.waitSignal(app.worker.failed, timeout=60_000):
        app.files.hand_out(kind, tmp_path / "weg" / "x.pdf")
    (said,) = close_dialogs(app)
    assert "weg" in said and "Traceback" not in said


def test_the_ledger_of_the_window_is_that_of_the_workbook(qtbot, app: App, plan: Plan, tmp_path: Path) -> None:
    app.controller.set_moment(datetime(2026, 6, 21, 9, 0, tzinfo=ZONE))
    with qtbot.waitSignal(app.worker.finished, timeout=60000):
        app.files.export_ledger(tmp_path / "zonboek")
    rows = list(csv.DictReader((tmp_path / "zonboek.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["fase"] for row in rows} == {fase.id for fase in plan.fasen}
    job = zonboek(plan, State.start(plan), Dag(date(2026, 6, 21), 1.0), BOOK_OP)
    book = within(job, 60.0)
    assert book is not None
    known = {(r.id, f): c for r in book.regels for f, c in zip(book.fasen, r.cijfers, strict=True) if c is not None}
    assert len(rows) == len(known)
    told = {(row["id"], row["fase"]): float(row["gemiddeld_h"]) for row in rows}
    assert told == pytest.approx({key: c.gemiddeld_h for key, c in known.items()})
