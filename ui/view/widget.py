"""A QOpenGLWidget that shows what a vtkRenderer draws, and renders exactly once per `refresh()`.

VTK never owns the context. It asks for it by events, which are answered with the context and surface Qt made: making
the *widget* current there would rebind Qt's framebuffer in the middle of a render. A repaint without a change (an
overlay, another window passing over) only copies the last frame.
"""

from __future__ import annotations

import ctypes
from time import perf_counter
from typing import Any, cast

from PySide6.QtCore import QRect, QSize, QThread, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QOffscreenSurface,
    QOpenGLContext,
    QResizeEvent,
    QSurface,
    QSurfaceFormat,
)
from PySide6.QtOpenGL import QOpenGLFramebufferObject
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget
from shiboken6 import getCppPointer, wrapInstance
from vtkmodules.vtkRenderingCore import vtkRenderer
from vtkmodules.vtkRenderingOpenGL2 import vtkGenericOpenGLRenderWindow

from .surface import surface_format

#: Share of the pixels in each direction of a coarse picture.
COARSE = 0.6
GL_DRAW_FRAMEBUFFER, GL_COLOR_BUFFER_BIT, GL_LINEAR = 0x8CA9, 0x4000, 0x2601
GL_DEPTH_TEST, GL_SCISSOR_TEST, GL_LEQUAL = 0x0B71, 0x0C11, 0x0203


class Bridge:
    """VTK's render window and the OpenGL context it draws with, apart from the widget.

    A widget that is being destroyed hears nothing more, but its context still says goodbye: what VTK made in it must
    be given back then, or it is given back later, to whichever context is current at that time.
    """

    def __init__(self, renderer: vtkRenderer) -> None:
        self.context: QOpenGLContext | None = None
        self.surface: QSurface | None = None
        self._observers: list[int] = []
        self.window = vtkGenericOpenGLRenderWindow()
        self.window.SetReadyForRendering(False)
        self.window.SetFrameBlitModeToNoBlit()
        self.window.SetMultiSamples(0)
        self.window.AddRenderer(renderer)

    def take(self, context: QOpenGLContext) -> None:
        """Draw with this context, which is current."""
        self.context, self.surface = context, context.surface()
        places = getCppPointer(context)[0], getCppPointer(self.surface)[0]
        context.aboutToBeDestroyed.connect(lambda: self.release(*places))
        window = self.window
        self._observers = [
            window.AddObserver("WindowMakeCurrentEvent", self._make_current),
            window.AddObserver("WindowIsCurrentEvent", self._is_current),
        ]
        load_symbols(window)
        window.OpenGLInitContext()
        window.OpenGLInit()
        state = window.GetState()
        state.Reset()
        state.vtkglDepthFunc(GL_LEQUAL)
        state.vtkglEnable(GL_DEPTH_TEST)
        window.SetForceMaximumHardwareLineWidth(1)
        window.SetReadyForRendering(True)
        window.SetOwnContext(0)

    def release(self, context: int, surface: int) -> None:
        """Give back what VTK made in the context, which is about to go.

        Python counts context and surface as gone with their widget, though they still live: hence their addresses.
        """
        held: Any = wrapInstance(context, QOpenGLContext)
        place: Any = wrapInstance(surface, QOffscreenSurface)
        self.context, self.surface = held, place
        held.makeCurrent(place)
        self.window.Finalize()
        self.window.SetReadyForRendering(False)
        # VTK's hold on these methods would keep everything alive.
        for tag in self._observers:
            self.window.RemoveObserver(tag)
        self._observers = []
        held.doneCurrent()
        self.context = self.surface = None

    def _make_current(self, _caller: Any, _event: str) -> None:
        app = QGuiApplication.instance()
        if self.context is None or self.surface is None or app is None:
            return
        if QThread.currentThread() is app.thread():
            self.context.makeCurrent(self.surface)

    def _is_current(self, _caller: Any, _event: str) -> None:
        self.window.SetIsCurrent(self.context is not None and QOpenGLContext.currentContext() is self.context)


