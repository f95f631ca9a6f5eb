"""Programs apart (`python -m …`), run from a job of the worker: the window goes on meanwhile, and a program that
nobody waits for any longer is ended.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import IO

#: How long a step may take before a stop is looked at again.
STEP_S = 0.05
ROOT = Path(__file__).resolve().parent.parent


def run_apart(
    words: Sequence[str], said: Path, out: IO[bytes] | int = subprocess.DEVNULL,
    told: Callable[[], tuple[int, int]] = lambda: (0, 0), gently: bool = False,
) -> Generator[tuple[int, int], None, int]:  # fmt: skip
    """Run `python -m WORDS`, its error stream to the file `said`, its output to `out`; each step tells `told`. Returns
    the code it ends with. Left early it is killed, or (`gently`) asked to end, so that it cleans up."""
    command = [sys.executable, "-m", *words]
    with said.open("wb") as errors, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=errors) as process:
        try:
            while _still_runs(process):
                yield told()
        finally:
            (process.terminate if gently else process.kill)()
    return process.returncode


def _still_runs(process: subprocess.Popen[bytes]) -> bool:
    """Wait a step; True when the program still runs then."""
    try:
        process.wait(STEP_S)
    except subprocess.TimeoutExpired:
        return True
    return False


def last_said(said: Path) -> str:
    """The last line a program said; empty when it said nothing."""
    lines = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
