"""`--ten-opzichte-van FASE|studie.json`: the state that sun and shade are held against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from massastudie.plan import Plan
from massastudie.state import State, check_state
from massastudie.zonverschil import first_fase


@dataclass(frozen=True)
class Reference:
    """A state to compare with, and how it is called in an answer."""

    state: State
    text: str


def reference_of(plan: Plan, state: State, text: str | None) -> Reference:
    """The state named: a fase of the plan with nothing forced, or a saved study; None: the first fase.

    Raises a MassastudieError kind when there is no such fase, or the study cannot be read.
    """
    if text is None:
        found = first_fase(plan, state)
        return Reference(found, plan.fase(found.fase).naam)
    if not text.lower().endswith(".json"):
        return Reference(check_state(plan, State(text)), plan.fase(text).naam)
    from modellen.studie import read_study

    kept, _ = read_study(Path(text), plan)
    return Reference(kept, f"{Path(text).name}: {plan.fase(kept.fase).naam}")
