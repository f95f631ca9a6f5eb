"""Where sun is measured in a plan: a grid on hoven, pleinen, terrassen, straten and doorsteken, and points on gevels.

Grids are cell centres off the design's own grid, the same in every state, so that states compare point by point.
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
from .gevelpunten import Meetgroep, Meetpunten, gevelpunten
from .plan import Plan
from .state import State
from .straatnamen import straatnamen
from .terrein import Terrein
from .volumes import Lichaam, Massamodel
from .zonpunten import Punten, inside

__all__ = ["OP", "Meetgroep", "Meetpunten", "gevelpunten", "meetpunten"]

Floats = npt.NDArray[np.float64]

#: Lift of points above the ground, metres, and where in its cell a point lies: never in line with a drawn wall.
LIFT_M = 0.01
IN_CELL = (0.50037, 0.50053)


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
    own = [item for item in massa.lichamen if item.in_plan]
    return joined(ground, gevelpunten(own, massa.lichamen, terrein=plan.terrein))


def on_surfaces(surfaces: Sequence[_Found], lichamen: Sequence[Lichaam], raster_m: float) -> Meetpunten:
    """Points on the ground, with those inside a mass marked."""
    xyz = np.concatenate([np.empty((0, 3)), *(f.xyz for f in surfaces)])
    cuts = np.cumsum([0, *(len(f.xyz) for f in surfaces)]).tolist()
    groepen = tuple(
        Meetgroep(f.id, f.naam, f.soort, a, b, float(f.shape.area))
        for f, (a, b) in zip(surfaces, pairwise(cuts), strict=True)
    )
    return Meetpunten(Punten(xyz, None, inside(xyz, lichamen)), groepen, raster_m)


def raster(shape: BaseGeometry, raster_m: float, z_m: float = LIFT_M, terrein: Terrein | None = None) -> Floats:
    """Points (n, 3) at the cell centres of a grid that lie on a surface, `z_m` above 0 or above the terrain given."""
    if shape.is_empty:
        return np.empty((0, 3))
    x0, y0, x1, y1 = shape.bounds
    columns = (np.arange(np.floor(x0 / raster_m), np.ceil(x1 / raster_m)) + IN_CELL[0]) * raster_m
    rows = (np.arange(np.floor(y0 / raster_m), np.ceil(y1 / raster_m)) + IN_CELL[1]) * raster_m
    x, y = (part.ravel() for part in np.meshgrid(columns, rows))
    shapely.prepare(shape)
    on = shapely.contains_xy(shape, x, y)
    points: Floats = np.c_[x[on], y[on], np.full(int(on.sum()), z_m)]
    if terrein is not None:
        points[:, 2] += terrein.hoogte(points[:, :2])
    return points


def _hoven(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
    names = {b.id: b.naam for b in plan.bouwblokken}
    for hof in massa.hoven:
        low = raster(hof.polygon.difference(hof.dek), raster_m, terrein=plan.terrein)
        high = raster(hof.dek, raster_m, hof.dek_m + LIFT_M)
        yield _Found(hof.blok, f"Hof {names[hof.blok]}", "hof", hof.polygon, np.concatenate([low, high]))


def _vlakken(soort: str) -> Callable[[Plan, State, Massamodel, float], Iterator[_Found]]:
    def found(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
        for vlak in vlakken(plan, state):
            if vlak.soort == soort:
                points = raster(vlak.polygon, raster_m, terrein=plan.terrein)
                yield _Found(vlak.id, vlak.naam, soort, vlak.polygon, points)

    return found


def _straten(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
    """Stretches that touch the plan, from gevel to gevel, without the ground of built bouwblokken."""
    names = straatnamen(plan)
    private = shapely.union_all([b.eiland for b in plan.bouwblokken if is_built(plan, state, b)])
    for straat in plan.straten:
        if straat.lijn.intersects(plan.plangrens):
            shape = straat.lijn.buffer(straat.breedte_m / 2, cap_style="flat").difference(private)
            points = raster(shape, raster_m, terrein=plan.terrein)
            yield _Found(straat.id, names[straat.id], "straat", shape, points)


def _doorsteken(plan: Plan, state: State, massa: Massamodel, raster_m: float) -> Iterator[_Found]:
    for gang in massa.doorgangen:
        if gang.is_open:
            points = raster(gang.strook, raster_m, terrein=plan.terrein)
            yield _Found(gang.id, gang.naam, "doorsteek", gang.strook, points)


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
