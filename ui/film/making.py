"""Making a film: frames of one kind, drawn in one studio, to a file."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from massastudie.plan import Plan
from massastudie.state import State
from modellen.export.files import check_target

from ..view.picture import text_system
from ..view.studio import Studio
from .encode import film_file
from .frames import Frame, Look
from .painter import Painter
from .path import path_frames
from .phases import phase_frames
from .sun import sun_frames


@dataclass(frozen=True)
class FilmOrder:
    """What is filmed: a kind, a state, from which view (names of views: along which, for a path), and on which day."""

    plan: Plan
    state: State
    kind: Literal["phases", "sun", "path"]
    views: tuple[str, ...]
    look: Look
    dag: date | None = None


def write_film(order: FilmOrder, out: Path) -> Generator[tuple[int, int], None, Path]:
    """Write the film whole or not at all; yields (frames done, frames in all) and returns the path.

    Raises a MassastudieError kind when a view is unknown, the sun is down all day, or the file cannot be written.
    """
    check_target(out)
    look = order.look
    with text_system(), Studio() as studio:
        painter = Painter(studio, look)
        frames = frames_of(order, painter)
        first = next(frames)
        with film_file(out, look.size, look.fps) as add:
            add(painter.pixels(first))
            yield 1, look.count
            for number, frame in enumerate(frames, start=2):
                add(painter.pixels(frame))
                yield number, look.count
    return out


def frames_of(order: FilmOrder, painter: Painter) -> Iterator[Frame]:
    """The frames of this kind of film, as many as asked."""
    if order.kind == "phases":
        return phase_frames(order.plan, order.state, order.views[0], painter)
    if order.kind == "sun":
        day = order.dag or order.state.moment.date()
        return sun_frames(order.plan, order.state, order.views[0], painter, day)
    return path_frames(order.plan, order.state, order.views, painter)
