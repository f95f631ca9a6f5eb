"""Where sun is measured in a plan: a grid on hoven, pleinen, terrassen, straten and doorsteken, and points on gevels.

Grids are cell centres off the design's own grid, the same in every state, so that states compare point by point.
Gevel points stand 0.75 m above each floor, at most 1 m apart, 2 cm off the wall (the height most Dutch studies take
for the middle of a window sill; a mass has no windows), on walls that are free: not against a neighbour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from .errors import check_option
from .fasering import is_built, vlakken
from .plan import Functie, Plan
from .state import State
from .volumes import Lichaam, Massamodel, Volume
from .zonpunten import Punten, inside

Floats = npt.NDArray[np.float64]

#: Lift of points above the ground, metres, and where in its cell a point lies: never in line with a drawn wall.
LIFT_M = 0.01
IN_CELL = (0.50037, 0.50053)
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


@dataclass(frozen=True, eq=False)
class _Found:
    """A surface with the points on it."""

    id: str
    naam: str
    soort: str
    shape: BaseGeometry
    xyz: Floats


def meetpunten(
    plan: Plan, state: State, massa: Massamodel, op: Sequence[str] = ("hoven",), raster_m: float = 1.0
) -> Meetpunten:
    """The points of the kinds `op` (names of `OP`) in one state. Gevels: those of masses that lie in the plan.

    Raises StateError for another kind.
    """
    for name in op:
        check_option("op", name, OP)
    surfaces = [found for name in op if name != "gevels" for found in OP[name](plan, state, massa, raster_m)]
    ground = on_surfaces(surfaces, massa.lichamen, raster_m)
    if "gevels" not in op:
        return ground
    return joined(ground, gevelpunten([item for item in massa.lichamen if item.in_plan], massa.lichamen))


def on_surfaces(surfaces: Sequence[_Found], lichamen: Sequence[Lichaam], raster_m: float) -> Meetpunten:
    """Points on the ground, with those inside a mass marked."""
    xyz = np.concatenate([np.empty((0, 3)), *(f.xyz for f in surfaces)])
    cuts = np.cumsum([0, *(len(f.xyz) for f in surfaces)]).tolist()
    groepen = tuple(
        Meetgroep(f.id, f.naam, f.soort, a, b, float(f.shape.area))
        for f, (a, b) in zip(surfaces, pairwise(cuts), strict=True)
    )
    return Meetpunten(Punten(xyz, None, inside(xyz, lichamen)), groepen, raster_m)


def raster(shape: BaseGeometry, raster_m: float, z_m: float = LIFT_M) -> Floats:
    """Points (n, 3) at the cell centres of a grid that lie on a surface."""
    if shape.is_empty:
        return np.empty((0, 3))
    x0, y0, x1, y1 = shape.bounds
    columns = (np.arange(np.floor(x0 / raster_m), np.ceil(x1 / raster_m)) + IN_CELL[0]) * raster_m
    rows = (np.arange(np.floor(y0 / raster_m), np.ceil(y1 / raster_m)) + IN_CELL[1]) * raster_m
    x, y = (part.ravel() for part in np.meshgrid(columns, rows))
    shapely.prepare(shape)
    on = shapely.contains_xy(shape, x, y)
    points: Floats = np.c_[x[on], y[on], np.full(int(on.sum()), z_m)]
    return points


def _hoven(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
    names = {b.id: b.naam for b in plan.bouwblokken}
    for hof in massa.hoven:
        low = raster(hof.polygon.difference(hof.dek), raster_m)
        high = raster(hof.dek, raster_m, hof.dek_m + LIFT_M)
        yield _Found(hof.blok, f"Hof {names[hof.blok]}", "hof", hof.polygon, np.concatenate([low, high]))


def _vlakken(soort: str) -> Callable[[Plan, State, Massamodel, float], Iterator[_Found]]:
    def found(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
        for vlak in vlakken(plan, state):
            if vlak.soort == soort:
                yield _Found(vlak.id, vlak.naam, soort, vlak.polygon, raster(vlak.polygon, raster_m))

    return found


def _straten(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
    """Stretches that touch the plan, from gevel to gevel, without the ground of built bouwblokken."""
    private = shapely.union_all([b.eiland for b in plan.bouwblokken if is_built(plan, state, b)])
    for straat in plan.straten:
        if straat.lijn.intersects(plan.plangrens):
            shape = straat.lijn.buffer(straat.breedte_m / 2, cap_style="flat").difference(private)
            yield _Found(straat.id, straat.naam, "straat", shape, raster(shape, raster_m))


def _doorsteken(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
    for gang in massa.doorgangen:
        if gang.is_open:
            yield _Found(gang.id, gang.naam, "doorsteek", gang.strook, raster(gang.strook, raster_m))


#: What can be measured, by the word a user gives; gevels are made apart.
OP: dict[str, Callable[[Plan, State, Massamodel, float], Iterable[_Found]]] = {
    "hoven": _hoven, "pleinen": _vlakken("plein"), "terrassen": _vlakken("terras"), "straten": _straten,
    "doorsteken": _doorsteken, "gevels": lambda plan, state, massa, raster_m: (),
}  # fmt: skip


def joined(first: Meetpunten, second: Meetpunten) -> Meetpunten:
    """Two sets of points as one."""
    a, b = first.punten, second.punten
    up = [np.tile([0.0, 0.0, 1.0], (len(p), 1)) if p.normals is None else p.normals for p in (a, b)]
    masks = [np.zeros(len(p), dtype=bool) if p.binnen is None else p.binnen for p in (a, b)]
    punten = Punten(np.concatenate([a.xyz, b.xyz]), np.concatenate(up), np.concatenate(masks))
    return Meetpunten(punten, first.groepen + tuple(_moved(g, len(a)) for g in second.groepen), first.raster_m)


def _moved(groep: Meetgroep, by: int) -> Meetgroep:
    return Meetgroep(
        groep.id, groep.naam, groep.soort, groep.start + by, groep.eind + by, groep.oppervlak_m2, groep.bouwlaag,
        groep.front, groep.azimut_deg, groep.functie,
    )  # fmt: skip


def gevelpunten(
    lichamen: Sequence[Lichaam], around: Sequence[Lichaam], hoogte_m: float = SILL_M, apart_m: float = APART_M
) -> Meetpunten:
    """Points on the free walls of `lichamen`, `hoogte_m` above each floor; `around` is all that stands.

    A group is one front of one bouwlaag: walls within 45 degrees of a quarter turn from the pand's longest wall.
    """
    walls = _walls([(i, v) for i, item in enumerate(lichamen) for v in item.volumes], hoogte_m)
    if not len(walls.ends):
        return Meetpunten(Punten(np.empty((0, 3)), np.empty((0, 3))), (), apart_m)
    fronts = _fronts(walls, lichamen)
    order = np.lexsort((fronts, walls.volume))
    xyz, normals, wall = _along(walls, order, apart_m)
    free = ~inside(xyz, around)
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


def _along(walls: _Walls, order: npt.NDArray[np.intp], apart_m: float) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
    """Points (n, 3) in the middle of equal parts of each wall, their normals (n, 3), and the wall each is on."""
    counts = np.maximum(1, np.ceil(_lengths(walls)[order] / apart_m - 1e-9).astype(np.int64))
    wall = np.repeat(order, counts)
    number = np.arange(len(wall)) - np.repeat(np.cumsum(counts) - counts, counts)
    part = ((number + 0.5) / np.repeat(counts, counts))[:, None]
    xy = walls.ends[wall, :2] * (1 - part) + walls.ends[wall, 2:] * part + walls.normals[wall] * OFF_WALL_M
    return np.c_[xy, walls.z_m[wall]], np.c_[walls.normals[wall], np.zeros(len(wall))], wall


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
