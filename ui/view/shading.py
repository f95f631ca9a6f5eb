"""Exact shade for a view that goes on meanwhile: at once where that is quick, beside the work in a large city."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ..worker import Worker
from .drawing import Drawing
from .exact_shade import Shaded, ShadeWish


class Shading(QObject):
    """Brings the shade of one drawing up to date; `arrived` comes when shade has been drawn that was waited for."""

    arrived = Signal()

    def __init__(self, drawing: Drawing, parent: QObject) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._wish: ShadeWish | None = None
        self.worker = Worker(self)
        self.worker.finished.connect(self._done)
        parent.destroyed.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether shade is being worked out."""
        return self.worker.busy

    def settle(self, wait: bool = False) -> None:
        """Nothing moves any more: make all shade exact; with `wait` before the caller goes on, whatever it takes."""
        wish = self._drawing.relight()
        if wish is not None and wish.is_long and not wait:
            if not (self.busy and wish.is_same(self._wish)):
                self._wish = wish
                self.worker.start("", self._drawing.exact.steps(wish))
            return
        self.worker.cancel()
        self._drawing.shade_now(wish)

    def close(self) -> None:
        """Stop, and leave no thread behind."""
        self.worker.close()

    def _done(self, found: Shaded) -> None:
        wish = self._drawing.relight()
        if wish is None or not wish.is_same(found.wish):
            return  # another scene is shown by now: its shade is asked for when all is quiet
        self._drawing.finish(found)
        self.arrived.emit()
