"""The parameters in force: the user's own value, else the plan's, else the built-in one (`kengetallen.py`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from .errors import PlanError, StateError, check_option
from .kengetallen import KENGETALLEN
from .records import Parameter

if TYPE_CHECKING:
    from .plan import Plan
    from .state import State

#: The one field of a parameter that can be set.
VELD = "waarde"
#: Shares that together may not be more than the whole.
SHARES = ("aandeel_woningen_klein", "aandeel_woningen_middel")


@lru_cache(maxsize=8)
def parameters(plan: Plan) -> dict[str, Parameter]:
    """id → every parameter figures of this plan can ask for; the plan's own takes the place of a built-in one.

    A parameter of the plan without a range of its own keeps the range of the built-in one.
    """
    found = {p.id: p for p in KENGETALLEN}
    return {**found, **{p.id: _with_range(p, found.get(p.id)) for p in plan.parameters}}


def _with_range(own: Parameter, known: Parameter | None) -> Parameter:
    if known is None:
        return own
    low = _bound(own.laagste, known.laagste, own.waarde, min)
    high = _bound(own.hoogste, known.hoogste, own.waarde, max)
    return Parameter(own.id, own.waarde, own.eenheid, own.omschrijving, own.bron, own.status, low, high)


def _bound(
    own: float | None, known: float | None, value: float, pick: Callable[[float, float], float]
) -> float | None:
    """The plan's own bound, else the built-in one, moved so that the plan's own value fits."""
    if own is not None or known is None:
        return own
    return pick(known, value)


def parameter(plan: Plan, parameter_id: str) -> Parameter:
    """The parameter with this id as the plan has it; PlanError when neither plan nor program knows it."""
    found = parameters(plan).get(parameter_id)
    if found is None:
        raise PlanError(f"plan '{plan.id}': parameter '{parameter_id}' verwacht in plan.toml, gevonden niets")
    return found


def waarde(plan: Plan, state: State, parameter_id: str) -> float:
    """The value in force; PlanError when there is no such parameter."""
    own = state.overrides.get((parameter_id, VELD))
    return float(own) if own is not None else parameter(plan, parameter_id).waarde


def check_parameter(plan: Plan, parameter_id: str, veld: str, value: object) -> None:
    """StateError unless `veld` is `waarde` and `value` a number within the range of the parameter."""
    check_option(f"veld van {parameter_id}", veld, [VELD])
    found = parameter(plan, parameter_id)
    low = float("-inf") if found.laagste is None else found.laagste
    high = float("inf") if found.hoogste is None else found.hoogste
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (number and low <= float(value) <= high):  # type: ignore[arg-type]
        expected = f"een getal van {low:g} tot {high:g} {found.eenheid}".rstrip()
        raise StateError(f"{parameter_id}.{veld}: verwacht {expected}, gevonden {value!r}")


def check_shares(plan: Plan, state: State) -> None:
    """StateError when the shares of the size classes are together more than all dwellings."""
    total = sum(waarde(plan, state, name) for name in SHARES)
    if total > 1.0 + 1e-9:
        raise StateError(f"{' + '.join(SHARES)}: verwacht samen hoogstens 1, gevonden {total:g}")
