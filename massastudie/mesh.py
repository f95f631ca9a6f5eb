"""Triangles of masses: flat-shaded meshes to draw, closed meshes to export and to check.

Triangles run counterclockwise seen from outside; all lengths in metres in the local frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from .facets import DOWN, GROUND_M, UP
from .kap import Roofs, roofs
from .triangles import triangulated, unit, unit_normals
from .volumes import Lichaam, Volume

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

WALL, TOP, BOTTOM = 0, 1, 2
#: A wall corner turning less than this gets no vertical line, as a cosine.
STRAIGHT_COS = 0.985


@dataclass(frozen=True, eq=False)
class BodyMesh:
    """What is to be drawn of a lichaam: outer faces and the lines on them.

    vertices (n, 3) m; triangles (m, 3) indices; normals (m, 3) unit, outward; volume_index (m,) into `volumes`, -1 for
    the kap; part (m,) 0 wall, 1 top, 2 underside; edges (k, 2, 3) m; edge_kind (k,) 0 outline, 1 storey line.
    """

    vertices: Floats
    triangles: Ints
    normals: Floats
    volume_index: Ints
    part: npt.NDArray[np.uint8]
    edges: Floats
    edge_kind: npt.NDArray[np.uint8]


def lichaam_mesh(lichaam: Lichaam) -> BodyMesh:
    """The mesh of one mass, kept with it: the same object each time."""
    memo: dict[str, Any] = lichaam.__dict__
    if "_mesh" not in memo:
        prepare([lichaam])
    mesh: BodyMesh = memo["_mesh"]
    return mesh


def prepare(lichamen: Sequence[Lichaam]) -> None:
    """Make the meshes of many masses in one go (ten times quicker than one by one)."""
    todo = [item for item in lichamen if "_mesh" not in item.__dict__]
    _prepare_facets([item for item in todo if item.facets is not None])
    if todo := [item for item in todo if item.facets is None]:
        _prepare(todo)


def _prepare_facets(todo: Sequence[Lichaam]) -> None:
    """What a file drew, as it is: all of it belongs to the pand as a whole."""
    own = [item.facets for item in todo if item.facets is not None]
    count = [len(f.triangles) for f in own]
    triangles = np.concatenate([np.empty((0, 3, 3)), *(f.triangles for f in own)])
    normals = unit_normals(triangles)
    ground_m = np.repeat([item.maaiveld_m for item in todo], count)
    on_ground = triangles[:, :, 2].max(axis=1, initial=-np.inf) < GROUND_M + ground_m
    level = normals[:, 2]
    part = np.select([level > UP, (level < DOWN) & on_ground], [TOP, BOTTOM], WALL).astype(np.uint8)
    corners = np.arange(3 * max(count, default=0), dtype=np.int32).reshape(-1, 3)
    none = np.full(len(corners), -1, np.int32)
    ends = np.cumsum([0, *count]).tolist()
    for item, facets, a, b in zip(todo, own, ends[:-1], ends[1:], strict=True):
        kind = np.zeros(len(facets.edges), np.uint8)
        item.__dict__["_mesh"] = BodyMesh(
            facets.triangles.reshape(-1, 3), corners[: b - a], normals[a:b], none[: b - a], part[a:b], facets.edges,
            kind,
        )  # fmt: skip


def _prepare(todo: Sequence[Lichaam]) -> None:
    place = np.array([i for i, item in enumerate(todo) if item.kap is not None], dtype=np.intp)
    made = roofs([item.kap for item in todo if item.kap is not None])
    segments = _segments(todo)
    soups = [_walls(segments), _caps(todo, TOP), _caps(todo, BOTTOM), *_roof_soups(made, place)]
    ridges = _Lines(made.edges, place[made.edge_owner], np.zeros(len(made.edges), np.uint8))
    lines = _joined([_outline_edges(segments), ridges])
    whole = _joined(soups)
    normals = unit_normals(whole.points)
    ends, line_ends = (np.searchsorted(o, np.arange(len(todo) + 1)) for o in (whole.owner, lines.owner))
    for index, item in enumerate(todo):
        faces, edges = slice(*ends[index : index + 2]), slice(*line_ends[index : index + 2])
        item.__dict__["_mesh"] = whole.mesh_of(faces, normals[faces], lines.points[edges], lines.kind[edges])


@dataclass(frozen=True, eq=False)
class _Soup:
    """Loose triangles (t, 3, 3) with the mass, volume and part each belongs to."""

    points: Floats
    owner: npt.NDArray[np.intp]
    volume: Ints
    part: npt.NDArray[np.uint8]

    def mesh_of(self, faces: slice, normals: Floats, edges: Floats, edge_kind: npt.NDArray[np.uint8]) -> BodyMesh:
        """The mesh of the mass whose triangles are `faces`, with its lines."""
        points = self.points[faces].reshape(-1, 3)
        triangles = np.arange(len(points), dtype=np.int32).reshape(-1, 3)
        return BodyMesh(points, triangles, normals, self.volume[faces], self.part[faces], edges, edge_kind)


@dataclass(frozen=True, eq=False)
class _Lines:
    """Loose segments (k, 2, 3) with the mass they belong to and their kind."""

    points: Floats
    owner: npt.NDArray[np.intp]
    kind: npt.NDArray[np.uint8]


Owned = TypeVar("Owned", _Soup, _Lines)


def _joined(parts: Sequence[Owned]) -> Owned:
    """Several soups, or sets of lines, as one, sorted by mass."""
    order = np.argsort(np.concatenate([p.owner for p in parts]), kind="stable")
    columns = (np.concatenate([getattr(p, f.name) for p in parts])[order] for f in fields(parts[0]))
    return type(parts[0])(*columns)


@dataclass(frozen=True, eq=False)
class _Segments:
    """Ring segments of many volumes: ends (s, 2), and per segment the mass, volume, bottom and top."""

    a: Floats
    b: Floats
    owner: npt.NDArray[np.intp]
    volume: Ints
    bottom: Floats
    top: Floats
    has_top: npt.NDArray[np.bool_]
    before: npt.NDArray[np.intp]


def _table(lichamen: Sequence[Lichaam]) -> tuple[list[Volume], npt.NDArray[np.intp], Ints]:
    volumes = [v for item in lichamen for v in item.volumes]
    owner = np.repeat(np.arange(len(lichamen)), [len(item.volumes) for item in lichamen])
    number = np.concatenate([np.arange(len(item.volumes)) for item in lichamen]).astype(np.int32)
    return volumes, owner, number


def _segments(lichamen: Sequence[Lichaam]) -> _Segments:
    volumes, owner, number = _table(lichamen)
    shapes = shapely.normalize(np.array([v.polygon for v in volumes], dtype=object))
    rings, of_shape = shapely.get_rings(shapes, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    shape = of_shape[of_ring[start]]
    bottoms, tops = (np.array([getattr(v, name) for v in volumes]) for name in ("bottom_m", "top_m"))
    shown = np.array([t for item in lichamen for t in _shown(item, TOP)])
    first = np.r_[True, of_ring[start][1:] != of_ring[start][:-1]]
    last = np.r_[first[1:], True]
    before = np.arange(len(start)) - 1
    before[first] = np.flatnonzero(last)
    # normalize() turns outer rings clockwise: swap the ends so that the inside is on the left
    return _Segments(
        xy[start + 1], xy[start], owner[shape], number[shape], bottoms[shape], tops[shape], shown[shape], before
    )  # fmt: skip


def _walls(s: _Segments) -> _Soup:
    a0, b0 = np.c_[s.a, s.bottom], np.c_[s.b, s.bottom]
    a1, b1 = np.c_[s.a, s.top], np.c_[s.b, s.top]
    points = np.stack([np.stack([a0, b0, b1], 1), np.stack([a0, b1, a1], 1)], 1).reshape(-1, 3, 3)
    twice = np.repeat(np.arange(len(s.a)), 2)
    return _Soup(points, s.owner[twice], s.volume[twice], np.zeros(len(twice), np.uint8))


def _caps(lichamen: Sequence[Lichaam], part: int) -> _Soup:
    volumes, owner, number = _table(lichamen)
    shown = np.flatnonzero([t for item in lichamen for t in _shown(item, part)])
    shapes = np.array([volumes[i].polygon for i in shown], dtype=object)
    points, of_shape = triangulated(shapes)
    z = np.array([volumes[i].top_m if part == TOP else volumes[i].bottom_m for i in shown])
    if part == BOTTOM:
        points = points[:, ::-1]
    level = np.broadcast_to(z[of_shape][:, None, None], (len(points), 3, 1)) if len(points) else np.empty((0, 3, 1))
    return _Soup(
        np.concatenate([points, level], axis=2), owner[shown][of_shape], number[shown][of_shape],
        np.full(len(points), part, np.uint8),
    )  # fmt: skip


def _shown(lichaam: Lichaam, part: int) -> list[bool]:
    """Which volumes show their top (or underside): those not closed off by an equal floor above (or below)."""
    result = []
    for volume in lichaam.volumes:
        if part == TOP:
            level, z = volume.bouwlaag + 1, volume.top_m
            covered = lichaam.kap is not None and z == lichaam.kap.goot_m
        else:
            level, z = volume.bouwlaag - 1, volume.bottom_m
            covered = z <= 0.0
        result.append(not covered and not _has_equal(lichaam, volume, level, z, part))
    return result


def _has_equal(lichaam: Lichaam, volume: Volume, level: int, z: float, part: int) -> bool:
    for other in lichaam.volumes:
        if other.bouwlaag == level:
            meets = other.bottom_m if part == TOP else other.top_m
            if meets == z and shapely.equals_exact(other.polygon, volume.polygon, 0.0):
                return True
    return False


def _roof_soups(made: Roofs, place: npt.NDArray[np.intp]) -> list[_Soup]:
    """Slopes and gable walls of the roofs; `place` says which mass each roof is on."""
    pairs = ((made.slopes, made.slope_owner, TOP), (made.walls, made.wall_owner, WALL))
    return [
        _Soup(points, place[owner], np.full(len(owner), -1, np.int32), np.full(len(owner), part, np.uint8))
        for points, owner, part in pairs
    ]


def _outline_edges(s: _Segments) -> _Lines:
    """Top outlines where the top shows, storey lines, and a vertical at each corner."""
    tops = np.stack([np.c_[s.a, s.top], np.c_[s.b, s.top]], 1)[s.has_top]
    raised = s.bottom > 0
    levels = np.stack([np.c_[s.a, s.bottom], np.c_[s.b, s.bottom]], 1)[raised]
    ahead = unit(s.b - s.a)
    corner = np.einsum("ij,ij->i", ahead, ahead[s.before]) < STRAIGHT_COS
    # segments were swapped end for end: the corner with the segment before lies at b
    uprights = np.stack([np.c_[s.b, s.bottom], np.c_[s.b, s.top]], 1)[corner]
    kind = np.r_[np.zeros(len(tops)), np.ones(len(levels)), np.zeros(len(uprights))].astype(np.uint8)
    owner = np.r_[s.owner[s.has_top], s.owner[raised], s.owner[corner]]
    return _Lines(np.concatenate([tops, levels, uprights]), owner, kind)
