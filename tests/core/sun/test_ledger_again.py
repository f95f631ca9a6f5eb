"""A ledger that starts from the one before equals one worked out from nothing, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from massastudie.bezonning import Dag, study
from massastudie.casters import casters
from massastudie.massa import build
from massastudie.meetpunten import meetpunten
from massastudie.plan import Functie, Plan
from massastudie.state import State
from massastudie.steps import drained
from massastudie.sun_groups import grid_of, grouped
from massastudie.volumes import Lichaam, Status, Volume
from massastudie.zonboek import plaats_of, zonboek
from tests.core.making import bestaand, block, doorsteek, one_plan
from tests.core.sun.scenes import EQUINOX

HOURLY = Dag(EQUINOX, 60.0)
OP = ("hoven", "straten")


@pytest.fixture(scope="module")
def two() -> Plan:
    """Two blocks, a passage through the first, and a standing pand that shares a wall with another."""
    return one_plan(
        block(),
        block(box(80, 0, 140, 80), "C"),
        doorsteken=[doorsteek([(30, -5), (30, 85)])],
        panden=[bestaand(box(62, -30, 78, -10)), bestaand(box(78, -30, 90, -10), "Q", hoogte_m=14.0)],
    )


wishes = st.tuples(st.integers(1, 7), st.integers(1, 7), st.booleans())


def state_of(plan: Plan, wish: tuple[int, int, bool]) -> State:
    first, second, is_open = wish
    state = State.start(plan).with_override("B", "bouwlagen", first).with_override("C", "bouwlagen", second)
    return replace(state, fase=plan.fasen[0].id).with_doorsteek("D", is_open)


@settings(max_examples=6)
@given(steps=st.lists(wishes, min_size=2, max_size=3))
def test_a_ledger_from_the_one_before_equals_a_full_one(two: Plan, steps: list[tuple[int, int, bool]]) -> None:
    book = None
    for wish in steps:
        state = state_of(two, wish)
        book = drained(zonboek(two, state, HOURLY, OP, before=book))
        full = drained(zonboek(two, state, HOURLY, OP))
        assert book == full
        for own, whole in zip(book.fasezon, full.fasezon, strict=True):
            assert np.array_equal(own.minuten, whole.minuten, equal_nan=True)


def test_a_ledger_of_another_day_starts_anew(two: Plan) -> None:
    state = state_of(two, (4, 4, True))
    before = drained(zonboek(two, state, HOURLY, OP))
    summer = Dag(EQUINOX.replace(month=6), 60.0)
    assert drained(zonboek(two, state, summer, OP, before=before)) == drained(zonboek(two, state, summer, OP))


def test_faces_in_groups_shade_as_all_faces_together(plan: Plan) -> None:
    """The same sun on every point of the built-in plan; walls that only meet across two groups hide nothing."""
    state = State.start(plan)
    massa = build(plan, state)
    points = meetpunten(plan, state, massa, ("hoven",), 3.0).punten
    groups, together = grouped(massa.lichamen), casters(massa.lichamen)
    assert 0 <= len(groups.walls) - len(together.walls) < 0.05 * len(together.walls)
    both = [drained(study(faces, points, HOURLY, plaats_of(plan))).tiled for faces in (groups, together)]
    assert np.array_equal(*both)


def around(x: int, y: int) -> Lichaam:
    """A pand of a city around a plan."""
    name = f"{x}.{y}"
    volume = Volume(f"{name}.0", box(110 * x, 110 * y, 110 * x + 9, 110 * y + 8), 0.0, 6.0, 0, Functie.WONEN)
    return Lichaam(name, "", None, Status.BESTAAND, "nu", False, (volume,))


def test_the_groups_of_a_whole_city_are_found_again() -> None:
    """4.4 km square, as far as surroundings are shown: a change in one place leaves all other groups as they are."""
    city = [around(x, y) for x in range(40) for y in range(40)]
    before = grouped(city)
    grids = {id(group): grid_of(group) for group in before.groups}
    after = grouped([around(20, 20), *(item for item in city if item.id != "20.20")])
    same = set(before.groups) & set(after.groups)
    assert len(same) == len(before.groups) - 1
    assert all(grid_of(group) is grids[id(group)] for group in same)
