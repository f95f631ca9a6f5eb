"""From a file of others to the plan in the window: read it beside the work, show what is in it, use it as wished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from massastudie.context import Context, Reading
from massastudie.errors import MassastudieError
from modellen.context import AS_IT_IS
from modellen.context.hand import by_hand
from modellen.context.report import SUFFIXES, write_report
from modellen.nieuw import new_plan, overlaps, write_new_plan

from .ask_file import FileAsker, Mode
from .context_dialog import ContextDialog
from .context_job import ContextOrder, read_beside
from .context_loader import ContextLoader
from .controller import Controller
from .dialogs import show_error
from .i18n import Translator
from .settings import Settings
from .worker import Job, Worker


class ContextDesk(QObject):
    """One file at a time; `plan_made` gets the folder of a plan that was made from one."""

    def __init__(
        self, window: QWidget, controller: Controller, loader: ContextLoader, settings: Settings, tr: Translator
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._loader = window, controller, loader
        self._settings, self._tr = settings, tr
        self.worker = Worker(self)
        self.dialog: ContextDialog | None = None
        self.plan_made: Callable[[Path], object] = lambda folder: None
        self._path, self._is_new, self._reading = Path(), False, AS_IT_IS
        self.worker.finished.connect(self._done)

    def open(self, path: Path, is_new: bool = False) -> None:
        """Read this file and show what is in it, to stand round the plan, or (`is_new`) to make a plan of."""
        if self.dialog is not None:
            self.dialog.reject()
        self._path, self._is_new = path, is_new
        self._read(AS_IT_IS)

    def close(self) -> None:
        """Stop reading."""
        self.worker.close()

    def _read(self, reading: Reading) -> None:
        self._reading = reading
        self.worker.start(self._tr("status.reading_context"), _reading_job(self._path, reading, self._is_new))

    def _done(self, found: Context | Path) -> None:
        if isinstance(found, Path):
            self.plan_made(found)
        elif self.dialog is not None:
            self.dialog.show_read(found, self._reading)
        elif self._reading is AS_IT_IS and (kept := self._settings.velden(found.velden)):
            self._read(Reading(kept))
        else:
            self._show(found)

    def _show(self, found: Context) -> None:
        self.dialog = ContextDialog(self._window, self._tr, self._controller.plan, self._is_new, found)
        self.dialog.show_read(found, self._reading)
        self.dialog.wished.connect(self._read)
        self.dialog.report.connect(self.ask_report)
        self.dialog.accepted.connect(self.use)
        self.dialog.finished.connect(self._ended)
        self.dialog.open()

    def _ended(self) -> None:
        self.dialog = None
        self.worker.cancel()

    def use(self) -> None:
        """Use what the dialog shows, and remember which field meant what."""
        dialog = self.dialog
        if dialog is None:
            return
        found, reading = dialog.found, dialog.reading
        self._settings.keep_velden(found.velden, reading.velden)
        if self._is_new:
            self._ask_folder(found, reading, dialog.name.text().strip())
        else:
            self._loader.load(ContextOrder((self._path,), reading, dialog.replaces, (found,)))

    def _ask_folder(self, found: Context, reading: Reading, naam: str) -> None:
        asker, name = FileAsker(self._window, self._settings), naam or self._path.stem
        use = partial(self.make_plan, found, reading, naam)
        asker.ask(Mode.AnyFile, self._tr("context.folder"), "", use, name)

    def make_plan(self, found: Context, reading: Reading, naam: str, folder: Path) -> None:
        """Write a plan of these outlines to a folder, and open it."""
        job = _plan_job(self._path, found, reading, naam or folder.name, folder)
        self.worker.start(self._tr("status.making_plan"), job)

    def ask_report(self) -> None:
        """Ask where to write what was read and left out."""
        kinds = ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in SUFFIXES)
        asker, name = FileAsker(self.dialog or self._window, self._settings), f"{self._path.stem}-verslag{SUFFIXES[0]}"
        asker.ask(Mode.AnyFile, self._tr("context.report"), kinds, self.write_report, name)

    def write_report(self, path: Path) -> None:
        """Write what was read and left out of the file shown; a sentence when that is impossible."""
        if self.dialog is None:
            return
        try:
            write_report([self.dialog.found], path if path.suffix else path.with_suffix(SUFFIXES[0]))
        except MassastudieError as error:
            show_error(self._window, self._tr, str(error))


def _reading_job(path: Path, reading: Reading, is_new: bool) -> Job:
    """What is in a file; with a remark for outlines of a new plan that lie over each other."""
    found: Context = yield from read_beside(path, reading)
    if not is_new:
        return found
    try:
        said = [f"{one.later}: {one.text}" for one in overlaps(found)]
    except MassastudieError as error:
        said = [str(error)]
    return replace(found, opmerkingen=(*said, *found.opmerkingen))


def _plan_job(path: Path, found: Context, reading: Reading, naam: str, folder: Path) -> Job:
    """A plan folder from the outlines of a file; returns it. FileError when that is impossible."""
    yield 0, 1
    placed = found if reading.plaats is None else by_hand(path, found, reading.plaats)
    write_new_plan(new_plan(placed, naam), folder)
    yield 1, 1
    return folder
