"""Long jobs as generators for the worker: pictures and exports. They know no window."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from massastudie import massa as massas
from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.state import State
from modellen.export import export
from modellen.studie import SUFFIX, write_study

from .worker import Job

PICTURE_SIZE = "2560x1440"
TIMEOUT_S = 180


def picture_job(
    plan_path: Path, state: State, viewpoint: Mapping[str, object], fasen: Iterable[str], target: Path, language: str
) -> Job:
    """A picture per fase from `viewpoint`; `target` is the file, or the folder. Returns the files.

    Each is drawn by a program of its own: the window's 3D library does not allow a second drawing thread.
    """
    wanted = tuple(fasen)
    made = []
    yield 0, len(wanted)
    for place, fase in enumerate(wanted, start=1):
        out = target if target.suffix else target / f"{fase}.png"
        _draw(plan_path, replace(state, fase=fase), viewpoint, out, language)
        made.append(out)
        yield place, len(wanted)
    return tuple(made)


def _draw(plan_path: Path, state: State, viewpoint: Mapping[str, object], out: Path, language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / f"beeld{SUFFIX}"
        write_study(study, plan_path, state, viewpoint)
        command = [sys.executable, "-m", "ui.picture_process", str(plan_path.resolve()), str(study),
                   str(out.resolve()), PICTURE_SIZE, language]  # fmt: skip
        root = Path(__file__).resolve().parent.parent
        try:
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FileError(f"beeld {out}: kon niet worden getekend ({error})") from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise FileError(f"beeld {out}: kon niet worden getekend ({lines[-1] if lines else 'geen melding'})")


def export_job(plan: Plan, state: State, out: Path) -> Job:
    """The masses of the fase to one file, by its suffix. Returns the files written."""
    yield 0, 1
    written = export(massas.build(plan, state), plan, out)
    yield 1, 1
    return written
