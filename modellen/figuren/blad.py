"""The lay-out of a sheet of figures, in millimetres on paper."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from ..rapport.svg import SCALES

TEMPLATE = files(__package__) / "blad.typ"


@dataclass(frozen=True, slots=True)
class Vel:
    """A size of paper lying down: its margin, the strip with legend and title block, and the line over a picture."""

    naam: str
    breed_mm: float
    hoog_mm: float
    marge_mm: float
    strook_mm: float
    kop_mm: float


VELLEN = {"A3": Vel("A3", 420.0, 297.0, 10.0, 40.0, 11.0), "A4": Vel("A4", 297.0, 210.0, 8.0, 32.0, 9.0)}
#: Between two pictures, mm.
GAP_MM = 5.0
#: Columns of pictures by their number.
COLUMNS = {1: 1, 2: 2, 3: 2, 4: 2, 5: 3, 6: 3}


@dataclass(frozen=True, slots=True)
class Vak:
    """Where a picture lies, without the line over it: left, top, width and height, mm from the upper left corner."""

    x_mm: float
    y_mm: float
    breed_mm: float
    hoog_mm: float


def vakken(vel: Vel, count: int) -> list[Vak]:
    """Equal places for `count` pictures (1–6), row by row."""
    columns = COLUMNS[count]
    rows = -(-count // columns)
    wide = (vel.breed_mm - 2 * vel.marge_mm - GAP_MM * (columns - 1)) / columns
    room = vel.hoog_mm - 2 * vel.marge_mm - vel.strook_mm - GAP_MM
    high = (room - GAP_MM * (rows - 1)) / rows
    corners = [(i % columns, i // columns) for i in range(count)]
    return [
        Vak(
            vel.marge_mm + x * (wide + GAP_MM),
            vel.marge_mm + y * (high + GAP_MM) + vel.kop_mm,
            wide,
            high - vel.kop_mm,
        )
        for x, y in corners
    ]


def scale_at_least(smallest: float) -> int:
    """The finest usual scale (1 : n) that is not finer than `smallest`."""
    return next((s for s in SCALES if s >= smallest), SCALES[-1])
