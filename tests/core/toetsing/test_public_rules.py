"""Rules on public ground, the square, the Weierslaan and the order of the plan, on the built-in plan with wishes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.affinity import translate
from shapely.geometry import LineString, Polygon, box

from massastudie.maaiveld import Straat, Vlak
from massastudie.parameters import waarde
from massastudie.plan import Functie, Plan
from massastudie.state import State
from tests.core import making
from tests.core.toetsing.ruling import BAD, GOOD, UNTESTED, outcome, rule

SQUARE = {"plein": ["koopmansplein"]}
WEIERSSTRAAT = ["weiersstraat_zuid", "weiersstraat_midden", "weiersstraat_noord"]
PLINTEN = rule("plinten_aan_plein", SQUARE, minstens=4, wvo_minstens_m2=800, wvo_hoogstens_m2=1200)


def test_doorsteken_are_counted_when_their_fase_has_come(plan: Plan) -> None:
    regel = rule("doorsteek_gefaseerd", fasen=2)
    due = {f.id: [d.id for d in plan.doorsteken if plan.fase_index[d.fase] <= n] for n, f in enumerate(plan.fasen)}
    assert outcome(plan, "bestaand", regel).oordeel is UNTESTED
    for fase in ("fase1", "fase2", "fase3"):
        found = outcome(plan, fase, regel)
        assert (found.oordeel, found.waarde, found.objecten) == (GOOD, len(due[fase]), tuple(due[fase]))
    shut = outcome(plan, State("fase2").with_doorsteek("DS1", False), regel)
    assert (shut.oordeel, shut.objecten) == (BAD, ("DS1",))


def test_all_doorsteken_in_one_step_is_not_gradual() -> None:
    gangen = [making.doorsteek([(0, 0), (0, 9)]), making.doorsteek([(50, 0), (50, 9)], "E")]
    assert outcome(making.one_plan(doorsteken=gangen), "straks", rule("doorsteek_gefaseerd", fasen=2)).oordeel is BAD


def test_a_doorsteek_without_new_dwellings_has_no_address(plan: Plan) -> None:
    assert outcome(plan, "fase3", rule("doorsteek_adressen", minstens=1)).oordeel is GOOD
    early = outcome(plan, State("bestaand").with_doorsteek("DS5", True), rule("doorsteek_adressen", minstens=1))
    assert (early.oordeel, early.objecten, early.waarde) == (BAD, ("DS5",), 0.0)


def green(share: float, x_m: float = 40.0, fase: str = "straks") -> Plan:
    """A square of 30 x 40 m at `x_m`, green over a share of it; a square in the west, a street in the east."""
    vlakken = (
        Vlak("plein", "Plein", "plein", box(0, 0, 30, 40), "nu"),
        Vlak("nieuw", "Groen plein", "plein", box(x_m, 0, x_m + 30, 40), fase),
        Vlak("gras", "Gras", "groen", box(x_m, 0, x_m + 30 * share, 40), fase),
    )
    straat = Straat("oud", "Oude straat", LineString([(85, -50), (85, 90)]), 10.0, "straat", fase="nu")
    return replace(making.one_plan(), vlakken=vlakken, straten=(straat,))


GREEN = rule("groen_plein", {"plein": ["nieuw"], "van": ["plein"], "tot": ["oud"]}, minstens=500, groen_pct=50)


def test_the_green_square_is_measured_when_it_is_there() -> None:
    assert outcome(green(0.6), "nu", GREEN).oordeel is UNTESTED
    found = outcome(green(0.6), "straks", GREEN)
    assert (found.oordeel, found.waarde) == (GOOD, pytest.approx(1200.0))


def test_a_stony_square_or_one_in_the_wrong_place_fails() -> None:
    assert "40 % groen" in outcome(green(0.4), "straks", GREEN).reden
    assert outcome(green(0.4), "straks", GREEN).oordeel is BAD
    west = outcome(green(0.6, x_m=-40.0), "straks", GREEN)
    assert west.oordeel is BAD and "tussen" in west.reden


def test_a_square_north_of_the_other_is_not_east_of_it() -> None:
    # near enough to both, but its middle lies 12 m further west
    plan = green(0.6)
    north = replace(plan.vlakken[1], polygon=box(-25, 45, 31, 85))
    grass = replace(plan.vlakken[2], polygon=box(-25, 45, 31, 85))
    assert outcome(replace(plan, vlakken=(plan.vlakken[0], north, grass)), "straks", GREEN).oordeel is BAD


def test_a_street_with_cars_in_the_plan_is_told_in_metres() -> None:
    straat = Straat("auto", "Autostraat", LineString([(0, 0), (120, 0)]), 10.0, "straat", fase="nu")
    plan = replace(making.one_plan(), straten=(straat,))
    found = outcome(plan, "nu", rule("autovrij_gebied", {"behalve": []}, hoogstens=0, rand_m=5))
    assert (found.oordeel, found.waarde, found.objecten) == (BAD, pytest.approx(120.0), ("auto",))
    assert outcome(plan, "nu", rule("autovrij_gebied", {"behalve": ["auto"]}, hoogstens=0, rand_m=5)).oordeel is GOOD


def test_new_streets_with_cars_are_a_share_of_their_length() -> None:
    gangen = [making.doorsteek([(0, 0), (0, 30)]), making.doorsteek([(50, 0), (50, 10)], "E", autovrij=False)]
    found = outcome(making.one_plan(doorsteken=gangen), "straks", rule("nieuwe_straten_autovrij", minstens=90))
    assert (found.oordeel, found.waarde, found.objecten) == (BAD, pytest.approx(75.0), ("E",))


def test_frontage_waits_for_its_first_block(plan: Plan) -> None:
    regel = rule("nieuw_front", {"straten": WEIERSSTRAAT}, minstens=1)
    assert outcome(plan, "fase1", regel).oordeel is UNTESTED
    # rooilijnen of the Weierspoortblok on the Weiersstraat: 23.6 + 18.8 m, drawn
    drawn = sum(
        r.lijn.length for b in plan.bouwblokken if b.id == "BB6" for r in b.rooilijnen if r.aan in WEIERSSTRAAT
    )
    assert outcome(plan, "fase2", regel).waarde == pytest.approx(drawn)
    assert outcome(plan, "fase2", rule("nieuw_front", {"straten": ["oudestraat"]}, minstens=1)).oordeel is BAD


def test_a_low_plint_on_the_square_fails(plan: Plan) -> None:
    assert outcome(plan, "bestaand", PLINTEN).oordeel is UNTESTED
    assert outcome(plan, "fase2", PLINTEN).oordeel is GOOD
    low = outcome(plan, State("fase2").with_override("BB2", "plint_m", 3.5), PLINTEN)
    assert (low.oordeel, low.waarde) == (BAD, pytest.approx(3.5))
    assert all(i.startswith("BB2-") for i in low.objecten)
    just = State("fase2").with_override("BB2", "plint_m", 4.0).with_override("BB1", "plint_m", 4.0)
    assert outcome(plan, just, PLINTEN).oordeel is GOOD


def test_a_unit_too_large_on_the_square_fails(plan: Plan) -> None:
    # unit 1 takes the whole plint of Forum-Zuid: its ground × the ratio wvo : bvo
    ground = next(b.eiland.area for b in plan.bouwblokken if b.id == "BB1")
    ratio = 1.01 * 1200 / ground
    assert waarde(plan, State("fase1"), "wvo_bvo_winkel") < ratio
    large = outcome(plan, State("fase1").with_override("wvo_bvo_winkel", "waarde", ratio), PLINTEN)
    assert large.oordeel is BAD and large.objecten == ("WU1",)


def test_shops_on_the_square_shrink_against_the_first_fase(plan: Plan) -> None:
    regel = rule("winkels_kleiner", SQUARE, hoogstens=100)
    shares = [outcome(plan, fase, regel).waarde for fase in ("fase1", "fase2", "fase3")]
    assert None not in shares and shares == sorted(shares, reverse=True) and shares[0] < 100
    plint_only = State("fase2").with_override("BB2", "bouwlagen", 1)
    assert "zonder woningen boven" in outcome(plan, plint_only, regel).reden
    assert outcome(plan, plint_only, regel).oordeel is BAD


TREES = rule("bomenrij", {"straten": WEIERSSTRAAT[1:], "variant": ["weierslaan"]}, minstens=2)


def test_the_weierslaan_has_two_rows_of_trees_and_less_carriageway(plan: Plan) -> None:
    assert outcome(plan, "fase1", TREES).oordeel is UNTESTED
    assert (outcome(plan, "fase2", TREES).oordeel, outcome(plan, "fase2", TREES).waarde) == (GOOD, 2.0)
    kept = State("fase2").with_profiel("weiersstraat_midden", "weiersstraat_huidig_midden")
    assert outcome(plan, kept, TREES).objecten == ("weiersstraat_midden",)
    assert outcome(plan, kept, TREES).oordeel is BAD


def test_trees_alone_are_no_weierslaan(plan: Plan) -> None:
    # the same two rows, with a carriageway as wide as today's 14 m
    wide = tuple(
        replace(s, breedte_m=14.0) if s.soort == "rijbaan" else s
        for s in plan.profiel_by_id["weierslaan_midden"].stroken
    )
    profielen = tuple(replace(p, stroken=wide) if p.id == "weierslaan_midden" else p for p in plan.profielen)
    found = outcome(replace(plan, profielen=profielen), "fase2", TREES)
    assert (found.oordeel, found.objecten, found.waarde) == (BAD, ("weiersstraat_midden",), 2.0)


def test_a_profile_of_another_kind_fails_and_a_street_without_one_cannot_be_tested(plan: Plan) -> None:
    regel = rule("profiel_variant", {"straten": ["weiersstraat_zuid"], "variant": ["entreeplein", "evenement"]})
    assert outcome(plan, "fase2", regel).oordeel is GOOD
    assert (
        outcome(plan, State("fase2").with_profiel("weiersstraat_zuid", "entreeplein_evenement"), regel).oordeel is GOOD
    )
    today = State("fase2").with_profiel("weiersstraat_zuid", "weiersstraat_huidig_zuid")
    assert outcome(plan, today, regel).oordeel is BAD
    bare = rule("profiel_variant", {"straten": ["zuidersingel"], "variant": ["weierslaan"]})
    assert outcome(plan, "fase3", bare).oordeel is UNTESTED


def test_the_event_square_is_closed_to_cars_by_a_profile(plan: Plan) -> None:
    over = {"straten": ["weiersstraat_zuid"], "plein": ["entreeplein"]}
    area = next(v.polygon.area for v in plan.vlakken if v.id == "entreeplein")
    assert outcome(plan, "fase2", rule("evenement", over, minstens=2000)).waarde == pytest.approx(area)
    open_to_cars = {"straten": ["weiersstraat_noord"], "plein": ["entreeplein"]}
    assert outcome(plan, "fase2", rule("evenement", open_to_cars, minstens=2000)).oordeel is BAD


def test_the_pavilion_stands_on_the_square_and_off_the_carriageway(plan: Plan) -> None:
    regel = rule("paviljoen", {"paviljoen": ["PAV1"], "plein": ["entreeplein"]}, hoogstens=150)
    found = outcome(plan, "fase2", regel)
    assert found.oordeel is GOOD and found.waarde == pytest.approx(9 * 12, abs=0.2)
    assert outcome(plan, State("fase2").with_paviljoen("PAV1", False), regel).oordeel is UNTESTED
    on_road = replace(plan.paviljoens[0], polygon=translate(plan.paviljoens[0].polygon, 16, 4))
    assert outcome(replace(plan, paviljoens=(on_road,)), "fase2", regel).oordeel is BAD
    early = outcome(plan, State("fase1").with_paviljoen("PAV1", True), regel)
    assert early.oordeel is BAD  # the square is not there yet


def test_the_terrace_lies_at_the_water(plan: Plan) -> None:
    over = {"terras": ["terras_water"], "water": ["vaart"], "plein": ["entreeplein"], "van": ["markt"]}
    regel = rule("terras_aan_water", over, hoogstens=2, aansluiting_m=5)
    assert outcome(plan, "fase1", regel).oordeel is UNTESTED
    assert outcome(plan, "fase2", regel).oordeel is GOOD
    dry = {**over, "water": ["fontein"]}
    assert outcome(plan, "fase2", rule("terras_aan_water", dry, hoogstens=2, aansluiting_m=5)).oordeel is BAD


def test_the_order_of_the_blocks_is_that_of_the_vision(plan: Plan) -> None:
    first = rule("eerst", {"blokken": ["BB1"]})
    after = rule("na_elkaar", {"eerst": ["BB2"], "dan": ["BB5"]}, tegelijk=0)
    together = rule("na_elkaar", {"eerst": ["BB2"], "dan": ["BB3", "BB7", "BB8"]}, tegelijk=1)
    for regel in (first, after, together):
        assert outcome(plan, "bestaand", regel).oordeel is GOOD
    assert outcome(plan, State("bestaand").with_override("BB1", "fase", "fase3"), first).oordeel is BAD
    assert outcome(plan, State("bestaand").with_override("BB5", "fase", "fase2"), after).objecten == ("BB5",)
    assert outcome(plan, State("bestaand").with_override("BB7", "fase", "fase2"), together).oordeel is GOOD
    assert outcome(plan, State("bestaand").with_override("BB7", "fase", "fase1"), together).oordeel is BAD


def test_fasen_carry_rising_years(plan: Plan) -> None:
    regel = rule("fasen_jaren", {"jaren": ["2025", "2030"]}, minstens=4)
    assert (outcome(plan, "fase1", regel).oordeel, outcome(plan, "fase1", regel).waarde) == (GOOD, 4.0)
    # the small plan has three fasen, of 2021, 2030 and open: none ends in 2025
    assert "2025" in outcome(making.one_plan(), "nu", regel).reden
    assert outcome(making.one_plan(), "nu", rule("fasen_jaren", {"jaren": ["2030"]}, minstens=3)).oordeel is GOOD
    wrong = outcome(plan, "fase1", rule("fasen_jaren", {"jaren": ["2025", "2O30"]}, minstens=4))  # a letter O
    assert (wrong.oordeel, "geen fase eindigt in 2O30" in wrong.reden) == (BAD, True)


def test_what_has_priority_is_there_before_its_year(plan: Plan) -> None:
    over = {"blokken": ["BB1", "BB2"], "straten": WEIERSSTRAAT, "variant": ["weierslaan", "entreeplein"]}
    regel = rule("voor_jaar", over, hoogstens=2030)
    assert (outcome(plan, "bestaand", regel).oordeel, outcome(plan, "bestaand", regel).waarde) == (GOOD, 2030.0)
    late = outcome(plan, State("bestaand").with_override("BB2", "fase", "fase3"), regel)
    assert (late.oordeel, late.objecten) == (BAD, ("BB2",))


def test_the_vanderveen_wall_opens_on_the_kruisstraat(plan: Plan) -> None:
    regel = rule("front_in_plan", {"straten": ["kruisstraat"], "blokken": ["BB9"]}, minstens=1)
    assert outcome(plan, "fase2", regel).oordeel is UNTESTED
    assert outcome(plan, "fase3", regel).oordeel is GOOD
    elsewhere = rule("front_in_plan", {"straten": ["marktstraat"], "blokken": ["BB9"]}, minstens=1)
    assert outcome(plan, "fase3", elsewhere).oordeel is BAD


def test_dwellings_fall_in_size_classes(plan: Plan) -> None:
    regel = rule("grootteklassen", minstens=2)
    assert outcome(plan, "bestaand", regel).oordeel is UNTESTED
    assert outcome(plan, "fase3", regel).oordeel is GOOD
    only = State("fase3").with_override("aandeel_woningen_klein", "waarde", 1.0)
    only = only.with_override("aandeel_woningen_middel", "waarde", 0.0)
    assert (outcome(plan, only, regel).oordeel, outcome(plan, only, regel).waarde) == (BAD, 1.0)


def test_parking_that_is_not_known_is_not_judged(plan: Plan) -> None:
    regel = rule("parkeerbalans", minstens=0)
    found = outcome(plan, "fase3", regel)
    assert found.oordeel is UNTESTED and "onbekend" in found.reden
    # half empty, and as many places as anyone can ask for
    roomy = tuple(replace(g, capaciteit=10_000, bezetting=0.5) for g in plan.garages)
    full = tuple(replace(g, capaciteit=10, bezetting=1.0) for g in plan.garages)
    new_only = tuple(replace(p, functie_plint=Functie.KANTOOR, functie_boven=Functie.KANTOOR) for p in plan.bestaand)
    assert outcome(replace(plan, garages=roomy), "fase3", regel).oordeel is GOOD
    assert outcome(replace(plan, garages=full, bestaand=new_only), "fase3", regel).oordeel is BAD


def test_what_the_model_does_not_hold_says_so(plan: Plan) -> None:
    regel = replace(rule("buiten_model"), toelichting="materialen zitten niet in het model")
    found = outcome(plan, "fase3", regel)
    assert (found.oordeel, found.reden) == (UNTESTED, "materialen zitten niet in het model")


def test_an_empty_plan_is_tested_too() -> None:
    empty = replace(making.one_plan(), plangrens=Polygon([(0, 0), (9, 0), (9, 9)]))
    for name in ("dubbel", "staat_in_de_weg", "profiel_vrij"):
        assert outcome(empty, "later", rule(name, hoogstens=1)).oordeel is not BAD


def test_the_network_gets_finer_and_no_walk_longer(plan: Plan) -> None:
    regel = rule("fijnmazig", minstens=1)
    assert outcome(plan, "bestaand", regel).oordeel is UNTESTED
    more = [outcome(plan, fase, regel).waarde for fase in ("fase1", "fase2", "fase3")]
    assert None not in more and more == sorted(more)
    shut = outcome(plan, State("fase1").with_doorsteek("DS2", False), regel)
    assert (shut.oordeel, shut.waarde) == (BAD, 0.0)  # fase 1 brings no other way
