"""Two ways to take hold of the sun: its arc over the day, and the minutes of the day on a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.i18n import Translator

from .line_slider import LineSlider
from .sun_clock import SunDay, clock
from .widgets import ACCENT

SUN = "#E9A81F"
#: Highest sun at Dutch latitudes, degrees, and room round the arc, pixels.
HIGHEST_DEG = 64.0
MARGIN = 12
#: Room beside the line of the day, pixels.
SIDE = 10


class SunArc(QWidget):
    """The sun on its arc; dragging it asks for another minute of the day."""

    minuteRequested = Signal(int)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._day: SunDay | None = None
        self._minute = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Small, beside the slider."""
        return QSize(150, 78)

    def show_day(self, day: SunDay, minute: int) -> None:
        """Show the sun of this minute."""
        if (day, minute) != (self._day, self._minute):
            self._day, self._minute = day, minute
            self.update()

    def place_of(self, minute: float, height_deg: float) -> QPointF:
        """Where the sun stands in the drawing."""
        day = self._day
        span = max(day.set - day.rise, 1) if day else 1
        share = (minute - day.rise) / span if day else 0.0
        high = self.height() - 2 * MARGIN - self.fontMetrics().height()
        y = MARGIN + high * (1.0 - min(height_deg, HIGHEST_DEG) / HIGHEST_DEG)
        return QPointF(MARGIN + (self.width() - 2 * MARGIN) * share, y)

    def minute_at(self, x: float) -> int:
        """The minute of the day nearest to a place in the drawing."""
        day = self._day
        if day is None:
            return 0
        share = (x - MARGIN) / max(self.width() - 2 * MARGIN, 1)
        return round(day.rise + min(max(share, 0.0), 1.0) * (day.set - day.rise))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the sun to the mouse."""
        self.minuteRequested.emit(self.minute_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The sun follows while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.minuteRequested.emit(self.minute_at(event.position().x()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Horizon, arc, times of rise and set, the sun."""
        day = self._day
        if day is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_arc(painter, day)
        self._paint_times(painter, day)
        if day.rise <= self._minute <= day.set:
            painter.setPen(QPen(QColor(SUN).darker(120), 1.5))
            painter.setBrush(QColor(SUN))
            painter.drawEllipse(self.place_of(self._minute, _height(day, self._minute)), 7.0, 7.0)
        painter.end()

    def _paint_arc(self, painter: QPainter, day: SunDay) -> None:
        ground = self.place_of(day.rise, 0.0).y()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1.0))
        painter.drawLine(QPointF(2, ground), QPointF(self.width() - 2, ground))
        path = QPainterPath(self.place_of(*day.arc[0]))
        for minute, height in day.arc[1:]:
            path.lineTo(self.place_of(minute, height))
        painter.setPen(QPen(QColor(SUN), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _paint_times(self, painter: QPainter, day: SunDay) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        high = self.fontMetrics().height()
        line = QRectF(2, self.height() - high - 2, self.width() - 4, high)
        for minute, side in ((day.rise, Qt.AlignmentFlag.AlignLeft), (day.set, Qt.AlignmentFlag.AlignRight)):
            painter.drawText(line, side, clock(day.moment(minute), self._tr))


def _height(day: SunDay, minute: int) -> float:
    """Height of the sun on the drawn arc, degrees."""
    for (a, low), (b, high) in zip(day.arc, day.arc[1:], strict=False):
        if a <= minute <= b:
            return low + (high - low) * (minute - a) / max(b - a, 1)
    return 0.0


class DaySlider(LineSlider):
    """Minutes of a civil day; the time between sunrise and sunset is a yellow band."""

    def __init__(self) -> None:
        super().__init__(SIDE)
        self._day: SunDay | None = None
        self.setSingleStep(5)
        self.setPageStep(60)

    def show_day(self, day: SunDay, minute: int) -> None:
        """Show this minute of this day, without telling anyone."""
        blocked = self.blockSignals(True)
        self._day = day
        self.setRange(0, day.length - 1)
        self.setValue(minute)
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        """A line, and hours below it."""
        return QSize(260, self.fontMetrics().height() + 22)

    def minimumSizeHint(self) -> QSize:
        """Still wide enough to aim at."""
        return QSize(150, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line with its band, the hours, and where it stands now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mid = self.palette().color(QPalette.ColorRole.Mid)
        self._line(painter, 0, self.maximum(), QPen(mid, 2.0))
        if self._day is not None:
            self._line(painter, self._day.rise, self._day.set, QPen(QColor(SUN), 5.0, c=Qt.PenCapStyle.FlatCap))
        self._paint_hours(painter)
        painter.setPen(QPen(QColor(ACCENT), 2.0))
        painter.setBrush(QColor(ACCENT) if self.hasFocus() else self.palette().color(QPalette.ColorRole.Window))
        painter.drawEllipse(QPointF(self.position_x(self.value()), 10), 7.0, 7.0)
        painter.end()

    def _line(self, painter: QPainter, first: int, last: int, pen: QPen) -> None:
        painter.setPen(pen)
        painter.drawLine(QPointF(self.position_x(first), 10), QPointF(self.position_x(last), 10))

    def _paint_hours(self, painter: QPainter) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        every = 3 if self.width() > 240 else 6
        for hour in range(0, 25, every):
            x = self.position_x(min(hour * 60, self.maximum()))
            box = QRectF(x - 20, 20, 40, self.fontMetrics().height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, str(hour))
