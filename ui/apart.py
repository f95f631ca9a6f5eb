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
#: How long the end of a program is waited for.
LEAVE_S = 0.2
#: Programs that were asked to end and have not yet; kept until the system has their code.
ENDING: list[subprocess.Popen[bytes]] = []
ROOT = Path(__file__).resolve().parent.parent


def run_apart(
    words: Sequence[str], said: Path, out: IO[bytes] | int = subprocess.DEVNULL,
    told: Callable[[], tuple[int, int]] = lambda: (0, 0), gently: bool = False,
) -> Generator[tuple[int, int], None, int]:  # fmt: skip
    """Run `python -m WORDS`, its error stream to the file `said`, its output to `out`; each step tells `told`. Returns
    the code it ends with. Left early it is killed, or (`gently`) asked to end, so that it cleans up."""
    ENDING[:] = [one for one in ENDING if one.poll() is None]
    with said.open("wb") as errors:
        process = subprocess.Popen([sys.executable, "-m", *words], cwd=ROOT, stdout=out, stderr=errors)
    try:
        while _still_runs(process):
            yield told()
    finally:
        _end(process, gently)
    return process.returncode


def _end(process: subprocess.Popen[bytes], gently: bool) -> None:
    """End it. One that finishes the picture it is drawing first is not waited for: it cleans up by itself."""
    (process.terminate if gently else process.kill)()
    try:
        process.wait(LEAVE_S)
    except subprocess.TimeoutExpired:
        ENDING.append(process)


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
