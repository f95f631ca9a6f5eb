"""Measures of public ground: doorsteken, the green square, car-free ground, frontage (A6–A9, A15, A16)."""

from __future__ import annotations

import shapely

from ..volumes import Doorgang
from .blokken import square_of
from .geval import Geval
from .meting import EXCEPTIONS, OBJECT, VLAK, Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import aantal, getal, lijst

#: Mass in a doorsteek below this is rounding, m².
LEAST_M2 = 0.05
NO_DOORSTEEK = "in deze fase is nog geen doorsteek open"


def doorsteek_gefaseerd(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Doorsteken whose fase has come that are open and free of masses; together they open in several fasen."""
    due = [d for d in geval.massa.doorgangen if geval.comes(d.fase)]
    if not due:
        return untested(NO_DOORSTEEK)
    shut = [d.id for d in due if not d.is_open]
    blocked = [d.id for d in due if d.is_open and mass_in(geval, d) > LEAST_M2]
    steps = len({geval.fase_of(d.id) for d in geval.plan.doorsteken})
    reden = f"doorsteken open: {len(due) - len(shut)} van {len(due)}; het plan opent ze in {steps} stappen"
    reden += f"; dicht: {lijst(shut)}" if shut else ""
    reden += f"; staat nog iets in: {lijst(blocked)}" if blocked else ""
    ok = not shut and not blocked and steps >= regel.grens["fasen"]
    return judge(ok, reden, float(len(due) - len(shut)), [*shut, *blocked] or [d.id for d in due])


def mass_in(geval: Geval, gang: Doorgang) -> float:
    """Largest area of a volume inside the free space of a doorsteek, m²."""
    top = gang.vrije_hoogte_m
    low = [v for item, v in geval.massa.pairs() if top is None or v.bottom_m - item.maaiveld_m < top - 1e-6]
    hits = (v.polygon.intersection(gang.strook).area for v in low if v.polygon.intersects(gang.strook))
    return float(max(hits, default=0.0))


def doorsteek_adressen(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """New addresses on open doorsteken: panden with dwellings and most of their front there; each needs `minstens`."""
    if not geval.open_doorgangen:
        return untested(NO_DOORSTEEK)
    rows = {row.zijde: row for row in geval.cijfers.fronten}
    found = {d.id: rows.get(d.id) for d in geval.open_doorgangen}
    counts = {i: row.adressen if row and row.woningen else 0 for i, row in found.items()}
    wrong = [i for i, count in counts.items() if count < regel.grens["minstens"]]
    there = [row for row in found.values() if row]
    reden = f"{sum(row.woningen for row in there)} woningen aan {aantal(len(found), 'doorsteek', 'doorsteken')}"
    reden += f", {getal(sum(row.gevel_m for row in there), 0)} m nieuwe gevel"
    reden += f"; zonder adres: {lijst(wrong)}" if wrong else ""
    return judge(not wrong, reden, float(sum(counts.values())), wrong or [p for row in there for p in row.panden])


def groen_plein(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Surface of the green square, m²: there in its fase, between the named square and street, green, not built on."""
    ids = regel.over["plein"]
    planned = [v for v in geval.plan.vlakken if v.id in ids]
    there = square_of(geval, ids)
    if not there:
        wait = [v for v in planned if not geval.comes(v.fase)]
        return untested(
            f"het groene plein komt in {geval.naam(wait[0].fase)}" if wait else "het plan heeft geen groen plein"
        )
    ground = shapely.union_all([v.polygon for v in there])
    green = shapely.union_all([v.polygon for v in geval.vlakken if v.soort == "groen"]).intersection(ground).area
    share, built = 100.0 * green / ground.area, ground.intersection(geval.bebouwd).area
    between = _between(geval, ground, regel)
    reden = f"{getal(ground.area, 0)} m², {getal(share, 0)} % groen"
    reden += "" if between else "; ligt niet tussen plein en straat"
    reden += f"; {getal(built, 0)} m² bebouwd" if built > 1.0 else ""
    ok = ground.area >= regel.grens["minstens"] and share >= regel.grens["groen_pct"] and between and built <= 1.0
    return judge(bool(ok), reden, float(ground.area), ids)


def _between(geval: Geval, ground: shapely.Geometry, regel: Toetsregel) -> bool:
    """Nearer to both than they are to each other, and east of the square."""
    square, straat = geval.grond_van(regel.over["van"]), geval.grond_van(regel.over["tot"])
    apart = square.distance(straat)
    east = ground.centroid.x > square.centroid.x
    return bool(east and ground.distance(square) < apart and ground.distance(straat) < apart)


def autovrij_gebied(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Metres of street with cars inside the plangrens, and squares that cars may use, the exceptions left out.

    A street that only touches the plangrens, over less than `rand_m`, does not count.
    """
    apart = set(regel.over["behalve"])
    metres = {i: m for i, m in _auto_m(geval).items() if m >= regel.grens["rand_m"] and i not in apart}
    other = [i for i in _auto_elsewhere(geval) if i not in apart]
    wrong, total = [*metres, *other], sum(metres.values())
    reden = "alle straten, pleinen en doorsteken in het plangebied zijn autovrij"
    reden = f"met auto's: {lijst(wrong)}" if wrong else reden
    reden += f"; uitgezonderd: {lijst(sorted(apart))}" if apart else ""
    return judge(total <= regel.grens["hoogstens"] and not other, reden, total, wrong)


def _auto_m(geval: Geval) -> dict[str, float]:
    """Metres inside the plangrens of each street with cars."""
    straten = (s for s in geval.plan.straten if not s.autovrij and geval.comes(s.fase))
    return {s.id: float(s.lijn.intersection(geval.plan.plangrens).length) for s in straten}


def _auto_elsewhere(geval: Geval) -> list[str]:
    """Squares inside the plangrens and doorsteken that cars may use."""
    squares = [v for v in geval.vlakken if not v.autovrij]
    inside = [v.id for v in squares if v.polygon.intersection(geval.plan.plangrens).area > 1.0]
    return inside + [d.id for d in geval.plan.doorsteken if not d.autovrij]


def nieuwe_straten_autovrij(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Share of the length of the open doorsteken that is car-free, percent; at least `minstens`."""
    if not geval.open_doorgangen:
        return untested(NO_DOORSTEEK)
    free = {d.id: d.autovrij for d in geval.plan.doorsteken}
    total = sum(d.lijn.length for d in geval.open_doorgangen)
    share = 100.0 * sum(d.lijn.length for d in geval.open_doorgangen if free[d.id]) / total
    wrong = [d.id for d in geval.open_doorgangen if not free[d.id]]
    reden = f"{getal(total, 0)} m nieuwe straat" + (f"; met auto's: {lijst(wrong)}" if wrong else ", alle autovrij")
    return judge(share >= regel.grens["minstens"], reden, share, wrong or [d.id for d in geval.open_doorgangen])


def nieuw_front(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """New frontage on the named streets, metres: at least `minstens` as soon as a block stands there."""
    sides = set(regel.over["straten"])
    planned = [b for b in geval.plan.bouwblokken if any(r.aan in sides for r in b.rooilijnen)]
    if not planned:
        return judge(False, "geen enkel bouwblok heeft een rooilijn aan deze straat", 0.0, sides)
    if not any(b in geval.blokken for b in planned):
        first = min(planned, key=lambda b: geval.plan.fase_index[geval.fase_of(b.id)])
        return untested(f"het eerste blok aan deze straat ({first.id}) komt in {geval.naam(geval.fase_of(first.id))}")
    rows = [row for row in geval.cijfers.fronten if row.zijde in sides]
    metres, panden = sum(row.gevel_m for row in rows), [p for row in rows for p in row.panden]
    reden = f"{getal(metres, 0)} m nieuwe gevel, {aantal(len(panden), 'adres', 'adressen')}"
    return judge(metres >= regel.grens["minstens"], reden, metres, panden)


METINGEN = (
    Meting("doorsteek_gefaseerd", doorsteek_gefaseerd, ("fasen",)),
    Meting("doorsteek_adressen", doorsteek_adressen, ("minstens",)),
    Meting("groen_plein", groen_plein, ("minstens", "groen_pct"), {"plein": VLAK, "van": OBJECT, "tot": OBJECT}),
    Meting("autovrij_gebied", autovrij_gebied, ("hoogstens", "rand_m"), {"behalve": EXCEPTIONS}),
    Meting("nieuwe_straten_autovrij", nieuwe_straten_autovrij, ("minstens",)),
    Meting("nieuw_front", nieuw_front, ("minstens",), {"straten": OBJECT}),
)
