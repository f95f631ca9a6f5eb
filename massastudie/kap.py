"""Pitched roofs: zadel (two slopes from the ridge line) and schild (hipped to a shorter ridge), many at once.

A slope falls from the ridge to the goot at the farthest corner on its side; corners nearer to the ridge lie higher,
and a gable wall closes the ends. The same triangles serve drawing and, joined, a closed solid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from .footprint import GRID_M
from .triangles import triangulated
from .volumes import Kap

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Index = npt.NDArray[np.intp]
#: A point nearer to the ridge line than this lies on it, metres.
ON_RIDGE_M = 2 * GRID_M


@dataclass(frozen=True, eq=False)
class Roofs:
    """Loose triangles (t, 3, 3) m of many roofs, outward: slopes first, then gable walls; `owner` says whose.

    `base` are the triangles (b, 3, 3) underneath at the goot, `edges` (k, 2, 3) the lines to draw.
    """

    slopes: Floats
    slope_owner: Index
    walls: Floats
    wall_owner: Index
    base: Floats
    base_owner: Index
    edges: Floats
    edge_owner: Index


def roofs(kaps: Sequence[Kap]) -> Roofs:
    """The triangles of many roofs; `owner` is the place in `kaps`."""
    gabled = [i for i, k in enumerate(kaps) if not _is_hipped(k)]
    hipped = [i for i, k in enumerate(kaps) if _is_hipped(k)]
    parts = [_schild(kaps[i], i) for i in hipped]
    if gabled:
        parts.append(_zadels([kaps[i] for i in gabled], np.array(gabled)))
    return _joined(parts)


def _is_hipped(kap: Kap) -> bool:
    return kap.dak.vorm == "schild" and kap.dak.noklijn is not None


def _joined(parts: Sequence[Roofs]) -> Roofs:
    def join(name: str, empty: tuple[int, ...]) -> npt.NDArray[np.generic]:
        found = [getattr(p, name) for p in parts]
        return np.concatenate(found) if found else np.empty(empty)

    shapes = {"slopes": (0, 3, 3), "walls": (0, 3, 3), "base": (0, 3, 3), "edges": (0, 2, 3)}
    owners = {"slopes": "slope_owner", "walls": "wall_owner", "base": "base_owner", "edges": "edge_owner"}
    fields = {name: join(name, empty) for name, empty in shapes.items()}
    fields |= {name: join(name, (0,)).astype(np.intp) for name in owners.values()}
    return Roofs(**fields)  # type: ignore[arg-type]


def solid(kap: Kap) -> tuple[Floats, Ints]:
    """The roof as a closed solid on its goot: vertices (n, 3) m, faces (m, 3) outward."""
    made = roofs([kap])
    points = np.concatenate([made.slopes, made.walls, made.base]).reshape(-1, 3)
    vertices, index = np.unique(np.round(points, 6), axis=0, return_inverse=True)
    return vertices, index.reshape(-1, 3).astype(np.int32)


def ridge_of(kap: Kap) -> Floats:
    """Ends (2, 2) of the ridge line; the long middle line of the bounding rectangle where none was given."""
    if kap.dak.noklijn is not None:
        return np.array(kap.dak.noklijn.coords)[[0, -1], :2]
    a, b, c, d = np.array(kap.polygon.minimum_rotated_rectangle.exterior.coords)[:4]
    if np.linalg.norm(b - a) > np.linalg.norm(c - b):
        a, b, c, d = b, c, d, a
    return np.array([(a + b) / 2, (c + d) / 2])


@dataclass(frozen=True, eq=False)
class _Heights:
    """What gives the height of a point on each gabled roof: a point and normal of its ridge, reach on either side."""

    start: Floats
    normal: Floats
    goot_m: Floats
    nok_m: Floats
    reach: Floats

    def distance(self, xy: Floats, roof: Index) -> Floats:
        """Signed distance from the ridge line, zero when on it."""
        found = np.einsum("ij,ij->i", xy - self.start[roof], self.normal[roof])
        on_ridge = np.abs(found) < ON_RIDGE_M
        result: Floats = np.where(on_ridge, 0.0, found)
        return result

    def z(self, xy: Floats, roof: Index) -> Floats:
        """Height of the roof over points (n, 2)."""
        distance = self.distance(xy, roof)
        reach = np.where(distance > 0, self.reach[roof, 0], self.reach[roof, 1])
        fall = np.minimum(np.abs(distance) / np.maximum(reach, 1e-9), 1.0)
        z = self.nok_m[roof] - fall * (self.nok_m - self.goot_m)[roof]
        result: Floats = np.where(z - self.goot_m[roof] < GRID_M, self.goot_m[roof], z)
        return result


def _zadels(kaps: Sequence[Kap], owner: Index) -> Roofs:
    """All gabled roofs: each footprint halved along its ridge line, lifted, closed with gable walls."""
    heights = _heights(kaps)
    halves, of_roof = _halves(kaps, heights)
    flat, of_half = triangulated(halves)
    roof = of_half if not len(of_half) else of_roof[of_half]
    z = heights.z(flat.reshape(-1, 2), np.repeat(roof, 3)).reshape(-1, 3)
    goot = heights.goot_m[roof]
    raised = (z > goot[:, None]).any(axis=1)
    slopes = np.concatenate([flat, z[..., None]], axis=2)[raised]
    low = np.broadcast_to(goot[:, None, None], (len(flat), 3, 1))
    base = np.concatenate([flat, low], axis=2)[raised][:, ::-1]
    a, b, rim_roof, on_ridge = _borders(halves, of_roof, heights)
    walls, wall_roof = _gables(a[~on_ridge], b[~on_ridge], rim_roof[~on_ridge], heights)
    edges = np.stack([_lifted(a, rim_roof, heights), _lifted(b, rim_roof, heights)], axis=1)
    return Roofs(
        slopes, owner[roof[raised]], walls, owner[wall_roof], base, owner[roof[raised]], edges, owner[rim_roof]
    )  # fmt: skip


def _heights(kaps: Sequence[Kap]) -> _Heights:
    ridges = np.array([ridge_of(k) for k in kaps])
    along = ridges[:, 1] - ridges[:, 0]
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    normal = np.c_[-along[:, 1], along[:, 0]]
    xy, roof = shapely.get_coordinates(np.array([k.polygon for k in kaps], dtype=object), return_index=True)
    distance = np.einsum("ij,ij->i", xy - ridges[roof, 0], normal[roof])
    reach = np.zeros((len(kaps), 2))
    np.maximum.at(reach[:, 0], roof, distance)
    np.maximum.at(reach[:, 1], roof, -distance)
    goot, nok = (np.array([getattr(k, name) for k in kaps]) for name in ("goot_m", "nok_m"))
    return _Heights(ridges[:, 0], normal, goot, nok, reach)


def _halves(kaps: Sequence[Kap], heights: _Heights) -> tuple[npt.NDArray[np.object_], Index]:
    """The footprints cut along their ridge lines: polygons and the roof each is of."""
    along = np.c_[heights.normal[:, 1], -heights.normal[:, 0]] * 1e3
    out = heights.normal * 1e3
    shapes = np.array([k.polygon for k in kaps], dtype=object)
    found, owners = [], []
    for side in (1, -1):
        a, b = heights.start - along, heights.start + along
        planes = shapely.polygons(np.stack([a, b, b + side * out, a + side * out], axis=1))
        parts, index = shapely.get_parts(shapely.intersection(shapes, planes, grid_size=GRID_M), return_index=True)
        areas = shapely.area(parts) > 1e-6
        found.append(parts[areas])
        owners.append(index[areas])
    return np.concatenate(found), np.concatenate(owners)


def _borders(
    halves: npt.NDArray[np.object_], of_roof: Index, heights: _Heights
) -> tuple[Floats, Floats, Index, npt.NDArray[np.bool_]]:
    """Border segments of the halves (a to b, inside on the left), their roof, and which lie on the ridge."""
    rings, of_half = shapely.get_rings(shapely.orient_polygons(halves), return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    roof = of_roof[of_half[of_ring[start]]]
    a, b = xy[start], xy[start + 1]
    return a, b, roof, _shared(a, b, roof)


def _shared(a: Floats, b: Floats, roof: Index) -> npt.NDArray[np.bool_]:
    """True for a segment that the other half of the same roof has the other way round: it is not a border."""
    ahead = [(int(r), *p, *q) for r, p, q in zip(roof, a.tolist(), b.tolist(), strict=True)]
    known = set(ahead)
    return np.array([(r, x1, y1, x0, y0) in known for r, x0, y0, x1, y1 in ahead])


def _lifted(xy: Floats, roof: Index, heights: _Heights) -> Floats:
    lifted: Floats = np.c_[xy, heights.z(xy, roof)]
    return lifted


def _gables(a: Floats, b: Floats, roof: Index, heights: _Heights) -> tuple[Floats, Index]:
    """Wall triangles between goot and slope; none where they meet."""
    goot = heights.goot_m[roof]
    a0, b0 = np.c_[a, goot], np.c_[b, goot]
    a1, b1 = _lifted(a, roof, heights), _lifted(b, roof, heights)
    first, second = b1[:, 2] > goot, a1[:, 2] > goot
    walls = np.concatenate([np.stack([a0, b0, b1], 1)[first], np.stack([a0, b1, a1], 1)[second]])
    return walls, np.r_[roof[first], roof[second]]


def _schild(kap: Kap, owner: int) -> Roofs:
    """Each corner of the outline slopes up to the nearer end of the ridge."""
    corners = np.array(shapely.geometry.polygon.orient(kap.polygon).exterior.coords)[:-1, :2]
    ends = ridge_of(kap)
    nearest = np.linalg.norm(corners[:, None] - ends[None], axis=2).argmin(axis=1)
    if np.count_nonzero(nearest != np.roll(nearest, -1)) != 2:
        ends, nearest = np.repeat(ends.mean(axis=0)[None], 2, axis=0), np.zeros(len(corners), dtype=int)
    low = np.c_[corners, np.full(len(corners), kap.goot_m)]
    high = np.c_[ends, np.full(len(ends), kap.nok_m)]
    slopes = np.array([t for i in range(len(low)) for t in _hip(i, low, high, nearest)])
    flat, _ = triangulated(np.array([Polygon(corners)], dtype=object))
    base = np.concatenate([flat, np.full((len(flat), 3, 1), kap.goot_m)], axis=2)[:, ::-1]
    edges = np.concatenate(
        [np.stack([low, np.roll(low, -1, axis=0)], 1), np.stack([low, high[nearest]], 1), high[None]]
    )
    return Roofs(
        slopes, np.full(len(slopes), owner), np.empty((0, 3, 3)), np.empty(0, np.intp),
        base, np.full(len(base), owner), edges, np.full(len(edges), owner),
    )  # fmt: skip


def _hip(i: int, low: Floats, high: Floats, nearest: Index) -> list[list[Floats]]:
    j = (i + 1) % len(low)
    a, b = high[nearest[i]], high[nearest[j]]
    first = [low[i], low[j], b]
    return [first] if nearest[i] == nearest[j] else [first, [low[i], b, a]]
