"""Small pictures of the plan's own viewpoints, drawn by a program apart as a job for the worker."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from massastudie.errors import FileError
from massastudie.state import State
from modellen.studie import SUFFIX, write_study

from .jobs import ROOT, still_runs
from .worker import Job


def small_pictures_job(plan_path: Path, state: State) -> Job:
    """Draw them in this state; returns a picture as text per id of a viewpoint. Stopping the job stops the program.

    Raises FileError with the sentence of the program when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        study, out, said = (Path(folder) / name for name in (f"klein{SUFFIX}", "out", "said"))
        write_study(study, plan_path, state, {})
        command = [sys.executable, "-m", "ui.small_process", str(plan_path.resolve()), str(study)]
        with (
            out.open("w", encoding="ascii") as lines,
            said.open("w", encoding="utf-8") as errors,
            subprocess.Popen(command, cwd=ROOT, stdout=lines, stderr=errors, text=True) as process,
        ):
            try:
                while still_runs(process):
                    yield 0, 0
            finally:
                process.kill()
        if process.returncode != 0:
            told = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise FileError(f"standpunten: kon niet worden getekend ({told[-1] if told else 'geen melding'})")
        return dict(line.split(" ", 1) for line in out.read_text(encoding="ascii").splitlines())
