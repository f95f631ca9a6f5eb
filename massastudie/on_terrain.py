"""A plan on ground that is not flat: the ground under it, and its masses each at the level of its own ground.

A mass stands level: a standing pand on the lowest ground along its outline, the panden of a new bouwblok together on
the lowest along their eiland. Areas are as they were; heights of a mass are above its own ground (`maaiveld_m`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from .context import Context
from .errors import PlanError
from .plan import BestaandPand, Bouwblok, Paviljoen, Plan, credited
from .terrein import CEL_M, Raster, Terrein, filled, overlaid, smoothed
from .volumes import Hof, Lichaam, Massamodel, kept_with

Mask = npt.NDArray[np.bool_]
#: Ground farther from the plan boundary is drawn flat, m; share of the plan a file must know.
REACH_M, LEAST_SHARE = 400.0, 0.1
#: Ground in the Netherlands lies between -7 (Zuidplaspolder) and 322 m NAP (Vaalserberg); with room for pits.
LOW_NAP_M, HIGH_NAP_M = -50.0, 350.0
#: How close together the ground along an outline is asked, m.
STEP_M = 2.0


def with_terrain(plan: Plan, context: Context) -> Plan:
    """`plan` on the ground of a height raster or point cloud; what of it has no height is filled and counted.

    Raises PlanError when the file lies elsewhere or knows less than a tenth of the ground within the plan boundary,
    or holds no heights in m NAP. A file laid after another goes over it, where it knows more.
    """
    found = context.raster
    if found is None:
        why = context.opmerkingen[-1] if context.opmerkingen else "geen"
        raise PlanError(f"bestand {context.bestand}: verwacht hoogten van de grond in RD, gevonden: {why}")
    if plan.terrein is not None and plan.terrein.bekend is not None:
        found = overlaid(plan.terrein.bekend, found)
    part = _part(plan, found, context.bestand)
    heights = smoothed(filled(part.hoogten))
    peil_m = _peil(heights[_inside(plan, part)], context.bestand)
    x, y = plan.oorsprong
    holes = int(np.isnan(part.hoogten).sum())
    made = Terrein(
        part.x_m - x, part.y_m - y, np.round(heights - peil_m, 3), peil_m, _source(plan, context), holes,
        part.hoogten.size, part,
    )  # fmt: skip
    said = f"terrein {context.bestand}, {made.gaten} van {made.cellen} vakken van {CEL_M:g} m gevuld"
    return replace(plan, terrein=made, herkomst=credited(plan.herkomst, said))


def _source(plan: Plan, context: Context) -> str:
    """Where ground comes from: a file, and the ones it was laid over."""
    own = f"{context.bestand} ({context.formaat})"
    under = plan.terrein.bron if plan.terrein is not None and plan.terrein.bekend is not None else ""
    return f"{under}, {own}" if under and own not in under else under or own


def _peil(heights: npt.NDArray[np.float64], bestand: str) -> float:
    """The level of a plan, m NAP: the median of the ground within it. PlanError when no ground lies as high."""
    peil_m = round(float(np.median(heights)), 2)
    if not LOW_NAP_M <= peil_m <= HIGH_NAP_M:
        raise PlanError(f"bestand {bestand}: verwacht grond in m NAP, van {LOW_NAP_M:g} tot {HIGH_NAP_M:g}, gevonden "
                        f"{peil_m:g} (in een andere eenheid?)")  # fmt: skip
    return peil_m


def _part(plan: Plan, found: Raster, bestand: str) -> Raster:
    """The squares of a raster within reach of the plan, without empty rows and columns at the edge."""
    border = shapely.bounds(plan.plangrens) + np.tile(plan.oorsprong, 2)
    rows, columns = found.hoogten.shape
    x, y = found.x_m + CEL_M * np.arange(columns), found.y_m + CEL_M * np.arange(rows)
    i = np.flatnonzero((x >= border[0] - REACH_M) & (x <= border[2] + REACH_M))
    j = np.flatnonzero((y >= border[1] - REACH_M) & (y <= border[3] + REACH_M))
    near = found.hoogten[np.ix_(j, i)]
    known = ~np.isnan(near)
    if known.any():
        j, i = j[_span(np.asarray(known.any(axis=1)))], i[_span(np.asarray(known.any(axis=0)))]
    part = Raster(float(x[i[0]]), float(y[j[0]]), found.hoogten[np.ix_(j, i)]) if known.any() else None
    share = 0.0 if part is None else _share(plan, part)
    if part is None or share < LEAST_SHARE:
        raise PlanError(f"bestand {bestand}: verwacht hoogten onder minstens {LEAST_SHARE:.0%} van het plan, "
                        f"gevonden onder {share:.0%}")  # fmt: skip
    return part


def _span(known: Mask) -> slice:
    first, last = np.flatnonzero(known)[[0, -1]]
    return slice(int(first), int(last) + 1)


def _inside(plan: Plan, part: Raster) -> Mask:
    """Which squares (r, k) have their middle within the plan boundary; all when none has."""
    rows, columns = part.hoogten.shape
    x, y = np.meshgrid(part.x_m + CEL_M * np.arange(columns), part.y_m + CEL_M * np.arange(rows))
    found: Mask = shapely.contains_xy(plan.plangrens, x - plan.oorsprong[0], y - plan.oorsprong[1])
    return found if found.any() else np.ones_like(found)


def _share(plan: Plan, part: Raster) -> float:
    """How much of the plan has a square with a height in it or beside it: buildings are holes in a model of ground."""
    x0, y0 = part.x_m - plan.oorsprong[0], part.y_m - plan.oorsprong[1]
    rows, columns = part.hoogten.shape
    whole = shapely.box(x0 - CEL_M / 2, y0 - CEL_M / 2, x0 + CEL_M * (columns - 0.5), y0 + CEL_M * (rows - 0.5))
    return float(whole.intersection(plan.plangrens).area / plan.plangrens.area)


def on_terrain(massa: Massamodel, plan: Plan) -> Massamodel:
    """The masses and decks of a plan at the level of their own ground; as they are where the ground is flat."""
    if plan.terrein is None:
        return massa
    standing, gone, later = (
        tuple(_placed(item, plan) for item in items) for items in (massa.lichamen, massa.gesloopt, massa.later)
    )
    dekken = tuple(_dek(plan, hof) for hof in massa.hoven)
    return replace(massa, lichamen=standing, gesloopt=gone, later=later, hoven=dekken)


@kept_with
def _placed(item: Lichaam, plan: Plan) -> Lichaam:
    return lifted(item, level_m(plan, item.blok or item.id.removesuffix(".sloop")))


@lru_cache(maxsize=256)
def _dek(plan: Plan, hof: Hof) -> Hof:
    return replace(hof, dek_m=hof.dek_m + level_m(plan, hof.blok))


@lru_cache(maxsize=1024)
def level_m(plan: Plan, item_id: str) -> float:
    """The level of a pand, bouwblok or paviljoen: the lowest ground along its outline, m; 0 for anything else."""
    item = plan.by_id.get(item_id)
    if plan.terrein is None or not isinstance(item, BestaandPand | Bouwblok | Paviljoen):
        return 0.0
    ring = (item.eiland if isinstance(item, Bouwblok) else item.polygon).exterior
    return round(float(plan.terrein.hoogte(shapely.get_coordinates(ring.segmentize(STEP_M))).min()), 3)


def lifted(item: Lichaam, by_m: float) -> Lichaam:
    """A mass `by_m` higher (or lower), ground and all."""
    if by_m == 0.0:
        return item
    volumes = tuple(replace(v, bottom_m=v.bottom_m + by_m, top_m=v.top_m + by_m) for v in item.volumes)
    kap = item.kap and replace(item.kap, goot_m=item.kap.goot_m + by_m, nok_m=item.kap.nok_m + by_m)
    facets = item.facets and item.facets.raised(by_m)
    return replace(item, volumes=volumes, kap=kap, facets=facets, maaiveld_m=item.maaiveld_m + by_m)


def flat(item: Lichaam) -> Lichaam:
    """A mass with its heights above its own ground, as it stands on flat ground."""
    return _lowered(item) if item.maaiveld_m else item


@kept_with
def _lowered(item: Lichaam) -> Lichaam:
    return lifted(item, -item.maaiveld_m)
