"""Nested CityJSON boundaries as flat arrays: a whole file at once: a step per face is a hundred times slower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: How many lists wrap the boundaries of each kind so that all read as solids > shells > faces > rings > corners.
WRAPS = {"MultiSolid": 0, "CompositeSolid": 0, "Solid": 1, "MultiSurface": 2, "CompositeSurface": 2}
SOLIDS = ("Solid", "MultiSolid", "CompositeSolid")
#: Odd numbers that spread the two ends of an edge over 64 bits.
MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


class BoundaryError(ValueError):
    """Boundaries that are not nested lists of whole numbers as deep as their kind asks."""


@dataclass(frozen=True, eq=False)
class Flat:
    """Corners (c,) as vertex numbers, and how many of each part the next larger one has: corners per ring (r,), rings
    per face (f,), faces per shell (s,), shells per solid (k,), solids per geometry (g,)."""

    corners: Ints
    ring: Ints
    face: Ints
    shell: Ints
    solid: Ints
    geometry: Ints

    @property
    def face_of_ring(self) -> Ints:
        """Face (r,) of each ring."""
        return np.repeat(np.arange(len(self.face)), self.face)

    @property
    def geometry_of_face(self) -> Ints:
        """Geometry (f,) of each face."""
        solid_of_shell = np.repeat(np.arange(len(self.solid)), self.solid)
        geometry_of_solid = np.repeat(np.arange(len(self.geometry)), self.geometry)
        return np.repeat(geometry_of_solid[solid_of_shell], self.shell)


def wrapped(kind: str, boundaries: Any) -> Any:
    """The boundaries of one geometry as a list of solids."""
    for _ in range(WRAPS[kind]):
        boundaries = [boundaries]
    return boundaries


def flattened(geometries: Sequence[Any]) -> Flat:
    """Many wrapped boundaries as one `Flat`; BoundaryError when a level is no list or a corner no whole number."""
    counts, level = [], geometries
    for _ in range(5):
        if set(map(type, level)) - {list}:
            raise BoundaryError
        counts.append(np.fromiter(map(len, level), np.int64, len(level)))
        level = list(chain.from_iterable(level))
    if set(map(type, level)) - {int}:
        raise BoundaryError
    try:
        corners = np.array(level, dtype=np.int64)
    except OverflowError as error:
        raise BoundaryError from error
    geometry, solid, shell, face, ring = counts
    return Flat(corners, ring, face, shell, solid, geometry)


def starts(counts: Ints) -> Ints:
    """Where each part begins (n,)."""
    return np.cumsum(counts) - counts


def following(flat: Flat) -> Ints:
    """The corner (c,) after each corner in its ring."""
    after = np.arange(1, len(flat.corners) + 1)
    ends = np.cumsum(flat.ring) - 1
    after[ends] = starts(flat.ring)
    return after


def summed(values: npt.NDArray[Any], counts: Ints) -> npt.NDArray[Any]:
    """Sums over consecutive parts of these sizes (n,) or (n, k); a part of size 0 is 0."""
    total = np.zeros((len(counts), *values.shape[1:]), values.dtype)
    full = counts > 0
    if full.any():
        total[full] = np.add.reduceat(values, starts(counts)[full])
    return total


def area_vectors(flat: Flat, points: Floats) -> Floats:
    """Twice the area vector (r, 3) of each ring, by Newell; `points` (c, 3) per corner."""
    x, y, z = np.ascontiguousarray(points.T)
    after = following(flat)
    u, v, w = x[after], y[after], z[after]
    return np.column_stack([summed(part, flat.ring) for part in (y * w - z * v, z * u - x * w, x * v - y * u)])


def shell_volumes(flat: Flat, points: Floats, areas: Floats) -> Floats:
    """Signed volume (s,) m³ within each shell by the divergence theorem; exact for rings that close on each other.
    `areas` (r, 3) as from `area_vectors`."""
    per_ring = np.einsum("ij,ij->i", points[starts(flat.ring)], areas) / 6
    return summed(summed(per_ring, flat.face), flat.shell)


def closed_shells(flat: Flat, keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Whether each shell (s,) is closed and turns one way: every edge is walked as often there as back.

    `keys` (c,) is one number per place. Each edge is mixed to 64 bits and counted with the sign of its direction; a
    sum of 0 by chance has odds of 2⁻⁶⁴.
    """
    other = keys[following(flat)]
    low, high = np.minimum(keys, other), np.maximum(keys, other)
    mixed = (low * MIX[0]) ^ (high * MIX[1])
    mixed = (mixed ^ (mixed >> np.uint64(29))) * MIX[2]
    signed = np.where(keys < other, mixed, np.where(keys > other, ~mixed + np.uint64(1), np.uint64(0)))
    per_shell = summed(summed(summed(signed, flat.ring), flat.face), flat.shell)
    closed: npt.NDArray[np.bool_] = (per_shell == 0) & (flat.shell > 3)
    return closed


def place_keys(points: Floats) -> npt.NDArray[np.uint64]:
    """One number (n,) per place on a grid of 0.1 mm, so that two vertices in one place are one."""
    mixed = np.zeros(len(points), dtype=np.uint64)
    points = np.where(np.abs(points) < 1e14, points, 0.0)  # others are left out by their coordinates
    for column, factor in zip(points.T, MIX, strict=True):
        mixed += np.round(column * 1e4).astype(np.int64).astype(np.uint64) * factor
    result: npt.NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return result
