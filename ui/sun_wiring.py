"""Connects the sun: moment, map, ledger and clicks to the controller, and the desk to a worker of its own."""

from __future__ import annotations

from typing import Any

import shapely
from PySide6.QtCore import QObject, QTimer

from massastudie.plan import Gezicht, Plan
from massastudie.state import Kleuring
from massastudie.straatnamen import naam_of
from massastudie.volumes import Massamodel

from .controller import Controller
from .main_window import MainWindow
from .sun_desk import SunDesk
from .sun_probe import Target
from .worker import Worker

#: Work in the background starts when nothing changed for so long, milliseconds: what the picture waits for sooner.
QUIET_MS, SOON_MS = 1000, 120
#: How a surface is looked at after a click in the ledger: from the south-west, from above, this many times its size.
AZIMUT_DEG, ELEVATIE_DEG, TIMES, NEAR_M = 200.0, 58.0, 3.0, 190.0


class SunParts(QObject):
    """Desk, worker and timer of one window; lives with the window."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self.worker = Worker(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self.desk = SunDesk(self.worker, self._later, lambda name: window.tr_(f"sun_job.{name}"))
        self._timer.timeout.connect(self.desk.run_quiet)
        self.desk.connect(controller.redraw, window.sun.show_sun)
        self.place: tuple[float, float] | None = None
        self.picture: Any = None
        self._connect_worker()
        self._connect_panels()

    def _later(self, soon: bool) -> None:
        self._timer.start(SOON_MS if soon else QUIET_MS)

    def _connect_worker(self) -> None:
        worker, status = self.worker, self._window.status
        status.follow(worker)
        worker.finished.connect(self.desk.finished)
        worker.failed.connect(self._failed)
        status.stopRequested.connect(self.desk.stop)
        self._window.closing.connect(self.close)

    def _connect_panels(self) -> None:
        window, controller = self._window, self._controller
        window.sun_bar.momentRequested.connect(controller.set_moment)
        panel = window.sun
        panel.settingsRequested.connect(lambda name, value: self.desk.set_settings(**{name: value}))
        panel.againRequested.connect(self.desk.again)
        panel.mapRequested.connect(self._show_map)
        panel.keepRequested.connect(self.desk.keep)
        panel.seen.connect(self.desk.want_book)
        panel.surfaceRequested.connect(self.fly)

    def _show_map(self, name: str, value: str) -> None:
        """Another map, and the colouring that shows it."""
        self.desk.set_settings(**{name: value})
        self._controller.set_kleuring(Kleuring.ZON.value)

    def _failed(self, sentence: str) -> None:
        self._window.status.showMessage(sentence, 8000)
        self.desk.failed()

    def close(self) -> None:
        """The window goes: no timer, no thread left."""
        self.desk.close()
        self._timer.stop()
        self.worker.close()

    def remember(self, x_m: float, y_m: float) -> None:
        """Where the cursor points."""
        self.place = (x_m, y_m)

    def pick(self, item: str) -> None:
        """Something was clicked: a mass by its id, in the colouring Zon all else by its place."""
        controller = self._controller
        if controller.state.kleuring != Kleuring.ZON and not item:
            self.desk.ask_about(None)
        elif item in controller.shown.massa.by_id or self.place is None:
            self.desk.ask_about(Target(item or None))
        elif controller.state.kleuring == Kleuring.ZON:
            self.desk.ask_about(Target(xy_m=self.place))
        else:
            self.desk.ask_about(Target(item))
        if controller.state.kleuring == Kleuring.ZON:
            self._window.tabs.setCurrentWidget(self._window.sun)

    def fly(self, item: str) -> None:
        """Select a surface, ask its sun and fly there."""
        self._controller.select(item)
        self.desk.ask_about(Target(item))
        shown = self._controller.shown
        view = gezicht_of(shown.plan, shown.massa, item)
        if view is not None and self.picture is not None:
            self.picture.set_gezicht(view)

    def show_value(self, item: str, hours: float) -> None:
        """Hours under the cursor, in the status bar."""
        if item:
            tr, plan = self._window.tr_, self._controller.plan
            name = naam_of(plan, item) or item
            self._window.status.showMessage(tr("sun.value", naam=name, uur=tr.number(hours, 1)), 3000)
        else:
            self._window.status.clearMessage()


def wire_sun(window: MainWindow, controller: Controller) -> SunParts:
    """Make the parts of the sun and connect them."""
    parts = SunParts(window, controller)
    window.sun_parts = parts
    controller.set_heat(parts.desk)
    controller.add_view(parts.desk)
    controller.follow_moments(parts.desk)
    controller.follow_moments(window.sun_bar)
    return parts


def wire_sun_picture(parts: SunParts, picture: Any) -> None:
    """Connect the 3D view; `picked` comes by way of `pick`."""
    parts.picture = picture
    picture.groundHovered.connect(parts.remember)
    picture.heatHovered.connect(parts.show_value)


def gezicht_of(plan: Plan, massa: Massamodel, item: str) -> Gezicht | None:
    """A view of one surface: a hof by its blok, a vlak, a straat; None for what has no place."""
    shapes = {h.blok: h.polygon for h in massa.hoven} | {v.id: v.polygon for v in plan.vlakken}
    shape = shapes.get(item) or next((s.lijn for s in plan.straten if s.id == item), None)
    if shape is None or shape.is_empty:
        return None
    x0, y0, x1, y1 = shapely.bounds(shape).tolist()
    size = max(NEAR_M, TIMES * max(x1 - x0, y1 - y0))
    return Gezicht(item, item, (x0 + x1) / 2, (y0 + y1) / 2, 0.0, size, AZIMUT_DEG, ELEVATIE_DEG)
