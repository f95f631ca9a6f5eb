"""A small plan: what stands and is planned, the outlines of a file on it; these can be dragged to their place."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTransform, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from massastudie.context import Plaatsing
from massastudie.plan import Plan
from massastudie.scene import Role
from ui.style import PLINT, ROLE_COLOUR

#: No more outlines than this are drawn, evenly chosen: drawing may not take long.
MOST = 2500
MARGIN, ZOOM = 0.06, 1.25


def path_of(shapes: Sequence[shapely.Polygon], shift: tuple[float, float] = (0.0, 0.0)) -> QPainterPath:
    """The outlines, moved by `shift`, as one path."""
    path = QPainterPath()
    chosen = shapes if len(shapes) <= MOST else [shapes[i] for i in np.linspace(0, len(shapes) - 1, MOST).astype(int)]
    for shape in chosen:
        path.addPolygon([QPointF(x + shift[0], y + shift[1]) for x, y in shape.exterior.coords])
    return path


class MapPreview(QWidget):
    """Metres in RD, north up. `dragged` tells how far (m east, m north) the drawing was dragged."""

    dragged = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self._plan, self._blokken, self._drawing = QPainterPath(), QPainterPath(), QPainterPath()
        self._turn = QTransform()
        self._area = QRectF()
        self._grip: QPointF | None = None
        self.movable = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 260)

    def sizeHint(self) -> QSize:
        """As wide as a column of a dialog."""
        return QSize(420, 380)

    def show_plan(self, plan: Plan) -> None:
        """What the outlines come to lie on."""
        self._plan = path_of([p.polygon for p in plan.bestaand], plan.oorsprong)
        self._blokken = path_of([b.eiland for b in plan.bouwblokken], plan.oorsprong)
        self.fit()

    def show_drawing(self, shapes: Sequence[shapely.Polygon], movable: bool) -> None:
        """The outlines of a file, in RD or (movable) in coordinates of their own."""
        self._drawing, self.movable = path_of(shapes), movable
        self.setCursor(Qt.CursorShape.SizeAllCursor if movable else Qt.CursorShape.ArrowCursor)
        self.fit()

    def set_place(self, plaats: Plaatsing, scale: float) -> None:
        """Put the drawing there, `scale` times as large as its coordinates say."""
        c, s = scale * cos(radians(plaats.hoek_deg)), scale * sin(radians(plaats.hoek_deg))
        self._turn = QTransform(c, s, -s, c, plaats.x_m, plaats.y_m)
        self.update()

    def fit(self) -> None:
        """Show all there is; a drawing that can be moved may lie anywhere, the plan is then what counts."""
        drawn = self._turn.mapRect(self._drawing.boundingRect())
        own = self._plan.boundingRect().united(self._blokken.boundingRect())
        if self.movable and not own.isEmpty():
            drawn = QRectF()
        around = drawn if own.isEmpty() else own if drawn.isEmpty() else self._near(own, drawn)
        grow = MARGIN * max(around.width(), around.height())
        self._area = around.adjusted(-grow, -grow, grow, grow)
        self.update()

    def _near(self, own: QRectF, drawn: QRectF) -> QRectF:
        """Plan and drawing together, unless that shows nothing of either."""
        both = own.united(drawn)
        return both if both.width() < 20 * max(own.width(), 1.0) else drawn

    def _to_screen(self) -> QTransform:
        if self._area.isEmpty():
            return QTransform()
        scale = min(self.width() / self._area.width(), self.height() / self._area.height())
        middle = self._area.center()
        made = QTransform()
        made.translate(self.width() / 2, self.height() / 2)
        made.scale(scale, -scale)
        return made.translate(-middle.x(), -middle.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, plan, blokken, and the outlines of the file over them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(ROLE_COLOUR[Role.GROND]))
        painter.setTransform(self._to_screen())
        parts = ((self._plan, QTransform(), ROLE_COLOUR[Role.BESTAAND_PLAN], "#8E949B", 180),
                 (self._blokken, QTransform(), ROLE_COLOUR[Role.NIEUW], "#B08A4A", 160),
                 (self._drawing, self._turn, PLINT, PLINT, 90))  # fmt: skip
        for path, turn, fill, line, alpha in parts:
            colour = QColor(fill)
            colour.setAlpha(alpha)
            pen = QPen(QColor(line), 1.0)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(colour)
            painter.drawPath(turn.map(path))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the drawing, or of the map."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the drawing over the map, or the map itself."""
        if self._grip is None:
            return
        back = self._to_screen().inverted()[0]
        away = back.map(event.position()) - back.map(self._grip)
        self._grip = event.position()
        if self.movable:
            self.dragged.emit(away.x(), away.y())
        else:
            self._area.translate(-away)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer or farther round the pointer."""
        factor = ZOOM ** (-event.angleDelta().y() / 120)
        fixed = self._to_screen().inverted()[0].map(event.position())
        corner = fixed + (self._area.topLeft() - fixed) * factor
        self._area = QRectF(corner, self._area.size() * factor)
        self.update()
