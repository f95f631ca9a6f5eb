"""What files of others draw of panden as solids: their faces joined, closed over the ground they stand on.

A reader leaves out the faces that lie on the ground, which are never seen, and gives each pand of a mass of several
heights its own faces; a program that measures needs the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from massastudie.facets import GROUND_M
from massastudie.triangles import triangulated
from massastudie.volumes import Lichaam, Massamodel, kept_with

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
#: Coordinates are rounded to so many decimals of a metre: corners that a millimetre cannot tell apart are one.
DECIMALS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """vertices (n, 3) m, faces (m, 3) outward; `closed`: they close, and hold `volume_m3`. `members` are the panden
    that have it together, each with its own bouwlagen."""

    members: tuple[str, ...]
    vertices: Floats
    faces: Ints
    closed: bool

    @property
    def volume_m3(self) -> float:
        """Volume within a closed mesh: a sixth of the triple products of its triangles."""
        return _volume_m3(self.vertices, self.faces)


@kept_with
def forms(massa: Massamodel) -> dict[str, Form | None]:
    """The form of each pand (by id) that a file draws; None for one that is within the form of another."""
    drawn = [item for item in massa.lichamen if item.facets is not None]
    alone = {item.id: _form([item]) for item in drawn}
    found: dict[str, Form | None] = dict(alone)
    is_open = [item for item in drawn if not alone[item.id].closed]
    for group in _touching(is_open, [alone[item.id] for item in is_open]):
        whole = _form(group)
        if whole.closed:
            found |= {item.id: None for item in group} | {group[0].id: whole}
    return found


def _form(items: Sequence[Lichaam]) -> Form:
    """The faces of one or more panden as one mesh, closed over the ground where it ends there."""
    drawn = [item.facets.triangles for item in items if item.facets is not None]
    points = np.round(np.concatenate(drawn).reshape(-1, 3), DECIMALS) + 0.0  # no minus zero
    vertices, index = np.unique(points, axis=0, return_inverse=True)
    faces = index.reshape(-1, 3).astype(np.int64)
    a, b, c = faces.T
    faces = faces[(a != b) & (b != c) & (c != a)]
    whole = np.concatenate([faces, _ground(vertices, faces, min(item.maaiveld_m for item in items))])
    closed = _is_closed(whole) and _volume_m3(vertices, whole) > 0
    return Form(tuple(item.id for item in items), vertices, whole, closed)


def _volume_m3(vertices: Floats, faces: Ints) -> float:
    a, b, c = (vertices[faces[:, i]] - vertices.mean(axis=0) for i in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def _is_closed(faces: Ints) -> bool:
    """True when each edge is there once and once the other way (rules 302, 303 and 307 of val3dity)."""
    keys, back = _edge_keys(faces)
    found = np.unique(keys)
    return len(faces) > 0 and len(found) == len(keys) and bool(np.array_equal(found, np.unique(back)))


def _edge_keys(faces: Ints) -> tuple[Ints, Ints]:
    """Each edge (3m,) as one number, and the same edge the other way."""
    size = int(faces.max(initial=0)) + 1
    a, b = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    return a * size + b, b * size + a


def _rim(faces: Ints) -> Ints:
    """Edges (k, 2) that no face has the other way."""
    keys, back = _edge_keys(faces)
    return np.stack(np.divmod(keys[~np.isin(keys, back)], int(faces.max(initial=0)) + 1), axis=1)


def _ground(vertices: Floats, faces: Ints, ground_m: float) -> Ints:
    """Triangles (k, 3) that close the mesh where it ends on the ground, looking down; none where it ends above it."""
    rim = _rim(faces)
    if not len(rim) or vertices[rim, 2].max() > ground_m + GROUND_M:
        return np.empty((0, 3), np.int64)
    place = {tuple(vertices[i, :2].tolist()): i for i in np.unique(rim).tolist()}
    parts = shapely.get_parts(shapely.polygonize(shapely.linestrings(vertices[rim][:, :, :2])))
    edges = {(a, b) for a, b in rim.tolist()}
    corners, _ = triangulated(np.array([p for p in parts if _stands_on(p, place, edges)], dtype=object))
    rows = [[place[tuple(xy)] for xy in triangle] for triangle in corners[:, ::-1].tolist()]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def _stands_on(polygon: shapely.Polygon, place: dict[tuple[float, ...], int], edges: set[tuple[int, int]]) -> bool:
    """Whether the walls run counterclockwise round it: the others are courts within."""
    first, second = shapely.get_coordinates(shapely.orient_polygons(polygon).exterior)[:2].tolist()
    return (place[tuple(first)], place[tuple(second)]) in edges


def _touching(items: Sequence[Lichaam], made: Sequence[Form]) -> Iterable[list[Lichaam]]:
    """Panden whose faces go on in each other's, two or more together, in their own order."""
    if len(items) < 2:
        return []
    import networkx as nx

    together = nx.empty_graph(len(items))
    seen: dict[tuple[float, ...], int] = {}
    for i, form in enumerate(made):
        ends = form.vertices[_rim(form.faces)]
        for a, b in ends.tolist():
            other = seen.get((*b, *a))
            if other is None:
                seen[(*a, *b)] = i
            else:
                together.add_edge(i, other)
    return [[items[i] for i in sorted(group)] for group in nx.connected_components(together) if len(group) > 1]
