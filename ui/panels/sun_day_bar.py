"""One day of sun as a bar: yellow as high as the part that is lit, grey where masses take it, empty by night."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from massastudie.tijd import ZONE

from .sun_arc import SUN
from .widgets import ACCENT

SHADE = "#7B8594"
BAR_PX = 24
SIDE = 8
#: Hours the bar runs from and to when the sun is up no longer.
FIRST_H, LAST_H = 6, 20

Floats = npt.NDArray[np.float64]


class SunDayBar(QWidget):
    """Shows the share of a thing that is lit at each moment of a day, and the moment looked at as a line."""

    def __init__(self) -> None:
        super().__init__()
        self._hours, self._lit, self._step_h, self._now = np.empty(0), np.empty(0), 1 / 60, 12.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A bar, and hours below it."""
        return QSize(200, BAR_PX + self.fontMetrics().height() + 6)

    def show_day(self, moments: Floats, lit: Floats, step_min: float, now: datetime) -> None:
        """Show `lit` (s,) 0 to 1 at `moments` (s,) unix seconds."""
        self._hours = np.array([hour_of(datetime.fromtimestamp(m, ZONE)) for m in moments.tolist()])
        self._lit, self._step_h = lit, step_min / 60.0
        self.show_now(now)

    def show_now(self, now: datetime) -> None:
        """Move the line."""
        self._now = hour_of(now.astimezone(ZONE))
        self.update()

    def _x(self, hour: float) -> float:
        low = min(FIRST_H, int(self._hours.min())) if len(self._hours) else FIRST_H
        high = max(LAST_H, int(self._hours.max()) + 1) if len(self._hours) else LAST_H
        side = max(SIDE, self._half_hour())
        return side + (self.width() - 2 * side) * (hour - low) / (high - low)

    def _half_hour(self) -> float:
        """Half the width of an hour as it is written, pixels."""
        return self.fontMetrics().horizontalAdvance("20") / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Stretches of equal light, hours, the moment."""
        painter = QPainter(self)
        for start, end, share in self._stretches():
            left, width = self._x(start), self._x(end) - self._x(start) + 0.5
            painter.fillRect(QRectF(left, 0, width, BAR_PX), QColor(SHADE))
            painter.fillRect(QRectF(left, BAR_PX * (1.0 - share), width, BAR_PX * share), QColor(SUN))
        self._paint_hours(painter)
        painter.setPen(QPen(QColor(ACCENT), 2.0))
        painter.drawLine(QPointF(self._x(self._now), 0), QPointF(self._x(self._now), BAR_PX))
        painter.end()

    def _stretches(self) -> list[tuple[float, float, float]]:
        if not len(self._lit):
            return []
        shares = np.round(self._lit, 2)
        first = np.flatnonzero(np.r_[True, np.diff(shares) != 0])
        last = np.r_[first[1:] - 1, len(shares) - 1]
        half = self._step_h / 2
        return [(self._hours[a] - half, self._hours[b] + half, shares[a]) for a, b in zip(first, last, strict=True)]

    def _paint_hours(self, painter: QPainter) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for hour in range(6, 23, 2):
            x, half = self._x(hour), self._half_hour()
            if half - 1 <= x <= self.width() - half + 1:
                box = QRectF(x - 2 * half, BAR_PX + 2, 4 * half, self.fontMetrics().height())
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, str(hour))


def hour_of(moment: datetime) -> float:
    """Clock time as hours: 9.5 is half past nine."""
    return moment.hour + moment.minute / 60 + moment.second / 3600
