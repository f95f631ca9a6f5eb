"""Films, figure sets and shadow sets from the window: asks how and where, has them made by the command in a program
apart, so that the picture keeps moving; what is stopped leaves nothing half behind.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from massastudie.zonverschil import first_fase
from modellen.figuren.lezen import FILE

from .ask_file import FileAsker, Mode
from .cli_film import FILMS, GIF_FPS, KEPT, LENGTH, STUDY
from .command_jobs import command_job
from .controller import Controller
from .dialogs import show_error
from .files import Files
from .main_window import MainWindow
from .panels.order_dialogs import FilmDialog, FilmWish, ShadowDialog, ShadowWish
from .worker import Worker


class Orders(QObject):
    """Lives with the window; the files of it ask for a name and run the job."""

    def __init__(
        self, window: MainWindow, controller: Controller, files: Files, worker: Worker, asker: FileAsker
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._files = window, controller, files
        self._worker, self._asker, self._tr = worker, asker, window.tr_
        self._film: FilmWish | None = None
        self._shadows: ShadowWish | None = None
        actions = window.actions_
        for name, call in (
            ("make_film", self.ask_film), ("make_figures", self.ask_figures), ("make_shadows", self.ask_shadows),
        ):  # fmt: skip
            actions[name].triggered.connect(lambda _=False, call=call: call())

    # --- film -------------------------------------------------------------------------------------------------

    def ask_film(self) -> None:
        """Ask which film, and where to put it."""
        plan, tr = self._controller.plan, self._tr
        day = self._controller.state.moment.date()
        wish = FilmWish(dag=day) if self._film is None else replace(self._film, dag=day)
        views = [(STUDY, tr("order.as_now")), ("vogelvlucht", tr("action.view_vogelvlucht"))]
        views += [(gezicht.id, gezicht.naam) for gezicht in plan.gezichten if gezicht.id != "vogelvlucht"]
        kept = [(s.naam, s.naam) for s in self._files.story.kept.standpunten]
        routes = [("alle", tr("order.all"))] if plan.gezichten else []
        routes += [(KEPT, tr("order.kept"))] if kept else []
        FilmDialog(self._window, tr, wish, [*views, *kept], routes, LENGTH, self._ask_film_file).open()

    def _ask_film_file(self, wish: FilmWish) -> None:
        self._film = wish
        kinds = "MP4 (*.mp4)" if wish.fps > GIF_FPS else "MP4 (*.mp4);;GIF (*.gif)"
        name = f"{self._controller.plan.id}-{self._tr(f'order.{wish.kind}_file')}.mp4"
        mode = Mode.AnyFile
        self._asker.ask(mode, self._tr("order.film"), kinds, lambda path: self.make_film(wish, path), name)

    def make_film(self, wish: FilmWish, path: Path) -> None:
        """Make this film; a name without a known suffix becomes an MP4."""
        path = path if path.suffix.lower() in FILMS else path.with_name(path.name + FILMS[0])
        self._worker.start(self._tr("order.film_busy"), command_job(wish.words, path, self._files.looked()))

    # --- sets -------------------------------------------------------------------------------------------------

    def ask_figures(self) -> None:
        """Ask for the folder of the set of figures of this plan."""
        found = self._files.own_folder / FILE
        if not found.is_file():
            show_error(self._window, self._tr, self._tr("order.no_figures", file=found))
            return
        mode, title = Mode.Directory, self._tr("order.figures")
        self._asker.ask(mode, title, "", self.make_figures)

    def make_figures(self, folder: Path) -> None:
        """Make the set of figures of the plan into this folder."""
        own = (self._files.own_folder / FILE).resolve()
        words = ["figuren", str(own), "--plan", str(self._files.looked().plan_path.resolve())]
        self._worker.start(self._tr("order.figures_busy"), command_job(words, folder))

    def ask_shadows(self) -> None:
        """Ask what the fase shown is compared with, and for the folder of the sheets."""
        controller = self._controller
        plan, state = controller.plan, controller.state
        fasen = [(fase.id, fase.naam) for fase in plan.fasen if fase.id != state.fase]
        wish = self._shadows or ShadowWish(first_fase(plan, state).fase, state.moment.year)
        ShadowDialog(self._window, self._tr, wish, fasen, self._ask_shadow_folder).open()

    def _ask_shadow_folder(self, wish: ShadowWish) -> None:
        self._shadows = wish
        mode, title = Mode.Directory, self._tr("order.shadows")
        self._asker.ask(mode, title, "", lambda folder: self.make_shadows(wish, folder))

    def make_shadows(self, wish: ShadowWish, folder: Path) -> None:
        """Make the shadow sheets of the fase shown into this folder."""
        self._worker.start(self._tr("order.shadows_busy"), command_job(wish.words, folder, self._files.looked()))
