"""Each rule of phasing on a plan that breaks it, with the number worked out by hand, and on one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import LineString, box

from massastudie.maaiveld import ProfielKeuze, Straat, Straatprofiel, Strook, Vlak
from massastudie.plan import Functie, Paviljoen, Plan
from massastudie.state import State
from tests.core import making
from tests.core.toetsing.ruling import BAD, GOOD, UNTESTED, outcome, rule


def test_two_blocks_on_one_place_are_found() -> None:
    # rings 12 m deep: east side of A on x 48-60, west side of B on x 50-62; the pieces they share are 10 m wide
    regel = rule("dubbel", hoogstens=0.05)
    apart = making.one_plan(making.block(), making.block(box(60, 0, 120, 80), "C"))
    shared = making.one_plan(making.block(), making.block(box(50, 0, 110, 80), "C"))
    assert outcome(apart, "straks", regel).oordeel is GOOD
    found = outcome(shared, "straks", regel)
    assert found.oordeel is BAD
    assert {i.partition("-")[0] for i in found.objecten} == {"B", "C"}
    assert outcome(shared, "nu", regel).oordeel is GOOD


def test_what_stands_under_a_block_is_not_on_its_place() -> None:
    # a pavilion 3 m high in a covered doorsteek of 4.5 m: the same ground, another height
    gang = making.doorsteek([(30, -5), (30, 85)], vrije_hoogte_m=4.5)
    low = Paviljoen("PV", "Kiosk", box(28, 2, 32, 6), "straks", 1, 3.0, Functie.HORECA)
    plan = replace(making.one_plan(making.block(), doorsteken=[gang]), paviljoens=(low,))
    assert outcome(plan, "straks", rule("dubbel", hoogstens=0.05)).oordeel is GOOD
    high = replace(plan, paviljoens=(replace(low, hoogte_m=6.0),))
    assert outcome(high, "straks", rule("dubbel", hoogstens=0.05)).oordeel is BAD


def test_ground_left_empty_after_demolition_is_a_share_of_the_pand() -> None:
    # a pand of 20 x 20 m goes for a doorsteek of 6 m through its middle: 14 / 20 of its ground stays empty
    pand = making.bestaand(box(0, 0, 20, 20), sloop_voor="D")
    plan = making.one_plan(doorsteken=[making.doorsteek([(10, 0), (10, 20)])], panden=[pand])
    found = outcome(plan, "straks", rule("sloop_te_vroeg", hoogstens=50))
    assert found.oordeel is BAD
    assert found.waarde == pytest.approx(70.0, abs=0.6)  # new ground is taken 5 cm wider
    assert found.objecten == ("P",)
    assert outcome(plan, "straks", rule("sloop_te_vroeg", hoogstens=75)).oordeel is GOOD
    assert outcome(plan, "straks", rule("sloop_te_vroeg", noten={"P": "wordt tuin"}, hoogstens=50)).oordeel is GOOD
    assert outcome(plan, "nu", rule("sloop_te_vroeg", hoogstens=50)).oordeel is UNTESTED


def test_a_pand_pulled_down_for_something_elsewhere_is_found() -> None:
    away, square = (
        making.bestaand(box(200, 0, 220, 20), sloop_voor="B"),
        Vlak("V", "Plein", "plein", box(190, -10, 230, 30), "nu"),
    )
    plan = replace(making.one_plan(making.block(), panden=[away]), vlakken=(square,))
    found = outcome(plan, "straks", rule("sloop_te_vroeg", hoogstens=50))
    assert found.oordeel is BAD and found.objecten == ("P",)


def test_a_pand_on_the_ground_of_a_built_block_is_in_the_way() -> None:
    regel, ground = rule("staat_in_de_weg", hoogstens=1), box(0, 0, 10, 10)
    stays = making.one_plan(making.block(), panden=[making.bestaand(ground)])
    goes = making.one_plan(making.block(), panden=[making.bestaand(ground, sloop_voor="B")])
    assert outcome(stays, "nu", regel).oordeel is GOOD
    found = outcome(stays, "straks", regel)
    assert (found.oordeel, found.waarde) == (BAD, pytest.approx(100.0))
    assert set(found.objecten) == {"P", "B"}
    assert outcome(goes, "straks", regel).oordeel is GOOD


def test_a_pand_on_a_new_square_is_in_the_way() -> None:
    square = Vlak("V", "Plein", "plein", box(0, 0, 40, 40), "straks")
    plan = replace(making.one_plan(panden=[making.bestaand(box(35, 0, 45, 10))]), vlakken=(square,))
    assert outcome(plan, "nu", rule("staat_in_de_weg", hoogstens=1)).oordeel is GOOD
    assert outcome(plan, "straks", rule("staat_in_de_weg", hoogstens=1)).waarde == pytest.approx(50.0)


def test_a_doorsteek_opened_through_a_shop_in_use_is_found() -> None:
    # 6 m wide through a pand of 20 m: 120 m² of a shop that is not pulled down
    regel, gang = rule("doorsteek_vrij", hoogstens=1), making.doorsteek([(10, 0), (10, 20)])
    plan = making.one_plan(doorsteken=[gang], panden=[making.bestaand(box(0, 0, 20, 20))])
    assert outcome(plan, "nu", regel).oordeel is UNTESTED
    forced = outcome(plan, State("nu").with_doorsteek("D", True), regel)
    assert (forced.oordeel, forced.waarde) == (BAD, pytest.approx(120.0))
    assert set(forced.objecten) == {"P", "D"}
    free = making.one_plan(doorsteken=[gang], panden=[making.bestaand(box(0, 0, 20, 20), sloop_voor="D")])
    assert outcome(free, "straks", regel).oordeel is GOOD


def with_street(plan: Plan, axis: LineString, width_m: float = 10.0) -> Plan:
    """The plan with one street that carries a profile of its own width from the start."""
    profiel = Straatprofiel("S1", "Profiel", "huidig", (Strook("rijbaan", "rijbaan", width_m),))
    straat = Straat("S", "Straat", axis, width_m, "straat", fase="nu", profielen=(ProfielKeuze("S1", "nu"),))
    return replace(plan, straten=(straat,), profielen=(profiel,))


def test_a_profile_on_the_ground_of_a_later_block_is_found() -> None:
    # strips from y -8 to 2 beside a block of 60 m that starts at y 0: 120 m² of its ground
    regel = rule("profiel_vrij", hoogstens=1)
    over = with_street(making.one_plan(making.block()), LineString([(0, -3), (60, -3)]))
    beside = with_street(making.one_plan(making.block()), LineString([(0, -5), (60, -5)]))
    found = outcome(over, "nu", regel)
    assert (found.oordeel, found.waarde) == (BAD, pytest.approx(120.0))
    assert outcome(over, "straks", regel).oordeel is BAD
    assert outcome(beside, "nu", regel).oordeel is GOOD and outcome(beside, "straks", regel).oordeel is GOOD


def test_a_party_wall_left_bare_along_a_new_street_is_told_in_metres() -> None:
    # P and Q share a wall of 10 m; Q goes for a doorsteek of exactly its width
    panden = [making.bestaand(box(0, 0, 10, 10)), making.bestaand(box(10, 0, 20, 10), "Q", sloop_voor="D")]
    plan = making.one_plan(doorsteken=[making.doorsteek([(15, 0), (15, 10)], breedte_m=10.0)], panden=panden)
    found = outcome(plan, "straks", rule("kopgevel", hoogstens=0, zicht_m=10))
    assert (found.oordeel, found.objecten) == (BAD, ("P",))
    assert found.waarde == pytest.approx(10.0, abs=0.01)
    noted = outcome(plan, "straks", rule("kopgevel", noten={"P": "krijgt ramen"}, hoogstens=0, zicht_m=10))
    assert noted.oordeel is GOOD and "krijgt ramen" in noted.reden
    assert outcome(plan, "nu", rule("kopgevel", hoogstens=0, zicht_m=10)).oordeel is GOOD


def test_a_wall_is_bare_only_where_nothing_new_stands_against_it() -> None:
    # of the wall of 10 m a new block covers the upper 5 m (and 0.3 m of joint), a doorsteek leaves the rest bare
    panden = [making.bestaand(box(0, 0, 10, 10)), making.bestaand(box(10, 0, 20, 10), "Q", sloop_voor="B")]
    gang = making.doorsteek([(15, -20), (15, 5)], breedte_m=10.0)
    plan = making.one_plan(making.block(box(10, 5, 70, 85)), doorsteken=[gang], panden=panden)
    found = outcome(plan, "straks", rule("kopgevel", hoogstens=0, zicht_m=10))
    assert found.objecten == ("P",) and found.waarde == pytest.approx(4.7, abs=0.02)


U_SHAPE = [making.rooilijn(line, number) for number, line in enumerate(
    ([(0, 80), (0, 0)], [(0, 0), (60, 0)], [(60, 0), (60, 80)]), start=1
)]  # fmt: skip


def test_the_ends_of_a_row_are_blind_walls_of_a_new_block() -> None:
    # a U of 12 m deep, open to the north: two ends of 12 m look out on the street there
    block = making.block(rooilijnen=tuple(U_SHAPE))
    plan = with_street(making.one_plan(block), LineString([(-10, 85), (70, 85)]))
    found = outcome(plan, "straks", rule("kopgevel", hoogstens=0, zicht_m=10))
    assert (found.oordeel, found.objecten) == (BAD, ("B",))
    assert found.waarde == pytest.approx(24.0, abs=0.7)  # 0.3 m at each outer corner counts with the front
    far = with_street(making.one_plan(block), LineString([(-10, 105), (70, 105)]))
    assert outcome(far, "straks", rule("kopgevel", hoogstens=0, zicht_m=10)).oordeel is GOOD


def test_a_hof_is_closed_only_when_its_ring_is() -> None:
    # between the arms of the U the hof is 60 - 2 x 12 = 36 m wide, open to a street along its north side
    regel = rule("hof_gesloten", hoogstens=1, spleet_m=1.5)
    street = LineString([(-10, 85), (70, 85)])
    leaks = outcome(with_street(making.one_plan(making.block(rooilijnen=tuple(U_SHAPE))), street), "straks", regel)
    assert (leaks.oordeel, leaks.objecten) == (BAD, ("B",))
    assert leaks.waarde == pytest.approx(36.0, abs=0.2)
    closed = with_street(making.one_plan(making.block()), street)
    assert outcome(closed, "straks", regel).oordeel is GOOD
    assert outcome(closed, "nu", regel).oordeel is UNTESTED


def test_a_neighbour_that_stands_closes_the_hof() -> None:
    block, wall = making.block(rooilijnen=tuple(U_SHAPE)), making.bestaand(box(0, 80, 60, 88))
    plan = with_street(making.one_plan(block, panden=[wall]), LineString([(-10, 93), (70, 93)]))
    assert outcome(plan, "straks", rule("hof_gesloten", hoogstens=1, spleet_m=1.5)).oordeel is GOOD
