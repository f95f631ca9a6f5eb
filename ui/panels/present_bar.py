"""The buttons of the presentation: fasen, viewpoints, play, compare, end. They come with the mouse and fade away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.controller import Shown
from ui.i18n import Translator
from ui.style import PLINT

from .widgets import as_written, scaled

#: The buttons stay so long after the mouse was moved, and fade in so long, milliseconds.
STAY_MS, FADE_MS = 3500, 500
#: Text is so many times as large as on a desk, that of viewpoints a little less.
LARGER, SMALLER = 1.4, 1.1
#: Letters of a name of a viewpoint at most: the first that leaves room for all.
LENGTHS = (22, 18, 14, 11, 8, 0)
LOOK = f"""
QFrame#bar {{ background: rgba(32, 35, 38, 225); border-radius: 10px; }}
QToolButton {{ color: white; background: transparent; border: none; border-radius: 6px; padding: 7px 13px; }}
QToolButton:hover {{ background: rgba(255, 255, 255, 45); }}
QToolButton:checked {{ background: {PLINT}; }}
"""

Choice = tuple[str, Callable[[], object]]


class PresentBar(QFrame):
    """Lies over the picture, at the bottom. `hidden_away` tells that it has faded."""

    faseRequested = Signal(str)
    playRequested = Signal()
    compareRequested = Signal()
    endRequested = Signal()
    hidden_away = Signal()

    def __init__(self, parent: QWidget, tr: Translator) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setStyleSheet(LOOK)
        self._tr = tr
        self._fasen, self._views = QHBoxLayout(), QHBoxLayout()
        self.fase_buttons: dict[str, QToolButton] = {}
        self.view_buttons: list[QToolButton] = []
        self._names: list[str] = []
        self.play, self.compare, self.end = (self._button("") for _ in range(3))
        self._lay_out()
        self._opacity = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._opacity)
        self._fade = QPropertyAnimation(self._opacity, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._fade.finished.connect(self._faded)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY_MS)
        self._timer.timeout.connect(self.fade)
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        self.play.clicked.connect(self.playRequested)
        self.compare.clicked.connect(self.compareRequested)
        self.end.clicked.connect(self.endRequested)
        first = QHBoxLayout()
        first.addStretch(1)
        first.addWidget(self.play)
        first.addLayout(self._fasen)
        first.addSpacing(16)
        first.addWidget(self.compare)
        first.addWidget(self.end)
        first.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 6, 12, 6)
        box.setSpacing(2)
        box.addLayout(first)
        box.addLayout(self._views)

    def _button(self, text: str) -> QToolButton:
        made = QToolButton(self)
        made.setText(text)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFont(scaled(self.font(), LARGER))
        return made

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        for button, name in ((self.play, "play"), (self.compare, "compare"), (self.end, "end")):
            button.setText(self._tr(f"present.{name}"))
            button.setToolTip(self._tr(f"present.{name}_tip"))

    def show_part(self, shown: Shown) -> None:
        """A button per fase, that of now marked."""
        fasen = shown.plan.fasen
        if list(self.fase_buttons) != [f.id for f in fasen]:
            _clear(self._fasen)
            self.fase_buttons = {f.id: self._button(f.naam) for f in fasen}
            for fase, button in self.fase_buttons.items():
                button.setCheckable(True)
                button.clicked.connect(lambda _=False, fase=fase: self.faseRequested.emit(fase))
                self._fasen.addWidget(button)
        for fase, button in self.fase_buttons.items():
            button.setChecked(fase == shown.state.fase)

    def set_views(self, choices: Sequence[Choice]) -> None:
        """A numbered button per viewpoint."""
        _clear(self._views)
        self.view_buttons, self._names = [], [naam for naam, _ in choices]
        self._views.addStretch(1)
        for naam, go in choices[:9]:
            button = self._button("")
            button.setFont(scaled(self.font(), SMALLER))
            button.setToolTip(as_written(naam))
            button.clicked.connect(lambda _=False, go=go: go())
            self._views.addWidget(button)
            button.show()  # what is hidden takes no room, and its room is asked before Qt shows it
            self.view_buttons.append(button)
        self._views.addStretch(1)
        self.fit()

    def wake(self) -> None:
        """Come back at once, and stay for a while."""
        self._fade.stop()
        self._opacity.setOpacity(1.0)
        self.show()
        self.raise_()
        self.fit()
        self._timer.start()

    def rest(self) -> None:
        """Be gone at once."""
        self._timer.stop()
        self._fade.stop()
        self.hide()

    def fade(self) -> None:
        """Go slowly, unless the mouse is on a button."""
        if self.underMouse():
            self._timer.start()
            return
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.start()

    def _faded(self) -> None:
        self.hide()
        self.hidden_away.emit()

    def _shorten(self, room_px: int) -> None:
        """Names of viewpoints as long as there is room for; where there is hardly any, only their numbers."""
        for longest in LENGTHS:
            for number, button in enumerate(self.view_buttons, 1):
                button.setText(f"{number}  {short(self._names[number - 1], longest)}".rstrip())
            self._views.invalidate()  # a layout in a layout does not hear of other texts by itself
            if self.sizeHint().width() <= room_px:
                return

    def fit(self) -> None:
        """At the bottom of the picture, in the middle."""
        room = self.parentWidget().size()
        self._shorten(room.width())
        size = self.sizeHint().boundedTo(room)
        self.setGeometry((room.width() - size.width()) // 2, room.height() - size.height() - 14, *size.toTuple())


def short(naam: str, longest: int) -> str:
    """A name of at most so many letters; none for 0."""
    return naam if len(naam) <= longest else naam[: longest - 1].rstrip(" ,") + "…" if longest else ""


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
