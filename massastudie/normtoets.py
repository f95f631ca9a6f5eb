"""Test of a state against a sun norm: per pand with dwellings, or per hof. Indicative: no Dutch statute sets one.

A gevel counts with its best point, and a point with its worst day; front and rear are never added up
(ECLI:NL:RVS:2023:2773), bouwlagen never taken together (ECLI:NL:RBAMS:2017:5646). A gevel that cannot reach the norm
with nothing in its way is left out. Trees are left out.

A hof that has too little is also held against what the same ground had before (`Norm.afname`): the loss is noticeable
when the share with the norm's hours drops below that part of its former value (BRE BR 209: 0.8).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import numpy as np
import numpy.typing as npt

from .bezonning import Dag, nothing, study
from .casters import Casters
from .ground_faces import casters_on
from .massa import build
from .meetpunten import Meetgroep, gevelpunten, meetpunten
from .norm import Norm
from .periode import study_days
from .plan import Functie, Plan
from .state import State
from .zonboek import plaats_of, portion
from .zonnestand import Plaats
from .zonpunten import Punten

Floats = npt.NDArray[np.float64]
Steps = Generator[tuple[int, int], None, Floats]

#: Slack of a comparison of hours: less than a tenth of a second.
SLACK_H = 1e-5


@dataclass(frozen=True, slots=True)
class Geveloordeel:
    """One front of one bouwlaag: hours of its best point on that point's worst day; the same with nothing in its way.

    `voldoet` is None where the norm cannot be reached even then ("n.v.t.").
    """

    bouwlaag: int
    front: int
    azimut_deg: float
    uren: float
    vrij_uren: float
    voldoet: bool | None


@dataclass(frozen=True, slots=True)
class Pandoordeel:
    """A pand with dwellings: hours of its worst bouwlaag (by that bouwlaag's best gevel), the level it reaches."""

    id: str
    naam: str
    voldoet: bool | None
    uren: float
    bouwlaag: int | None
    niveau_h: float | None
    gevels: tuple[Geveloordeel, ...]


@dataclass(frozen=True, slots=True)
class Hofoordeel:
    """A hof: mean hours on the worst day, share of its surface that has the norm's hours then.

    `voor` and `na` are such shares (worst days) over the ground that lies open in the reference as well, before and
    now; None without a reference, or when a mass stood on all of it. `merkbaar`: the hof has too little and the loss
    is noticeable; None when nothing can be said.
    """

    id: str
    naam: str
    voldoet: bool
    aandeel: float
    gemiddeld_h: float
    oppervlak_m2: float
    voor: float | None = None
    na: float | None = None
    merkbaar: bool | None = None

    @property
    def verhouding(self) -> float | None:
        """What is left of the former share; None when there was none."""
        return self.na / self.voor if self.na is not None and self.voor else None


@dataclass(frozen=True, slots=True)
class Normtoets:
    """The outcome with everything it rests on; `reference` is what a loss was held against."""

    norm: Norm
    fase: str
    dagen: tuple[date, ...]
    panden: tuple[Pandoordeel, ...] = ()
    hoven: tuple[Hofoordeel, ...] = ()
    reference: State | None = None

    @property
    def titel(self) -> str:
        """How the outcome has to be called."""
        return f"toetsing aan {self.norm.naam} (indicatief)"

    @property
    def voldoet(self) -> tuple[int, int, int]:
        """How many meet the norm, do not, and cannot ("n.v.t.")."""
        found = [o.voldoet for o in self.panden] + [o.voldoet for o in self.hoven]
        return found.count(True), found.count(False), found.count(None)


Progress = Generator[tuple[int, int], None, Normtoets]


def toets_norm(plan: Plan, state: State, norm: Norm, jaar: int = 2026, reference: State | None = None) -> Progress:
    """Test one state; yields (done, total), or (0, 0) while compiling; returns the Normtoets.

    `reference` is the state before, for a norm that asks what is left of the sun (`norm.afname`); others leave it.
    """
    if norm.op == "hoven":
        return (yield from _toets_hoven(plan, state, norm, jaar, reference if norm.afname is not None else None))
    return (yield from _toets_gevels(plan, state, norm, jaar))


def _toets_hoven(plan: Plan, state: State, norm: Norm, jaar: int, reference: State | None) -> Progress:
    massa, dagen, plaats = build(plan, state), norm.days_in(jaar), plaats_of(plan)
    points = meetpunten(plan, state, massa, ("hoven",))
    parts = 1 if reference is None else 2
    work = hours_per_day(casters_on(plan.terrein, massa.lichamen), points.punten, norm, dagen, plaats)
    hours = yield from portion(work, 0, parts)
    groups = [g for g in points.groepen if g.eind > g.start]
    found = tuple(_hof(g, hours[:, g.which], norm) for g in groups)
    if reference is None:
        return Normtoets(norm, state.fase, dagen, hoven=found)
    before = build(plan, reference).lichamen
    work = hours_per_day(casters_on(plan.terrein, before), points.punten.among(before), norm, dagen, plaats)
    former = yield from portion(work, 1, parts)
    held = (_compared(hof, hours[:, g.which], former[:, g.which], norm) for hof, g in zip(found, groups, strict=True))
    return Normtoets(norm, state.fase, dagen, hoven=tuple(held), reference=reference)


def _hof(groep: Meetgroep, hours: Floats, norm: Norm) -> Hofoordeel:
    """The verdict on the day with the smallest share."""
    shares, free = _shares(hours, norm), hours[:, ~np.isnan(hours).any(axis=0)]
    worst = int(shares.argmin())
    mean = float(free[worst].mean()) if free.shape[1] else 0.0
    enough = bool(shares[worst] >= (norm.aandeel or 0.0) - 1e-9)
    return Hofoordeel(groep.id, groep.naam, enough, float(shares[worst]), mean, groep.oppervlak_m2)


def _shares(hours: Floats, norm: Norm) -> Floats:
    """Share of the points outside masses with the norm's hours, per day (d,); 0 without points."""
    free = hours[:, ~np.isnan(hours).any(axis=0)]
    shares: Floats = (free >= norm.uren[0] - SLACK_H).mean(axis=1) if free.shape[1] else np.zeros(len(hours))
    return shares


def _compared(hof: Hofoordeel, hours: Floats, former: Floats, norm: Norm) -> Hofoordeel:
    """The verdict with what the ground open in both states had before; with enough sun no loss counts."""
    both = ~np.isnan(hours + former).any(axis=0)
    if not both.any():
        return replace(hof, merkbaar=False if hof.voldoet else None)
    was, now = (float(_shares(part[:, both], norm).min()) for part in (former, hours))
    noticeable = not hof.voldoet and now < (norm.afname or 0.0) * was - 1e-9
    return replace(hof, voor=was, na=now, merkbaar=noticeable)


def _toets_gevels(plan: Plan, state: State, norm: Norm, jaar: int) -> Progress:
    massa, dagen = build(plan, state), norm.days_in(jaar)
    homes = [item for item in massa.lichamen if item.in_plan and Functie.WONEN in item.bvo_m2]
    points = gevelpunten(homes, massa.lichamen, norm.punt_hoogte_m, terrein=plan.terrein)
    plaats = plaats_of(plan)
    hours = yield from hours_per_day(casters_on(plan.terrein, massa.lichamen), points.punten, norm, dagen, plaats)
    free = yield from hours_per_day(nothing(), points.punten, norm, dagen, plaats)
    lowest, highest = (h.min(axis=0) if len(h) else h for h in (hours, free))
    groups = [g for g in points.groepen if g.functie is Functie.WONEN]
    panden = [list(own) for _, own in groupby(groups, key=lambda g: g.id)]
    return Normtoets(norm, state.fase, dagen, panden=tuple(_pand(own, lowest, highest, norm) for own in panden))


def hours_per_day(source: Casters, punten: Punten, norm: Norm, dagen: Sequence[date], plaats: Plaats) -> Steps:
    """Hours (d, n) on each day as the norm counts them: all sun, or the longest unbroken stretch."""
    if norm.aaneengesloten:
        return (yield from _longest(source, punten, norm, dagen, plaats))
    found = yield from study_days(source, punten, tuple(dagen), norm.stap_min, norm.min_hoogte_deg, plaats)
    return np.stack([found.minuten_op(n) for n in range(len(dagen))]) / 60.0


def _longest(source: Casters, punten: Punten, norm: Norm, dagen: Sequence[date], plaats: Plaats) -> Steps:
    rows = []
    for number, dag in enumerate(dagen):
        yield number, len(dagen)
        one = yield from study(source, punten, Dag(dag, norm.stap_min, norm.min_hoogte_deg), plaats)
        rows.append(one.langste_min / 60.0)
    return np.stack(rows)


def _pand(groups: Sequence[Meetgroep], lowest: Floats, free: Floats, norm: Norm) -> Pandoordeel:
    """A pand meets the norm when every bouwlaag that can meet it does, by one of its gevels."""
    gevels = tuple(_gevel(g, lowest, free, norm) for g in groups)
    able = [g for g in gevels if g.voldoet is not None]
    best = {g.bouwlaag: max(o.uren for o in able if o.bouwlaag == g.bouwlaag) for g in able}
    head = groups[0]
    if not best:
        return Pandoordeel(head.id, head.naam, None, max(g.uren for g in gevels), None, None, gevels)
    worst = min(best, key=lambda bouwlaag: best[bouwlaag])
    reached = [level for level in norm.uren if best[worst] >= level - SLACK_H]
    return Pandoordeel(
        head.id, head.naam, bool(reached), best[worst], worst, reached[-1] if reached else None, gevels
    )  # fmt: skip


def _gevel(groep: Meetgroep, lowest: Floats, free: Floats, norm: Norm) -> Geveloordeel:
    hours, could = float(lowest[groep.which].max()), float(free[groep.which].max())
    met = None if could < norm.uren[0] - SLACK_H else hours >= norm.uren[0] - SLACK_H
    return Geveloordeel(groep.bouwlaag or 0, groep.front or 0, groep.azimut_deg or 0.0, hours, could, met)
