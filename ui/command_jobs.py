"""Commands run as programs apart, for the worker of the window: progress from what they tell, their own sentence when
they fail. Stopping a job ends its program, which cleans up.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from massastudie.errors import FileError
from massastudie.presentatie import Presentatie
from massastudie.state import State
from modellen.studie import SUFFIX, write_study

from .apart import last_said, run_apart
from .worker import Job

#: How a command tells how far it is: `film: 12/400`.
FAR = re.compile(r"(\d+)/(\d+)\s*$")


@dataclass(frozen=True)
class Looked:
    """What the window shows, for a command to read as a study."""

    plan_path: Path
    state: State
    viewpoint: dict[str, object] = field(default_factory=dict)
    told: Presentatie = field(default_factory=Presentatie)


def command_job(words: Sequence[str], out: Path, looked: Looked | None = None, steps: int = 0) -> Job:
    """Run `massastudie WORDS --out OUT`, on the study of `looked` where given. Returns the file or folder. `steps`:
    how many lines a command tells that does not say how far it is.

    Raises FileError with the sentence of the command when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.txt"
        command = ["ui", *words, *_study(looked, Path(folder)), "--out", str(out.resolve())]
        if (yield from run_apart(command, said, told=lambda: how_far(said, steps), gently=True)):
            raise FileError(sentence(said, out))
    return (out,)


def _study(looked: Looked | None, folder: Path) -> list[str]:
    """The words that name plan and study."""
    if looked is None:
        return []
    study = folder / f"studie{SUFFIX}"
    write_study(study, looked.plan_path, looked.state, looked.viewpoint, presentatie=looked.told)
    return [str(looked.plan_path.resolve()), "--studie", str(study)]


def how_far(said: Path, steps: int) -> tuple[int, int]:
    """(done, in all) as the command told it last; else so many lines of `steps`."""
    lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
    found = next((match for line in reversed(lines) if (match := FAR.search(line))), None)
    return (int(found[1]), int(found[2])) if found else (min(len(lines), steps), steps)


def sentence(said: Path, out: Path) -> str:
    """What the command said last, without its name."""
    return last_said(said).removeprefix("massastudie: ") or f"{out}: kon niet worden gemaakt"
