"""The rules as rows: verdict, name, value against limit, and a mark per fase; painted in two lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

from massastudie.toetsing import Oordeel, Regeloordeel
from ui.i18n import Translator

from .widgets import scaled

COLOUR = {Oordeel.VOLDOET: "#3C8558", Oordeel.VOLDOET_NIET: "#C0432B", Oordeel.NIET_TE_TOETSEN: "#9A9C9F"}
SIGN = {Oordeel.VOLDOET: "✓", Oordeel.VOLDOET_NIET: "✗", Oordeel.NIET_TE_TOETSEN: "–"}
#: Key of the text of a verdict.
WORD = {Oordeel.VOLDOET: "meets", Oordeel.VOLDOET_NIET: "fails", Oordeel.NIET_TE_TOETSEN: "untested"}
ROW = Qt.ItemDataRole.UserRole
MARK, GAP, SIDE, ICON = 12, 3, 6, 22
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class RuleRow:
    """What one row shows: the outcome in the fase shown, the verdict in every fase, and which of them that is."""

    found: Regeloordeel
    per_fase: tuple[tuple[str, Oordeel], ...]
    fase: str


def value_text(row: Regeloordeel, tr: Translator) -> str:
    """Value against limit; why, where there is no value."""
    value, regel = row.uitkomst.waarde, row.regel
    if value is None or row.oordeel is Oordeel.NIET_TE_TOETSEN:
        return row.uitkomst.reden
    decimals = 0 if abs(value - round(value)) < 1e-9 or abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    text = f"{tr.number(value, decimals)} {regel.eenheid}".rstrip()
    return f"{text} · {regel.grens_text}" if regel.grens_text else text


class RuleTree(QTreeWidget):
    """A tree of rules; a click on a mark asks for its fase, a click elsewhere tells the rule."""

    faseRequested = Signal(str)
    ruleClicked = Signal(object)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.setItemDelegate(RuleDelegate(tr, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item, _: self._tell(item.data(0, ROW)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A mark of another fase goes there; all else is a click on the rule."""
        item = self.itemAt(event.position().toPoint())
        row = item.data(0, ROW) if item is not None else None
        super().mouseReleaseEvent(event)
        if item is None or row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        fase = fase_at(self.visualItemRect(item), row, event.position().toPoint().x())
        if fase:
            self.faseRequested.emit(fase)
        else:
            self._tell(row)

    def _tell(self, row: RuleRow | None) -> None:
        if row is not None:
            self.ruleClicked.emit(row)


def strip_left(rect: QRect, row: RuleRow) -> int:
    """Where the marks of a row begin, pixels."""
    return rect.right() - SIDE - len(row.per_fase) * (MARK + GAP) + GAP


def fase_at(rect: QRect, row: RuleRow, x: int) -> str:
    """The fase whose mark is at `x` in the row at `rect`; empty beside the marks."""
    place = (x - strip_left(rect, row)) // (MARK + GAP)
    return row.per_fase[place][0] if 0 <= place < len(row.per_fase) else ""


class RuleDelegate(QStyledItemDelegate):
    """Paints a rule; a group is left to Qt."""

    def __init__(self, tr: Translator, parent: QTreeWidget) -> None:
        super().__init__(parent)
        self._tr = tr

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines for a rule, one and some air for a group."""
        line = option.fontMetrics.lineSpacing()
        return QSize(100, 2 * line + 10 if index.data(ROW) is not None else line + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if row is None:
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        ink = option.palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        self._text(painter, option, row, ink)
        draw_sign(painter, sign_rect(option.rect), row.found.oordeel)
        draw_strip(painter, option.rect, row, ink)
        painter.restore()

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, row: RuleRow, ink: QColor) -> None:
        line, top = option.fontMetrics.lineSpacing(), option.rect.top() + 4
        left = option.rect.left() + SIDE + ICON
        upper = QRect(left, top, strip_left(option.rect, row) - left - 2 * SIDE, line)
        lower = QRect(left, top + line + 1, option.rect.right() - left - SIDE, line)
        regel = row.found.regel
        bold, small = scaled(option.font, 1.0, bold=True), scaled(option.font, 0.9)
        painter.setPen(ink)
        painter.setFont(bold)
        code = regel.id if len(regel.id) <= 3 else ""
        width = QFontMetrics(bold).horizontalAdvance(code + "  ") if code else 0
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, code)
        painter.setFont(option.font)
        draw_elided(painter, upper.adjusted(width, 0, 0, 0), regel.naam)
        soft = QColor(ink)
        soft.setAlpha(170)
        painter.setPen(soft)
        painter.setFont(small)
        star = " *" if regel.aanname else ""
        draw_elided(painter, lower, value_text(row.found, self._tr) + star)


def sign_rect(rect: QRect) -> QRectF:
    """Where the verdict stands in a row."""
    return QRectF(rect.left() + SIDE, rect.top() + 6, 16, 16)


def draw_sign(painter: QPainter, place: QRectF, oordeel: Oordeel) -> None:
    """A disc with a sign, so that colour is not all that tells it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOUR[oordeel]))
    painter.drawEllipse(place)
    painter.setPen(QColor("white"))
    font = scaled(painter.font(), 1.0, bold=True)
    font.setPixelSize(11)
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, SIGN[oordeel])


def draw_strip(painter: QPainter, rect: QRect, row: RuleRow, ink: QColor) -> None:
    """A mark per fase; the fase shown is underlined, what cannot be tested is hollow, what fails is crossed."""
    left, top = strip_left(rect, row), rect.top() + 6
    for place, (fase, oordeel) in enumerate(row.per_fase):
        box = QRectF(left + place * (MARK + GAP) + 0.5, top + 0.5, MARK - 1, MARK - 1)
        colour = QColor(COLOUR[oordeel])
        hollow = oordeel is Oordeel.NIET_TE_TOETSEN
        painter.setPen(QPen(colour, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour)
        painter.drawRoundedRect(box, 2.0, 2.0)
        if oordeel is Oordeel.VOLDOET_NIET:
            painter.setPen(QPen(QColor("white"), 1.4))
            inner = box.adjusted(3, 3, -3, -3)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        if fase == row.fase:
            painter.setPen(QPen(ink, 2.0))
            under = box.translated(0, 3)
            painter.drawLine(under.bottomLeft(), under.bottomRight())


def draw_elided(painter: QPainter, place: QRect, text: str) -> None:
    """One line that ends in … where the room ends."""
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
