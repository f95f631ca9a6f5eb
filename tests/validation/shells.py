"""Rules of val3dity (version 2) on the solids of a CityJSON document, by codes of its own list of errors.

A check of our own, which shares no code with the exporter: rings 101, 102, 104; faces 201–208 (by GEOS) and 203 with
its tolerance of 0.01 m; shells 301, 302, 303, 305, 306, 307.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

#: Distance a corner may lie from the plane of its face, m (`planarity_d2p_tol`).
FLAT_M = 0.01
#: Nearer to an end or an edge than this share two faces only touch.
TOUCH = 1e-7
Shell = list[list[list[int]]]


def document_faults(tree: dict[str, Any]) -> list[tuple[str, int]]:
    """(object, code) of each fault of each solid."""
    transform = tree["transform"]
    xyz = np.array(tree["vertices"]) * transform["scale"]  # the translation would only cost figures
    return [
        (name, code)
        for name, item in tree["CityObjects"].items()
        for geometry in item.get("geometry", ())
        if geometry["type"] == "Solid"
        for shell in geometry["boundaries"]
        for code in shell_faults(shell, xyz)
    ]


def shell_faults(shell: Shell, xyz: np.ndarray) -> list[int]:
    """Codes of one shell; its form is only looked at when its rings and faces are sound."""
    found = sorted({code for face in shell for code in face_faults(face, xyz)})
    if found:
        return found
    if len(shell) < 4:
        return [301]
    return sorted(set(edge_faults(shell))) or sorted(set(form_faults(shell, xyz)))


def face_faults(face: list[list[int]], xyz: np.ndarray) -> Iterator[int]:
    """Codes of the rings of one face."""
    for ring in face:
        if len(set(ring)) < 3:
            yield 101
        if any(a == b for a, b in zip(ring, ring[1:] + ring[:1], strict=True)):
            yield 102
    if any(len(set(ring)) < 3 for ring in face):
        return
    flat, away = projected(face, xyz)
    if away > FLAT_M:
        yield 203
    shape = shapely.Polygon(flat[0], flat[1:])
    if not shape.is_valid:
        yield 104 if len(face) == 1 else 201


def projected(face: list[list[int]], xyz: np.ndarray) -> tuple[list[np.ndarray], float]:
    """The rings (n, 2) in the plane of the face, by Newell's normal, and how far its corners lie from it."""
    outer = xyz[face[0]]
    normal = np.cross(outer - outer[0], np.roll(outer, -1, axis=0) - outer[0]).sum(axis=0)
    normal = normal / max(float(np.linalg.norm(normal)), 1e-12)
    along = np.roll(outer, -1, axis=0) - outer
    first = along[np.argmax(np.linalg.norm(along, axis=1))]
    first = first / max(float(np.linalg.norm(first)), 1e-12)
    axes = np.array([first, np.cross(normal, first)])
    points = [xyz[ring] - outer[0] for ring in face]
    away = max(float(np.abs(p @ normal).max()) for p in points)
    return [p @ axes.T for p in points], away


def edge_faults(shell: Shell) -> Iterator[int]:
    """Codes of how faces meet: open, more than two on an edge, turned, in loose pieces, or in a point only."""
    count = Counter(edge for _, edge in edges_of(shell))
    if any(count[a, b] > 1 and not count[b, a] for a, b in count):
        yield 307
    elif any((b, a) not in count for a, b in count):
        yield 302
    elif max(count.values()) > 1:
        yield 303
    else:
        yield from piece_faults(shell)


def edges_of(shell: Shell) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each directed edge with the number of its face."""
    for i, face in enumerate(shell):
        for ring in face:
            yield from ((i, edge) for edge in zip(ring, ring[1:] + ring[:1], strict=True))


def piece_faults(shell: Shell) -> Iterator[int]:
    """305 when the faces are not one piece over their edges; 303 when they are not at some corner."""
    owner = {edge: i for i, edge in edges_of(shell)}
    if pieces(range(len(shell)), [(i, owner[b, a]) for (a, b), i in owner.items()]) > 1:
        yield 305
    around: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (a, b), i in owner.items():
        around[a].append((i, owner[b, a]))
    for pairs in around.values():
        if pieces({i for pair in pairs for i in pair}, pairs) > 1:
            yield 303


def pieces(items: Any, pairs: list[tuple[int, int]]) -> int:
    """How many groups the pairs leave of the items."""
    parent = {i: i for i in items}

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for a, b in pairs:
        parent[root(a)] = root(b)
    return sum(parent[i] == i for i in parent)


def form_faults(shell: Shell, xyz: np.ndarray) -> Iterator[int]:
    """307 when it is inside out, 306 when a face goes through another."""
    triangles, corners = cut(shell, xyz)
    middle = triangles.mean(axis=(0, 1))
    a, b, c = np.moveaxis(triangles - middle, 1, 0)
    if float(np.einsum("ij,ij->", a, np.cross(b, c))) <= 0:
        yield 307
    if crosses(triangles, corners):
        yield 306


def cut(shell: Shell, xyz: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Triangles (t, 3, 3) of all faces with the vertices (t, 3) they stand on."""
    rows = [row for face in shell for row in ([face[0]] if len(face) == 1 and len(face[0]) == 3 else parts(face, xyz))]
    numbers = np.array(rows)
    return xyz[numbers], numbers


def parts(face: list[list[int]], xyz: np.ndarray) -> Iterator[list[int]]:
    """The triangles of a face, outward."""
    flat, _ = projected(face, xyz)
    place = {tuple(xy): v for ring, points in zip(face, flat, strict=True) for v, xy in zip(ring, points, strict=True)}
    made = shapely.constrained_delaunay_triangles(shapely.Polygon(flat[0], flat[1:]))
    for triangle in shapely.orient_polygons(shapely.get_parts(made)):
        yield [place[tuple(xy)] for xy in shapely.get_coordinates(triangle)[:3]]


def crosses(triangles: np.ndarray, corners: np.ndarray) -> bool:
    """Whether an edge of a triangle goes through another triangle of which it has no corner (Möller–Trumbore)."""
    ends = np.unique(np.sort(np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])), axis=0)
    point = {int(v): triangles[i, j] for (i, j), v in np.ndenumerate(corners)}
    start = np.array([point[a] for a, _ in ends.tolist()])
    along = np.array([point[b] for _, b in ends.tolist()]) - start
    edge, face = np.nonzero(apart(start, along, triangles, ends, corners))
    u, v = (triangles[face, k] - triangles[face, 0] for k in (1, 2))
    across = np.cross(along[edge], v)
    size = np.einsum("ij,ij->i", u, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = start[edge] - triangles[face, 0]
        first = np.einsum("ij,ij->i", away, across) / size
        turned = np.cross(away, u)
        second = np.einsum("ij,ij->i", along[edge], turned) / size
        reach = np.einsum("ij,ij->i", v, turned) / size
        places = np.stack([first, second, 1 - first - second, reach, 1 - reach])
    return bool((places > TOUCH).all(axis=0).any())


def apart(start: np.ndarray, along: np.ndarray, triangles: np.ndarray, ends: np.ndarray, corners: np.ndarray) -> Any:
    """Pairs (e, t) of an edge and a triangle without a corner in common whose boxes meet."""
    low, high = np.minimum(start, start + along), np.maximum(start, start + along)
    meet = (low[:, None] <= triangles.max(axis=1)[None]) & (high[:, None] >= triangles.min(axis=1)[None])
    shared = (ends[:, None, :, None] == corners[None, :, None, :]).any(axis=(2, 3))
    return meet.all(axis=2) & ~shared
