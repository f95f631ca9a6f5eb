"""Kerncijfers: floor area per functie, dwellings, density; pure sums over the one list of volumes.

Counted is what lies inside the plan boundary. Display layers never change a figure. Definitions: `definities.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from .bestaand import whole
from .definities import DEFINITIES, Definitie
from .dichtheid import EILAND, PLANGEBIED, WEEFSEL, Dichtheid, dichtheid, weefsel_m2
from .fasering import is_built
from .fronten import FrontCijfers, blok_gevels, fronten, gevels
from .groen import BoomCijfers, boom_cijfers, openbaar_groen_m2
from .massa import build
from .parkeren import Parkeren, parkeren
from .plan import Bouwblok, Functie, Plan
from .programma import KLASSEN, Ruimte, ruimte, woningen_in, woningen_per_klasse, woningen_per_pand
from .state import State, value_of
from .volumes import Lichaam, Massamodel, Status
from .winkels import UnitCijfers, unit_groups, units

__all__ = ["DEFINITIES", "BlokCijfers", "Definitie", "Kerncijfers", "kerncijfers", "per_fase"]


@dataclass(frozen=True, slots=True)
class BlokCijfers:
    """Figures of one bouwblok. A (`eiland_m2`) is the block with its hof; zero while the block is not built.

    `klassen` are its dwellings per size class, `ruimte` its GO, VVO and WVO as an estimate; `eiland` and `weefsel` its
    density without and with half of the streets around it.
    """

    id: str
    naam: str
    fase: str
    staat: bool
    bvo_m2: dict[Functie, float]
    totaal_m2: float
    footprint_m2: float
    hof_m2: float
    eiland_m2: float
    bouwlagen: int
    woningen: int
    winkelunits: int
    gevel_m: float
    fsi: float
    gsi: float
    l: float  # noqa: E741 - the standard's own name
    osr: float
    aanname: str | None
    ruimte: Ruimte
    klassen: dict[str, int]
    eiland: Dichtheid
    weefsel: Dichtheid


@dataclass(frozen=True, slots=True)
class Kerncijfers:
    """Figures of the plan in one state; areas in m², lengths in metres.

    `nieuw_m2` and `gesloopt_per_functie_m2` are BVO added and gone since the first fase, `saldo_m2` the one less the
    other; `ruimte` is GO, VVO and WVO as an estimate; `plangebied` the density of the ground within the boundary.
    """

    fase: str
    bvo_m2: dict[Functie, float]
    totaal_m2: float
    woningen: int
    winkelunits: int
    footprint_m2: float
    hof_m2: float
    bouwlagen_gem: float
    gevel_m: float
    gevel_per_zijde_m: dict[str, float]
    gesloopt_m2: float
    toegevoegd_m2: float
    blokken: tuple[BlokCijfers, ...]
    ruimte: Ruimte
    nieuw_m2: dict[Functie, float]
    gesloopt_per_functie_m2: dict[Functie, float]
    saldo_m2: float
    klassen: dict[str, int]
    units: tuple[UnitCijfers, ...]
    fronten: tuple[FrontCijfers, ...]
    openbaar_groen_m2: float
    bomen: BoomCijfers
    parkeren: Parkeren
    plangebied: Dichtheid


def per_fase(plan: Plan, state: State) -> tuple[Kerncijfers, ...]:
    """The figures of each fase of the plan under the same wishes; only the fase differs."""
    states = (replace(state, fase=f.id) for f in plan.fasen)
    return tuple(kerncijfers(plan, s, build(plan, s)) for s in states)


def kerncijfers(plan: Plan, state: State, massa: Massamodel) -> Kerncijfers:
    """All figures of one state, from its volumes; cached, and the same object when no figure can have changed."""
    return _kerncijfers(plan, state.figures_key, massa)


@lru_cache(maxsize=128)
def _kerncijfers(plan: Plan, state: State, massa: Massamodel) -> Kerncijfers:
    inside = [item for item in massa.lichamen if item.in_plan]
    bvo = bvo_sum(inside)
    blokken = tuple(_blok(plan, state, b, massa) for b in plan.bouwblokken)
    standing = bvo_sum(item for item in inside if item.status is Status.BESTAAND)
    first = first_m2(plan)
    gone = {f: first[f] - standing[f] for f in Functie}
    new = {f: bvo[f] - standing[f] for f in Functie}
    footprint = sum(item.footprint_m2 for item in inside)
    fronts = gevels(plan, state, massa.doorgangen)
    klassen = {k: sum(b.klassen[k] for b in blokken) for k in KLASSEN}
    return Kerncijfers(
        fase=state.fase,
        bvo_m2=bvo,
        totaal_m2=_total(bvo),
        woningen=sum(b.woningen for b in blokken),
        winkelunits=len(unit_groups(plan, inside)),
        footprint_m2=footprint,
        hof_m2=sum(h.oppervlak_m2 for h in massa.hoven),
        bouwlagen_gem=_total(bvo) / footprint if footprint else 0.0,
        gevel_m=sum(fronts.values()),
        gevel_per_zijde_m=fronts,
        gesloopt_m2=_total(gone),
        toegevoegd_m2=_total(new),
        blokken=blokken,
        ruimte=ruimte(plan, state, bvo),
        nieuw_m2=new,
        gesloopt_per_functie_m2=gone,
        saldo_m2=_total(new) - _total(gone),
        klassen=klassen,
        units=units(plan, state, inside),
        fronten=fronten(plan, state, massa, pand_woningen(plan, state, massa), fronts),
        openbaar_groen_m2=openbaar_groen_m2(plan, state, massa),
        bomen=boom_cijfers(plan, state, massa),
        parkeren=parkeren(plan, state, klassen, new, gone),
        plangebied=dichtheid(PLANGEBIED, plan.plangrens.area, bvo, footprint),
    )


def bvo_sum(items: Iterable[Lichaam]) -> dict[Functie, float]:
    """BVO per functie of some masses; every functie is there, in the order of the tables."""
    total = dict.fromkeys(Functie, 0.0)
    for item in items:
        for functie, area in item.bvo_m2.items():
            total[functie] += area
    return total


def _total(bvo: dict[Functie, float]) -> float:
    return sum(bvo.values())


@lru_cache(maxsize=8)
def first_m2(plan: Plan) -> dict[Functie, float]:
    """BVO per functie inside the plan boundary before anything changes."""
    return bvo_sum(item for item in whole(plan) if item.in_plan)


def pand_woningen(plan: Plan, state: State, massa: Massamodel) -> dict[str, int]:
    """id of each new pand → its dwellings; together they are those of its bouwblok."""
    found: dict[str, int] = {}
    for blok in plan.bouwblokken:
        items = [item for item in massa.lichamen if item.blok == blok.id]
        found.update(woningen_per_pand(plan, state, items))
    return found


def _blok(plan: Plan, state: State, blok: Bouwblok, massa: Massamodel) -> BlokCijfers:
    masses = [item for item in massa.lichamen if item.blok == blok.id]
    bvo = bvo_sum(masses)
    total, area = _total(bvo), blok.eiland.area
    ground = sum(item.footprint_m2 for item in masses if item.soort != "dek")
    hof = sum(h.oppervlak_m2 for h in massa.hoven if h.blok == blok.id)
    built = is_built(plan, state, blok)
    woningen = woningen_in(plan, state, bvo[Functie.WONEN])
    eiland = dichtheid(EILAND, area, bvo, ground)
    return BlokCijfers(
        id=blok.id, naam=blok.naam, fase=str(value_of(plan, state, blok.id, "fase")), staat=built, bvo_m2=bvo,
        totaal_m2=total, footprint_m2=sum(item.footprint_m2 for item in masses), hof_m2=hof, eiland_m2=area,
        bouwlagen=max((item.bouwlagen for item in masses), default=0),
        woningen=woningen,
        winkelunits=len(unit_groups(plan, masses)),
        gevel_m=sum(blok_gevels(blok, massa.doorgangen).values()) if built else 0.0,
        fsi=eiland.fsi, gsi=eiland.gsi, l=eiland.l, osr=eiland.osr, aanname=blok.herkomst.aanname,
        ruimte=ruimte(plan, state, bvo), klassen=woningen_per_klasse(plan, state, woningen),
        eiland=eiland, weefsel=dichtheid(WEEFSEL, weefsel_m2(plan, massa, blok.id), bvo, ground),
    )  # fmt: skip
