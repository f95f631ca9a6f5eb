"""One figure of a set as a picture: its scene, viewpoint, words and map of the sun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtGui import QImage

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import Scene, resolve
from massastudie.state import State
from modellen.figuren import Figuur, Kaartwens

from ..cli_picture import title_of, with_map
from ..view import camera
from ..view.camera import Viewpoint
from ..view.furniture import Caption
from ..view.picture import draw_picture, viewpoint_of
from ..view.studio import Studio

#: Runs a generator of steps to its end and gives what it returns.
Drained = Callable[[Any], Any]


@dataclass(frozen=True, eq=False)
class Shown:
    """A figure ready to be drawn: what is seen, the line under the title, and the days of its sun hours."""

    figuur: Figuur
    state: State
    scene: Scene
    line: str
    day: str


def shown(plan: Plan, figuur: Figuur, drained: Drained) -> Shown:
    """The scene of a figure, with its map. Raises a MassastudieError kind when the sun is too low to compare shade."""
    state, order = with_map(plan, figuur.state, asked(figuur.kaart))
    scene = resolve(plan, replace(state, selectie=None), build(plan, state))
    if order is None:
        return Shown(figuur, state, scene, "", "")
    from ..picture_maps import mapped

    made = drained(mapped(plan, state, scene, order))
    return Shown(figuur, state, made.scene, made.line, made.day)


def asked(kaart: Kaartwens | None) -> dict[str, Any]:
    """The map in the words of `massastudie beeld`."""
    if kaart is None:
        return {"zonuren": False, "verschil": None}
    return {
        "zonuren": kaart.soort != "schaduwverschil", "dag": kaart.dag, "periode": kaart.periode, "op": kaart.op,
        "verschil": kaart.ten_opzichte_van,
    }  # fmt: skip


def viewpoint(plan: Plan, seen: Shown, aspect: float) -> Viewpoint:
    """From where the figure is seen."""
    own, parallel = seen.figuur.camera, seen.figuur.parallel
    if own is not None:
        return camera.above_ground(camera.from_gezicht(own, parallel))
    return viewpoint_of(plan, seen.scene, seen.figuur.gezicht, aspect, parallel)


def picture(plan: Plan, seen: Shown, studio: Studio) -> QImage:
    """The figure with title, names, legend, north arrow and, in parallel projection, a scale bar."""
    figuur = seen.figuur
    wide, high = figuur.grootte_px
    fase = title_of(plan.fase(seen.state.fase))
    under = " · ".join(part for part in (fase, plan.naam, seen.line) if part)
    names = {f.id: f.naam for f in plan.fasen}
    caption = Caption(
        figuur.titel, under, figuur.toelichting, "nl", names, figuur.legenda, seen.state.moment, seen.day
    )
    return draw_picture(seen.scene, viewpoint(plan, seen, wide / high), (wide, high), caption, studio)
