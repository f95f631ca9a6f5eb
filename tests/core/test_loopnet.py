"""The walking network against ways measured by hand, and on the Koopmansplein plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, box

from massastudie.loopnet import Loopnet, loopnet
from massastudie.massa import build
from massastudie.plan import Bestemming, Looproute, Plan, Straat, Vlak
from massastudie.state import State

from .making import doorsteek, one_plan

SIDES = [[(0, 0), (100, 0)], [(100, 0), (100, 80)], [(100, 80), (0, 80)], [(0, 80), (0, 0)]]


def streets(*lines: list[tuple[float, float]]) -> tuple[Straat, ...]:
    return tuple(Straat(f"S{i}", "Straat", LineString(c), 8.0, "straat", fase="nu") for i, c in enumerate(lines))


def ring_plan(*places: tuple[float, float]) -> Plan:
    """A block of 100 x 80 m between street axes, with a doorsteek halfway that ends on the building lines."""
    plan = one_plan(doorsteken=[doorsteek([(50, 4), (50, 76)])])
    named = tuple(Bestemming(f"P{i}", f"P{i}", x, y) for i, (x, y) in enumerate(places))
    walks = (Looproute("L", "P0", "P1"),) if len(places) == 2 else ()
    return replace(plan, straten=streets(*SIDES), bestemmingen=named, looproutes=walks)


def network(plan: Plan, state: State | None = None) -> Loopnet:
    state = state or State.start(plan)
    return loopnet(plan, state, build(plan, state))


def walk_m(plan: Plan, state: State | None = None) -> float | None:
    (walk,) = network(plan, state).afstanden
    return walk.lengte_m


def test_a_doorsteek_halves_the_block() -> None:
    """All round 360 m; with a doorsteek of 72 m the outline of one half is 50 + 80 + 50 + 80 = 260 m."""
    plan = ring_plan()
    closed, opened = network(plan, State("nu")), network(plan)
    assert (closed.lengte_m, closed.grootste_omtrek_m) == pytest.approx((360, 360))
    assert (opened.lengte_m, opened.grootste_omtrek_m) == pytest.approx((432, 260))
    assert (closed.doorsteken, opened.doorsteken) == (0, 1)


def test_a_doorsteek_makes_two_crossings_and_three_connections() -> None:
    opened = network(ring_plan())
    assert (opened.kruisingen, opened.verbindingen) == (2, 3)


def test_a_walk_takes_the_doorsteek_when_it_is_open() -> None:
    """From (50, 0) to (50, 80): round the corner 50 + 80 + 50 = 180 m, through the doorsteek 80 m."""
    plan = ring_plan((50, 0), (50, 80))
    assert walk_m(plan, State("nu")) == pytest.approx(180)
    assert walk_m(plan) == pytest.approx(80)
    assert walk_m(plan, State.start(plan).with_doorsteek("D", False)) == pytest.approx(180)


def test_the_way_itself_is_as_long_as_it_says() -> None:
    (walk,) = network(ring_plan((10, 0), (50, 80))).afstanden
    assert walk.lijn[0] == (10, 0) and walk.lijn[-1] == (50, 80)
    assert LineString(walk.lijn).length == pytest.approx(walk.lengte_m) == 120


def test_of_two_streets_between_the_same_corners_the_shorter_is_walked() -> None:
    """Straight 100 m, or round by 200 m; whichever is drawn first."""
    round_by, straight = [(0, 0), (0, 50), (100, 50), (100, 0)], [(0, 0), (100, 0)]
    for lines in ([round_by, straight], [straight, round_by]):
        plan = replace(ring_plan((0, 0), (100, 0)), straten=streets(*lines), doorsteken=())
        assert walk_m(plan) == pytest.approx(100)


def test_a_place_beside_a_street_is_walked_to_straight() -> None:
    """3 m to the axis, 20 m along it."""
    assert walk_m(ring_plan((20, -3), (40, 0)), State("nu")) == pytest.approx(23)


def test_a_square_is_crossed_straight() -> None:
    """Streets come on to a square of 30 x 40 m at two opposite corners: 10 + 50 + 10 m."""
    square = Vlak("V", "Plein", "plein", box(0, 0, 30, 40), "nu")
    plan = replace(ring_plan((-10, 0), (40, 40)), vlakken=(square,), doorsteken=())
    plan = replace(plan, straten=streets([(-10, 0), (0, 0)], [(30, 40), (40, 40)]))
    assert walk_m(plan) == pytest.approx(70, abs=3)
    assert walk_m(replace(plan, vlakken=())) is None


def test_a_private_square_is_not_crossed() -> None:
    square = Vlak("V", "Hof", "plein", box(0, 0, 30, 40), "nu", openbaar=False)
    plan = replace(ring_plan((-10, 0), (40, 40)), vlakken=(square,), doorsteken=())
    assert walk_m(replace(plan, straten=streets([(-10, 0), (0, 0)], [(30, 40), (40, 40)]))) is None


def test_without_a_way_there_is_no_distance() -> None:
    plan = replace(ring_plan((0, 0), (300, 0)), straten=streets([(0, 0), (10, 0)], [(290, 0), (300, 0)]))
    assert walk_m(plan) is None
    assert network(plan).grootste_omtrek_m is None


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from([f"DS{n}" for n in range(1, 9)])), st.sampled_from([f"DS{n}" for n in range(1, 9)]))
def test_opening_a_doorsteek_never_makes_a_walk_longer(plan: Plan, opened: set[str], one: str) -> None:
    state = State("fase2")
    for item in plan.doorsteken:
        state = state.with_doorsteek(item.id, item.id in opened)
    before, after = (network(plan, state.with_doorsteek(one, is_open)) for is_open in (False, True))
    for a, b in zip(before.afstanden, after.afstanden, strict=True):
        assert b.lengte_m is not None
        assert a.lengte_m is None or b.lengte_m <= a.lengte_m + 1e-6
    assert after.lengte_m > before.lengte_m


def test_the_plan_makes_the_network_finer(plan: Plan) -> None:
    """A12: "De herverkaveling leidt tot een fijnmaziger netwerk"."""
    nets = [network(plan, State(f.id)) for f in plan.fasen]
    assert [n.lengte_m for n in nets] == sorted(n.lengte_m for n in nets)
    assert nets[-1].grootste_omtrek_m is not None and nets[0].grootste_omtrek_m is not None
    assert nets[-1].grootste_omtrek_m < nets[0].grootste_omtrek_m
    assert nets[-1].verbindingen > nets[0].verbindingen


def test_no_walk_is_shorter_than_a_straight_line(plan: Plan) -> None:
    for walk in network(plan).afstanden:
        ends = LineString([walk.lijn[0], walk.lijn[-1]])
        assert walk.lengte_m is not None and walk.lengte_m >= ends.length - 1e-6
