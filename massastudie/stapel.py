"""Stacks of bouwlagen: the volumes of one pand on its ground, with the doorsteken that go through or under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from .footprint import GRID_M, clean, cut, polygons
from .plan import Functie
from .volumes import Volume


@dataclass(frozen=True, slots=True)
class Laag:
    """One bouwlaag before it is cut: from `bottom_m` to `top_m`, and what it is used for."""

    bottom_m: float
    top_m: float
    functie: Functie


@dataclass(frozen=True, slots=True)
class Doorgat:
    """A way through: its ground, and its free height (None: to the sky)."""

    strook: Polygon
    vrije_hoogte_m: float | None


def lagen(
    bouwlagen: int, plint_m: float, verdieping_m: float, dakrand_m: float, plint: Functie, boven: Functie
) -> tuple[Laag, ...]:
    """Bouwlagen of a new pand: a plint, then equal storeys; the roof edge is part of the top one."""
    bottoms = [0.0] + [plint_m + i * verdieping_m for i in range(bouwlagen - 1)]
    tops = [*bottoms[1:], (bottoms[-1] + (verdieping_m if bouwlagen > 1 else plint_m)) + dakrand_m]
    return _lagen(bottoms, tops, plint, boven)


def lagen_tot(bouwlagen: int, plint_m: float, top_m: float, plint: Functie, boven: Functie) -> tuple[Laag, ...]:
    """Bouwlagen of a standing pand whose height is known: a plint, the rest divided evenly up to `top_m`."""
    if bouwlagen == 1:
        return (Laag(0.0, round(top_m, 3), plint),)
    step = (top_m - plint_m) / (bouwlagen - 1)
    bottoms = [0.0] + [plint_m + i * step for i in range(bouwlagen - 1)]
    return _lagen(bottoms, [*bottoms[1:], top_m], plint, boven)


def _lagen(bottoms: Sequence[float], tops: Sequence[float], plint: Functie, boven: Functie) -> tuple[Laag, ...]:
    pairs = zip(bottoms, tops, strict=True)
    return tuple(Laag(round(b, 3), round(t, 3), boven if i else plint) for i, (b, t) in enumerate(pairs))


def stack(item_id: str, ground: BaseGeometry, layers: Sequence[Laag], gaten: Sequence[Doorgat]) -> tuple[Volume, ...]:
    """Volumes of a pand on `ground`.

    A doorsteek open to the sky, or as high as the pand, takes the whole height. A lower one takes the bouwlagen whose
    floor lies below its free height; the first bouwlaag above it reaches down to that height.
    """
    top_floor = layers[-1].bottom_m
    through = [g for g in gaten if g.vrije_hoogte_m is None or top_floor < g.vrije_hoogte_m]
    # the highest first: where two ways cross, what spans both keeps clear of the higher one
    under = sorted((g for g in gaten if g not in through), key=_height, reverse=True)
    base = _minus(ground, through)
    if not under:
        return _upright(item_id, layers, polygons(base))
    volumes: list[Volume] = []
    for number, laag in enumerate(layers):
        volumes += _laag_volumes(item_id, number, layers, laag, base, under)
    return tuple(volumes)


def _upright(item_id: str, layers: Sequence[Laag], parts: Sequence[Polygon]) -> tuple[Volume, ...]:
    """Volumes of a pand with no way under it: every bouwlaag on the same ground."""
    rows = (_volumes(item_id, n, laag, [(p, laag.bottom_m) for p in parts]) for n, laag in enumerate(layers))
    return tuple(volume for row in rows for volume in row)


def _minus(ground: BaseGeometry, gaten: Sequence[Doorgat]) -> BaseGeometry:
    return cut(ground, [g.strook for g in gaten])


def _laag_volumes(
    item_id: str, number: int, layers: Sequence[Laag], laag: Laag, base: BaseGeometry, under: Sequence[Doorgat]
) -> list[Volume]:
    """The volumes of one bouwlaag: beside the ways under it, and on top of those that just end here."""
    blocking = [g for g in under if laag.bottom_m < _height(g)]
    before = layers[number - 1].bottom_m if number else -1.0
    spanning = [g for g in under if g not in blocking and before < _height(g) and _height(g) < laag.bottom_m]
    beside = _minus(base, [*blocking, *spanning])
    parts = [(beside, laag.bottom_m)]
    done: list[Doorgat] = list(blocking)
    for gat in spanning:
        over = _minus(clean(shapely.intersection(base, gat.strook, grid_size=GRID_M)), done)
        parts.append((over, _height(gat)))
        done.append(gat)
    return _volumes(item_id, number, laag, [(p, bottom) for shape, bottom in parts for p in polygons(shape)])


def _height(gat: Doorgat) -> float:
    return gat.vrije_hoogte_m if gat.vrije_hoogte_m is not None else float("inf")


def _volumes(item_id: str, number: int, laag: Laag, found: Sequence[tuple[Polygon, float]]) -> list[Volume]:
    """One bouwlaag as volumes, each from its own height up; with more than one they get letters."""
    names = [f"{item_id}.{number}{chr(97 + i) if len(found) > 1 else ''}" for i in range(len(found))]
    return [
        Volume(name, polygon, bottom, laag.top_m, number, laag.functie)
        for name, (polygon, bottom) in zip(names, found, strict=True)
    ]
