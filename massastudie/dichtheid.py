"""Density at a scale (NEN 9300, Spacematrix): FSI, GSI, L, OSR and MXI, with the name of the scale beside them.

Figures of different scales may not be compared: the ground differs (`Dichtheid.schaal`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from .fasering import strook
from .plan import Functie, Plan
from .volumes import Massamodel

#: The scales: a block with its hof; that with half of the streets around; the ground within the plan boundary.
EILAND, WEEFSEL, PLANGEBIED = "eiland", "weefsel", "plangebied"
#: Half of no street or doorsteek reaches farther from a block than this, metres.
WIDEST_M = 50.0


@dataclass(frozen=True, slots=True)
class Dichtheid:
    """Density of one piece of ground: A = `grond_m2`, F = `bvo_m2`, B = `bebouwd_m2`.

    FSI = F / A, GSI = B / A, L = F / B, OSR = (A - B) / F, MXI = F wonen / F (0 where the divisor is 0).
    """

    schaal: str
    grond_m2: float
    bvo_m2: float
    bebouwd_m2: float
    fsi: float
    gsi: float
    l: float  # noqa: E741 - the standard's own name
    osr: float
    mxi: float


def dichtheid(schaal: str, grond_m2: float, bvo_m2: Mapping[Functie, float], bebouwd_m2: float) -> Dichtheid:
    """The indices of one piece of ground, from its area, the BVO per functie on it and its built part (m²)."""
    total = sum(bvo_m2.values())
    return Dichtheid(
        schaal=schaal, grond_m2=grond_m2, bvo_m2=total, bebouwd_m2=bebouwd_m2,
        fsi=_ratio(total, grond_m2), gsi=_ratio(bebouwd_m2, grond_m2), l=_ratio(total, bebouwd_m2),
        osr=_ratio(grond_m2 - bebouwd_m2, total), mxi=_ratio(bvo_m2.get(Functie.WONEN, 0.0), total),
    )  # fmt: skip


def _ratio(top: float, bottom: float) -> float:
    return top / bottom if bottom else 0.0


def tarra(grond_m2: float, weefsel_m2: float) -> float:
    """Share of the weefsel that is street: (A weefsel - A eiland) / A weefsel."""
    return _ratio(weefsel_m2 - grond_m2, weefsel_m2)


def weefsel_m2(plan: Plan, massa: Massamodel, blok_id: str) -> float:
    """Area of a block with half of the streets around it, m²."""
    opened = tuple((d.id, d.breedte_m) for d in massa.doorgangen if d.is_open and _beside(plan, blok_id, d.id))
    return float(weefsel(plan, blok_id, opened).area)


@lru_cache(maxsize=512)
def _beside(plan: Plan, blok_id: str, doorsteek: str) -> bool:
    """True when a doorsteek can lie along a block: at no width it can have is it farther away than this."""
    lijn = next(d.lijn for d in plan.doorsteken if d.id == doorsteek)
    return bool(lijn.distance(_eilanden(plan)[blok_id]) < 2 * WIDEST_M)


@lru_cache(maxsize=8)
def _eilanden(plan: Plan) -> dict[str, Polygon]:
    return {b.id: b.eiland for b in plan.bouwblokken}


@lru_cache(maxsize=8)
def _straten(plan: Plan) -> tuple[tuple[BaseGeometry, float], ...]:
    """Each street from gevel to gevel, with its width."""
    return tuple(
        (s.lijn.buffer(s.breedte_m / 2, cap_style="flat", join_style="mitre"), s.breedte_m) for s in plan.straten
    )


@lru_cache(maxsize=256)
def weefsel(plan: Plan, blok_id: str, doorsteken: tuple[tuple[str, float], ...]) -> BaseGeometry:
    """The eiland of a block with half the width of each street and open doorsteek along it, up to their centre lines.

    `doorsteken` are the open ones with their width, metres. Squares are left out; so is the ground of other blocks.
    """
    eilanden = _eilanden(plan)
    eiland = eilanden[blok_id]
    bands = [*_straten(plan), *((strook(plan, item, width), width) for item, width in doorsteken)]
    halves = [
        eiland.buffer(width / 2, join_style="mitre").intersection(band)
        for band, width in bands
        if band.distance(eiland) < width / 2
    ]
    others = [other for item, other in eilanden.items() if item != blok_id and other.distance(eiland) < WIDEST_M]
    return shapely.union_all([eiland, *halves]).difference(shapely.union_all(others))
