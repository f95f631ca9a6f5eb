"""SceneView: the 3D view as one widget. It shows a Scene, tells what is pointed at, and asks for changes by signals.

Every call is total: it may be made with any Scene at any time, and ends in at most one render. Right after a change or
while something moves a plain frame is drawn; when all is quiet one with ambient occlusion and smooth edges follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from massastudie.plan import Gezicht
from massastudie.scene import LabelItem, Scene

from . import camera, stage
from .beside import Beside, set_quality
from .drawing import Drawing
from .furniture import Caption
from .grips import GripDrag
from .labels import in_sight
from .light import Floats
from .navigation import Navigator
from .overlay import Overlay
from .pointing import Pointing, cursor_shape
from .shading import Shading
from .split_line import SplitLine
from .standard import Standard
from .widget import RenderWidget

SETTLE_MS = 150
#: A plain frame that takes longer than this is slow, seconds.
SLOW_FRAME_S = 0.03


class SceneView(QWidget):
    """Signals: `picked` and `hovered` give an id ("" for nothing), `groundHovered` local metres east and north,
    `bouwlagenRequested` and `breedteRequested` a wish, `frame` comes after each render. `heatHovered` gives the
    surface and the hours of sun under the cursor ("" and NaN: no map), `splitMoved` the share left of a line."""

    picked = Signal(str)
    hovered = Signal(str)
    groundHovered = Signal(float, float)
    bouwlagenRequested = Signal(str, int)
    breedteRequested = Signal(str, float)
    heatHovered = Signal(str, float)
    splitMoved = Signal(float)
    frame = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.renderer = stage.make_renderer()
        self.drawing = Drawing(self.renderer)
        self.shading = Shading(self.drawing, self)
        self.pointing = Pointing(self.drawing, lambda: self.beside)
        self.canvas = RenderWidget(self.renderer, self)
        self.overlay = Overlay(self.canvas)
        self.paint_now = partial(self.overlay.after, self.canvas.paint_now)
        self.beside: Beside | None = None
        self._other: Beside | None = None
        self.line = SplitLine(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.grip = GripDrag(self._preview, self._ask)
        self.navigator = Navigator(self.canvas, self.pointing, self.grip)
        self._standard = Standard(self.navigator, lambda: self._scene)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._full, self._coarse, self._placed, self.hasty = False, False, False, False
        self._scene: Scene | None = None
        self._names: tuple[LabelItem, ...] = ()
        self._caption = Caption()
        self._connect()

    def _connect(self) -> None:
        # Queued: whoever listens may close the window, and not in the middle of its painting.
        self.canvas.rendered.connect(self.frame, Qt.ConnectionType.QueuedConnection)
        self.canvas.resized.connect(self._resized)
        self.line.moved.connect(self.set_split)
        self.line.moved.connect(self.splitMoved)
        self.navigator.moved.connect(self._moved)
        self.navigator.clicked.connect(lambda x, y: self.picked.emit(self.item_at(x, y)))
        self.navigator.hovered.connect(self._hover)
        self._settle.timeout.connect(self._finish)
        self.shading.arrived.connect(self.canvas.refresh)
        self.setFocusProxy(self.canvas)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def frames(self) -> int:
        """How often the 3D was rendered."""
        return self.canvas.frames

    @property
    def at_rest(self) -> bool:
        """True when the full picture is on the screen and nothing more is to come."""
        moving = self._settle.isActive() or self.navigator.flying or self.shading.busy
        return self._full and not self.canvas.pending and not moving

    def sizeHint(self) -> QSize:
        """A comfortable size to start with."""
        return QSize(900, 640)

    def show_scene(self, scene: Scene) -> None:
        """Show this scene; what did not change is not touched, and an equal picture is not rendered again."""
        changed = self.drawing.show(scene)
        before, self._scene = self._scene, scene
        if before is None or scene.labels != before.labels:
            self._names = scene.labels
        self.grip.show(scene)
        dragged = before is not None and replace(scene, sun=before.sun) == before
        if dragged:
            self.overlay.scene = scene
            self.overlay.note_changed()
        else:
            self._update_overlay()
        if before is None and not self._placed:
            self.set_view("vogelvlucht", animate=False)
        if changed or before is None:
            self._refresh(hurried=dragged)

    def set_view(self, name: str, animate: bool = True) -> None:
        """Go to `vogelvlucht`, `plan`, `noord`, `oost`, `zuid`, `west`, `ooghoogte` or `passend`."""
        self._placed = True
        self._standard.go(name, animate)

    def set_gezicht(self, gezicht: Gezicht, animate: bool = True) -> None:
        """Go to a viewpoint of the plan."""
        self._placed = True
        self._standard.go_to(gezicht, animate)

    def set_parallel(self, on: bool) -> None:
        """Parallel projection (true scale) or perspective."""
        self.navigator.set_view(replace(self.navigator.view, parallel=bool(on)))

    def viewpoint(self) -> dict[str, Any]:
        """Where the camera stands, as plain values."""
        return self.navigator.view.to_dict()

    def set_viewpoint(self, values: Mapping[str, Any], animate: bool = False) -> None:
        """Stand at a saved viewpoint, or fly there; values that make no sense are left out."""
        self._placed = True
        self.navigator.fly_to(camera.from_dict(dict(values)), animate)

    def compare(self, scene: Scene | None, title: str = "") -> None:
        """Show this scene to the left of a line, from the same viewpoint; None: no longer."""
        new = self.beside is None
        if scene is None:
            self.beside = None
        else:
            # Kept for the next time: a drawing made anew each time costs more memory each time.
            self.beside = self._other = self._other or Beside()
            new = self.beside.show(scene, title) or new
        self.canvas.set_second(self.beside.renderer if self.beside is not None else None)
        self.set_split(self.beside.share if self.beside is not None else 0.0)
        if new or scene is None:
            self._refresh(hurried=self._coarse)

    def set_split(self, share: float) -> None:
        """The line at this share of the width: 0 shows the scene itself, 1 the other one. Renders nothing."""
        if self.beside is not None:
            self.beside.share = share
        self.canvas.set_split(share)
        self._update_overlay()

    def set_mark(self, place: tuple[float, float, float] | None) -> None:
        """A ring round this point (local metres); None: nowhere. Renders nothing."""
        self.overlay.mark = place
        self.overlay.note_changed()

    def set_large(self, scale: float) -> None:
        """Everything written over the picture so many times as large: 1 on a desk, more before an audience."""
        self.overlay.scale = scale
        self._update_overlay()

    def set_title(self, text: str, subtitle: str | None = None) -> None:
        """Large text over the picture; without a subtitle the one that stands there stays."""
        about = self._caption.subtitle if subtitle is None else subtitle
        self._recaption(title=text, subtitle=about)

    def set_fase_names(self, names: Mapping[str, str]) -> None:
        """Names of the fasen, for the legend."""
        self._recaption(fase_names=dict(names))

    def set_language(self, code: str) -> None:
        """Words in the picture in Dutch (`nl`) or English (`en`)."""
        self._recaption(language=code)

    def set_moment(self, moment: datetime | None) -> None:
        """The clock time of the scene's sun, for the line under the picture and the legend of sun hours."""
        if moment == self._caption.moment:
            return
        self._caption = self.overlay.caption = replace(self._caption, moment=moment)
        if self._scene is not None and self._scene.heat:
            self.overlay.changed()
        else:
            self.overlay.note_changed()

    def set_mouse(self, preset: str) -> None:
        """What a drag with the left button does: `draaien` (turn) or `schuiven` (pan, as in a GIS)."""
        self.navigator.left_pans = preset == "schuiven"

    def set_animated(self, on: bool) -> None:
        """Smooth flights on or off."""
        self.navigator.flights = on

    def grab(self, rectangle: QRect | None = None) -> QPixmap:
        """The picture as shown, in full quality."""
        self._settle.stop()
        self._full = False
        self._finish(wait=True)
        return super().grab(rectangle) if rectangle is not None else super().grab(QRect(QPoint(0, 0), self.size()))

    def bare(self) -> QImage:
        """The 3D as it stands on the screen, with nothing written over it. Renders nothing."""
        return self.canvas.grabFramebuffer()

    def item_at(self, x: float, y: float) -> str:
        """Id of what is drawn under a pixel, "" for nothing."""
        return self.pointing.item(x, y, self.navigator.projection())

    def _resized(self) -> None:
        """Keep the overlay on the picture, laid out for its new size."""
        self.overlay.setGeometry(self.canvas.rect())
        self._standard.refit()
        self._moved()

    def _recaption(self, **changes: Any) -> None:
        self._caption = replace(self._caption, **changes)
        self._update_overlay()

    def _update_overlay(self) -> None:
        self.overlay.scene = self._scene
        self.overlay.at = self.navigator.projection()
        self.overlay.caption, self.overlay.names = self._caption, self._names
        self.overlay.beside = self.beside
        self.line.show_split(self.beside.share if self.beside is not None else 0.0)
        self.overlay.grip = self.grip
        self.overlay.changed()

    def _quality(self, full: bool) -> None:
        self._full = full
        set_quality(self.drawing, full, self.navigator.view)
        if self.beside is not None:
            self.beside.set_quality(full, self.navigator.view)

    def _refresh(self, hurried: bool = False) -> None:
        # Once one frame was slow, all are coarse until sun and masses (`hasty`) stand still: no back and forth.
        slow = self._coarse or self.canvas.render_s > SLOW_FRAME_S
        self._set_coarse((hurried or self.hasty) and slow and self._settle.isActive())
        self._quality(False)
        self.canvas.refresh()
        self._settle.start()

    def _finish(self, wait: bool = False) -> None:
        """All is quiet: the full picture with its shadows, and names only of what can be seen."""
        self._set_coarse(False)
        self.shading.settle(wait)
        at = self.navigator.projection()
        if self.beside is not None:
            self.beside.settle(at)
        if self._scene is not None:
            self._names = in_sight(self._scene.labels, at, lambda point: self.pointing.picker.free(at, point))
            self._update_overlay()
        if not self._full:
            self._quality(True)
            self.canvas.refresh()

    def _set_coarse(self, on: bool) -> None:
        self._coarse = on
        self.canvas.set_coarse(on)
        self.drawing.set_coarse(on)

    def _moved(self) -> None:
        self._update_overlay()
        self._refresh(hurried=self.drawing.is_large)

    def _hover(self, x: float, y: float) -> None:
        at = self.navigator.projection()
        self.canvas.setCursor(cursor_shape(x, y, at, self.grip))
        self.pointing.hover(x, y, at, self)

    def _preview(self, points: Floats | None) -> None:
        if points is not None:
            self.drawing.preview(points)
        elif self._scene is not None:
            self.drawing.show_selection(self._scene)
        self._update_overlay()
        self._refresh()

    def _ask(self, target: str, wish: int | float) -> None:
        signal = self.bouwlagenRequested if isinstance(wish, int) else self.breedteRequested
        signal.emit(target, wish)
