"""The map of the sun that the window shows, for a picture drawn by another program. It knows no window."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import asdict, replace

from massastudie.errors import FileError
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import Scene
from massastudie.state import Kleuring, State

from .shown import Shown
from .sun_map import MAP_STEP_MIN, MapWish, map_job
from .sun_shade import shade_job
from .sun_wishes import AGAINST, MAP_KINDS, Looking, ShadeWish, SunSettings
from .view.words import word

Steps = Generator[tuple[int, int], None, Scene]


def settings_text(settings: SunSettings) -> str:
    """The choices of the sun panel as one word of a command line; the state kept goes with the study."""
    return json.dumps({k: v for k, v in asdict(replace(settings, kept=None)).items() if k != "kept"})


def settings_from(text: str, kept: State | None) -> SunSettings:
    """The choices again, with the state kept; FileError when they are not what `settings_text` writes."""
    try:
        values = json.loads(text)
        lowest = float(values["min_hoogte_deg"])
        found = SunSettings(tuple(values["op"]), lowest, values["kind"], values["against"], kept)
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(f"beeld: keuzes voor de zon onleesbaar ({error})") from error
    if found.kind not in MAP_KINDS or found.against not in AGAINST:
        raise FileError(f"beeld: keuzes voor de zon onbekend: {found.kind}, {found.against}")
    return found


def map_scene(plan: Plan, state: State, scene: Scene, settings: SunSettings, kept_name: str) -> Steps:
    """The scene with the map the window shows of this state (the scene itself in another colouring); yields
    (done, total), or (0, 0) while compiling. `kept_name` is how a state kept by the user is called."""
    if state.kleuring != Kleuring.ZON:
        return scene
    massa = build(plan, state)
    looking = Looking(Shown(plan, state, massa), settings)
    is_kept = settings.against == "vast" and settings.kept is not None
    against = kept_name if is_kept else plan.fase(looking.reference.fase).naam
    wishes = looking.wishes()
    shade, hours = wishes.get("shade"), wishes.get("map")
    if isinstance(shade, ShadeWish):
        found = yield from shade_job(shade)
        return replace(scene, shade=found.items, against=against)
    if isinstance(hours, MapWish):
        made = yield from map_job(hours, massa, None)
        return replace(scene, heat=made.items, against=against if settings.kind == "verschil" else "")
    return scene


def line(scene: Scene, settings: SunSettings, language: str) -> str:
    """How the map was made, for under the title; empty without a map."""
    if scene.shade is not None:
        return word(language, "kaart_schaduw")
    if not scene.heat:
        return ""
    return word(language, "kaart_zon").format(f"{MAP_STEP_MIN:g}", f"{settings.min_hoogte_deg:g}")
