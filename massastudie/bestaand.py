"""The standing city as masses: panden whole, cut by what is open, trimmed by what is built, or gone."""

from __future__ import annotations

from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from .fasering import Cut, strook
from .footprint import GRID_M, clean, cut
from .knobs import KNOBS
from .plan import BestaandPand, Doorsteek, Plan
from .stapel import Doorgat, lagen_tot, stack
from .volumes import Kap, Lichaam, Status


@lru_cache(maxsize=8)
def whole(plan: Plan) -> tuple[Lichaam, ...]:
    """Every standing pand, untouched, in plan order."""
    return tuple(lichaam(plan, pand, pand.polygon, (), True) for pand in plan.bestaand)


def lichaam(plan: Plan, pand: BestaandPand, ground: BaseGeometry, gaten: tuple[Doorgat, ...], whole: bool) -> Lichaam:
    """The mass of a standing pand on (what is left of) its ground; only a whole one keeps its roof."""
    goot_m = pand.dak.goot_m if pand.dak.vorm != "plat" and pand.dak.goot_m is not None else pand.hoogte_m
    plint_m = min(pand.plint_m, goot_m)
    layers = lagen_tot(pand.bouwlagen, plint_m, goot_m, pand.functie_plint, pand.functie_boven)
    roof = Kap(pand.polygon, goot_m, pand.hoogte_m, pand.dak) if whole and pand.dak.vorm != "plat" else None
    return Lichaam(
        id=pand.id, naam=pand.naam or pand.adres or pand.straat or pand.id, blok=None, status=Status.BESTAAND,
        fase=plan.fasen[0].id, in_plan=pand.in_plan, volumes=stack(pand.id, ground, layers, gaten), kap=roof,
        aanname=pand.herkomst.aanname, bron=pand.herkomst.bron, soort=pand.deel,
        facets=pand.facets if whole else None,
    )  # fmt: skip


@lru_cache(maxsize=8)
def touched_by(plan: Plan) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Per standing pand the doorsteken that can ever reach it, and the bouwblokken whose ground it stands on."""
    tree = shapely.STRtree([p.polygon for p in plan.bestaand])
    reach = {d.id: strook(plan, d.id, _widest(d)) for d in plan.doorsteken}
    blokken = {b.id: b.eiland.buffer(-0.05) for b in plan.bouwblokken}
    doorsteken, grounds = (
        {key: set(tree.query(shape, predicate="intersects").tolist()) for key, shape in shapes.items()}
        for shapes in (reach, blokken)
    )
    return tuple((_hit(doorsteken, i), _hit(grounds, i)) for i in range(len(plan.bestaand)))


def _hit(found: dict[str, set[int]], index: int) -> tuple[str, ...]:
    return tuple(key for key, members in found.items() if index in members)


def _widest(doorsteek: Doorsteek) -> float:
    knob = next(k for k in KNOBS[Doorsteek] if k.veld == "breedte_m")
    return max(knob.high, doorsteek.breedte_m)


@lru_cache(maxsize=8192)
def standing(
    plan: Plan, index: int, demolished: bool, cuts: tuple[Cut, ...], built: tuple[str, ...]
) -> Lichaam | None:
    """What is left of standing pand number `index`; None when nothing is.

    A demolished pand leaves the part in a doorsteek that the plan has opened but the user keeps closed: it is what
    that doorsteek would have cut. Ground of a built bouwblok is always free.
    """
    pand = plan.bestaand[index]
    kept = _kept(plan, pand, demolished, cuts)
    kept = cut(kept, [b.eiland for b in plan.bouwblokken if b.id in built])
    ground = clean(kept)
    if ground.is_empty:
        return None
    covered = tuple(
        Doorgat(strook(plan, c.doorsteek, c.breedte_m), c.vrije_hoogte_m)
        for c in cuts if c.is_open and c.vrije_hoogte_m is not None
    )  # fmt: skip
    same = abs(ground.area - pand.polygon.area) < 0.01
    result = lichaam(plan, pand, ground, covered, same and not covered)
    return result if result.volumes else None


def _kept(plan: Plan, pand: BestaandPand, demolished: bool, cuts: tuple[Cut, ...]) -> BaseGeometry:
    """The ground that stays: all but open strips, or of a demolished pand only strips kept closed against the plan."""
    opened = [strook(plan, c.doorsteek, c.breedte_m) for c in cuts if c.is_open]
    if not demolished:
        sky = [strook(plan, c.doorsteek, c.breedte_m) for c in cuts if c.is_open and c.vrije_hoogte_m is None]
        return cut(pand.polygon, sky)
    closed = [strook(plan, c.doorsteek, c.breedte_m) for c in cuts if not c.is_open and c.due]
    left = clean(shapely.intersection(pand.polygon, shapely.union_all(closed), grid_size=GRID_M))
    return cut(left, opened)
