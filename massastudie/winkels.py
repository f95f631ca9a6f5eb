"""Shop units: panden with a shop on the ground floor; panden that share a large unit (A11) count as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .fronten import sides_of
from .parameters import waarde
from .plan import Functie, Plan, Winkelunit
from .state import State
from .volumes import Lichaam, Status


@dataclass(frozen=True, slots=True)
class UnitCijfers:
    """One shop unit in the plint: BVO and WVO (an estimate) of its ground floor in m², the streets and squares it
    faces (`aan`, ids; a name where the plan has no such object), and the masses it is made of (`delen`)."""

    id: str
    naam: str
    blok: str | None
    nieuw: bool
    bvo_m2: float
    wvo_m2: float
    aan: tuple[str, ...]
    delen: tuple[str, ...]


def units(plan: Plan, state: State, items: Sequence[Lichaam]) -> tuple[UnitCijfers, ...]:
    """Every shop unit among some masses, the drawn large units first."""
    groups = unit_groups(plan, items)
    ratio = waarde(plan, state, "wvo_bvo_winkel")
    return tuple(_unit(plan, state, key, members, ratio) for key, members in groups.items())


def unit_groups(plan: Plan, items: Sequence[Lichaam]) -> dict[str, list[Lichaam]]:
    """id of a unit (of a winkelunit, else of its pand) → the masses it is made of."""
    winkels = [item for item in items if item.volumes and item.volumes[0].bouwlaag == 0 and _is_winkel(item)]
    large: dict[str, list[Lichaam]] = {u.id: [] for u in plan.winkelunits}
    apart: dict[str, list[Lichaam]] = {}
    for item in winkels:
        unit = unit_of(plan, item)
        if unit is not None:
            large[unit].append(item)
        elif item.soort in ("pand", "hoofdgebouw"):
            apart[item.id] = [item]
    return {**{key: members for key, members in large.items() if members}, **apart}


def _unit(plan: Plan, state: State, key: str, members: Sequence[Lichaam], ratio: float) -> UnitCijfers:
    area = sum(v.bvo_m2 for item in members for v in item.volumes if v.bouwlaag == 0)
    own = plan.by_id.get(key)
    sides = dict.fromkeys(side for item in members for side in sides_of(plan, state, item))
    return UnitCijfers(
        id=key, naam=own.naam if isinstance(own, Winkelunit) else members[0].naam, blok=members[0].blok,
        nieuw=members[0].status is Status.NIEUW, bvo_m2=area, wvo_m2=area * ratio, aan=tuple(sides),
        delen=tuple(item.id for item in members),
    )  # fmt: skip


def _is_winkel(item: Lichaam) -> bool:
    return item.volumes[0].functie is Functie.WINKEL


@lru_cache(maxsize=8192)
def unit_of(plan: Plan, item: Lichaam) -> str | None:
    """The winkelunit a mass is part of."""
    for unit in plan.winkelunits:
        if unit.blok == item.blok and _inside(unit, item):
            return unit.id
    return None


def _inside(unit: Winkelunit, item: Lichaam) -> bool:
    ground = item.volumes[0].polygon
    return bool(ground.intersection(unit.polygon).area > 0.5 * ground.area)
