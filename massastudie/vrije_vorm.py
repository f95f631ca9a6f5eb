"""Sun on any points past any prisms, both in RD: the engine without a plan, to be checked against other programs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

from .bezonning import Dag, Progress, study
from .casters import Prism, from_prisms
from .georef import to_local
from .zonnestand import Plaats
from .zonpunten import Punten, inside_prisms

Floats = npt.NDArray[np.float64]


def study_prisms(
    prisms: Sequence[Prism], xyz: Floats, normals: Floats | None, dag: Dag, plaats: Plaats | None = None
) -> Progress:
    """Sun of one day on points xyz (n, 3) with unit normals (n, 3; None: facing up), RD and metres above ground.

    Points inside a prism are masked (NaN minutes). The sun is taken at `plaats`, else in the middle of the points.
    """
    middle = origin_of(xyz)
    own = [Prism(to_local(p.polygon, middle), p.bottom_m, p.top_m) for p in stacked(prisms)]
    local = xyz - [*middle, 0.0]
    points = Punten(local, normals, inside_prisms(local, own))
    where = plaats if plaats is not None else Plaats.from_rd(*middle)
    return (yield from study(from_prisms(own), points, dag, where))


def origin_of(xyz: Floats) -> tuple[float, float]:
    """The RD point (whole metres) in the middle of points (n, 3): the local frame starts there."""
    if not len(xyz):
        return 155000.0, 463000.0
    low, high = xyz[:, :2].min(axis=0), xyz[:, :2].max(axis=0)
    x, y = np.round((low + high) / 2).tolist()
    return x, y


def stacked(prisms: Sequence[Prism]) -> list[Prism]:
    """Prisms of equal ground that stand on each other as one, so that no floor between them is asked."""
    columns: dict[bytes, list[Prism]] = {}
    for prism in sorted(prisms, key=lambda p: p.bottom_m):
        own = columns.setdefault(shapely.to_wkb(prism.polygon), [])
        if own and abs(own[-1].top_m - prism.bottom_m) < 1e-6:
            own[-1] = Prism(prism.polygon, own[-1].bottom_m, prism.top_m)
        else:
            own.append(prism)
    return [p for own in columns.values() for p in own]
