"""Long jobs as generators for the worker: pictures and the ledger. They know no window."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from massastudie.bezonning import Dag
from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.seizoen import Boomlicht
from massastudie.state import State
from massastudie.steps import under
from massastudie.zonboek import zonboek
from modellen.studie import SUFFIX, write_study

from .apart import last_said, run_apart
from .picture_process import SEE_THROUGH
from .sun_picture import settings_text
from .sun_wishes import BOOK_OP, SunSettings
from .worker import Job

PICTURE_SIZE_PX = (2560, 1440)
DEFAULT_SUN = SunSettings()


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
            study, said = Path(folder) / f"beeld{SUFFIX}", Path(folder) / "said.txt"
            write_study(study, plan_path, replace(state, fase=fase), viewpoint, sun.kept)
            words = [
                "ui.picture_process",
                str(plan_path.resolve()),
                str(study),
                str(out.resolve()),
                "x".join(map(str, size_px)),
                language,
                settings_text(sun),
                *([SEE_THROUGH] if transparent else []),
            ]
            if (yield from under(run_apart(words, said), (place, len(wanted)))):
                raise FileError(f"beeld {out}: kon niet worden getekend ({last_said(said) or 'geen melding'})")
        made.append(out)
        yield place + 1, len(wanted)
    return tuple(made)


def ledger_job(plan: Plan, state: State, dag: Dag, out: Path, bomen: Boomlicht | None = None) -> Job:
    """The sun ledger of one day as CSV, the same table as the workbook holds, past trees where `bomen` says what they
    let through. Returns the files written."""
    from modellen.export.csv_tabel import encode
    from modellen.export.files import write_bytes
    from modellen.tabellen.overig import bezonning

    book = yield from zonboek(plan, state, dag, BOOK_OP, bomen=bomen)
    return (write_bytes(out, encode(bezonning(book)).encode("utf-8")),)
