"""Measures of the block types of the shell (E1–E4): each looks at the built blocks of one type of the plan."""

from __future__ import annotations

from ..plan import Bouwblok, Functie
from ..volumes import Lichaam
from .blokken import has_front
from .geval import Geval, has_functie
from .meting import FUNCTIE, WORD, Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import aantal, getal, lijst

TYPE = {"type": WORD}


def _of_type(geval: Geval, regel: Toetsregel) -> tuple[list[Bouwblok], Uitkomst | None]:
    """The built blocks of the rule's type, or why there is none."""
    wanted = regel.over["type"]
    planned = [b for b in geval.plan.bouwblokken if b.type in wanted]
    found = [b for b in planned if b in geval.blokken]
    if not planned:
        return [], untested(f"het plan heeft geen bouwblok van het type '{wanted[0]}'")
    return found, None if found else untested(
        f"het eerste blok van dit type komt in {geval.naam(geval.fase_of(planned[0].id))}"
    )


def _panden(geval: Geval, blokken: list[Bouwblok]) -> list[Lichaam]:
    names = {b.id for b in blokken}
    return [p for p in geval.panden if p.blok in names]


def publiek_interieur(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Most bouwlagen on the street side, one fewer below a kap; the interior is open to walk through and car-free."""
    blokken, why_not = _of_type(geval, regel)
    if why_not is not None:
        return why_not
    panden = _panden(geval, blokken)
    high = [p.id for p in panden if p.bouwlagen > _most(geval, p, regel)]
    shut = [b.id for b in blokken if not _walkable(geval, b)]
    cars = [
        v.id for v in geval.vlakken for b in blokken if not v.autovrij and v.polygon.intersection(b.eiland).area > 1.0
    ]
    most = max((p.bouwlagen for p in panden), default=0)
    reden = f"{len(panden)} panden, hoogste {most} bouwlagen"
    reden += f"; te hoog: {lijst(high)}" if high else ""
    reden += f"; interieur niet doorwaadbaar: {lijst(shut)}" if shut else ""
    reden += f"; auto's in het interieur: {lijst(cars)}" if cars else ""
    return judge(
        not high and not shut and not cars, reden, float(most), [*high, *shut, *cars] or [b.id for b in blokken]
    )


def _most(geval: Geval, pand: Lichaam, regel: Toetsregel) -> float:
    """Bouwlagen a pand may have: at the street or inside, with a kap or without."""
    if not has_front(geval, pand):
        return regel.grens["binnen"]
    return regel.grens["met_kap"] if pand.kap is not None else regel.grens["hoogstens"]


def _walkable(geval: Geval, blok: Bouwblok) -> bool:
    """True when an open doorsteek, or public ground, reaches the hof of a block."""
    hoven = [h.polygon for h in geval.massa.hoven if h.blok == blok.id]
    return any(hof.intersection(geval.openbaar).area > 1.0 for hof in hoven)


def functie_plinten(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Share of the plinten that is no shop any more, percent; behind them is a green hof."""
    blokken, why_not = _of_type(geval, regel)
    if why_not is not None:
        return why_not
    panden = _panden(geval, blokken)
    winkels = [p.id for p in panden if p.volumes and p.volumes[0].functie is Functie.WINKEL]
    green = {h.blok for h in geval.massa.hoven}
    bare = [b.id for b in blokken if b.id not in green]
    share = 100.0 * (1.0 - len(winkels) / len(panden)) if panden else 0.0
    reden = f"{len(panden) - len(winkels)} van {aantal(len(panden), 'plint', 'plinten')} geen winkel"
    reden += f"; zonder hof: {lijst(bare)}" if bare else ""
    return judge(
        share >= regel.grens["minstens"] and not bare, reden, share, [*winkels, *bare] or [p.id for p in panden]
    )


def gestapeld(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Fewest of the asked functies that one block of this type stacks; all of them have to be there."""
    blokken, why_not = _of_type(geval, regel)
    if why_not is not None:
        return why_not
    asked = [f for f in Functie if f.value in regel.over["functies"]]
    found = {b.id: [f for f in asked if any(has_functie(p, f) for p in _panden(geval, [b]))] for b in blokken}
    wrong = [i for i, functies in found.items() if len(functies) < len(asked)]
    reden = "; ".join(f"{i}: {lijst(f.value for f in functies) or 'geen'}" for i, functies in found.items())
    return judge(not wrong, reden, float(min(len(f) for f in found.values())), wrong or list(found))


def voordeuren(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Share of the panden with a front on the street, percent; no parking at the street side of the ground floor."""
    blokken, why_not = _of_type(geval, regel)
    if why_not is not None:
        return why_not
    panden = _panden(geval, blokken)
    away = [p.id for p in panden if not has_front(geval, p)]
    parked = [p.id for p in panden if p.volumes and p.volumes[0].functie is Functie.PARKEREN]
    share = 100.0 * (1.0 - len(away) / len(panden)) if panden else 0.0
    reden = f"{getal(share, 0)} % van de panden met een front aan de straat"
    reden += f"; parkeren aan de straat: {lijst(parked)}" if parked else ""
    reden += "; of daken groen zijn staat niet in het plan"
    return judge(
        share >= regel.grens["minstens"] and not parked, reden, share, [*away, *parked] or [p.id for p in panden]
    )


METINGEN = (
    Meting("publiek_interieur", publiek_interieur, ("hoogstens", "met_kap", "binnen"), TYPE),
    Meting("functie_plinten", functie_plinten, ("minstens",), TYPE),
    Meting("gestapeld", gestapeld, (), {"type": WORD, "functies": FUNCTIE}),
    Meting("voordeuren", voordeuren, ("minstens",), TYPE),
)
