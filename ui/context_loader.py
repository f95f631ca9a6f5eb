"""Lays files round the plan of the window in the background, and remembers which lie round which plan."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from massastudie.plan import Plan
from modellen.surroundings import Laid

from .context_job import ContextOrder, Ready, again_job, context_job
from .controller import Controller
from .i18n import Translator
from .status import StatusLine
from .worker import Job, Worker

MESSAGE_MS = 8000


@dataclass(frozen=True, eq=False)
class Around:
    """A form of the plan: the bare one it was made of, the folder it was written to (None: its own), and the files
    that a study is to remember with it."""

    plan: Plan
    bare: Plan
    folder: Path | None
    laid: tuple[Laid, ...]


class ContextLoader(QObject):
    """Lays files round the plan of the window, one set at a time, and tells what came of it; `refused` gives what
    files of a study could not be laid again, a sentence each."""

    refused = Signal(str)

    def __init__(self, controller: Controller, status: StatusLine, tr: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._status, self._tr = controller, status, tr
        self.worker = Worker(self)
        self._asked: Plan | None = None
        self._is_again = False
        self._waiting: list[Callable[[], object]] = []
        self._known: list[Around] = []
        self._folders = tempfile.TemporaryDirectory(prefix="massastudie-")
        self._number = 0
        self.worker.finished.connect(self._done)
        self.worker.stopped.connect(self._waiting.clear)

    def when_laid(self, call: Callable[[], object]) -> None:
        """Make this call now, or once the files of the study that was opened lie round its plan."""
        if self._is_again and self.worker.busy:
            self._waiting.append(call)
        else:
            call()

    def load(self, order: ContextOrder) -> None:
        """Read these files and stand their panden round the plan that is open now."""
        self.when_laid(lambda: self._load(order))

    def _load(self, order: ContextOrder) -> None:
        plan, state = self._controller.plan, self._controller.state
        self.start(self._tr("status.reading_context"), lambda to: context_job(plan, state, order, to))

    def start(self, told: str, make: Callable[[Path], Job]) -> None:
        """Run a job that ends as `ready` does, made for the plan that is open now; `told` says what it is."""
        self._asked, self._is_again = self._controller.plan, False
        self._number += 1
        self.worker.start(told, make(Path(self._folders.name) / str(self._number)))

    def load_again(self, laid: tuple[Laid, ...]) -> None:
        """A study was opened: lay its files round its plan, which is open and bare. What cannot be is told, and stays
        remembered as long as nothing else is laid."""
        plan, state = self._controller.plan, self._controller.state
        self._known = [Around(plan, plan, None, laid)]
        if laid:
            self.start(self._tr("status.laying_again"), lambda to: again_job(plan, state, laid, to))
            self._is_again = True

    @property
    def laid(self) -> tuple[Laid, ...]:
        """The files round the plan that is shown, as a study remembers them."""
        found = self._around(self._controller.plan)
        return () if found is None else found.laid

    @property
    def plan(self) -> Plan:
        """The plan that is shown."""
        return self._controller.plan

    @property
    def bare_plan(self) -> Plan:
        """The plan that is shown, without the files round it."""
        found = self._around(self._controller.plan)
        return self._controller.plan if found is None else found.bare

    def folder_of(self, own: Path) -> Path:
        """The folder of the plan that is shown: with its surroundings when it has them, else `own`."""
        found = self._around(self._controller.plan)
        return own if found is None or found.folder is None else found.folder

    def close(self) -> None:
        """Stop reading, and leave nothing behind."""
        self.worker.close()
        self._folders.cleanup()

    def _around(self, plan: Plan) -> Around | None:
        return next((item for item in self._known if item.plan is plan), None)

    def _keep(self, around: Around) -> None:
        self._known = [item for item in self._known if item.plan is not around.plan] + [around]

    def _done(self, result: Ready) -> None:
        if self._controller.plan is self._asked:  # else another plan was opened meanwhile
            self._take(result)
        waiting, self._waiting[:] = tuple(self._waiting), []
        for call in waiting:
            call()

    def _take(self, result: Ready) -> None:
        if result.read:
            before, bare = () if self._is_again else self.laid, self.bare_plan
            self._keep(Around(result.plan, bare, result.folder, (*before, *result.laid)))
            if self._is_again:
                self._keep(Around(bare, bare, None, ()))  # undone, there is nothing to remember
            self._controller.lay_plan(result.plan)
            self._tell(result)
        if result.told:
            self.refused.emit("\n".join(result.told))

    def _tell(self, result: Ready) -> None:
        plan, read = result.plan, result.read
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
