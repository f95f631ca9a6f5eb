"""The sun of one point, surface or pand: over the day, per fase, and which mass takes it. A generator; no window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from shapely import Point
from shapely.geometry.base import BaseGeometry

from massastudie.bezonning import Bezonning, Dag, Punten, study
from massastudie.casters import Casters
from massastudie.ground_faces import OWNER, casters_on
from massastudie.massa import build
from massastudie.meetpunten import gevelpunten, meetpunten
from massastudie.plan import BestaandPand, Plan
from massastudie.state import State
from massastudie.sun_takers import first_owner
from massastudie.tijd import ZONE
from massastudie.volumes import Massamodel
from massastudie.zonboek import plaats_of
from massastudie.zonnestand import directions
from massastudie.zonpunten import inside

Floats = npt.NDArray[np.float64]
#: Surfaces a click can be on.
SURFACES = ("hoven", "pleinen", "terrassen", "straten", "doorsteken")
#: Points of a surface that are asked which mass takes their sun.
ASKED = 12
#: Which mass takes the sun is asked once in so many minutes: a share of an hour needs no more.
EVERY_MIN = 5.0
#: Masses told per hour.
TOLD = 3
LIFT_M = 0.01


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked after: a thing by id, or a place on the ground or a deck (local metres)."""

    id: str | None = None
    xy_m: tuple[float, float] | None = None


@dataclass(frozen=True)
class ProbeWish:
    """What a probe is of; `mass` is a State's mass_key."""

    plan: Plan
    mass: State
    dag: Dag
    target: Target


class Taker(NamedTuple):
    """A mass that takes sun: its name, or the street of a standing `pand` (its id) without one, and its functies."""

    naam: str
    pand: str = ""
    functies: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Probe:
    """Sun of a target: `lit` (s,) share of its points lit at each of the moments (s,) in order; minutes per
    fase (None: not there); per clock hour the masses that take most of the sun, with minutes."""

    wish: ProbeWish
    punten: int
    moments: Floats
    lit: Floats
    per_fase: tuple[tuple[str, float | None], ...]
    takers: tuple[tuple[int, tuple[tuple[Taker, float], ...]], ...]


def probe_job(wish: ProbeWish) -> Generator[tuple[int, int], None, Probe]:
    """Sun of one target in every fase; yields (done, total), or (0, 0) while the engine is made ready."""
    found: dict[str, tuple[Bezonning, Casters, Massamodel] | None] = {}
    for number, fase in enumerate(wish.plan.fasen):
        yield number, len(wish.plan.fasen)
        found[fase.id] = yield from _one_fase(wish, fase.id)
    here = found[wish.mass.fase]
    per_fase = tuple((fase, mean_minutes(part[0]) if part else None) for fase, part in found.items())
    if here is None:
        return Probe(wish, 0, np.empty(0), np.empty(0), per_fase, ())
    moments, lit = over_the_day(here[0])
    return Probe(wish, free_points(here[0].punten), moments, lit, per_fase, takers(wish.plan, *here))


def _one_fase(
    wish: ProbeWish, fase: str
) -> Generator[tuple[int, int], None, tuple[Bezonning, Casters, Massamodel] | None]:
    state = replace(wish.mass, fase=fase)
    massa = build(wish.plan, state)
    punten = target_points(wish.plan, state, massa, wish.target)
    if not free_points(punten):
        return None
    faces = casters_on(wish.plan.terrein, massa.lichamen)
    work = study(faces, punten, wish.dag, plaats_of(wish.plan))
    return (yield from _quiet(work)), faces, massa


def _quiet(work: Generator[tuple[int, int], None, Bezonning]) -> Generator[tuple[int, int], None, Bezonning]:
    """Only the waiting for the engine is passed on: fasen are what is counted."""
    try:
        while True:
            done, total = next(work)
            if not total:
                yield done, total
    except StopIteration as end:
        result: Bezonning = end.value
        return result
    finally:
        work.close()


