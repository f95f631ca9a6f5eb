"""A file without a coordinate system, put in its place by hand."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from massastudie.context import Context, ContextPand, Plaatsing
from massastudie.georef import EPSG_RD, in_rd_extent

from .files import refuse

#: Metres per unit a drawing can be in, the likeliest first.
UNITS = {"m": 1.0, "mm": 0.001, "cm": 0.01, "dm": 0.1, "inch": 0.0254, "voet": 0.3048}
#: Nothing drawn for a plan is smaller or larger than this, m: outside it the unit is doubted.
LEAST_M, MOST_M = 5.0, 20_000.0
SAID = "plaats met de hand gekozen"


def size_of(context: Context) -> float:
    """The longer side of what is in a file, m in the unit it says."""
    half = len(context.bbox) // 2
    x0, y0, x1, y1 = *context.bbox[:2], *context.bbox[half : half + 2]
    return max(x1 - x0, y1 - y0)


def likely_units(context: Context) -> tuple[str, ...]:
    """Units in which the size of a file is one of a plan; that of the file itself first where it is one of them."""
    raw = size_of(context) / context.eenheid_m
    fits = [name for name, metres in UNITS.items() if LEAST_M <= raw * metres <= MOST_M]
    return tuple(sorted(fits, key=lambda name: UNITS[name] != context.eenheid_m))


def by_hand(path: Path, context: Context, plaats: Plaatsing) -> Context:
    """`context` with its own (0, 0) on the RD point of `plaats`, turned and scaled round it; a file that has a
    coordinate system stays where it is, and says so.

    FileError when the unit contradicts the size and no scale is given, or the place lies outside RD.
    """
    if context.crs is not None:
        said = f"staat zelf in {context.crs}; de plaats die met de hand gekozen is, is niet gebruikt"
        return replace(context, opmerkingen=(*context.opmerkingen, said))
    if not in_rd_extent(plaats.x_m, plaats.y_m):
        refuse(path, "een plaats in RD (x -7000–300000, y 289000–629000)", f"({plaats.x_m:.7g}, {plaats.y_m:.7g})")
    scale = _scale(path, context, plaats)
    matrix = scale * _turn(plaats.hoek_deg)
    panden = tuple(_moved(pand, matrix, scale, (plaats.x_m, plaats.y_m)) for pand in context.panden)
    bounds = shapely.total_bounds([pand.polygon for pand in panden]) if panden else np.zeros(4)
    said = f"met de hand geplaatst: eigen nulpunt op RD ({plaats.x_m:.2f}, {plaats.y_m:.2f})"
    said += f", {plaats.hoek_deg:g}° linksom gedraaid, {scale * context.eenheid_m:g} m per eenheid"
    return replace(
        context, crs=f"EPSG:{EPSG_RD}", panden=panden, bbox=tuple(round(float(v), 3) for v in bounds),
        volume_m3={lod: round(v * scale**3, 3) for lod, v in context.volume_m3.items()},
        oppervlakte_m2=round(context.oppervlakte_m2 * scale**2, 3), opmerkingen=(*context.opmerkingen, said),
    )  # fmt: skip


def _scale(path: Path, context: Context, plaats: Plaatsing) -> float:
    """What lengths are multiplied by, heights too."""
    if plaats.schaal is not None:
        return plaats.schaal / context.eenheid_m
    size = size_of(context)
    if not LEAST_M <= size <= MOST_M and (units := likely_units(context)):
        choices = " of ".join(f"{UNITS[name]:g} ({name})" for name in units)
        refuse(path, f"een tekening van {LEAST_M:g} m tot {MOST_M / 1000:g} km, of een schaal van {choices}",
               f"{size:.6g} m in de eenheid die het bestand noemt")  # fmt: skip
    return 1.0


def _turn(hoek_deg: float) -> npt.NDArray[np.float64]:
    """A turn counterclockwise seen from above (3, 3)."""
    c, s = cos(radians(hoek_deg)), sin(radians(hoek_deg))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def _moved(
    pand: ContextPand, matrix: npt.NDArray[np.float64], scale: float, shift: tuple[float, float]
) -> ContextPand:
    flat = matrix[:2, :2]
    return replace(
        pand, polygon=shapely.transform(pand.polygon, lambda xy: xy @ flat.T + np.array(shift)),
        hoogte_m=None if pand.hoogte_m is None else round(pand.hoogte_m * scale, 3),
        facets=None if pand.facets is None else pand.facets.turned(matrix, shift),
        aanname="; ".join(filter(None, (pand.aanname, SAID))),
    )  # fmt: skip
