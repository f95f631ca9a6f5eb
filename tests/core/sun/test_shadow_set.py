"""The moments of the municipal shadow set, against sun positions from outside."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

import pytest
from shapely.geometry import box

from massastudie.schaduwset import bladen, momenten
from massastudie.state import State
from massastudie.zonverschil import first_fase
from tests.core.making import bestaand, block, one_plan

#: Altitude and azimut (true north) at Assen in 2026, degrees, by the formulas of Meeus: month, day, hour → both.
SUN = {
    (3, 21, 9): (20.3, 118.8), (3, 21, 12): (36.7, 167.2), (3, 21, 18): (6.5, 262.1),
    (6, 21, 9): (31.1, 91.6), (6, 21, 12): (55.3, 139.2), (6, 21, 18): (32.8, 266.1), (6, 21, 20): (15.0, 289.2),
    (12, 21, 12): (13.3, 172.5), (12, 21, 15): (7.1, 213.8),
    (2, 19, 9): (9.6, 123.6), (2, 19, 12): (25.0, 167.1),
}  # fmt: skip


def test_the_set_has_fifteen_sheets_in_clock_time() -> None:
    found = momenten(2026)
    days = {day: [m.hour for m in own] for day, own in groupby(found, key=lambda m: (m.month, m.day))}
    assert days == {
        (3, 21): [9, 12, 15, 18],
        (6, 21): [9, 12, 15, 18, 20],
        (12, 21): [9, 12, 15],
        (2, 19): [9, 12, 15],
    }
    assert {f"{m:%Z}" for m in found if m.month == 6} == {"CEST"}
    assert {f"{m:%Z}" for m in found if m.month != 6} == {"CET"}


@pytest.fixture(scope="module")
def sheets() -> list[object]:
    plan = one_plan(block(), panden=[bestaand(box(200, 0, 210, 20), sloop_voor="B")])
    state = State.start(plan)
    return list(bladen(plan, first_fase(plan, state), state, 2026))


def test_each_sheet_knows_its_sun(sheets: list) -> None:  # type: ignore[type-arg]
    assert [blad.nummer for blad in sheets] == list(range(1, 16))
    known = {(b.moment.month, b.moment.day, b.moment.hour): b.verschil.zon for b in sheets}
    for key, (altitude, azimut) in SUN.items():
        assert known[key].zonshoogte_deg == pytest.approx(altitude, abs=0.1), key
        assert known[key].azimut_deg == pytest.approx(azimut, abs=0.1), key
        assert known[key].azimut_rd_deg == pytest.approx(azimut - 0.932, abs=0.1), key


def test_shade_is_compared_while_the_sun_is_high_enough(sheets: list) -> None:  # type: ignore[type-arg]
    for blad in sheets:
        low = blad.moment.date() == datetime(2026, 12, 21).date() and blad.moment.hour == 9
        assert blad.zon_op and blad.verschil.te_laag is low
        assert (blad.verschil.nieuw_m2 > 0) is not low and (blad.verschil.vervallen_m2 > 0) is not low
