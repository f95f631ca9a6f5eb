"""The masses as closed shells of flat faces with holes: what CityJSON and KML want, where meshes have triangles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from massastudie import kap as kappen
from massastudie.facets import GROUND_M, UP
from massastudie.prisms import prism, touch_point
from massastudie.triangles import unit_normals
from massastudie.volumes import Kap, Volume

from .forms import Form

Floats = NDArray[np.float64]
Part = Literal["bottom", "top", "wall", "ground"]
#: Height of a unit normal from which a face looks up (or down).
LEVEL = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A flat face: rings (n, 3) m without a repeated end, the outer one counter-clockwise seen from outside."""

    part: Part
    rings: tuple[Floats, ...]


def volume_faces(volume: Volume) -> tuple[Face, ...]:
    """The shell of a bouwlaag: underside, top, and a wall per side. Triangles where two rings touch in a point."""
    polygon = orient(volume.polygon)
    if touch_point(polygon) is not None:
        return triangle_faces(*prism(polygon, volume.bottom_m, volume.top_m))
    rings = flat_rings(polygon)
    bottom = tuple(at_height(ring[::-1], volume.bottom_m) for ring in rings)
    top = tuple(at_height(ring, volume.top_m) for ring in rings)
    walls = (wall for ring in rings for wall in _walls(ring, volume.bottom_m, volume.top_m))
    return (Face("bottom", bottom), Face("top", top), *walls)


def kap_faces(kap: Kap) -> tuple[Face, ...]:
    """The shell of a pitched roof, in triangles."""
    return triangle_faces(*kappen.solid(kap))


def form_faces(form: Form, ground_m: float) -> tuple[Face, ...]:
    """The faces of what a file draws, in triangles; a wall that leans is a wall."""
    found = triangle_faces(form.vertices, form.faces, UP)
    return tuple(
        replace(face, part="ground") if face.part == "bottom" and on_ground(face, ground_m) else face for face in found
    )


def on_ground(face: Face, ground_m: float) -> bool:
    """Whether a face lies on the ground."""
    return float(face.rings[0][:, 2].max()) < ground_m + GROUND_M


def triangle_faces(
    vertices: Floats, faces: NDArray[np.int32] | NDArray[np.int64], level: float = LEVEL
) -> tuple[Face, ...]:  # fmt: skip
    """Each triangle as a face, by where it looks."""
    corners = vertices[faces]
    up = unit_normals(corners)[:, 2]
    parts = np.select([up > level, up < -level], ["top", "bottom"], "wall").tolist()
    return tuple(Face(part, (ring,)) for part, ring in zip(parts, corners, strict=True))


def flat_rings(polygon: Polygon) -> list[Floats]:
    """Rings (n, 2) m of an oriented polygon without a repeated end: outline first, then the holes."""
    return [np.array(ring.coords)[:-1, :2] for ring in (polygon.exterior, *polygon.interiors)]


def at_height(ring: Floats, z_m: float) -> Floats:
    """A ring (n, 2) as (n, 3) at one height."""
    return np.column_stack([ring, np.full(len(ring), z_m)])


def _walls(ring: Floats, bottom_m: float, top_m: float) -> Iterator[Face]:
    """A quadrangle per side; the inside lies left of the ring."""
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        yield Face("wall", (np.array([(*a, bottom_m), (*b, bottom_m), (*b, top_m), (*a, top_m)]),))
