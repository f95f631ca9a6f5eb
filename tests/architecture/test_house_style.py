"""What every file of the house keeps to: size, docstrings, annotations, and words that do not belong in it."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, modules, tree

MAX_LINES = 400
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
ALL_MODULES = [path for package in PACKAGES for path in modules(package)]
TEXT = {".py", ".toml", ".md", ".sh", ".json", ".cfg", ".yml", ".yaml", ".txt", ""}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", ALL_MODULES, ids=name_of)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < MAX_LINES


def public_functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions of the module and methods of its classes without a leading underscore; not those of a Protocol."""
    for node in tree(path).body:
        if isinstance(node, FUNCTION):
            yield node
        elif isinstance(node, ast.ClassDef) and not any(is_protocol(base) for base in node.bases):
            yield from (inner for inner in node.body if isinstance(inner, FUNCTION))


def is_protocol(base: ast.expr) -> bool:
    target = base.value if isinstance(base, ast.Subscript) else base
    return isinstance(target, ast.Name) and target.id == "Protocol"


@pytest.mark.parametrize("path", modules("massastudie"), ids=name_of)
def test_public_functions_of_the_core_are_documented(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{path.name} has no docstring"
    bare = [f.name for f in public_functions(path) if not f.name.startswith("_") and not ast.get_docstring(f)]
    assert not bare, f"{path.name}: without docstring: {', '.join(bare)}"


@pytest.mark.parametrize("path", modules("massastudie"), ids=name_of)
def test_public_classes_of_the_core_are_documented(path: Path) -> None:
    classes = [node for node in tree(path).body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    bare = [node.name for node in classes if not ast.get_docstring(node)]
    assert not bare, f"{path.name}: without docstring: {', '.join(bare)}"


@pytest.mark.parametrize("path", modules("massastudie"), ids=name_of)
def test_functions_of_the_core_are_fully_annotated(path: Path) -> None:
    bare = [f"{f.name} (line {f.lineno})" for f in public_functions(path) if not is_annotated(f)]
    assert not bare, f"{path.name}: without full annotations: {', '.join(bare)}"


def is_annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    named = [a for a in arguments if a.arg not in ("self", "cls")]
    return function.returns is not None and all(a.annotation is not None for a in named)


@pytest.mark.parametrize("path", ALL_MODULES, ids=name_of)
def test_errors_are_never_swallowed_whole_or_left_to_assert(path: Path) -> None:
    if path.parts[-1].startswith("test_"):
        return
    wrong = [
        f"line {node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert) or (isinstance(node, ast.ExceptHandler) and node.type is None)
    ]
    assert not wrong, f"{path.name}: assert or bare except at {', '.join(wrong)}"


def test_the_architecture_names_each_module_of_the_core_and_no_other() -> None:
    document = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    core = document.partition("## The core")[2].partition("## Rules")[0]
    cells = " ".join(line.split("|")[1] for line in core.splitlines() if line.startswith("| `"))
    named = {name.rstrip("/") for name in re.findall(r"`([^`]+)`", cells)}
    parts = {path.stem for path in (ROOT / "massastudie").glob("*.py")} | {
        path.parent.name for path in (ROOT / "massastudie").glob("*/__init__.py")
    }
    assert named == parts - {"__init__"}


def project_files() -> list[Path]:
    """Files that are in the repository; where git cannot be asked, what lies in its folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        folders = [*PACKAGES, "tests", "scripts", "docs", "benchmarks", ".ci"]
        paths = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def lines_with(pattern: str) -> list[str]:
    """`file:line` of every line of the project that matches; this file names the patterns and is left out."""
    found = []
    for path in project_files():
        if path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{name_of(path)}:{number}: {line.strip()[:80]}")
    return found


def test_no_package_host_is_named() -> None:
    # A fresh machine uses whatever index its own pip is set to.
    assert not lines_with(r"pypi\.|pythonhosted|--index-url|--extra-index|find-links|conda-forge|anaconda\.org")


def test_nothing_is_left_to_do_later() -> None:
    assert not lines_with(r"\b(TODO|FIXME|XXX|HACK)\b")


def test_there_is_no_lock_file() -> None:
    names = {path.name for path in project_files()}
    assert not names & {"requirements.txt", "poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "pylock.toml"}
