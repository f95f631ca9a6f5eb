"""Figures of a block of 60 x 80 m, 12 m deep, four bouwlagen, against sums done by hand.

Island A = 4800, B = 4800 - 36 x 56 = 2784, F = 4 x 2784 = 11136 m². With half of streets of 12 m all round the fabric
is 72 x 92 = 6624 m². GO wonen = 3 x 2784 x 0.78 = 6514.56 m², divided by 75 gives 86 dwellings.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from massastudie.dichtheid import tarra
from massastudie.errors import StateError
from massastudie.oppervlak import Kerncijfers, kerncijfers
from massastudie.parameters import parameters, waarde
from massastudie.plan import Boom, Functie, Garage, Parameter, Plan, Straat, Streefgetal, Vlak, Winkelunit
from massastudie.programma import divide, woningen_in
from massastudie.state import State, check_state
from massastudie.verloop import verloop

from .making import bestaand, block, built, doorsteek, one_plan

#: Axis of a street of 12 m all round the block.
ROUND = LineString([(-6, -6), (66, -6), (66, 86), (-6, 86), (-6, -6)])


def figures(plan: Plan, state: State | None = None) -> Kerncijfers:
    state = state or State.start(plan)
    return kerncijfers(plan, state, built(plan, state))


def street_plan() -> Plan:
    sides = zip(ROUND.coords, ROUND.coords[1:], strict=False)
    streets = tuple(Straat(f"S{i}", "Straat", LineString(s), 12.0, "straat", fase="nu") for i, s in enumerate(sides))
    plan: Plan = replace(one_plan(block()), straten=streets)
    return plan


def test_density_of_the_island() -> None:
    eiland = figures(street_plan()).blokken[0].eiland
    assert eiland.schaal == "eiland"
    assert (eiland.grond_m2, eiland.bebouwd_m2, eiland.bvo_m2) == pytest.approx((4800, 2784, 11136))
    assert (eiland.fsi, eiland.gsi, eiland.l, eiland.osr) == pytest.approx((2.32, 0.58, 4.0, 2016 / 11136))
    assert eiland.mxi == pytest.approx(0.75)


def test_density_of_the_fabric() -> None:
    blok = figures(street_plan()).blokken[0]
    weefsel = blok.weefsel
    assert weefsel.schaal == "weefsel"
    assert weefsel.grond_m2 == pytest.approx(6624, abs=0.01)
    assert (weefsel.fsi, weefsel.gsi, weefsel.osr) == pytest.approx((1.681, 0.4203, 0.3448), abs=5e-4)
    assert tarra(blok.eiland.grond_m2, weefsel.grond_m2) == pytest.approx(0.2754, abs=5e-5)


def test_an_open_doorsteek_beside_a_block_is_half_of_its_fabric() -> None:
    plan = one_plan(block(), doorsteken=[doorsteek([(63, 0), (63, 80)])])
    opened, closed = State.start(plan), State.start(plan).with_doorsteek("D", False)
    assert figures(plan, opened).blokken[0].weefsel.grond_m2 == pytest.approx(4800 + 3 * 80, abs=0.01)
    assert figures(plan, closed).blokken[0].weefsel.grond_m2 == pytest.approx(4800, abs=0.01)


def test_the_plan_area_is_a_scale_of_its_own() -> None:
    area = figures(street_plan()).plangebied
    assert area.schaal == "plangebied"
    assert (area.grond_m2, area.fsi, area.gsi) == pytest.approx((1e6, 0.011136, 0.002784))


def test_floor_area_as_an_estimate() -> None:
    ruimte = figures(street_plan()).ruimte
    assert ruimte.go_m2 == pytest.approx(6514.56)
    assert ruimte.vvo_m2[Functie.WINKEL] == pytest.approx(2505.6)
    assert sum(ruimte.vvo_m2.values()) == pytest.approx(2505.6)
    assert ruimte.wvo_m2 == pytest.approx(2227.2)


def test_dwellings_by_size() -> None:
    """86 x (0.2, 0.5, 0.3) = 17.2, 43, 25.8."""
    cijfers = figures(street_plan())
    assert cijfers.woningen == 86
    assert cijfers.klassen == {"klein": 17, "middel": 43, "groot": 26}


def test_a_lower_ratio_gives_fewer_dwellings() -> None:
    """8352 m² / (75 / 0.70) = 77.95."""
    plan = street_plan()
    state = check_state(plan, State.start(plan).with_override("go_bvo_wonen", "waarde", 0.70))
    assert figures(plan, state).woningen == 77
    assert built(plan, state) is built(plan)


def test_demand_for_parking() -> None:
    """Cars 17 x 1.0 + 43 x 1.2 + 26 x 1.4 = 105 and 27.84 x 3.25 = 90.48; bicycles 17 x 2.5 + 43 x 3.5 + 26 x 4.5 =
    310 and 27.84 x 2.75 = 76.56."""
    found = figures(street_plan()).parkeren
    assert (found.auto.wonen, found.auto.winkel) == pytest.approx((105.0, 90.48))
    assert (found.fiets.wonen, found.fiets.winkel) == pytest.approx((310.0, 76.56))
    assert found.auto_saldo == pytest.approx(195.48)


def test_a_shop_that_goes_takes_its_demand_along() -> None:
    """A shop of 400 m² under two floors of dwellings makes way: 4 x 3.25 = 13 places."""
    plan = one_plan(block(), panden=[bestaand(box(5, 5, 25, 25), sloop_voor="B")])
    found = figures(plan).parkeren
    assert (found.auto_vervallen.winkel, found.auto_vervallen.wonen) == pytest.approx((13.0, 0.0))
    assert found.auto_saldo == pytest.approx(195.48 - 13.0)


@pytest.mark.parametrize(
    ("garages", "capaciteit", "balans"),
    [
        ([], None, None),
        ([Garage("G", "G", 0, 0, 300, voor_plan=True)], 300, None),
        ([Garage("G", "G", 0, 0, 300, None, 0.4, True)], 300, 300 * 0.6 - 195.48),
        ([Garage("G", "G", 0, 0, 300, None, 0.4, True), Garage("H", "H", 0, 0, None, voor_plan=True)], None, None),
        ([Garage("G", "G", 0, 0, 300, None, 0.4, True), Garage("H", "H", 0, 0, None)], 300, 300 * 0.6 - 195.48),
    ],
)
def test_unknown_places_stay_unknown(garages: list[Garage], capaciteit: int | None, balans: float | None) -> None:
    found = figures(replace(street_plan(), garages=tuple(garages))).parkeren
    assert found.capaciteit == capaciteit
    assert found.balans == (None if balans is None else pytest.approx(balans))


def test_dwellings_and_addresses_of_the_fronts_are_those_of_the_block() -> None:
    cijfers = figures(street_plan())
    assert sum(f.woningen for f in cijfers.fronten) == 86
    assert sum(f.gevel_m for f in cijfers.fronten) == pytest.approx(280)
    assert sum(f.adressen for f in cijfers.fronten) == len(built(street_plan()).lichamen)


def test_shop_units_have_their_own_area() -> None:
    units = figures(street_plan()).units
    assert sum(u.bvo_m2 for u in units) == pytest.approx(2784)
    assert sum(u.wvo_m2 for u in units) == pytest.approx(2227.2)


def test_a_shop_at_the_back_is_part_of_the_one_in_front() -> None:
    panden = [bestaand(box(200, 0, 210, 20), "P1"), bestaand(box(200, 20, 210, 30), "P2", deel="achterbouw")]
    cijfers = figures(one_plan(panden=panden))
    assert cijfers.winkelunits == 1
    assert [u.id for u in cijfers.units] == ["P1"]


def test_public_green_within_the_boundary_is_counted_once() -> None:
    """100 x 10 and 50 x 50 that overlap 50 x 10 = 3000 m²; a private one and one outside do not count."""
    green = [box(100, 100, 200, 110), box(150, 100, 200, 150), box(300, 0, 310, 10), box(600, 0, 700, 10)]
    vlakken = tuple(Vlak(f"V{i}", "groen", "groen", g, "nu", openbaar=i != 2) for i, g in enumerate(green))
    assert figures(replace(street_plan(), vlakken=vlakken)).openbaar_groen_m2 == pytest.approx(1000 + 2500 - 500)


def test_trees_planted_and_felled() -> None:
    trees = (
        Boom("T1", Point(200, 0), 6, 9, 2, "nu"), Boom("T2", Point(210, 0), 6, 9, 2, "nu", kapfase="straks"),
        Boom("T3", Point(5, 5), 6, 9, 2, "nu"), Boom("T4", Point(220, 0), 6, 9, 2, "straks", soort="nieuw"),
    )  # fmt: skip
    plan = replace(street_plan(), bomen=trees)
    found = figures(plan).bomen
    assert (found.staan, found.geplant, found.gekapt, found.saldo) == (2, 1, 2, -1)
    first = figures(plan, State("nu")).bomen
    assert (first.staan, first.geplant, first.gekapt) == (3, 0, 0)


def test_a_tree_may_stand_on_a_deck() -> None:
    # the deck is 36 x 18 m from (12, 12) to (48, 30): a roof garden with a new tree; that in the pand beside it goes
    unit = Winkelunit("U", "Unit", "B", box(0, 0, 60, 30), "straks")
    trees = (Boom("T1", Point(30, 20), 6, 9, 2, "straks", soort="nieuw"), Boom("T2", Point(5, 5), 6, 9, 2, "nu"))
    found = figures(replace(one_plan(block(), units=[unit]), bomen=trees)).bomen
    assert (found.staan, found.geplant, found.gekapt) == (1, 1, 1)


def test_floor_added_up_from_panden_counts_as_its_sum() -> None:
    # three dwellings of 75 / 0.78 m², in eleven panden: to the computer their sum is a hair less than three of them
    area = sum([3 * 75 / 0.78 / 11] * 11)
    assert area < 3 * 75 / 0.78
    assert woningen_in(street_plan(), State("straks"), area) == 3


def test_of_equal_parts_the_first_gets_what_is_left() -> None:
    # 2 by 0.7, 0.1, 0.2 is 1.4, 0.2, 0.4: the first and the last have as much over; 22 by the same: 15.4, 2.2, 4.4
    assert divide(2, (0.7, 0.1, 0.2)) == [2, 0, 0]
    assert divide(22, (0.7, 0.1, 0.2)) == [16, 2, 4]


def test_what_is_added_less_what_is_gone() -> None:
    plan = one_plan(block(), panden=[bestaand(box(5, 5, 25, 25), sloop_voor="B")])
    cijfers = figures(plan)
    assert cijfers.gesloopt_per_functie_m2[Functie.WINKEL] == pytest.approx(400)
    assert cijfers.gesloopt_per_functie_m2[Functie.WONEN] == pytest.approx(800)
    assert cijfers.nieuw_m2[Functie.WONEN] == pytest.approx(8352)
    assert cijfers.saldo_m2 == pytest.approx(11136 - 1200)


def test_the_plans_own_parameter_goes_before_the_built_in_one() -> None:
    own = Parameter("go_bvo_wonen", 0.8, "", "eigen", "eigen")
    plan = replace(street_plan(), parameters=(own,))
    assert waarde(plan, State.start(plan), "go_bvo_wonen") == 0.8
    assert waarde(plan, State.start(plan), "go_per_woning_m2") == 75.0
    assert (parameters(plan)["go_bvo_wonen"].laagste, parameters(plan)["go_bvo_wonen"].hoogste) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("item", "veld", "value", "message"),
    [
        ("go_bvo_wonen", "waarde", 1.2, "verwacht een getal van 0.5 tot 1"),
        ("go_bvo_wonen", "waarde", "veel", "verwacht een getal"),
        ("go_bvo_wonen", "waarde", float("nan"), "verwacht een getal"),
        ("go_bvo_wonen", "bron", 0.8, "veld van go_bvo_wonen"),
        ("go_bvo", "waarde", 0.8, "'go_bvo' bestaat niet in dit plan"),
        ("aandeel_woningen_klein", "waarde", 0.6, "verwacht samen hoogstens 1, gevonden 1.1"),
    ],
)
def test_a_parameter_out_of_range_is_refused(item: str, veld: str, value: float | str, message: str) -> None:
    plan = street_plan()
    with pytest.raises(StateError, match=message):
        check_state(plan, State.start(plan).with_override(item, veld, value))


def test_the_run_down_tells_the_plans_share() -> None:
    """86 of 700 dwellings; 2227.2 m² WVO more where 40,000 less is asked for: a share of -5.57 %."""
    doelen = (
        Streefgetal("D1", "Woningen", 700, "woningen", "", "", begin=0, doel_jaar=2036),
        Streefgetal("D2", "Winkels", 60000, "m²", "", "", begin=100000),
        Streefgetal("D3", "Fietsen", 1500, "plekken", "", "", begin=1100),
        Streefgetal("D4", "Lopen", 200, "m", "", ""),
    )  # fmt: skip
    plan = replace(street_plan(), streefgetallen=doelen)
    d1, d2, d3 = verloop(plan, State.start(plan))
    assert [(s.jaar, s.waarde) for s in d1.stappen] == [(2021, 0), (2030, 86), (None, 86)]
    assert d1.stappen[-1].aandeel == pytest.approx(86 / 700)
    assert d2.stappen[-1].waarde == pytest.approx(102227.2)
    assert d2.stappen[-1].aandeel == pytest.approx(-0.05568)
    assert d3.reden is not None and {s.waarde for s in d3.stappen} == {None}


def test_the_run_down_counts_from_the_first_fase() -> None:
    """A shop of 400 m² (320 m² WVO) makes way for 2227.2 m² WVO: 1907.2 more."""
    plan = one_plan(block(), panden=[bestaand(box(5, 5, 25, 25), sloop_voor="B")])
    plan = replace(plan, streefgetallen=(Streefgetal("D2", "Winkels", 60000, "m²", "", "", begin=100000),))
    (found,) = verloop(plan, State.start(plan))
    assert [s.bijdrage for s in found.stappen] == pytest.approx([0, 1907.2, 1907.2])


@given(st.integers(0, 500), st.lists(st.floats(0, 1e4), min_size=1, max_size=12))
def test_whole_parts_add_up_and_are_fair(total: int, weights: list[float]) -> None:
    parts = divide(total, weights)
    if sum(weights) <= 0:
        assert parts == [0] * len(weights)
        return
    assert sum(parts) == total
    assert all(abs(p - total * w / sum(weights)) < 1 + 1e-6 for p, w in zip(parts, weights, strict=True))
