"""The faces of masses as triangles with the lines to draw on them, a whole file at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from massastudie.context import ContextPand
from massastudie.facets import DOWN, GROUND_M, Facets
from massastudie.triangles import unit

from .bodies import Bodies
from .boundaries import MIX, Flat, area_vectors, following, place_keys, starts
from .crs import Crs

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: Faces that turn less than 20° over an edge are one surface to the eye.
SMOOTH = 0.94
#: Convex faces of up to so many corners are cut as a fan, which is quick.
FAN_CORNERS = 8
#: How far inside its own mass a point of a face is looked for, m.
INSIDE_M = 0.05


@dataclass(frozen=True, eq=False)
class Faces:
    """Faces (f,) of some geometries: `flat` counts their corners and rings, points (c, 3) m (x and y in RD, z above
    the ground of their mass), owner (f,) the mass each is of, normals (f, 3) unit, outward."""

    flat: Flat
    points: Floats
    owner: Ints
    normals: Floats


def faces_of(bodies: Bodies, crs: Crs, low: Floats, chosen: Flags) -> Faces:
    """The faces of the geometries (g,) that are `chosen`; `low` is the ground (m,) of each mass, m. Not those that lie
    on the ground: they are never seen, and no sunbeam enters a mass there."""
    flat = bodies.flat
    face = chosen[flat.geometry_of_face] & ~_on_ground(bodies, low)
    ring = np.repeat(face, flat.face)
    corner = np.repeat(ring, flat.ring)
    owner = bodies.owner[flat.geometry_of_face][face]
    none = np.zeros(0, dtype=np.int64)
    part = Flat(flat.corners[corner], flat.ring[ring], flat.face[face], none, none, none)
    points = bodies.points[corner].copy()
    points[:, :2] = crs.to_rd(points[:, :2])
    of_corner = np.repeat(np.repeat(owner, part.face), part.ring)
    points[:, 2] -= low[of_corner]
    areas = bodies.areas[ring] if crs.transformer is None else area_vectors(part, points - points[:1])
    vectors = areas[starts(part.face)] if len(owner) else np.empty((0, 3))
    return Faces(part, points, owner, unit(vectors))


def _on_ground(bodies: Bodies, low: Floats) -> Flags:
    """Which faces (f,) look down and lie on the ground of their mass."""
    flat = bodies.flat
    if not len(flat.face):
        return np.zeros(0, dtype=bool)
    vectors = bodies.areas[starts(flat.face)]
    looks_down = vectors[:, 2] < DOWN * np.linalg.norm(vectors, axis=1)
    top = np.maximum.reduceat(bodies.points[:, 2], starts(summed_corners(flat)))
    found: Flags = looks_down & (top - low[bodies.owner[flat.geometry_of_face]] < GROUND_M)
    return found


def triangles_of(faces: Faces) -> tuple[Floats, Ints]:
    """Triangles (t, 3, 3), counterclockwise from outside, and the face (t,) each is of."""
    flat = faces.flat
    begin = starts(flat.ring)[starts(flat.face)] if len(flat.face) else np.zeros(0, dtype=np.int64)
    size = flat.ring[starts(flat.face)] if len(flat.face) else begin
    left = np.ones(len(flat.face), dtype=bool)
    points, owners = [], []
    for count in range(3, FAN_CORNERS + 1):
        rows = np.flatnonzero((flat.face == 1) & (size == count))
        corners = faces.points[begin[rows][:, None] + np.arange(count)]
        convex = _is_convex(corners, faces.normals[rows])
        fan = np.array([(0, i, i + 1) for i in range(1, count - 1)])
        points.append(corners[convex][:, fan].reshape(-1, 3, 3))
        owners.append(np.repeat(rows[convex], count - 2))
        left[rows[convex]] = False
    other, of_other = _cut(faces, left)
    return np.concatenate([*points, other]), np.concatenate([*owners, of_other])


def _is_convex(corners: Floats, normals: Floats) -> Flags:
    """Which rings (n, k, 3) turn the same way at each corner."""
    along = np.roll(corners, -1, axis=1) - corners
    turn = np.cross(along, np.roll(along, -1, axis=1))
    result: Flags = (np.einsum("nij,nj->ni", turn, normals) > 0).all(axis=1)
    return result


def _cut(faces: Faces, chosen: Flags) -> tuple[Floats, Ints]:
    """Triangles of faces (f,) of any form, cut in the plane they lie nearest to; one that crosses itself there is left
    out."""
    flat, rows = faces.flat, np.flatnonzero(chosen)
    if not len(rows):
        return np.empty((0, 3, 3)), rows
    ring = np.repeat(chosen, flat.face)
    sizes = flat.ring[ring]
    across = np.abs(faces.normals[rows]).argmax(axis=1)
    axes = np.array([(1, 2, 0), (2, 0, 1), (0, 1, 2)])[across]
    corner_axes = np.repeat(np.repeat(axes, flat.face[rows], axis=0), sizes, axis=0)
    points = np.take_along_axis(faces.points[np.repeat(ring, flat.ring)], corner_axes, axis=1)
    shapes = _polygons(points, sizes, flat.face[rows])
    good = shapely.is_valid(shapes)
    parts, owner = shapely.get_parts(_in_triangles(shapes[good]), return_index=True)
    cut = shapely.get_coordinates(parts, include_z=True).reshape(-1, 4, 3)[:, :3]
    face = np.flatnonzero(good)[owner]
    back = np.argsort(axes[face], axis=1)
    made = np.take_along_axis(cut, back[:, None, :].repeat(3, axis=1), axis=2)
    return _turned(made, faces.normals[rows[face]]), rows[face]


def _in_triangles(shapes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The triangles (n,) of each shape; none of one the library cannot cut, which is found one by one."""
    try:
        return np.asarray(shapely.constrained_delaunay_triangles(shapes))
    except shapely.errors.GEOSException:
        if len(shapes) == 1:
            return np.array([shapely.GeometryCollection()])
        half = len(shapes) // 2
        return np.concatenate([_in_triangles(shapes[:half]), _in_triangles(shapes[half:])])


