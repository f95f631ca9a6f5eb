"""A handout of the built-in plan for the tests: made at a fixed moment, with few doorsteken to be soon made."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from massastudie.plan import Plan, Vlak
from massastudie.state import State
from massastudie.steps import drained
from massastudie.terrein import Terrein
from massastudie.tijd import ZONE
from modellen.handout import tabel
from modellen.handout.pagina import handout
from modellen.handout.platen import Pictures
from ui.cli_handout import page_colours

MADE = datetime(2026, 5, 1, 12, 0, tzinfo=ZONE)
#: Doorsteken that can be switched: each one more doubles the time it takes.
DOORS = 3
HOSTILE = "</script><script>document.title='x'</script><img src=x onerror=alert(1)> {{titel}} & “Š” \u2028"


#: The smallest picture there is (a GIF of one pixel): a browser looks at what it is, whatever it is called.
DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def small_page(plan: Plan, doors: int = DOORS, pictures: Pictures | None = None) -> str:
    """The page, with the first doorsteken to switch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabel, "MOST_DOORSTEKEN", doors)
        return str(
            drained(handout(plan, State.start(plan), MADE, page_colours(), "nl", lambda: pictures or {})), "utf-8"
        )


def house_on_a_slope(plan: Plan) -> Plan:
    """One fase and one house on ground that rises 1 m in 20 to the east, from 0 at x = -400 m."""
    house = replace(plan.bestaand[0], sloop_voor=None, in_plan=True)
    heights = np.tile(0.05 * 10.0 * np.arange(81), (81, 1))
    ground = Terrein(-400.0, -400.0, heights, 9.5, "helling", 0, heights.size)
    border = house.polygon.buffer(20.0)
    square = Vlak("plein", "Plein", "plein", house.polygon.buffer(15.0).difference(house.polygon), plan.fasen[0].id)
    small = Plan("klein", "Klein", 1, plan.oorsprong, plan.fasen[:1], border, (house,), vlakken=(square,))
    return replace(small, terrein=ground)
