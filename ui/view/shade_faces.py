"""Facades and roofs in the shade of one set of masses and not of another, exact: worked out where `faces` slides them
along the sunbeams to the ground, as areas that are united and taken from each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from massastudie.sun_boxes import bounds_of, near
from massastudie.volumes import Lichaam

from .clip import Ints
from .faces import Faces, facing, receivers, shade, shadowing, slide, value_of
from .ground import triangulate
from .light import Floats

#: Before the faces, and so before the shade of the moment that is drawn on them, metres.
LIFT_M = 0.09
#: Grid on which areas are united, metres, and the least of them worth showing, m², both seen along the beams.
GRID_M, LEAST_M2 = 1e-4, 0.01


def only_first(first: Sequence[Lichaam], second: Sequence[Lichaam], sun: Floats) -> Floats:
    """Triangles (m, 3, 3), a little before their faces, on masses that stand in both sets: in the shade that `first`
    throws in this sun (unit vector, up) and `second` does not. A mass of only one has nothing to compare."""
    kept = set(second)
    own = [item for item in first if item not in kept]
    both = [item for item in first if item in kept]
    if not own or not both:
        return np.zeros((0, 3, 3))
    lit = receivers(near(both, _along(bounds_of(own), -sun, _highest(own))))
    lit = lit.pick(facing(lit, sun, True))
    new, face = _areas(lit, own, sun)
    lit = lit.pick(face)
    others = near(second, _along(_bounds(lit), sun, _highest(second)))
    old, place = _areas(lit, others, sun)
    new[place] = shapely.difference(new[place], old, grid_size=GRID_M)
    return _raised(new, lit, sun)


def _highest(lichamen: Sequence[Lichaam]) -> float:
    return max((item.top_m for item in lichamen), default=0.0)


def _along(boxes: Floats, way: Floats, height_m: float) -> Floats:
    """Ground boxes (n, 4) with all that lies along a beam over a height, one way."""
    moved = boxes + np.tile(way[:2] / abs(way[2]) * height_m, 2)
    return np.c_[np.minimum(boxes[:, :2], moved[:, :2]), np.maximum(boxes[:, 2:], moved[:, 2:])]


def _bounds(faces: Faces) -> Floats:
    flat = faces.corners[..., :2]
    return np.c_[flat.min(axis=1), flat.max(axis=1)]


def _areas(lit: Faces, lichamen: Sequence[Lichaam], sun: Floats) -> tuple[NDArray[np.object_], Ints]:
    """Shade of masses on sunlit faces, slid to the ground: an area per face that has any, and which face that is."""
    dark = shadowing(lichamen)
    points, face = shade(lit, dark.pick(facing(dark, sun, False)), sun)
    pieces = shapely.polygons(points[..., :2] - sun[:2] / sun[2] * points[..., 2:])
    which, place = np.unique(face, return_inverse=True)
    parts = np.split(pieces[np.argsort(place, kind="stable")], np.cumsum(np.bincount(place))[:-1]) if len(face) else []
    united = [shapely.union_all(part, grid_size=GRID_M) for part in parts]
    return np.array([*united, None], dtype=object)[:-1], which


def _raised(areas: NDArray[np.object_], lit: Faces, sun: Floats) -> Floats:
    """Areas of slid faces as triangles on those faces."""
    parts, of = shapely.get_parts(areas, return_index=True)
    worth = shapely.area(parts) >= LEAST_M2
    flat, owner = triangulate(parts[worth])
    face = of[worth][owner]
    z = value_of(slide(lit, sun).form[face], flat)
    points = np.concatenate([flat + sun[:2] / sun[2] * z[..., None], z[..., None]], axis=2)
    return points + LIFT_M * lit.normals[face, None, :]
