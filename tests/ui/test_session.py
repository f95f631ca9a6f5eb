"""The running study is kept, offered after a crash, and gone after an orderly end."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from massastudie.plan import Plan
from massastudie.state import State
from massastudie.tijd import ZONE
from modellen.reader import default_plan_path
from modellen.studie import SUFFIX, read_study, write_study
from ui.app import App
from ui.controller import Controller
from ui.session import Session

from .fakes import close_dialogs


@pytest.fixture
def session(qapp, controller: Controller, autosave: Path):
    kept = Session(autosave, default_plan_path(), lambda: {"azimut_deg": 1.0})
    controller.add_view(kept)
    yield kept
    kept.close()


def crashed(autosave: Path, plan: Plan) -> tuple[Path, State]:
    """What a program that did not end well leaves."""
    autosave.mkdir(parents=True, exist_ok=True)
    path = autosave / f"oud{SUFFIX}"
    state = State.start(plan).with_override(plan.bouwblokken[0].id, "bouwlagen", 7)
    write_study(path, default_plan_path(), state, {"azimut_deg": 12.0})
    return path, state


def test_nothing_is_written_before_a_change(session: Session, autosave: Path) -> None:
    assert session.save_now()
    assert not autosave.exists()


def test_a_change_is_written_after_a_moment(qtbot, session: Session, controller: Controller, plan: Plan) -> None:
    controller.set_accenten(False)
    qtbot.waitUntil(session.path.exists, timeout=5000)
    assert read_study(session.path, plan) == (controller.state, {"azimut_deg": 1.0})


def test_another_moment_is_kept_too(qtbot, open_app, plan: Plan) -> None:
    app: App = open_app()
    moment = datetime(2026, 6, 21, 9, 0, tzinfo=ZONE)
    app.controller.set_moment(moment)
    qtbot.waitUntil(app.session.path.exists, timeout=5000)
    assert read_study(app.session.path, plan)[0].moment == moment


def test_a_day_that_plays_does_not_put_off_what_is_to_be_written(qtbot, session: Session, controller) -> None:
    controller.follow_moments(session)
    controller.set_accenten(False)

    def written_meanwhile() -> bool:
        controller.set_moment(controller.state.moment + timedelta(minutes=1))
        return session.path.exists()

    qtbot.waitUntil(written_meanwhile, timeout=5000)


def test_an_orderly_end_leaves_nothing_that_was_saved(session: Session, controller, autosave: Path) -> None:
    controller.set_accenten(False)
    session.save_now()
    assert session.path.exists()
    session.saved()
    session.close()
    assert list(autosave.iterdir()) == []


def test_looking_around_is_no_work_to_keep(session: Session, controller: Controller, plan: Plan) -> None:
    controller.set_fase(plan.fasen[0].id)
    controller.select(plan.bouwblokken[0].id)
    session.save_now()
    session.close()
    assert not session.path.exists()


def test_closing_without_saving_loses_nothing(qtbot, open_app) -> None:
    first: App = open_app()
    first.controller.set_accenten(False)
    first.window.close()
    second: App = open_app()
    qtbot.waitUntil(second.window.offer.isVisible)
    second.window.offer.yes.click()
    assert not second.controller.state.accenten_aan


def test_only_the_newest_copies_are_kept(autosave: Path, plan: Plan, qapp) -> None:
    autosave.mkdir()
    for number in range(9):
        write_study(autosave / f"{number}{SUFFIX}", default_plan_path(), State.start(plan), {})
        os.utime(autosave / f"{number}{SUFFIX}", (number, number))
    session = Session(autosave, default_plan_path(), dict)
    assert session.left_behind() == autosave / f"8{SUFFIX}"
    assert len(list(autosave.glob(f"*{SUFFIX}"))) == 5
    session.close()


def test_a_study_of_a_running_window_is_not_offered(session: Session, controller, autosave: Path) -> None:
    controller.set_accenten(False)
    session.save_now()
    other = Session(autosave, default_plan_path(), dict)
    assert other.left_behind() is None
    other.close()


def test_a_disk_that_refuses_makes_no_noise(session: Session, controller: Controller, autosave: Path) -> None:
    autosave.write_text("a file where the folder should be")
    controller.set_accenten(False)
    assert session.save_now() is False


def test_after_a_crash_the_study_is_offered_and_taken(qtbot, open_app, autosave: Path, plan: Plan) -> None:
    path, state = crashed(autosave, plan)
    app: App = open_app()
    qtbot.waitUntil(app.window.offer.isVisible)
    app.window.offer.yes.click()
    assert app.controller.state == state
    assert ("viewpoint", {"azimut_deg": 12.0}) in app.view.calls
    assert not path.exists()
    app.set_language("en")
    app.window.close()
    assert app.session.path.exists(), "it stands nowhere else, so it is kept again"


def test_a_refused_offer_is_gone(qtbot, open_app, autosave: Path, plan: Plan) -> None:
    path, _ = crashed(autosave, plan)
    app: App = open_app()
    qtbot.waitUntil(app.window.offer.isVisible)
    app.window.offer.no.click()
    assert not path.exists()
    assert app.controller.state == State.start(plan)


def test_an_unanswered_offer_comes_back(qtbot, open_app, autosave: Path, plan: Plan) -> None:
    path, _ = crashed(autosave, plan)
    first: App = open_app()
    qtbot.waitUntil(first.window.offer.isVisible)
    first.window.close()
    assert path.exists()
    second: App = open_app()
    qtbot.waitUntil(second.window.offer.isVisible)


def test_a_damaged_copy_says_so_and_is_not_offered_again(qtbot, open_app, autosave: Path, plan: Plan) -> None:
    path, _ = crashed(autosave, plan)
    path.write_text("{", encoding="utf-8")
    app: App = open_app()
    qtbot.waitUntil(app.window.offer.isVisible)
    app.window.offer.yes.click()
    assert app.controller.state == State.start(plan)
    assert not path.exists()
    close_dialogs(app)


def test_a_lock_of_a_program_that_is_gone_does_not_hold(autosave: Path, plan: Plan, qapp) -> None:
    path, _ = crashed(autosave, plan)
    lock = path.with_name("oud.lock")
    code = f"import os; from PySide6.QtCore import QLockFile as L; a = L({str(lock)!r}); a.tryLock(0); os._exit(9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert lock.exists()
    session = Session(autosave, default_plan_path(), dict)
    assert session.left_behind() == path
    session.close()
