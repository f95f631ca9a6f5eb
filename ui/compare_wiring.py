"""Connects comparing: the desk to the 3D view and the strip below it, and the sun of both to a worker of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from .compare import Compared, CompareDesk, SunCompared, is_map, sun_job
from .controller import Controller
from .main_window import MainWindow
from .panels.compare_strip import CompareStrip
from .story import Story
from .worker import Worker

#: The sun of both is worked out when nothing changed for so long, milliseconds.
QUIET_MS = 700
HALF = 0.5


class CompareParts(QObject):
    """Desk, strip and worker of one window; lives with the window."""

    def __init__(self, window: MainWindow, controller: Controller, story: Story) -> None:
        super().__init__(window)
        self._window, self._controller, self._story = window, controller, story
        self.desk = CompareDesk(story, self._show)
        self.strip = CompareStrip(window.tr_)
        self.worker = Worker(self)
        self.picture: Any = None
        self._compared: Compared | None = None
        self._sun: SunCompared | None = None
        self._share = HALF
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._start_sun)
        window.put_below(self.strip)
        self._connect()
        controller.add_view(self.desk)
        controller.follow_moments(self.desk)

    def _connect(self) -> None:
        actions, strip, status = self._window.actions_, self.strip, self._window.status
        actions["compare"].triggered.connect(self.switch)
        actions["flip"].triggered.connect(self.flip)
        actions["flip"].setEnabled(False)
        strip.referenceRequested.connect(self.desk.choose)
        strip.flipRequested.connect(self.flip)
        strip.wipeRequested.connect(lambda: self.set_share(HALF))
        strip.closeRequested.connect(lambda: self.switch(False))
        status.follow(self.worker)
        self.worker.finished.connect(self._sun_known)
        self.worker.failed.connect(lambda said: status.showMessage(said, 8000))
        status.stopRequested.connect(self.worker.cancel)
        self._window.closing.connect(self.close)

    def set_picture(self, picture: Any) -> None:
        """The 3D view is there. Tab flips as long as the picture has the key focus; elsewhere it goes on to the next
        field, as everywhere."""
        self.picture = picture
        flip = self._window.actions_["flip"]
        self._window.removeAction(flip)
        flip.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        picture.addAction(flip)
        picture.splitMoved.connect(self._moved)

    def switch(self, on: bool = True) -> None:
        """Begin or end comparing."""
        self._share = HALF
        self.desk.switch(on)
        if on and self.picture is not None:
            self.picture.setFocus()

    def flip(self) -> None:
        """Show the other state whole, then this one, and so on."""
        self.set_share(0.0 if self._share == 1.0 else 1.0)

    def set_share(self, share: float) -> None:
        """Show the state compared with over this share of the width."""
        self._share = share
        if self.picture is not None and self._compared is not None:
            self.picture.set_split(share)

    def _moved(self, share: float) -> None:
        self._share = share

    def _show(self, compared: Compared | None) -> None:
        self._compared = compared
        actions = self._window.actions_
        actions["compare"].setChecked(compared is not None)
        actions["flip"].setEnabled(compared is not None)
        self.strip.set_choices([v.naam for v in self._story.kept.varianten], self.desk.reference)
        self._draw()
        if compared is not None:
            self._timer.start()
        else:
            self._timer.stop()
            self.worker.cancel()

    def _draw(self) -> None:
        compared, sun = self._compared, self._fresh()
        self.strip.show_compared(compared, sun)
        if self.picture is None:
            return
        if compared is None:
            self.picture.compare(None)
            return
        heat = sun.heat if sun is not None and sun.op == self._map_op(compared) else ()
        self.picture.compare(compared.scene(heat), compared.title)
        self.picture.set_split(self._share)

    def _fresh(self) -> SunCompared | None:
        """The sun that was worked out, when it is that of the two states of now."""
        known, compared = self._sun, self._compared
        return known if known is not None and compared is not None and known.wish == compared.sun_wish else None

    def _map_op(self, compared: Compared) -> tuple[str, ...]:
        """Surfaces whose hours of sun are mapped to the left: beside hours, and beside what they differ from these."""
        settings = self._window.sun_parts.desk.settings
        op: tuple[str, ...] = settings.op if is_map(compared.now) and settings.kind != "schaduw" else ()
        return op

    def _start_sun(self) -> None:
        known, compared = self._fresh(), self._compared
        if compared is None:
            return
        op = self._map_op(compared)
        if known is not None and (known.op == op or not op):
            return
        self.worker.start(self._window.tr_("compare.working"), sun_job(compared, op))

    def _sun_known(self, found: SunCompared) -> None:
        self._sun = found
        self._draw()

    def close(self) -> None:
        """The window goes: no timer, no thread left."""
        self._timer.stop()
        self.worker.close()
