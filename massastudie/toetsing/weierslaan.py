"""Measures of the Weierslaan: profiles and their strips, entrance square, events, pavilion, terrace (B1–B7)."""

from __future__ import annotations

import shapely

from ..fasering import has_paviljoen
from ..plan import Paviljoen, Straat, Straatprofiel
from .blokken import square_of
from .geval import Geval
from .meting import PAVILJOEN, STRAAT, VLAK, WORD, Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import getal, lijst


def width_m(profiel: Straatprofiel, *soorten: str) -> float:
    """Metres of the strips of these kinds."""
    return sum(s.breedte_m for s in profiel.stroken if s.soort in soorten)


def bomenrij(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Fewest rows of trees on the named streets; more room to walk and cycle, less to drive than in the first fase."""
    found = {i: _now_and_first(geval, i) for i in regel.over["straten"]}
    missing = [i for i, (now, first) in found.items() if now is None or first is None]
    if missing:
        return untested(f"geen profiel op {lijst(missing)}")
    if wait := _waiting(geval, regel.over["straten"], regel.over["variant"]):
        return untested(wait)
    pairs = {i: (now, first) for i, (now, first) in found.items() if now and first}
    rows = {i: sum(s.soort == "boom" for s in now.stroken) for i, (now, _) in pairs.items()}
    wrong = [i for i, pair in pairs.items() if rows[i] < regel.grens["minstens"] or not _kinder(*pair)]
    reden = "; ".join(f"{i}: {_change(*pair)}" for i, pair in pairs.items())
    return judge(not wrong, reden, float(min(rows.values())), wrong or list(pairs))


def _kinder(now: Straatprofiel, first: Straatprofiel) -> bool:
    """More room for those on foot and bicycle, less for cars."""
    walk, drive = ("voet", "fiets", "verblijf"), ("rijbaan",)
    return width_m(now, *walk) > width_m(first, *walk) and width_m(now, *drive) < width_m(first, *drive)


def _change(now: Straatprofiel, first: Straatprofiel) -> str:
    walk = [getal(width_m(p, "voet", "fiets", "verblijf"), 1) for p in (first, now)]
    drive = [getal(width_m(p, "rijbaan"), 1) for p in (first, now)]
    return f"voet en fiets {walk[0]} → {walk[1]} m, rijbaan {drive[0]} → {drive[1]} m"


def _now_and_first(geval: Geval, straat_id: str) -> tuple[Straatprofiel | None, Straatprofiel | None]:
    straat, profielen = geval.straat(straat_id), geval.plan.profiel_by_id
    start = [k.profiel for k in straat.profielen if k.vanaf_fase == geval.plan.fasen[0].id]
    now = geval.profiel(straat_id)
    return profielen.get(now or ""), profielen.get(start[-1] if start else "")


def _waiting(geval: Geval, straten: tuple[str, ...], varianten: tuple[str, ...]) -> str | None:
    """Why the asked variant cannot be there yet: its fase has not come; None when it has, or when none is planned."""
    for straat_id in straten:
        come = _vanaf(geval, geval.straat(straat_id), varianten)
        if come is not None and not geval.comes(come) and straat_id not in geval.state.profielen:
            return f"het profiel komt in {geval.naam(come)}"
    return None


def _vanaf(geval: Geval, straat: Straat, varianten: tuple[str, ...]) -> str | None:
    """First fase in which the plan gives a street a profile of one of these variants."""
    profielen = geval.plan.profiel_by_id
    return next(
        (k.vanaf_fase for k in straat.profielen if k.vanaf_fase and profielen[k.profiel].variant in varianten), None
    )


def profiel_variant(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """How many of the named streets carry a profile of the asked variant; all of them have to, from its fase on."""
    straten, varianten = regel.over["straten"], regel.over["variant"]
    bare = [i for i in straten if not any(s.id == i and s.profielen for s in geval.plan.straten)]
    if bare:
        return untested(f"het plan geeft {lijst(bare)} geen dwarsprofiel", bare)
    if wait := _waiting(geval, straten, varianten):
        return untested(wait, straten)
    names = {i: geval.plan.profiel_by_id[geval.profiel(i) or ""] for i in straten if geval.profiel(i)}
    right = [i for i, profiel in names.items() if profiel.variant in varianten]
    wrong = [i for i in straten if i not in right]
    reden = "; ".join(f"{i}: {p.naam}" + (f", auto {p.auto}" if p.auto else "") for i, p in names.items())
    return judge(not wrong, reden or "geen profiel", float(len(right)), wrong or straten)


def evenement(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Surface that can be closed to cars for events, m²: the street has such a profile and the square is there."""
    squares = square_of(geval, regel.over["plein"])
    if not squares:
        return untested("het plein is er in deze fase nog niet")
    straten = [geval.straat(i) for i in regel.over["straten"]]
    closed = [s.id for s in straten if any(_is_closed(geval, k.profiel) for k in s.profielen)]
    area = sum(v.polygon.area for v in squares if v.evenement)
    wrong = [s.id for s in straten if s.id not in closed] + [v.id for v in squares if not v.evenement]
    reden = f"evenementvlak {getal(area, 0)} m²"
    reden += f"; niet af te sluiten: {lijst(wrong)}" if wrong else ", af te sluiten voor auto's"
    return judge(not wrong and area >= regel.grens["minstens"], reden, float(area), wrong or [v.id for v in squares])


def _is_closed(geval: Geval, profiel_id: str) -> bool:
    profiel = geval.plan.profiel_by_id[profiel_id]
    return profiel.variant == "evenement" and profiel.auto == "afgesloten"


def paviljoen(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Footprint of the pavilion, m², at most `hoogstens`, on the named square and off the carriageway."""
    items = [p for p in geval.plan.paviljoens if p.id in regel.over["paviljoen"]]
    there = [p for p in items if has_paviljoen(geval.plan, geval.state, p)]
    if not there:
        forced = any(p.id in geval.state.paviljoens for p in items)
        return untested("het paviljoen is uitgezet" if forced else "het paviljoen is er in deze fase nog niet")
    area = sum(p.polygon.area for p in there)
    wrong = [p.id for p in there if not _on_square(geval, p, regel)]
    reden = f"{getal(area, 0)} m²" + (
        f"; niet vrij op het plein: {lijst(wrong)}" if wrong else ", op het plein, naast de rijloper"
    )
    return judge(not wrong and area <= regel.grens["hoogstens"], reden, float(area), [p.id for p in there])


def _on_square(geval: Geval, item: Paviljoen, regel: Toetsregel) -> bool:
    square = shapely.union_all([v.polygon for v in square_of(geval, regel.over["plein"])])
    roads = [band for vak in geval.massa.profielen for _, soort, band in vak.stroken if soort == "rijbaan"]
    free = all(item.polygon.intersection(road).area < 0.5 for road in roads)
    return bool(free and item.polygon.difference(square).area < 0.5)


def terras_aan_water(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Distance of the terrace to the water, metres, at most `hoogstens`; the square reaches from `van` to it."""
    terrace = shapely.union_all([v.polygon for v in square_of(geval, regel.over["terras"])])
    if terrace.is_empty:
        return untested("het terras aan het water is er in deze fase nog niet")
    water = geval.grond_van(regel.over["water"])
    square = shapely.union_all([v.polygon for v in square_of(geval, regel.over["plein"])])
    markt = geval.grond_van(regel.over["van"])
    away = float(terrace.distance(water))
    gaps = [float(square.distance(markt)), float(square.distance(water))]
    reden = f"terras {getal(terrace.area, 0)} m² op {getal(away, 1)} m van het water; "
    start = lijst(v.naam for v in square_of(geval, regel.over["van"]))
    reden += f"plein op {getal(gaps[0], 1)} m van {start} en {getal(gaps[1], 1)} m van het water"
    ok = away <= regel.grens["hoogstens"] and max(gaps) <= regel.grens["aansluiting_m"]
    return judge(ok, reden, away, [*regel.over["terras"], *regel.over["plein"]])


STRAAT_VARIANT = {"straten": STRAAT, "variant": WORD}
METINGEN = (
    Meting("bomenrij", bomenrij, ("minstens",), STRAAT_VARIANT),
    Meting("profiel_variant", profiel_variant, (), STRAAT_VARIANT),
    Meting("evenement", evenement, ("minstens",), {"straten": STRAAT, "plein": VLAK}),
    Meting("paviljoen", paviljoen, ("hoogstens",), {"paviljoen": PAVILJOEN, "plein": VLAK}),
    Meting(
        "terras_aan_water", terras_aan_water, ("hoogstens", "aansluiting_m"),
        {"terras": VLAK, "water": VLAK, "plein": VLAK, "van": VLAK},
    ),
)  # fmt: skip
