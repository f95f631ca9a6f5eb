"""Of a very large city only the masses nearest to the plan throw and take shade in the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import box

from massastudie.plan import Functie
from massastudie.scene import BodyItem, Role
from massastudie.volumes import Lichaam, Status, Volume
from tests.view import toy
from ui.view import nearby as module
from ui.view.furniture import Caption
from ui.view.nearby import nearby
from ui.view.overlay import note_text


def bodies(*east: float) -> tuple[BodyItem, ...]:
    found = []
    for x in east:
        volume = Volume(f"p{x}", box(x, 0, x + 2, 2), 0.0, 3.0, 0, Functie.WONEN)
        lichaam = Lichaam(f"p{x}", "", None, Status.BESTAAND, "nu", False, (volume,))
        found.append(BodyItem(lichaam.id, lichaam, Role.CONTEXT, None))
    return tuple(found)


def test_the_nearest_are_kept_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    city = bodies(400.0, 10.0, -300.0, 0.0, 20.0)
    assert nearby(city, (0.0, 0.0)) is city
    monkeypatch.setattr(module, "MOST", 3)
    assert nearby(city, (0.0, 0.0)) == (city[1], city[3], city[4])


def test_the_line_under_the_picture_says_that_a_part_throws_no_shade(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = replace(toy.scene(), bodies=bodies(0.0, 10.0, 20.0, 30.0), sun=(0.0, -0.6, 0.8))
    assert note_text(scene, Caption(with_sun=False)) == ""
    monkeypatch.setattr(module, "MOST", 3)
    scene = replace(scene)  # what was asked of a scene is kept with it
    assert note_text(scene, Caption(with_sun=False)) == "schaduw alleen van en op de 2.000 naaste panden"
    assert note_text(scene, Caption(language="en")).endswith("shade of and on the nearest 2,000 buildings only")
    assert note_text(replace(scene, sun=None), Caption()) == ""
    assert note_text(replace(scene, bodies=bodies(0.0, 10.0, 20.0)), Caption(with_sun=False)) == ""
