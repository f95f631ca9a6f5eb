"""Measures of the consistency of a fase: nothing twice in one place, nothing gone too soon, nothing in the way.

The builder already cuts and clears, so most of these look at the plan before it was cut: what would have stood there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from ..plan import BestaandPand
from ..volumes import Volume
from .geval import Geval, grond, ground_of
from .meting import Meting
from .openbaar import mass_in
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import aantal, getal, lijst

#: Overlap of heights below this is rounding, metres.
LEAST_M = 1e-6
#: A volume with the id of the mass it is part of.
Part = tuple[Volume, str]
HOOGSTENS = ("hoogstens",)


def dubbel(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Largest area in which two masses fill the same space, m²; at least one of them lies in the plan."""
    mine = {i.id for i in geval.massa.lichamen if i.in_plan}
    everything = [(v, i.id) for i in geval.massa.lichamen for v in i.volumes]
    found: dict[tuple[str, str], float] = {}
    for one, other in _touching(everything, mine):
        pair = (one[1], other[1])
        found[pair] = max(found.get(pair, 0.0), _shared_m2(one[0], other[0]))
    wrong = [pair for pair, area in found.items() if area > regel.grens["hoogstens"]]
    reden = f"in elkaar: {lijst(f'{a} en {b}' for a, b in wrong)}" if wrong else "geen twee massa's op dezelfde plek"
    return judge(not wrong, reden, max(found.values(), default=0.0), dict.fromkeys(i for pair in wrong for i in pair))


def _touching(items: list[Part], mine: set[str]) -> Iterator[tuple[Part, Part]]:
    """Pairs of volumes of two masses whose ground touches, at least one of them of `mine`; each pair once."""
    wanted = [n for n, (_, owner) in enumerate(items) if owner in mine]
    if not wanted:
        return
    tree = shapely.STRtree([v.polygon for v, _ in items])
    first, second = tree.query([items[n][0].polygon for n in wanted], predicate="intersects")
    for a, b in zip((wanted[n] for n in first), second.tolist(), strict=True):
        if items[a][1] != items[b][1] and (a < b or items[b][1] not in mine):
            yield items[a], items[b]


def _shared_m2(a: Volume, b: Volume) -> float:
    """Ground that two volumes share where they also share height, m²."""
    if min(a.top_m, b.top_m) - max(a.bottom_m, b.bottom_m) <= LEAST_M:
        return 0.0
    return float(a.polygon.intersection(b.polygon).area)


