"""How a frame becomes pixels: its scenes laid over each other, words over them, and the line of time on top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from massastudie.scene import LabelItem, Scene

from ..view.camera import Viewpoint
from ..view.overlay import paint_overlay
from ..view.picture import to_image, to_pixels
from ..view.studio import LOGICAL_HEIGHT, Studio, projection
from ..view.tiles import Pixels
from .canvas import Canvas
from .frames import Frame, Look, Words, same_picture, same_words
from .timeline import Timeline, paint_timeline, timeline_box


class Painter:
    """Makes pixels of frames in one studio. What stays the same is drawn, or written, once."""

    def __init__(self, studio: Studio, look: Look) -> None:
        self.studio, self.look = studio, look
        self._canvas = Canvas(studio, look.size, look.draft)
        self._kept: tuple[Frame, Pixels] | None = None
        self._written: tuple[Frame, QImage] | None = None

    def pixels(self, frame: Frame) -> Pixels:
        """The frame (height, width, 3)."""
        if self._kept is None or not same_picture(self._kept[0], frame):
            self._kept = frame, self._mixed(frame)
        if self._written is None or not same_words(self._written[0], frame):
            self._written = frame, self._layer(frame)
        image = to_image(self._kept[1])
        painter = QPainter(image)
        painter.drawImage(0, 0, self._written[1])
        write_time(painter, frame.timeline, self.look.size)
        painter.end()
        return to_pixels(image)

    def names(self, scene: Scene, view: Viewpoint) -> tuple[LabelItem, ...]:
        """Names of the scene that are in sight."""
        self.studio.show(scene)
        return self.studio.names(scene.labels, projection(view, self.look.size))

    def _mixed(self, frame: Frame) -> Pixels:
        """The scenes laid over each other by their share."""
        parts = [(share, self._canvas.pixels(scene, frame.view)) for share, scene in frame.scenes if share > 0.0]
        if len(parts) == 1:
            return parts[0][1]
        whole = sum(np.float32(share) * part for share, part in parts)
        return np.asarray(whole + np.float32(0.5), dtype=np.uint8)

    def _layer(self, frame: Frame) -> QImage:
        """Words on a ground that lets all through; sets mixed by their share: what is in all comes out as in each."""
        words = [(share, part) for share, part in frame.words if share > 0.0]
        if len(words) == 1:
            return self._words(words[0][1], frame)
        return mixed([(share, self._words(part, frame)) for share, part in words])

    def _words(self, words: Words, frame: Frame) -> QImage:
        image = QImage(*self.look.size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        write(painter, words, frame.view, self.look.size, frame.timeline is not None)
        painter.end()
        return image


def mixed(layers: Sequence[tuple[float, QImage]]) -> QImage:
    """Layers of one size added by their share."""
    wide, high = layers[0][1].width(), layers[0][1].height()
    whole = np.zeros((high, wide, 4), dtype=np.float32)
    for share, image in layers:
        # Colours that hold their own transparency may be added; the way of Qt to do so cuts off sums over 255.
        whole += np.float32(share) * np.frombuffer(image.constBits(), dtype=np.uint8).reshape(whole.shape)
    data = np.asarray(whole + np.float32(0.5), dtype=np.uint8).tobytes()
    return QImage(data, wide, high, QImage.Format.Format_ARGB32_Premultiplied).copy()


def write(painter: QPainter, words: Words, view: Viewpoint, size: tuple[int, int], timed: bool) -> None:
    """Draw words over a picture of `size` pixels, at its full size: nothing is scaled afterwards. `timed`: a line of
    time is to come in its place."""
    scale = size[1] / LOGICAL_HEIGHT
    painter.scale(scale, scale)
    at = projection(view, size)
    kept = [timeline_box(at.width, at.height)] if timed else []
    paint_overlay(painter, words.scene, at, words.caption, words.names, kept=kept)


def write_time(painter: QPainter, line: Timeline | None, size: tuple[int, int]) -> None:
    """The line of time, where there is one."""
    if line is not None:
        scale = size[1] / LOGICAL_HEIGHT
        painter.scale(scale, scale)
        paint_timeline(painter, timeline_box(size[0] / scale, LOGICAL_HEIGHT), line)
