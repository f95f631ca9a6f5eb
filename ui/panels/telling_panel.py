"""One figure opened up: what it means, what it is worked out with, what it counted and what it left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from massastudie.state import Layer
from massastudie.telling import Telling, telling
from ui.controller import Shown
from ui.i18n import Translator
from ui.lit import HOF_FIGURES, hoven_of

from .telling_lists import CountedTable, LeftOutTree
from .telling_text import about_text, number_text, sum_text, title_text
from .widgets import ScrollPanel, note, scaled


class TellingPanel(QWidget):
    """Shows the Telling of the figure asked for. `changed` tells that something else is to be lit."""

    closed = Signal()
    changed = Signal()
    flyRequested = Signal()
    parametersRequested = Signal()
    layerRequested = Signal(str, bool)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: Shown | None = None
        self._asked: tuple[str, str | None] | None = None
        self._filled: object = None
        self.telling: Telling | None = None
        self.back, self.title, self.value = QToolButton(), QLabel(), QLabel()
        self.about, self.sum = note(), note()
        self.counted, self.left_out, self.lists = CountedTable(tr), LeftOutTree(tr), QTabWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.title.setWordWrap(True)
        self.title.setFont(scaled(self.font(), 1.05, bold=True))
        self.value.setFont(scaled(self.font(), 1.6, bold=True))
        self.back.setAutoRaise(True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.about.setTextFormat(Qt.TextFormat.RichText)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.about.setForegroundRole(self.foregroundRole())
        text = ScrollPanel()
        text.put_inside(self.about)
        self.lists.setDocumentMode(True)
        self.lists.addTab(self.counted, "")
        self.lists.addTab(self.left_out, "")
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(text)
        self.splitter.addWidget(self.lists)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([230, 330])
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 4)
        box.addLayout(head)
        for part in (self.value, self.sum):
            box.addWidget(part)
        box.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.close_figure)
        self.about.linkActivated.connect(self._follow)
        self.counted.picked.connect(lambda items: self._picked(items, self.left_out))
        self.left_out.picked.connect(lambda items: self._picked(items, self.counted))

    # --- asking -----------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a figure is looked at."""
        return self._asked is not None

    def open_figure(self, figuur: str, blok: str | None) -> None:
        """Look at this figure, of the plan or of a bouwblok."""
        self._asked = (figuur, blok)
        self.lists.setCurrentWidget(self.counted)
        self._fill()

    def close_figure(self) -> bool:
        """Look at no figure any more; False when none was looked at."""
        was, self._asked, self.telling, self._filled = self.is_open, None, None, None
        if was:
            self.closed.emit()
            self.changed.emit()
        return was

    @property
    def lit(self) -> frozenset[str]:
        """What is to be outlined: the row that is clicked, else all that was counted."""
        if self.telling is None:
            return frozenset()
        picked = self.counted.chosen or self.left_out.chosen
        items = frozenset(picked) if picked else self.telling.objecten
        return frozenset(hoven_of(items)) if self.telling.figuur in HOF_FIGURES and not picked else items

    # --- showing ----------------------------------------------------------------------------------------------

    def show_part(self, shown: Shown) -> None:
        """Follow what is shown; worked out again only while somebody looks."""
        self._shown = shown
        if self.is_open and self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        if self.is_open:
            self._fill()

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.back.setText("✕")
        self.back.setToolTip(self._tr("telling.close"))
        self.back.setAccessibleName(self._tr("telling.close"))
        self._filled = None
        if self.is_open:
            self._fill()

    def _fill(self) -> None:
        shown = self._shown
        if shown is None or self._asked is None:
            return
        key = (shown.plan, shown.state.figures_key, self._asked, Layer.GESLOOPT in shown.state.layers)
        if key == self._filled:
            return
        self._filled = key
        figuur, blok = self._asked
        self.telling = found = telling(shown.plan, shown.state, shown.massa, figuur, blok)
        self.title.setText(title_text(found, shown, self._tr))
        self.value.setText(number_text(found, found.waarde, self._tr))
        self.sum.setText(sum_text(found, self._tr))
        self.about.setText(about_text(found, shown, self._tr))
        self._fill_lists(found)
        self.changed.emit()

    def _fill_lists(self, found: Telling) -> None:
        self.counted.show_telling(found)
        self.left_out.show_telling(found)
        numbers = (len(found.geteld), len(found.weggelaten))
        for place, (key, count) in enumerate(zip(("telling.counted", "telling.left_out"), numbers, strict=True)):
            self.lists.setTabText(place, f"{self._tr(key)} ({self._tr.number(count)})")

    def _picked(self, items: tuple[str, ...], other: CountedTable | LeftOutTree) -> None:
        other.let_go()
        self.changed.emit()
        if items:
            self.flyRequested.emit()

    def _follow(self, link: str) -> None:
        if link == "parameters":
            self.parametersRequested.emit()
        else:
            self.layerRequested.emit(Layer.GESLOOPT.value, True)
