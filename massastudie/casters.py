"""What can take the sun away: walls of prisms and triangles of roofs and undersides, from the list of volumes.

A sunbeam that meets a mass enters it through a face that looks at the point it comes from. So a mass is its outward
faces; which of them a beam crosses is four or five linear tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from .facets import Facets
from .kap import roofs
from .panes import matches, panes
from .triangles import triangulated, unit
from .volumes import Lichaam, kept_with

Floats = npt.NDArray[np.float64]

#: Faces are gathered in square cells of this size, metres, so that far ones can be passed over together.
CELL_M = 28.0
#: Column of a wall that says whether it stands on the ground.
STANDS = 6
#: How far a mass goes on below ground that is not flat, m.
BELOW_M = 5.0


@dataclass(frozen=True, slots=True)
class Prism:
    """A mass with vertical walls; `maaiveld_m` is the level of the ground under it."""

    polygon: Polygon
    bottom_m: float
    top_m: float
    maaiveld_m: float = 0.0

    @property
    def stands(self) -> bool:
        """True when it stands on the ground: no sun comes in below it."""
        return self.bottom_m <= self.maaiveld_m


@dataclass(frozen=True, eq=False)
class Casters:
    """Faces in the local frame. walls (n, 7): ax, ay, bx, by, bottom, top, outside on the right of a→b, and 1 where it
    stands on the ground (0: it hangs, and sun comes in below it). triangles (m, 9): three corners, counterclockwise
    from outside. `*_owner`: index into `owners`."""

    walls: Floats
    wall_owner: npt.NDArray[np.int32]
    triangles: Floats
    triangle_owner: npt.NDArray[np.int32]
    owners: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Faces:
    """What is kept with a mass: its faces (see Casters), its prisms, and the slopes (k, 3, 3) of its kap."""

    walls: Floats
    triangles: Floats
    prisms: list[Prism]
    slopes: Floats


def casters(lichamen: Sequence[Lichaam]) -> Casters:
    """All faces that cast shadow; walls between two masses of equal height are left out, they are never seen."""
    prepare(lichamen)
    parts = [_faces(item) for item in lichamen]
    walls = np.concatenate([p.walls for p in parts]) if parts else np.empty((0, 7))
    owner = np.repeat(np.arange(len(parts), dtype=np.int32), [len(p.walls) for p in parts])
    keep = exposed(walls)
    triangles = np.concatenate([p.triangles for p in parts]) if parts else np.empty((0, 9))
    of_triangle = np.repeat(np.arange(len(parts), dtype=np.int32), [len(p.triangles) for p in parts])
    return Casters(walls[keep], owner[keep], triangles, of_triangle, tuple(item.id for item in lichamen))


def from_prisms(prisms: Sequence[Prism]) -> Casters:
    """Faces of free-form masses, one owner each."""
    walls, owner = _prism_walls(prisms)
    under, of_under = _undersides(prisms)
    keep = exposed(walls)
    names = tuple(str(i) for i in range(len(prisms)))
    return Casters(walls[keep], owner[keep].astype(np.int32), under, of_under.astype(np.int32), names)


def _faces(lichaam: Lichaam) -> _Faces:
    faces: _Faces = lichaam.__dict__["_faces"]
    return faces


def prepare(lichamen: Sequence[Lichaam]) -> None:
    """Make the faces of many masses in one go and keep them with the masses."""
    todo = [item for item in lichamen if "_faces" not in item.__dict__]
    if not todo:
        return
    stacks = [merged(item) for item in todo]
    of_prism = np.repeat(np.arange(len(todo)), [len(s) for s in stacks])
    prisms = [p for s in stacks for p in s]
    walls, wall_prism = _prism_walls(prisms)
    under, under_prism = _undersides(prisms)
    slopes, of_slope, gables, of_gable = _roof_triangles(todo)
    triangles = np.concatenate([under, slopes, gables])
    owners = np.r_[of_prism[under_prism], of_slope, of_gable]
    parts = zip(_split(walls, of_prism[wall_prism], len(todo)), _split(triangles, owners, len(todo)), stacks,
                _split(slopes.reshape(-1, 3, 3), of_slope, len(todo)), strict=True)  # fmt: skip
    for item, part in zip(todo, parts, strict=True):
        faces = _Faces(*part)
        if item.facets is not None and item.facets.casts:
            faces = replace(faces, walls=np.empty((0, 7)), triangles=_own_triangles(item.facets))
        item.__dict__["_faces"] = faces


def _own_triangles(facets: Facets) -> Floats:
    """The faces (m, 9) a file draws; those of a form that does not close stop the sun from both sides."""
    both = facets.triangles if facets.closed else np.concatenate([facets.triangles, facets.triangles[:, ::-1]])
    return both.reshape(-1, 9)


def _split(rows: Floats, owner: npt.NDArray[np.intp], count: int) -> list[Floats]:
    """The rows of each of `count` owners."""
    order = np.argsort(owner, kind="stable")
    cuts = np.searchsorted(owner[order], np.arange(count + 1)).tolist()
    return [rows[order[a:b]] for a, b in pairwise(cuts)]


def bodies(lichamen: Sequence[Lichaam]) -> tuple[list[Prism], Floats, Floats]:
    """What masses consist of: their prisms, the slopes (k, 3, 3) of their kappen and from which height (k,) each."""
    prepare(lichamen)
    parts = [_faces(item) for item in lichamen]
    goot = [item.kap.goot_m if item.kap is not None else 0.0 for item in lichamen]
    slopes = np.concatenate([np.empty((0, 3, 3)), *(p.slopes for p in parts)])
    return [p for part in parts for p in part.prisms], slopes, np.repeat(goot, [len(p.slopes) for p in parts])


def merged(lichaam: Lichaam) -> list[Prism]:
    """Volumes of equal ground that stand on each other, as one prism each.

    On ground that is not flat what stands on it goes on below it, so that no sun comes under it from lower ground.
    """
    stacks: dict[bytes, list[Prism]] = {}
    foot_m = min(0.0, lichaam.maaiveld_m - BELOW_M) if lichaam.maaiveld_m else 0.0
    for volume in lichaam.volumes:
        own = stacks.setdefault(volume.polygon.wkb, [])
        if own and abs(own[-1].top_m - volume.bottom_m) < 1e-6:
            own[-1] = replace(own[-1], top_m=volume.top_m)
        else:
            made = Prism(volume.polygon, volume.bottom_m, volume.top_m, lichaam.maaiveld_m)
            own.append(replace(made, bottom_m=foot_m) if made.stands else made)
    return [p for own in stacks.values() for p in own]


def _prism_walls(prisms: Sequence[Prism]) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Walls (n, 7) with the inside on the left, and the prism each is of."""
    if not prisms:
        return np.empty((0, 7)), np.empty(0, np.intp)
    shapes = shapely.orient_polygons(np.array([p.polygon for p in prisms], dtype=object))
    rings, of_prism = shapely.get_rings(shapes, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    owner = of_prism[of_ring[start]]
    heights = np.array([(p.bottom_m, p.top_m, p.stands) for p in prisms])[owner]
    return np.c_[xy[start], xy[start + 1], heights], owner


def _undersides(prisms: Sequence[Prism]) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Downward triangles (m, 9) of what hangs above ground, and the prism each is of."""
    hanging = np.array([i for i, p in enumerate(prisms) if not p.stands], dtype=np.intp)
    flat, of_shape = triangulated(np.array([prisms[i].polygon for i in hanging], dtype=object))
    if not len(flat):
        return np.empty((0, 9)), np.empty(0, np.intp)
    owner = hanging[of_shape]
    z = np.array([p.bottom_m for p in prisms])[owner]
    points = np.concatenate([flat[:, ::-1], np.broadcast_to(z[:, None, None], (len(flat), 3, 1))], axis=2)
    return points.reshape(-1, 9), owner


def _roof_triangles(
    lichamen: Sequence[Lichaam],
) -> tuple[Floats, npt.NDArray[np.intp], Floats, npt.NDArray[np.intp]]:
    """Slopes (k, 9) and upright parts (m, 9) of roofs, each with the mass it is of."""
    place = np.array([i for i, item in enumerate(lichamen) if item.kap is not None], dtype=np.intp)
    made = roofs([item.kap for item in lichamen if item.kap is not None])
    return made.slopes.reshape(-1, 9), place[made.slope_owner], made.walls.reshape(-1, 9), place[made.wall_owner]


def exposed(walls: Floats) -> npt.NDArray[np.bool_]:
    """False for a wall that stands back to back against one at least as high (both when equal), from the ground."""
    forward = np.round(walls[:, :4] * 1000).astype(np.int64)
    keep = np.ones(len(walls), dtype=bool)
    swapped = forward[:, [2, 3, 0, 1]]
    own, other = matches(forward, swapped)
    on_ground = (walls[own, STANDS] > 0) & (walls[other, STANDS] > 0)
    keep[own[on_ground & (walls[other, 5] >= walls[own, 5])]] = False
    return keep


@dataclass(frozen=True, eq=False)
class Grid:
    """Faces sorted by cell. faces (f, 18) in one table for the kernel; columns (9, f) what its bounds ask of them:
    x0, y0, x1, y1, top, and the plane nx·x + ny·y + nz·z + d that is positive outside; cells (5, c): x0, y0, x1, y1,
    top; `start` (c + 1,) into the faces."""

    faces: Floats
    columns: Floats
    owner: npt.NDArray[np.int32]
    cells: Floats
    start: npt.NDArray[np.int64]


#: Columns of a face: kind (0 wall, 1 pane), bounds x0 y0 x1 y1, top, then the wall (a, b, bottom, top, normal, 1 where
#: it stands) or the pane (four corners).
KIND, X0, Y0, X1, Y1, TOP, DATA = 0, 1, 2, 3, 4, 5, 6


@kept_with
def grid(source: Casters) -> Grid:
    """The faces gathered in cells, each cell with its bounds and highest point."""
    four, first_of = panes(source.triangles)
    table = np.concatenate([_wall_rows(source.walls), _pane_rows(four)])
    owner = np.r_[source.wall_owner, source.triangle_owner[first_of]]
    key = np.floor((table[:, [X0, Y0]] + table[:, [X1, Y1]]) / (2 * CELL_M)).astype(np.int64)
    order = np.lexsort((key[:, 1], key[:, 0]))
    table, owner, key = table[order], owner[order], key[order]
    first = np.flatnonzero(np.r_[True, (key[1:] != key[:-1]).any(axis=1)][: len(key)])
    start = np.r_[first, len(table)].astype(np.int64)
    return Grid(table, _columns(table), owner, _cells(table, first), start)


def _cells(table: Floats, first: npt.NDArray[np.intp]) -> Floats:
    """Bounds and highest point (5, c) of the rows of faces from each of `first` on."""
    if not len(first):
        return np.empty((5, 0))
    low = np.minimum.reduceat(table[:, [X0, Y0]], first)
    high = np.maximum.reduceat(table[:, [X1, Y1, TOP]], first)
    return np.ascontiguousarray(np.c_[low, high].T)


def _columns(table: Floats) -> Floats:
    """Bounds, top and plane (9, f) of the rows of faces (f, 18)."""
    wall = table[:, KIND] == 0
    normal = np.where(wall[:, None], np.c_[table[:, 12:14], np.zeros(len(table))], _normals(table))
    corner = np.c_[table[:, DATA : DATA + 2], np.where(wall, 0.0, table[:, DATA + 2])]
    return np.ascontiguousarray(np.c_[table[:, X0 : TOP + 1], normal, -(normal * corner).sum(axis=1)].T)


def _wall_rows(walls: Floats) -> Floats:
    rows = np.zeros((len(walls), 18))
    rows[:, X0 : Y1 + 1] = np.c_[np.minimum(walls[:, :2], walls[:, 2:4]), np.maximum(walls[:, :2], walls[:, 2:4])]
    rows[:, TOP] = walls[:, 5]
    rows[:, DATA : DATA + 6], rows[:, 14] = walls[:, :STANDS], walls[:, STANDS]
    along = walls[:, 2:4] - walls[:, :2]
    rows[:, 12:14] = np.c_[along[:, 1], -along[:, 0]] / np.hypot(along[:, 0], along[:, 1])[:, None]
    return rows


def _pane_rows(four: Floats) -> Floats:
    rows = np.zeros((len(four), 18))
    corners = four.reshape(-1, 4, 3)
    rows[:, KIND] = 1
    rows[:, X0 : Y1 + 1] = np.c_[corners[:, :, :2].min(axis=1), corners[:, :, :2].max(axis=1)]
    rows[:, TOP] = corners[:, :, 2].max(axis=1)
    rows[:, DATA:] = four
    return rows


def _normals(table: Floats) -> Floats:
    """Unit normals (f, 3) of rows of faces that are panes: across both diagonals."""
    a, b, c, d = (table[:, i : i + 3] for i in range(DATA, 18, 3))
    return unit(np.cross(c - a, d - b))
