"""The core stands alone: it starts without window, 3D or table libraries, and its tests run where there are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, imported, modules

HEAVY = ("PySide6", "shiboken6", "vtk", "vtkmodules", "pyvista", "pandas", "matplotlib", "modellen", "ui")
CORE_TESTS = ROOT / "tests" / "core"


def core_modules() -> list[str]:
    paths = [path.relative_to(ROOT) for path in modules("massastudie")]
    return [".".join(path.with_suffix("").parts) for path in paths if path.stem not in ("__init__", "__main__")]


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=120)


def test_the_core_loads_nothing_heavy() -> None:
    code = f"import importlib, json, sys; [importlib.import_module(m) for m in {core_modules()!r}]"
    result = run_python("-c", f"{code}; print(json.dumps([h for h in {HEAVY!r} if h in sys.modules]))")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == []


IMPORT_EACH_FIRST = """
import importlib, sys
for name in {names!r}:
    for loaded in [m for m in sys.modules if m.partition(".")[0] == "massastudie"]:
        del sys.modules[loaded]
    importlib.import_module(name)
"""


def test_each_core_module_can_be_imported_first() -> None:
    result = run_python("-c", IMPORT_EACH_FIRST.format(names=core_modules()))
    assert result.returncode == 0, result.stderr


@pytest.mark.skipif(not list(CORE_TESTS.rglob("test_*.py")), reason="there are no core tests in tests/core")
def test_core_tests_name_no_window_library() -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted(CORE_TESTS.rglob("*.py"))
        for name in imported(path)
        if name.partition(".")[0] in {*HEAVY[:7], "ui", "pytestqt"}
    }
    assert not wrong


@pytest.mark.skipif(not list(CORE_TESTS.rglob("test_*.py")), reason="there are no core tests in tests/core")
def test_core_tests_are_found_where_qt_and_vtk_are_not_installed(tmp_path: Path) -> None:
    blocker = "import sys\n" + "".join(f"sys.modules[{name!r}] = None\n" for name in HEAVY[:5])
    (tmp_path / "no_window_libraries.py").write_text(blocker, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "PYTEST_ADDOPTS": ""}
    options = ["-p", "no_window_libraries", "-p", "no:pytest-qt", "-p", "no:cacheprovider", "--collect-only", "-q"]
    command = [sys.executable, "-m", "pytest", *options, str(CORE_TESTS)]
    result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_window_starts_without_the_compiler() -> None:
    """The compiler takes a quarter of a second to load; it comes when sun hours are first asked for."""
    code = "import ui.app, sys; print('numba' in sys.modules)"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() == "False", run.stdout + run.stderr
