"""The sun ledger: hours of sun per hof, plein, terras, straat ... and per fase, and what each fase changes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from math import isnan
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from .bezonning import Dag, study
from .casters import Casters
from .massa import build
from .meetpunten import Meetgroep, Meetpunten
from .plan import Plan
from .points_again import points_again
from .state import State
from .steps import told
from .sun_groups import grouped
from .sun_update import minutes_again
from .volumes import Massamodel
from .zonnestand import Plaats

if TYPE_CHECKING:
    from .seizoen import Boomlicht

Floats = npt.NDArray[np.float64]
T = TypeVar("T")
Progress = Generator[tuple[int, int], None, "Zonboek"]

#: Hours whose share of the surface is told (BRE BR 209: 2 h on 21 March).
UREN = 2.0
#: Fasen that differ less than this are alike: none is the worst, hours.
ALIKE_H = 0.05
#: Steps into which the work of one fase is counted.
STEPS = 100


@dataclass(frozen=True, slots=True)
class Zoncijfer:
    """Sun on one surface in one fase: mean and median hours over its points, share with at least the ledger's hours,
    change of the mean against the fase before (None: the surface was not there)."""

    gemiddeld_h: float
    mediaan_h: float
    aandeel: float
    punten: int
    oppervlak_m2: float
    verandering_h: float | None = None


@dataclass(frozen=True, slots=True)
class Zonregel:
    """A surface: a figure per fase of the ledger (None: not there yet), and the fase with least sun, if one is."""

    id: str
    naam: str
    soort: str
    cijfers: tuple[Zoncijfer | None, ...]
    slechtste: str | None


@dataclass(frozen=True, eq=False)
class Fasezon:
    """Minutes (n,) of sun on the points of one state, and what they were worked out from: the next starts from it."""

    state: State
    massa: Massamodel
    points: Meetpunten
    faces: Casters
    minuten: Floats


@dataclass(frozen=True, slots=True)
class Zonboek:
    """The ledger, with everything it was made with; `bomen` None: trees are left out; `terrein`: the ground itself
    takes sun too. `fasezon`: what the next ledger of this plan can start from."""

    dag: Dag
    op: tuple[str, ...]
    uren: float
    raster_m: float
    fasen: tuple[str, ...]
    regels: tuple[Zonregel, ...]
    bomen: Boomlicht | None = None
    terrein: bool = False
    fasezon: tuple[Fasezon, ...] = field(default=(), compare=False, repr=False)


def plaats_of(plan: Plan) -> Plaats:
    """Where the sun of a plan is taken: its origin."""
    return Plaats.from_rd(*plan.oorsprong)


def zonboek(
    plan: Plan, state: State, dag: Dag, op: Sequence[str] = ("hoven", "pleinen", "terrassen", "straten"),
    fasen: Sequence[str] | None = None, raster_m: float = 1.0, bomen: Boomlicht | None = None,
    before: Zonboek | None = None,
) -> Progress:  # fmt: skip
    """Sun of one day on the surfaces of some fasen (None: all) under the wishes of `state`, past trees where `bomen`
    says what they let through. `before`, a ledger of the same plan, spares the work that a change did not touch.

    Yields (done, total), or (0, 0) while the engine is made ready; returns the Zonboek.
    """
    names = tuple(fasen) if fasen is not None else tuple(f.id for f in plan.fasen)
    same = before is not None and (before.dag, before.op, before.raster_m) == (dag, tuple(op), raster_m)
    known = {one.state.fase: one for one in before.fasezon} if before is not None and same else {}
    found: list[list[tuple[Meetgroep, Zoncijfer]]] = []
    made: list[Fasezon] = []
    for number, fase in enumerate(names):
        work = fase_sun(plan, replace(state, fase=fase), dag, op, raster_m, known.get(fase), bomen)
        one, minuten = yield from portion(work, number, len(names))
        found.append([(g, cijfer(minuten, g)) for g in merged_by_id(one.points)])
        made.append(one)
    has_terrein = plan.terrein is not None
    return Zonboek(dag, tuple(op), UREN, raster_m, names, regels(names, found), bomen, has_terrein, tuple(made))


def fase_minutes(
    plan: Plan, state: State, dag: Dag, op: Sequence[str], raster_m: float
) -> Generator[tuple[int, int], None, tuple[Meetpunten, Floats]]:
    """The points of one state, and their minutes (n,) on one day."""
    found, minuten = yield from fase_sun(plan, state, dag, op, raster_m)
    return found.points, minuten


def fase_sun(
    plan: Plan, state: State, dag: Dag, op: Sequence[str], raster_m: float, before: Fasezon | None = None,
    bomen: Boomlicht | None = None,
) -> Generator[tuple[int, int], None, tuple[Fasezon, Floats]]:  # fmt: skip
    """The sun of one state on one day, and its minutes (n,) as they are told: past the trees where these count.

    From that of a state before when they have the points in common, but with trees always in full.
    """
    massa = build(plan, state)
    yield 0, STEPS
    faces = grouped(massa.lichamen, plan.terrein)
    yield 0, STEPS
    points = points_again(plan, state, massa, op, raster_m, _known(before))
    yield 0, STEPS
    place = plaats_of(plan)
    if before is not None and bomen is None and points.punten.xyz is before.points.punten.xyz:
        sets, pair = (before.points.punten, points.punten), (before.faces, faces)
        minuten = yield from minutes_again(before.minuten, sets, pair, dag, place)
        return Fasezon(state, massa, points, faces, minuten), minuten
    found = yield from study(faces, points.punten, dag, place)
    own = Fasezon(state, massa, points, faces, found.minuten)
    if bomen is None:
        return own, own.minuten
    # The kernel of the crowns loads the compiler: only where trees are asked.
    from .boomlicht import crowns_of, through_trees

    return own, (yield from through_trees(found, crowns_of(plan, state), bomen))


def _known(before: Fasezon | None) -> tuple[Meetpunten, State, Massamodel] | None:
    return None if before is None else (before.points, before.state, before.massa)


def portion(work: Generator[tuple[int, int], None, T], number: int, count: int) -> Generator[tuple[int, int], None, T]:
    """Progress of one of `count` equal parts as progress of the whole."""

    def of_whole(step: tuple[int, int]) -> tuple[int, int]:
        done, total = step
        return (0, 0) if not total else (number * STEPS + STEPS * done // total, count * STEPS)

    return (yield from told(work, of_whole))


def merged_by_id(points: Meetpunten) -> list[Meetgroep]:
    """One group per id: the fronts and bouwlagen of a pand follow each other and become one."""
    groups: list[Meetgroep] = []
    for groep in points.groepen:
        if groups and groups[-1].id == groep.id and groups[-1].soort == groep.soort:
            groups[-1] = replace(groups[-1], eind=groep.eind, bouwlaag=None, front=None, azimut_deg=None)
        else:
            groups.append(groep)
    return groups


def cijfer(minuten: Floats, groep: Meetgroep, uren: float = UREN) -> Zoncijfer:
    """The figures of one group from the minutes (n,) of all points; points inside a mass do not count."""
    own = minuten[groep.which]
    free = own[~np.isnan(own)]
    if not len(free):
        return Zoncijfer(float("nan"), float("nan"), float("nan"), 0, groep.oppervlak_m2)
    share = float((free >= uren * 60.0 - 1e-6).mean())
    return Zoncijfer(float(free.mean()) / 60, float(np.median(free)) / 60, share, len(free), groep.oppervlak_m2)


def regels(fasen: tuple[str, ...], found: Sequence[Sequence[tuple[Meetgroep, Zoncijfer]]]) -> tuple[Zonregel, ...]:
    """Rows in the order in which the surfaces come up, hoven first and so on, as the groups are given."""
    groups = {(g.soort, g.id): g for one in found for g, _ in one}
    kinds = list(dict.fromkeys(soort for soort, _ in groups))
    figures = [{(g.soort, g.id): c for g, c in one} for one in found]
    keys = sorted(groups, key=lambda key: kinds.index(key[0]))
    return tuple(_regel(groups[key], fasen, [one.get(key) for one in figures]) for key in keys)


def _regel(groep: Meetgroep, fasen: tuple[str, ...], row: Sequence[Zoncijfer | None]) -> Zonregel:
    row = [None if c is None or isnan(c.gemiddeld_h) else c for c in row]
    before = [None, *row[:-1]]
    told = tuple(
        c if c is None or b is None else replace(c, verandering_h=c.gemiddeld_h - b.gemiddeld_h)
        for b, c in zip(before, row, strict=True)
    )
    return Zonregel(groep.id, groep.naam, groep.soort, told, _worst(fasen, row))


def _worst(fasen: tuple[str, ...], row: Sequence[Zoncijfer | None]) -> str | None:
    """The fase with least sun; None when there is one fase, or all are alike."""
    means: dict[str, float] = {f: c.gemiddeld_h for f, c in zip(fasen, row, strict=True) if c is not None}
    key: Callable[[str], float] = means.__getitem__
    if len(means) < 2 or max(means.values()) - min(means.values()) < ALIKE_H:
        return None
    return min(means, key=key)
