"""A bouwblok as masses: ring, hof, panden with their heights, decks on deep plinten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from . import footprint
from .fasering import BlokKnoppen
from .panden import divide, without_spikes
from .plan import Accent, Bouwblok, Dak, Functie, Plan, Rooilijn
from .stapel import Doorgat, Laag, lagen, stack
from .volumes import Hof, Kap, Lichaam, Status

#: What a pand's storeys and its roof edge may differ from its block's, metres (`aanname`, so that panden differ). A
#: higher step is higher in both, so that two steps never come out at one height, with any number of bouwlagen.
STEPS_M = ((-0.1, 0.0), (0.0, 0.2), (0.1, 0.4))


@dataclass(frozen=True, slots=True, eq=False)
class BlokVorm:
    """The ground plan of a block at one depth: outline, ring, hof, and its panden with the side they face."""

    blok: Bouwblok
    ring: BaseGeometry
    hof: BaseGeometry
    panden: tuple[Polygon, ...]
    fronten: tuple[Rooilijn | None, ...]
    accenten: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class PandMaat:
    """The seeded height of one pand: fewer bouwlagen than its block, storey height and roof edge added, metres."""

    minder: int
    verdieping_m: float
    dakrand_m: float


@lru_cache(maxsize=256)
def vorm(plan: Plan, blok_id: str, diepte_m: float) -> BlokVorm:
    """The ground plan of a block; cached, because only the depth changes it."""
    blok = next(b for b in plan.bouwblokken if b.id == blok_id)
    footprint.check_outline(blok.id, blok.eiland)
    lines = [r.lijn for r in blok.rooilijnen]
    accenten = [a for a in plan.accenten if a.blok == blok_id]
    ring = footprint.ring(blok.eiland, diepte_m, lines)
    shapes = [a.polygon for a in accenten]
    panden = divide(blok.eiland, ring, lines, diepte_m, blok.pandbreedte_m, blok.zaad, shapes)
    return BlokVorm(
        blok, ring, footprint.clean(footprint.to_grid(blok.eiland).difference(ring)), panden,
        _fronten(panden, blok.rooilijnen),
        tuple(_accent(p, accenten) for p in panden),
    )  # fmt: skip


def _fronten(panden: Sequence[Polygon], rooilijnen: Sequence[Rooilijn]) -> tuple[Rooilijn | None, ...]:
    """Per pand the rooilijn it has most of its front on."""
    if not rooilijnen:
        return (None,) * len(panden)
    bands = shapely.buffer([r.lijn for r in rooilijnen], 0.05)
    shared = shapely.area(shapely.intersection(np.array(panden, dtype=object)[:, None], bands[None]))
    return tuple(rooilijnen[int(row.argmax())] if row.max() > 0 else None for row in shared)


def _accent(pand: Polygon, accenten: Sequence[Accent]) -> str | None:
    """The accent that takes most of a pand."""
    for accent in accenten:
        if pand.intersection(without_spikes(accent.polygon)).area > 0.5 * pand.area:
            return accent.id
    return None


def maten(blok: Bouwblok, count: int) -> list[PandMaat]:
    """Seeded heights of the panden: now and then one bouwlaag less, never two steps alike side by side (F).

    The last pand is the neighbour of the first.
    """
    rng = Random(f"{blok.zaad}:hoogten")
    steps: list[int] = []
    result: list[PandMaat] = []
    for number in range(count):
        beside = {*steps[-1:], *(steps[:1] if number == count - 1 else [])}
        steps.append(rng.choice([i for i in range(len(STEPS_M)) if i not in beside]))
        minder = int(rng.random() < blok.lager_kans and not (result and result[-1].minder))
        verdieping_m, dakrand_m = STEPS_M[steps[-1]]
        result.append(PandMaat(minder, verdieping_m, dakrand_m + rng.choice((0.0, 0.1))))
    return result


def bouwlagen_of(blok: Bouwblok, knoppen: BlokKnoppen, maat: PandMaat, accent: int | None, own: int | None) -> int:
    """Storeys of one pand: set by hand, else its accent in force, else its block's with the seeded difference."""
    if own is not None:
        return own
    if accent is not None:
        return accent
    return max(1, knoppen.bouwlagen - maat.minder)


