"""The line between two pictures of one place, to be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from .. import style

GRAB_PX = 26
ARROW_PX = 15.0


class SplitGrip(QWidget):
    """A narrow strip over the line that takes the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line: SplitLine | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self.line is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.line.drag_to(self.mapToParent(event.position().toPoint()).x())


class SplitLine(QWidget):
    """Draws line and handle; `moved` gives the share of the width that lies to the left."""

    moved = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.share = 0.0
        self.grip = SplitGrip(parent)
        self.grip.line = self
        self.show_split(0.0)

    def show_split(self, share: float) -> None:
        """Show the line there; at either edge (0 or 1) there is none, the picture then is whole."""
        self.share = share
        inside = 0.0 < share < 1.0
        self.setVisible(inside)
        self.grip.setVisible(inside)
        self.fit()
        self.update()

    def fit(self) -> None:
        """Lie over the whole picture, with the grip on the line."""
        whole = self.parentWidget().rect()
        self.setGeometry(whole)
        self.grip.setGeometry(round(self.share * whole.width()) - GRAB_PX // 2, 0, GRAB_PX, whole.height())

    def drag_to(self, x: float) -> None:
        """Ask for the line at this pixel; it stays inside the picture."""
        edge = GRAB_PX / max(1, self.width())
        self.moved.emit(min(1.0 - edge, max(edge, x / max(1, self.width()))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White line with a handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = round(self.share * self.width())
        for colour, wide in ((QColor(0, 0, 0, 90), 5.0), (QColor(style.PAPER), 3.0)):
            painter.setPen(QPen(colour, wide))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        _handle(painter, QPointF(x, self.height() / 2))
        painter.end()


def _handle(painter: QPainter, place: QPointF) -> None:
    painter.setPen(QPen(QColor(0, 0, 0, 90), 1.0))
    painter.setBrush(QColor(style.PAPER))
    painter.drawEllipse(place, ARROW_PX, ARROW_PX)
    painter.setPen(QPen(QColor(style.TEXT), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for side in (-1, 1):
        tip = place + QPointF(side * 10, 0)
        for rise in (-4.5, 4.5):
            painter.drawLine(tip, place + QPointF(side * 5, rise))
