"""The panden of a file round the plan in the window: read by a program of its own, laid on the plan in the background.

A file of others may be large, damaged or hostile; the window goes on, and a stop ends the reading.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

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
from modellen.context.hand import by_hand
from modellen.context.process import reading_text
from modellen.writer import write_plan

from .apart import run_apart
from .controller import Controller
from .i18n import Translator
from .status import StatusLine
from .worker import Job, Worker

MESSAGE_MS = 8000
Ready = tuple[Plan, tuple[Context, ...], Path]


@dataclass(frozen=True)
class ContextOrder:
    """Files to stand round the plan, how they are read, and whether their panden take the place of standing ones.
    `known` is what was read of them this way, not yet in its place; empty: they are still to be read."""

    files: tuple[Path, ...]
    reading: Reading = AS_IT_IS
    vervangt: bool = True
    known: tuple[Context, ...] = ()


def context_job(plan: Plan, state: State, order: ContextOrder, folder: Path) -> Job:
    """`plan` with the panden of these files around it, ready to be shown, and written to `folder` for the programs
    that draw and report. FileError or PlanError when a file is unfit.
    """
    wanted = order.files
    steps = 2 * len(wanted) + 1
    read: list[Context] = []
    for place, path in enumerate(wanted):
        if order.known:
            read.append(_in_place(path, order.known[place], order.reading))
        else:
            read.append((yield from under(read_beside(path, order.reading), (2 * place, steps))))
        yield 2 * place, steps
        plan = with_context(plan, read[-1], order.vervangt)
        yield 2 * place + 2, steps
    made = ready(plan, state, tuple(read), folder)
    yield steps, steps
    return made


def _in_place(path: Path, known: Context, reading: Reading) -> Context:
    return known if reading.plaats is None else by_hand(path, known, reading.plaats)


def ready(plan: Plan, state: State, read: tuple[Context, ...], folder: Path) -> Ready:
    """The plan made ready to be shown, and written to `folder`. Raises FileError when that cannot be."""
    warm(plan, state)
    write_plan(plan, folder)
    return plan, read, folder


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
        found: Context = pickle.loads(answer.read_bytes())  # written a moment ago by our own program
    return found


class ContextLoader(QObject):
    """Lays files round the plan of the window, one set at a time, and tells what came of it."""

    def __init__(self, controller: Controller, status: StatusLine, tr: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._status, self._tr = controller, status, tr
        self.worker = Worker(self)
        self._asked: Plan | None = None
        self._made: list[tuple[Plan, Path]] = []
        self._folders = tempfile.TemporaryDirectory(prefix="massastudie-")
        self._number = 0
        self.worker.finished.connect(self._done)

    def load(self, order: ContextOrder) -> None:
        """Read these files and stand their panden round the plan that is open now."""
        plan, state = self._controller.plan, self._controller.state
        self.start(self._tr("status.reading_context"), lambda to: context_job(plan, state, order, to))

    def start(self, told: str, make: Callable[[Path], Job]) -> None:
        """Run a job that ends as `ready` does, made for the plan that is open now; `told` says what it is."""
        self._asked = self._controller.plan
        self._number += 1
        self.worker.start(told, make(Path(self._folders.name) / str(self._number)))

    def folder_of(self, own: Path) -> Path:
        """The folder of the plan that is shown: with its surroundings when it has them, else `own`."""
        return next((folder for plan, folder in self._made if plan is self._controller.plan), own)

    def close(self) -> None:
        """Stop reading, and leave nothing behind."""
        self.worker.close()
        self._folders.cleanup()

    def _done(self, result: Ready) -> None:
        plan, read, folder = result
        if self._controller.plan is not self._asked:
            return  # another plan was opened meanwhile
        self._made.append((plan, folder))
        self._controller.lay_plan(plan)
        if grounds := [plan.terrein for item in read if item.raster is not None and plan.terrein is not None]:
            self._status.showMessage(self._tr("status.terrain", text=grounds[-1].vermelding), MESSAGE_MS)
            return
        count = sum(len(item.panden) for item in read)
        left_out = sum(len(item.overgeslagen) for item in read)
        names = ", ".join(item.bron or item.bestand for item in read)
        told = self._tr("status.context", n=count, file=names, left=left_out)
        if not left_out:
            told = self._tr("status.context_whole", n=count, file=names)
        self._status.showMessage(told, MESSAGE_MS)
