"""Of a very large city only the masses nearest to the plan throw and take shade in the picture."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from massastudie.plan import Functie
from massastudie.scene import BodyItem, Role
from massastudie.volumes import Lichaam, Status, Volume
from ui.view import nearby as module
from ui.view.nearby import nearby


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
