"""What lies on the ground where that is not flat: triangles split small, each point lifted to the ground under it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from massastudie.relief import Split, lifted, split
from massastudie.terrein import CEL_M, Terrein

from . import ground
from .batch import Batch
from .light import Floats

#: How far round the middle of a plan the ground is drawn as it is, m; beyond it is lost in the haze.
REACH_M = 560.0
#: How far the plain beyond lies under the lowest ground, m.
UNDER_M = 0.5


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
