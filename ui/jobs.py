"""Long jobs as generators for the worker: pictures and the ledger. They know no window."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from massastudie.bezonning import Dag
from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.seizoen import Boomlicht
from massastudie.state import State
from massastudie.zonboek import zonboek
from modellen.studie import SUFFIX, write_study

from .picture_process import SEE_THROUGH
from .sun_picture import settings_text
from .sun_wishes import BOOK_OP, SunSettings
from .worker import Job

PICTURE_SIZE_PX = (2560, 1440)
DEFAULT_SUN = SunSettings()
#: How long a step may take before a stop is looked at again.
STEP_S = 0.05
ROOT = Path(__file__).resolve().parent.parent


def picture_job(
    plan_path: Path, state: State, viewpoint: Mapping[str, object], fasen: Iterable[str], target: Path, language: str,
    sun: SunSettings = DEFAULT_SUN, size_px: tuple[int, int] = PICTURE_SIZE_PX, transparent: bool = False,
) -> Job:  # fmt: skip
    """A picture per fase from `viewpoint`; `target` is the file, or the folder; `sun` says which map goes on a picture
    that is coloured by the sun. Returns the files.

    Each is drawn by a program of its own: the window's 3D library does not allow a second drawing thread.
    """
    wanted = tuple(fasen)
    made = []
    for place, fase in enumerate(wanted):
        out = target if target.suffix else target / f"{fase}.png"
        with tempfile.TemporaryDirectory() as folder:
            study = Path(folder) / f"beeld{SUFFIX}"
            write_study(study, plan_path, replace(state, fase=fase), viewpoint, sun.kept)
            arguments = [
                str(plan_path.resolve()),
                str(study),
                str(out.resolve()),
                "x".join(map(str, size_px)),
                language,
                settings_text(sun),
                *([SEE_THROUGH] if transparent else []),
            ]
            for _ in _wait_for(arguments, out):
                yield place, len(wanted)
        made.append(out)
        yield place + 1, len(wanted)
    return tuple(made)


def _wait_for(arguments: list[str], out: Path) -> Iterator[None]:
    """Run the drawing program and yield while it works; when no one waits any longer, it is stopped."""
    command = [sys.executable, "-m", "ui.picture_process", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            while still_runs(process):
                yield
        finally:
            process.kill()
        said = process.stderr.read() if process.stderr is not None else ""
    if process.returncode != 0:
        lines = said.strip().splitlines()
        raise FileError(f"beeld {out}: kon niet worden getekend ({lines[-1] if lines else 'geen melding'})")


def still_runs(process: subprocess.Popen[str]) -> bool:
    """Wait a step; True when the program still runs then."""
    try:
        process.wait(STEP_S)
    except subprocess.TimeoutExpired:
        return True
    return False


def ledger_job(plan: Plan, state: State, dag: Dag, out: Path, bomen: Boomlicht | None = None) -> Job:
    """The sun ledger of one day as CSV, the same table as the workbook holds, past trees where `bomen` says what they
    let through. Returns the files written."""
    from modellen.export.csv_tabel import encode
    from modellen.export.files import write_bytes
    from modellen.tabellen.overig import bezonning

    book = yield from zonboek(plan, state, dag, BOOK_OP, bomen=bomen)
    return (write_bytes(out, encode(bezonning(book)).encode("utf-8")),)
