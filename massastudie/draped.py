"""Shade on ground that is not flat, exact at its corners: what each sunbeam that passes a mass meets of the ground.

All points of a sunbeam are one place on a level plane, to which they slide along it (`slid`). So the shade of a convex
part of a mass is a polygon there, and on the ground it is what slides into that polygon and lies behind the part:
parts of a mass below the ground shade nothing before it. Between corners `STEP_M` apart a rim of shade is straight;
where ground lies in its own shade a rim that goes on beyond it may be so much off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from .ground_faces import lattice, rise_of
from .kap import roofs
from .schaduw import FLAT_M2, hulls_of, prisms_of, real, sweeps
from .terrein import CEL_M, FADE_M, Terrein
from .triangles import triangulated
from .volumes import Kap, Lichaam, kept_with

Floats = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]
Index = npt.NDArray[np.intp]

#: How far apart corners of the rim of shade lie at most, and how near to the ground they are brought, metres.
STEP_M, NEAR_M = 3.0, 0.002
#: Rounds in which a place on the ground is sought before it is followed along its beam.
ROUNDS = 12
#: Pieces of shade of the ground itself are put together on this grid, metres.
GRID_M = 1e-3


def drape_of(terrein: Terrein | None, slope: Floats) -> Drape | None:
    """Ground that is not flat under one sun; None: flat ground. `slope` as in `schaduw.sweeps`."""
    return None if terrein is None else Drape(terrein, slope)


def shades(lichamen: Sequence[Lichaam], slope: Floats, drape: Drape | None) -> Shapes:
    """Shade (n,) of masses on the ground, in pieces that may lie over each other."""
    return sweeps(lichamen, slope) if drape is None else drape.of_masses(lichamen)


@dataclass(frozen=True, eq=False)
class Parts:
    """Convex parts of masses: points (n, 3) m and whose they are (n,), numbered from 0."""

    points: Floats
    owner: Index


@kept_with
def steepest(terrein: Terrein) -> float:
    """Rise of the steepest triangle of the ground, m per m."""
    return float(np.hypot(*rise_of(surroundings(terrein)).T).max())


@kept_with
def surroundings(terrein: Terrein) -> Floats:
    """Triangles (m, 3, 3) of the ground and of what lies round it, until it is level."""
    rows, columns = terrein.hoogten.shape
    rim = int(np.ceil(FADE_M / CEL_M))
    x = terrein.x_m + CEL_M * np.arange(-rim, columns + rim)
    y = terrein.y_m + CEL_M * np.arange(-rim, rows + rim)
    heights = terrein.hoogte(np.stack(np.meshgrid(x, y), axis=2).reshape(-1, 2)).reshape(len(y), len(x))
    return lattice(Terrein(float(x[0]), float(y[0]), heights, terrein.peil_m, terrein.bron, 0, 0))


@dataclass(frozen=True, eq=False)
class Drape:
    """Ground under one sun; `slope` (2,): where the shadow of a point 1 m up falls, east and north."""

    terrein: Terrein
    slope: Floats

    @cached_property
    def folds(self) -> bool:
        """Whether ground may lie in its own shade: somewhere it is about as steep as the sunbeams."""
        return steepest(self.terrein) * float(np.hypot(*self.slope)) >= 0.9

    def slid(self, points: Floats) -> Floats:
        """Places (..., 2) of points (..., 3) slid along their beams to the level of the lowest ground."""
        found: Floats = points[..., :2] + self.slope * (points[..., 2:] - self.terrein.low_m)
        return found

    def back(self, places: Floats, heights: Floats) -> Floats:
        """Points (n, 2) at heights (n,) on the beams of slid places (n, 2)."""
        found: Floats = places - self.slope * (heights - self.terrein.low_m)[:, None]
        return found

    def landed(self, places: Floats) -> Floats:
        """Where (n, 2) the beams of slid places first meet the ground."""
        found, odd = self.back(places, self.terrein.hoogte(places)), np.arange(len(places))
        for _ in range(0 if self.folds else ROUNDS):
            better = self.back(places[odd], self.terrein.hoogte(found[odd]))
            away = np.abs(better - found[odd]).max(axis=1, initial=0.0)
            found[odd] = better
            odd = odd[away > NEAR_M]
        found[odd] = self._followed(places[odd])
        return found

    def _followed(self, places: Floats) -> Floats:
        """The same, down from the highest ground, never further at a time than the steepest ground allows."""
        share = 1.0 / (1.0 + steepest(self.terrein) * float(np.hypot(*self.slope)))
        z, going = np.full(len(places), self.terrein.high_m), np.arange(len(places))
        while len(going):
            over = z[going] - self.terrein.hoogte(self.back(places[going], z[going]))
            z[going] -= np.maximum(over, 0.0) * share
            going = going[over > NEAR_M]
        return self.back(places, z)

    def on_ground(self, shapes: Shapes, outlines: Shapes, height_m: float) -> Shapes:
        """Slid polygons as they lie on the ground, behind outlines (as many) of what is at most so high."""
        fine = shapely.segmentize(shapes, STEP_M)
        made = np.asarray(shapely.set_coordinates(fine, self.landed(shapely.get_coordinates(fine))), dtype=object)
        odd = ~shapely.is_valid(made)
        made[odd] = shapely.buffer(made[odd], 0.0)
        xy, owner = shapely.get_coordinates(outlines, return_index=True)
        far = xy + self.slope * (height_m - self.terrein.low_m)
        behind = hulls_of(np.concatenate([xy, far]), np.r_[owner, owner])
        return real(np.asarray(shapely.intersection(made, behind), dtype=object))

    def of_masses(self, lichamen: Sequence[Lichaam]) -> Shapes:
        """Shade of masses, in pieces."""
        drawn = [item.facets.triangles for item in lichamen if item.facets is not None and item.facets.casts]
        faces = np.concatenate([np.empty((0, 3, 3)), *drawn])
        kaps = tuple(item.kap for item in lichamen if item.kap is not None)
        each = Parts(faces.reshape(-1, 3), np.repeat(np.arange(len(faces)), 3))
        pieces = [self._of_parts(_prism_parts(lichamen)), self._of_parts(each), self._of_parts(_roof_parts(kaps))]
        return np.concatenate(pieces)

    def _of_parts(self, parts: Parts) -> Shapes:
        if not len(parts.points):
            return np.zeros(0, dtype=object)
        fallen = hulls_of(self.slid(parts.points), parts.owner)
        return self.on_ground(fallen, hulls_of(parts.points[:, :2], parts.owner), float(parts.points[:, 2].max()))

    @kept_with
    def of_ground(self) -> Shapes:
        """Ground in the shade of the ground itself: what turns away from the sun, and where its shade falls on the
        triangles that do not."""
        own = lattice(self.terrein) if self.folds else np.empty((0, 3, 3))
        dark = own[rise_of(own) @ self.slope < -1.0]
        if not len(dark):
            return np.zeros(0, dtype=object)
        wide = surroundings(self.terrein)
        lit = wide[rise_of(wide) @ self.slope > -1.0]
        slid = (shapely.polygons(self.slid(part)) for part in (dark, lit))
        pieces = np.concatenate([shapely.polygons(dark[..., :2]), self._cast(dark, lit, *slid)])
        return np.asarray(shapely.get_parts(shapely.union_all(pieces, grid_size=GRID_M)), dtype=object)

    def _cast(self, dark: Floats, lit: Floats, by: Shapes, on: Shapes) -> Shapes:
        """Where the shade of dark triangles falls on lit ones, both also given slid."""
        caster, triangle = shapely.STRtree(on).query(by, predicate="intersects")
        pieces = shapely.intersection(by[caster], on[triangle])
        some = shapely.area(pieces) > 0
        pieces, caster, corners = pieces[some], caster[some], lit[triangle[some]]
        xy, owner = shapely.get_coordinates(pieces, return_index=True)
        rise = rise_of(corners)
        # z = z0 + rise · (p - p0) on the triangle, p = back(place, z)
        away = xy - self.slid(corners[:, 0])[owner]
        z = corners[owner, 0, 2] + (away * rise[owner]).sum(axis=1) / (1.0 + rise @ self.slope)[owner]
        laid = shapely.set_coordinates(pieces, self.back(xy, z))
        onward = (shapely.get_coordinates(shapely.centroid(laid)) - dark[caster, :, :2].mean(axis=1)) @ self.slope > 0
        return np.asarray(laid[onward], dtype=object)


def _prism_parts(lichamen: Sequence[Lichaam]) -> Parts:
    """The prisms of masses; one that is not convex in triangles."""
    prisms = [p for item in lichamen for p in prisms_of(item)]
    shapes = np.array([p.polygon for p in prisms], dtype=object)
    convex = shapely.area(shapely.convex_hull(shapes)) - shapely.area(shapes) < FLAT_M2
    cut, of_odd = triangulated(shapes[~convex])
    rings, of_ring = shapely.get_coordinates(shapes[convex], return_index=True)
    xy = np.concatenate([rings, cut.reshape(-1, 2)])
    prism = np.r_[np.flatnonzero(convex)[of_ring], np.repeat(np.flatnonzero(~convex)[of_odd], 3)]
    owner = np.r_[of_ring, np.repeat(np.arange(len(cut)), 3) + int(convex.sum())]
    heights = np.array([(p.bottom_m, p.top_m) for p in prisms]).reshape(-1, 2)[prism]
    return Parts(np.concatenate([np.c_[xy, heights[:, 0]], np.c_[xy, heights[:, 1]]]), np.r_[owner, owner])


def _roof_parts(kaps: tuple[Kap, ...]) -> Parts:
    """Roofs: whole where they are convex, else each of their triangles."""
    if not kaps:
        return Parts(np.empty((0, 3)), np.empty(0, np.intp))
    made = roofs(kaps)
    points = np.concatenate([made.slopes, made.walls, made.base])
    owner = np.r_[made.slope_owner, made.wall_owner, made.base_owner]
    grounds = np.array([kap.polygon for kap in kaps], dtype=object)
    full = shapely.area(shapely.convex_hull(grounds)) - shapely.area(grounds) < FLAT_M2
    whole = (full & np.array([kap.dak.vorm != "schild" for kap in kaps]))[owner]
    part = np.where(whole, owner, len(kaps) + np.arange(len(owner)))
    number = np.unique(part, return_inverse=True)[1]
    return Parts(points.reshape(-1, 3), np.repeat(number, 3))
