"""A plan with the surroundings of a file: imported panden stand beside it, or in the place of those it had.

Rule: a pand of a register (BAG: an outline without height) that stands already only tells what it is (`bag`). Else a
standing pand goes when imported ones cover at least a tenth of its ground. What stands mostly where it stood
takes over what the plan knows of it (functie, what it is pulled down for), so the fasen stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from .bag import GUESSED, NO_USE, bag_key, below, by_key, joined, learnt, plint_of, uses
from .context import Context, ContextPand
from .errors import PlanError
from .facets import Facets, all_moved
from .footprint import GRID_M, largest
from .on_terrain import with_terrain
from .plan import BestaandPand, Herkomst, Plan, credited

#: Height of a bouwlaag and of a pand where a file says nothing, m: assumptions, told in `herkomst`.
LAAG_M, PAND_M = 3.0, 6.0
#: No pand is higher, m, or has more bouwlagen (the most a plan may say).
HIGHEST_M, MOST_LAGEN = 1000.0, 200
#: Farther from the plangrens nothing is shown, m.
REACH_M = 2500.0
#: Share of its ground that is covered from which a pand gives way; share from which two are one and the same.
COVERED, SAME = 0.1, 0.5
#: Smaller is no pand, m².
LEAST_M2 = 1.0
#: A corner this near to the grid, in parts of it, lies on it but for rounding.
NEAR_GRID = 1e-3
#: Formats that hold ground instead of panden.
TERREIN = ("GeoTIFF", "LAS", "LAZ")
Shapes = npt.NDArray[Any]
Ints = npt.NDArray[np.intp]


def with_context(plan: Plan, context: Context, vervangt: bool = True) -> Plan:
    """`plan` with the panden of `context`: with `vervangt` they replace standing panden, else they give way to them.

    Of a terrain file the ground is taken (`with_terrain`). Raises PlanError when the file has no coordinate system, no
    panden, or lies too far from the plan.
    """
    if context.formaat in TERREIN:
        return with_terrain(plan, context)
    panden, shapes = _near(plan, context)
    known, left = learnt(plan.bestaand, panden, source_of(context))
    plan = replace(plan, bestaand=known) if len(left) < len(panden) else plan
    panden, shapes = [panden[i] for i in left], shapes[left]
    standing = np.array([p.polygon for p in plan.bestaand], dtype=object)
    pairs = _overlaps(shapes, standing)
    if vervangt:
        gone = _covered(standing, pairs[1], pairs[2])
        parents = _namesakes(plan, panden, _parents(shapes, *pairs))
    else:
        gone = np.zeros(len(standing), dtype=bool)
        free = ~_covered(shapes, pairs[0], pairs[2])
        panden, shapes = [p for p, ok in zip(panden, free, strict=True) if ok], shapes[free]
        parents = np.full(len(shapes), -1)
    kept = tuple(p for p, is_gone in zip(plan.bestaand, gone, strict=True) if not is_gone)
    taken = {item.id for item in plan.objects()} - {p.id for p in plan.bestaand} | {p.id for p in kept}
    made = _made(plan, context, panden, shapes, parents)
    return replace(plan, bestaand=(*kept, *_named(made, taken)), herkomst=credited(plan.herkomst, context.bron))


def _near(plan: Plan, context: Context) -> tuple[list[ContextPand], Shapes]:
    """The panden within reach, with their grounds (n,) in the local frame on the grid."""
    if context.crs is None:
        raise PlanError(f"bestand {context.bestand}: verwacht een coördinatenstelsel, gevonden coördinaten buiten RD")
    if not context.panden:
        raise PlanError(f"bestand {context.bestand}: verwacht minstens één pand, gevonden geen")
    shapes = shapely.transform(
        np.array([p.polygon for p in context.panden], dtype=object), lambda xy: xy - np.array(plan.oorsprong)
    )
    distance = shapely.distance(shapes, plan.plangrens)
    if distance.min() > REACH_M:
        found = f"het dichtste pand op {distance.min() / 1000:.1f} km"
        raise PlanError(f"bestand {context.bestand}: verwacht panden binnen {REACH_M / 1000:.1f} km, gevonden {found}")
    on_grid = _on_grid(shapes)
    near = np.flatnonzero((distance <= REACH_M) & (shapely.area(on_grid) >= LEAST_M2))
    return [context.panden[i] for i in near], on_grid[near]


def _on_grid(shapes: Shapes) -> Shapes:
    """The shapes (n,) on the grid. Of one whose corners lie there but for rounding, as those of a file in whole
    millimetres do, the corners are only rounded: that takes a tenth of the time."""
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    rounded = np.round(xy / GRID_M) * GRID_M
    off = np.abs(xy - rounded).max(axis=1, initial=0.0) > GRID_M * NEAR_GRID
    made = shapely.remove_repeated_points(shapely.set_coordinates(shapes.copy(), np.round(rounded, 3)))
    odd = (np.bincount(owner, weights=off, minlength=len(shapes)) > 0) | ~shapely.is_valid(made)
    made[odd] = [largest(shape) for shape in shapely.set_precision(shapes[odd], GRID_M)]
    return np.asarray(made, dtype=object)


def _overlaps(shapes: Shapes, standing: Shapes) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Imported (k,) and standing (k,) panden that overlap, and the ground they share (k,) m²."""
    own, other = shapely.STRtree(standing).query(shapes, predicate="intersects")
    return own, other, shapely.area(shapely.intersection(shapes[own], standing[other]))


