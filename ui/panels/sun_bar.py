"""The moment looked at: day and time, the sun on its arc, play."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QHBoxLayout, QToolButton, QWidget

from massastudie.tijd import FIRST_YEAR, LAST_YEAR, ZONE
from massastudie.zonboek import plaats_of
from ui.controller import Shown
from ui.i18n import Translator

from .sun_arc import DaySlider, SunArc
from .sun_clock import PRESETS, SunDay, minute_of, sentence, sun_day, with_date
from .widgets import ElidedLabel, QuietCombo, scaled

#: A step while playing comes this often, milliseconds.
TICK_MS = 50
#: Minutes of the day that go by in a second of playing.
SPEEDS = (30, 60, 120)


class SunBar(QWidget):
    """Shows the moment; asks for another by `momentRequested` (an aware datetime)."""

    momentRequested = Signal(object)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: Shown | None = None
        self.arc, self.slider, self.position = SunArc(tr), DaySlider(), ElidedLabel()
        self.date, self.speed, self.play_button = QDateEdit(), QuietCombo(), QToolButton()
        self.presets = {preset: QToolButton() for preset in PRESETS}
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._next)
        self._left = 0.0
        self._set_up()
        self._lay_out()
        self.retranslate()

    def _set_up(self) -> None:
        self.date.setCalendarPopup(True)
        self.date.setKeyboardTracking(False)
        self.date.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self.date.dateChanged.connect(lambda day: self._ask_day(day.toPython()))
        self.play_button.setCheckable(True)
        self.play_button.setAutoRaise(True)
        self.play_button.setFont(scaled(self.font(), 1.3))
        self.play_button.toggled.connect(self._set_playing)
        self.slider.valueChanged.connect(self.ask_minute)
        self.arc.minuteRequested.connect(self.ask_minute)
        for preset, button in self.presets.items():
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _=False, preset=preset: self._ask_preset(preset))

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(1)
        days.addWidget(self.date)
        for button in self.presets.values():
            days.addWidget(button)
        days.addStretch(1)
        times = QHBoxLayout()
        times.addWidget(self.play_button)
        times.addWidget(self.slider, 1)
        times.addWidget(self.speed)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 8, 2)
        grid.setVerticalSpacing(1)
        for row, part in enumerate((days, times)):
            grid.addLayout(part, row, 0)
        grid.addWidget(self.position, 2, 0)
        grid.addWidget(self.arc, 0, 1, 3, 1)
        grid.setColumnStretch(0, 1)

    # --- showing ----------------------------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether the day goes by of its own."""
        return self._timer.isActive()

    @property
    def day(self) -> SunDay | None:
        """The day looked at."""
        if self._shown is None:
            return None
        return sun_day(self._shown.state.moment.astimezone(ZONE).date(), plaats_of(self._shown.plan))

    def show_part(self, shown: Shown) -> None:
        """Show the moment."""
        self._shown = shown
        moment, day = shown.state.moment.astimezone(ZONE), self.day
        if day is None:
            return
        minute = minute_of(moment)
        self.slider.show_day(day, minute)
        self.arc.show_day(day, minute)
        with QSignalBlocker(self.date):
            self.date.setDate(QDate(day.dag.year, day.dag.month, day.dag.day))
        self.position.setText(sentence(moment, plaats_of(shown.plan), self._tr))
        for preset, button in self.presets.items():
            button.setChecked(preset == (day.dag.month, day.dag.day))

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        tr = self._tr
        self.slider.setToolTip(tr("sun.time_tip"))
        self.slider.setAccessibleName(tr("sun.time_tip"))
        self.arc.setToolTip(tr("sun.arc_tip"))
        self.date.setToolTip(tr("sun.date_tip"))
        self.date.setLocale(tr.locale)
        self.date.setDisplayFormat("d MMM yyyy")
        self.speed.setToolTip(tr("sun.speed_tip"))
        self.speed.set_choices(tuple((str(s), tr("sun.speed", minuten=s)) for s in SPEEDS), str(self._speed()))
        for (month, day), button in self.presets.items():
            button.setText(f"{day} {tr.locale.monthName(month, tr.locale.FormatType.ShortFormat).rstrip('.')}")
            button.setToolTip(tr(f"sun_preset.{month}"))
        self._label_play()
        if self._shown is not None:
            self.show_part(self._shown)

    def _label_play(self) -> None:
        self.play_button.setText("■" if self.playing else "▶")
        self.play_button.setToolTip(self._tr("sun.stop_tip" if self.playing else "sun.play_tip"))

    # --- asking -----------------------------------------------------------------------------------------------

    def ask_minute(self, minute: int) -> None:
        """Ask for this minute of the day looked at."""
        if self.day is not None:
            self.momentRequested.emit(self.day.moment(minute))

    def _ask_preset(self, preset: tuple[int, int]) -> None:
        if self._shown is not None:
            self._ask_day(date(self._shown.state.moment.astimezone(ZONE).year, *preset))
            self.show_part(self._shown)  # the button pressed again stays down

    def _ask_day(self, day: date) -> None:
        if self._shown is not None:
            moment: datetime = with_date(self._shown.state.moment, day)
            self.momentRequested.emit(moment)

    # --- playing ----------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop playing."""
        self.play_button.setChecked(False)

    def _speed(self) -> int:
        return int(self.speed.currentData() or SPEEDS[1])

    def _set_playing(self, on: bool) -> None:
        day = self.day
        if on and day is not None:
            self._left = 0.0
            self._timer.start()
            if not day.rise <= self.slider.value() < day.set:
                self.ask_minute(day.rise)
        else:
            self._timer.stop()
        self._label_play()

    def _next(self) -> None:
        """Some minutes further; at sunset it stops."""
        day = self.day
        if day is None:
            return
        self._left += self._speed() * TICK_MS / 1000.0
        whole = int(self._left)
        self._left -= whole
        minute = min(self.slider.value() + whole, day.set)
        self.ask_minute(minute)
        if minute == day.set:
            self.stop()
