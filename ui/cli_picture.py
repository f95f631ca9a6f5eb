"""A picture from the command line: the same Scene and the same drawing code as the window, without a display."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from massastudie.errors import MassastudieError
from massastudie.massa import build
from massastudie.plan import Fase, Plan
from massastudie.scene import resolve
from massastudie.seizoen import Seizoen
from massastudie.state import Kleuring, Layer, State
from massastudie.tijd import check_moment
from modellen.export.files import check_target

from .cli_reference import reference_of

if TYPE_CHECKING:
    from .picture_maps import MapOrder

#: Where a map shows sun hours when nothing else is asked.
MAP_OP = ("hoven", "pleinen", "straten")


def with_sun(state: State, moment: datetime | None, schaduw: str | None, seizoen: str | None = None) -> State:
    """The state with these wishes for the sun: an aware moment, shadows `aan` or `uit`, the season trees are shown
    in; None leaves it as it is.

    Raises StateError when the moment lies outside the years the sun position holds for.
    """
    if moment is not None:
        state = replace(state, moment=check_moment(moment))
    if seizoen is not None:
        state = replace(state, seizoen=Seizoen(seizoen))
    return state if schaduw is None else state.with_layer(Layer.SCHADUW, schaduw == "aan")


def with_map(plan: Plan, state: State, asked: dict[str, Any]) -> tuple[State, MapOrder | None]:
    """The state at the day asked for, and the map that goes on its picture (None: none was asked for).

    Raises a MassastudieError kind when there is no such reference.
    """
    if not asked["zonuren"] and asked["verschil"] is None:
        return state, None
    # The sun engine loads a compiler: a plain picture goes without.
    from .picture_maps import MapOrder, day_order, period_order

    reference = None if asked["verschil"] is None else reference_of(plan, state, asked["verschil"])
    kept, against = (None, "") if reference is None else (reference.state, reference.text)
    if not asked["zonuren"]:
        bare = state.with_layer(Layer.BOMEN, False).with_layer(Layer.SCHADUW, True)
        return bare, MapOrder(reference=kept, against=against)
    state, op = replace(state, kleuring=Kleuring.ZON), asked["op"] or MAP_OP
    if asked["periode"] is not None:
        first, last = asked["periode"]
        return state, period_order(first, last, op)
    day = asked["dag"] or state.moment.date()
    state = replace(state, moment=check_moment(state.moment.replace(year=day.year, month=day.month, day=day.day)))
    return state, day_order(day, op, kept, against)


def write_picture(
    plan: Plan, state: State, view: str, size: tuple[int, int], kleuring: str | None, out: Path,
    order: MapOrder | None = None, transparent: bool = False,
) -> Path:  # fmt: skip
    """Draw the state, with a map of the sun where one is ordered, and write it to `out` whole or not at all; returns
    the path.

    Raises a MassastudieError kind when the view is unknown, the place cannot be written, or a system library that
    drawing needs is missing.
    """
    target = check_target(out)
    if kleuring is not None:
        state = replace(state, kleuring=Kleuring(kleuring))
    try:
        from .view.picture import render_picture
    except ImportError as error:
        raise MassastudieError(
            f"beeld: een bibliotheek om te tekenen ontbreekt ({error}); 'make venv' zegt wat er nog nodig is"
        ) from error
    scene = resolve(plan, state, build(plan, state))
    title, subtitle, day = title_of(plan.fase(state.fase)), plan.naam, ""
    if order is not None:
        from .cli_sun_study import drained
        from .picture_maps import mapped

        made = drained(mapped(plan, state, scene, order))
        scene, subtitle, day = made.scene, f"{plan.naam} · {made.line}", made.day
    render_picture(plan, scene, view, size, target, title, subtitle, moment=state.moment, day=day,
                   transparent=transparent)  # fmt: skip
    return out


def title_of(fase: Fase) -> str:
    """The line in large type: `Eindbeeld · na 2030`."""
    return f"{fase.naam} · {fase.jaren}" if fase.jaren and fase.jaren != fase.naam else fase.naam
