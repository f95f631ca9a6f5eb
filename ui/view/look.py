"""How each style draws: its lines, what it makes of the colours of day, and the ink of what is written over it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from massastudie.scene import PersonItem, Scene, TreeItem
from massastudie.state import Kleuring

from .. import style
from . import tone
from .tone import Tone


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours (hex) of what is written over a picture: text, softer text, the glow round it and the panel under it."""

    text: str = style.TEXT
    soft: str = style.TEXT_SOFT
    glow: str = style.PAPER
    panel: str = style.PAPER


DAY_INK = Ink()
NIGHT_INK = Ink("#F1EEE6", "#BFC5CE", "#0E131B", "#141A24")


@dataclass(frozen=True, slots=True)
class Look:
    """Lines on masses: colours (`standing`: of the plan, and there already) and widths in pixels. Tones of `faces`
    (city, ground, sky, crowns), of `shade`, of masses of the `plan`, of `marks` over them, and of all `other`. Whether
    the sun casts shade, corners are darkened (`occluded`), surfaces and crowns have an outline, windows are lit."""

    edge_plan: str = style.EDGE_PLAN
    edge_standing: str = style.EDGE_PLAN
    edge_context: str = style.EDGE_CONTEXT
    storey: str = style.STOREY_LINE
    plint: str = style.PLINT
    plan_px: float = 1.3
    context_px: float = 0.8
    faces: Tone = tone.plain
    shade: Tone = tone.plain
    other: Tone = tone.plain
    plan: Tone = tone.plain
    marks: Tone = tone.plain
    casts: bool = True
    occluded: bool = True
    outlined: bool = False
    windows: bool = False
    ink: Ink = DAY_INK


DAY = Look()
#: Beside a map of the sun the line over the plint would be read as one of its classes.
QUIET = replace(DAY, plint=style.STOREY_LINE)
NIGHT = Look(
    faces=tone.night, shade=tone.night, other=tone.night, plan=tone.night_plan, marks=tone.night_marks, casts=False,
    windows=True, ink=NIGHT_INK,
)  # fmt: skip
LINES = Look(
    style.INK, style.INK_MIDDLE, style.INK_SOFT, style.INK_SOFT, style.INK, 2.0, 0.7, faces=tone.flat(255),
    shade=tone.flat(style.INK_SHADE), other=tone.grey, plan=tone.flat(255), marks=tone.grey, occluded=False,
    outlined=True,
)  # fmt: skip
LOOKS: dict[str, Look] = {Kleuring.NACHT: NIGHT, Kleuring.LIJN: LINES}


def is_quiet(scene: Scene) -> bool:
    """True when masses step back for a map of sun hours."""
    return bool(scene.heat) or scene.kleuring == "zon"


def look_of(scene: Scene) -> Look:
    """How a scene is drawn; a map of the sun has colours of its own."""
    if is_quiet(scene):
        return QUIET
    return DAY if scene.shade is not None else LOOKS.get(scene.kleuring, DAY)


def casts(scene: Scene) -> bool:
    """True when the picture has cast shadows: a map of sun hours is of a day, not of a moment; one of shade is."""
    return scene.sun is not None and look_of(scene).casts and (scene.shade is not None or not is_quiet(scene))


def trees_of(scene: Scene) -> tuple[TreeItem, ...]:
    """Trees give way to a map of the sun: they would hide it, and it is worked out without them."""
    return () if is_quiet(scene) else scene.trees


def people_of(scene: Scene) -> tuple[PersonItem, ...]:
    """People keep out of a map of the sun and of an ink drawing."""
    return () if is_quiet(scene) or look_of(scene).outlined else scene.people
