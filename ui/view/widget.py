"""A QOpenGLWidget that shows what a vtkRenderer draws, and renders exactly once per `refresh()`.

VTK never owns the context. It asks for it by events, which are answered with the context and surface Qt made: making
the *widget* current there would rebind Qt's framebuffer in the middle of a render. A repaint without a change (an
overlay, another window passing over) only copies the last frame.
"""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtCore import QThread, Signal
from PySide6.QtGui import QGuiApplication, QOpenGLContext, QSurface, QSurfaceFormat
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget
from vtkmodules.vtkRenderingCore import vtkRenderer
from vtkmodules.vtkRenderingOpenGL2 import vtkGenericOpenGLRenderWindow

from .surface import surface_format

GL_DRAW_FRAMEBUFFER, GL_COLOR_BUFFER_BIT, GL_LINEAR = 0x8CA9, 0x4000, 0x2601
GL_DEPTH_TEST, GL_SCISSOR_TEST, GL_LEQUAL = 0x0B71, 0x0C11, 0x0203


class RenderWidget(QOpenGLWidget):
    """The picture. `rendered` comes after each VTK render; `frames` counts them."""

    rendered = Signal()

    def __init__(self, renderer: vtkRenderer, parent: QWidget | None = None) -> None:
        QSurfaceFormat.setDefaultFormat(surface_format())
        super().__init__(parent)
        self.setUpdateBehavior(QOpenGLWidget.UpdateBehavior.NoPartialUpdate)
        self.setMouseTracking(True)
        self.renderer = renderer
        self.frames = 0
        self._dirty = True
        self._drawing = False
        self._gl: QOpenGLContext | None = None
        self._surface: QSurface | None = None
        self.window_vtk = vtkGenericOpenGLRenderWindow()
        self.window_vtk.SetReadyForRendering(False)
        self.window_vtk.SetFrameBlitModeToNoBlit()
        self.window_vtk.SetMultiSamples(0)
        self.window_vtk.AddRenderer(renderer)
        self._observers: list[int] = []

    def refresh(self) -> None:
        """Something changed: render once at the next paint."""
        self._dirty = True
        self.update()

    def initializeGL(self) -> None:
        """Take the context Qt made (again after docking or floating)."""
        self._gl = self.context()
        self._surface = self._gl.surface()
        self._gl.aboutToBeDestroyed.connect(self._release)
        window = self.window_vtk
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
        self._dirty = True

    def resizeGL(self, width: int, height: int) -> None:
        """VTK works in device pixels."""
        ratio = self.devicePixelRatioF()
        self.window_vtk.SetSize(max(1, round(width * ratio)), max(1, round(height * ratio)))
        self._dirty = True

    def paintGL(self) -> None:
        """Render when something changed, then copy the frame into the widget."""
        window = self.window_vtk
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
        self._drawing = True
        try:
            self.window_vtk.Render()
        finally:
            self._drawing = False
        self.frames += 1
        self.makeCurrent()

    def _copy(self) -> None:
        gl = self.context().functions()
        gl.glBindFramebuffer(GL_DRAW_FRAMEBUFFER, self.defaultFramebufferObject())
        gl.glDisable(GL_SCISSOR_TEST)
        width, height = self.window_vtk.GetSize()
        self.window_vtk.BlitDisplayFramebuffer(
            0, 0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_LINEAR
        )
        # An alpha below 1 would let the desktop shine through the window.
        gl.glColorMask(False, False, False, True)
        gl.glClearColor(0.0, 0.0, 0.0, 1.0)
        gl.glClear(GL_COLOR_BUFFER_BIT)
        gl.glColorMask(True, True, True, True)

    def _make_current(self, _caller: Any, _event: str) -> None:
        app = QGuiApplication.instance()
        if self._gl is None or self._surface is None or app is None:
            return
        if QThread.currentThread() is app.thread():
            self._gl.makeCurrent(self._surface)

    def _is_current(self, _caller: Any, _event: str) -> None:
        self.window_vtk.SetIsCurrent(self._gl is not None and QOpenGLContext.currentContext() is self._gl)

    def _release(self) -> None:
        if self._gl is not None and self._surface is not None:
            self._gl.makeCurrent(self._surface)
        self.window_vtk.Finalize()
        self.window_vtk.SetReadyForRendering(False)
        # VTK's hold on these methods would keep the widget alive.
        for tag in self._observers:
            self.window_vtk.RemoveObserver(tag)
        self._observers = []
        self._gl = self._surface = None


def load_symbols(window: vtkGenericOpenGLRenderWindow) -> None:
    """Point VTK to the OpenGL functions of the platform Qt runs on (Linux; elsewhere VTK finds them itself)."""
    wayland = QGuiApplication.platformName().startswith("wayland")
    try:
        library = ctypes.CDLL("libEGL.so.1" if wayland else "libGL.so.1")
    except OSError:
        return
    finder = library.eglGetProcAddress if wayland else library.glXGetProcAddressARB
    window.SetOpenGLSymbolLoader2(ctypes.cast(finder, ctypes.c_void_p).value or 0, 0)
