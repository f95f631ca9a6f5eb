"""Toets: the rules of the vision and the phasing, with the verdict of the fase shown and a mark for every fase."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from massastudie.toetsing import Oordeel, Regeloordeel
from ui.i18n import Translator
from ui.toets_desk import ToetsShown

from .toets_rows import ROW, SIGN, WORD, RuleRow, RuleTree, value_text
from .widgets import note, scaled

#: Groups in the order of the vision; a rule belongs to the letter or word its id begins with.
GROUPS = ("A", "B", "C", "E", "F", "fasering", "zon")
#: Shares of the height: the list, the rule looked at.
SHARES = (5, 3)


def group_of(regel_id: str) -> str:
    """The group of a rule: `A4` is of A, `zon-hof` of zon; what fits no group stands under `eigen`."""
    head = regel_id.partition("-")[0].rstrip("0123456789")
    return head if head in GROUPS else "eigen"


class ToetsPanel(QWidget):
    """Shows a ToetsShown. `ruleRequested` gives the outcome of the rule that is clicked, None when it is let go."""

    faseRequested = Signal(str)
    ruleRequested = Signal(object)
    sunRequested = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._toets: ToetsShown | None = None
        self._chosen = ""
        self.summary, self.worst = QLabel(), QLabel()
        self.only_failing, self.sun = QCheckBox(), QPushButton()
        self.tree, self.detail = RuleTree(tr), note()
        self._closed: set[str] = set()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 4)
        self.summary.setFont(scaled(self.font(), 1.1, bold=True))
        for label in (self.summary, self.worst):
            label.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.only_failing, 1)
        row.addWidget(self.sun)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self._detail_area())
        for place, share in enumerate(SHARES):
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes([100 * share for share in SHARES])
        self.splitter.setChildrenCollapsible(False)
        for part in (self.summary, self.worst):
            box.addWidget(part)
        box.addLayout(row)
        box.addWidget(self.splitter, 1)

    def _detail_area(self) -> QScrollArea:
        area, inner = QScrollArea(), QWidget()
        self.detail.setTextFormat(Qt.TextFormat.RichText)
        self.detail.setForegroundRole(self.foregroundRole())
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(4, 4, 4, 4)
        holder.addWidget(self.detail)
        holder.addStretch(1)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _connect(self) -> None:
        self.tree.faseRequested.connect(self.faseRequested)
        self.tree.ruleClicked.connect(lambda row: self.ruleRequested.emit(row.found))
        self.tree.currentItemChanged.connect(lambda item, _: self._current(item))
        self.tree.itemClicked.connect(self._fold)
        self.only_failing.toggled.connect(lambda _: self._fill())
        self.sun.clicked.connect(self.sunRequested)
        self.worst.linkActivated.connect(self.faseRequested)

    # --- showing ----------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Regeloordeel | None:
        """The outcome, in the fase shown, of the rule that is looked at."""
        fase = self._toets.fase if self._toets is not None else None
        found = fase.regels if fase is not None else ()
        return next((r for r in found if r.regel.id == self._chosen), None)

    @property
    def waiting(self) -> bool:
        """Whether the outcome of what is shown is still to come."""
        return self._toets is None or (self._toets.old and not self._toets.failed)

    def let_go(self) -> bool:
        """Look at no rule any more; False when none was looked at."""
        was = bool(self._chosen)
        self._chosen = ""
        self.tree.setCurrentIndex(QModelIndex())
        self._show_detail()
        return was

    def show_toets(self, toets: ToetsShown) -> None:
        """Show what there is."""
        before, self._toets = self._toets, toets
        same = before is not None and before.toetsing is toets.toetsing and before.old == toets.old
        if not same or before is None or before.shown.state.fase != toets.shown.state.fase:
            self._fill()
        self._show_head(toets)
        self._show_detail()

    def retranslate(self) -> None:
        """Texts of the language chosen last."""
        self.only_failing.setText(self._tr("toets.only_failing"))
        self.sun.setToolTip(self._tr("toets.sun_tip"))
        if self._toets is not None:
            self._fill()
            self._show_head(self._toets)
        self._show_detail()

    def _show_head(self, toets: ToetsShown) -> None:
        tr, fase = self._tr, toets.fase
        counts = {o: fase.count(o) for o in Oordeel} if fase is not None else {}
        told = "   ".join(f"{SIGN[o]} {n} {tr(f'toets.{WORD[o]}')}" for o, n in counts.items())
        self.summary.setText(toets.failed or told or tr("toets.working"))
        self.worst.setText(self._worst_text(toets))
        self.worst.setVisible(bool(self.worst.text()))
        self.sun.setEnabled(not toets.counting_sun and not toets.with_sun and not toets.old)
        self.sun.setText(tr("toets.sun_done" if toets.with_sun else "toets.sun"))
        self.tree.setEnabled(not toets.old)

    def _worst_text(self, toets: ToetsShown) -> str:
        if toets.toetsing is None or toets.failed:
            return ""
        if toets.old:
            return self._tr("toets.old")
        worst = toets.toetsing.slechtste
        count = worst.count(Oordeel.VOLDOET_NIET)
        if not count:
            return self._tr("toets.none_fails")
        name = toets.shown.plan.fase(worst.fase).naam
        return self._tr("toets.worst", fase=f'<a href="{escape(worst.fase)}">{escape(name)}</a>', n=count)

    # --- rows -------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        tree, toets = self.tree, self._toets
        blocked = tree.blockSignals(True)
        place = tree.verticalScrollBar().value()
        tree.clear()
        if toets is not None and toets.fase is not None:
            self._fill_groups(toets)
        tree.verticalScrollBar().setValue(place)
        tree.blockSignals(blocked)

    def _fill_groups(self, toets: ToetsShown) -> None:
        groups: dict[str, list[RuleRow]] = {}
        for row in self._rows(toets):
            groups.setdefault(group_of(row.found.regel.id), []).append(row)
        for group in sorted(groups, key=lambda g: GROUPS.index(g) if g in GROUPS else len(GROUPS)):
            self._add_group(group, groups[group])

    def _rows(self, toets: ToetsShown) -> list[RuleRow]:
        outcome, fase = toets.toetsing, toets.fase
        if outcome is None or fase is None:
            return []
        rows = []
        for place, found in enumerate(fase.regels):
            marks = tuple((f.fase, f.regels[place].oordeel) for f in outcome.fasen)
            if not self.only_failing.isChecked() or Oordeel.VOLDOET_NIET in [o for _, o in marks]:
                rows.append(RuleRow(found, marks, fase.fase))
        return rows

    def _add_group(self, group: str, rows: list[RuleRow]) -> None:
        arrow = "▸" if group in self._closed else "▾"
        head = QTreeWidgetItem([f"{arrow} {self._tr(f'toets_group.{group}')}"])
        head.setFont(0, scaled(self.font(), 1.0, bold=True))
        head.setData(0, ROW + 1, group)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(head)
        for row in rows:
            item = QTreeWidgetItem([self._spoken(row)])
            item.setData(0, ROW, row)
            item.setToolTip(0, self._tip(row.found))
            head.addChild(item)
            if row.found.regel.id == self._chosen:
                self.tree.setCurrentItem(item)
        head.setExpanded(group not in self._closed)

    def _spoken(self, row: RuleRow) -> str:
        """The row in words, for who hears the screen."""
        word = self._tr(f"toets.{WORD[row.found.oordeel]}")
        return f"{row.found.regel.id} {row.found.regel.naam}: {word}, {value_text(row.found, self._tr)}"

    def _tip(self, found: Regeloordeel) -> str:
        quote = f"<p>“{escape(found.regel.citaat)}”</p>" if found.regel.citaat else ""
        return f"<p><b>{escape(found.regel.naam)}</b></p>{quote}<p>{escape(found.uitkomst.reden)}</p>"

    def _fold(self, item: QTreeWidgetItem) -> None:
        group = item.data(0, ROW + 1)
        if group is None:
            return
        self._closed ^= {group}
        item.setExpanded(group not in self._closed)
        arrow = "▸" if group in self._closed else "▾"
        item.setText(0, f"{arrow} {self._tr(f'toets_group.{group}')}")

    # --- one rule ---------------------------------------------------------------------------------------------

    def _current(self, item: QTreeWidgetItem | None) -> None:
        row = item.data(0, ROW) if item is not None else None
        if row is not None:
            self._chosen = row.found.regel.id
        self._show_detail()

    def _show_detail(self) -> None:
        found = self.chosen
        self.detail.setText(self._tr("toets.pick") if found is None else self._detail_text(found))

    def _detail_text(self, found: Regeloordeel) -> str:
        tr, regel = self._tr, found.regel
        code = f"{regel.id} · " if len(regel.id) <= 3 else ""
        word = tr(f"toets.{WORD[found.oordeel]}")
        parts = [f"<p><b>{code}{escape(regel.naam)}</b><br>{SIGN[found.oordeel]} {word}: "
                 f"{escape(found.uitkomst.reden)}.</p>"]  # fmt: skip
        if regel.citaat:
            parts.append(f"<p><i>“{escape(regel.citaat)}”</i><br>{escape(regel.bron)}</p>")
        parts.append(f"<p>{tr('toets.measured')}: {escape(regel.gemeten)}</p>")
        if regel.grens_text:
            parts.append(f"<p>{tr('toets.limit')}: {escape(regel.grens_text)}</p>")
        parts += [f"<p>{escape(text)}</p>" for text in (regel.toelichting,) if text]
        if regel.aanname:
            parts.append(f"<p>* {tr('object.assumption')}: {escape(regel.aanname)}</p>")
        return "".join(parts)
