"""Sun hours on the walls of masses, as a generator: walls that stay keep their hours where nothing new shades them.

It knows no window. Points come mass by mass, so that the hours of one mass are found again in the next answer.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
import numpy.typing as npt

from massastudie.bezonning import Bezonning, Dag, Punten, preparing, sun_table
from massastudie.casters import Casters
from massastudie.gevelpunten import WallCells, wall_cells
from massastudie.scene import HeatItem
from massastudie.sun_boxes import bounds_of, near, overlapping
from massastudie.sun_groups import grid_of
from massastudie.sun_update import Spans, boxes, changed, counted, shade_spans, spans_of
from massastudie.volumes import Lichaam
from massastudie.zonnestand import Plaats
from massastudie.zonpunten import in_parts, inside

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Starts = npt.NDArray[np.int64]
Bodies = tuple[Lichaam, ...]

#: A coloured cell lies this much before its wall, metres.
BEFORE_M = 0.06
#: A mass this near to a wall can stand before it, metres: points lie off the wall.
BESIDE_M = 0.1


@dataclass(frozen=True, eq=False)
class WallPart:
    """The free cells of one mass: `free` (n,) of all its cells; points and corners (k, 4, 3) of those."""

    lichaam: Lichaam
    free: Mask
    punten: Punten
    corners: Floats


@dataclass(frozen=True, eq=False)
class WallSun:
    """Sun of one day on the walls of masses: the points of parts[i] are [starts[i], starts[i + 1])."""

    around: Bodies
    parts: tuple[WallPart, ...]
    starts: Starts
    faces: Casters
    sun: Bezonning
    items: tuple[HeatItem, ...]


def walls_job(
    lichamen: Bodies, around: Bodies, faces: Casters, dag: Dag, plaats: Plaats, before: WallSun | None
) -> Generator[tuple[int, int], None, WallSun]:
    """Sun on the walls of `lichamen` among all that stands; yields (done, total), or (0, 0) while compiling."""
    yield from preparing()
    former = before if before is not None and before.sun.dag == dag and before.sun.plaats == plaats else None
    parts = parts_of(lichamen, around, former)
    starts = np.cumsum([0, *(len(part.punten) for part in parts)]).astype(np.int64)
    punten = in_parts([part.punten for part in parts])
    moments, sun = sun_table(dag, plaats)
    tiled, known = np.zeros((len(moments), len(punten)), dtype=np.uint8), np.full(len(punten), np.nan)
    spans = _spans(punten, _kept(tiled, known, former, parts, starts), former, faces, sun)
    yield from shade_spans(tiled, punten.tiles, spans, sun, grid_of(faces))
    found = Bezonning(dag, plaats, punten, moments, tiled)
    found.__dict__["minuten"] = counted(known, tiled, punten, spans, dag)
    items = wall_items(parts, starts, found.minuten / 60.0, known / 60.0, former.items if former else ())
    return WallSun(around, parts, starts, faces, found, items)


def parts_of(lichamen: Bodies, around: Bodies, before: WallSun | None) -> tuple[WallPart, ...]:
    """The free cells of each mass; the same objects as before where nothing came or went beside a mass that stayed."""
    known = {part.lichaam: part for part in before.parts} if before is not None else {}
    stayed = set(before.around) & set(around) if before is not None else set()
    came_or_went = (item for item in (*(before.around if before is not None else ()), *around) if item not in stayed)
    beside = overlapping(_grown(bounds_of(lichamen)), bounds_of(list(came_or_went)))
    again = [item for item, moved in zip(lichamen, beside.tolist(), strict=True) if moved or item not in known]
    made = {part.lichaam: part for part in _made(again, around, known)}
    return tuple(made.get(item) or known[item] for item in lichamen)


def _grown(bounds: Floats) -> Floats:
    grown: Floats = bounds + np.array([-BESIDE_M, -BESIDE_M, BESIDE_M, BESIDE_M])
    return grown


def _made(lichamen: Sequence[Lichaam], around: Bodies, known: Mapping[Lichaam, WallPart]) -> list[WallPart]:
    """The free cells of these masses: those whose point does not lie inside something that stands beside them."""
    if not lichamen:
        return []
    xyz = np.concatenate([cells_of(item).xyz for item in lichamen])
    free = ~inside(xyz, near(around, _grown(bounds_of(lichamen))))
    cuts = np.cumsum([len(cells_of(item).xyz) for item in lichamen])[:-1]
    pairs = zip(lichamen, np.split(free, cuts), strict=True)
    return [_part(item, own, known.get(item)) for item, own in pairs]


def _part(lichaam: Lichaam, free: Mask, before: WallPart | None) -> WallPart:
    if before is not None and np.array_equal(free, before.free):
        return before
    cells = cells_of(lichaam)
    return WallPart(lichaam, free, Punten(cells.xyz[free], cells.normals[free]), corners_of(lichaam)[free])


@lru_cache(maxsize=8192)
def cells_of(lichaam: Lichaam) -> WallCells:
    """The cells of a mass, worked out once."""
    return wall_cells(lichaam)


@lru_cache(maxsize=8192)
def corners_of(lichaam: Lichaam) -> Floats:
    """Corners (n, 4, 3) of the cells of a mass, a little before its walls, worked out once."""
    cells = cells_of(lichaam)
    along = np.c_[-cells.normals[:, 1], cells.normals[:, 0]] * (cells.width_m / 2)[:, None]
    middle = cells.xyz[:, :2] + cells.normals[:, :2] * BEFORE_M
    left, right = middle - along, middle + along
    low, high = cells.bottom_m[:, None], cells.top_m[:, None]
    pairs = ((left, low), (right, low), (right, high), (left, high))
    corners: Floats = np.stack([np.hstack(pair) for pair in pairs], axis=1)
    return corners


def _kept(
    tiled: npt.NDArray[np.uint8], minutes: Floats, before: WallSun | None, parts: Sequence[WallPart], starts: Starts
) -> Mask:  # fmt: skip
    """Take over what is known of parts that stayed; True (n,) for their points."""
    stayed = np.zeros(tiled.shape[1], dtype=bool)
    if before is None:
        return stayed
    for first, number, count in _runs(parts, before.parts):
        new, old = (slice(*row[[i, i + count]].tolist()) for row, i in ((starts, first), (before.starts, number)))
        tiled[:, new], minutes[new], stayed[new] = before.sun.tiled[:, old], before.sun.minuten[old], True
    return stayed


def _runs(parts: Sequence[WallPart], before: Sequence[WallPart]) -> Iterator[tuple[int, int, int]]:
    """Parts that stayed, neighbours now and before taken together: their first place now, that before, how many."""
    place = {part: i for i, part in enumerate(before)}
    found = [(number, place[part]) for number, part in enumerate(parts) if part in place]
    for _, group in groupby(enumerate(found), key=lambda row: (row[1][0] - row[0], row[1][1] - row[0])):
        run = [pair for _, pair in group]
        yield *run[0], len(run)


def _spans(punten: Punten, stayed: Mask, before: WallSun | None, faces: Casters, sun: Floats) -> Spans:
    """Moments of each tile to be asked again: all of new parts, else those in which a changed face can shade."""
    if before is None or not len(punten):
        return np.tile(np.array([0, len(sun)], dtype=np.int64), (len(punten.tiles.boxes), 1))
    spans = spans_of(punten, boxes(changed(before.faces, faces)), sun)
    spans[~stayed[punten.tiles.bounds[:-1]]] = 0, len(sun)
    return spans


def wall_items(
    parts: Sequence[WallPart], starts: Starts, hours: Floats, known: Floats, before: tuple[HeatItem, ...]
) -> tuple[HeatItem, ...]:
    """An item per mass; one whose hours stayed as they were known (n,) is the same object, so that it is not drawn
    again."""
    moved = np.r_[0, np.cumsum(hours != known)][starts]
    items, made = {item.id: item for item in before}, []
    for number, (part, again) in enumerate(zip(parts, (np.diff(moved) > 0).tolist(), strict=True)):
        item = items.get(part.lichaam.id)
        if item is None or again or item.corners is not part.corners:
            own = hours[starts[number] : starts[number + 1]]
            item = HeatItem(part.lichaam.id, part.punten.xyz, 1.0, own, part.corners)
        made.append(item)
    return tuple(made)
