"""Sun of a whole period per surface and fase: total, mean per day, and the lowest day; or the total as an estimate."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from .bezonning import Floats
from .ground_faces import casters_on
from .massa import build
from .meetpunten import Meetgroep, meetpunten
from .periode import Periode, PeriodeBezonning, estimate_total, study_periode
from .plan import Plan
from .state import State
from .zonboek import merged_by_id, plaats_of, portion
from .zonpunten import Punten


@dataclass(frozen=True, slots=True)
class Periodecijfer:
    """One surface in one fase, means over its points: hours in the whole period and per day, hours of each point's own
    lowest day; and the day on which the surface as a whole has least (the first of equals). An estimate knows no days
    (None)."""

    fase: str
    id: str
    naam: str
    soort: str
    totaal_h: float
    per_dag_h: float
    laagste_h: float | None
    laagste_dag: date | None
    laagste_dag_h: float | None
    punten: int


@dataclass(frozen=True, slots=True)
class Periodeboek:
    """The figures of all fasen asked, with the period they hold for; `geschat`: from a part of the moments. Trees are
    left out."""

    periode: Periode
    op: tuple[str, ...]
    raster_m: float
    fasen: tuple[str, ...]
    cijfers: tuple[Periodecijfer, ...]
    geschat: bool = False


def periodeboek(
    plan: Plan, state: State, periode: Periode, op: Sequence[str], fasen: Sequence[str] | None = None,
    raster_m: float = 1.0, geschat: bool = False,
) -> Generator[tuple[int, int], None, Periodeboek]:  # fmt: skip
    """Sun of a period on the surfaces of some fasen (None: all) under the wishes of `state`; `geschat` for the total
    alone, as an estimate.

    Yields (done, total), or (0, 0) while the engine is made ready; returns the Periodeboek.
    """
    names = tuple(fasen) if fasen is not None else tuple(f.id for f in plan.fasen)
    found: list[Periodecijfer] = []
    for number, fase in enumerate(names):
        massa = build(plan, replace(state, fase=fase))
        points = meetpunten(plan, replace(state, fase=fase), massa, op, raster_m)
        groups = [g for g in merged_by_id(points) if _free(g, points.punten).any()]
        asked = casters_on(plan.terrein, massa.lichamen), points.punten, periode, plaats_of(plan)
        if geschat:
            total = yield from portion(estimate_total(*asked), number, len(names))
            found += [_estimate(fase, g, total, len(periode.dagen)) for g in groups]
        else:
            result = yield from portion(study_periode(*asked), number, len(names))
            found += [_cijfer(fase, g, result) for g in groups]
    return Periodeboek(periode, tuple(op), raster_m, names, tuple(found), geschat)


def _free(groep: Meetgroep, punten: Punten) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which points of a group lie outside every mass."""
    free = np.ones(groep.eind - groep.start, dtype=bool)
    return free if punten.binnen is None else ~punten.binnen[groep.which]


def _estimate(fase: str, groep: Meetgroep, total: Floats, days: int) -> Periodecijfer:
    own = total[groep.which] / 60.0
    free = own[~np.isnan(own)]
    mean = float(free.mean())
    return Periodecijfer(
        fase, groep.id, groep.naam, groep.soort, mean, mean / days, None, None, None, len(free)
    )  # fmt: skip


def _cijfer(fase: str, groep: Meetgroep, found: PeriodeBezonning) -> Periodecijfer:
    own = found.samples[:, groep.which][:, _free(groep, found.punten)] * (found.stap_min / 60.0)
    per_day = own.mean(axis=1)
    worst = int(per_day.argmin())
    return Periodecijfer(
        fase, groep.id, groep.naam, groep.soort, float(per_day.sum()), float(per_day.mean()),
        float(own.min(axis=0).mean()), found.dagen[worst], float(per_day[worst]), own.shape[1],
    )  # fmt: skip
