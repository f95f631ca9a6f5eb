"""The map of the sun on a picture that is saved from the window: the same as the window shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from massastudie.errors import FileError
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import Scene, resolve
from massastudie.state import Kleuring, State
from massastudie.steps import drained
from massastudie.zonverschil import first_fase, schaduwverschil
from ui.sun_picture import line, map_scene, settings_from, settings_text
from ui.sun_wishes import SunSettings

SETTINGS = SunSettings(("hoven",), 10.0, "schaduw", "vorige")


def shown(plan: Plan, settings: SunSettings, kleuring: Kleuring = Kleuring.ZON) -> tuple[State, Scene, Scene]:
    state = replace(State.start(plan), kleuring=kleuring)
    scene = resolve(plan, state, build(plan, state))
    return state, scene, drained(map_scene(plan, state, scene, settings, "vastgehouden"))


def test_choices_survive_the_command_line(plan: Plan) -> None:
    kept = State.start(plan)
    assert settings_from(settings_text(SETTINGS), kept) == replace(SETTINGS, kept=kept)
    assert settings_from(settings_text(replace(SETTINGS, kept=kept)), None) == SETTINGS


@pytest.mark.parametrize("text", ["", "{}", "[]", settings_text(SETTINGS).replace("vorige", "morgen")])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(FileError, match="zon"):
        settings_from(text, None)


def test_hours_are_those_of_the_chosen_surfaces(plan: Plan) -> None:
    settings = SunSettings(("hoven",), 10.0)
    state, _, made = shown(plan, settings)
    assert {item.id for item in made.heat} == {hof.blok for hof in build(plan, state).hoven}
    assert made.against == "" and "zon boven 10°" in line(made, settings, "nl")
    _, _, low = shown(plan, SunSettings(("hoven",)))
    hours = [np.nansum(np.concatenate([item.hours for item in one.heat])) for one in (made, low)]
    assert 0 < hours[0] < hours[1], "sun under 10 degrees counts only where it is asked"


def test_shade_is_that_of_the_moment(plan: Plan) -> None:
    state, _, made = shown(plan, SunSettings(kind="schaduw"))
    found = schaduwverschil(plan, first_fase(plan, state), state, state.moment)
    assert made.shade is not None and made.against == plan.fasen[0].naam
    assert [item.oppervlak_m2 for item in made.shade] == [found.nieuw_m2, found.vervallen_m2]
    assert "bomen niet meegenomen" in line(made, SETTINGS, "nl") and "trees left out" in line(made, SETTINGS, "en")


def test_a_kept_state_is_named_as_such(plan: Plan) -> None:
    kept = State.start(plan).with_override("BB3", "bouwlagen", 9)
    _, _, made = shown(plan, SunSettings(kind="schaduw", against="vast", kept=kept))
    assert made.against == "vastgehouden"


def test_another_colouring_has_no_map(plan: Plan) -> None:
    _, scene, made = shown(plan, SETTINGS, Kleuring.FASE)
    assert made is scene and line(made, SETTINGS, "nl") == ""
