"""What one more bouwlaag, or one accent, brings and costs: BVO and dwellings against hours of sun in the hoven.

Each change is laid alone on the state as it is. The sun is that of one day on all hoven; trees are left out.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .bezonning import Bezonning, Dag, study
from .casters import Casters
from .fasering import is_built
from .ground_faces import casters_on
from .knobs import BOUWLAGEN
from .massa import accent_on, build
from .meetpunten import Meetgroep, meetpunten
from .oppervlak import Kerncijfers, kerncijfers
from .plan import Accent, Plan
from .state import State, value_of
from .sun_update import update
from .zonboek import STEPS, plaats_of, portion

Floats = npt.NDArray[np.float64]
Progress = Generator[tuple[int, int], None, "Gevoeligheid"]
#: What was laid on what, and what the cost is, for below a table of changes.
UITLEG = (
    "Elke wijziging is apart op deze toestand gelegd: een accent aan tegenover uit, of één bouwlaag meer op het "
    "hele blok (panden met een accent of een eigen hoogte blijven). Duurste eerst.",
    "Kosten: gemiddeld verlies aan zon per dag over alle hoven samen ({hof_m2} m²); een wijziging "
    "die vooral straat en buren beschaduwt kost hier niets.",
)
#: Losses smaller than this are none, hours: a point that changes at one moment of the day.
LEAST_H = 1e-9


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One change: an `accent` or one more `bouwlaag` on a bouwblok; the state without it and the one with it."""

    soort: str
    id: str
    naam: str
    blok: str
    zonder: State
    met: State


@dataclass(frozen=True, slots=True)
class Winst:
    """What one change brings (BVO in m², dwellings) and costs in sun on the hoven.

    `verlies_h` is the mean loss over all hoven, hours a day; `zwaarst` the hof that loses most and `zwaarst_h` its
    mean loss (None: no hof loses any); `per_hof_h` every hof that changes.
    """

    soort: str
    id: str
    naam: str
    blok: str
    bvo_m2: float
    woningen: int
    verlies_h: float
    zwaarst: str | None
    zwaarst_h: float
    per_hof_h: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Gevoeligheid:
    """All changes of one state, the most costly in sun first, with what they were measured with."""

    fase: str
    dag: Dag
    raster_m: float
    hof_m2: float
    regels: tuple[Winst, ...]


def wijzigingen(plan: Plan, state: State) -> tuple[Wijziging, ...]:
    """Every accent of a block that stands, and one more bouwlaag on each block that stands."""
    return (*_accenten(plan, state), *_bouwlagen(plan, state))


def _accenten(plan: Plan, state: State) -> Iterator[Wijziging]:
    blokken = {b.id: b for b in plan.bouwblokken if is_built(plan, state, b)}
    for accent in plan.accenten:
        if accent.blok in blokken:
            count = int(value_of(plan, state, accent.id, "bouwlagen"))
            naam = f"{blokken[accent.blok].naam}, {accent.plek or accent.id}: {count} bouwlagen"
            yield Wijziging(
                "accent", accent.id, naam, accent.blok,
                _with_accent(plan, state, accent, False), _with_accent(plan, state, accent, True),
            )  # fmt: skip


def _with_accent(plan: Plan, state: State, accent: Accent, on: bool) -> State:
    """The state with one accent on or off and every other as it is, also when all were switched off."""
    off = frozenset(a.id for a in plan.accenten if a.id != accent.id and not accent_on(state, a))
    same = accent_on(state, accent) == on
    return state if same else replace(state, accenten_aan=True, accenten_uit=off if on else off | {accent.id})


def _bouwlagen(plan: Plan, state: State) -> Iterator[Wijziging]:
    for blok in plan.bouwblokken:
        now = int(value_of(plan, state, blok.id, "bouwlagen"))
        if is_built(plan, state, blok) and now < BOUWLAGEN.high:
            more = state.with_override(blok.id, "bouwlagen", now + 1)
            yield Wijziging("bouwlaag", blok.id, f"{blok.naam}, {now + 1} bouwlagen", blok.id, state, more)


def gevoeligheid(plan: Plan, state: State, dag: Dag, raster_m: float = 1.0) -> Progress:
    """What every change brings and costs in this state, the most costly first.

    Yields (done, total), or (0, 0) while the engine is made ready; returns the Gevoeligheid.
    """
    changes, massa = wijzigingen(plan, state), build(plan, state)
    count = len(changes) + 1
    yield 0, count * STEPS
    points = meetpunten(plan, state, massa, ("hoven",), raster_m)
    yield 0, count * STEPS
    faces = casters_on(plan.terrein, massa.lichamen)
    base = yield from portion(study(faces, points.punten, dag, plaats_of(plan)), 0, count)
    rows: list[Winst] = []
    for number, change in enumerate(changes, start=1):
        work = _changed(plan, state, change, base, faces)
        other = yield from portion(work, number, count)
        rows.append(_winst(plan, change, points.groepen, *_ordered(change, state, base, other)))
        yield (number + 1) * STEPS, count * STEPS
    rows.sort(key=lambda row: (-row.verlies_h, row.soort, row.id))
    return Gevoeligheid(state.fase, dag, raster_m, sum(h.oppervlak_m2 for h in massa.hoven), tuple(rows))


def _changed(
    plan: Plan, state: State, change: Wijziging, base: Bezonning, faces: Casters
) -> Generator[tuple[int, int], None, Bezonning]:
    """The sun on the same points after the change: only what it can shade is asked again."""
    there = change.met if change.met != state else change.zonder
    return (yield from update(base, faces, casters_on(plan.terrein, build(plan, there).lichamen)))


def _ordered(change: Wijziging, state: State, base: Bezonning, other: Bezonning) -> tuple[Floats, Floats]:
    """Minutes (n,) without and with the change."""
    return (base.minuten, other.minuten) if change.met != state else (other.minuten, base.minuten)


def _winst(plan: Plan, change: Wijziging, groups: tuple[Meetgroep, ...], zonder: Floats, met: Floats) -> Winst:
    before, after = _cijfers(plan, change.zonder), _cijfers(plan, change.met)
    lost_h = (zonder - met) / 60.0
    per_hof = [(g.id, _mean(lost_h[g.start : g.eind])) for g in groups]
    moved = tuple((item, hours) for item, hours in per_hof if abs(hours) > LEAST_H)
    worst = max(moved, key=lambda one: one[1], default=None)
    return Winst(
        soort=change.soort, id=change.id, naam=change.naam, blok=change.blok,
        bvo_m2=after.totaal_m2 - before.totaal_m2, woningen=after.woningen - before.woningen,
        verlies_h=_mean(lost_h), zwaarst=worst[0] if worst else None, zwaarst_h=worst[1] if worst else 0.0,
        per_hof_h=moved,
    )  # fmt: skip


def _cijfers(plan: Plan, state: State) -> Kerncijfers:
    return kerncijfers(plan, state, build(plan, state))


def _mean(values: Floats) -> float:
    free = values[~np.isnan(values)]
    return float(free.mean()) if len(free) else 0.0
