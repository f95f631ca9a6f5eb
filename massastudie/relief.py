"""What lies on ground that is not flat: triangles split small, each point lifted to the ground under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .terrein import CEL_M, Terrein

Floats = NDArray[np.float64]
#: Longest side of a triangle on the ground, m: half a square of the lattice, so that it follows every bend.
SIDE_M = CEL_M / 2
#: What is higher above 0 lies on a deck, m, and is as high as it is.
DEK_M = 1.0


@dataclass(frozen=True, eq=False)
class Split:
    """Triangles made of larger ones: `parent` (k,) of which, `weights` (k, 3, 3) of its corners in theirs."""

    parent: NDArray[np.int64]
    weights: Floats

    def spread(self, values: NDArray[Any]) -> Floats:
        """Values (3m, c) at the corners of the large ones as those (3k, c) of the small ones."""
        corners = np.asarray(values, dtype=np.float64).reshape(-1, 3, values.shape[1])
        small: Floats = np.einsum("kij,kjc->kic", self.weights, corners[self.parent]).reshape(-1, values.shape[1])
        return small


def split(points: Floats, side_m: float = SIDE_M) -> Split:
    """Triangles (3m, 3) halved across their longest side until none is longer; those on decks stay whole."""
    corners = np.asarray(points, dtype=np.float64).reshape(-1, 3, 3)
    parent = np.arange(len(corners))
    weights = np.broadcast_to(np.eye(3), (len(corners), 3, 3)).copy()
    done: list[tuple[NDArray[np.int64], Floats]] = []
    low = corners[:, :, 2].max(axis=1, initial=-np.inf) < DEK_M
    done.append((parent[~low], weights[~low]))
    parent, weights = parent[low], weights[low]
    while len(parent):
        xy = np.einsum("kij,kjc->kic", weights, corners[parent, :, :2])
        length = np.linalg.norm(xy - np.roll(xy, -1, axis=1), axis=2)
        first = length.argmax(axis=1)
        long = length.max(axis=1) > side_m
        done.append((parent[~long], weights[~long]))
        parent, weights = np.repeat(parent[long], 2), _halved(weights[long], first[long])
    return Split(np.concatenate([p for p, _ in done]), np.concatenate([w for _, w in done]))


def _halved(weights: Floats, first: NDArray[np.int64]) -> Floats:
    """Each triangle (k, 3, 3) cut in two from the middle of its side `first` to the corner across."""
    order = (first[:, None] + np.arange(3)) % 3
    a, b, c = (np.take_along_axis(weights, order[:, i, None, None], axis=1)[:, 0] for i in range(3))
    middle = (a + b) / 2
    return np.stack([np.stack([a, middle, c], axis=1), np.stack([middle, b, c], axis=1)], axis=1).reshape(-1, 3, 3)


def lifted(points: Floats, terrein: Terrein) -> Floats:
    """Points (n, 3) with the height of the ground added to those that lie on it."""
    made = np.array(points, dtype=np.float64)
    low = made[:, 2] < DEK_M
    made[low, 2] += terrein.hoogte(made[low, :2])
    return made
