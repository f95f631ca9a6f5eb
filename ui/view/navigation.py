"""Mouse and wheel to viewpoints: a Qt event filter that keeps the point under the cursor where it is.

Left or middle drag turns about the point under the cursor, right drag or Shift+left pans on the ground, the wheel
comes nearer to the cursor, a double click flies there. A press and release in one place is a click. With `left_pans`
left and right change places, as in a GIS.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import numpy as np
from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QEvent, QObject, QPointF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from . import camera
from .camera import Viewpoint
from .light import Floats
from .projection import Projection

TURN_DEG_PER_PX = 0.30
CLICK_PX = 4.0
FLIGHT_MS = 550


class Grip(Protocol):
    """Something that can be dragged before the camera is: returns True when it takes the press."""

    def press(self, x: float, y: float, at: Projection) -> bool: ...

    def drag(self, x: float, y: float, at: Projection) -> None: ...

    def release(self) -> None: ...


class Aim(Protocol):
    """Finds the world point under a pixel (None: sky)."""

    def point(self, x: float, y: float, at: Projection) -> Floats | None: ...


class Navigator(QObject):
    """Owns the viewpoint of a view."""

    moved = Signal()
    clicked = Signal(float, float)
    hovered = Signal(float, float)

    def __init__(self, widget: QWidget, aim: Aim, grip: Grip) -> None:
        super().__init__(widget)
        self.widget, self.aim, self.grip = widget, aim, grip
        self.view = Viewpoint()
        self.flights = True
        self.left_pans = False
        self._mode = ""
        self._press = self._last = QPointF()
        self._anchor = np.zeros(3)
        self._flight = QVariantAnimation(self)
        self._flight.setDuration(FLIGHT_MS)
        self._flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.valueChanged.connect(self._fly)
        self._from = self._to = self.view
        widget.installEventFilter(self)

    def projection(self) -> Projection:
        """The picture as it is now."""
        return Projection(self.view, max(1, self.widget.width()), max(1, self.widget.height()))

    def set_view(self, view: Viewpoint) -> None:
        """Stand there at once."""
        self._flight.stop()
        self._place(view)

    def fly_to(self, view: Viewpoint, animate: bool = True) -> None:
        """Go there in a smooth flight, or at once."""
        self._flight.stop()
        if not (animate and self.flights and self.widget.isVisible()):
            self._place(view)
            return
        self._from, self._to = self.view, view
        self._flight.start()

    @property
    def flying(self) -> bool:
        """True while a flight lasts."""
        return self._flight.state() == QAbstractAnimation.State.Running

    def _fly(self, share: float) -> None:
        self._place(self._to if share >= 1.0 else camera.between(self._from, self._to, float(share)))

    def _place(self, view: Viewpoint) -> None:
        if view != self.view:
            self.view = view
            self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take mouse and wheel, leave the rest."""
        kind = event.type()
        if isinstance(event, QWheelEvent):
            self._wheel(event)
        elif not isinstance(event, QMouseEvent):
            return False
        elif kind == QEvent.Type.MouseButtonPress:
            self._pressed(event)
        elif kind == QEvent.Type.MouseMove:
            self._dragged(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._released(event)
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._double(event)
        # A press goes on to the widget too, so that it takes the key focus.
        return kind != QEvent.Type.MouseButtonPress

    def _pressed(self, event: QMouseEvent) -> None:
        if self._mode:
            return
        self._flight.stop()
        self._press = self._last = event.position()
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.grip.press(self._press.x(), self._press.y(), self.projection()):
            self._mode = "grip"
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pans = event.button() == Qt.MouseButton.RightButton or (left and shift)
        sided = left or event.button() == Qt.MouseButton.RightButton
        self._mode = "pan" if pans != (self.left_pans and sided) else "orbit"
        self._anchor = self.under(self._press)

    def under(self, place: QPointF) -> Floats:
        """World point under a pixel: what is drawn there, else the ground, else a point as far as the focal point."""
        at = self.projection()
        found = self.aim.point(place.x(), place.y(), at)
        if found is None:
            found = at.on_height(place.x(), place.y(), 0.0)
        if found is None:
            start, way = at.ray(place.x(), place.y())
            found = start + way * self.view.afstand_m
        return found

    def _dragged(self, event: QMouseEvent) -> None:
        now = event.position()
        step, self._last = now - self._last, now
        if self._mode == "grip":
            self.grip.drag(now.x(), now.y(), self.projection())
        elif self._mode == "orbit" and self._is_drag(now):
            turn, tilt = step.x() * TURN_DEG_PER_PX, step.y() * TURN_DEG_PER_PX
            self._place(camera.held(camera.orbit(self.view, self._anchor, turn, tilt)))
        elif self._mode == "pan" and self._is_drag(now):
            target = self.projection().on_height(now.x(), now.y(), float(self._anchor[2]))
            if target is not None:
                self._place(camera.held(camera.pan(self.view, self._anchor, target)))
        elif not self._mode:
            self.hovered.emit(now.x(), now.y())

    def _is_drag(self, now: QPointF) -> bool:
        away = now - self._press
        if abs(away.x()) + abs(away.y()) > CLICK_PX:
            self._press = QPointF(-1e6, -1e6)
        return self._press.x() < -1e5

    def _released(self, event: QMouseEvent) -> None:
        mode, self._mode = self._mode, ""
        away = event.position() - self._press
        if mode == "grip":
            self.grip.release()
            return
        still = abs(away.x()) + abs(away.y()) <= CLICK_PX
        if mode and still and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position().x(), event.position().y())

    def _double(self, event: QMouseEvent) -> None:
        self._mode = ""
        x, y, z = self.under(event.position())
        distance = max(camera.NEAREST_M, self.view.afstand_m * 0.45)
        place = replace(self.view, x_m=float(x), y_m=float(y), z_m=float(z), afstand_m=distance)
        self.fly_to(camera.above_ground(camera.held(place)))

    def _wheel(self, event: QWheelEvent) -> None:
        self._flight.stop()
        steps = event.angleDelta().y() / 120.0
        if steps:
            self._place(camera.held(camera.zoom(self.view, self.under(event.position()), 0.86**steps)))
