"""Asks how a film or a set of shadow sheets is to be made. None of them blocks the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QWidget

from massastudie.schaduwset import momenten
from ui.i18n import Translator

from .form_dialog import FormDialog
from .widgets import QuietCombo, QuietSpin

#: Sizes of a film and what they are called; frames a second.
SIZES = ("1920x1080", "1280x720", "3840x2160", "960x540")
RATES = (25, 30, 50, 10)
KINDS = ("phases", "sun", "path")
#: Years of which a set of shadow sheets can be.
YEARS = (2020, 2050)

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class FilmWish:
    """A film as the dialog asks for it: `view` from where, or along which viewpoints."""

    kind: str = "phases"
    view: str = "studie"
    route: str = "alle"
    dag: date = date(2026, 3, 21)
    size: str = SIZES[0]
    fps: int = RATES[0]
    seconds: float = 16.0
    draft: bool = False

    @property
    def words(self) -> list[str]:
        """The command that makes it."""
        view = ["--view", self.view]
        kind = {
            "phases": ["--phases", *view],
            "sun": ["--sun", "--dag", self.dag.isoformat(), *view],
            "path": ["--path", self.route],
        }
        sizes = ["--size", self.size, "--fps", str(self.fps), "--seconds", f"{self.seconds:g}"]
        return ["film", *kind[self.kind], *sizes, *(["--draft"] if self.draft else [])]


class OrderDialog(FormDialog):
    """A form for something to be made."""

    def __init__(self, parent: QWidget | None, tr: Translator, title: str) -> None:
        super().__init__(parent, tr, title, tr("order.go"))
        self.tr_ = tr
        self.setMinimumWidth(460)

    def choice(self, pairs: Pairs, current: str, text: str) -> QuietCombo:
        """A row with a few choices (id, text)."""
        made = QuietCombo()
        made.set_choices(tuple(pairs), current)
        if made.currentIndex() < 0:
            made.setCurrentIndex(0)
        self.form.addRow(text, made)
        return made


class FilmDialog(OrderDialog):
    """Calls `use` with the film asked for. `lengths`: seconds that each kind takes when nothing else is asked."""

    def __init__(
        self, parent: QWidget | None, tr: Translator, wish: FilmWish, views: Pairs, routes: Pairs,
        lengths: dict[str, float], use: Callable[[FilmWish], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, tr, tr("order.film"))
        self._lengths = lengths
        self.kind = self.choice([(k, tr(f"order.{k}")) for k in KINDS], wish.kind, tr("order.kind"))
        self.view = self.choice(views, wish.view, tr("order.view"))
        self.route = self.choice(routes, wish.route, tr("order.route"))
        self.day = self._day(wish.dag)
        self.size_ = self.choice([(s, s.replace("x", " × ")) for s in SIZES], wish.size, tr("order.size"))
        self.fps = self.choice([(str(n), str(n)) for n in RATES], str(wish.fps), tr("order.fps"))
        self.seconds = self._seconds(wish.seconds)
        self.draft = QCheckBox(tr("order.draft"))
        self.draft.setChecked(wish.draft)
        self.form.addRow("", self.draft)
        self.lay_out()
        self.kind.currentIndexChanged.connect(self._show_kind)
        for signal in (self.fps.currentIndexChanged, self.seconds.valueChanged):
            signal.connect(self._tell)
        self._show_kind(keep=True)
        self.accepted.connect(lambda: use(self.wish()))

    def _day(self, dag: date) -> QDateEdit:
        made = QDateEdit(QDate(dag.year, dag.month, dag.day))
        made.setLocale(self.tr_.locale)
        made.setDisplayFormat("d MMMM yyyy")
        made.setCalendarPopup(True)
        self.form.addRow(self.tr_("order.day"), made)
        return made

    def _seconds(self, seconds: float) -> QuietSpin:
        made = QuietSpin()
        made.setRange(1.0, 600.0)
        made.setDecimals(0)
        made.setKeyboardTracking(True)
        made.setSuffix(" s")
        made.setValue(seconds)
        self.form.addRow(self.tr_("order.seconds"), made)
        return made

    def _show_kind(self, _index: int = 0, keep: bool = False) -> None:
        """Only what belongs to this kind of film."""
        kind = self.kind.currentData()
        self.form.setRowVisible(self.view, kind != "path")
        self.form.setRowVisible(self.route, kind == "path")
        self.form.setRowVisible(self.day, kind == "sun")
        if not keep:
            self.seconds.setValue(self._lengths[kind])
        self._tell()

    def _tell(self) -> None:
        self.told.setText(self.tr_("order.frames", n=self.tr_.number(self.wish().fps * self.wish().seconds)))

    def wish(self) -> FilmWish:
        """What is asked for now."""
        day = self.day.date()
        dag = date(day.year(), day.month(), day.day())
        return FilmWish(
            self.kind.currentData(), self.view.currentData(), self.route.currentData(), dag,
            self.size_.currentData(), int(self.fps.currentData()), self.seconds.value(), self.draft.isChecked(),
        )  # fmt: skip


@dataclass(frozen=True)
class ShadowWish:
    """A set of shadow sheets: what the plan is compared with, and of which year the days are."""

    against: str = ""
    jaar: int = 2026

    @property
    def words(self) -> list[str]:
        """The command that makes it."""
        against = ["--ten-opzichte-van", self.against] if self.against else []
        return ["schaduwset", *against, "--jaar", str(self.jaar)]


class ShadowDialog(OrderDialog):
    """Calls `use` with the set asked for; `fasen` can be compared with."""

    def __init__(
        self, parent: QWidget | None, tr: Translator, wish: ShadowWish, fasen: Pairs,
        use: Callable[[ShadowWish], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, tr, tr("order.shadows"))
        self._wish = wish
        self.against = self.choice(fasen, wish.against, tr("order.against"))
        self.jaar = QuietSpin()
        self.jaar.setRange(*YEARS)
        self.jaar.setDecimals(0)
        self.jaar.setGroupSeparatorShown(False)
        self.jaar.setValue(wish.jaar)
        self.form.addRow(tr("order.year"), self.jaar)
        self.jaar.valueChanged.connect(self._tell)
        self._tell()
        self.lay_out()
        self.accepted.connect(lambda: use(self.wish()))

    def _tell(self) -> None:
        """How many sheets it becomes."""
        self.told.setText(self.tr_("order.shadows_told", n=len(momenten(int(self.jaar.value())))))

    def wish(self) -> ShadowWish:
        """What is asked for now."""
        return replace(self._wish, against=self.against.currentData(), jaar=int(self.jaar.value()))
