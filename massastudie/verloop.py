"""The programme over the years: what the plan brings in each fase towards the targets of the whole inner city (D).

The plan is a part of the inner city: its share of a target is told, not whether the target is met.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .oppervlak import Kerncijfers, per_fase
from .plan import Plan, Streefgetal
from .state import State

#: What the figures are of, for below a table of them.
UITLEG = "De opgave is die van de hele binnenstad; dit plan is er een deel van. Jaren zijn het einde van de fase."
#: id of a target → what the plan has of it in one fase (visie D1, D2).
MEASURES: dict[str, Callable[[Kerncijfers], float]] = {
    "D1": lambda cijfers: float(cijfers.woningen),
    "D2": lambda cijfers: cijfers.ruimte.wvo_m2,
}


@dataclass(frozen=True, slots=True)
class Stap:
    """One step of the run-down, at the end of a fase. `jaar` None: the last, open fase.

    `bijdrage` is what the plan changed since the first fase, `waarde` the inner city's figure when nothing but this
    plan changes, `aandeel` the share of the inner city's whole task that this plan does; None: not known.
    """

    fase: str
    jaar: int | None
    bijdrage: float | None
    waarde: float | None
    aandeel: float | None


@dataclass(frozen=True, slots=True)
class Verloop:
    """A target with the plan's steps towards it; `reden` says why there are no numbers, if there are none."""

    streefgetal: Streefgetal
    stappen: tuple[Stap, ...]
    reden: str | None = None


def verloop(plan: Plan, state: State) -> tuple[Verloop, ...]:
    """The run-down of every target of the plan that has a starting value, under the wishes of `state`."""
    figures = per_fase(plan, state)
    return tuple(_verloop(plan, doel, figures) for doel in plan.streefgetallen if doel.begin is not None)


def _verloop(plan: Plan, doel: Streefgetal, figures: Sequence[Kerncijfers]) -> Verloop:
    measure = MEASURES.get(doel.id)
    if measure is None:
        empty = tuple(Stap(f.id, f.tot_jaar, None, None, None) for f in plan.fasen)
        return Verloop(doel, empty, "het plan noemt hiervoor geen aantal")
    first = measure(figures[0])
    steps = (_stap(plan, doel, c.fase, measure(c) - first) for c in figures)
    return Verloop(doel, tuple(steps))


def _stap(plan: Plan, doel: Streefgetal, fase: str, change: float) -> Stap:
    begin = doel.begin or 0.0
    task = doel.waarde - begin
    return Stap(fase, plan.fase(fase).tot_jaar, change, begin + change, change / task + 0.0 if task else None)
