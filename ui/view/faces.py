"""Shade on facades and roofs, exact: which part of each sunlit face lies behind which other face, seen from the sun.

All faces are slid along the sunbeams to the ground. There a face that takes the sun and a face that gets it are two
convex polygons, and the first shades the second where both lie and where it was the higher of the two. As in
`massastudie.casters` a beam meets a mass through a face turned away from the sun, so passages and overhangs need no
rule of their own. Trees are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from massastudie.casters import casters
from massastudie.mesh import lichaam_mesh
from massastudie.plan import Functie
from massastudie.triangles import unit_normals
from massastudie.volumes import Lichaam, kept_with

from .clip import Ints, Polygons, clip, fan
from .light import Floats

#: A face is shaded by what lies at least this much higher on the beam, metres.
ABOVE_M = 1e-3
#: Shade is drawn this far before its face, metres.
LIFT_M = 0.03
#: A face that the sun grazes more sharply than this (cosine) gets no direct sun to lose.
GRAZING = 1e-3
ROOF_PART = 1
FUNCTIES = {functie: place for place, functie in enumerate(Functie)}


@dataclass(frozen=True, eq=False)
class Faces:
    """Convex faces of three or four corners: corners (n, 4, 3), a triangle repeats its last; normals (n, 3) outward;
    owner (n,) the mass; functie (n,) place in `Functie`; is_roof (n,)."""

    corners: Floats
    normals: Floats
    owner: Ints
    functie: Ints
    is_roof: NDArray[np.bool_]

    def pick(self, rows: NDArray[np.generic]) -> Faces:
        """These faces only."""
        return Faces(
            self.corners[rows], self.normals[rows], self.owner[rows], self.functie[rows], self.is_roof[rows]
        )  # fmt: skip


def receivers(lichamen: Sequence[Lichaam]) -> Faces:
    """Facades, as high as one functie goes, and all that is roof."""
    walls, owner, functie = _facades(lichamen)
    meshes = [lichaam_mesh(item) for item in lichamen]
    shown = [(m.part == ROOF_PART) | ((m.volume_index < 0) & (m.part == 0)) for m in meshes]
    empty = [np.zeros((0, 3, 3))]
    roofs = np.concatenate([m.vertices[m.triangles[s]] for m, s in zip(meshes, shown, strict=True)] + empty)
    of_roof = np.repeat(np.arange(len(meshes)), [int(s.sum()) for s in shown])
    top = [np.zeros(0, np.int64)]
    top += [_functies(item)[m.volume_index[s]] for item, m, s in zip(lichamen, meshes, shown, strict=True)]
    flat = [np.zeros(0, bool), *(m.part[s] == ROOF_PART for m, s in zip(meshes, shown, strict=True))]
    corners = np.concatenate([walls, np.concatenate([roofs, roofs[:, 2:]], axis=1)])
    is_roof = np.r_[np.zeros(len(walls), bool), np.concatenate(flat)]
    functies = np.r_[functie, np.concatenate(top)].astype(np.int64)
    return Faces(corners, unit_normals(corners), np.r_[owner, of_roof].astype(np.int64), functies, is_roof)


def _functies(lichaam: Lichaam) -> Ints:
    """Functie of each volume, and after them that of the highest: index -1, of a pitched roof, finds it."""
    own = [FUNCTIES[v.functie] for v in lichaam.volumes]
    highest = max(range(len(own)), key=lambda i: lichaam.volumes[i].top_m)
    return np.array([*own, own[highest]], dtype=np.int64)


@kept_with
def stacks(lichaam: Lichaam) -> tuple[tuple[shapely.Polygon, float, float, int], ...]:
    """Outline, foot, top and functie of storeys of one outline and functie on each other."""
    found: list[tuple[shapely.Polygon, float, float, int]] = []
    last: dict[tuple[bytes, Functie], int] = {}
    for v in lichaam.volumes:
        key = (v.polygon.wkb, v.functie)
        place = last.get(key)
        if place is not None and found[place][2] == v.bottom_m:
            found[place] = (v.polygon, found[place][1], v.top_m, FUNCTIES[v.functie])
        else:
            last[key] = len(found)
            found.append((v.polygon, v.bottom_m, v.top_m, FUNCTIES[v.functie]))
    return tuple(found)


def _facades(lichamen: Sequence[Lichaam]) -> tuple[Floats, Ints, Ints]:
    """Walls (n, 4, 3), their mass and functie."""
    piles = [stacks(item) for item in lichamen]
    rows = [row for pile in piles for row in pile]
    mass = np.repeat(np.arange(len(piles)), [len(pile) for pile in piles])
    shapes = shapely.orient_polygons(np.array([row[0] for row in rows], dtype=object))
    rings, of_shape = shapely.get_rings(shapes, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    of = of_shape[of_ring[start]]
    numbers = np.array([row[1:] for row in rows]).reshape(-1, 3)[of]
    walls = quads(xy[start], xy[start + 1], numbers[:, 0], numbers[:, 1])
    return walls, mass[of], numbers[:, 2].astype(np.int64)


def quads(a: Floats, b: Floats, low: Floats, high: Floats) -> Floats:
    """Upright rectangles (n, 4, 3) on a to b (n, 2), counter-clockwise seen from the right."""
    return np.stack([np.c_[a, low], np.c_[b, low], np.c_[b, high], np.c_[a, high]], axis=1)


def shadowing(lichamen: Sequence[Lichaam]) -> Faces:
    """All faces through which a beam can enter a mass."""
    made = casters(lichamen)
    w, t = made.walls, made.triangles.reshape(-1, 3, 3)
    corners = np.concatenate([quads(w[:, :2], w[:, 2:4], w[:, 4], w[:, 5]), np.concatenate([t, t[:, 2:]], axis=1)])
    owner = np.r_[made.wall_owner, made.triangle_owner].astype(np.int64)
    plain = np.zeros(len(corners), np.int64)
    return Faces(corners, unit_normals(corners), owner, plain, plain.astype(bool))


@dataclass(frozen=True, eq=False)
class Slid:
    """Faces slid along the beams: flat (n, 4, 2) counter-clockwise; form (n, 3) such that the height of the face over
    the slid point (x, y) is form · (1, x, y); sides (n, 4, 3), positive inside; low and high (n,) heights."""

    flat: Floats
    form: Floats
    sides: Floats
    low: Floats
    high: Floats

    @property
    def boxes(self) -> NDArray[np.object_]:
        """Bounds of each as a rectangle."""
        x, y = self.flat[..., 0], self.flat[..., 1]
        return np.asarray(shapely.box(x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)))


def slide(faces: Faces, sun: Floats) -> Slid:
    """Slide faces along the beams of `sun` (unit vector to the sun)."""
    slope = sun[:2] / sun[2]
    flat = faces.corners[..., :2] - slope * faces.corners[..., 2:]
    turned = faces.normals @ sun < 0
    flat[turned] = flat[turned][:, ::-1]
    steep = faces.normals @ sun / sun[2]
    reach = np.einsum("ij,ij->i", faces.normals, faces.corners[:, 0])
    form = np.c_[reach, -faces.normals[:, :2]] / steep[:, None]
    z = faces.corners[..., 2]
    return Slid(flat, form, sides_of(flat), z.min(axis=1), z.max(axis=1))


def sides_of(flat: Floats) -> Floats:
    """Linear form (n, 4, 3) of each side of counter-clockwise polygons (n, 4, 2), positive inside."""
    a, b = flat, np.roll(flat, -1, axis=1)
    (ax, ay), (bx, by) = np.moveaxis(a, 2, 0), np.moveaxis(b, 2, 0)
    form = np.stack([ax * by - ay * bx, ay - by, bx - ax], axis=2)
    # A triangle repeats a corner: that side keeps everything.
    form[(a == b).all(axis=2)] = (1.0, 0.0, 0.0)
    return form


def shade(lit: Faces, dark: Faces, sun: Floats) -> tuple[Floats, Ints]:
    """Triangles (m, 3, 3) of shade and the sunlit face (m,) each lies on; `lit` must face the sun, `dark` not."""
    on, by = slide(lit, sun), slide(dark, sun)
    receiver, caster = pairs(on, by)
    pieces = once(clipped(on, by, receiver, caster), on, receiver)
    corners, row = fan(pieces)
    face = receiver[pieces.source[row]]
    z = value_of(on.form[face], corners)
    slope = sun[:2] / sun[2]
    points = np.concatenate([corners + slope * z[..., None], z[..., None]], axis=2)
    return points, face


def pairs(on: Slid, by: Slid) -> tuple[Ints, Ints]:
    """Receiver and caster of each pair that may meet: boxes overlap, and no side of the caster has it all outside."""
    receiver, caster = shapely.STRtree(by.boxes).query(on.boxes)
    near = by.high[caster] > on.low[receiver] + ABOVE_M
    receiver, caster = receiver[near], caster[near]
    for number in range(5):
        some = (value_of(form_of(on, by, receiver, caster, number), on.flat[receiver]) > 0).any(axis=1)
        receiver, caster = receiver[some], caster[some]
    return receiver, caster


def form_of(on: Slid, by: Slid, receiver: Ints, caster: Ints, number: int) -> Floats:
    """Linear form (n, 3) that is positive where the caster shades the receiver: 0 where it is higher, 1 to 4 on the
    inside of each side."""
    if number == 0:
        above = by.form[caster] - on.form[receiver]
        above[:, 0] -= ABOVE_M
        return above
    return by.sides[caster, number - 1]


def value_of(form: Floats, corners: Floats) -> Floats:
    """Value (n, v) of linear forms (n, 3) on corners (n, v, 2)."""
    return form[:, 0, None] + form[:, 1, None] * corners[..., 0] + form[:, 2, None] * corners[..., 1]


def clipped(on: Slid, by: Slid, receiver: Ints, caster: Ints) -> Polygons:
    """What each pair has in common with the caster above; `source` is the row of the pair."""
    count = np.full(len(receiver), on.flat.shape[1])
    pieces = Polygons(on.flat[receiver], count, np.arange(len(receiver)))
    for number in range(5):
        pair = pieces.source
        form = form_of(on, by, receiver[pair], caster[pair], number)
        pieces = clip(pieces, value_of(form, pieces.corners))
    return pieces


def once(pieces: Polygons, on: Slid, receiver: Ints) -> Polygons:
    """The pieces without those on a face that one piece covers wholly."""
    whole = Polygons(on.flat, np.full(len(on.flat), 4), np.arange(len(on.flat))).area
    face = receiver[pieces.source]
    covers = np.flatnonzero(pieces.area > whole[face] * (1 - 1e-9))
    keep = ~np.isin(face, face[covers])
    keep[covers[np.unique(face[covers], return_index=True)[1]]] = True
    return pieces.pick(keep)


def facing(faces: Faces, sun: Floats, towards: bool) -> NDArray[np.int64]:
    """Faces turned towards the sun, or away from it; those it grazes are neither."""
    cosine = faces.normals @ sun
    return np.flatnonzero(cosine > GRAZING if towards else cosine < -1e-6)
