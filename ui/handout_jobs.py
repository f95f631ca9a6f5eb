"""Masses, figures, report and page from the window: the same commands as on the command line, each a program apart.

So the window is never kept waiting, and what it hands out is byte for byte what the command writes.
"""

from __future__ import annotations

from pathlib import Path

from massastudie.state import State
from modellen.export import known_suffix
from modellen.export.files import check_target

from .command_jobs import Looked, command_job
from .worker import Job

#: Kind of file → the command that writes it, and how many steps it tells on its error stream (0: not known). Figures
#: are a workbook, CSV or JSON by the suffix of the file.
COMMANDS = {"workbook": (("kerncijfers",), 0), "report": (("rapport",), 8), "page": (("handout",), 20),
            "masses": (("export",), 0), "elevation": (("aanzicht",), 0)}  # fmt: skip


def handout_job(kind: str, plan_path: Path, state: State, out: Path, more: tuple[str, ...] = ()) -> Job:
    """Write the figures, the report or the page of all fasen under the wishes of `state` to `out`, or an elevation of
    its own fase; `more`: further words of the command. Returns the file.

    Raises FileError with the sentence of the command when it fails. Stopping the job stops the program.
    """
    check_target(out)
    words, steps = COMMANDS[kind]
    written: tuple[Path, ...] = yield from command_job((*words, *more), out, Looked(plan_path, state), steps)
    return written


def masses_job(plan_path: Path, state: State, out: Path) -> Job:
    """Write the masses of the fase of `state` to `out`, by its suffix; FileError for one that is not known.

    Some formats take seconds, and libraries that write them hold the interpreter meanwhile: not beside the window.
    """
    known_suffix(out)
    written: tuple[Path, ...] = yield from handout_job("masses", plan_path, state, out)
    return written
