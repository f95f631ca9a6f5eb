"""Sun on the hoven in a handout: hours per hof and fase on three days, the verdict of a norm, cells for the picture.

Worked out with the doorsteken as each fase has them, without trees; the page says so.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from massastudie.bezonning import Dag
from massastudie.norm import Norm
from massastudie.normtoets import Normtoets, toets_norm
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.steps import under
from massastudie.zonboek import Fasezon, Zonboek, Zonregel, zonboek
from modellen.normen import find_norm

from .pak import text

#: The norm of the rule `zon-hof` (`modellen/toetsregels/algemeen.toml`).
NORM = "bre_sun_on_ground"
#: Days shown, (month, day): that of the norm, the longest and the shortest.
DAGEN = ((3, 21), (6, 21), (12, 21))
#: Cells are kept in whole decimetres, and their sun in tenths of an hour, rounded down so that no class is passed.
PER_M, PER_H = 10, 10
#: In the place of hours: the cell lies in a mass.
IN_MASSA = 255
Steps = Generator[tuple[int, int], None, dict[str, Any]]


def zon_values(plan: Plan, state: State) -> Steps:
    """What the page tells of sun under the wishes of `state`; yields (done, total)."""
    norm, year = find_norm(NORM), state.moment.year
    ledgers: list[Zonboek] = []
    verdicts: list[Normtoets] = []
    parts = len(DAGEN) + len(plan.fasen)
    for day in DAGEN:
        work = zonboek(plan, state, Dag(date(year, *day)), ("hoven",))
        ledgers.append((yield from under(work, (len(ledgers), parts))))
    for fase in plan.fasen:
        test = toets_norm(plan, replace(state, fase=fase.id), norm, year)
        verdicts.append((yield from under(test, (len(DAGEN) + len(verdicts), parts))))
    return {
        "dagen": [{"maand": month, "dag": day} for month, day in DAGEN], "norm": norm_values(norm, ledgers[0].terrein),
        "raster_m": ledgers[0].raster_m, "stap_min": ledgers[0].dag.stap_min,
        "per_fase": [fase_values(place, ledgers, verdict) for place, verdict in enumerate(verdicts)],
    }  # fmt: skip


def norm_values(norm: Norm, terrein: bool) -> dict[str, Any]:
    """The norm as the page tells it."""
    day = norm.days_in(2026)[0]
    return {
        "naam": norm.naam, "status": norm.status, "regels": norm.text(terrein), "uren": norm.uren[0],
        "deel": norm.aandeel, "maand": day.month, "dag": day.day,
    }  # fmt: skip


def fase_values(place: int, ledgers: list[Zonboek], verdict: Normtoets) -> dict[str, Any]:
    """One fase: its hoven, and the cells on them with their sun per day."""
    rows = {row.id: [_regel(ledger, row.id) for ledger in ledgers] for row in ledgers[0].regels}
    hoven = [
        {
            "naam": o.naam, "gemiddeld_h": [_hours(row, place) for row in rows[o.id]], "deel": round(o.aandeel, 3),
            "voldoet": o.voldoet, "oppervlak_m2": round(o.oppervlak_m2),
        }
        for o in verdict.hoven
    ]  # fmt: skip
    return {"hoven": hoven, **cells([ledger.fasezon[place] for ledger in ledgers])}


def _regel(ledger: Zonboek, item: str) -> Zonregel:
    return next(row for row in ledger.regels if row.id == item)


def _hours(row: Zonregel, place: int) -> float | None:
    found = row.cijfers[place]
    return None if found is None else round(found.gemiddeld_h, 2)


def cells(days: list[Fasezon]) -> dict[str, Any]:
    """Middle of each cell of one fase (decimetres), and per day its sun (tenths of an hour)."""
    xyz = np.round(days[0].points.punten.xyz * PER_M)
    return {"xyz": text(xyz, "<i2"), "uren": [text(_tenths(day), "u1") for day in days]}


def _tenths(day: Fasezon) -> np.ndarray[Any, Any]:
    tenths = np.floor(day.minuten / 60.0 * PER_H + 1e-6)
    return np.where(np.isnan(tenths), IN_MASSA, tenths)
