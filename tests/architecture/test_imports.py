"""The floors of the house: ui → modellen → massastudie, and only ui.view knows VTK and pyvista."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, imported, modules

WINDOW = {"PySide6", "shiboken6", "vtk", "vtkmodules", "pyvista", "pyvistaqt"}
FORBIDDEN = {
    "massastudie": WINDOW | {"pandas", "matplotlib", "pydantic", "click", "rich", "modellen", "ui"},
    "modellen": WINDOW | {"click", "rich", "ui"},
    "ui": {"vtk", "vtkmodules", "pyvista", "pyvistaqt"},
}
VIEW = Path("ui", "view")
HOUSE_IS_COMPLETE = all((ROOT / package / "__init__.py").is_file() for package in PACKAGES)


def violations(root: Path) -> list[str]:
    """Each import that breaks a floor, as `file: module`. Imports inside functions count as well."""
    found = []
    for package in PACKAGES:
        for path in modules(package, root):
            if path.relative_to(root).is_relative_to(VIEW):
                continue
            wrong = {name for name in imported(path) if name.partition(".")[0] in FORBIDDEN[package]}
            found += [f"{path.relative_to(root)}: {name}" for name in sorted(wrong)]
    return found


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of pyproject.toml on the packages under `root`."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, encoding="utf-8"
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and pyproject.toml in a folder of their own, to break at will."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        if (ROOT / package).is_dir():
            shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def break_core(root: Path, line: str) -> None:
    path = root / "massastudie" / "plan.py"
    path.write_text(path.read_text(encoding="utf-8") + f"\n\ndef late() -> None:\n    {line}\n", encoding="utf-8")


def test_no_floor_is_broken() -> None:
    assert violations(ROOT) == []


@pytest.mark.parametrize("line", ["import pyvista", "from PySide6 import QtCore", "from ui import cli"])
def test_the_check_sees_a_broken_floor(copy: Path, line: str) -> None:
    break_core(copy, line)
    name = line.split()[1]
    assert violations(copy) == [f"massastudie/plan.py: {name}"]


@pytest.mark.skipif(not HOUSE_IS_COMPLETE, reason="the contracts need all three packages")
def test_the_contracts_hold() -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with `make venv`")
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.skipif(not HOUSE_IS_COMPLETE, reason="the contracts need all three packages")
@pytest.mark.parametrize("line", ["import pyvista", "import modellen.reader"])
def test_the_contracts_break_with_a_wrong_import_in_the_core(copy: Path, line: str) -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with `make venv`")
    break_core(copy, line)
    result = lint_imports(copy)
    assert result.returncode == 1
    assert f"massastudie.plan -> {line.split()[1]}" in result.stdout


def test_every_imported_library_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {name_of(line) for line in project["dependencies"]}
    provides = {
        "PySide6": "pyside6-essentials",
        "shiboken6": "pyside6-essentials",
        "vtkmodules": "vtk",
        "pydantic_core": "pydantic",
    }
    known = sys.stdlib_module_names | set(PACKAGES)
    for package in PACKAGES:
        for path in modules(package):
            tops = {name.partition(".")[0] for name in imported(path)} - known
            missing = {top for top in tops if provides.get(top, top).lower() not in declared}
            assert not missing, f"{path.relative_to(ROOT)} imports {sorted(missing)}, not named in pyproject.toml"


def name_of(requirement: str) -> str:
    return requirement.partition(">")[0].partition("=")[0].strip().lower()
