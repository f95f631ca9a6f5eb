"""Boxes on the ground round masses: which points lie near a change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from .volumes import Lichaam, city_and_own, kept_with

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def bounds_of(items: Sequence[Lichaam]) -> Floats:
    """Ground bounds (n, 4) of masses."""
    return np.array([box_of(item) for item in items]).reshape(-1, 4)


def near(lichamen: Sequence[Lichaam], boxes: Floats) -> list[Lichaam]:
    """The masses whose ground bounds meet one of the boxes (m, 4); those of the city round a plan first."""
    city, own = city_and_own(lichamen)
    found = [(city, overlapping(_city_bounds(city), boxes)), (own, overlapping(bounds_of(own), boxes))]
    return [items[i] for items, meets in found for i in np.flatnonzero(meets).tolist()]


@lru_cache(maxsize=8)
def _city_bounds(city: tuple[Lichaam, ...]) -> Floats:
    return bounds_of(city)


@kept_with
def box_of(lichaam: Lichaam) -> tuple[float, ...]:
    """Ground bounds of one mass, worked out once."""
    return tuple(shapely.total_bounds([v.polygon for v in lichaam.volumes]).tolist())


def in_boxes(xyz: Floats, boxes: Floats) -> Mask:
    """Which points (n, 3) lie in one of the boxes."""
    mask = np.zeros(len(xyz), dtype=bool)
    for x0, y0, x1, y1 in boxes.tolist():
        mask |= (xyz[:, 0] >= x0) & (xyz[:, 0] <= x1) & (xyz[:, 1] >= y0) & (xyz[:, 1] <= y1)
    return mask


def overlapping(boxes: Floats, others: Floats) -> Mask:
    """Which boxes (n, 4) meet one of the others (m, 4)."""
    mine, theirs = boxes[:, None], others[None]
    apart = (mine[..., :2] > theirs[..., 2:]) | (mine[..., 2:] < theirs[..., :2])
    return np.asarray(np.any(~np.any(apart, axis=2), axis=1), dtype=bool)