@lru_cache(maxsize=1024)
def lichamen(
    plan: Plan,
    blok_id: str,
    knoppen: BlokKnoppen,
    accenten: tuple[tuple[str, int], ...],
    pand_lagen: tuple[tuple[str, int], ...],
    gaten: tuple[Doorgat, ...],
    status: Status,
) -> tuple[Lichaam, ...]:
    """The masses of a block: a Lichaam per pand, and one per deck. `accenten` holds the accents in force."""
    shape = vorm(plan, blok_id, knoppen.diepte_m)
    raised, own = dict(accenten), dict(pand_lagen)
    units = [u for u in plan.winkelunits if u.blok == blok_id]
    built: list[Lichaam] = []
    for number, (pand, maat) in enumerate(zip(shape.panden, maten(shape.blok, len(shape.panden)), strict=True)):
        pand_id = f"{blok_id}-{number + 1:02d}"
        accent = shape.accenten[number]
        accent = accent if accent in raised else None
        count = bouwlagen_of(shape.blok, knoppen, maat, raised.get(accent or ""), own.get(pand_id))
        plint = _plint(shape, number, [u.polygon for u in units])
        layers = _pand_lagen(shape.blok, knoppen, maat, count, plint)
        built.append(_pand(shape.blok, pand_id, pand, layers, gaten, status, accent, knoppen.fase))
    dekken = [_dek(shape, knoppen, u.id, u.polygon, gaten, status) for u in units]
    return tuple(p for p in built if p.volumes) + tuple(d for d in dekken if d is not None)


def _plint(shape: BlokVorm, number: int, units: Sequence[Polygon]) -> Functie:
    """Use of the ground floor: shop inside a winkelunit, else what the side asks, else the block's."""
    pand = shape.panden[number]
    if any(pand.intersection(u).area > 0.5 * pand.area for u in units):
        return Functie.WINKEL
    front = shape.fronten[number]
    return front.functie_plint if front else shape.blok.functie_plint


def _pand_lagen(blok: Bouwblok, knoppen: BlokKnoppen, maat: PandMaat, count: int, plint: Functie) -> tuple[Laag, ...]:
    rand = 0.0 if blok.kap_m else blok.dakrand_m + maat.dakrand_m
    return lagen(count, knoppen.plint_m, knoppen.verdieping_m + maat.verdieping_m, rand, plint, blok.functie_boven)


def _pand(
    blok: Bouwblok, pand_id: str, ground: Polygon, layers: tuple[Laag, ...], gaten: tuple[Doorgat, ...],
    status: Status, accent: str | None, fase: str,
) -> Lichaam:  # fmt: skip
    hits = [g for g in gaten if g.strook.intersects(ground)]
    kap = None if hits or not blok.kap_m else _kap(ground, layers[-1].top_m, blok.kap_m)
    return Lichaam(
        id=pand_id, naam=f"{blok.naam} · pand {pand_id.rpartition('-')[2]}", blok=blok.id, status=status, fase=fase,
        in_plan=True, volumes=stack(pand_id, ground, layers, hits), kap=kap, accent=accent,
        aanname=blok.herkomst.aanname, bron=blok.herkomst.bron,
    )  # fmt: skip


def _kap(ground: Polygon, goot_m: float, kap_m: float) -> Kap | None:
    """A pitched roof along the longer side of the pand's bounding rectangle; none on a shape it does not fit."""
    box = ground.minimum_rotated_rectangle
    if box.geom_type != "Polygon" or ground.area < 0.9 * box.area:
        return None
    a, b, c, d = (shapely.Point(xy) for xy in box.exterior.coords[:4])
    if a.distance(b) > b.distance(c):
        a, b, c, d = b, c, d, a
    ridge = shapely.LineString([_mid(a, b), _mid(c, d)])
    return Kap(ground, goot_m, goot_m + kap_m, Dak("zadel", goot_m, ridge))


def _mid(a: shapely.Point, b: shapely.Point) -> tuple[float, float]:
    return ((a.x + b.x) / 2, (a.y + b.y) / 2)


def _dek(
    shape: BlokVorm, knoppen: BlokKnoppen, unit_id: str, unit: Polygon, gaten: tuple[Doorgat, ...], status: Status
) -> Lichaam | None:
    """The part of a large shop that reaches under the hof: one bouwlaag, its roof is the deck."""
    ground = footprint.clean(dek_ground(shape, unit))
    if ground.is_empty:
        return None
    item_id = f"{shape.blok.id}-dek-{unit_id}"
    hits = [g for g in gaten if g.strook.intersects(ground)]
    layers = (Laag(0.0, knoppen.plint_m, Functie.WINKEL),)
    return Lichaam(
        id=item_id, naam=f"{shape.blok.naam} · dek", blok=shape.blok.id, status=status, fase=knoppen.fase,
        in_plan=True, volumes=stack(item_id, ground, layers, hits), aanname=shape.blok.herkomst.aanname,
        bron=shape.blok.herkomst.bron, soort="dek",
    )  # fmt: skip


def dek_ground(shape: BlokVorm, unit: Polygon) -> BaseGeometry:
    """Where a winkelunit reaches under the hof."""
    return shapely.intersection(shape.hof, unit, grid_size=footprint.GRID_M)


@lru_cache(maxsize=256)
def hof_of(plan: Plan, blok_id: str, diepte_m: float, plint_m: float) -> Hof:
    """The court of a block, with the part that lies on a deck."""
    shape = vorm(plan, blok_id, diepte_m)
    units = [u.polygon for u in plan.winkelunits if u.blok == blok_id]
    dekken = footprint.clean(shapely.union_all([dek_ground(shape, u) for u in units]))
    return Hof(blok_id, shape.hof, dekken, plint_m)