def _covered(shapes: Shapes, index: Ints, shared_m2: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which shapes (n,) are covered for at least a tenth."""
    total = np.bincount(index, weights=shared_m2, minlength=len(shapes))
    result: npt.NDArray[np.bool_] = total >= COVERED * shapely.area(shapes)
    return result & (total > 0)


def _parents(shapes: Shapes, own: Ints, other: Ints, shared_m2: npt.NDArray[np.float64]) -> Ints:
    """Per imported pand (n,) the standing one it shares most ground with, at least half of its own; -1: none."""
    parents = np.full(len(shapes), -1)
    order = np.argsort(shared_m2, kind="stable")
    enough = shared_m2[order] >= SAME * shapely.area(shapes)[own[order]]
    parents[own[order][enough]] = other[order][enough]
    return parents


def _namesakes(plan: Plan, panden: Sequence[ContextPand], parents: Ints) -> Ints:
    """The parents (n,), and for who has none the standing pand with its number in the BAG."""
    known = by_key([p.id for p in plan.bestaand])
    for row in np.flatnonzero(parents < 0).tolist() if known else ():
        parents[row] = known.get(bag_key(panden[row].id) or "", [-1])[0]
    return parents


def _made(
    plan: Plan, context: Context, panden: Sequence[ContextPand], shapes: Shapes, parents: Ints
) -> Iterator[BestaandPand]:
    inside = shapely.contains(plan.plangrens, shapely.point_on_surface(shapes))
    local = iter(all_moved([f for pand in panden if (f := pand.facets) is not None], *(-v for v in plan.oorsprong)))
    for pand, shape, parent, in_plan in zip(panden, shapes, parents.tolist(), inside.tolist(), strict=True):
        known = plan.bestaand[parent] if parent >= 0 else None
        facets = None if pand.facets is None else next(local)
        yield _pand(context, pand, shape, known, in_plan if known is None else known.in_plan, facets)


def _named(panden: Iterable[BestaandPand], taken: set[str]) -> Iterator[BestaandPand]:
    """The panden, with a number behind an id that is taken."""
    for item in panden:
        number, name = 2, item.id
        while name in taken:
            name, number = f"{item.id}~{number}", number + 1
        taken.add(name)
        yield item if name == item.id else replace(item, id=name)


def _pand(
    context: Context, pand: ContextPand, shape: Polygon, known: BestaandPand | None, in_plan: bool,
    facets: Facets | None,
) -> BestaandPand:  # fmt: skip
    hoogte_m, bouwlagen, aannamen = _sizes(pand)
    plint, boven = uses(pand, known)
    if pand.functie is None and known is None:
        aannamen.append(f"{NO_USE}: als wonen getekend")
    if pand.plint is not None:
        aannamen.append(below(plint, boven, context.bestand))
    return BestaandPand(
        id=plain(pand.id) or "pand", polygon=shape, functie_plint=plint, functie_boven=boven, bouwlagen=bouwlagen,
        hoogte_m=hoogte_m, plint_m=plint_of(hoogte_m, bouwlagen),
        naam=plain(pand.naam) or (known.naam if known else None),
        adres=known.adres if known else None, straat=known.straat if known else None, in_plan=in_plan,
        sloop_voor=known.sloop_voor if known else None,
        herkomst=Herkomst(_source(context, pand, known), "; ".join(aannamen) or None),
        facets=facets,
        bouwjaar=pand.bouwjaar or (known.bouwjaar if known else None),
        verblijfsobjecten=known.verblijfsobjecten if known and pand.verblijfsobjecten is None
        else pand.verblijfsobjecten,
    )  # fmt: skip


def _source(context: Context, pand: ContextPand, known: BestaandPand | None) -> str:
    """Where a pand comes from, and the register its use was known from already."""
    own = source_of(context)
    is_one = known is not None and (key := bag_key(pand.id)) is not None and key == bag_key(known.id)
    return joined(own, known.herkomst.bron) if is_one and known is not None and known.herkomst.bron else own


def plain(text: str | None) -> str | None:
    """A name from a file without what a program might obey: control characters, and how a formula begins."""
    kept = text or ""
    if not kept.isprintable():
        kept = "".join(sign for sign in kept if sign.isprintable())
    return kept.lstrip("=+-@ ") or None


def source_of(context: Context) -> str:
    """Where a pand comes from: the file, and the attribution its makers ask for."""
    return f"{context.bestand} ({context.formaat})" + (f"; {context.bron}" if context.bron else "")


def _sizes(pand: ContextPand) -> tuple[float, int, list[str]]:
    """Height in m, bouwlagen, and what of these is assumed. What no pand can have counts as not said."""
    said = [pand.aanname] if pand.aanname else []
    hoogte_m = pand.hoogte_m if pand.hoogte_m is not None and 0 < pand.hoogte_m <= HIGHEST_M else None
    bouwlagen = pand.bouwlagen if pand.bouwlagen is not None and 1 <= pand.bouwlagen <= MOST_LAGEN else None
    if hoogte_m is None:
        hoogte_m = PAND_M if bouwlagen is None else LAAG_M * bouwlagen
        said.append(f"hoogte onbekend: {hoogte_m:g} m genomen")
    if bouwlagen is None:
        bouwlagen = min(max(1, round(hoogte_m / LAAG_M)), MOST_LAGEN)
        said.append(f"{GUESSED} op {LAAG_M:g} m")
    return hoogte_m, bouwlagen, said
