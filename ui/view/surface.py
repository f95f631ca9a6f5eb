"""The OpenGL format of the 3D view. Without VTK, so that the window can set it before it is made."""

from __future__ import annotations

from PySide6.QtGui import QSurfaceFormat


def surface_format() -> QSurfaceFormat:
    """Desktop OpenGL 3.2 core; anti-aliasing is done by VTK. To be the default before the first window is made."""
    form = QSurfaceFormat()
    form.setRenderableType(QSurfaceFormat.RenderableType.OpenGL)
    form.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    form.setVersion(3, 2)
    form.setSwapBehavior(QSurfaceFormat.SwapBehavior.DoubleBuffer)
    form.setDepthBufferSize(8)
    form.setAlphaBufferSize(8)
    form.setSamples(0)
    return form