class RenderWidget(QOpenGLWidget):
    """The picture. `rendered` comes after each VTK render, `resized` with another size; `frames` counts renders."""

    rendered = Signal()
    resized = Signal()

    def __init__(self, renderer: vtkRenderer, parent: QWidget | None = None) -> None:
        QSurfaceFormat.setDefaultFormat(surface_format())
        super().__init__(parent)
        self.setUpdateBehavior(QOpenGLWidget.UpdateBehavior.NoPartialUpdate)
        self.setMouseTracking(True)
        self.bridge = Bridge(renderer)
        self.frames = 0
        self.render_s = 0.0
        self._coarse = False
        self._dirty = True
        self._drawing = False
        self._second: vtkRenderer | None = None
        self._kept: QOpenGLFramebufferObject | None = None
        self._share = 0.0

    @property
    def pending(self) -> bool:
        """True when a render is still to come."""
        return self._dirty

    def refresh(self) -> None:
        """Something changed: render once at the next paint."""
        self._dirty = True
        self.update()

    def paint_now(self) -> None:
        """Bring a change to the screen before the caller goes on; with a second picture both come together, later.

        Later too where Qt puts the repaint off: when the last one is less than a frame of the screen ago.
        """
        if self._dirty and self._second is None:
            self.repaint()

    def set_second(self, renderer: vtkRenderer | None) -> None:
        """Draw this renderer too at each render, from the same size, and keep its picture beside; None: no longer."""
        if renderer is self._second:
            return
        if renderer is not None and not self.bridge.window.HasRenderer(renderer):
            self.bridge.window.AddRenderer(renderer)
        self._second = renderer
        self.refresh()

    def set_split(self, share: float) -> None:
        """Show the second picture over this share of the width, from the left. Renders nothing."""
        self._share = share
        self.update()

    def initializeGL(self) -> None:
        """Take the context Qt made (again after docking or floating)."""
        self._kept = None
        self.bridge.take(self.context())
        self._dirty = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it: what lies over the picture is laid out for its size."""
        super().resizeEvent(event)
        self.resized.emit()

    def resizeGL(self, width: int, height: int) -> None:
        """VTK works in device pixels, fewer of them while the picture may be coarse."""
        self.bridge.window.SetSize(*self._pixels(width, height, COARSE if self._coarse else 1.0))
        self._dirty = True

    def set_coarse(self, on: bool) -> None:
        """Draw fewer pixels from the next render on and stretch them: much quicker without a graphics card."""
        if on != self._coarse:
            self._coarse = on
            self.resizeGL(self.width(), self.height())

    def _pixels(self, width: int, height: int, scale: float) -> tuple[int, int]:
        ratio = self.devicePixelRatioF() * scale
        return max(1, round(width * ratio)), max(1, round(height * ratio))

    def paintGL(self) -> None:
        """Render when something changed, then copy the frame into the widget."""
        window = self.bridge.window
        if not window.GetReadyForRendering() or self._drawing:
            return
        state = window.GetState()
        state.Reset()
        state.Push()
        state.vtkglDepthFunc(GL_LEQUAL)
        changed, self._dirty = self._dirty, False
        if changed:
            self._render()
        self._copy()
        state.Pop()
        if changed:
            self.rendered.emit()

    def _render(self) -> None:
        self._drawing, begin = True, perf_counter()
        try:
            if self._second is not None:
                self._render_second(self._second)
            self.bridge.window.Render()
        finally:
            self._drawing = False
        self.render_s = perf_counter() - begin
        self.frames += 1
        self.makeCurrent()

    def _render_second(self, second: vtkRenderer) -> None:
        """Draw the second picture alone, and keep it: dragging the line then costs no render."""
        window, size = self.bridge.window, QSize(*self._pixels(self.width(), self.height(), 1.0))
        first = window.GetRenderers().GetFirstRenderer()
        first.DrawOff()
        second.DrawOn()
        window.Render()
        second.DrawOff()
        first.DrawOn()
        self.makeCurrent()
        if self._kept is None or self._kept.size() != size:
            self._kept = QOpenGLFramebufferObject(size)
        self._blit(self._kept.handle())

    def _blit(self, target: int) -> None:
        """Copy what VTK drew last into a framebuffer of the widget's size."""
        gl = self.context().functions()
        gl.glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target)
        gl.glDisable(GL_SCISSOR_TEST)
        full = self._pixels(self.width(), self.height(), 1.0)
        size = self.bridge.window.GetSize()
        self.bridge.window.BlitDisplayFramebuffer(0, 0, 0, *size, 0, 0, *full, GL_COLOR_BUFFER_BIT, GL_LINEAR)

    def _copy(self) -> None:
        self._blit(self.defaultFramebufferObject())
        gl = self.context().functions()
        if self._second is not None and self._kept is not None and self._share > 0.0:
            wide, high = self._pixels(self.width(), self.height(), 1.0)
            part = QRect(0, 0, round(self._share * wide), high)
            self._kept.blitFramebuffer(cast(Any, None), part, self._kept, part)
            gl.glBindFramebuffer(GL_DRAW_FRAMEBUFFER, self.defaultFramebufferObject())
        # An alpha below 1 would let the desktop shine through the window.
        gl.glColorMask(False, False, False, True)
        gl.glClearColor(0.0, 0.0, 0.0, 1.0)
        gl.glClear(GL_COLOR_BUFFER_BIT)
        gl.glColorMask(True, True, True, True)


def load_symbols(window: vtkGenericOpenGLRenderWindow) -> None:
    """Point VTK to the OpenGL functions of the platform Qt runs on (Linux; elsewhere VTK finds them itself)."""
    wayland = QGuiApplication.platformName().startswith("wayland")
    try:
        library = ctypes.CDLL("libEGL.so.1" if wayland else "libGL.so.1")
    except OSError:
        return
    finder = library.eglGetProcAddress if wayland else library.glXGetProcAddressARB
    window.SetOpenGLSymbolLoader2(ctypes.cast(finder, ctypes.c_void_p).value or 0, 0)
