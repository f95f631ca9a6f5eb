"""Small scenes of prisms, and the engine asked about them in the simplest way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from shapely import affinity
from shapely.geometry import Polygon, box

from massastudie.bezonning import Bezonning, Dag, study
from massastudie.casters import Prism, from_prisms
from massastudie.steps import drained
from massastudie.zonnestand import Plaats
from massastudie.zonpunten import Punten, inside_prisms

#: Koopmansplein, with its own grid convergence.
ASSEN = Plaats.from_rd(233778.0, 557095.0)
EQUINOX = date(2026, 3, 21)
#: Declination at noon, degrees (computed with the formulas of Meeus, year 2026), and its change per day.
DECLINATION = {
    date(2026, 2, 19): (-11.17, 0.36), EQUINOX: (0.35, 0.395), date(2026, 6, 21): (23.44, 0.0),
    date(2026, 12, 21): (-23.44, 0.0),
}  # fmt: skip


def block(x: float, y: float, width: float, depth: float, top_m: float, turn_deg: float = 0.0, bottom_m: float = 0.0
          ) -> Prism:  # fmt: skip
    """A box with its middle at (x, y), turned."""
    shape = affinity.rotate(box(x - width / 2, y - depth / 2, x + width / 2, y + depth / 2), turn_deg)
    return Prism(shape, bottom_m, top_m)


def city(seed: int, count: int = 9, hanging: bool = True) -> list[Prism]:
    """Random boxes that do not touch, 20 m apart; every third one hangs 4 m above ground."""
    rng = np.random.default_rng(seed)
    places = [(i * 20.0, j * 20.0) for i in range(-2, 3) for j in range(-2, 3)]
    chosen = rng.permutation(len(places))[:count]
    return [
        block(*places[place], *rng.uniform(6, 12, 2), rng.uniform(6, 25), rng.uniform(0, 90),
              4.0 if hanging and n % 3 == 0 else 0.0)
        for n, place in enumerate(chosen)
    ]  # fmt: skip


def concave(seed: int) -> list[Prism]:
    """An L, a U and a ring with a hole, turned at random."""
    shapes = [
        Polygon([(0, 0), (30, 0), (30, 10), (10, 10), (10, 25), (0, 25)]),
        Polygon([(0, 0), (30, 0), (30, 30), (20, 30), (20, 10), (10, 10), (10, 30), (0, 30)]),
        Polygon(box(0, 0, 40, 40).exterior.coords, [list(box(12, 12, 28, 28).exterior.coords)]),
    ]
    rng = np.random.default_rng(seed)
    moved = [affinity.translate(affinity.rotate(s, rng.uniform(0, 360)), x, 15.0 * n)
             for n, (s, x) in enumerate(zip(shapes, (-60.0, 0.0, 55.0), strict=True))]  # fmt: skip
    return [Prism(shape, 0.0, float(rng.uniform(6, 18))) for shape in moved]


def ground(seed: int, count: int, reach_m: float = 60.0, z_m: float = 0.0) -> np.ndarray:
    """Random points at one height."""
    rng = np.random.default_rng(seed)
    return np.c_[rng.uniform(-reach_m, reach_m, (count, 2)), np.full(count, z_m)]


def grid(z_m: float = 0.01, raster_m: float = 1.0, reach: int = 35) -> np.ndarray:
    """Points of a grid, none in line with a wall of a box that is not turned."""
    place = (np.arange(-reach, reach) + 0.50037) * raster_m
    x, y = (part.ravel() for part in np.meshgrid(place, place))
    return np.c_[x, y, np.full(len(x), z_m)]


def points_of_all_kinds() -> np.ndarray:
    """Loose points, a small grid, and stacks of three."""
    loose = ground(7, 150)
    stacks = np.repeat(ground(8, 40) + [0.0, 0.0, 1.5], 3, axis=0) + np.tile(
        [[0.0, 0, 0], [0, 0, 3], [0, 0, 6]], (40, 1)
    )
    return np.concatenate([loose, grid(0.01, reach=9), stacks])


def sun_on(
    prisms: Sequence[Prism],
    xyz: np.ndarray,
    dag: Dag | date = EQUINOX,
    plaats: Plaats = ASSEN,
    normals: np.ndarray | None = None,
) -> Bezonning:
    """The engine's answer; points inside a prism are masked."""
    asked = dag if isinstance(dag, Dag) else Dag(dag)
    points = Punten(xyz, normals, inside_prisms(xyz, list(prisms)))
    return drained(study(from_prisms(prisms), points, asked, plaats))
