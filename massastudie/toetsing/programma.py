"""Measures of the programme: walking network, parking, size classes of the dwellings (A12–A14)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ..loopnet import Afstand, Loopnet, loopnet
from ..massa import build
from ..plan import Plan
from ..state import State
from .blokken import NO_BLOK
from .geval import Geval
from .meting import Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import getal, lijst

#: Slack of a comparison of walks and outlines: what rounding to the drawing's grid may add up to, metres.
SLACK_M = 0.5


def buiten_model(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """A sentence of the text about something the model does not hold; the rule's own explanation says what."""
    return untested(regel.toelichting or "het model bevat dit niet")


def fijnmazig(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Ways between crossings that the walking network has more than in the first fase, at least `minstens`.

    The outline of the largest piece of ground it encloses may not grow, and no named walk may become longer.
    """
    first = geval.plan.fasen[0].id
    if geval.state.fase == first:
        return untested("dit is de uitgangssituatie")
    was, now = (_loopnet(geval.plan, replace(geval.state.mass_key, fase=f)) for f in (first, geval.state.fase))
    more = now.verbindingen - was.verbindingen
    sizes = [net.grootste_omtrek_m or 0.0 for net in (was, now)]
    longer = [b.route for a, b in zip(was.afstanden, now.afstanden, strict=True) if _longer(a, b)]
    reden = f"verbindingen {was.verbindingen} → {now.verbindingen}, grootste bouwblok {getal(sizes[0], 0)} → "
    reden += f"{getal(sizes[1], 0)} m omtrek" + (f"; langer lopen: {lijst(longer)}" if longer else "")
    ok = more >= regel.grens["minstens"] and sizes[1] <= sizes[0] + SLACK_M and not longer
    return judge(ok, reden, float(more), [d.id for d in geval.open_doorgangen])


@lru_cache(maxsize=32)
def _loopnet(plan: Plan, state: State) -> Loopnet:
    return loopnet(plan, state, build(plan, state))


def _longer(was: Afstand, now: Afstand) -> bool:
    """True when a walk that was there is gone or longer."""
    return was.lengte_m is not None and (now.lengte_m is None or now.lengte_m > was.lengte_m + SLACK_M)


def parkeerbalans(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Car places left in the named garages after the growth of demand; at least `minstens`, unknown stays unknown."""
    if not geval.panden:
        return untested(NO_BLOK)
    found = geval.cijfers.parkeren
    garages = [g for g in found.garages if g.voor_plan]
    asked = f"vraag {'groeit' if found.auto_saldo > 0 else 'daalt'} met {getal(abs(found.auto_saldo), 0)} plaatsen"
    if found.balans is None:
        missing = [g.naam for g in garages if g.capaciteit is None or g.bezetting is None]
        return untested(f"{asked}; capaciteit of bezetting onbekend van {lijst(missing) or 'de garages'}")
    reden = f"{asked}, vrij in {lijst(g.naam for g in garages)}: {getal(found.vrij or 0.0, 0)}"
    return judge(found.balans >= regel.grens["minstens"], reden, found.balans)


def grootteklassen(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Number of size classes in which the new dwellings fall, at least `minstens`."""
    klassen = geval.cijfers.klassen
    if not sum(klassen.values()):
        return untested("in deze fase is er nog geen nieuwe woning")
    count = sum(number > 0 for number in klassen.values())
    reden = f"woningen: {lijst(f'{number} {name}' for name, number in klassen.items())}"
    return judge(count >= regel.grens["minstens"], reden, float(count), [p.id for p in geval.panden])


METINGEN = (
    Meting("fijnmazig", fijnmazig, ("minstens",)),
    Meting("buiten_model", buiten_model),
    Meting("parkeerbalans", parkeerbalans, ("minstens",)),
    Meting("grootteklassen", grootteklassen, ("minstens",)),
)
