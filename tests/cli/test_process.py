"""The command in a process of its own: exit codes, quick answers without Qt or VTK, pipes, Ctrl+C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.signals import hear_ctrl_c

from .conftest import ROOT, Run, Typed

HEAVY = ("PySide6", "vtk", "vtkmodules", "pyvista", "matplotlib", "pandas")


def loaded_by(*words: str) -> list[str]:
    """Heavy packages that the command loads."""
    code = (
        "import sys\nfrom ui.cli import main\n"
        f"try:\n    main({list(words)!r})\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [n for n in {HEAVY!r} if n in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )
    line = result.stderr.strip().splitlines()[-1]
    assert line.startswith("LOADED"), result.stderr
    return json.loads(line.removeprefix("LOADED ").replace("'", '"'))


@pytest.mark.parametrize("words", [["--help"], ["beeld", "--help"], ["open", "--help"], ["--version"], ["fout"]])
def test_help_loads_neither_the_window_nor_the_core_geometry(words: list[str]) -> None:
    code = f"import sys; from ui.cli import main\ntry: main({words!r})\nexcept SystemExit: pass\nprint(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    modules = set(result.stdout.split())
    assert "click" in modules
    assert modules.isdisjoint({*HEAVY, "numpy", "shapely", "trimesh"})


def test_figures_and_exports_load_no_window_and_no_3d(tmp_path: Path) -> None:
    assert loaded_by("kerncijfers", "--format", "json") == []
    assert loaded_by("export", "--out", str(tmp_path / "v.glb")) == []


def test_figures_without_a_display(typed: Typed) -> None:
    result = typed("kerncijfers", "--fase", "fase3")
    assert result.returncode == 0, result.stderr
    assert "Eindbeeld" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("form", ["json", "csv"])
def test_json_and_csv_are_utf8_on_any_console(form: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "cp850"}
    command = [sys.executable, "-m", "ui", "kerncijfers", "--format", form]
    result = subprocess.run(command, capture_output=True, cwd=ROOT, env=env, timeout=120, check=True)
    assert ("2021–2025" if form == "json" else "fase1,BB1,bvo,wonen") in result.stdout.decode("utf-8")


def test_a_poor_console_shows_the_table_all_the_same(typed: Typed) -> None:
    result = typed("kerncijfers", PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr
    assert "Eindbeeld" in result.stdout


def test_errors_are_sentences_with_their_code(typed: Typed) -> None:
    wrong, misfit = typed("beeld", "--out", "x.bmp"), typed("kerncijfers", "--fase", "fase9")
    assert (wrong.returncode, misfit.returncode) == (2, 1)
    assert "Traceback" not in wrong.stderr + misfit.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
@pytest.mark.parametrize("words", [[], ["open"], ["open", "--fase", "fase1"]])
def test_window_without_a_display_says_so(typed: Typed, words: list[str]) -> None:
    result = typed(*words)
    assert result.returncode == 1
    assert "geen scherm" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently on Windows")
def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f'set -o pipefail; "{sys.executable}" -m ui kerncijfers --format csv | head -n 1'
    result = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )
    assert result.stdout == "fase,blok,grootheid,functie,waarde,eenheid\n"
    assert result.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_a_closed_reader_is_no_error() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "ui", "kerncijfers", "--format", "json"]
    result = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    os.close(write_end)
    assert result.stderr == ""
    assert result.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    code = (
        "import modellen.reader, time\nmodellen.reader.read_plan = lambda p: (print('go', flush=True), time.sleep(60))"
    )
    start = [sys.executable, "-c", f"{code}\nfrom ui.cli import main\nmain(['kerncijfers'])"]
    pipe = subprocess.PIPE
    with subprocess.Popen(start, stdout=pipe, stderr=pipe, text=True, cwd=ROOT, preexec_fn=hear_ctrl_c) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert "Traceback" not in errors
    assert process.returncode == 130


@pytest.mark.parametrize("words", [["--help"], ["kerncijfers", "--help"], ["beeld", "-h"], ["export", "--help"]])
def test_help_has_examples(run: Run, words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert "massastudie " in result.stdout


def test_version(run: Run) -> None:
    from massastudie import __version__

    assert __version__ in run("--version").stdout


@pytest.mark.skipif(os.name == "nt", reason="streams close differently on Windows")
def test_closed_streams_are_no_error(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m ui kerncijfers >&- 2>"{tmp_path}/told"; echo $?'
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
    assert result.stdout == "0\n"
    assert (tmp_path / "told").read_text(encoding="utf-8") == ""


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="this system has no such name")
def test_out_to_a_pipe(typed: Typed) -> None:
    result = typed("kerncijfers", "--format", "csv", "--out", "/dev/stdout")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("fase,blok,grootheid,functie,waarde,eenheid\n")
