"""Frames of a film: what is seen and what is written over it, and how a frame becomes pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from massastudie.plan import Plan
from massastudie.scene import LabelItem, Scene

from ..view.camera import Viewpoint
from ..view.furniture import Caption
from ..view.overlay import paint_overlay
from ..view.picture import to_image, to_pixels
from ..view.studio import LOGICAL_HEIGHT, Studio, projection
from .timeline import Timeline, paint_timeline, timeline_box

Pixels = NDArray[np.uint8]
#: Size of the title of a film, logical pixels of 900: to be read from the last row.
TITLE_PX = 46.0


@dataclass(frozen=True, eq=False)
class Words:
    """What is written: caption, legend of `scene`, names, and the line of time (None: none)."""

    scene: Scene
    caption: Caption
    names: tuple[LabelItem, ...] = ()
    timeline: Timeline | None = None


@dataclass(frozen=True, eq=False)
class Frame:
    """Scenes, and sets of words, each with its share (in all 1) of the picture."""

    view: Viewpoint
    scenes: tuple[tuple[float, Scene], ...]
    words: tuple[tuple[float, Words], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Size of a film in pixels, frames per second and length in frames; `draft`: without ambient occlusion."""

    size: tuple[int, int]
    fps: int
    count: int
    draft: bool = False

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.size[0] / self.size[1]


class Painter:
    """Makes pixels of frames in one studio. What is seen is drawn once as long as it stays the same."""

    def __init__(self, studio: Studio, look: Look) -> None:
        self.studio, self.look = studio, look
        self._kept: tuple[Frame, Pixels] | None = None

    def pixels(self, frame: Frame) -> Pixels:
        """The frame (height, width, 3)."""
        if self._kept is None or not same_picture(self._kept[0], frame):
            self._kept = frame, self._mixed(frame)
        image = to_image(self._kept[1])
        self._write(image, frame)
        return to_pixels(image)

    def names(self, scene: Scene, view: Viewpoint) -> tuple[LabelItem, ...]:
        """Names of the scene that are in sight."""
        self.studio.show(scene)
        return self.studio.names(scene.labels, projection(view, self.look.size))

    def _mixed(self, frame: Frame) -> Pixels:
        """The scenes laid over each other by their share."""
        parts = [(share, self._drawn(scene, frame.view)) for share, scene in frame.scenes if share > 0.0]
        if len(parts) == 1:
            return parts[0][1]
        whole = sum(share * part.astype(np.float32) for share, part in parts)
        return np.asarray(whole + np.float32(0.5), dtype=np.uint8)

    def _drawn(self, scene: Scene, view: Viewpoint) -> Pixels:
        self.studio.show(scene)
        return self.studio.pixels(view, self.look.size, 1, not self.look.draft)

    def _write(self, image: QImage, frame: Frame) -> None:
        words = [(share, part) for share, part in frame.words if share > 0.0]
        painter = QPainter(image)
        if len(words) == 1:
            write(painter, words[0][1], frame.view, self.look.size)
        else:
            painter.drawImage(0, 0, self._layer(words, frame.view))
        painter.end()

    def _layer(self, words: Sequence[tuple[float, Words]], view: Viewpoint) -> QImage:
        """Sets of words mixed: what is in all of them comes out as in each."""
        whole = np.zeros((self.look.size[1], self.look.size[0], 4), dtype=np.float32)
        for share, part in words:
            own = clear(self.look.size)
            painter = QPainter(own)
            write(painter, part, view, self.look.size)
            painter.end()
            # Colours that hold their own transparency may be added; the way of Qt to do so cuts off sums over 255.
            whole += share * np.frombuffer(own.constBits(), dtype=np.uint8).reshape(whole.shape)
        data = np.asarray(whole + np.float32(0.5), dtype=np.uint8).tobytes()
        return QImage(data, *self.look.size, QImage.Format.Format_ARGB32_Premultiplied).copy()


def write(painter: QPainter, words: Words, view: Viewpoint, size: tuple[int, int]) -> None:
    """Draw words over a picture of `size` pixels, at its full size: nothing is scaled afterwards."""
    scale = size[1] / LOGICAL_HEIGHT
    painter.save()
    painter.scale(scale, scale)
    at = projection(view, size)
    line = words.timeline
    kept = [timeline_box(at.width, at.height)] if line is not None else []
    paint_overlay(painter, words.scene, at, words.caption, words.names, kept=kept)
    if line is not None:
        paint_timeline(painter, timeline_box(at.width, at.height), line)
    painter.restore()


def clear(size: tuple[int, int]) -> QImage:
    """A picture that lets all through."""
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def same_picture(a: Frame, b: Frame) -> bool:
    """True when the same scenes are seen from the same place."""
    if a.view != b.view or len(a.scenes) != len(b.scenes):
        return False
    return all(p[0] == q[0] and p[1] is q[1] for p, q in zip(a.scenes, b.scenes, strict=True))


def caption(plan: Plan, title: str, subtitle: str) -> Caption:
    """Words of a film: a large title and a line under it; the line of time takes the place of the sun's."""
    names = {f.id: f.naam for f in plan.fasen}
    return Caption(title, subtitle, fase_names=names, with_sun=False, title_px=TITLE_PX)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a film is: at stop `leg` or on the way from it to the next (`share` 0–1), and how much of the time at the
    stop has gone (`stay`, 0–1)."""

    leg: int
    share: float
    stay: float


def moment(frame: int, count: int, stops: int, hold: float) -> Moment:
    """The moment of one of `count` frames: the film begins and ends at a stop, and is at stops for `hold` of its time,
    at each as long."""
    if stops == 1:
        return Moment(0, 0.0, (frame + 0.5) / count)
    time = (frame + 0.5) / count
    stay, way = hold / stops, (1.0 - hold) / (stops - 1)
    leg = min(int(time / (stay + way)), stops - 1)
    rest = time - leg * (stay + way)
    return Moment(leg, 0.0, rest / stay) if rest < stay else Moment(leg, (rest - stay) / way, 1.0)