def sloop_te_vroeg(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Largest ground of a pulled-down pand with nothing new on it, percent of the pand; at most `hoogstens`."""
    if not geval.gesloopt:
        return untested("in deze fase is nog niets gesloopt")
    new = _new_ground(geval)
    empty = {p.id: 100.0 * p.polygon.difference(new).area / p.polygon.area for p in geval.gesloopt}
    away = [p.id for p in geval.gesloopt if not _makes_way(geval, p)]
    wrong = [i for i, share in empty.items() if share > regel.grens["hoogstens"] and i not in regel.noten]
    reden = f"{aantal(len(empty), 'pand', 'panden')} gesloopt, hoogstens {getal(max(empty.values()), 0)} % nog leeg"
    reden += f"; meer leeg dan nieuw: {lijst(wrong)}" if wrong else ""
    reden += f"; ligt niet waar iets voor kwam: {lijst(away)}" if away else ""
    return judge(
        not wrong and not away, reden + _noted(regel, empty), max(empty.values()), [*wrong, *away] or list(empty)
    )


def _new_ground(geval: Geval) -> BaseGeometry:
    """Ground with something new on it: bouwblokken with their hof, open doorsteken, surfaces, profiles, pavilions."""
    blokken = [b.eiland for b in geval.blokken]
    strips = [band for vak in geval.massa.profielen for _, _, band in vak.stroken]
    surfaces = [v.polygon for v in geval.vlakken]
    return shapely.union_all([*blokken, *strips, *surfaces, *(d.strook for d in geval.open_doorgangen)]).buffer(0.05)


def _makes_way(geval: Geval, pand: BestaandPand) -> bool:
    """True when a pulled-down pand stood on the ground of what it was pulled down for."""
    return bool(ground_of(geval.plan, pand.sloop_voor or "").intersection(pand.polygon).area > 1.0)


def _noted(regel: Toetsregel, ids: Iterable[str]) -> str:
    told = [f"{i} ({regel.noten[i]})" for i in ids if i in regel.noten]
    return f"; bekend: {lijst(told)}" if told else ""


def staat_in_de_weg(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Largest ground of a standing pand on which something new lies already, m²: a bouwblok or a new surface."""
    first = geval.plan.fasen[0].id
    new = [(b.id, b.eiland) for b in geval.blokken] + [(v.id, v.polygon) for v in geval.vlakken if v.fase != first]
    found = _overlaps(_standing_whole(geval), new)
    wrong = {pair: area for pair, area in found.items() if area > regel.grens["hoogstens"]}
    reden = f"staat nog op nieuwe grond: {lijst(f'{a} op {b}' for a, b in wrong)}" if wrong else "nieuwe grond is vrij"
    return judge(not wrong, reden, max(found.values(), default=0.0), dict.fromkeys(i for pair in wrong for i in pair))


def _standing_whole(geval: Geval) -> list[tuple[str, BaseGeometry]]:
    """Panden that are not pulled down, on their whole ground, as they were before anything was cut off."""
    gone = {p.id for p in geval.gesloopt}
    return [(p.id, p.polygon) for p in geval.plan.bestaand if p.id not in gone]


def _overlaps(
    items: list[tuple[str, BaseGeometry]], others: list[tuple[str, BaseGeometry]]
) -> dict[tuple[str, str], float]:
    """Shared area of each pair that touches, m²."""
    if not others:
        return {}
    tree = shapely.STRtree([shape for _, shape in items])
    found = {}
    for other_id, shape in others:
        for n in tree.query(shape, predicate="intersects").tolist():
            found[(items[n][0], other_id)] = float(items[n][1].intersection(shape).area)
    return found


def doorsteek_vrij(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Largest ground of a pand in use, not pulled down, that an open doorsteek cuts, m²; and masses left in it."""
    if not geval.open_doorgangen:
        return untested("in deze fase is nog geen doorsteek open")
    found = _overlaps(_standing_whole(geval), [(d.id, d.strook) for d in geval.open_doorgangen])
    wrong = {pair: area for pair, area in found.items() if area > regel.grens["hoogstens"]}
    blocked = [d.id for d in geval.open_doorgangen if mass_in(geval, d) > regel.grens["hoogstens"]]
    reden = f"open door wat nog staat: {lijst(f'{d} door {p}' for p, d in wrong)}" if wrong else ""
    reden += f"{'; ' if reden else ''}massa in de doorgang: {lijst(blocked)}" if blocked else ""
    objects = dict.fromkeys([*(i for pair in wrong for i in pair), *blocked])
    reden = (
        reden or f"{aantal(len(geval.open_doorgangen), 'doorsteek', 'doorsteken')} open, in geen ervan staat nog iets"
    )
    return judge(not wrong and not blocked, reden, max(found.values(), default=0.0), objects)


def profiel_vrij(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Largest ground of a street's profile that still belongs to a later bouwblok or a standing pand, m²."""
    if not geval.massa.profielen:
        return untested("in deze fase draagt geen straat een profiel")
    built = {b.id for b in geval.blokken}
    taken = [(b.id, b.eiland) for b in geval.plan.bouwblokken if b.id not in built]
    taken += [(i.id, grond(i)) for i in geval.massa.lichamen if i.volumes and i.soort != "paviljoen"]
    strips = [(v.straat, shapely.union_all([band for _, _, band in v.stroken])) for v in geval.massa.profielen]
    found = _overlaps(taken, strips)
    wrong = {pair: area for pair, area in found.items() if area > regel.grens["hoogstens"]}
    reden = (
        f"profiel op andermans grond: {lijst(f'{s} op {i}' for i, s in wrong)}"
        if wrong
        else "elk profiel ligt op straat"
    )
    return judge(not wrong, reden, max(found.values(), default=0.0), dict.fromkeys(i for pair in wrong for i in pair))


METINGEN = (
    Meting("dubbel", dubbel, HOOGSTENS),
    Meting("sloop_te_vroeg", sloop_te_vroeg, HOOGSTENS),
    Meting("staat_in_de_weg", staat_in_de_weg, HOOGSTENS),
    Meting("doorsteek_vrij", doorsteek_vrij, HOOGSTENS),
    Meting("profiel_vrij", profiel_vrij, HOOGSTENS),
)
