"""Dwellings by size class and usable floor areas: estimates from BVO, each by a parameter of the plan.

NEN 2580 defines GO and VVO on a drawn floor plan; at massing stage they are BVO × ratio, and are called an estimate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from .parameters import SHARES, waarde
from .plan import Functie, Plan
from .state import State
from .volumes import Lichaam

#: Size classes of dwellings, small to large: CROW parkeerkencijfers 2024, by BVO up to 75, 75–100 and over 100 m².
KLASSEN = ("klein", "middel", "groot")
#: Functies whose floor is let: they have a VVO.
VERHUURBAAR = (Functie.WINKEL, Functie.HORECA, Functie.KANTOOR, Functie.MAATSCHAPPELIJK, Functie.CULTUUR)


@dataclass(frozen=True, slots=True)
class Ruimte:
    """Usable floor area as an estimate, m²: GO of dwellings, VVO per functie, WVO of shops."""

    go_m2: float
    vvo_m2: dict[Functie, float]
    wvo_m2: float


def ruimte(plan: Plan, state: State, bvo_m2: Mapping[Functie, float]) -> Ruimte:
    """GO, VVO and WVO that go with some BVO per functie (m²)."""
    vvo = {f: bvo_m2.get(f, 0.0) * waarde(plan, state, f"vvo_bvo_{f.value}") for f in VERHUURBAAR}
    go = bvo_m2.get(Functie.WONEN, 0.0) * waarde(plan, state, "go_bvo_wonen")
    return Ruimte(go, vvo, bvo_m2.get(Functie.WINKEL, 0.0) * waarde(plan, state, "wvo_bvo_winkel"))


def bvo_per_woning_m2(plan: Plan, state: State) -> float:
    """Gross floor per dwelling: GO per dwelling divided by the ratio GO : BVO."""
    return waarde(plan, state, "go_per_woning_m2") / waarde(plan, state, "go_bvo_wonen")


def woningen_in(plan: Plan, state: State, bvo_wonen_m2: float) -> int:
    """Dwellings of one bouwblok: its BVO wonen (m²) divided by the BVO per dwelling, rounded down."""
    return floor(bvo_wonen_m2 / bvo_per_woning_m2(plan, state) + 1e-9)


def woningen_per_klasse(plan: Plan, state: State, woningen: int) -> dict[str, int]:
    """Dwellings of one bouwblok per size class; together they are all of them."""
    klein, middel = (waarde(plan, state, name) for name in SHARES)
    return dict(zip(KLASSEN, divide(woningen, (klein, middel, max(0.0, 1.0 - klein - middel))), strict=True))


def klassen_go_m2(plan: Plan, state: State) -> float:
    """Mean GO of a dwelling by the size classes; it should be the GO per dwelling that dwellings are counted with."""
    klein, middel = (waarde(plan, state, name) for name in SHARES)
    shares = (klein, middel, max(0.0, 1.0 - klein - middel))
    return sum(s * waarde(plan, state, f"go_woning_{k}_m2") for s, k in zip(shares, KLASSEN, strict=True))


def woningen_per_pand(plan: Plan, state: State, items: Sequence[Lichaam]) -> dict[str, int]:
    """id → dwellings of each mass of one bouwblok, by its BVO wonen; together they are those of the bouwblok."""
    areas = [item.bvo_m2.get(Functie.WONEN, 0.0) for item in items]
    total = woningen_in(plan, state, sum(areas))
    return dict(zip((item.id for item in items), divide(total, areas), strict=True))


def divide(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole parts in proportion to weights of 0 or more (largest remainders); the parts add up to it.

    Without any weight every part is 0.
    """
    whole = sum(weights)
    if whole <= 0:
        return [0] * len(weights)
    exact = [total * w / whole for w in weights]
    parts = [floor(x + 1e-9) for x in exact]
    order = sorted(range(len(parts)), key=lambda i: (round(parts[i] - exact[i], 9), i))  # equal parts are a tie
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
