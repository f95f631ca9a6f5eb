"""Small widgets several panels share."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
    QTextLayout,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ui.style import PLINT

ACCENT = PLINT
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QuietCombo(QComboBox):
    """A combo box that the wheel only turns when it has the focus, so that scrolling past changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel behind."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def set_choices(self, choices: tuple[tuple[str, str], ...], current: str | None) -> None:
        """Show these (id, text) pairs with `current` chosen, without telling anyone."""
        blocked = self.blockSignals(True)
        if tuple((self.itemData(i), self.itemText(i)) for i in range(self.count())) != choices:
            self.clear()
            for key, text in choices:
                self.addItem(text, key)
        self.setCurrentIndex(self.findData(current) if current is not None else -1)
        self.blockSignals(blocked)


class QuietSpin(QDoubleSpinBox):
    """A number box that the wheel only turns when it has the focus and that tells its value once it is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel behind."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class KeyTree(QTreeWidget):
    """A tree in which Space ticks the row (elsewhere in the window Space plays the fasen)."""

    def event(self, event: QEvent) -> bool:
        """Keep Space for the tree while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            item = self.currentItem()
            ticks = item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
            if event.key() == Qt.Key.Key_Space and ticks:
                event.accept()
                return True
        return super().event(event)


class ClickLabel(QLabel):
    """A label that can be clicked; underlined while the mouse is on it."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse comes."""
        super().enterEvent(event)
        self._underline(True)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse goes."""
        super().leaveEvent(event)
        self._underline(False)

    def _underline(self, on: bool) -> None:
        font = self.font()
        font.setUnderline(on)
        self.setFont(font)


class ElidedLabel(QLabel):
    """A label of so many lines that ends in … where the room ends."""

    def __init__(self, lines: int = 1) -> None:
        super().__init__()
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """As high as its lines, also when the text needs fewer: nothing below it moves."""
        return QSize(super().sizeHint().width(), self._lines * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """No width of its own."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = "\n".join(self.broken(self.contentsRect().width()))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def broken(self, width: int) -> list[str]:
        """The lines as they are drawn at this width, pixels."""
        text, lines = self.text(), list[str]()
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid() and len(lines) < self._lines:
            line.setLineWidth(width)
            last = len(lines) == self._lines - 1
            shown = text[line.textStart() :] if last else text[line.textStart() : line.textStart() + line.textLength()]
            lines.append(self.fontMetrics().elidedText(shown.strip(), Qt.TextElideMode.ElideRight, width))
        layout.endLayout()
        return lines


class ScrollPanel(QScrollArea):
    """A panel whose parts stand under each other and that scrolls up and down only; `seen` tells whether somebody
    looks at it, and so whether it is worth its work."""

    seen = Signal(bool)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.seen.emit(False)

    def put_inside(self, *parts: QWidget | QLayout) -> None:
        """Show these, from the top."""
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(8, 8, 8, 8)
        for part in parts:
            if isinstance(part, QLayout):
                box.addLayout(part)
            else:
                box.addWidget(part)
        box.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def as_written(text: str) -> str:
    """Text of a plan for a label or tip: Qt takes what looks like HTML for it, and this shows it as it is."""
    return escape(text) if "<" in text else text


def heading(text: str = "") -> QLabel:
    """A small bold heading inside a panel."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(scaled(label.font(), 1.0, bold=True))
    return label


def note(text: str = "") -> QLabel:
    """A quiet, wrapped line of explanation whose text can be selected."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def scaled(font: QFont, factor: float, bold: bool = False) -> QFont:
    """A copy of `font`, `factor` times as large."""
    copy = QFont(font)
    if copy.pointSizeF() > 0:
        copy.setPointSizeF(copy.pointSizeF() * factor)
    copy.setBold(bold)
    return copy


def reset_button() -> QToolButton:
    """The small arrow that gives a changed value back; hidden it keeps its place, so that nothing beside it moves."""
    button = QToolButton()
    policy = button.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    button.setSizePolicy(policy)
    button.setText("↺")
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
