"""Sun and shade of two states compared: by hand on one box, and points against polygons on the built-in plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from math import cos, radians, sin, tan

import numpy as np
import pytest
import shapely
from shapely.geometry import box

from massastudie.bezonning import Dag, study
from massastudie.casters import casters
from massastudie.massa import build
from massastudie.meetpunten import meetpunten
from massastudie.plan import Functie, Plan
from massastudie.schaduw import reaching
from massastudie.state import State
from massastudie.steps import drained
from massastudie.tijd import ZONE
from massastudie.volumes import Lichaam, Status, Volume
from massastudie.zonboek import plaats_of
from massastudie.zonpunten import Punten, inside
from massastudie.zonverschil import first_fase, only_first, previous_fase, schaduwverschil, zonverschil
from tests.core.making import bestaand, block, one_plan

EQUINOX = date(2026, 3, 21)
NOON = datetime(2026, 3, 21, 12, tzinfo=ZONE)
#: A pand of 10 × 20 m, 10.5 m high, far from the block for which it is pulled down.
PAND = box(200, 0, 210, 20)
#: Sun at Assen on 21 March 2026, 12:00 CET, degrees (formulas of Meeus); the RD grid is turned 0.932° there.
ALTITUDE, AZIMUT, CONVERGENCE = 36.7, 167.2, 0.932


@pytest.fixture(scope="module")
def one() -> Plan:
    return one_plan(block(), panden=[bestaand(PAND, sloop_voor="B")])


def test_the_shade_of_a_pand_that_goes_is_gained(one: Plan) -> None:
    state = State.start(one)
    found = schaduwverschil(one, first_fase(one, state), state, NOON)
    length = 10.5 / tan(radians(ALTITUDE))
    grid = radians(AZIMUT - CONVERGENCE)
    # a rectangle slid along (a, b) passes over width × |b| + depth × |a| beside itself
    by_hand = length * (10 * abs(cos(grid)) + 20 * abs(sin(grid)))
    assert found.vervallen_m2 == pytest.approx(by_hand, rel=0.01)
    assert found.vervallen.intersection(PAND).area == pytest.approx(0, abs=1e-6)
    assert found.vervallen.bounds[3] == pytest.approx(20 - length * cos(grid), abs=0.05), "falls to the north"


def test_what_one_way_is_new_is_the_other_way_gained(one: Plan) -> None:
    state = State.start(one)
    there = schaduwverschil(one, first_fase(one, state), state, NOON)
    back = schaduwverschil(one, state, first_fase(one, state), NOON)
    assert there.nieuw.equals(back.vervallen) and there.vervallen.equals(back.nieuw)
    assert there.nieuw_m2 > 0 and not there.nieuw.intersects(there.vervallen.buffer(-1e-6))


def test_equal_states_differ_in_nothing(one: Plan) -> None:
    state = State.start(one)
    moment = schaduwverschil(one, state, replace(state, moment=NOON), NOON)
    day = drained(zonverschil(one, state, state, Dag(EQUINOX, 10.0), ("hoven",)))
    assert (moment.nieuw_m2, moment.vervallen_m2) == (0, 0)
    assert not day.verschil_min.any() and day.totaal.minder_m2 == day.totaal.meer_m2 == 0


def test_the_sun_may_be_too_low_to_compare(one: Plan) -> None:
    state = State.start(one)
    found = schaduwverschil(one, first_fase(one, state), state, datetime(2026, 12, 21, 18, tzinfo=ZONE))
    assert found.te_laag and found.zon.zonshoogte_deg < 0 and found.nieuw.is_empty and found.vervallen.is_empty


def test_references(one: Plan) -> None:
    state = replace(State.start(one), fase="straks", moment=NOON).with_doorsteek("D", True)
    assert previous_fase(one, state) == replace(state, fase="nu")
    assert first_fase(one, state) == State("nu", moment=NOON)
    assert previous_fase(one, replace(state, fase="nu")).fase == "nu"


def test_a_hof_that_was_open_ground_loses_what_its_ring_takes(one: Plan) -> None:
    state = State.start(one)
    found = drained(zonverschil(one, first_fase(one, state), state, Dag(EQUINOX, 10.0), ("hoven",)))
    (hof,) = found.cijfers
    # free ground: the sun is up 12.07 h that day (formulas of Meeus)
    assert hof.voor_min == pytest.approx(12.07 * 60, abs=10)
    assert hof.verschil_min == pytest.approx(hof.na_min - hof.voor_min)
    assert (hof.minder_m2, hof.meer_m2, hof.punten) == (36 * 56, 0, 36 * 56)
    assert found.totaal.minder_m2 == hof.minder_m2 and found.totaal.oppervlak_m2 == 36 * 56


def test_ground_that_belongs_to_two_surfaces_counts_once(plan: Plan) -> None:
    state = State.start(plan)
    found = drained(
        zonverschil(plan, first_fase(plan, state), state, Dag(EQUINOX, 30.0), ("pleinen", "terrassen"), 4.0)
    )
    assert found.totaal.oppervlak_m2 < sum(c.oppervlak_m2 for c in found.cijfers) - 500
    assert found.totaal.minder_m2 <= sum(c.minder_m2 for c in found.cijfers)


def test_gevels_are_compared_of_panden_that_stand_in_both() -> None:
    """A pand 3 m north of the block: its south front loses sun, the new block had no gevels before."""
    plan = one_plan(block(), panden=[bestaand(box(20, 83, 40, 93))])
    state = State.start(plan)
    found = drained(zonverschil(plan, first_fase(plan, state), state, Dag(EQUINOX, 10.0), ("gevels",)))
    figures = {cijfer.id: cijfer for cijfer in found.cijfers}
    assert figures["P"].punten > 0 and figures["P"].verschil_min < -30
    assert all(cijfer.punten == 0 for key, cijfer in figures.items() if key != "P") and len(figures) > 1


@pytest.mark.parametrize("hour", [9, 12, 16])
def test_polygons_and_points_agree_on_the_built_in_plan(plan: Plan, hour: int) -> None:
    """The engine on points and the polygons share no code beyond the masses."""
    state = State.start(plan)
    before, after = build(plan, first_fase(plan, state)), build(plan, state)
    points = meetpunten(plan, state, after, ("pleinen", "straten"), 3.0).punten
    was = Punten(points.xyz, None, inside(points.xyz, before.lichamen))
    dag = Dag(EQUINOX, 20.0)
    old, new = (
        drained(study(casters(m.lichamen), p, dag, plaats_of(plan))) for m, p in ((before, was), (after, points))
    )
    place = int(np.abs(old.moments - datetime(2026, 3, 21, hour, tzinfo=ZONE).timestamp()).argmin())
    moment = datetime.fromtimestamp(float(old.moments[place]), ZONE)
    found = schaduwverschil(plan, first_fase(plan, state), state, moment)
    is_open = ~was.binnen & ~points.binnen
    lost = (old.lit[place] > new.lit[place]) & is_open
    gained = (old.lit[place] < new.lit[place]) & is_open
    for mask, shape in ((lost, found.nieuw), (gained, found.vervallen)):
        inside_shape = shapely.contains_xy(shape, points.xyz[:, 0], points.xyz[:, 1])
        near = shapely.distance(shape.boundary, shapely.points(points.xyz[:, :2])) < 0.05
        assert ((mask == inside_shape) | near).all()
        assert near.mean() < 0.01


def test_no_mass_of_its_own_casts_nothing() -> None:
    assert only_first((), (), np.array([0.0, 1.0])).is_empty


def floating(x_m: float, bottom_m: float, top_m: float) -> Lichaam:
    """A mass of 10 × 10 m that hangs from one height to another."""
    volume = Volume(f"V{x_m:g}.0", box(x_m, 0, x_m + 10, 10), bottom_m, top_m, 0, Functie.WONEN)
    return Lichaam(f"V{x_m:g}", "v", None, Status.NIEUW, "nu", True, (volume,))


def test_ground_under_what_hangs_is_ground_in_shade() -> None:
    """Sun of 45 degrees in the south: from 3 to 6 m up the shade runs 3 to 16 m north, 7 m of it below the mass."""
    hangs, north = floating(0, 3.0, 6.0), np.array([0.0, 1.0])
    assert only_first([hangs], [], north).area == pytest.approx(10 * 13)
    assert only_first([floating(0, 0.0, 6.0)], [], north).area == pytest.approx(10 * 6)


@pytest.mark.parametrize(("x_m", "is_near"), [(-31.0, False), (-29.0, True), (9.0, True), (11.0, False)])
def test_what_can_shade_a_place_is_found_by_hand(x_m: float, is_near: bool) -> None:
    """Sun of 45 degrees in the west, 20 m high: the shade of 10 m ends 30 m east of where the mass begins."""
    mass = floating(x_m, 0.0, 20.0)
    assert bool(reaching([mass], np.array([1.0, 0.0]), (0.0, 0.0, 10.0, 10.0))) is is_near
