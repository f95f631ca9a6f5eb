"""Measures of what a fase leaves open: blind party walls on a street, and hoven whose ring does not close."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from ..volumes import Lichaam
from .geval import Geval, grond
from .meting import Meting
from .regel import Toetsregel, Uitkomst, judge, untested
from .woorden import aantal, getal, lijst

#: Two masses this near share a wall, metres.
PARTY_M = 0.3
#: A shorter piece of wall is a jog, metres.
LEAST_WALL_M = 1.0
#: A wall is looked out from this often, and from this far before it, metres.
LOOK_M, OFF_M = 1.0, 0.1
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
    """Metres of wall from which, looking straight out, public ground comes before any mass and within sight."""
    lines = shapely.get_parts(shapely.line_merge(wall))
    pieces = [LineString(ends) for line in lines for ends in pairwise(line.coords)]
    return float(sum(_part_seen_m(geval, p, sight_m) for p in pieces if p.length >= LEAST_WALL_M))


def _part_seen_m(geval: Geval, piece: LineString, sight_m: float) -> float:
    """Metres of one straight piece, looked out from at every metre."""
    count = ceil(piece.length / LOOK_M)
    rays = _rays(geval, piece, count, sight_m)
    seen: float = piece.length / count * sum(_sees(geval, ray) for ray in rays)
    return seen


def _rays(geval: Geval, piece: LineString, count: int, sight_m: float) -> list[LineString]:
    """Lines straight out from the wall: to the side that is not built on."""
    (x0, y0), (x1, y1) = piece.coords
    normal = np.array([y1 - y0, x0 - x1]) / piece.length
    points = [np.array(piece.interpolate((n + 0.5) / count, normalized=True).coords[0]) for n in range(count)]
    inside = geval.bebouwd.contains(Point(points[count // 2] + normal * OFF_M))
    out = -normal if inside else normal
    return [LineString([p + out * OFF_M, p + out * sight_m]) for p in points]


def _sees(geval: Geval, ray: LineString) -> bool:
    """True when a line of sight meets public ground before a mass."""
    masses = ray.intersection(geval.bebouwd)
    free_m = ray.length if masses.is_empty else Point(ray.coords[0]).distance(masses)
    return bool(free_m > OFF_M and substring(ray, 0.0, free_m).intersects(geval.openbaar))


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
    if public.is_empty:
        return 0.0
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
