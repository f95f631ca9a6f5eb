"""Measures of the order of the plan (C1–C6). They look at all fasen, so their verdict is the same in each."""

from __future__ import annotations

from collections.abc import Iterable

from ..fronten import blok_gevels
from .geval import Geval
from .meting import BLOK, OBJECT, STRAAT, WORD, Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import aantal, getal, lijst


def index_of(geval: Geval, ids: Iterable[str]) -> dict[str, int]:
    """Place in time of the fase in force of each bouwblok."""
    return {b.id: geval.plan.fase_index[geval.fase_of(b.id)] for b in geval.blokken_of(ids)}


def eerst(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Place in time of the named blocks: no other block comes before them."""
    mine = index_of(geval, regel.over["blokken"])
    if not mine:
        return untested("het plan heeft dit bouwblok niet")
    every = index_of(geval, (b.id for b in geval.plan.bouwblokken))
    before = [i for i, when in every.items() if when < max(mine.values())]
    reden = (
        f"eerder: {lijst(before)}"
        if before
        else f"{lijst(mine)} komt in {_when(geval, max(mine.values()))}, geen blok eerder"
    )
    return judge(not before, reden, float(max(mine.values())), before or mine)


def na_elkaar(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """The blocks of `eerst` come before those of `dan`, or together with them where `tegelijk` is 1."""
    first, then = index_of(geval, regel.over["eerst"]), index_of(geval, regel.over["dan"])
    if not first or not then:
        return untested("het plan heeft deze bouwblokken niet")
    step = 0 if regel.grens["tegelijk"] else 1
    early = [i for i, when in then.items() if when < max(first.values()) + step]
    told = [f"{i} in {_when(geval, when)}" for i, when in {**first, **then}.items()]
    return judge(not early, lijst(told), float(min(then.values()) - max(first.values())), early or [*first, *then])


def _when(geval: Geval, index: int) -> str:
    return geval.plan.fasen[index].naam.lower()


def fasen_jaren(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Number of fasen: each but the last ends in a later year than the one before, the last is open."""
    years = [f.tot_jaar for f in geval.plan.fasen]
    closed = [y for y in years[:-1] if y is not None]
    in_order = len(closed) == len(years) - 1 and closed == sorted(set(closed)) and years[-1] is None
    missing = [word for word in regel.over["jaren"] if word not in {str(y) for y in closed}]
    reden = lijst(f"{f.naam} ({f.jaren})" for f in geval.plan.fasen)
    reden += "" if in_order else "; jaren lopen niet op, of de laatste fase is niet open"
    reden += f"; geen fase eindigt in {lijst(missing)}" if missing else ""
    ok = len(years) >= regel.grens["minstens"] and in_order and not missing
    return judge(ok, reden, float(len(years)))


def front_in_plan(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """New frontage of the named blocks on the named street, metres, once they stand."""
    sides, blokken = set(regel.over["straten"]), geval.blokken_of(regel.over["blokken"])
    if not any(b in geval.blokken for b in blokken):
        wait = [geval.fase_of(b.id) for b in blokken]
        return untested(f"het blok komt in {geval.naam(wait[0])}" if wait else "het plan heeft dit bouwblok niet")
    panden = [p for p in geval.panden_aan(sides) if p.blok in regel.over["blokken"]]
    lengths = [blok_gevels(b, geval.massa.doorgangen) for b in blokken if b in geval.blokken]
    metres = sum(m for per_side in lengths for side, m in per_side.items() if side in sides)
    reden = f"{getal(metres, 0)} m nieuw front, {aantal(len(panden), 'pand', 'panden')}"
    return judge(metres >= regel.grens["minstens"], reden, metres, [p.id for p in panden] or [b.id for b in blokken])


def voor_jaar(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Last year of the fasen in which the blocks stand and the streets carry the variant, at most `hoogstens`."""
    years = {b.id: geval.plan.fase(geval.fase_of(b.id)).tot_jaar for b in geval.blokken_of(regel.over["blokken"])}
    for straat_id in regel.over["straten"]:
        years[straat_id] = _profiel_year(geval, straat_id, regel.over["variant"])
    late = [i for i, year in years.items() if year is None or year > regel.grens["hoogstens"]]
    reden = lijst(f"{i} {'zonder eindjaar' if y is None else f'uiterlijk {y}'}" for i, y in years.items())
    known = [float(y) for y in years.values() if y is not None]
    return judge(bool(years) and not late, reden, max(known, default=None), late or list(years))


def _profiel_year(geval: Geval, straat_id: str, varianten: tuple[str, ...]) -> int | None:
    """Last year of the fase in which a street gets a profile of the variant; None when it never does or has no end."""
    for keuze in geval.straat(straat_id).profielen:
        if keuze.vanaf_fase and geval.plan.profiel_by_id[keuze.profiel].variant in varianten:
            return geval.plan.fase(keuze.vanaf_fase).tot_jaar
    return None


METINGEN = (
    Meting("eerst", eerst, (), {"blokken": BLOK}),
    Meting("na_elkaar", na_elkaar, ("tegelijk",), {"eerst": BLOK, "dan": BLOK}),
    Meting("fasen_jaren", fasen_jaren, ("minstens",), {"jaren": WORD}),
    Meting("front_in_plan", front_in_plan, ("minstens",), {"straten": OBJECT, "blokken": BLOK}),
    Meting("voor_jaar", voor_jaar, ("hoogstens",), {"blokken": BLOK, "straten": STRAAT, "variant": WORD}),
)
