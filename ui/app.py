"""The window's composition root: makes the parts, connects them, shows the panels first and the 3D view after them."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from massastudie.context import Reading
from massastudie.errors import MassastudieError
from massastudie.plan import Plan
from massastudie.state import State
from modellen.context import AS_IT_IS
from modellen.reader import default_plan_path, read_plan
from modellen.studie import read_study, study_plan

from .actions import key_rows
from .ask_file import FileAsker
from .audience import Audience
from .compare_wiring import CompareParts
from .context_desk import ContextDesk
from .context_job import ContextOrder
from .context_loader import ContextLoader
from .controller import Controller
from .dialogs import About, KeySheet, show_error
from .files import Files
from .i18n import LANGUAGES, Translator
from .main_window import MainWindow
from .orders import Orders
from .phase_motion import PhaseMotion
from .present import Presenter
from .session import Session, autosave_folder
from .settings import Settings
from .viewpoints import Viewpoints
from .wiring import wire, wire_picture, wire_plan
from .worker import Worker

if TYPE_CHECKING:
    from .live_job import LiveOrder

ViewFactory = Callable[[], Any]


def scene_view() -> Any:
    """The 3D view; importing it loads the 3D library, so this is called after the first paint."""
    from .view.scene_view import SceneView

    return SceneView()


def end_of_start() -> None:
    """Look for garbage again; what starting made stays and need not be looked through."""
    gc.freeze()
    gc.enable()


class FirstPaint(QObject):
    """Tells once, after a widget has been painted for the first time."""

    happened = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint event; never takes an event away."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self.happened.emit)
        return False


class App(QObject):
    """Everything of one window."""

    picture_ready = Signal()

    def __init__(
        self, plan: Plan, plan_path: Path, state: State, settings: Settings, autosave: Path,
        make_view: ViewFactory = scene_view,
    ) -> None:  # fmt: skip
        super().__init__()
        self.settings, self._make_view = settings, make_view
        self.tr_ = Translator(settings.language)
        self.window = MainWindow(self.tr_, settings)
        self.controller = Controller(plan, state, self.report)
        self.worker = Worker(self)
        self.session = Session(autosave, plan_path, lambda: self.files.viewpoint(), self)
        asker = FileAsker(self.window, settings)
        self.context = ContextLoader(self.controller, self.window.status, self.tr_, self)
        self.context.refused.connect(self.report)
        self.files = Files(self.window, self.controller, self.session, self.worker, asker, self.context, self.tr_)
        self.orders = Orders(self.window, self.controller, self.files, self.worker, asker)
        self.files.plan_opened = self._plan_opened
        self.desk = ContextDesk(self.window, self.controller, self.context, settings, self.tr_)
        self.files.context_chosen, self.desk.plan_made = self.desk.open, self.files.open_plan
        self.files.blokken_chosen = lambda path: self.desk.open(path, True)
        self.window.actions_["fetch_context"].triggered.connect(lambda _=False: self.ask_live())
        self.session.kept, self.session.laid = self.files.kept, lambda: self.context.laid
        self.story = self.files.story
        self.session.told = lambda: self.story.kept
        self.story.observe(self.session.note)
        self.view: Any = None
        self._connect()
        self._plan_opened(plan)

    def report(self, sentence: str) -> None:
        """Tell what could not be done."""
        show_error(self.window, self.tr_, sentence)

    def start(self) -> None:
        """Show the window with its panels now, the picture and the chart right after the first paint."""
        for part in (*self.window.panels, self.window, self.session):
            self.controller.add_view(part)
        self.controller.follow_moments(self.session)
        painted = FirstPaint(self.window)
        painted.happened.connect(self._offer_left_behind)
        painted.happened.connect(self.build_view)
        painted.happened.connect(end_of_start)
        self.window.show()

    def build_view(self) -> None:
        """Make the 3D view; when that fails the panels and the figures go on without it."""
        if self.view is not None:
            return
        self.view = self._make_view()
        self.view.set_language(self.tr_.language)
        self.window.set_picture(self.view)
        wire_picture(self.window, self.controller, self.view)
        self.motion = PhaseMotion(self.view, lambda: self.window.fase.playing or self.presenter.on, self.view)
        self.controller.set_picture(self.motion)
        self.compare.set_picture(self.view)
        self.viewpoints.picture = self.view
        self.presenter.set_picture(self.view)
        self.audience.set_picture(self.view)
        self.files.set_view(self.view)
        self.picture_ready.emit()
        QTimer.singleShot(0, self.window.figures.chart.build)

    # --- connecting -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        wire(self.window, self.controller)
        self.compare = CompareParts(self.window, self.controller, self.story)
        self.viewpoints = Viewpoints(self.window, self.controller, self.story)
        self.viewpoints.plan_path = lambda: self.files.folder_shown(self.session.plan_path)
        self.presenter = Presenter(self.window, self.controller, self.viewpoints, self.compare)
        self.audience = Audience(self.window, self.controller, self._make_view, self.presenter.step)
        actions, status = self.window.actions_, self.window.status
        for code in LANGUAGES:
            actions[f"language_{code}"].triggered.connect(lambda _=False, code=code: self.set_language(code))
        actions["help_keys"].triggered.connect(self._show_keys)
        actions["about"].triggered.connect(lambda: About(self.window, self.tr_, self.controller.plan).open())
        for worker in (self.worker, self.context.worker, self.desk.worker):
            status.follow(worker)
            worker.failed.connect(self.report)
            status.stopRequested.connect(worker.cancel)
        self.window.closing.connect(self.close)

    def _plan_opened(self, plan: Plan) -> None:
        self.window.actions_.set_viewpoints(plan)
        self.viewpoints.rebuild()
        if self.view is not None:
            wire_plan(self.window, plan, self.view)

    def _show_keys(self) -> None:
        KeySheet(self.window, self.tr_, key_rows(self.window.actions_, self.tr_)).open()

    def ask_live(self) -> None:
        """Ask which surroundings to fetch."""
        from .live_dialog import LiveDialog  # what speaks to a service is loaded when one is wanted

        LiveDialog(self.window, self.tr_, self.settings, self.controller.plan, self.fetch).open()

    def fetch(self, order: LiveOrder) -> None:
        """Fetch the panden of a service and stand them round the plan that is open now."""
        if order.adres is None and (own := self.settings.address(order.dienst)):
            order = replace(order, adres=own)
        self.context.when_laid(lambda: self._fetch(order))

    def _fetch(self, order: LiveOrder) -> None:
        from .live_job import live_job

        plan, state = self.controller.plan, self.controller.state
        self.context.start(self.tr_("status.fetching_context"), lambda to: live_job(plan, state, order, to))

    def set_language(self, code: str) -> None:
        """Speak another language at once, and next time."""
        self.tr_.set_language(code)
        self.settings.language = code
        self.window.retranslate()
        if self.view is not None:
            self.view.set_language(code)
        self.controller.refresh()

    # --- after a crash, and the end ---------------------------------------------------------------------------

    def _offer_left_behind(self) -> None:
        if self.session.left_behind() is None:
            return
        offer = self.window.offer
        offer.accepted.connect(self._take_left_behind)
        offer.refused.connect(self.session.drop_left_behind)
        offer.offer(self.tr_("offer.question"), self.tr_("offer.yes"), self.tr_("offer.no"))

    def _take_left_behind(self) -> None:
        path = self.session.left_behind()
        if path is not None and self.files.open_study(path, recovered=True):
            self.session.keep_now()
        self.session.drop_left_behind()

    def close(self) -> None:
        """An orderly end: no thread, no copy left."""
        self.worker.close()
        self.desk.close()
        self.context.close()
        self.session.close()
        self.settings.flush()
        self._let_go_of_view()

    def _let_go_of_view(self) -> None:
        """Take the 3D view out of the window: it frees what it drew with while its drawing context is still there."""
        if self.view is not None:
            view, self.view, self.files.view = self.view, None, None
            view.hide()
            view.setParent(None)
            view.deleteLater()

    def unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Something no one foresaw: keep the study, say so in one sentence, go on."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.session.save_now()
        if isinstance(error, MassastudieError):
            self.report(str(error))
            return
        if os.environ.get("MASSASTUDIE_DEBUG"):
            traceback.print_exception(kind, error, trace)
        self.report(self.tr_("dialog.unexpected", soort=kind.__name__, melding=str(error)))


def run(
    plan_path: Path | None, study_path: Path | None = None, state: State | None = None, context: Sequence[Path] = (),
    vervangt: bool = True, live: LiveOrder | None = None, reading: Reading = AS_IT_IS,
) -> int:  # fmt: skip
    """Open the window on a plan folder (None: that of the study, else the built-in plan); return the exit code.

    `state` given goes before the study's own; the files of `context`, and then what `live` orders, are stood round the
    plan once the picture is there. Raises MassastudieError, before any window, when plan or study cannot be read.
    """
    folder = plan_path or (study_plan(study_path) if study_path else default_plan_path())
    plan = read_plan(folder)
    read, viewpoint = read_study(study_path, plan) if study_path else (State.start(plan), {})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # Qt waits outside Python, where no handler is heard
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Massastudie")
    app.setOrganizationName("Massastudie")
    app.setStyle("Fusion")
    parts = App(plan, folder, state or read, Settings(), autosave_folder())
    parts.files.take_up(study_path, viewpoint)
    sys.excepthook = parts.unexpected
    if context:
        parts.picture_ready.connect(lambda: parts.context.load(ContextOrder(tuple(context), reading, vervangt)))
    if live is not None:
        first = parts.context.worker.finished if context else parts.picture_ready
        first.connect(lambda *_: parts.fetch(live), Qt.ConnectionType.SingleShotConnection)
    parts.start()
    return int(app.exec())
