"""The fasen along a line of years, with play, and the fase in large type."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.controller import Shown
from ui.i18n import Translator

from .line_slider import LineSlider
from .widgets import ACCENT, ElidedLabel, as_written, scaled

PLAY_MS = 3200
MARGIN = 40
#: Between the years of two fasen, pixels.
ROOM = 10
#: The fase stands beside the line where so many times the height of its text is left; its size there, and above it.
BESIDE_EM, LARGE, NARROW = 14, 1.7, 1.2


class FaseSlider(LineSlider):
    """A slider with one large tick per fase: a dot on a line, its years below."""

    def __init__(self) -> None:
        super().__init__(MARGIN)
        self._labels: tuple[str, ...] = ("",)
        self.setPageStep(1)

    def set_labels(self, labels: tuple[str, ...]) -> None:
        """One label per position."""
        if labels != self._labels:
            self._labels = labels
            self.setRange(0, len(labels) - 1)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the years, high enough for a dot and a line of text."""
        widest = max(self._text_px(text) for text in self._labels)
        return QSize(round(2 * MARGIN + (widest + ROOM) * (len(self._labels) - 1)), self.fontMetrics().height() + 34)

    def minimumSizeHint(self) -> QSize:
        """The dots of a small window can still be told apart."""
        return QSize(2 * MARGIN + 40 * (len(self._labels) - 1), self.sizeHint().height())

    def named(self) -> list[int]:
        """Positions whose years are written: the present one, and those that leave each other room."""
        chosen = [self.value()]
        for index in range(len(self._labels)):
            if all(self._apart_px(index, other) >= 4 for other in chosen):
                chosen.append(index)
        return chosen

    def _apart_px(self, one: int, other: int) -> float:
        width = (self._text_px(self._labels[one]) + self._text_px(self._labels[other])) / 2
        return abs(self.position_x(one) - self.position_x(other)) - width

    def _text_px(self, text: str) -> float:
        return QFontMetricsF(scaled(self.font(), 1.0, bold=True)).horizontalAdvance(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, dots and years."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        for index in range(len(self._labels)):
            self._paint_tick(painter, index)
        for index in self.named():
            self._paint_label(painter, index)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        last = len(self._labels) - 1
        for upto, colour, width in ((last, self.palette().color(QPalette.ColorRole.Mid), 2.0),
                                    (self.value(), QColor(ACCENT), 3.0)):  # fmt: skip
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(self.position_x(0), 16), QPointF(self.position_x(upto), 16))

    def _paint_tick(self, painter: QPainter, index: int) -> None:
        here, accent = index == self.value(), QColor(ACCENT)
        x = self.position_x(index)
        painter.setPen(QPen(accent if index <= self.value() else self.palette().color(QPalette.ColorRole.Mid), 2))
        painter.setBrush(accent if here else self.palette().color(QPalette.ColorRole.Window))
        size = 9.0 if here else 6.0
        painter.drawEllipse(QPointF(x, 16), size, size)
        if here and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, 16), size + 4, size + 4)

    def _paint_label(self, painter: QPainter, index: int) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(scaled(self.font(), 1.0, bold=index == self.value()))
        box = QRectF(self.position_x(index) - 80, 30, 160, self.fontMetrics().height() + 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, self._labels[index])


class FasePanel(QWidget):
    """Slider, play button, and the fase in large type."""

    faseRequested = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._fasen: tuple[str, ...] = ()
        self.slider = FaseSlider()
        self.slider.valueChanged.connect(self._ask)
        self.play_button = QToolButton()
        self.play_button.setCheckable(True)
        self.play_button.setAutoRaise(True)
        self.play_button.toggled.connect(self._set_playing)
        self._name, self._about = ElidedLabel(), ElidedLabel(lines=3)
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY_MS)
        self._timer.timeout.connect(self._next)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._name.setFont(scaled(self.font(), LARGE, bold=True))
        self._about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.play_button.setFont(scaled(self.font(), 1.5))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._name)
        text.addWidget(self._about)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.addWidget(self.slider)
        self._line.addLayout(text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 2)
        row.addWidget(self.play_button)
        row.addLayout(self._line, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fase beside the line of years; above it, without the text about it, where there is no room for that."""
        super().resizeEvent(event)
        em = self.fontMetrics().height()
        beside = self.width() - self.slider.sizeHint().width() > BESIDE_EM * em
        if beside == self._about.isHidden():
            way = QBoxLayout.Direction
            self._line.setDirection(way.LeftToRight if beside else way.BottomToTop)
            self._name.setFont(scaled(self.font(), LARGE if beside else NARROW, bold=True))
            self._about.setVisible(beside)

    @property
    def playing(self) -> bool:
        """Whether the fasen go by of their own."""
        return self._timer.isActive()

    def toggle_play(self) -> None:
        """Start from where the slider is (from the first fase when it stands at the last), or stop."""
        self.play_button.toggle()

    def stop(self) -> None:
        """Stop playing."""
        self.play_button.setChecked(False)

    def show_part(self, shown: Shown) -> None:
        """Show the fase."""
        plan, now = shown.plan, shown.plan.fase_index[shown.state.fase]
        self._fasen = tuple(f.id for f in plan.fasen)
        with QSignalBlocker(self.slider):
            self.slider.set_labels(tuple(f.jaren or f.naam for f in plan.fasen))
            self.slider.setValue(now)
        self.slider.update()
        self._name.setText(shown.titel)
        self._name.setToolTip(as_written(shown.titel))
        self._about.setText(plan.fasen[now].omschrijving)
        self._about.setToolTip(as_written(plan.fasen[now].omschrijving))
        self.slider.setAccessibleDescription(shown.titel)

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.slider.setToolTip(self._tr("fase.slider_tip"))
        self.slider.setAccessibleName(self._tr("tree.fasen"))
        self._label_play()

    def _label_play(self) -> None:
        self.play_button.setText("■" if self.playing else "▶")
        self.play_button.setToolTip(self._tr("fase.stop_tip" if self.playing else "fase.play_tip"))

    def _ask(self, place: int) -> None:
        self.faseRequested.emit(self._fasen[place])

    def _set_playing(self, on: bool) -> None:
        if on:
            self._timer.start()
            if self.slider.value() == self.slider.maximum():
                self.slider.setValue(0)
        else:
            self._timer.stop()
        self._label_play()

    def _next(self) -> None:
        if self.slider.value() < self.slider.maximum():
            self.slider.setValue(self.slider.value() + 1)
        if self.slider.value() == self.slider.maximum():
            self.stop()
