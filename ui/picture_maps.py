"""Sun on a picture: hours of a day or a period, what they differ, or the extra shade at a moment. Knows no window."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from massastudie.bezonning import Dag
from massastudie.errors import MassastudieError
from massastudie.ground_faces import casters_on
from massastudie.massa import build
from massastudie.meetpunten import Meetpunten, meetpunten
from massastudie.norm import MONTHS
from massastudie.periode import Periode, study_periode
from massastudie.plan import Plan
from massastudie.scene import HeatItem, Scene
from massastudie.state import State
from massastudie.zonboek import plaats_of
from massastudie.zonverschil import LEAST_SUN_DEG, schaduwverschil

from .style import number
from .sun_map import MAP_STEP_MIN, RASTER_M, MapWish, heat_items, map_job
from .sun_shade import shade_items

Floats = npt.NDArray[np.float64]
Steps = Generator[tuple[int, int], None, "Mapped"]


@dataclass(frozen=True)
class MapOrder:
    """What to show: hours of `dag` or per day of `periode` on the surfaces `op` (both None: shade at the state's own
    moment), against `reference` where there is one, which is called `against`."""

    dag: Dag | None = None
    periode: Periode | None = None
    op: tuple[str, ...] = ()
    reference: State | None = None
    against: str = ""


@dataclass(frozen=True, eq=False)
class Mapped:
    """The scene with the map on it, its parameters in one line, and the days for the legend (empty: the moment's)."""

    scene: Scene
    line: str
    day: str = ""


def day_order(dag: date, op: tuple[str, ...], reference: State | None, against: str) -> MapOrder:
    """Hours of one day, in the steps of the window's map; against a reference: what they differ."""
    return MapOrder(Dag(dag, MAP_STEP_MIN), None, op, reference, against)


def period_order(van: date, tot: date, op: tuple[str, ...]) -> MapOrder:
    """Mean hours per day over a period, in the same steps."""
    return MapOrder(periode=Periode(van, tot, MAP_STEP_MIN), op=op)


def mapped(plan: Plan, state: State, scene: Scene, order: MapOrder) -> Steps:
    """Lay a map over a scene of a state; yields (done, total), or (0, 0) while compiling.

    Raises MassastudieError when the sun is too low for shade to be compared.
    """
    if order.periode is not None:
        return (yield from _of_period(plan, state, scene, order, order.periode))
    if order.dag is None:
        return _shade(plan, state, scene, order)
    wish = MapWish(plan, state.mass_key, order.dag, order.op, order.reference and order.reference.mass_key)
    made = yield from map_job(wish, build(plan, state), None)
    line = told(order.dag.stap_min, order.dag.min_hoogte_deg)
    if made.difference is None:
        return Mapped(replace(scene, heat=made.items), f"zonuren: {line}")
    total = made.difference.totaal
    areas = f"{number(total.minder_m2)} m² minder zon, {number(total.meer_m2)} m² meer zon"
    return Mapped(replace(scene, heat=made.items, against=order.against), f"{areas}; {line}")


def _of_period(plan: Plan, state: State, scene: Scene, order: MapOrder, periode: Periode) -> Steps:
    massa = build(plan, state)
    points = meetpunten(plan, state, massa, order.op, RASTER_M)
    found = yield from study_periode(casters_on(plan.terrein, massa.lichamen), points.punten, periode, plaats_of(plan))
    line = "gemiddelde zonuren per dag: " + told(periode.stap_min, periode.min_hoogte_deg)
    return Mapped(replace(scene, heat=_per_day(points, found.totaal_min, periode)), line, period_text(periode))


def _per_day(points: Meetpunten, totaal_min: Floats, periode: Periode) -> tuple[HeatItem, ...]:
    return heat_items(points, totaal_min / 60.0 / len(periode.dagen), ())


def _shade(plan: Plan, state: State, scene: Scene, order: MapOrder) -> Mapped:
    if order.reference is None:
        return Mapped(scene, "")
    found = schaduwverschil(plan, order.reference, state, state.moment)
    if found.te_laag:
        raise MassastudieError(
            f"beeld: op {state.moment.isoformat()} staat de zon op {number(found.zon.zonshoogte_deg, 1)}°; verwacht "
            f"minstens {number(LEAST_SUN_DEG)}° om schaduwen te vergelijken"
        )
    items = shade_items(plan, order.reference, state, state.moment, found)
    line = "m² op maaiveld; gevels en daken van panden die in beide staan; bomen niet meegenomen"
    return Mapped(replace(scene, shade=items, against=order.against), line)


def told(stap_min: float, min_hoogte_deg: float) -> str:
    """How the sun was counted."""
    return f"stap {stap_min:g} min, zon boven {min_hoogte_deg:g}°, raster {number(RASTER_M)} m, bomen niet meegenomen"


def period_text(periode: Periode) -> str:
    """`per dag, 19 feb–21 okt 2026`."""
    first, last = periode.van, periode.tot
    year = "" if first.year == last.year else f" {first.year}"
    return f"per dag, {first.day} {MONTHS[first.month - 1]}{year}–{last.day} {MONTHS[last.month - 1]} {last.year}"
