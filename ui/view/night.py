"""Lamplight by night: windows in the facades, and the shopfronts of the plint.

Which windows are lit follows from where they are, so that a pand never changes its look. It is a hint of life, not a
statement about the plan: the legend says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.plan import Functie
from massastudie.scene import BodyItem
from massastudie.volumes import Volume

from .. import style
from . import light, tone
from .batch import Batch
from .light import Floats
from .shadow import same

#: Windows are drawn this far before their wall, and no nearer to a corner than this, metres.
BEFORE_M, CORNER_M = 0.06, 0.4
#: Storeys lower than this have no window, metres.
LEAST_M = 2.2
#: By functie: distance between windows, width, sill and head above the floor (metres), and how many are lit.
Row = tuple[float, float, float, float, float]
DWELLING: Row = (2.7, 1.2, 0.8, 2.2, 0.30)
SHOP: Row = (4.5, 3.7, 0.4, 3.1, 0.85)
ROWS: dict[Functie, Row] = {
    Functie.WINKEL: SHOP,
    Functie.HORECA: SHOP,
    Functie.CULTUUR: (3.6, 2.4, 0.6, 3.0, 0.7),
    Functie.KANTOOR: (2.7, 1.8, 0.8, 2.3, 0.15),
    Functie.MAATSCHAPPELIJK: (2.7, 1.6, 0.8, 2.3, 0.3),
    Functie.PARKEREN: (5.4, 0.0, 0.0, 0.0, 0.0),
}


@dataclass(frozen=True, eq=False)
class Walls:
    """Walls of storeys: ends (n, 2), inside to the left; floor and ceiling (n,); `row` (n, 5) as in `ROWS`."""

    a: Floats
    b: Floats
    low: Floats
    high: Floats
    row: Floats


def walls_of(volumes: Sequence[Volume]) -> Walls:
    """All walls of these storeys."""
    shapes = shapely.orient_polygons(np.array([v.polygon for v in volumes], dtype=object))
    rings, of_shape = shapely.get_rings(shapes, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    of = of_shape[of_ring[start]]
    numbers = np.array([(v.bottom_m, v.top_m, *ROWS.get(v.functie, DWELLING)) for v in volumes]).reshape(-1, 7)[of]
    return Walls(xy[start], xy[start + 1], numbers[:, 0], numbers[:, 1], numbers[:, 2:])


def windows(walls: Walls) -> tuple[Floats, NDArray[np.int64]]:
    """Lit windows as rectangles (k, 4, 3) before their walls, and the lamp (k,) behind each."""
    way = walls.b - walls.a
    length = np.hypot(way[:, 0], way[:, 1])
    step, wide, sill, head, share = walls.row.T
    tall = walls.high - walls.low
    count = np.where((tall >= LEAST_M) & (wide > 0), np.floor((length - 2 * CORNER_M) / np.maximum(step, 1.0)), 0)
    count = np.maximum(count, 0).astype(np.int64)
    wall = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(wall)) - np.repeat(np.cumsum(count) - count, count)
    at = (number + 0.5) / count[wall]
    middle = walls.a[wall] + way[wall] * at[:, None]
    chance = dice(middle, walls.low[wall])
    lit = chance < share[wall]
    wall, middle, chance = wall[lit], middle[lit], chance[lit]
    along = way[wall] / length[wall, None]
    outward = np.column_stack([along[:, 1], -along[:, 0]]) * BEFORE_M
    half = along * (wide[wall] / 2)[:, None]
    low = walls.low[wall] + sill[wall]
    high = walls.low[wall] + np.minimum(head[wall], tall[wall] - 0.35)
    a, b = middle + outward - half, middle + outward + half
    corners = np.stack([np.c_[a, low], np.c_[b, low], np.c_[b, high], np.c_[a, high]], axis=1)
    return corners, (chance * 1e4).astype(np.int64) % len(style.LAMPS)


def dice(points: Floats, height_m: Floats) -> Floats:
    """A number from 0 to 1 per place (n,) that follows from where it is."""
    mix = points @ np.array([12.9898, 78.233]) + height_m * 37.719
    result: Floats = np.abs(np.sin(mix) * 43758.5453) % 1.0
    return result


class Windows:
    """The lit windows of a scene in one batch."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batch = Batch(renderer)
        self._shown: tuple[BodyItem, ...] = ()

    def show(self, items: tuple[BodyItem, ...], centre: tuple[float, float]) -> None:
        """Light the windows of these masses."""
        if same(items, self._shown):
            return
        self._shown = items
        corners, lamp = windows(walls_of([v for item in items for v in item.lichaam.volumes]))
        points = corners[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3)
        colours = np.repeat(light.linear(style.LAMPS)[lamp], 6, axis=0)
        dark = light.linear(tone.toned(style.HORIZON, tone.night))
        self.batch.write(points, light.to_bytes(light.blend(colours, dark, light.city_haze(points, centre))))
