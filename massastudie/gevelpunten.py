"""Points on gevels where sun is measured: 0.75 m above each floor, at most 1 m apart, 2 cm off the wall.

That is the height most Dutch studies take for the middle of a window sill; a mass has no windows. Walls that stand
against a neighbour carry no points. Groups of points that belong together are a Meetgroep each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from .plan import Functie
from .terrein import Terrein
from .volumes import Lichaam, Volume
from .zonpunten import Punten, inside

Floats = npt.NDArray[np.float64]

#: Gevel points: above the floor, off the wall, and apart, metres.
SILL_M = 0.75
OFF_WALL_M = 0.02
APART_M = 1.0
#: A shorter wall is a jog between two panden, not a gevel, metres.
LEAST_WALL_M = 0.2
#: A wall turned more than this from a front belongs to another front, degrees.
QUARTER_DEG = 90.0


@dataclass(frozen=True, slots=True)
class Meetgroep:
    """Points [start, eind) that belong together: one surface, or one front of one bouwlaag of a pand.

    `oppervlak_m2` is the surface; of a gevel `azimut_deg` is where it looks (clockwise from grid north).
    """

    id: str
    naam: str
    soort: str
    start: int
    eind: int
    oppervlak_m2: float = 0.0
    bouwlaag: int | None = None
    front: int | None = None
    azimut_deg: float | None = None
    functie: Functie | None = None

    @property
    def which(self) -> slice:
        """Its points in the list of all points."""
        return slice(self.start, self.eind)


@dataclass(frozen=True, eq=False)
class Meetpunten:
    """Points and the groups they belong to; points inside a mass are marked in `punten.binnen`."""

    punten: Punten
    groepen: tuple[Meetgroep, ...]
    raster_m: float


def gevelpunten(
    lichamen: Sequence[Lichaam], around: Sequence[Lichaam], hoogte_m: float = SILL_M, apart_m: float = APART_M,
    terrein: Terrein | None = None,
) -> Meetpunten:  # fmt: skip
    """Points on the free walls of `lichamen`, `hoogte_m` above each floor; `around` is all that stands. Where the
    ground lies higher than a point there is no gevel, and no point.

    A group is one front of one bouwlaag: walls within 45 degrees of a quarter turn from the pand's longest wall.
    """
    walls = _walls([(i, v) for i, item in enumerate(lichamen) for v in item.volumes], hoogte_m)
    if not len(walls.ends):
        return Meetpunten(Punten(np.empty((0, 3)), np.empty((0, 3))), (), apart_m)
    fronts = _fronts(walls, lichamen)
    order = np.lexsort((fronts, walls.volume))
    wall, _, xyz, normals = _along(walls, order, apart_m)
    free = ~inside(xyz, around)
    if terrein is not None:
        free &= xyz[:, 2] > terrein.hoogte(xyz[:, :2])
    return Meetpunten(
        Punten(xyz[free], normals[free]), _gevelgroepen(walls, lichamen, fronts, wall[free]), apart_m
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Walls:
    """Walls of volumes: ends (w, 4), height of its points, outward normal (w, 2), whose volume and lichaam."""

    ends: Floats
    z_m: Floats
    normals: Floats
    volume: npt.NDArray[np.intp]
    lichaam: npt.NDArray[np.intp]
    volumes: tuple[Volume, ...]


def _walls(pairs: Sequence[tuple[int, Volume]], hoogte_m: float) -> _Walls:
    shapes = shapely.orient_polygons(np.array([v.polygon for _, v in pairs], dtype=object))
    rings, of_shape = shapely.get_rings(shapes, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    along = xy[start + 1] - xy[start]
    start = start[np.hypot(along[:, 0], along[:, 1]) >= LEAST_WALL_M]
    ends = np.c_[xy[start], xy[start + 1]]
    volume = of_shape[of_ring[start]]
    along = ends[:, 2:] - ends[:, :2]
    normals = np.c_[along[:, 1], -along[:, 0]] / np.hypot(along[:, 0], along[:, 1])[:, None]
    z = np.array([v.bottom_m + min(hoogte_m, (v.top_m - v.bottom_m) / 2) for _, v in pairs])
    owner = np.array([i for i, _ in pairs], dtype=np.intp)
    return _Walls(ends, z[volume], normals, volume, owner[volume], tuple(v for _, v in pairs))


def _lengths(walls: _Walls) -> Floats:
    lengths: Floats = np.hypot(walls.ends[:, 2] - walls.ends[:, 0], walls.ends[:, 3] - walls.ends[:, 1])
    return lengths


def _fronts(walls: _Walls, lichamen: Sequence[Lichaam]) -> npt.NDArray[np.int64]:
    """Per wall the quarter turn (0–3) from the longest wall of its pand."""
    azimut = np.degrees(np.arctan2(walls.normals[:, 0], walls.normals[:, 1]))
    order = np.lexsort((-_lengths(walls).round(3), walls.lichaam))
    owners, first = np.unique(walls.lichaam[order], return_index=True)
    main = np.zeros(len(lichamen))
    main[owners] = azimut[order[first]]
    turns: npt.NDArray[np.int64] = np.round((azimut - main[walls.lichaam]) / QUARTER_DEG).astype(np.int64) % 4
    return turns


def _along(
    walls: _Walls, order: npt.NDArray[np.intp], apart_m: float
) -> tuple[npt.NDArray[np.intp], Floats, Floats, Floats]:
    """Equal parts of each wall: the wall of each (n,), its width (n,), the point in its middle (n, 3), its normal."""
    lengths = _lengths(walls)[order]
    counts = np.maximum(1, np.ceil(lengths / apart_m - 1e-9).astype(np.int64))
    wall, width = np.repeat(order, counts), np.repeat(lengths / counts, counts)
    number = np.arange(len(wall)) - np.repeat(np.cumsum(counts) - counts, counts)
    part = ((number + 0.5) / np.repeat(counts, counts))[:, None]
    xy = walls.ends[wall, :2] * (1 - part) + walls.ends[wall, 2:] * part + walls.normals[wall] * OFF_WALL_M
    return wall, width, np.c_[xy, walls.z_m[wall]], np.c_[walls.normals[wall], np.zeros(len(wall))]


@dataclass(frozen=True, eq=False)
class WallCells:
    """All walls of one mass in cells, each one bouwlaag high: the point (n, 3) on which its sun is measured, its
    outward normal (n, 3), its width (n,), and from where to where it reaches, bottom_m and top_m (n,)."""

    xyz: Floats
    normals: Floats
    width_m: Floats
    bottom_m: Floats
    top_m: Floats


def wall_cells(lichaam: Lichaam, apart_m: float = APART_M) -> WallCells:
    """Cells at most `apart_m` wide; those against a neighbour are there too, their points lie inside it."""
    walls = _walls([(0, v) for v in lichaam.volumes], SILL_M)
    wall, width, xyz, normals = _along(walls, np.arange(len(walls.ends)), apart_m)
    heights = np.array([(v.bottom_m, v.top_m) for v in walls.volumes])[walls.volume[wall]]
    return WallCells(xyz, normals, width, heights[:, 0], heights[:, 1])


def _gevelgroepen(
    walls: _Walls, lichamen: Sequence[Lichaam], fronts: npt.NDArray[np.int64], wall: npt.NDArray[np.intp]
) -> tuple[Meetgroep, ...]:
    """Groups of points (given by the wall each is on) with the same volume and front."""
    key = walls.volume[wall] * 4 + fronts[wall]
    cuts = np.r_[np.flatnonzero(np.diff(key, prepend=-1)), len(key)].tolist()
    return tuple(_gevelgroep(walls, lichamen, fronts, wall[a:b], a) for a, b in pairwise(cuts))


def _gevelgroep(
    walls: _Walls, lichamen: Sequence[Lichaam], fronts: npt.NDArray[np.int64], wall: npt.NDArray[np.intp], start: int
) -> Meetgroep:
    item, volume = lichamen[walls.lichaam[wall[0]]], walls.volumes[walls.volume[wall[0]]]
    east, north = walls.normals[wall].mean(axis=0)
    return Meetgroep(
        item.id, item.naam, "gevel", start, start + len(wall), 0.0, volume.bouwlaag, int(fronts[wall[0]]),
        float(np.degrees(np.arctan2(east, north)) % 360.0), volume.functie,
    )  # fmt: skip
