"""Files of others round the plan in the window, as jobs: read by a program of its own, laid on the plan in steps.

A file of others may be large, damaged or hostile; the window goes on, and a stop ends the reading.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from massastudie.context import Context, Reading
from massastudie.massa import build
from massastudie.mesh import prepare
from massastudie.omgeving import with_context
from massastudie.oppervlak import per_fase
from massastudie.plan import Plan
from massastudie.scene import resolve
from massastudie.state import State
from massastudie.steps import under
from massastudie.sun_boxes import bounds_of
from modellen.context import AS_IT_IS
from modellen.context.apart import broke_off
from modellen.context.files import without_collector
from modellen.context.hand import by_hand
from modellen.context.packed import unpacked
from modellen.context.process import reading_text
from modellen.surroundings import Laid, again, digest
from modellen.writer import write_plan

from .apart import run_apart
from .worker import Job


@dataclass(frozen=True, eq=False)
class Ready:
    """A plan with files laid round it, ready to be shown: what was in them, the folder it was written to for programs
    that draw and report, the files as a study remembers them, and a sentence for each that could not be laid again."""

    plan: Plan
    read: tuple[Context, ...]
    folder: Path
    laid: tuple[Laid, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContextOrder:
    """Files to stand round the plan, how they are read, and whether their panden take the place of standing ones.
    `known` is what was read of them this way, not yet in its place; empty: they are still to be read."""

    files: tuple[Path, ...]
    reading: Reading = AS_IT_IS
    vervangt: bool = True
    known: tuple[Context, ...] = ()


def context_job(plan: Plan, state: State, order: ContextOrder, folder: Path) -> Job:
    """`plan` with the panden of these files around it, as a `Ready`. FileError or PlanError when a file is unfit."""
    wanted = order.files
    steps = 2 * len(wanted) + 1
    read: list[Context] = []
    for place, path in enumerate(wanted):
        if order.known:
            read.append(_in_place(path, order.known[place], order.reading))
        else:
            read.append((yield from under(read_beside(path, order.reading), (2 * place, steps))))
        yield 2 * place, steps
        with without_collector():
            plan = with_context(plan, read[-1], order.vervangt)
        yield 2 * place + 2, steps
    laid = tuple(Laid(path.resolve(), digest(path), order.reading, order.vervangt) for path in wanted)
    made = ready(plan, state, tuple(read), folder, laid)
    yield steps, steps
    return made


def again_job(plan: Plan, state: State, laid: tuple[Laid, ...], folder: Path) -> Job:
    """The bare `plan` with the files of a study round it again, as a `Ready`; what cannot be is told, and stays
    remembered."""
    made = yield from again(plan, laid, read_beside)
    if not made.read:
        return Ready(plan, (), folder, laid, tuple(made.told))
    return replace(ready(made.plan, state, tuple(made.read), folder, laid), told=tuple(made.told))


def _in_place(path: Path, known: Context, reading: Reading) -> Context:
    return known if reading.plaats is None else by_hand(path, known, reading.plaats)


def ready(plan: Plan, state: State, read: tuple[Context, ...], folder: Path, laid: tuple[Laid, ...]) -> Ready:
    """The plan made ready to be shown, and written to `folder`. Raises FileError when that cannot be."""
    with without_collector():
        warm(plan, state)
        write_plan(plan, folder)
    return Ready(plan, read, folder, laid)


def warm(plan: Plan, state: State) -> None:
    """Work out what the window asks for first; it is kept with the masses, so that the window does not wait for it."""
    massa = build(plan, state)
    prepare(massa.lichamen)
    bounds_of(massa.lichamen)
    resolve(plan, state, massa)
    per_fase(plan, state)


def read_beside(path: Path, reading: Reading = AS_IT_IS) -> Job:
    """What is in a file, by `python -m modellen.context.process`."""
    with tempfile.TemporaryDirectory() as folder:
        answer, said = Path(folder) / "answer.pickle", Path(folder) / "said.txt"
        words = ["modellen.context.process", str(path.resolve()), str(answer), reading_text(reading)]
        if code := (yield from run_apart(words, said, told=lambda: (0, 1))):
            broke_off(path, code, said.read_text(encoding="utf-8", errors="replace"))
        with without_collector():
            found = unpacked(answer.read_bytes())
    return found
