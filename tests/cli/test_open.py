"""`massastudie` and `massastudie open`: what reaches the window, and its exit code. No window is opened here."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from massastudie.state import State
from modellen.reader import default_plan_path
from modellen.studie import write_study

from .conftest import Run


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Stands in for the window: what it was started with; it ends with code 3."""
    calls: list[tuple[Any, ...]] = []

    def start(
        plan_path: Path | None, study_path: Path | None = None, state: State | None = None,
        context: tuple[Path, ...] = (), vervangt: bool = True, live: object = None, reading: object = None,
    ) -> int:  # fmt: skip
        if context:
            calls.append((*context, vervangt))
        calls.append((plan_path, study_path, state))
        return 3

    window = ModuleType("ui.app")
    window.run = start  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ui.app", window)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return calls


@pytest.mark.parametrize("words", [(), ("open",)])
def test_without_words_it_opens_the_built_in_plan(run: Run, opened: list, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 3
    assert opened == [(default_plan_path(), None, None)]


@pytest.mark.parametrize("words", [(), ("open",)])
def test_a_folder_is_a_plan_to_open(run: Run, opened: list, tmp_path: Path, words: tuple[str, ...]) -> None:
    run(*words, tmp_path)
    assert opened == [(tmp_path, None, None)]


@pytest.mark.parametrize("words", [(), ("open",)])
def test_a_study_opens_with_its_plan(run: Run, opened: list, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "b.massastudie.json"
    write_study(path, default_plan_path(), State("fase1"), {})
    run(*words, "--studie", path)
    assert opened == [(default_plan_path(), path, None)]


def test_other_options_reach_the_window_as_a_state(run: Run, opened: list, tmp_path: Path) -> None:
    path = tmp_path / "b.massastudie.json"
    write_study(path, default_plan_path(), State("fase1").with_override("BB3", "bouwlagen", 6), {})
    run("open", "--studie", path, "--fase", "fase2", "--doorsteek", "DS1=dicht")
    expected = State("fase2").with_override("BB3", "bouwlagen", 6).with_doorsteek("DS1", False)
    assert opened == [(default_plan_path(), path, expected)]


def test_a_wish_that_does_not_fit_opens_nothing(run: Run, opened: list) -> None:
    assert run("open", "--fase", "fase9").exit_code == 1
    assert opened == []


def test_files_of_surroundings_are_left_to_the_window(run: Run, opened: list[tuple[Any, ...]], tmp_path: Path) -> None:
    # the window reads them beside its work; a start does not wait for a large file
    files = (tmp_path / "a.json", tmp_path / "b.dxf")
    assert run("open", "--context", files[0], "--context", files[1], "--overlap", "houd").exit_code == 3
    assert opened[0] == (*files, False)
