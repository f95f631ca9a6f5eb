"""Sun on points as a layer of a GeoPackage: where it was measured, and how long the sun can come there on one day."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from massastudie.bezonning import Dag
from massastudie.gevelpunten import Meetpunten
from massastudie.plan import Plan

from .faces import Floats

#: Name of the layer.
LAAG = "zonpunten"
#: Surfaces that points are laid on, and their distance, metres: as in the sun ledger.
OP, RASTER_M = ("hoven", "pleinen", "terrassen"), 1.0


def zon_rows(plan: Plan, points: Meetpunten, minuten: Floats, dag: Dag) -> list[tuple[BaseGeometry, dict[str, Any]]]:
    """A row per point (RD metres, to the millimetre) from the minutes (n,) of one day; none for one inside a mass."""
    xy = np.round(points.punten.xyz[:, :2] + plan.oorsprong, 3)
    return [
        (shapely.Point(xy[i]), {
            "vlak": groep.id, "naam": groep.naam, "soort": groep.soort, "dag": f"{dag.dag:%Y-%m-%d}",
            "hoogte_m": round(float(points.punten.xyz[i, 2]), 3), "zon_min": round(float(minuten[i]), 2),
            "zon_uren": round(float(minuten[i]) / 60, 4),
        })
        for groep in points.groepen for i in range(groep.start, groep.eind) if np.isfinite(minuten[i])
    ]  # fmt: skip
