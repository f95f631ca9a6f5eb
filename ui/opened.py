"""A plan or a study as it is opened: all that is read before anything in the window changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from massastudie.plan import Plan
from massastudie.presentatie import Presentatie
from massastudie.state import State
from modellen.reader import read_plan
from modellen.studie import read_kept, read_presentatie, read_study, read_surroundings
from modellen.surroundings import Laid

from .context_loader import ContextLoader


@dataclass(frozen=True, eq=False)
class Opened:
    """What a plan folder, or a study of it, holds. `again`: `laid` is still to be laid round `plan`."""

    plan: Plan
    state: State
    viewpoint: dict[str, object]
    kept: State | None
    told: Presentatie
    laid: tuple[Laid, ...]
    again: bool


def opened(folder: Path, study: Path | None, shown: ContextLoader | None) -> Opened:
    """Read a plan folder, and a study of it. `shown` (when that folder is open already) has its plan, and what lies
    round it: files that a study asks for too are not laid anew. Raises a MassastudieError kind when one is unfit."""
    laid = read_surroundings(study) if study is not None else ()
    stays = shown is not None and shown.laid == laid
    plan = read_plan(folder) if shown is None else shown.plan if stays else shown.bare_plan
    if study is None:
        return Opened(plan, State.start(plan), {}, None, Presentatie(), laid, not stays)
    state, viewpoint = read_study(study, plan)
    return Opened(plan, state, viewpoint, read_kept(study, plan), read_presentatie(study, plan), laid, not stays)
