"""A street's cross-section drawn to scale with QPainter: strips, trees, labels, dimension line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from massastudie.plan import Straatprofiel, Strook
from massastudie.scene import Role
from ui.i18n import Translator
from ui.style import ROLE_COLOUR, TRUNK

from .widgets import scaled

STROOK_COLOUR = {
    "voet": ROLE_COLOUR[Role.STROOK_VOET],
    "fiets": ROLE_COLOUR[Role.STROOK_FIETS],
    "marge": ROLE_COLOUR[Role.STROOK_MARGE],
    "rijbaan": ROLE_COLOUR[Role.STROOK_RIJBAAN],
    "groen": ROLE_COLOUR[Role.STROOK_GROEN],
    "boom": ROLE_COLOUR[Role.STROOK_GROEN],
    "verblijf": ROLE_COLOUR[Role.STROOK_VERBLIJF],
    "parkeren": ROLE_COLOUR[Role.STROOK_MARGE],
    "water": ROLE_COLOUR[Role.WATER],
}
#: Room beside the street for the facades, and what they are high in the drawing (metres).
FACADE_M, FACADE_HIGH_M = 2.0, 14.0
MARGIN, DIMENSION, GROUND = 8, 26, 9
#: Labels are written downwards: room for the longest, within these bounds (px).
SHORTEST, LONGEST = 80, 260
PERSON_M = 1.75


class ProfileDrawing(QWidget):
    """Draws one Straatprofiel, west (left) to east (right); the horizontal and vertical scale are the same."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._profiel: Straatprofiel | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_profiel(self, profiel: Straatprofiel | None) -> None:
        """Draw this cross-section (None: nothing)."""
        if profiel is not self._profiel:
            self._profiel = profiel
            self.setFixedHeight(self.sizeHint().height())
        self.update()

    @property
    def scale(self) -> float:
        """Pixels per metre, so that the street fills the width."""
        width_m = (self._profiel.breedte_m if self._profiel else 20.0) + 2 * FACADE_M
        return max(self.width() - 2 * MARGIN, 50) / width_m

    def sizeHint(self) -> QSize:
        """As high as the scale and the longest label ask for."""
        return QSize(300, round(self.scale * (FACADE_HIGH_M + 1)) + GROUND + self._labels_px + DIMENSION + MARGIN)

    def resizeEvent(self, event: object) -> None:
        """Another width gives another scale, so another height."""
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Facades, strips, trees, labels, dimension."""
        if self._profiel is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_facades(painter, self._profiel)
        x = MARGIN + FACADE_M * self.scale
        for strook in self._profiel.stroken:
            self._paint_strook(painter, strook, x)
            x += strook.breedte_m * self.scale
        self._paint_dimension(painter, self._profiel)
        painter.end()

    @property
    def _labels_px(self) -> int:
        metrics = QFontMetrics(scaled(self.font(), 0.85))
        stroken = self._profiel.stroken if self._profiel else ()
        longest = max((metrics.horizontalAdvance(self._label(s)) for s in stroken), default=0)
        return min(max(longest + 16, SHORTEST), LONGEST)

    def _label(self, strook: Strook) -> str:
        number = self._tr.number(strook.breedte_m, 2).rstrip("0").rstrip(",.")
        return f"{number}  {strook.naam}"

    @property
    def _ground_y(self) -> float:
        return MARGIN + self.scale * (FACADE_HIGH_M + 1)

    def _text_colour(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.WindowText)

    def _paint_facades(self, painter: QPainter, profiel: Straatprofiel) -> None:
        wide, high = FACADE_M * self.scale, FACADE_HIGH_M * self.scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Mid))
        right = MARGIN + wide + profiel.breedte_m * self.scale
        for x in (float(MARGIN), right):
            painter.drawRect(QRectF(x, self._ground_y - high, wide, high + GROUND))

    def _paint_strook(self, painter: QPainter, strook: Strook, x: float) -> None:
        wide = strook.breedte_m * self.scale
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Window), 1))
        painter.setBrush(QColor(STROOK_COLOUR.get(strook.soort, "#cccccc")))
        painter.drawRect(QRectF(x, self._ground_y, wide, GROUND))
        if strook.soort == "boom" and self._profiel is not None:
            self._paint_tree(painter, self._profiel, x + wide / 2)
        elif strook.soort in ("voet", "verblijf"):
            self._paint_person(painter, x + wide * 0.4)
        self._paint_label(painter, strook, x, wide)

    def _paint_tree(self, painter: QPainter, profiel: Straatprofiel, x: float) -> None:
        high, crown = profiel.boom_hoogte_m * self.scale, profiel.boom_kroon_m * self.scale
        tall = high - profiel.boom_stam_m * self.scale
        painter.setPen(QPen(QColor(TRUNK), max(0.35 * self.scale, 1.5)))
        painter.drawLine(QPointF(x, self._ground_y), QPointF(x, self._ground_y - high + 0.9 * tall))
        colour = QColor(ROLE_COLOUR[Role.BOOM_NIEUW])
        painter.setPen(QPen(colour.darker(115), 1))
        colour.setAlpha(215)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(x - crown / 2, self._ground_y - high, crown, tall))

    def _paint_person(self, painter: QPainter, x: float) -> None:
        """Someone standing there, for the scale."""
        high = PERSON_M * self.scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        head, top = high * 0.17, self._ground_y - high
        painter.drawEllipse(QRectF(x - head / 2, top, head, head))
        body = QRectF(x - high * 0.13, top + head * 1.15, high * 0.26, high - head * 1.15)
        painter.drawRoundedRect(body, high * 0.13, high * 0.13)

    def _paint_label(self, painter: QPainter, strook: Strook, x: float, wide: float) -> None:
        """Name and width under the strip, written downwards; too narrow for a line of text: no label."""
        font = scaled(self.font(), 0.85)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        if wide < line * 0.75:
            return
        room = self._labels_px - 10
        text = painter.fontMetrics().elidedText(self._label(strook), Qt.TextElideMode.ElideRight, room)
        painter.setPen(self._text_colour())
        painter.save()
        painter.translate(x + wide / 2, self._ground_y + GROUND + 5)
        painter.rotate(90)
        box = QRectF(0, -line / 2, room, line)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_dimension(self, painter: QPainter, profiel: Straatprofiel) -> None:
        left = MARGIN + FACADE_M * self.scale
        right = left + profiel.breedte_m * self.scale
        y = self._ground_y + GROUND + self._labels_px
        painter.setPen(QPen(self._text_colour(), 1))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        for x in (left, right):
            path = QPainterPath(QPointF(x - 4, y + 4))
            path.lineTo(x + 4, y - 4)
            painter.drawPath(path)
        painter.setFont(scaled(self.font(), 1.0, bold=True))
        text = self._tr("profiel.total", breedte=self._tr.length(profiel.breedte_m))
        painter.drawText(QRectF(left, y + 3, right - left, 20), Qt.AlignmentFlag.AlignHCenter, text)