def _polygons(points: Floats, sizes: Ints, rings: Ints) -> npt.NDArray[Any]:
    begin = np.cumsum(sizes) - sizes
    closed = np.insert(points, begin + sizes, points[begin], axis=0)
    offsets = np.r_[0, np.cumsum(sizes + 1)], np.r_[0, np.cumsum(rings)]
    return np.asarray(shapely.from_ragged_array(shapely.GeometryType.POLYGON, closed, offsets))


def _turned(triangles: Floats, normals: Floats) -> Floats:
    """Triangles (t, 3, 3) that look the way of these normals."""
    own = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    wrong = np.einsum("ij,ij->i", own, normals) < 0
    triangles[wrong] = triangles[wrong][:, ::-1]
    return triangles


def edges_of(faces: Faces) -> tuple[Floats, Ints]:
    """Lines (k, 2, 3) where faces of one mass meet at an angle or end, and the face (k,) each is of; not on the
    ground."""
    flat = faces.flat
    if not len(flat.corners):
        return np.empty((0, 2, 3)), np.zeros(0, dtype=np.int64)
    after = following(flat)
    of_ring = np.repeat(np.arange(len(flat.face)), flat.face)
    face = np.repeat(of_ring, flat.ring)
    keys = place_keys(faces.points)
    low, high = np.minimum(keys, keys[after]), np.maximum(keys, keys[after])
    key = (low * MIX[0]) ^ (high * MIX[1]) ^ (faces.owner[face].astype(np.uint64) * MIX[2])
    order = np.argsort(key, kind="stable")
    begin = np.flatnonzero(np.r_[True, key[order][1:] != key[order][:-1]])
    count = np.diff(np.r_[begin, len(order)])
    first, second = order[begin], order[np.minimum(begin + 1, len(order) - 1)]
    bend = np.einsum("ij,ij->i", faces.normals[face[first]], faces.normals[face[second]])
    ends = np.stack([faces.points[first], faces.points[after[first]]], axis=1)
    seen = ~((count == 2) & (bend > SMOOTH)) & (ends[:, :, 2].max(axis=1) > GROUND_M)
    return ends[seen], face[first[seen]]


def dressed(
    panden: list[ContextPand], of_mass: Ints, faces: Faces, casts: Flags, closed: Flags
) -> list[ContextPand]:  # fmt: skip
    """The panden with the faces of their mass; `of_mass` (p,) is the mass each pand is of. Of a mass of several panden
    each gets the faces that stand on its ground. `casts`, `closed` (m,) per mass."""
    triangles, face = triangles_of(faces)
    edges, edge_face = edges_of(faces)
    pand_of_face = _panden_of(panden, of_mass, faces)
    faces_by, edges_by = (_rows(pand_of_face[index], len(panden)) for index in (face, edge_face))
    made = list(panden)
    for index, mass in enumerate(of_mass.tolist()):
        if len(rows := faces_by[index]):
            own = Facets(triangles[rows], edges[edges_by[index]], bool(casts[mass]), bool(closed[mass]))
            made[index] = replace(panden[index], facets=own)
    return made


def _rows(group: Ints, count: int) -> list[Ints]:
    """The rows of each of `count` groups; those of group -1 are in none."""
    order = np.argsort(group, kind="stable")
    cuts = np.searchsorted(group[order], np.arange(count + 1))
    return [order[a:b] for a, b in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]


def _panden_of(panden: list[ContextPand], of_mass: Ints, faces: Faces) -> Ints:
    """The pand (f,) each face belongs to; -1: its mass has none."""
    masses = int(max(of_mass.max(initial=-1), faces.owner.max(initial=-1))) + 1
    count = np.bincount(of_mass, minlength=masses)
    first = np.full(masses, -1)
    first[of_mass[::-1]] = np.arange(len(of_mass))[::-1]
    found: Ints = first[faces.owner]
    shared = np.flatnonzero(count[faces.owner] > 1)
    if len(shared):
        found[shared] = _nearest(panden, first, count, faces, shared)
    return found


def _nearest(panden: list[ContextPand], first: Ints, count: Ints, faces: Faces, rows: Ints) -> Ints:
    """Of the panden of its mass, which follow each other, the one each of these faces stands nearest to."""
    sizes = summed_corners(faces.flat)
    middle = np.add.reduceat(faces.points, starts(sizes))[rows] / sizes[rows][:, None]
    places = shapely.points(middle[:, :2] - INSIDE_M * faces.normals[rows, :2])
    owner = faces.owner[rows]
    number = count[owner]
    pair = np.repeat(np.arange(len(rows)), number)
    offset = np.arange(len(pair)) - np.repeat(np.cumsum(number) - number, number)
    pand = first[owner][pair] + offset
    grounds = np.array([p.polygon for p in panden], dtype=object)
    away = shapely.distance(grounds[pand], places[pair])
    order = np.lexsort((away, pair))
    best = order[np.cumsum(number) - number]
    found: Ints = pand[best]
    return found


def summed_corners(flat: Flat) -> Ints:
    """Corners (f,) of each face, all its rings together."""
    found: Ints = np.add.reduceat(flat.ring, starts(flat.face))
    return found
