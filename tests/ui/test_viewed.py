"""What an elevation asked for in the window is of: as looked at now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from massastudie.plan import Plan
from massastudie.state import State
from ui.viewed import elevation_words


@pytest.mark.parametrize(
    ("selectie", "azimut_deg", "words"),
    [
        (None, 180.0, ("--van", "zuid")),
        (None, 355.0, ("--van", "noord")),
        (None, 225.0, ("--van", "225")),
        ("koopmansplein", 190.0, ("--wand", "koopmansplein", "--zijde", "noord")),  # from the south one sees the north
        ("weiersstraat_midden", 265.0, ("--wand", "weiersstraat_midden", "--zijde", "oost")),
        ("BB3", 90.0, ("--van", "oost")),
    ],
)
def test_an_elevation_is_of_what_is_looked_at(
    plan: Plan, selectie: str | None, azimut_deg: float, words: tuple[str, ...]
) -> None:
    state = replace(State.start(plan), selectie=selectie)
    assert elevation_words(plan, state, {"azimut_deg": azimut_deg}) == words