def free_points(punten: Punten) -> int:
    """How many points lie outside masses."""
    return len(punten) if punten.binnen is None else int((~punten.binnen).sum())


def mean_minutes(sun: Bezonning) -> float:
    """Minutes of sun, the mean over the points outside masses."""
    return float(np.nanmean(sun.minuten))


def target_points(plan: Plan, state: State, massa: Massamodel, target: Target) -> Punten:
    """Points of a target in one state: its place, the walls of its pand, or the grid on its surface."""
    if target.xy_m is not None:
        z = next((h.dek_m for h in massa.hoven if _on(h.dek, target.xy_m)), plan.maaiveld_m(*target.xy_m))
        xyz = np.array([[*target.xy_m, z + LIFT_M]])
        return Punten(xyz, None, inside(xyz, massa.lichamen))
    own = [item for item in massa.lichamen if target.id in (item.id, item.accent)]
    if own:
        return gevelpunten(own, massa.lichamen, terrein=plan.terrein).punten
    points = meetpunten(plan, state, massa, SURFACES)
    groep = next((g for g in points.groepen if g.id == target.id), None)
    if groep is None:
        return Punten(np.empty((0, 3)))
    binnen = points.punten.binnen
    return Punten(points.punten.xyz[groep.which], None, None if binnen is None else binnen[groep.which])


def _on(shape: BaseGeometry, xy: tuple[float, float]) -> bool:
    return bool(shape.intersects(Point(xy)))


def taker_of(plan: Plan, massa: Massamodel, item: str) -> Taker:
    """What a reader knows a mass by: its name or address; where a standing pand has only a street, what it is for."""
    if item == OWNER and item not in massa.by_id:
        return Taker(OWNER)
    own, lichaam = plan.by_id.get(item), massa.by_id[item]
    if isinstance(own, BestaandPand):
        named = own.naam or own.adres
        functies = tuple(dict.fromkeys((own.functie_plint, own.functie_boven)))
        return Taker(named) if named else Taker(own.straat or "", item, functies)
    return Taker(f"{lichaam.naam or item}, accent" if lichaam.accent else lichaam.naam or item)


def over_the_day(sun: Bezonning) -> tuple[Floats, Floats]:
    """Moments (s,) in order of time, and the share of free points lit at each."""
    order = np.argsort(sun.moments)
    free = np.ones(len(sun.punten), bool) if sun.punten.binnen is None else ~sun.punten.binnen
    share: Floats = sun.lit[order][:, free].mean(axis=1)
    return sun.moments[order], share


def takers(
    plan: Plan, sun: Bezonning, faces: Casters, massa: Massamodel
) -> tuple[tuple[int, tuple[tuple[Taker, float], ...]], ...]:
    """Per clock hour the masses that take most minutes of sun from a few points of the target."""
    every = max(1, round(EVERY_MIN / sun.dag.stap_min))
    lit, order = sun.lit, np.argsort(sun.moments)[every // 2 :: every]
    free = np.arange(len(sun.punten)) if sun.punten.binnen is None else np.flatnonzero(~sun.punten.binnen)
    asked = free[np.linspace(0, len(free) - 1, min(ASKED, len(free))).astype(int)]
    towards = directions(sun.moments, sun.plaats)
    names = [taker_of(plan, massa, owner) for owner in faces.owners]
    counts: dict[int, Counter[Taker]] = {}
    for point in asked.tolist():
        dark = order[lit[order, point] == 0]
        for row, owner in zip(dark, first_owner(faces, sun.punten.xyz[point], towards[dark]), strict=True):
            if owner >= 0:
                hour = datetime.fromtimestamp(float(sun.moments[row]), ZONE).hour
                counts.setdefault(hour, Counter())[names[owner]] += 1
    minutes = every * sun.dag.stap_min / max(len(asked), 1)
    return tuple(
        (hour, tuple((name, count * minutes) for name, count in counts[hour].most_common(TOLD)))
        for hour in sorted(counts)
    )
