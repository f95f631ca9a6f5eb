"""The faces of a mass as a file of others draws them: roofs, dormers and towers that no stack of bouwlagen has.

Drawn instead of the block form of a pand; figures stay those of its bouwlagen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: A face looks up, or down, when its unit normal has this height.
UP, DOWN = 0.2, -0.9
#: Undersides nearer to the ground than this are never seen, m.
GROUND_M = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Facets:
    """triangles (t, 3, 3) m, counterclockwise from outside, and the lines to draw, edges (k, 2, 3) m; x and y in the
    frame of the pand, z above the ground it stands on. `casts`: they take the sun themselves, as there is no block
    form that does. `closed`: they close, so that a sunbeam meets only faces that look towards it."""

    triangles: Floats
    edges: Floats
    casts: bool = False
    closed: bool = True

    @property
    def top_m(self) -> float:
        """Height of the highest point."""
        return float(self.triangles[:, :, 2].max(initial=0.0))

    def raised(self, by_m: float) -> Facets:
        """The same, this much higher."""
        up = np.array([0.0, 0.0, by_m])
        return replace(self, triangles=self.triangles + up, edges=self.edges + up)

    def turned(self, matrix: Floats, shift: tuple[float, float]) -> Facets:
        """The same, its points multiplied by matrix (3, 3) and moved east and north."""
        away = np.array([*shift, 0.0])
        return replace(self, triangles=self.triangles @ matrix.T + away, edges=self.edges @ matrix.T + away)


def split_of(
    triangles: Floats, edges: Floats, triangle_count: Sequence[int], edge_count: Sequence[int],
    casts: Sequence[bool], closed: Sequence[bool],
) -> list[Facets]:  # fmt: skip
    """Facets that share their arrays: so many triangles and edges of each in turn."""
    faces, lines = (pairwise([0, *np.cumsum(count).tolist()]) for count in (triangle_count, edge_count))
    rows = zip(faces, lines, casts, closed, strict=True)
    return [Facets(triangles[a:b], edges[c:d], own, whole) for (a, b), (c, d), own, whole in rows]


def joined_of(facets: Sequence[Facets]) -> tuple[Floats, Floats, list[int], list[int], list[bool], list[bool]]:
    """What `split_of` takes apart again: all triangles, all edges, how many each has, and what they are."""
    return (
        np.concatenate([np.empty((0, 3, 3)), *(f.triangles for f in facets)]),
        np.concatenate([np.empty((0, 2, 3)), *(f.edges for f in facets)]),
        [len(f.triangles) for f in facets], [len(f.edges) for f in facets],
        [f.casts for f in facets], [f.closed for f in facets],
    )  # fmt: skip


def all_moved(facets: Sequence[Facets], x_m: float, y_m: float) -> list[Facets]:
    """Each this much further east and north, in one go."""
    away = np.array([x_m, y_m, 0.0])
    triangles, edges, triangle_count, edge_count, casts, closed = joined_of(facets)
    return split_of(triangles + away, edges + away, triangle_count, edge_count, casts, closed)
