"""Sun hours on the walls of masses, as a generator: walls that stay keep their hours where nothing new shades them.

It knows no window. Points come mass by mass, so that the hours of one mass are found again in the next answer.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from massastudie.bezonning import Bezonning, Dag, Punten, preparing, sun_table
from massastudie.casters import Casters
from massastudie.gevelpunten import WallCells, wall_cells
from massastudie.scene import HeatItem
from massastudie.sun_boxes import bounds_of, overlapping
from massastudie.sun_groups import grid_of
from massastudie.sun_update import Spans, boxes, changed, shade_spans, spans_of
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
    """The free cells of one mass: `free` (n,) of all its cells; points, normals and corners (k, 4, 3) of those."""

    lichaam: Lichaam
    free: Mask
    xyz: Floats
    normals: Floats
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
    near = before if before is not None and before.sun.dag == dag and before.sun.plaats == plaats else None
    parts = parts_of(lichamen, around, near)
    starts = np.cumsum([0, *(len(part.xyz) for part in parts)]).astype(np.int64)
    nothing = np.empty((0, 3))
    xyz, normals = (np.concatenate([nothing, *(getattr(p, name) for p in parts)]) for name in ("xyz", "normals"))
    punten = in_parts(Punten(xyz, normals), starts)
    moments, sun = sun_table(dag, plaats)
    tiled = np.zeros((len(moments), len(punten)), dtype=np.uint8)
    spans = _spans(punten, _kept(tiled, near, parts, starts), near, faces, sun)
    yield from shade_spans(tiled, punten.tiles, spans, sun, grid_of(faces))
    found = Bezonning(dag, plaats, punten, moments, tiled)
    items = wall_items(parts, starts, found.minuten / 60.0, near.items if near else ())
    return WallSun(around, parts, starts, faces, found, items)


def parts_of(lichamen: Bodies, around: Bodies, before: WallSun | None) -> tuple[WallPart, ...]:
    """The free cells of each mass; the same objects as before where nothing came or went beside a mass that stayed."""
    known = {part.lichaam: part for part in before.parts} if before is not None else {}
    stayed = set(before.around) & set(around) if before is not None else set()
    came_or_went = (item for item in (*(before.around if before is not None else ()), *around) if item not in stayed)
    near = overlapping(_grown(bounds_of(lichamen)), bounds_of(list(came_or_went)))
    again = [item for item, moved in zip(lichamen, near.tolist(), strict=True) if moved or item not in known]
    made = {part.lichaam: part for part in _made(again, around)}
    found = []
    for item in lichamen:
        new, old = made.get(item), known.get(item)
        same = old is not None and (new is None or np.array_equal(old.free, new.free))
        found.append(old if same else new)
    return tuple(part for part in found if part is not None)


def _grown(bounds: Floats) -> Floats:
    grown: Floats = bounds + np.array([-BESIDE_M, -BESIDE_M, BESIDE_M, BESIDE_M])
    return grown


def _made(lichamen: Sequence[Lichaam], around: Bodies) -> list[WallPart]:
    """The free cells of these masses: those whose point does not lie inside something that stands beside them."""
    if not lichamen:
        return []
    beside = overlapping(bounds_of(around), _grown(bounds_of(lichamen)))
    xyz = np.concatenate([cells_of(item).xyz for item in lichamen])
    free = ~inside(xyz, [around[i] for i in np.flatnonzero(beside).tolist()])
    cuts = np.cumsum([len(cells_of(item).xyz) for item in lichamen])[:-1]
    return [_part(item, own) for item, own in zip(lichamen, np.split(free, cuts), strict=True)]


def _part(lichaam: Lichaam, free: Mask) -> WallPart:
    cells = cells_of(lichaam)
    return WallPart(lichaam, free, cells.xyz[free], cells.normals[free], corners_of(cells)[free])


@lru_cache(maxsize=8192)
def cells_of(lichaam: Lichaam) -> WallCells:
    """The cells of a mass, worked out once."""
    return wall_cells(lichaam)


def corners_of(cells: WallCells) -> Floats:
    """Corners (n, 4, 3) of cells, a little before their walls."""
    along = np.c_[-cells.normals[:, 1], cells.normals[:, 0]] * (cells.width_m / 2)[:, None]
    middle = cells.xyz[:, :2] + cells.normals[:, :2] * BEFORE_M
    left, right = middle - along, middle + along
    low, high = cells.bottom_m[:, None], cells.top_m[:, None]
    pairs = ((left, low), (right, low), (right, high), (left, high))
    corners: Floats = np.stack([np.hstack(pair) for pair in pairs], axis=1)
    return corners


def _kept(
    tiled: npt.NDArray[np.uint8], before: WallSun | None, parts: Sequence[WallPart], starts: Starts
) -> Mask:  # fmt: skip
    """Take over what is known of parts that stayed; True (n,) for their points."""
    stayed = np.zeros(tiled.shape[1], dtype=bool)
    place = {part: i for i, part in enumerate(before.parts)} if before is not None else {}
    for number, part in enumerate(parts):
        if before is not None and part in place:
            old, new = (slice(*row[i : i + 2]) for row, i in ((before.starts, place[part]), (starts, number)))
            tiled[:, new] = before.sun.tiled[:, old]
            stayed[new] = True
    return stayed


def _spans(punten: Punten, stayed: Mask, before: WallSun | None, faces: Casters, sun: Floats) -> Spans:
    """Moments of each tile to be asked again: all of new parts, else those in which a changed face can shade."""
    if before is None or not len(punten):
        return np.tile(np.array([0, len(sun)], dtype=np.int64), (len(punten.tiles.boxes), 1))
    spans = spans_of(punten, boxes(changed(before.faces, faces)), sun)
    spans[~stayed[punten.tiles.bounds[:-1]]] = 0, len(sun)
    return spans


def wall_items(
    parts: Sequence[WallPart], starts: Starts, hours: Floats, before: tuple[HeatItem, ...]
) -> tuple[HeatItem, ...]:
    """An item per mass; one whose hours stayed is the same object, so that it is not drawn again."""
    known = {item.id: item for item in before}
    made = []
    for number, part in enumerate(parts):
        own, old = hours[starts[number] : starts[number + 1]], known.get(part.lichaam.id)
        same = old is not None and old.corners is part.corners and np.array_equal(old.hours, own)
        made.append(old if old is not None and same else HeatItem(part.lichaam.id, part.xyz, 1.0, own, part.corners))
    return tuple(made)
