"""The tree on the left: fasen, doorsteken, streets, blokken with their panden, accents, pavilion, layers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.controller import Shown
from ui.i18n import Translator

from .tree_rows import FORCED, Row, tree_rows, variant_text
from .widgets import RIGHT, KeyTree, as_written, scaled

ROW = Qt.ItemDataRole.UserRole
#: Width of the column of values, pixels.
LEAST_PX, MOST_PX = 78, 116
NAME, VALUE, MARK = 0, 1, 2
SELECTABLE = frozenset({"doorsteek", "straat", "blok", "pand", "accent", "paviljoen"})
OPEN_AT_START = frozenset({"fasen", "doorsteken", "straten", "bouwblokken"})


class AiryRows(QStyledItemDelegate):
    """Rows with a little air, all the same height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A few pixels more than the text."""
        size = super().sizeHint(option, index)
        size.setHeight(option.fontMetrics.height() + 5)
        return size


class TreePanel(QWidget):
    """Shows the rows of `tree_rows` and emits what the user asks for; a tick changes nothing by itself."""

    faseRequested = Signal(str)
    doorsteekRequested = Signal(str, object)
    profielRequested = Signal(str, object)
    accentRequested = Signal(str, bool)
    accentenRequested = Signal(bool)
    paviljoenRequested = Signal(str, object)
    layerRequested = Signal(str, bool)
    knobsResetRequested = Signal(str)
    selectRequested = Signal(object)
    detailsRequested = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._items: dict[tuple[str, str], QTreeWidgetItem] = {}
        self._shown: Shown | None = None
        self._ticking = False
        self.tree = KeyTree()
        self._set_up()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tree)

    def _set_up(self) -> None:
        tree = self.tree
        tree.setColumnCount(3)
        tree.setHeaderHidden(True)
        tree.setIndentation(14)
        tree.setAllColumnsShowFocus(True)
        tree.setItemDelegate(AiryRows(tree))
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.header().setStretchLastSection(False)
        tree.header().setMinimumSectionSize(18)
        for column, mode in ((NAME, QHeaderView.ResizeMode.Stretch), (VALUE, QHeaderView.ResizeMode.Fixed),
                             (MARK, QHeaderView.ResizeMode.Fixed)):  # fmt: skip
            tree.header().setSectionResizeMode(column, mode)
        tree.setColumnWidth(MARK, 20)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._menu)
        tree.itemChanged.connect(self._ticked)
        tree.itemClicked.connect(self._clicked)
        tree.currentItemChanged.connect(self._current)

    # --- showing ----------------------------------------------------------------------------------------------

    def show_part(self, shown: Shown) -> None:
        """Show the tree of this moment, and the selection; rows that stay keep their place and stay open."""
        first, self._shown = not self._items, shown
        with QSignalBlocker(self.tree):
            seen: set[tuple[str, str]] = set()
            self._sync(self.tree.invisibleRootItem(), tree_rows(shown, self._tr), seen)
            for key in [k for k in reversed(self._items) if k not in seen]:  # a parent takes its children along
                self._remove(key)
            if first:
                self._open_sections()
                self._fit_values(shown)
            self._show_selection(shown.state.selectie)

    def retranslate(self) -> None:
        """Texts of the language and colours of the theme chosen last: every row is written again."""
        self.tree.setAccessibleName(self._tr("dock.tree"))
        if self._shown is not None:
            with QSignalBlocker(self.tree):
                for item in self._items.values():
                    item.setData(NAME, ROW, None)
            self.show_part(self._shown)
            self._fit_values(self._shown)

    def _fit_values(self, shown: Shown) -> None:
        """Room for the names of profiles in this language, but for a very long one; the things get the rest."""
        metrics = self.tree.fontMetrics()
        names = (f"{variant_text(self._tr, p.variant, p.naam)} ▾" for p in shown.plan.profielen)
        widths = [width for name in names if (width := metrics.horizontalAdvance(name)) <= MOST_PX]
        self.tree.setColumnWidth(VALUE, max([LEAST_PX, *widths]) + 8)

    def _sync(self, parent: QTreeWidgetItem, rows: tuple[Row, ...], seen: set[tuple[str, str]]) -> None:
        for place, row in enumerate(rows):
            key = (row.kind, row.id)
            seen.add(key)
            item = self._items.get(key)
            if item is None:
                item = self._items[key] = QTreeWidgetItem()
                parent.insertChild(place, item)
            if item.data(NAME, ROW) != row:
                self._write(item, row)
            self._sync(item, row.children, seen)

    def _remove(self, key: tuple[str, str]) -> None:
        item = self._items.pop(key)
        parent = item.parent() or self.tree.invisibleRootItem()
        parent.removeChild(item)

    def _write(self, item: QTreeWidgetItem, row: Row) -> None:
        item.setData(NAME, ROW, row)
        item.setText(NAME, row.text)
        item.setText(VALUE, row.value)
        item.setText(MARK, row.mark)
        item.setTextAlignment(VALUE, RIGHT)
        self._write_look(item, row)
        if row.check is not None:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(NAME, Qt.CheckState.Checked if row.check else Qt.CheckState.Unchecked)
        if row.kind in ("section", "accenten"):
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsSelectable)

    def _write_look(self, item: QTreeWidgetItem, row: Row) -> None:
        section = row.kind in ("section", "accenten")
        quiet = QBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        plain = QBrush(self.palette().color(QPalette.ColorRole.Text))
        for column in (NAME, VALUE, MARK):
            item.setFont(column, scaled(self.font(), 1.0, bold=row.bold or section))
            item.setToolTip(column, as_written(row.tip or row.text))
            item.setForeground(column, quiet if row.dim or (column == VALUE and not row.bold) else plain)
        if row.mark:
            item.setToolTip(MARK, self._tr("tree.release_tip" if row.mark == FORCED else "tree.reset_tip"))

    def _open_sections(self) -> None:
        for (kind, name), item in self._items.items():
            item.setExpanded(kind == "section" and name in OPEN_AT_START)

    def _show_selection(self, selected: str | None) -> None:
        wanted = next((i for (kind, name), i in self._items.items() if name == selected and kind in SELECTABLE), None)
        if wanted is self.tree.currentItem():
            return
        if wanted is None:
            self.tree.setCurrentIndex(QModelIndex())
            return
        self.tree.setCurrentItem(wanted)
        self.tree.scrollToItem(wanted)

    # --- asking -----------------------------------------------------------------------------------------------

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        row: Row = item.data(NAME, ROW)
        if column != NAME or row.check is None:
            return
        on = item.checkState(NAME) == Qt.CheckState.Checked
        if on != row.check:
            self._ticking = True
            self._ask_tick(row, on)

    def _ask_tick(self, row: Row, on: bool) -> None:
        if row.kind == "accenten":
            self.accentenRequested.emit(on)
            return
        signals = {
            "doorsteek": self.doorsteekRequested,
            "accent": self.accentRequested,
            "paviljoen": self.paviljoenRequested,
            "laag": self.layerRequested,
        }
        signals[row.kind].emit(row.id, on)

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        row: Row = item.data(NAME, ROW)
        ticked, self._ticking = self._ticking, False
        if column == MARK and row.mark:
            self.release(row)
        elif row.kind == "fase":
            self.faseRequested.emit(row.id)
        elif row.choices and column == VALUE:
            self._menu_of(item, self.tree.visualItemRect(item).bottomLeft())
        elif row.kind in SELECTABLE and not ticked:
            self.detailsRequested.emit(row.kind)

    def _current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        row: Row | None = item.data(NAME, ROW) if item is not None else None
        if row is not None and row.kind in SELECTABLE:
            self.selectRequested.emit(row.id)

    def release(self, row: Row) -> None:
        """Give a forced thing back to its fase, or a changed one its own values."""
        if row.mark != FORCED:
            self.knobsResetRequested.emit(row.id)
        elif row.kind == "doorsteek":
            self.doorsteekRequested.emit(row.id, None)
        elif row.kind == "straat":
            self.profielRequested.emit(row.id, None)
        elif row.kind == "paviljoen":
            self.paviljoenRequested.emit(row.id, None)

    def _menu(self, where: QPoint) -> None:
        item = self.tree.itemAt(where) or self.tree.currentItem()
        if item is not None:
            self._menu_of(item, where)

    def _menu_of(self, item: QTreeWidgetItem, where: QPoint) -> None:
        """What can be chosen for this row: another profile, and the way back of a forced or changed thing."""
        menu = self.menu_for(item.data(NAME, ROW))
        if menu is not None:
            menu.popup(self.tree.viewport().mapToGlobal(where))

    def menu_for(self, row: Row) -> QMenu | None:
        """The menu of a row; None when there is nothing to choose."""
        if not row.mark and not row.choices:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for profiel, text in row.choices:
            action = menu.addAction(text, partial(self._choose, row, profiel))
            action.setCheckable(True)
            action.setChecked(profiel == row.choice)
        if row.mark:
            text = self._tr("tree.release" if row.mark == FORCED else "tree.reset")
            menu.addSeparator()
            menu.addAction(f"{row.mark}  {text}", lambda: self.release(row))
        return menu

    def _choose(self, row: Row, profiel: str) -> None:
        if profiel != row.choice:
            self.profielRequested.emit(row.id, profiel)
