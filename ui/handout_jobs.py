"""Masses, figures, report and page from the window: the same commands as on the command line, each a program apart.

So the window is never kept waiting, and what it hands out is byte for byte what the command writes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from massastudie.errors import FileError
from massastudie.state import State
from modellen.export import known_suffix
from modellen.export.files import check_target
from modellen.studie import SUFFIX, write_study

from .jobs import ROOT, still_runs
from .worker import Job

#: Kind of file → the command that writes it, and how many steps it tells on its error stream (0: not known). Figures
#: are a workbook, CSV or JSON by the suffix of the file.
COMMANDS = {"workbook": (("kerncijfers",), 0), "report": (("rapport",), 6), "page": (("handout",), 20),
            "masses": (("export",), 0)}  # fmt: skip


def handout_job(kind: str, plan_path: Path, state: State, out: Path) -> Job:
    """Write the figures, the report or the page of all fasen under the wishes of `state` to `out`. Returns the file.

    Raises FileError with the sentence of the command when it fails. Stopping the job stops the program.
    """
    check_target(out)
    words, steps = COMMANDS[kind]
    with tempfile.TemporaryDirectory() as folder:
        study, said = Path(folder) / f"studie{SUFFIX}", Path(folder) / "said.txt"
        write_study(study, plan_path, state, {})
        places = [str(plan_path.resolve()), "--studie", str(study), "--out", str(out.resolve())]
        with said.open("wb") as stream, _started([*words, *places], stream) as process:
            try:
                while still_runs(process):
                    yield min(_lines(said), steps), steps
            finally:
                process.terminate()
        if process.returncode != 0:
            raise FileError(_sentence(said, out))
    return (out,)


def masses_job(plan_path: Path, state: State, out: Path) -> Job:
    """Write the masses of the fase of `state` to `out`, by its suffix; FileError for one that is not known.

    Some formats take seconds, and libraries that write them hold the interpreter meanwhile: not beside the window.
    """
    known_suffix(out)
    written: tuple[Path, ...] = yield from handout_job("masses", plan_path, state, out)
    return written


def _started(words: list[str], stream: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ui", *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=stream, text=True)  # type: ignore[call-overload,no-any-return]


def _lines(said: Path) -> int:
    return said.read_bytes().count(b"\n")


def _sentence(said: Path, out: Path) -> str:
    """What the command said last, without its name."""
    lines = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].removeprefix("massastudie: ") if lines else f"{out}: kon niet worden gemaakt"
