"""Making a film: frames of one kind, drawn in one studio, to a file."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from modellen.export.files import check_target

from ..view.picture import text_system
from ..view.studio import Studio
from .encode import film_file
from .frames import Frame
from .order import FilmOrder
from .painter import Painter
from .path import path_frames
from .phases import phase_frames
from .sun import sun_frames

FRAMES = {"phases": phase_frames, "sun": sun_frames, "path": path_frames}


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
    return FRAMES[order.kind](order, painter)
