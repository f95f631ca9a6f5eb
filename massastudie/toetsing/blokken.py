"""Measures of the new blocks and their panden: hof, bouwlagen, accents, fronts, widths (A1–A5 and F of the vision)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from ..plan import Vlak
from ..volumes import Lichaam
from .geval import FRONT_M, Geval, grond
from .meting import OBJECT, Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import aantal, getal, lijst

NO_BLOK = "in deze fase staat nog geen nieuw bouwblok"
#: Panden that differ less than this in width or height are alike, metres.
ALIKE_M = 0.05
#: A front whose span is at least this share of its length has no corner in it.
STRAIGHT = 0.97


def hof_per_blok(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Smallest hof of the built blocks, m²; each has to have one of at least `minstens`."""
    if not geval.blokken:
        return untested(NO_BLOK)
    areas = dict.fromkeys((b.id for b in geval.blokken), 0.0)
    for hof in geval.massa.hoven:
        areas[hof.blok] += hof.oppervlak_m2
    wrong = [i for i, area in areas.items() if area < regel.grens["minstens"]]
    least = min(areas, key=lambda i: areas[i])
    reden = f"{aantal(len(areas), 'bouwblok', 'bouwblokken')}, kleinste hof {getal(areas[least], 0)} m² ({least})"
    return judge(not wrong, reden, areas[least], wrong or areas)


