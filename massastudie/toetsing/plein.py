"""Measures of the plinten at the square: shop floor, dwellings above, plint height, size of shop units (A10, A11)."""

from __future__ import annotations

from dataclasses import replace

from ..plan import Functie
from ..winkels import UnitCijfers, unit_of
from .geval import Geval, plint_m
from .meting import OBJECT, Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import getal, lijst

NO_PAND = "in deze fase staat nog geen nieuw pand aan het plein"
#: Slack of a comparison of heights, metres.
SLACK_M = 1e-6


def winkels_kleiner(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """BVO of shops at the square, m², less than in the first fase; every new pand there has dwellings above."""
    square = regel.over["plein"]
    panden = geval.panden_aan(square)
    if not panden:
        return untested(NO_PAND)
    first = Geval.of(geval.plan, replace(geval.state, fase=geval.plan.fasen[0].id))
    now, was = winkel_m2(geval, square), winkel_m2(first, square)
    wrong = [p.id for p in panden if not any(v.functie is Functie.WONEN and v.bouwlaag > 0 for v in p.volumes)]
    reden = f"winkel aan het plein {getal(now, 0)} m² bvo, was {getal(was, 0)} m²"
    reden += f"; zonder woningen boven: {lijst(wrong)}" if wrong else f"; {len(panden)} panden met woningen boven"
    ok = now <= was * regel.grens["hoogstens"] / 100.0 and not wrong
    return judge(ok, reden, 100.0 * now / was if was else 0.0, wrong or [p.id for p in panden])


def winkel_m2(geval: Geval, square: tuple[str, ...]) -> float:
    """BVO of shops in the masses at the square, with the decks of their units, m²."""
    panden = geval.panden_aan(square)
    units = {unit_of(geval.plan, p) for p in panden} - {None}
    dekken = [i for i in geval.massa.lichamen if i.soort == "dek" and unit_of(geval.plan, i) in units]
    return sum(i.bvo_m2.get(Functie.WINKEL, 0.0) for i in [*panden, *dekken, *geval.bestaande_aan(square)])


def plinten_aan_plein(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Lowest plint of the new panden at the square, metres, at least `minstens`; units within the wvo limits."""
    panden = geval.panden_aan(regel.over["plein"])
    if not panden:
        return untested(NO_PAND)
    low = {p.id: plint_m(p) for p in panden}
    too_low = [i for i, m in low.items() if m < regel.grens["minstens"] - SLACK_M]
    units = {u.id: u.wvo_m2 for u in units_aan(geval, regel.over["plein"])}
    outside = [
        i for i, m2 in units.items()
        if not regel.grens["wvo_minstens_m2"] <= m2 <= regel.grens["wvo_hoogstens_m2"]
    ]  # fmt: skip
    sizes = lijst(f"{i} {getal(m2, 0)} m²" for i, m2 in units.items())
    reden = f"laagste plint {getal(min(low.values()), 1)} m; wvo per unit: {sizes or 'geen unit'}"
    reden += f"; te laag: {lijst(too_low)}" if too_low else ""
    reden += f"; buiten de maat: {lijst(outside)}" if outside else ""
    return judge(not too_low and not outside, reden, min(low.values()), [*too_low, *outside] or list(low))


def units_aan(geval: Geval, square: tuple[str, ...]) -> list[UnitCijfers]:
    """Shop units on the square that the plan brings: new ones, and large ones it keeps once their fase has come."""
    due = {u.id for u in geval.plan.winkelunits if geval.comes(u.fase)}
    return [u for u in geval.cijfers.units if (u.nieuw or u.id in due) and set(square) & set(u.aan)]


METINGEN = (
    Meting("winkels_kleiner", winkels_kleiner, ("hoogstens",), {"plein": OBJECT}),
    Meting(
        "plinten_aan_plein", plinten_aan_plein, ("minstens", "wvo_minstens_m2", "wvo_hoogstens_m2"), {"plein": OBJECT}
    ),
)
