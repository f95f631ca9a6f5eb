"""Measures of the programme: walking network, parking, size classes of the dwellings (A12–A14)."""

from __future__ import annotations

from .blokken import NO_BLOK
from .geval import Geval
from .meting import Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import getal, lijst


def buiten_model(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """A sentence of the text about something the model does not hold; the rule's own explanation says what."""
    return untested(regel.toelichting or "het model bevat dit niet")


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
    Meting("buiten_model", buiten_model),
    Meting("parkeerbalans", parkeerbalans, ("minstens",)),
    Meting("grootteklassen", grootteklassen, ("minstens",)),
)
