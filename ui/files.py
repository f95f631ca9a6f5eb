"""Opening, saving and exporting from the window: asks for a file, reads or writes it, tells in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from massastudie.bezonning import Dag
from massastudie.errors import MassastudieError
from massastudie.plan import Plan
from massastudie.state import State
from modellen.export import SUFFIXES
from modellen.studie import SUFFIX, read_kept, read_presentatie, read_surroundings, study_plan, write_study

from .ask_file import FileAsker, Mode
from .command_jobs import Looked
from .context_loader import ContextLoader
from .controller import Controller
from .dialogs import show_error
from .export_kinds import export_filters
from .handout_jobs import handout_job, masses_job
from .i18n import Translator
from .jobs import ledger_job, picture_job
from .main_window import MainWindow
from .opened import opened
from .picture_dialog import PictureDialog, PictureWish, shown_px
from .session import Session
from .story import Story
from .viewed import Viewed, elevation_words
from .worker import Job, Worker

MESSAGE_MS = 8000
#: Suffixes of what is handed out; the first is for a name that has none of them.
HANDOUTS = {
    "workbook": (".xlsx", ".csv", ".json"),
    "report": (".pdf",),
    "page": (".html",),
    "elevation": (".pdf", ".svg"),
}


class Files(QObject):
    """The file side of the window."""

    def __init__(
        self, window: MainWindow, controller: Controller, session: Session, worker: Worker, asker: FileAsker,
        loader: ContextLoader, tr: Translator,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._controller, self._session = window, controller, session
        self._worker, self._ask, self._loader, self._tr = worker, asker.ask, loader, tr
        self.study_path: Path | None = None
        self.story, self.picture_wish = Story(), PictureWish()
        self.view: Viewed | None = None
        self._waiting: dict[str, object] = {}
        self.plan_opened: Callable[[Plan], None] = lambda plan: None
        self.context_chosen: Callable[[Path], object] = lambda path: None
        self.blokken_chosen: Callable[[Path], object] = lambda path: None
        self.folder_shown: Callable[[Path], Path] = loader.folder_of
        self._connect()

    def _connect(self) -> None:
        actions = self._window.actions_
        for name, call in (
            ("open_plan", self.ask_plan), ("open_study", self.ask_study), ("save_study", self.save),
            ("open_context", self.ask_context), ("new_plan", self.ask_blokken),
            ("save_study_as", self.ask_save), ("export_picture", self.ask_picture),
            ("export_pictures", self.ask_pictures), ("export_model", self.ask_export),
            ("export_workbook", self.ask_workbook), ("export_report", self.ask_report),
            ("export_elevation", self.ask_elevation),
            ("export_page", self.ask_page),
            ("export_ledger", self.ask_ledger),
        ):  # fmt: skip
            actions[name].triggered.connect(lambda _=False, call=call: call())
        self._worker.finished.connect(self._done)

    # --- plan and study ---------------------------------------------------------------------------------------

    def viewpoint(self) -> dict[str, object]:
        """From where the picture is looked at now (what was read, as long as there is no picture)."""
        return dict(self.view.viewpoint()) if self.view is not None else self._waiting

    @property
    def own_folder(self) -> Path:
        """Folder of the plan that was opened, without surroundings read later."""
        return self._session.plan_path

    def looked(self) -> Looked:
        """Plan, state, viewpoint and what is kept, as they are now."""
        state = replace(self._controller.state, selectie=None)
        return Looked(self.folder_shown(self.own_folder), state, self.viewpoint(), self.story.kept)

    def set_view(self, view: Viewed) -> None:
        """The 3D view is there; a viewpoint that was read before is taken up."""
        self.view = view
        self._look(self._waiting)

    def _look(self, viewpoint: dict[str, object]) -> None:
        self._waiting = viewpoint
        if self.view is not None and viewpoint:
            self.view.set_viewpoint(viewpoint)
            self._window.actions_["parallel"].setChecked(bool(viewpoint.get("parallel")))

    def take_up(self, study: Path | None, viewpoint: dict[str, object]) -> None:
        """The window was started with this study file and viewpoint."""
        self.study_path = study
        if study is not None:
            self._window.sun_parts.desk.set_kept(read_kept(study, self._controller.plan))
            self.story.take(read_presentatie(study, self._controller.plan))
            self._loader.load_again(read_surroundings(study))
            self._session.saved()
        self._look(viewpoint)

    def kept(self) -> State | None:
        """The state kept for comparison."""
        found: State | None = self._window.sun_parts.desk.settings.kept
        return found

    def open_plan(self, folder: Path) -> bool:
        """Open a plan folder; False (and a sentence) when it cannot be read, what is open then stays."""
        return self._guard(lambda: self._take(folder, None))

    def open_study(self, path: Path, recovered: bool = False) -> bool:
        """Open a study file; False (and a sentence) when it cannot be read, what is open then stays."""
        return self._guard(lambda: self._take(study_plan(path), path, recovered))

    def _take(self, folder: Path, study: Path | None, recovered: bool = False) -> None:
        same = folder.resolve() == self._session.plan_path.resolve()
        found = opened(folder, study, self._loader if same else None)
        self._session.restart(folder)
        self._controller.open_study(found.plan, found.state)
        self.study_path = None if recovered else study
        self.story.take(found.told)
        self.plan_opened(found.plan)
        self._window.sun_parts.desk.set_kept(found.kept)
        if found.again:
            self._loader.load_again(found.laid)
        self._session.saved()
        self._look(found.viewpoint)

    def save(self) -> bool:
        """Save to the file of this study; asks for one the first time."""
        if self.study_path is None:
            self.ask_save()
            return False
        return self.save_to(self.study_path)

    def save_to(self, path: Path) -> bool:
        """Save to this file; False (and a sentence) when that is impossible."""
        path = path if path.name.endswith(SUFFIX) else path.with_name(path.name.removesuffix(".json") + SUFFIX)
        plan_path, state = self._session.plan_path, self._controller.state
        told, laid = self.story.kept, self._loader.laid
        if not self._guard(lambda: write_study(path, plan_path, state, self.viewpoint(), self.kept(), told, laid)):
            return False
        self.study_path = path
        self._session.saved()
        self._window.status.showMessage(self._tr("status.saved", path=path), MESSAGE_MS)
        return True

    def _guard(self, call: Callable[[], None]) -> bool:
        try:
            call()
        except MassastudieError as error:
            show_error(self._window, self._tr, str(error))
            return False
        return True

    # --- asking -----------------------------------------------------------------------------------------------

    def ask_plan(self) -> None:
        """Ask for a plan folder."""
        title = self._tr("dialog.open_plan")
        self._ask(Mode.Directory, title, "", lambda path: self.open_plan(path))

    def ask_study(self) -> None:
        """Ask for a study file."""
        kinds = f"{self._tr('dialog.study')} (*{SUFFIX})"
        title = self._tr("dialog.open_study")
        self._ask(Mode.ExistingFile, title, kinds, lambda path: self.open_study(path))

    def ask_context(self) -> None:
        """Ask for a file with the surroundings of the plan."""
        self._ask(Mode.ExistingFile, self._tr("dialog.open_context"), "", self.context_chosen)

    def ask_blokken(self) -> None:
        """Ask for a file with the outlines of the bouwblokken of a new plan."""
        self._ask(Mode.ExistingFile, self._tr("dialog.new_plan"), "", self.blokken_chosen)

    def ask_save(self) -> None:
        """Ask where to save the study."""
        kinds = f"{self._tr('dialog.study')} (*{SUFFIX})"
        title, name = self._tr("dialog.save_study"), f"{self._controller.plan.id}{SUFFIX}"
        self._ask(Mode.AnyFile, title, kinds, lambda path: self.save_to(path), name)

    def ask_picture(self) -> None:
        """Ask how to draw a picture of this fase, and where to put it."""
        dialog = PictureDialog(self._window, self._tr, self.picture_wish, shown_px(self._window.picture))
        dialog.chosen.connect(self._ask_picture_file)
        dialog.open()

    def _ask_picture_file(self, wish: PictureWish) -> None:
        self.picture_wish = wish
        kinds = "PNG (*.png)" if wish.transparent else "PNG (*.png);;JPEG (*.jpg)"
        name, title = f"{self._controller.state.fase}.png", self._tr("dialog.picture")
        self._ask(Mode.AnyFile, title, kinds, self.export_picture, name)

    def ask_pictures(self) -> None:
        """Ask for the folder of a picture per fase."""
        self._ask(Mode.Directory, self._tr("dialog.pictures"), "", self.export_pictures)

    def ask_export(self) -> None:
        """Ask where to put the masses of this fase."""
        name = f"{self._controller.plan.id}-{self._controller.state.fase}{SUFFIXES[0]}"
        self._ask(Mode.AnyFile, self._tr("dialog.export"), export_filters(), self.export_model, name)

    def ask_workbook(self) -> None:
        """Ask where to put the figures, as a workbook, CSV or JSON."""
        self._ask_handout("workbook", self._tr("dialog.workbook"))

    def ask_report(self) -> None:
        """Ask where to put the report."""
        self._ask_handout("report", self._tr("dialog.report"))

    def ask_elevation(self) -> None:
        """Ask where to put an elevation, as it is looked at now."""
        self._ask_handout("elevation", self._tr("dialog.elevation"))

    def ask_page(self) -> None:
        """Ask where to put the page to hand out."""
        self._ask_handout("page", self._tr("dialog.page"))

    def ask_ledger(self) -> None:
        """Ask where to put the sun ledger of the day looked at."""
        name = f"{self._controller.plan.id}-zonboek-{self._ledger_day().dag:%Y-%m-%d}.csv"
        self._ask(Mode.AnyFile, self._tr("dialog.ledger"), "CSV (*.csv)", self.export_ledger, name)

    def _ledger_day(self) -> Dag:
        found: Dag = self._window.sun_parts.desk.now(self._controller.shown).dag
        return found

    def export_ledger(self, path: Path) -> None:
        """Write the sun ledger of every fase, on the day looked at, to this file."""
        path = path if path.suffix else path.with_suffix(".csv")
        bomen = self._window.sun_parts.desk.settings.boomlicht
        job = ledger_job(self._controller.plan, self._controller.state, self._ledger_day(), path, bomen)
        self._worker.start(self._tr("sun_job.book"), job)

    def _ask_handout(self, kind: str, title: str) -> None:
        kinds = ";;".join(f"{suffix.removeprefix('.').upper()} (*{suffix})" for suffix in HANDOUTS[kind])
        name = f"{self._controller.plan.id}{HANDOUTS[kind][0]}"
        self._ask(Mode.AnyFile, title, kinds, lambda path: self.hand_out(kind, path), name)

    # --- exporting --------------------------------------------------------------------------------------------

    def export_picture(self, path: Path) -> None:
        """Draw the fase shown to this file."""
        path = path if path.suffix and not self.picture_wish.transparent else path.with_suffix(".png")
        fasen = (self._controller.state.fase,)
        self._worker.start(self._tr("status.drawing"), self._pictures(fasen, path))

    def export_pictures(self, folder: Path) -> None:
        """Draw every fase into this folder."""
        fasen = tuple(f.id for f in self._controller.plan.fasen)
        self._worker.start(self._tr("status.drawing"), self._pictures(fasen, folder))

    def _pictures(self, fasen: tuple[str, ...], target: Path) -> Job:
        plan_path = self.folder_shown(self._session.plan_path)
        state, language = self._controller.state, self._tr.language
        sun = self._window.sun_parts.desk.settings
        size, see_through = self.picture_wish.size_px(shown_px(self._window.picture)), self.picture_wish.transparent
        return picture_job(plan_path, state, self.viewpoint(), fasen, target, language, sun, size, see_through)

    def export_model(self, path: Path) -> None:
        """Write the masses of the fase shown to this file."""
        plan_path = self.folder_shown(self._session.plan_path)
        job = masses_job(plan_path, self._controller.state, path)
        self._worker.start(self._tr("status.exporting"), job)

    def hand_out(self, kind: str, path: Path) -> None:
        """Write the figures, the report or the page (`kind`) of all fasen to this file."""
        path = path if path.suffix.lower() in HANDOUTS[kind] else path.with_name(path.name + HANDOUTS[kind][0])
        plan_path = self.folder_shown(self._session.plan_path)
        state = self._controller.state
        words: tuple[str, ...] = ("--lang", self._tr.language) if kind == "page" else ()
        if kind == "elevation":
            words = elevation_words(self._controller.plan, state, self.viewpoint())
        job = handout_job(kind, plan_path, state, path, words)
        self._worker.start(self._tr(f"status.{kind}"), job)

    def _done(self, made: tuple[Path, ...]) -> None:
        text = self._tr("status.written", n=len(made), path=made[0].parent if len(made) > 1 else made[0])
        self._window.status.tell_written(text, made[0] if made[0].is_dir() else made[0].parent)
