"""Ground that is not flat as faces that take the sun: the triangles of its lattice, seen from above.

A beam that rises less steeply than a slope enters the ground through it, as it enters a mass through a wall. Only what
a file tells counts: beyond its lattice the ground takes no sun, nor do hills farther off.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .casters import Casters, casters
from .terrein import CEL_M, Terrein
from .volumes import Lichaam, kept_with

Floats = npt.NDArray[np.float64]

#: What the ground is called among the owners of faces.
OWNER = "terrein"
#: Ground less steep than this takes no sun: the lowest sun that is asked stands higher.
LEVEL = 1e-5


def casters_on(terrein: Terrein | None, lichamen: Sequence[Lichaam]) -> Casters:
    """The faces of masses (see `casters`), and those of the ground they stand on; None: flat ground has none."""
    made = casters(lichamen)
    return made if terrein is None else with_ground(made, ground_faces(terrein))


def with_ground(masses: Casters, ground: Casters) -> Casters:
    """Faces of masses and of the ground together, the ground as last owner."""
    owner = np.full(len(ground.triangles), len(masses.owners), dtype=np.int32)
    return Casters(
        masses.walls, masses.wall_owner, np.concatenate([masses.triangles, ground.triangles]),
        np.r_[masses.triangle_owner, owner], (*masses.owners, *ground.owners),
    )  # fmt: skip


@kept_with
def ground_faces(terrein: Terrein) -> Casters:
    """The triangles of the ground that are not level, worked out once per ground."""
    corners = lattice(terrein)
    steep = corners[np.hypot(*rise_of(corners).T) > LEVEL]
    none = np.empty((0, 7)), np.empty(0, np.int32)
    return Casters(*none, steep.reshape(-1, 9), np.zeros(len(steep), np.int32), (OWNER,))


def lattice(terrein: Terrein) -> Floats:
    """Triangles (m, 3, 3) of the ground, counterclockwise from above, each square cut as `Terrein` cuts it."""
    points, triangles = ground_mesh(terrein)
    return points[triangles]


def ground_mesh(terrein: Terrein) -> tuple[Floats, npt.NDArray[np.int64]]:
    """The same as points (n, 3) m in the local frame, and triangles (m, 3) of them."""
    rows, columns = terrein.hoogten.shape
    x, y = np.meshgrid(terrein.x_m + CEL_M * np.arange(columns), terrein.y_m + CEL_M * np.arange(rows))
    p = np.arange(rows * columns).reshape(rows, columns)
    sw, se, ne, nw = p[:-1, :-1], p[:-1, 1:], p[1:, 1:], p[1:, :-1]
    both = np.stack([np.stack([sw, se, ne], axis=2), np.stack([sw, ne, nw], axis=2)], axis=2)
    return np.c_[x.ravel(), y.ravel(), terrein.hoogten.ravel()], both.reshape(-1, 3).astype(np.int64)


def rise_of(corners: Floats) -> Floats:
    """Rise (m, 2) east and north, m per m, of triangles (m, 3, 3) of the ground."""
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    found: Floats = -normal[:, :2] / normal[:, 2:]
    return found
