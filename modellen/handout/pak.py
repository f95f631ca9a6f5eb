"""Meshes packed for a browser: whole steps of a few centimetres in 16 bits, corners shared within a mesh, base64."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString

from massastudie.mesh import lichaam_mesh, prepare
from massastudie.plan import Functie
from massastudie.prisms import polygon_mesh
from massastudie.relief import SIDE_M, lifted, split
from massastudie.scene import BodyItem, LineItem, SurfaceItem
from massastudie.terrein import CEL_M, Terrein
from massastudie.volumes import Lichaam

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Largest whole number in 16 bits with a sign.
LARGEST = 32767
#: Finest step, metres.
STEP_M = 0.01
#: On ground that is not flat: how far a surface lies above one a level lower, and a line above all of them, m. Flat
#: ground is painted level by level instead.
LEVEL_M, LINE_M = 0.08, 0.45
#: How far round the middle of a plan the ground is told, and how far the plain beyond lies under it, m.
REACH_M, UNDER_M = 560.0, 0.5
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


def surface_mesh(item: SurfaceItem, terrein: Terrein | None = None) -> Mesh:
    """A surface: flat, or as the ground under it where that is not."""
    points, triangles = polygon_mesh(item.geometry, item.z_m)
    corners = points[triangles]
    if terrein is not None:
        small = split(corners.reshape(-1, 3))
        corners = lifted(small.spread(corners.reshape(-1, 3)), terrein).reshape(-1, 3, 3)
        corners[:, :, 2] += LEVEL_M * item.level if item.z_m == 0 else 0.0
    return Mesh(corners, np.zeros(len(corners), np.int64), np.empty((0, 2, 3)), np.empty(0, np.int64))


def line_mesh(item: LineItem, terrein: Terrein | None = None) -> Mesh:
    """A line as its pieces; one that lies on the ground follows it where that is not flat."""
    points = np.asarray(item.points, dtype=np.float64).reshape(-1, 3)
    if terrein is not None and not points[:, 2].any():
        small = shapely.get_coordinates(LineString(points[:, :2]).segmentize(SIDE_M))
        points = lifted(np.column_stack([small, np.full(len(small), LINE_M)]), terrein)
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


def terrain_values(terrein: Terrein, middle: tuple[float, float]) -> dict[str, Any]:
    """The ground round the middle of a plan on its own lattice: heights in centimetres, rows north, columns east."""
    x0, y0 = (
        float(np.floor((at - REACH_M - first) / CEL_M) * CEL_M + first)
        for at, first in zip(middle, (terrein.x_m, terrein.y_m), strict=True)
    )
    steps = np.arange(0.0, 2 * REACH_M + 2 * CEL_M, CEL_M)
    x, y = np.meshgrid(x0 + steps, y0 + steps)
    heights = terrein.hoogte(np.column_stack([x.ravel(), y.ravel()]))
    return {
        "x": x0, "y": y0, "cel_m": CEL_M, "kolommen": len(steps), "vermelding": terrein.vermelding,
        "laagst_m": round(min(0.0, float(heights.min())) - UNDER_M, 2), "cm": text(np.round(100 * heights), "<i2"),
    }  # fmt: skip
