"""The set-up script on machines unlike this one: another system, no right to install, libraries that lack."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.architecture.source import ROOT


def load(name: str) -> ModuleType:
    """A script as a module, without running it."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    if spec is None or spec.loader is None:
        pytest.fail(f"scripts/{name}.py cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine() -> ModuleType:
    return load("machine")


@pytest.fixture
def bare(machine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script on a Linux where nothing can be loaded and no command may be run."""
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine, "can_load", lambda soname: False)
    monkeypatch.setattr(machine.subprocess, "run", lambda *a, **k: pytest.fail(f"ran {a}"))
    return machine


def test_a_complete_machine_is_left_alone(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "can_load", lambda soname: True)
    assert bare.main(["libs", "window"]) == 0


def test_macos_needs_nothing(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare.sys, "platform", "darwin")
    assert bare.main(["libs", "window"]) == 0
    assert bare.main(["display"]) == 0


def test_another_linux_is_told_which_files_it_lacks(
    bare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bare, "is_debian", lambda: False)
    assert bare.main(["libs", "window"]) == 1
    assert "libxcb-cursor.so.0" in capsys.readouterr().err


def test_debian_without_rights_gets_the_line_that_installs(
    bare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bare, "is_debian", lambda: True)
    monkeypatch.setattr(bare, "root_prefix", lambda: None)
    assert bare.main(["libs", "picture"]) == 1
    error = capsys.readouterr().err
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in error
    assert "libxcb-cursor0" not in error


def test_only_an_optional_library_missing_stops_nobody(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "can_load", lambda soname: soname != "libXcursor.so.1")
    monkeypatch.setattr(bare, "is_debian", lambda: False)
    assert bare.main(["libs", "window"]) == 0


def test_debian_as_root_updates_and_installs_what_lacks(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **options: object) -> SimpleNamespace:
        ran.append(command)
        monkeypatch.setattr(bare, "can_load", lambda soname: True)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(bare.subprocess, "run", run)
    monkeypatch.setattr(bare, "can_load", lambda soname: soname != "libEGL.so.1")
    monkeypatch.setattr(bare, "is_debian", lambda: True)
    monkeypatch.setattr(bare, "root_prefix", lambda: [])
    assert bare.main(["libs", "window"]) == 0
    assert [command[-1] for command in ran] == ["update", "libegl1"]


def test_an_unknown_question_exits_2(machine: ModuleType) -> None:
    assert machine.main(["libs", "everything"]) == 2


def test_a_python_without_ensurepip_is_told_of_python3_venv(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda name: None)
    assert machine.main(["python"]) == 1
    assert "python3-venv" in capsys.readouterr().err


def test_an_old_python_is_refused(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (99, 0))
    assert machine.main(["python"]) == 1
    assert "nodig" in capsys.readouterr().err


def test_a_display_nobody_answers_to_counts_as_none(machine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9876")
    if not machine.can_load("libX11.so.6"):
        pytest.skip("libX11 is not there to ask with")
    assert machine.main(["display"]) == 1


def test_the_check_of_a_commit_calls_make_test() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert next(line for line in lines if "make" in line and not line.startswith("#")).startswith("exec make test")


@pytest.mark.parametrize("target", ["run", "venv", "test", "lint", "bench", "clean"])
def test_make_help_names_each_target(target: str) -> None:
    shown = subprocess.run(["make", "help"], cwd=Path(ROOT), capture_output=True, encoding="utf-8", check=True).stdout
    assert f"make {target} " in shown


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the overview types on the command line; a plan of two fasen answers."""
    commands: list[list[str]] = []

    def run(command: list[str], **options: object) -> SimpleNamespace:
        commands.append([str(part) for part in command[3:]])
        return SimpleNamespace(returncode=0, stdout='{"fasen": [{"id": "nu"}, {"id": "straks"}]}')

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_without_a_screen_there_is_a_table_and_a_picture_of_each_fase(
    typed: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load("overview").main(tmp_path / "uit") == 0
    assert typed[0] == ["kerncijfers"]
    pictures = [command for command in typed if command[0] == "beeld"]
    assert [command[command.index("--fase") + 1] for command in pictures] == ["nu", "straks"]
    assert [Path(command[-1]).name for command in pictures] == ["nu.png", "straks.png"]
    assert "Geen scherm gevonden" in capsys.readouterr().out


def test_the_overview_stops_at_the_first_command_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: SimpleNamespace(returncode=3, stdout=""))
    assert load("overview").main(tmp_path / "uit") == 3
    assert not (tmp_path / "uit").exists()
