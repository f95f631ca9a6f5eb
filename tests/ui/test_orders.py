"""Films and sets from the window: the command they become, what the dialogs ask, and how a job ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QFileDialog

from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.steps import drained
from ui.app import App
from ui.cli import cli
from ui.command_jobs import command_job, how_far
from ui.panels.order_dialogs import FilmDialog, FilmWish, ShadowDialog, ShadowWish
from ui.worker import Job

SMALL = FilmWish(size="160x90", fps=5, seconds=0.4, draft=True)


@pytest.mark.parametrize("kind", ["phases", "sun", "path"])
def test_every_film_of_the_dialog_is_one_the_command_knows(tmp_path: Path, kind: str) -> None:
    """A command that is used wrongly ends with 2; a plan that is not there with 1."""
    wish = replace(SMALL, kind=kind, dag=date(2026, 6, 21))
    done = CliRunner().invoke(cli, [*wish.words, "/weg/plan", "--out", str(tmp_path / "film.mp4")])
    assert done.exit_code == 1 and "/weg/plan" in done.stderr


def test_a_film_is_seen_from_where_it_was_asked() -> None:
    assert replace(SMALL, view="hof").words[2:4] == ["--view", "hof"]
    assert replace(SMALL, kind="path", route="bewaard").words[1:3] == ["--path", "bewaard"]


def test_a_set_of_shadow_sheets_is_one_the_command_knows() -> None:
    done = CliRunner().invoke(cli, [*ShadowWish("bestaand", 2030).words, "/weg/plan", "--out", "/weg/map"])
    assert done.exit_code == 1 and "/weg/plan" in done.stderr


def test_the_dialog_shows_what_belongs_to_a_kind_of_film(app: App) -> None:
    app.orders.ask_film()
    dialog = app.window.findChild(FilmDialog)
    assert dialog.wish() == replace(FilmWish(), dag=app.controller.state.moment.date())
    dialog.kind.setCurrentIndex(dialog.kind.findData("sun"))
    rows = dialog.form
    assert (rows.isRowVisible(dialog.day), rows.isRowVisible(dialog.view), rows.isRowVisible(dialog.route)) == (
        True, True, False,
    )  # fmt: skip
    # 12 seconds is how long a film of the sun is when nothing is asked (`massastudie film --help`); 25 × 12 = 300.
    assert dialog.wish().seconds == 12.0 and "300" in dialog.told.text()
    dialog.accept()
    asked = app.window.findChild(QFileDialog)
    assert asked is not None and asked.selectedFiles()[0].endswith("koopmansplein-zon.mp4")
    asked.close()


def test_the_shadow_sheets_ask_what_to_compare_with(app: App, plan: Plan) -> None:
    app.orders.ask_shadows()
    dialog = app.window.findChild(ShadowDialog)
    assert dialog.wish() == ShadowWish(plan.fasen[0].id, app.controller.state.moment.year)
    assert dialog.against.findData(app.controller.state.fase) == -1
    dialog.close()


def test_what_was_written_is_told_with_a_link_to_its_folder(qtbot, app: App, tmp_path: Path) -> None:
    def made() -> Job:
        yield 1, 1
        return (tmp_path / "film.mp4",)

    with qtbot.waitSignal(app.worker.finished):
        app.worker.start("film", made())
    written = app.window.status.written
    assert written.isVisibleTo(app.window)
    assert "film.mp4" in written.text() and f"href='file://{tmp_path}'" in written.text()


def test_a_command_that_fails_tells_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"plan\.toml"):
        drained(command_job(["film", "--phases", str(tmp_path / "weg")], tmp_path / "f.mp4"))


def test_a_job_that_is_stopped_ends_its_program(tmp_path: Path) -> None:
    wish = replace(SMALL, seconds=600.0, view="vogelvlucht")
    job = command_job(wish.words, tmp_path / "f.mp4")
    for _ in range(40):
        next(job)
    job.close()
    end = monotonic() + 60.0  # what it draws is finished first
    while list(tmp_path.iterdir()) and monotonic() < end:
        sleep(0.05)
    assert not list(tmp_path.iterdir())


def test_how_far_a_command_is(tmp_path: Path) -> None:
    said = tmp_path / "said.txt"
    said.write_text("massastudie: film: 3/40\n", encoding="utf-8")
    assert how_far(said, 0) == (3, 40)
    said.write_text("een\ntwee\n", encoding="utf-8")
    assert how_far(said, 6) == (2, 6) and how_far(said, 0) == (0, 0)
