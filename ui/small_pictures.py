"""Small pictures of the plan's own viewpoints, drawn by a program apart as a job for the worker."""

from __future__ import annotations

import tempfile
from pathlib import Path

from massastudie.errors import FileError
from massastudie.state import State
from modellen.studie import SUFFIX, write_study

from .apart import last_said, run_apart
from .worker import Job


def small_pictures_job(plan_path: Path, state: State) -> Job:
    """Draw them in this state; returns a picture as text per id of a viewpoint. Stopping the job stops the program.

    Raises FileError with the sentence of the program when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        study, out, said = (Path(folder) / name for name in (f"klein{SUFFIX}", "out", "said"))
        write_study(study, plan_path, state, {})
        words = ["ui.small_process", str(plan_path.resolve()), str(study)]
        with out.open("wb") as lines:
            code = yield from run_apart(words, said, lines)
        if code:
            raise FileError(f"standpunten: kon niet worden getekend ({last_said(said) or 'geen melding'})")
        return dict(line.split(" ", 1) for line in out.read_text(encoding="ascii").splitlines())
