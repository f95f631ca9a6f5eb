"""Points on which sun is asked, in tiles for the engine, and which of them lie inside a mass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from .casters import Prism, bodies
from .errors import MassastudieError
from .tiling import Tiles, apart, facing, joined, make_tiles
from .volumes import Lichaam

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

#: Squares in which it is first asked which masses stand there, metres.
NEAR_M = 6.0


@dataclass(frozen=True, eq=False)
class Punten:
    """Where sun is asked: xyz (n, 3) m in the local frame, normals (n, 3) unit; None: the ground, facing up.

    `binnen` (n,) marks points inside a mass: they are never sunlit and have no minutes. None: no point is.
    Raises MassastudieError when a coordinate is not finite or the shapes do not agree.
    """

    xyz: Floats
    normals: Floats | None = None
    binnen: Mask | None = None

    def __post_init__(self) -> None:
        if self.xyz.ndim != 2 or self.xyz.shape[1] != 3 or not np.isfinite(self.xyz).all():
            raise MassastudieError(f"punten: verwacht eindige x, y, z per punt, gevonden vorm {self.xyz.shape}")
        if self.normals is not None and self.normals.shape != self.xyz.shape:
            raise MassastudieError(f"punten: verwacht een normaal per punt, gevonden vorm {self.normals.shape}")
        if self.binnen is not None and self.binnen.shape != self.xyz.shape[:1]:
            raise MassastudieError(f"punten: verwacht een masker per punt, gevonden vorm {self.binnen.shape}")

    def __len__(self) -> int:
        return len(self.xyz)

    @cached_property
    def tiles(self) -> Tiles:
        """The points in tiles."""
        return make_tiles(self.xyz, self.normals)

    def among(self, lichamen: Sequence[Lichaam]) -> Punten:
        """The same places with those inside other masses marked."""
        return Punten(self.xyz, self.normals, inside(self.xyz, lichamen))


def in_parts(parts: Sequence[Punten]) -> Punten:
    """The points of all parts after each other, in tiles that never mix two of them, so that parts can be asked again
    apart from each other. Each part keeps the tiles it was given once; masks are left out."""
    _tile([part for part in parts if "tiles" not in part.__dict__])
    xyz = np.concatenate([np.empty((0, 3)), *(part.xyz for part in parts)])
    upright = [part.normals for part in parts if part.normals is not None]
    made = Punten(xyz, np.concatenate([np.empty((0, 3)), *upright]) if len(upright) == len(parts) else None)
    made.__dict__["tiles"] = joined([part.tiles for part in parts])
    return made


def _tile(parts: Sequence[Punten]) -> None:
    """Put the points of each part in tiles: of many parts, in a tenth of the time they take one by one."""
    counts, nothing = [len(part) for part in parts], np.empty((0, 3))
    xyz = np.concatenate([nothing, *(part.xyz for part in parts)])
    normals = np.concatenate([nothing, *(facing(part.xyz, part.normals) for part in parts)])
    tiles = make_tiles(xyz, normals, np.repeat(np.arange(len(parts)), counts))
    for part, own in zip(parts, apart(tiles, counts), strict=True):
        part.__dict__["tiles"] = own


def inside_prisms(xyz: Floats, prisms: Sequence[Prism]) -> Mask:
    """Which points (n, 3) lie inside a prism. On the ground under one that stands on it counts as inside, in a wall
    or on a top does not."""
    return _Solids(prisms, np.empty((0, 3, 3)), np.empty(0)).inside(xyz)


def inside(xyz: Floats, lichamen: Sequence[Lichaam]) -> Mask:
    """Which points (n, 3) lie inside a mass, its kap included."""
    return _solids(tuple(lichamen)).inside(xyz)


@lru_cache(maxsize=16)
def _solids(lichamen: tuple[Lichaam, ...]) -> _Solids:
    return _Solids(*bodies(lichamen))


class _Solids:
    """Prisms and slopes (k, 3, 3) of roofs with the height (k,) they start at, found by place."""

    def __init__(self, prisms: Sequence[Prism], slopes: Floats, goot_m: Floats) -> None:
        self._prisms = shapely.STRtree(np.array([p.polygon for p in prisms], dtype=object))
        low = [np.nextafter(p.bottom_m, -np.inf) if p.stands else p.bottom_m for p in prisms]
        self._low = np.array(low)  # what stands on the ground holds the ground under it
        self._high = np.array([p.top_m for p in prisms])
        self._slopes, self._goot = slopes, goot_m
        self._roofs = shapely.STRtree(shapely.polygons(slopes[:, :, :2]))

    def inside(self, xyz: Floats) -> Mask:
        """Which points (n, 3) lie inside one of them."""
        result = np.zeros(len(xyz), dtype=bool)
        squares = _Squares(xyz[:, :2])
        point, prism = squares.within(self._prisms)
        z = xyz[point, 2]
        result[point[(z > self._low[prism]) & (z < self._high[prism])]] = True
        point, slope = squares.within(self._roofs)
        z = xyz[point, 2]
        under = z < _height_on(self._slopes[slope], xyz[point, :2])
        result[point[under & (z > self._goot[slope])]] = True
        return result


class _Squares:
    """Places (n, 2) gathered in squares, so that most are asked nothing: an object per place would cost more, and
    wake up the search for garbage."""

    def __init__(self, xy: Floats) -> None:
        self._xy = xy
        square = np.floor(xy / NEAR_M).astype(np.int64)
        key = (square - square.min(axis=0, initial=0)) @ np.array([1, 1 << 32])
        self._order = np.argsort(key, kind="stable")
        first = np.flatnonzero(np.diff(key[self._order], prepend=-1))
        self._cuts = np.r_[first, len(xy)]
        corner = square[self._order[first]] * NEAR_M
        self._boxes = shapely.box(*corner.T, *(corner + NEAR_M).T)

    def within(self, tree: shapely.STRtree) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Pairs of a place and the number of a shape of the tree that it lies in; on its edge is not in."""
        square, shape = tree.query(self._boxes, predicate="intersects")
        count = self._cuts[square + 1] - self._cuts[square]
        start = np.repeat(self._cuts[square] - (np.cumsum(count) - count), count)
        place, shape = self._order[start + np.arange(len(start))], np.repeat(shape, count)
        hit = shapely.contains_xy(tree.geometries[shape], *self._xy[place].T)
        return place[hit], shape[hit]


def _height_on(triangles: Floats, xy: Floats) -> Floats:
    """Height of each triangle's plane (n, 3, 3) over its point (n, 2)."""
    normal = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    away = xy - triangles[:, 0, :2]
    height: Floats = triangles[:, 0, 2] - (normal[:, :2] * away).sum(axis=1) / normal[:, 2]
    return height
