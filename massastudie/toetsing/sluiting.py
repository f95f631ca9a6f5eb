"""Measures of what a fase leaves open: blind party walls on a street, and hoven whose ring does not close."""

from __future__ import annotations

from itertools import pairwise

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from ..volumes import Lichaam
from .geval import Geval, grond
from .meting import Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import aantal, getal, lijst

#: Two masses this near share a wall, metres.
PARTY_M = 0.3
#: A shorter piece of wall is a jog, metres.
LEAST_WALL_M = 1.0
#: How far around a block the ground is looked at, metres.
AROUND_M = 40.0


def kopgevel(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Blind party wall that looks out on public ground within `zicht_m`, metres; what has a note is left out."""
    found = {**_new_walls(geval, regel.grens["zicht_m"]), **_left_walls(geval, regel.grens["zicht_m"])}
    wrong = {i: m for i, m in found.items() if i not in regel.noten}
    noted = [f"{i} ({regel.noten[i]})" for i in found if i in regel.noten]
    reden = f"blinde kopgevel aan openbare grond: {lijst(f'{i} {getal(m, 0)} m' for i, m in wrong.items())}"
    reden = reden if wrong else "geen blinde kopgevel aan openbare grond"
    reden += f"; bekend: {lijst(noted)}" if noted else ""
    total = sum(wrong.values())
    return judge(total <= regel.grens["hoogstens"], reden, total, wrong or found)


def _new_walls(geval: Geval, sight_m: float) -> dict[str, float]:
    """Per bouwblok the metres of its outer wall that are no front, stand free and are seen from public ground."""
    found = {}
    for blok in geval.blokken:
        own = [i for i in geval.massa.lichamen if i.blok == blok.id and i.volumes]
        edge = shapely.union_all([grond(i) for i in own]).boundary.intersection(blok.eiland.exterior.buffer(PARTY_M))
        fronts = [r.lijn for r in blok.rooilijnen] or [blok.eiland.exterior]
        wall = edge.difference(shapely.union_all(fronts).buffer(PARTY_M))
        length = _seen_m(geval, _free_wall(geval, wall, own), sight_m)
        if length >= LEAST_WALL_M:
            found[blok.id] = length
    return found


def _left_walls(geval: Geval, sight_m: float) -> dict[str, float]:
    """Per standing pand the metres of wall that a pulled-down neighbour left bare."""
    gone = shapely.union_all([p.polygon for p in geval.gesloopt]).buffer(PARTY_M)
    found = {}
    for pand in geval.bestaande if not gone.is_empty else ():
        if pand.in_plan and pand.volumes and gone.intersects(grond(pand)):
            wall = _outline(geval, pand).intersection(gone)
            length = _seen_m(geval, _free_wall(geval, wall, [pand]), sight_m)
            if length >= LEAST_WALL_M:
                found[pand.id] = length
    return found


def _outline(geval: Geval, pand: Lichaam) -> BaseGeometry:
    """The outline of a standing pand as it was, as far as it still stands."""
    return grond(geval.was[pand.id]).boundary.intersection(grond(pand).boundary.buffer(0.01))


def _free_wall(geval: Geval, wall: BaseGeometry, own: list[Lichaam]) -> BaseGeometry:
    """The part of a wall that no other mass stands against."""
    mine = {i.id for i in own}
    near = [
        grond(i) for i in geval.massa.lichamen if i.volumes and i.id not in mine and grond(i).distance(wall) < PARTY_M
    ]
    return wall.difference(shapely.union_all(near).buffer(PARTY_M)) if near else wall


def _seen_m(geval: Geval, wall: BaseGeometry, sight_m: float) -> float:
    """Metres of the pieces of wall from which public ground lies in sight."""
    lines = shapely.get_parts(shapely.line_merge(wall))
    straight = [LineString(ends) for line in lines for ends in pairwise(line.coords)]
    return float(sum(p.length for p in straight if p.length >= LEAST_WALL_M and _sees(geval, p, sight_m)))


def _sees(geval: Geval, piece: BaseGeometry, sight_m: float) -> bool:
    """True when public ground lies before a piece of wall, with no mass in between."""
    room = piece.buffer(sight_m, cap_style="flat").difference(geval.bebouwd.buffer(0.01))
    before = [p for p in shapely.get_parts(room) if p.distance(piece) < 0.05]
    return any(p.intersection(geval.openbaar).area > 1.0 for p in before)


def hof_gesloten(geval: Geval, regel: Toetsregel) -> Uitkomst:
    """Widest opening between a hof and public ground, metres: what is left open by ring, neighbours and their yards.

    Openings narrower than `spleet_m` do not count. A hof inside a ring that leaks is no closed hof.
    """
    if not geval.massa.hoven:
        return untested("in deze fase is er nog geen hof")
    open_m = {h.blok: opening_m(geval, h.polygon, regel.grens["spleet_m"]) for h in geval.massa.hoven}
    wrong = [i for i, m in open_m.items() if m > regel.grens["hoogstens"] and i not in regel.noten]
    noted = [f"{i} ({regel.noten[i]})" for i, m in open_m.items() if i in regel.noten and m > regel.grens["hoogstens"]]
    reden = (
        f"hof open: {lijst(f'{i} {getal(open_m[i], 0)} m' for i in wrong)}"
        if wrong
        else f"{aantal(len(open_m), 'hof', 'hoven')} gesloten"
    )
    reden += f"; bekend: {lijst(noted)}" if noted else ""
    return judge(not wrong, reden, max(open_m.values()), wrong or open_m)


def opening_m(geval: Geval, hof: BaseGeometry, gap_m: float) -> float:
    """Metres over which the ground that hangs together with a hof borders on public ground."""
    area = hof.buffer(AROUND_M)
    public = geval.openbaar.intersection(area)
    free = area.difference(geval.bebouwd).difference(public)
    narrow = free.buffer(-gap_m / 2, join_style="mitre")
    wide = narrow.buffer(gap_m / 2, join_style="mitre").intersection(free)
    own = [p for p in shapely.get_parts(wide) if p.intersection(hof).area > 1.0]
    edge = public.boundary.buffer(0.05)
    return float(sum(p.boundary.intersection(edge).length for p in own))


METINGEN = (
    Meting("kopgevel", kopgevel, ("hoogstens", "zicht_m")),
    Meting("hof_gesloten", hof_gesloten, ("hoogstens", "spleet_m")),
)
