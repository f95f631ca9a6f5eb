"""A picture from the command line: the same Scene and the same drawing code as the window, without a display."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from massastudie.errors import MassastudieError
from massastudie.massa import build
from massastudie.plan import Fase, Plan
from massastudie.scene import resolve
from massastudie.state import Kleuring, Layer, State
from massastudie.tijd import check_moment
from modellen.export.files import check_target


def with_sun(state: State, moment: datetime | None, schaduw: str | None) -> State:
    """The state with these wishes for the sun: an aware moment, shadows `aan` or `uit`; None leaves it as it is.

    Raises StateError when the moment lies outside the years the sun position holds for.
    """
    if moment is not None:
        state = replace(state, moment=check_moment(moment))
    return state if schaduw is None else state.with_layer(Layer.SCHADUW, schaduw == "aan")


def write_picture(plan: Plan, state: State, view: str, size: tuple[int, int], kleuring: str | None, out: Path) -> Path:
    """Draw the state and write it to `out` whole or not at all; returns the path.

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
    title = title_of(plan.fase(state.fase))
    render_picture(plan, scene, view, size, target, title, plan.naam, moment=state.moment)
    return out


def title_of(fase: Fase) -> str:
    """The line in large type: `Eindbeeld · na 2030`."""
    return f"{fase.naam} · {fase.jaren}" if fase.jaren and fase.jaren != fase.naam else fase.naam
