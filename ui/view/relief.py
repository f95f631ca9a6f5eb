"""What lies on the ground where that is not flat: triangles split small, each point lifted to the ground under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from massastudie.terrein import CEL_M, Terrein

from . import ground
from .batch import Batch
from .light import Floats

#: Longest side of a triangle on the ground, m: half a square of the lattice, so that it follows every bend.
SIDE_M = CEL_M / 2
#: What is higher above 0 lies on a deck, m, and is as high as it is.
DECK_M = 1.0
#: How far round the middle of a plan the ground is drawn as it is, m; beyond it is lost in the haze.
REACH_M = 560.0
#: How far the plain beyond lies under the lowest ground, m.
UNDER_M = 0.5


@dataclass(frozen=True, eq=False)
class Split:
    """Triangles made of larger ones: `parent` (k,) of which, `weights` (k, 3, 3) of its corners in theirs."""

    parent: NDArray[np.int64]
    weights: Floats

    def spread(self, values: NDArray[Any]) -> Floats:
        """Values (3m, c) at the corners of the large ones as those (3k, c) of the small ones."""
        corners = np.asarray(values, dtype=np.float64).reshape(-1, 3, values.shape[1])
        return np.einsum("kij,kjc->kic", self.weights, corners[self.parent]).reshape(-1, values.shape[1])


def split(points: Floats, side_m: float = SIDE_M) -> Split:
    """Triangles (3m, 3) halved across their longest side until none is longer; those on decks stay whole."""
    corners = np.asarray(points, dtype=np.float64).reshape(-1, 3, 3)
    parent = np.arange(len(corners))
    weights = np.broadcast_to(np.eye(3), (len(corners), 3, 3)).copy()
    done: list[tuple[NDArray[np.int64], Floats]] = []
    low = corners[:, :, 2].max(axis=1, initial=-np.inf) < DECK_M
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
    low = made[:, 2] < DECK_M
    made[low, 2] += terrein.hoogte(made[low, :2])
    return made


class GroundBatch(Batch):
    """A batch of what lies on the ground. It is written as for flat ground; `terrein` says what that is. `fine`: its
    triangles are split, so that they follow the ground; else only their corners do."""

    terrein: Terrein | None = None
    fine = True
    _split: Split | None = None

    def write(self, points: NDArray[np.floating], colours: NDArray[np.uint8]) -> None:
        """Replace everything, as `Batch.write`."""
        if self.terrein is None:
            self._split = None
            super().write(points, colours)
        elif self.kind == "lines" or not self.fine:
            super().write(lifted(np.asarray(points, dtype=np.float64), self.terrein), colours)
        else:
            self._split = split(np.asarray(points, dtype=np.float64))
            super().write(lifted(self._split.spread(points), self.terrein), self._spread(colours))

    def recolour(self, colours: NDArray[np.uint8]) -> None:
        """Replace the colours, of the points as they were written or as they are drawn."""
        super().recolour(colours if len(colours) == len(self.points) else self._spread(colours))

    def _spread(self, colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return colours if self._split is None else np.rint(self._split.spread(colours)).astype(np.uint8)

    def drawn(self, owner: NDArray[np.int64]) -> NDArray[np.int64]:
        """Owners (m,) of the triangles written as those of the triangles drawn."""
        return owner if self._split is None else owner[self._split.parent]


def lowest_m(terrein: Terrein | None) -> float:
    """How high the plain to the horizon is drawn, m: below all ground that is drawn as it is."""
    return ground.GROUND_Z_M if terrein is None else min(0.0, float(terrein.hoogten.min())) - UNDER_M


def base(centre: tuple[float, float], sun: Floats, terrein: Terrein | None) -> tuple[Floats, NDArray[np.uint8]]:
    """The bare ground round a place: points (3m, 3) and colours (3m, 3)."""
    points, colours = ground.disc(centre, sun, ground.NEAR_RADII_M, lowest_m(terrein))
    if terrein is None:
        return points, colours
    own = lattice(terrein, centre) + (0.0, 0.0, ground.GROUND_Z_M)
    return np.concatenate([points, own]), np.concatenate([colours, ground.base_colours(own, centre, sun)])


def lattice(terrein: Terrein, centre: tuple[float, float]) -> Floats:
    """Triangles (3m, 3) of the ground round a place, on its own lattice: both halves of each square."""
    x0, y0 = (np.floor((c - REACH_M - o) / CEL_M) * CEL_M + o
              for c, o in zip(centre, (terrein.x_m, terrein.y_m), strict=True))  # fmt: skip
    steps = np.arange(0.0, 2 * REACH_M + 2 * CEL_M, CEL_M)
    x, y = np.meshgrid(x0 + steps, y0 + steps)
    z = terrein.hoogte(np.c_[x.ravel(), y.ravel()]).reshape(x.shape)
    return ground.halves(np.stack([x, y, z], axis=2)).reshape(-1, 3)
