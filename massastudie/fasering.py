"""What stands in which fase: the plan with a State laid over it, as plain facts (a Stand) for the builders.

An object of fase f stands at the end of f. A bestaand pand stands until the thing it is pulled down for
(`sloop_voor`) is there; a doorsteek that is not open leaves what it will cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from shapely.geometry import Polygon

from . import footprint
from .plan import BestaandPand, Boom, Bouwblok, Doorsteek, Paviljoen, Plan, Vlak
from .state import State, profiel_of, value_of
from .volumes import Doorgang


@dataclass(frozen=True, slots=True)
class BlokKnoppen:
    """The values in force of one bouwblok: the plan's own or the overrides."""

    fase: str
    bouwlagen: int
    plint_m: float
    diepte_m: float
    verdieping_m: float


@dataclass(frozen=True, slots=True)
class Cut:
    """What one doorsteek does now: its strip, free height (None: to the sky), open or not, due in the plan or not."""

    doorsteek: str
    breedte_m: float
    vrije_hoogte_m: float | None
    is_open: bool
    due: bool


def reached(plan: Plan, state: State, fase: str) -> bool:
    """True when `fase` has come in this state."""
    return plan.fase_index[fase] <= plan.fase_index[state.fase]


def present(plan: Plan, state: State, fase: str, tot_fase: str | None) -> bool:
    """True when something that is there from `fase` until `tot_fase` is there now."""
    return reached(plan, state, fase) and not (tot_fase is not None and reached(plan, state, tot_fase))


def blok_knoppen(plan: Plan, state: State, blok: Bouwblok) -> BlokKnoppen:
    """The knobs in force of a bouwblok."""
    names = ("fase", "bouwlagen", "plint_m", "diepte_m", "verdieping_m")
    return BlokKnoppen(*(value_of(plan, state, blok.id, name) for name in names))


def is_built(plan: Plan, state: State, blok: Bouwblok) -> bool:
    """True when the bouwblok stands."""
    return reached(plan, state, value_of(plan, state, blok.id, "fase"))


def is_open(plan: Plan, state: State, doorsteek: Doorsteek) -> bool:
    """True when the doorsteek can be walked: forced by hand, else its fase has come."""
    if doorsteek.id in state.doorsteken:
        return state.doorsteken[doorsteek.id]
    return reached(plan, state, value_of(plan, state, doorsteek.id, "fase"))


def cut_of(plan: Plan, state: State, doorsteek: Doorsteek) -> Cut:
    """What this doorsteek does in this state."""
    return Cut(
        doorsteek.id,
        value_of(plan, state, doorsteek.id, "breedte_m"),
        value_of(plan, state, doorsteek.id, "vrije_hoogte_m"),
        is_open(plan, state, doorsteek),
        reached(plan, state, doorsteek.fase),
    )


@lru_cache(maxsize=512)
def strook(plan: Plan, doorsteek_id: str, breedte_m: float) -> Polygon:
    """The ground of a doorsteek at a given width."""
    lijn = next(d.lijn for d in plan.doorsteken if d.id == doorsteek_id)
    return footprint.strip(lijn, breedte_m)


def doorgangen(plan: Plan, state: State) -> tuple[Doorgang, ...]:
    """Every doorsteek of the plan as it is now."""
    return tuple(_doorgang(plan, state, d) for d in plan.doorsteken)


def _doorgang(plan: Plan, state: State, doorsteek: Doorsteek) -> Doorgang:
    cut = cut_of(plan, state, doorsteek)
    return Doorgang(
        id=doorsteek.id, naam=doorsteek.naam, strook=strook(plan, doorsteek.id, cut.breedte_m), lijn=doorsteek.lijn,
        breedte_m=cut.breedte_m, vrije_hoogte_m=cut.vrije_hoogte_m, is_open=cut.is_open,
        forced=doorsteek.id in state.doorsteken, fase=value_of(plan, state, doorsteek.id, "fase"),
    )  # fmt: skip


def is_demolished(plan: Plan, state: State, pand: BestaandPand) -> bool:
    """True when what this pand makes way for is there."""
    if pand.sloop_voor is None:
        return False
    reason = plan.by_id[pand.sloop_voor]
    if isinstance(reason, Bouwblok):
        return is_built(plan, state, reason)
    if isinstance(reason, Doorsteek):
        return is_open(plan, state, reason)
    return isinstance(reason, Vlak) and present(plan, state, reason.fase, reason.tot_fase)


def vlakken(plan: Plan, state: State) -> tuple[Vlak, ...]:
    """Squares, green, water ... that are there now."""
    return tuple(v for v in plan.vlakken if present(plan, state, v.fase, v.tot_fase))


def has_paviljoen(plan: Plan, state: State, paviljoen: Paviljoen) -> bool:
    """True when the pavilion is there: forced by hand, else its fase has come."""
    forced = state.paviljoens.get(paviljoen.id)
    return reached(plan, state, paviljoen.fase) if forced is None else forced


def bomen(plan: Plan, state: State) -> tuple[Boom, ...]:
    """Trees that stand now: in their fase, and those of a street profile only while the street carries it.

    A tree planned in the court of a bouwblok comes with that bouwblok.
    """
    profielen = frozenset(profiel_of(plan, state, s) for s in plan.straten)
    built = frozenset(b.id for b in plan.bouwblokken if is_built(plan, state, b))
    return _bomen(plan, State(state.fase), profielen, built)


@lru_cache(maxsize=64)
def _bomen(plan: Plan, state: State, profielen: frozenset[str | None], built: frozenset[str]) -> tuple[Boom, ...]:
    """The trees of `bomen`; of the state only the fase counts."""
    courts = _hof_bomen(plan)
    return tuple(b for b in plan.bomen if _boom_stands(plan, state, b, profielen, courts.get(b.id), built))


def _boom_stands(
    plan: Plan, state: State, boom: Boom, profielen: frozenset[str | None], blok: str | None, built: frozenset[str]
) -> bool:
    if boom.profiel is not None:
        return boom.profiel in profielen
    if boom.soort == "nieuw" and blok is not None:
        return blok in built
    return blok not in built and present(plan, state, boom.fase, boom.kapfase)


@lru_cache(maxsize=8)
def _hof_bomen(plan: Plan) -> dict[str, str]:
    """id of a tree → the bouwblok on whose ground it is drawn."""
    return {boom.id: blok.id for blok in plan.bouwblokken for boom in plan.bomen if blok.eiland.contains(boom.punt)}
