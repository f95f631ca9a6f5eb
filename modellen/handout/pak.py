"""Meshes packed for a browser: whole steps of a few centimetres in 16 bits, corners shared within a mesh, base64."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from massastudie.mesh import lichaam_mesh, prepare
from massastudie.plan import Functie
from massastudie.prisms import polygon_mesh
from massastudie.scene import BodyItem, LineItem, SurfaceItem
from massastudie.volumes import Lichaam

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Largest whole number in 16 bits with a sign.
LARGEST = 32767
#: Finest step, metres.
STEP_M = 0.01
FUNCTIES = {functie: place for place, functie in enumerate(Functie)}


class Mesh:
    """Points (n, 3) m; triangles (t, 3) and lines (l, 2) as rows of them; `tag` (t,): part + 4 × place of the functie
    (-1 for a flat surface: tag 0); `kind` (l,): 0 outline, 1 storey line."""

    def __init__(self, corners: Floats, tag: Ints, edges: Floats, kind: Ints) -> None:
        every = np.concatenate([corners.reshape(-1, 3), edges.reshape(-1, 3)])
        steps, place = np.unique(np.round(every / STEP_M).astype(np.int64), axis=0, return_inverse=True)
        self.points = steps * STEP_M
        place = place.reshape(-1)
        self.triangles = place[: corners.shape[0] * 3].reshape(-1, 3)
        self.lines = place[corners.shape[0] * 3 :].reshape(-1, 2)
        self.tag, self.kind = tag, kind


def step_m(meshes: Sequence[Mesh]) -> float:
    """The step in which every coordinate of these meshes fits in 16 bits, in whole centimetres."""
    reach = max((float(np.abs(m.points).max()) for m in meshes if len(m.points)), default=0.0)
    return max(STEP_M, math.ceil(reach / LARGEST / STEP_M) * STEP_M)


def body_meshes(items: Sequence[BodyItem]) -> list[Mesh]:
    """Outer faces and lines of masses."""
    prepare([item.lichaam for item in items])
    return [_body(item.lichaam) for item in items]


def _body(lichaam: Lichaam) -> Mesh:
    mesh = lichaam_mesh(lichaam)
    own = [FUNCTIES[v.functie] for v in lichaam.volumes]
    highest = max(range(len(own)), key=lambda i: lichaam.volumes[i].top_m)
    functie = np.array([*own, own[highest]])[mesh.volume_index]
    tag = mesh.part.astype(np.int64) + 4 * functie
    return Mesh(mesh.vertices[mesh.triangles], tag, mesh.edges, mesh.edge_kind.astype(np.int64))


def surface_mesh(item: SurfaceItem) -> Mesh:
    """A flat surface."""
    points, triangles = polygon_mesh(item.geometry, item.z_m)
    return Mesh(points[triangles], np.zeros(len(triangles), np.int64), np.empty((0, 2, 3)), np.empty(0, np.int64))


def line_mesh(item: LineItem) -> Mesh:
    """A line as its pieces."""
    points = np.asarray(item.points, dtype=np.float64).reshape(-1, 3)
    pieces = np.stack([points[:-1], points[1:]], axis=1)
    return Mesh(np.empty((0, 3, 3)), np.empty(0, np.int64), pieces, np.zeros(len(pieces), np.int64))


def packed(meshes: Sequence[Mesh]) -> dict[str, Any]:
    """All meshes in one: counts per mesh, and the numbers as base64 (little-endian). Indices start at 0 per mesh."""
    step = step_m(meshes)
    points = np.concatenate([np.empty((0, 3)), *(m.points for m in meshes)])
    triangles = np.concatenate([np.empty((0, 3), np.int64), *(m.triangles for m in meshes)])
    lines = np.concatenate([np.empty((0, 2), np.int64), *(m.lines for m in meshes)])
    tag, kind = (np.concatenate([np.empty(0, np.int64), *(getattr(m, n) for m in meshes)]) for n in ("tag", "kind"))
    return {
        "step_m": step,
        "n": [[len(m.points), len(m.triangles), len(m.lines)] for m in meshes],
        "xyz": text(np.round(points / step), "<i2"),
        "tri": text(triangles, "<u2"),
        "tag": text(tag, "u1"),
        "line": text(lines, "<u2"),
        "kind": text(kind, "u1"),
    }


def text(values: npt.NDArray[Any], dtype: str) -> str:
    """Numbers as base64."""
    return base64.b64encode(values.astype(dtype).tobytes()).decode("ascii")
