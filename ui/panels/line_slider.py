"""A slider drawn as a line: the mouse goes at once to the value under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QSlider


class LineSlider(QSlider):
    """Values from 0 on a line with `side_px` of room at either end. Keys and wheel are a slider's own."""

    def __init__(self, side_px: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._side_px = side_px
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def _length_px(self) -> int:
        return max(self.width() - 2 * self._side_px, 1)

    def position_x(self, value: int) -> float:
        """Where a value stands, pixels from the left."""
        return self._side_px + self._length_px * value / max(self.maximum(), 1)

    def value_at(self, x: float) -> int:
        """The value nearest to a place, pixels from the left."""
        share = min(max((x - self._side_px) / self._length_px, 0.0), 1.0)
        return round(self.maximum() * share)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the value under the mouse."""
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse while it is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is left to do: the value was set on the way."""
        event.accept()

    def _go(self, event: QMouseEvent) -> None:
        self.setValue(self.value_at(event.position().x()))
        event.accept()
