"""The PySide6 that is installed keeps the count of references to None."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import ROOT

CALLS = 1000
CODE = f"""
import sys
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])
widget = QWidget()
widget.update()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    widget.update()
print(before - sys.getrefcount(None))
"""


def test_calls_of_qt_do_not_use_up_none() -> None:
    # PySide6 6.12.0 on Python 3.11 takes one reference off None at each call that returns nothing, until the
    # interpreter ends with "Fatal Python error: none_dealloc".
    pytest.importorskip("PySide6", reason="PySide6 is not installed")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, encoding="utf-8", timeout=60)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) < CALLS / 10


def test_the_faulty_version_is_shut_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (line,) = [line for line in project["dependencies"] if line.startswith("PySide6")]
    assert line == "PySide6-Essentials>=6.11.3,<6.12"
