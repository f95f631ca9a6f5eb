"""Frames of a film: what is seen and what is written over it, and where a film is at each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from massastudie.plan import Plan
from massastudie.scene import LabelItem, Scene

from ..view.camera import Viewpoint
from ..view.furniture import Caption
from .timeline import Timeline

Shares = Sequence[tuple[float, object]]
#: Size of the title of a film, logical pixels of 900: to be read from the last row.
TITLE_PX = 46.0


@dataclass(frozen=True, eq=False)
class Words:
    """What is written: caption, legend of `scene`, names."""

    scene: Scene
    caption: Caption
    names: tuple[LabelItem, ...] = ()


@dataclass(frozen=True, eq=False)
class Frame:
    """Scenes, and sets of words, each with its share (in all 1) of the picture; the line of time (None: none)."""

    view: Viewpoint
    scenes: tuple[tuple[float, Scene], ...]
    words: tuple[tuple[float, Words], ...]
    timeline: Timeline | None = None


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


def same_picture(a: Frame, b: Frame) -> bool:
    """True when the same scenes are seen from the same place."""
    return a.view == b.view and _same(a.scenes, b.scenes)


def same_words(a: Frame, b: Frame) -> bool:
    """True when the same is written in the same places."""
    return a.view == b.view and (a.timeline is None) == (b.timeline is None) and _same(a.words, b.words)


def _same(a: Shares, b: Shares) -> bool:
    return len(a) == len(b) and all(p[0] == q[0] and p[1] is q[1] for p, q in zip(a, b, strict=True))


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
