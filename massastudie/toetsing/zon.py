"""The sun norms in the list of rules: told as not computed in the quick test, computed step by step when asked for."""

from __future__ import annotations

from collections.abc import Generator

from ..norm import Norm
from ..normtoets import Normtoets, toets_norm
from .geval import Geval
from .meting import WORD, Meting
from .regel import Regeloordeel, Toetsregel, Uitkomst, judge, untested
from .woorden import getal, lijst

#: Name in the rule file of the measure that needs the sun.
ZON_NORM = "zon_norm"

Progress = Generator[tuple[int, int], None, Regeloordeel]


def not_computed(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """What the quick test says of a sun norm."""
    return untested("de bezonning is niet berekend")


def toets_zon(geval: Geval, regel: Toetsregel, norm: Norm) -> Progress:
    """One sun norm in one fase; yields (done, total), or (0, 0) while compiling; returns its outcome.

    Indicative: no Dutch statute sets a sun norm. Value: share of hoven or panden that meet it, percent.
    """
    found = yield from toets_norm(geval.plan, geval.state, norm)
    return Regeloordeel(regel, _uitkomst(found, regel))


def _uitkomst(found: Normtoets, regel: Toetsregel) -> Uitkomst:
    oordelen = {o.id: o.voldoet for o in found.hoven} | {o.id: o.voldoet for o in found.panden}
    met, missed, _ = found.voldoet
    if not met + missed:
        return untested("in deze fase is er niets dat aan deze norm getoetst kan worden")
    wrong = [i for i, met_it in oordelen.items() if met_it is False]
    what = "hoven" if found.hoven else "panden met woningen"
    reden = f"{what} die de norm halen: {met} van {met + missed} (indicatief)"
    reden += f"; {_least(found)}" if found.hoven else ""
    reden += f"; haalt hem niet: {lijst(wrong)}" if wrong else ""
    share = 100.0 * met / (met + missed)
    return judge(share >= regel.grens["minstens"], reden, share, wrong or oordelen)


def _least(found: Normtoets) -> str:
    worst = min(found.hoven, key=lambda h: h.aandeel)
    return f"minste: {worst.id} {getal(100 * worst.aandeel, 0)} % van het hof"


METINGEN = (Meting(ZON_NORM, not_computed, ("minstens",), {"norm": WORD}),)