def hof_privaat(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Public ground (streets, squares, open doorsteken) that lies inside a hof, m²."""
    if not geval.massa.hoven:
        return untested("in deze fase is er nog geen hof")
    shared = {h.blok: float(h.polygon.intersection(geval.openbaar).area) for h in geval.massa.hoven}
    wrong = [i for i, area in shared.items() if area > regel.grens["hoogstens"]]
    total = sum(shared.values())
    reden = f"openbare grond binnen {lijst(wrong)}" if wrong else "geen straat, plein of open doorsteek in een hof"
    return judge(not wrong, reden, total, wrong or shared)


def bouwlagen_band(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Mean number of bouwlagen of the panden without accent; each within the limits, each block of several panden."""
    plain = [p for p in geval.panden if p.accent is None]
    if not plain:
        return untested(NO_BLOK)
    low, high = regel.grens["minstens"], regel.grens["hoogstens"]
    wrong = [p.id for p in plain if not low <= p.bouwlagen <= high]
    single = [b.id for b in geval.blokken if sum(p.blok == b.id for p in geval.panden) < regel.grens["panden"]]
    mean = sum(p.bouwlagen for p in plain) / len(plain)
    reden = f"{len(plain)} panden zonder accent, gemiddeld {getal(mean, 1)} bouwlagen"
    reden += f"; buiten de band: {lijst(wrong)}" if wrong else ""
    reden += f"; te weinig panden: {lijst(single)}" if single else ""
    return judge(not wrong and not single, reden, mean, [*wrong, *single] or [p.id for p in plain])


def accent_plek(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Panden higher than `bouwlagen` that stand neither on the named streets nor on the second line of the square.

    First line: a front on the square. Second line: no front on it, and at most `tweede_lijn_m` from its edge.
    """
    if not geval.panden:
        return untested(NO_BLOK)
    high = [p for p in geval.panden if p.bouwlagen > regel.grens["bouwlagen"]]
    if not high:
        return judge(True, f"geen pand hoger dan {getal(regel.grens['bouwlagen'])} bouwlagen", 0.0)
    first, straat = _ids(geval.panden_aan(regel.over["plein"])), _ids(geval.panden_aan(regel.over["straten"]))
    square = geval.grond_van(regel.over["plein"])
    second = {p.id for p in high if grond(p).distance(square) <= regel.grens["tweede_lijn_m"]} - first
    wrong = [p.id for p in high if p.id in first or p.id not in straat | second]
    return judge(not wrong, _accent_reden(high, first, straat, wrong), float(len(wrong)), wrong or _sorted(high))


def _accent_reden(high: list[Lichaam], first: set[str], straat: set[str], wrong: list[str]) -> str:
    if not wrong:
        aan_straat = sum(p.id in straat for p in high)
        behind = f"{len(high) - aan_straat} op de tweede lijn"
        return f"{aantal(len(high), 'accent', 'accenten')}: {aan_straat} aan de straat, {behind}"
    at_square = [i for i in wrong if i in first]
    parts = [f"op de eerste lijn van het plein: {lijst(at_square)}" if at_square else ""]
    other = [i for i in wrong if i not in first]
    parts.append(f"niet aan de straat en niet op de tweede lijn: {lijst(other)}" if other else "")
    return "; ".join(filter(None, parts))


def accent_aandeel(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Share of the new panden that is higher than `bouwlagen`, percent; at most `hoogstens`."""
    if not geval.panden:
        return untested(NO_BLOK)
    high = [p for p in geval.panden if p.bouwlagen > regel.grens["bouwlagen"]]
    blind = [p.id for p in geval.panden if not has_front(geval, p)]
    share = 100.0 * len(high) / len(geval.panden)
    reden = f"{len(high)} van {len(geval.panden)} panden hoger dan {getal(regel.grens['bouwlagen'])} bouwlagen"
    reden += f"; zonder front aan straat of plein: {lijst(blind)}" if blind else "; elk pand heeft een front"
    ok = share <= regel.grens["hoogstens"] and not blind
    return judge(ok, reden, share, blind or _sorted(high))


def has_front(geval: Geval, pand: Lichaam) -> bool:
    """True when a pand has a front on public ground: a rooilijn, or the outline of a block that has none."""
    return bool(geval.front_lines[pand.id].length >= FRONT_M)


def front_open(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Panden whose front is farther than `strook_m` from public ground that is there now; at most `hoogstens`."""
    if not geval.panden:
        return untested(NO_BLOK)
    near = geval.openbaar.buffer(regel.grens["strook_m"])
    wrong = [p.id for p in geval.panden if not geval.front_lines[p.id].intersects(near)]
    reden = f"{len(geval.panden)} panden, alle met front aan openbare grond"
    reden = f"front niet aan openbare grond: {lijst(wrong)}" if wrong else reden
    return judge(len(wrong) <= regel.grens["hoogstens"], reden, float(len(wrong)), wrong or _sorted(geval.panden))


def wand_van_panden(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Fewest panden along a side of a block of at least `zijde_m`; each side needs `minstens`."""
    counts = {
        r.id: sum(geval.fronten[p.id].get(r.aan, 0.0) >= FRONT_M for p in geval.panden if p.blok == b.id)
        for b in geval.blokken
        for r in b.rooilijnen
        if r.lijn.length >= regel.grens["zijde_m"]
    }
    if not counts:
        return untested(NO_BLOK)
    wrong = [i for i, count in counts.items() if count < regel.grens["minstens"]]
    reden = f"{len(counts)} wanden, de minste telt {aantal(min(counts.values()), 'pand', 'panden')}"
    return judge(not wrong, reden, float(min(counts.values())), {i.rpartition("-")[0] for i in wrong})


def pand_breedte(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Widths of the panden on one side only, metres, within the limits; neighbours differ in width or height."""
    widths = {p.id: w for p in geval.panden if (w := breedte_m(geval, p)) is not None}
    if not widths:
        return untested(NO_BLOK)
    low, high = regel.grens["minstens"], regel.grens["hoogstens"]
    wrong = [i for i, w in widths.items() if not low - ALIKE_M <= w <= high + ALIKE_M]
    alike = _alike(geval, widths)
    band = f"{getal(min(widths.values()), 1)}–{getal(max(widths.values()), 1)} m"
    reden = f"breedte {band} ({len(widths)} panden zonder hoek)"
    reden += f"; buiten de band: {lijst(wrong)}" if wrong else ""
    reden += f"; gelijk aan de buur: {lijst(alike)}" if alike else "; geen twee buren gelijk"
    return judge(not wrong and not alike, reden, max(widths.values()), [*wrong, *alike])


def breedte_m(geval: Geval, pand: Lichaam) -> float | None:
    """Front of a pand with one straight side, metres; None for a corner, which has more, and for one without front."""
    front = geval.front_lines[pand.id]
    length = float(front.length)
    sides = [s for s in shapely.get_parts(shapely.line_merge(front)) if s.length >= FRONT_M]
    if len(sides) != 1:
        return None
    box = shapely.minimum_rotated_rectangle(front)
    straight = max(LineString(ends).length for ends in pairwise(_outline(box)))
    return length if straight >= STRAIGHT * length else None


def _outline(box: BaseGeometry) -> list[tuple[float, ...]]:
    """The corners of a rectangle that may be as thin as a line."""
    return list(box.exterior.coords if isinstance(box, Polygon) else box.coords)


def _alike(geval: Geval, widths: dict[str, float]) -> list[str]:
    """Panden that share a wall with one of the same width and height."""
    found = []
    panden = [p for p in geval.panden if p.id in widths]
    for a, b in pairwise(panden):
        near = a.blok == b.blok and grond(a).distance(grond(b)) < ALIKE_M
        same = abs(widths[a.id] - widths[b.id]) < ALIKE_M and abs(a.hoogte_m - b.hoogte_m) < ALIKE_M
        if near and same:
            found.append(b.id)
    return found


def square_of(geval: Geval, ids: Iterable[str]) -> list[Vlak]:
    """The named surfaces that are there now."""
    wanted = set(ids)
    return [v for v in geval.vlakken if v.id in wanted]


def _ids(panden: Iterable[Lichaam]) -> set[str]:
    return {p.id for p in panden}


def _sorted(panden: Iterable[Lichaam]) -> list[str]:
    return [p.id for p in panden]


METINGEN = (
    Meting("hof_per_blok", hof_per_blok, ("minstens",)),
    Meting("hof_privaat", hof_privaat, ("hoogstens",)),
    Meting("bouwlagen_band", bouwlagen_band, ("minstens", "hoogstens", "panden")),
    Meting("accent_plek", accent_plek, ("bouwlagen", "tweede_lijn_m"), {"plein": OBJECT, "straten": OBJECT}),
    Meting("accent_aandeel", accent_aandeel, ("bouwlagen", "hoogstens")),
    Meting("front_open", front_open, ("hoogstens", "strook_m")),
    Meting("wand_van_panden", wand_van_panden, ("minstens", "zijde_m")),
    Meting("pand_breedte", pand_breedte, ("minstens", "hoogstens")),
)
