"""The command as a user types it: quickly in this process, or for real in another one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ui.cli import cli

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Result]
Typed = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command with these words; `MASSASTUDIE_DEBUG` is off."""
    monkeypatch.delenv("MASSASTUDIE_DEBUG", raising=False)

    def call(*words: str) -> Result:
        return CliRunner().invoke(cli, [str(w) for w in words], prog_name="massastudie")

    return call


@pytest.fixture
def typed() -> Typed:
    """Run the command in a process of its own, without a display."""

    def call(*words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "MASSASTUDIE_DEBUG")
        env = {k: v for k, v in os.environ.items() if k not in hidden}
        env.update({"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **extra})
        command = [sys.executable, "-m", "ui", *(str(w) for w in words)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=120, env=env, check=False
        )

    return call
