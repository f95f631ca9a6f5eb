"""Geometry of the masses of a CityJSON file, all at once: which shells close, what they hold, where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from .boundaries import (
    SOLIDS,
    BoundaryError,
    Flat,
    area_vectors,
    closed_shells,
    flattened,
    place_keys,
    shell_volumes,
    starts,
    summed,
)
from .objects import Geometry, Objects

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
#: No place on earth has coordinates beyond this, m.
REAL_M = 1e12


@dataclass(frozen=True, eq=False)
class Bodies:
    """The geometries that can be used. points (c, 3) m per corner of `flat`; `owner`, `lod` (g,) per geometry;
    `volume` (g,) m³, NaN where it is no closed solid; `areas` (r, 3) twice the area vector per ring. used (n,) masses
    with at least one geometry, low and high (n, 3) their bounds."""

    flat: Flat
    points: Floats
    geometries: list[Geometry]
    owner: Ints
    lod: npt.NDArray[Any]
    volume: Floats
    areas: Floats
    used: Ints
    low: Floats
    high: Floats

    @property
    def middle(self) -> Floats:
        """Middle (n, 2) of each used mass."""
        return (self.low[:, :2] + self.high[:, :2]) / 2

    @property
    def lods(self) -> tuple[str, ...]:
        """Levels of detail present."""
        return tuple(str(name) for name in np.unique(self.lod))

    def volumes(self, kept: Ints) -> dict[str, float]:
        """m³ per level of detail of the closed solids of these masses."""
        counted = ~np.isnan(self.volume) & np.isin(self.owner, kept)
        names = [str(name) for name in np.unique(self.lod[counted])]
        return {name: round(float(self.volume[counted & (self.lod == name)].sum()), 3) for name in names}


def bodies_of(table: Objects) -> Bodies:
    """All geometries of a file that can be used; the others are added to `table.skipped` with the reason."""
    vertices = np.concatenate([np.empty((0, 3)), *table.vertices])
    geometries, flat = _nested(table)
    wrong = _wrong(flat, geometries, vertices)
    for geometry, reason in zip(geometries, wrong, strict=True):
        if reason:
            table.skipped.append((table.names[geometry.owner], f"LoD {geometry.lod}: {reason}"))
    if any(wrong):
        geometries = [g for g, reason in zip(geometries, wrong, strict=True) if not reason]
        flat = flattened([g.boundaries for g in geometries])
    return _bodies(table, geometries, flat, vertices)


def _nested(table: Objects) -> tuple[list[Geometry], Flat]:
    """The geometries whose boundaries are as deep as their kind asks; looked at one by one only when a whole fails."""
    try:
        return table.geometries, flattened([g.boundaries for g in table.geometries])
    except BoundaryError:
        kept = [g for g in table.geometries if _is_nested(table, g)]
        return kept, flattened([g.boundaries for g in kept])


def _is_nested(table: Objects, geometry: Geometry) -> bool:
    try:
        flattened([geometry.boundaries])
    except BoundaryError:
        name = table.names[geometry.owner]
        table.skipped.append((name, f"LoD {geometry.lod}: grenzen zijn niet genest zoals bij een {geometry.kind}"))
        return False
    return True


def _wrong(flat: Flat, geometries: list[Geometry], vertices: Floats) -> list[str]:
    """Per geometry why it cannot be used, empty when it can."""
    count = np.array([g.count for g in geometries], dtype=np.int64)
    first = np.array([g.first for g in geometries], dtype=np.int64)
    ring_owner = flat.geometry_of_face[flat.face_of_ring]
    owner = np.repeat(ring_owner, flat.ring)
    beyond = (flat.corners < 0) | (flat.corners >= count[owner])
    real: Flags = np.all(np.abs(vertices) < REAL_M, axis=1)
    unreal = ~beyond & ~real[np.where(beyond, 0, flat.corners + first[owner])] if len(real) else ~beyond
    reasons = [""] * len(geometries)
    empty = np.flatnonzero(np.bincount(owner, minlength=len(geometries)) == 0)
    found = (
        (empty, "geen vlakken"),
        (np.unique(ring_owner[flat.ring < 3]), "een vlak met minder dan drie punten"),
        (np.unique(flat.geometry_of_face[flat.face < 1]), "een vlak zonder rand"),
        (np.unique(owner[unreal]), "een punt zonder eindige coördinaten"),
        (np.unique(owner[beyond]), "verwijst naar een vertex die er niet is"),
    )
    for members, reason in found:
        for index in members:
            reasons[int(index)] = reason
    return reasons


def _bodies(table: Objects, geometries: list[Geometry], flat: Flat, vertices: Floats) -> Bodies:
    ring_owner = flat.geometry_of_face[flat.face_of_ring]
    of_corner = np.repeat(ring_owner, flat.ring)
    first = np.array([g.first for g in geometries], dtype=np.int64)
    place = flat.corners + first[of_corner] if len(geometries) else flat.corners
    points = vertices[place]
    owner = np.array([g.owner for g in geometries], dtype=np.int64)
    corners = np.bincount(of_corner, minlength=len(geometries))
    origin = points[starts(corners)] if len(geometries) else points
    near = points - origin[of_corner]
    areas = area_vectors(flat, near)
    closed = closed_shells(flat, place_keys(vertices)[place])
    volume, is_open = _volumes(flat, shell_volumes(flat, near, areas), closed, geometries)
    for index in is_open:
        table.skipped.append(
            (table.names[owner[index]], f"LoD {geometries[index].lod}: niet gesloten, geen inhoud geteld")
        )
    used, low, high = _bounds(points, owner[of_corner])
    lod = np.array([g.lod for g in geometries], dtype="<U8")
    return Bodies(flat, points, geometries, owner, lod, volume, areas, used, low, high)


def _volumes(flat: Flat, signed: Floats, closed_shell: Flags, geometries: list[Geometry]) -> tuple[Floats, Ints]:
    """m³ (g,), NaN for what is no closed solid; and which geometries say they are solid but do not close. `signed`
    (s,) is the volume within each shell, which is negative when it is turned inside out."""
    per_shell = np.abs(signed)
    outer = np.zeros(len(flat.shell), dtype=bool)
    outer[starts(flat.solid)[flat.solid > 0]] = True
    per_solid = summed(np.where(outer, per_shell, -per_shell), flat.solid)
    not_closed = summed((~closed_shell).astype(np.int64), flat.solid)
    is_solid = np.array([g.kind in SOLIDS for g in geometries], dtype=bool)
    is_closed = summed(not_closed, flat.geometry) == 0
    volume = np.where(is_solid & is_closed, summed(per_solid, flat.geometry), np.nan)
    return volume, np.flatnonzero(is_solid & ~is_closed)


def _bounds(points: Floats, owner: Ints) -> tuple[Ints, Floats, Floats]:
    """Masses that have points, and their bounds."""
    order = np.argsort(owner, kind="stable")
    used, begin = np.unique(owner[order], return_index=True)
    if not len(used):
        return used, np.empty((0, 3)), np.empty((0, 3))
    rows = points[order]
    return used, np.minimum.reduceat(rows, begin), np.maximum.reduceat(rows, begin)


def surface_types(bodies: Bodies) -> npt.NDArray[Any]:
    """What each face (f,) is by the semantics of its geometry, '' where nothing is said."""
    counts = np.bincount(bodies.flat.geometry_of_face, minlength=len(bodies.geometries))
    said = [_types(g.semantics, int(n)) for g, n in zip(bodies.geometries, counts, strict=True)]
    return np.array(list(chain.from_iterable(said)), dtype="<U16")


def _types(semantics: Any, count: int) -> list[str]:
    """Types of the faces of one geometry; semantics that do not fit its faces say nothing."""
    try:
        values = semantics["values"]
        kinds = [str(s["type"]) for s in semantics["surfaces"]]
        while values and isinstance(values[0], list):
            values = list(chain.from_iterable(values))
        found = ["" if v is None else kinds[v] for v in values]
    except (TypeError, KeyError, IndexError):
        return [""] * count
    return found if len(found) == count else [""] * count
