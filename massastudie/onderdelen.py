"""Figures of each pand and of each bouwlaag: the rows all totals are sums of."""

from __future__ import annotations

from dataclasses import dataclass

from .fronten import sides_of
from .oppervlak import pand_woningen
from .plan import Functie, Plan
from .programma import Ruimte, ruimte
from .state import State
from .volumes import Lichaam, Massamodel, Status, Volume


@dataclass(frozen=True, slots=True)
class PandCijfers:
    """Figures of one mass: pand, dek or paviljoen. `woningen` only of new panden: how many stand today is not known.

    `aan` are the streets, squares or doorsteken it faces; areas in m², heights in metres.
    """

    id: str
    naam: str
    blok: str | None
    status: Status
    fase: str
    in_plan: bool
    soort: str
    bvo_m2: dict[Functie, float]
    totaal_m2: float
    ruimte: Ruimte
    woningen: int | None
    bouwlagen: int
    hoogte_m: float
    footprint_m2: float
    aan: tuple[str, ...]
    aanname: str | None


@dataclass(frozen=True, slots=True)
class BouwlaagCijfers:
    """Figures of one bouwlaag of one mass, m²; `vvo_m2` of the functies that are let, else 0."""

    id: str
    pand: str
    blok: str | None
    status: Status
    in_plan: bool
    bouwlaag: int
    functie: Functie
    bvo_m2: float
    go_m2: float
    vvo_m2: float
    wvo_m2: float


def pand_cijfers(plan: Plan, state: State, massa: Massamodel) -> tuple[PandCijfers, ...]:
    """A row per mass that stands, inside the plan boundary and out."""
    woningen = pand_woningen(plan, state, massa)
    return tuple(_pand(plan, state, item, woningen.get(item.id)) for item in massa.lichamen)


def _pand(plan: Plan, state: State, item: Lichaam, woningen: int | None) -> PandCijfers:
    return PandCijfers(
        id=item.id, naam=item.naam, blok=item.blok, status=item.status, fase=item.fase, in_plan=item.in_plan,
        soort=item.soort, bvo_m2=item.bvo_m2, totaal_m2=sum(item.bvo_m2.values()),
        ruimte=ruimte(plan, state, item.bvo_m2), woningen=woningen, bouwlagen=item.bouwlagen, hoogte_m=item.hoogte_m,
        footprint_m2=item.footprint_m2, aan=sides_of(plan, state, item), aanname=item.aanname,
    )  # fmt: skip


def bouwlaag_cijfers(plan: Plan, state: State, massa: Massamodel) -> tuple[BouwlaagCijfers, ...]:
    """A row per volume that stands: one bouwlaag of one mass (two where a doorsteek cuts it in two)."""
    return tuple(_bouwlaag(plan, state, item, volume) for item, volume in massa.pairs())


def _bouwlaag(plan: Plan, state: State, item: Lichaam, volume: Volume) -> BouwlaagCijfers:
    area = volume.bvo_m2
    found = ruimte(plan, state, {volume.functie: area})
    return BouwlaagCijfers(
        id=volume.id, pand=item.id, blok=item.blok, status=item.status, in_plan=item.in_plan,
        bouwlaag=volume.bouwlaag, functie=volume.functie, bvo_m2=area, go_m2=found.go_m2,
        vvo_m2=sum(found.vvo_m2.values()), wvo_m2=found.wvo_m2,
    )  # fmt: skip
