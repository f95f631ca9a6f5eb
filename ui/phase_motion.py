"""Masses rise and shops sink when the fase changes before an audience: between the controller and the 3D view.

It takes what the controller draws. Nothing is counted here: halfway scenes are only for the eye.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from massastudie.overgang import Overgang, overgang
from massastudie.scene import Scene
from massastudie.state import Kleuring

from .shown import Picture

#: How long it takes, and the least time between two frames for the rest of the window, milliseconds.
MOTION_MS, GAP_MS = 1600, 10
#: At most this share from one frame to the next: a slow machine takes longer, but what happens is still seen.
MOST_STEP = 0.1
#: From here on the masses stand on the ground of what comes.
ARRIVED = 0.5


class Moving(Picture, Protocol):
    """A Picture that may draw coarse frames while `hasty` is set."""

    hasty: bool


class PhaseMotion(QObject):
    """A Picture over another Picture."""

    def __init__(self, picture: Moving, wanted: Callable[[], bool], parent: QObject | None = None) -> None:
        """`wanted` says whether a change of fase is to be seen happening; else it is there at once."""
        super().__init__(parent)
        self._picture, self._wanted = picture, wanted
        self._scene: Scene | None = None
        self._change: Overgang | None = None
        self._begin, self._share = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GAP_MS)
        self._timer.timeout.connect(self._next)

    @property
    def moving(self) -> bool:
        """Whether masses are on their way."""
        return self._change is not None

    def paint_now(self) -> None:
        """Passed on."""
        self._picture.paint_now()

    def set_title(self, text: str) -> None:
        """Passed on."""
        self._picture.set_title(text)

    def set_moment(self, moment: datetime) -> None:
        """Passed on."""
        self._picture.set_moment(moment)

    def show_scene(self, scene: Scene) -> None:
        """Show this: another fase by way of what lies between, all else at once."""
        before, self._scene = self._scene, scene
        if before is not None and self._is_change(before, scene):
            self._change, self._begin, self._share = overgang(before, scene), perf_counter(), 0.0
            self._picture.hasty = True
            self._next()
        elif self._change is not None and before is not None and scene.fase == before.fase:
            self._change = overgang(self._change.voor, scene)
        else:
            self.stop()

    def _is_change(self, before: Scene, scene: Scene) -> bool:
        """A map of the sun is of standing masses: it does not move."""
        return before.fase != scene.fase and scene.kleuring != Kleuring.ZON and self._wanted()

    def stop(self) -> None:
        """What is asked for is there at once."""
        self._timer.stop()
        self._change, self._picture.hasty = None, False
        if self._scene is not None:
            self._picture.show_scene(self._scene)

    def _next(self) -> None:
        """The scene of this moment; how many there are depends on how quick the machine is."""
        self._share = min(self._share + MOST_STEP, (perf_counter() - self._begin) * 1000.0 / MOTION_MS)
        if self._change is None or self._share >= 1.0:
            self.stop()
            return
        self._picture.show_scene(self._change.scene(self._share, self._share >= ARRIVED))
        self._timer.start()
