"""What a doorsteek takes away: worked out on paper for a ring 12 m deep (60 x 80 m) and for one standing pand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely.geometry import box

from massastudie import mesh, oppervlak
from massastudie.facets import Facets
from massastudie.plan import Doorsteek, Functie
from massastudie.stapel import Doorgat, lagen, stack
from massastudie.state import State
from massastudie.volumes import Massamodel
from tests.core.making import (
    bestaand,
    block,
    blocking,
    built,
    bvo,
    clashes,
    doorsteek,
    fingerprint,
    ground,
    one_plan,
    only,
)

#: One bouwlaag of the block, m²: 60 * 80 - 36 * 56.
LAAG_M2 = 2784.0
#: A straight passage of 6 m through the south side, 12 m deep.
SOUTH = [(30.0, -5.0), (30.0, 20.0)]


def cut_block(*ways: Doorsteek) -> Massamodel:
    """The block of the norm with doorsteken through it."""
    return built(one_plan(block(), doorsteken=ways))


def layers_m2(massa: Massamodel) -> list[float]:
    """Floor area of each bouwlaag, m²."""
    return [bvo(massa, n) for n in range(4)]


def test_open_to_the_sky_takes_six_by_twelve_of_each_bouwlaag() -> None:
    massa = cut_block(doorsteek(SOUTH))
    assert layers_m2(massa) == pytest.approx([LAAG_M2 - 72] * 4, abs=0.05)
    assert blocking(massa) == []


def test_covered_at_plint_height_takes_the_plint_only() -> None:
    massa = cut_block(doorsteek(SOUTH, vrije_hoogte_m=4.5))
    assert layers_m2(massa) == pytest.approx([LAAG_M2 - 72, LAAG_M2, LAAG_M2, LAAG_M2], abs=0.05)
    over = [v for v in massa.volumes if v.bouwlaag == 1 and v.polygon.intersects(box(29, 1, 31, 11))]
    assert {v.bottom_m for v in over} == {4.5}


def test_a_clear_height_inside_the_plint_leaves_a_thicker_floor_above() -> None:
    massa = cut_block(doorsteek(SOUTH, vrije_hoogte_m=4.0))
    assert layers_m2(massa) == pytest.approx([LAAG_M2 - 72, LAAG_M2, LAAG_M2, LAAG_M2], abs=0.05)
    over = [v for v in massa.volumes if v.bouwlaag == 1 and v.bottom_m < 4.5]
    assert {v.bottom_m for v in over} == {4.0}
    assert sum(v.bvo_m2 for v in over) == pytest.approx(72, abs=0.05)


def test_a_clear_height_inside_a_storey_takes_that_storey_too() -> None:
    # 6.0 m lies in bouwlaag 1 (4.5 to about 7.55): plint and bouwlaag 1 go, bouwlaag 2 comes down to 6.0 m
    massa = cut_block(doorsteek(SOUTH, vrije_hoogte_m=6.0))
    assert layers_m2(massa) == pytest.approx([LAAG_M2 - 72, LAAG_M2 - 72, LAAG_M2, LAAG_M2], abs=0.05)
    over = [v for v in massa.volumes if v.bouwlaag == 2 and v.polygon.intersection(box(27, 0, 33, 12)).area > 0.1]
    lowered = [v for v in over if v.bottom_m == 6.0]
    assert sum(v.bvo_m2 for v in lowered) == pytest.approx(72, abs=0.05)
    assert blocking(massa) == [] and clashes(massa) == []


def test_a_clear_height_in_the_top_storey_leaves_nothing_over_it() -> None:
    massa = cut_block(doorsteek(SOUTH, vrije_hoogte_m=12.0))  # top floor at about 10.6 m
    assert layers_m2(massa) == pytest.approx([LAAG_M2 - 72] * 4, abs=0.05)


def test_a_clear_height_at_the_top_floor_leaves_that_floor() -> None:
    # floors at 0, 4.5 and 7.5 m: 2 x 10 m goes from the two that lie below 7.5 m, not from the one that lies there
    layers = lagen(3, 4.5, 3.0, 0.0, Functie.WINKEL, Functie.WONEN)
    made = stack("P", box(0, 0, 10, 10), layers, [Doorgat(box(4, -1, 6, 11), 7.5)])
    areas = [sum(v.bvo_m2 for v in made if v.bouwlaag == number) for number in range(3)]
    assert areas == pytest.approx([80.0, 80.0, 100.0])


def test_two_open_ones_that_cross_take_their_crossing_once() -> None:
    # a block without hof of 24 x 60 m: one of 6 m along it and one of 6 m across it share 6 x 6 m
    plan = one_plan(
        block(box(0, 0, 24, 60)),
        doorsteken=[doorsteek([(12, -5), (12, 65)], "D1"), doorsteek([(-5, 30), (30, 30)], "D2")],
    )
    massa = built(plan)
    assert bvo(massa, 0) == pytest.approx(24 * 60 - 6 * 60 - 6 * 24 + 36, abs=0.05)
    assert blocking(massa) == []


@pytest.mark.parametrize("first_m", [5.0, 6.0])
def test_where_covered_ones_cross_the_higher_one_stays_clear(first_m: float) -> None:
    # both end inside bouwlaag 1; the floor over their crossing hangs at the higher of the two, in either order
    second_m = 11.0 - first_m
    one = doorsteek([(12, -5), (12, 65)], "D1", vrije_hoogte_m=first_m)
    two = doorsteek([(-5, 30), (30, 30)], "D2", vrije_hoogte_m=second_m)
    massa = built(one_plan(block(box(0, 0, 24, 60)), doorsteken=[one, two]))
    crossing = [v for v in massa.volumes if v.polygon.intersection(box(9, 27, 15, 33)).area > 0.05]
    assert min(v.bottom_m for v in crossing) == 6.0
    assert blocking(massa) == [] and clashes(massa) == []
    assert bvo(massa, 2) == pytest.approx(24 * 60, abs=0.05)


def test_an_open_one_over_a_covered_one_wins_at_their_crossing() -> None:
    one = doorsteek([(12, -5), (12, 65)], "D1", vrije_hoogte_m=4.5)
    two = doorsteek([(-5, 30), (30, 30)], "D2")
    massa = built(one_plan(block(box(0, 0, 24, 60)), doorsteken=[one, two]))
    assert bvo(massa, 0) == pytest.approx(24 * 60 - 6 * 60 - 6 * 24 + 36, abs=0.05)
    assert bvo(massa, 3) == pytest.approx(24 * 60 - 6 * 24, abs=0.05)


def test_grazing_a_corner_takes_just_that_corner() -> None:
    # axis on x + y = 0: the strip of 6 m reaches 3 m past the corner; it takes a right triangle of height 3: 9 m²
    massa = cut_block(doorsteek([(-20, 20), (20, -20)]))
    assert layers_m2(massa) == pytest.approx([LAAG_M2 - 9] * 4, abs=0.05)


def test_touching_the_outline_takes_nothing() -> None:
    massa = cut_block(doorsteek([(-3.0, -10.0), (-3.0, 90.0)]))
    assert fingerprint(massa) == fingerprint(built(one_plan(block())))


def test_cutting_a_block_in_two_leaves_two_parts() -> None:
    # straight through both long sides: 2 * 6 * 12 m² a bouwlaag
    massa = cut_block(doorsteek([(30.0, -5.0), (30.0, 85.0)]))
    assert layers_m2(massa) == pytest.approx([LAAG_M2 - 144] * 4, abs=0.05)
    assert len(shapely.get_parts(ground(massa))) == 2


def test_a_pand_cut_in_two_has_two_volumes_a_bouwlaag() -> None:
    plan = one_plan(panden=[bestaand(box(0, 0, 20, 10))], doorsteken=[doorsteek([(10, -5), (10, 15)])])
    massa = built(plan)
    assert [v.id for v in massa.volumes] == ["P.0a", "P.0b", "P.1a", "P.1b", "P.2a", "P.2b"]
    assert layers_m2(massa)[:3] == pytest.approx([140.0] * 3)  # 20 * 10 - 6 * 10


def test_a_pand_that_lies_wholly_in_an_open_strip_is_gone() -> None:
    plan = one_plan(panden=[bestaand(box(8, 0, 12, 10))], doorsteken=[doorsteek([(10, -5), (10, 15)])])
    assert built(plan).lichamen == ()


def test_what_a_doorsteek_takes_comes_in_its_fase_and_counts_as_demolished() -> None:
    plan = one_plan(panden=[bestaand(box(0, 0, 20, 10))], doorsteken=[doorsteek([(10, -5), (10, 15)])])
    state = State.start(plan)
    before = replace(state, fase="nu")
    assert bvo(built(plan, before)) == pytest.approx(600)  # 3 * 20 * 10
    found = oppervlak.kerncijfers(plan, state, built(plan, state))
    assert found.gesloopt_m2 == pytest.approx(180)  # 3 * 6 * 10
    assert found.toegevoegd_m2 == pytest.approx(0)


def test_a_covered_one_under_a_standing_pand_leaves_what_is_above() -> None:
    way = doorsteek([(10, -5), (10, 15)], vrije_hoogte_m=4.5)
    massa = built(one_plan(panden=[bestaand(box(0, 0, 20, 10))], doorsteken=[way]))
    assert layers_m2(massa)[:3] == pytest.approx([140.0, 200.0, 200.0])


def test_the_ghost_of_what_was_taken_stops_under_what_still_stands() -> None:
    ways = [doorsteek([(10, -5), (10, 15)], vrije_hoogte_m=high) for high in (4.5, None)]
    plans = [one_plan(panden=[bestaand(box(0, 0, 20, 10))], doorsteken=[way]) for way in ways]
    covered, to_the_sky = (built(plan, State(fase="straks")) for plan in plans)
    assert [v.top_m for v in only(covered.gesloopt).volumes] == [4.5]
    assert [v.top_m for v in only(to_the_sky.gesloopt).volumes] == [10.5]
    assert only(covered.gesloopt).footprint_m2 == pytest.approx(60)


def test_the_ghost_of_what_was_taken_is_no_wider_than_the_doorsteek_however_a_file_draws_the_pand() -> None:
    slope = np.array([[[0.0, 0, 8], [20, 0, 8], [20, 10, 12]], [[0, 0, 8], [20, 10, 12], [0, 10, 12]]])
    pand = bestaand(box(0, 0, 20, 10), facets=Facets(slope, np.empty((0, 2, 3))))
    plan = one_plan(panden=[pand], doorsteken=[doorsteek([(10, -5), (10, 15)])])
    points = mesh.lichaam_mesh(only(built(plan, State(fase="straks")).gesloopt)).vertices
    assert (points[:, 0].min(), points[:, 0].max()) == pytest.approx((7.0, 13.0))  # 6 m round x = 10


def test_a_plint_front_loses_what_a_doorsteek_crosses() -> None:
    plan = one_plan(block(), doorsteken=[doorsteek(SOUTH)])
    state = State.start(plan)
    assert oppervlak.kerncijfers(plan, state, built(plan, state)).gevel_m == pytest.approx(280 - 6, abs=0.05)


def test_a_wider_doorsteek_beside_a_front_only_pushes_it_back() -> None:
    # the strip reaches 1 m into the east side over its whole length of 80 m; the fronts at its ends lose that metre
    plan = one_plan(block(), doorsteken=[doorsteek([(62, -5), (62, 85)])])
    state = State.start(plan)
    assert oppervlak.kerncijfers(plan, state, built(plan, state)).gevel_m == pytest.approx(280 - 2, abs=0.1)
