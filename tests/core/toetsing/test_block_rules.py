"""The rules on blocks and panden (A1–A5, F, E1–E4) on one block of 60 x 80 m, 12 m deep."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import LineString, box

from massastudie.maaiveld import Straat, Vlak
from massastudie.plan import Accent, Functie, Plan, Rooilijn
from massastudie.state import State
from massastudie.toetsing.geval import Geval
from tests.core import making
from tests.core.toetsing.ruling import BAD, GOOD, UNTESTED, outcome, rule

SIDES = {
    "plein": [(0, 0), (60, 0)], "oost": [(60, 0), (60, 80)], "laan": [(60, 80), (0, 80)], "west": [(0, 80), (0, 0)],
}  # fmt: skip


def town(*accenten: Accent, **fields: object) -> Plan:
    """A square to the south of the block, a street to its north, lanes beside it."""
    lines = tuple(
        Rooilijn(f"B-R{n}", "B", LineString(line), aan, Functie.WINKEL)
        for n, (aan, line) in enumerate(SIDES.items(), start=1)
    )
    plan = making.one_plan(making.block(rooilijnen=lines, **fields), accenten=accenten)
    square = Vlak("plein", "Plein", "plein", box(0, -40, 60, 0), "nu")
    ways = {"laan": [(-20, 85), (80, 85)], "oost": [(65, -10), (65, 90)], "west": [(-5, -10), (-5, 90)]}
    streets = tuple(Straat(i, i, LineString(line), 10.0, "straat", fase="nu") for i, line in ways.items())
    return replace(plan, vlakken=(square,), straten=streets)


def on_side(plan: Plan, side: str) -> str:
    """A pand with a front on this side only."""
    geval = Geval.of(plan, State("straks"))
    return next(i for i, fronts in geval.fronten.items() if set(fronts) == {side})


def raised(plan: Plan, side: str, bouwlagen: int = 6) -> State:
    """The state with one pand on this side raised."""
    return State("straks").with_override(on_side(plan, side), "bouwlagen", bouwlagen)


def test_the_hof_of_a_block_is_what_the_ring_leaves() -> None:
    found = outcome(town(), "straks", rule("hof_per_blok", minstens=100))
    assert (found.oordeel, found.waarde) == (GOOD, pytest.approx(36 * 56))
    assert outcome(town(), "straks", rule("hof_per_blok", minstens=2017)).oordeel is BAD
    assert outcome(town(), "nu", rule("hof_per_blok", minstens=100)).oordeel is UNTESTED


def test_a_doorsteek_through_the_hof_makes_it_public() -> None:
    # 6 m wide over the 56 m of the hof
    plan = making.one_plan(making.block(), doorsteken=[making.doorsteek([(30, -5), (30, 85)])])
    found = outcome(plan, "straks", rule("hof_privaat", hoogstens=1))
    assert (found.oordeel, found.waarde) == (BAD, pytest.approx(6 * 56, abs=0.1))
    shut = State("straks").with_doorsteek("D", False)
    assert outcome(plan, shut, rule("hof_privaat", hoogstens=1)).oordeel is GOOD


def test_panden_outside_the_band_of_four_are_named() -> None:
    plan, regel = town(), rule("bouwlagen_band", minstens=3, hoogstens=5, panden=2)
    assert outcome(plan, "straks", regel).waarde == 4.0
    wish = raised(plan, "oost")
    found = outcome(plan, wish, regel)
    assert found.oordeel is BAD and found.objecten == (on_side(plan, "oost"),)
    assert outcome(plan, "straks", rule("bouwlagen_band", minstens=3, hoogstens=5, panden=200)).objecten == ("B",)


def accents_rule(second_m: float = 75.0):
    over = {"plein": ["plein"], "straten": ["laan"]}
    return rule("accent_plek", over, bouwlagen=4, tweede_lijn_m=second_m)


def test_an_accent_on_the_first_line_of_the_square_fails() -> None:
    plan = town()
    assert outcome(plan, "straks", accents_rule()).oordeel is GOOD
    found = outcome(plan, raised(plan, "plein"), accents_rule())
    assert found.oordeel is BAD and found.objecten == (on_side(plan, "plein"),)
    assert "eerste lijn" in found.reden


def test_an_accent_on_the_street_or_the_second_line_passes() -> None:
    plan = town()
    assert outcome(plan, raised(plan, "laan"), accents_rule(second_m=1.0)).oordeel is GOOD
    assert outcome(plan, raised(plan, "oost"), accents_rule(second_m=75.0)).oordeel is GOOD


def test_a_corner_of_square_and_street_is_first_line() -> None:
    plan = town()
    fronts = Geval.of(plan, State("straks")).fronten
    corner = next(i for i, sides in fronts.items() if set(sides) == {"plein", "west"})
    over = {"plein": ["plein"], "straten": ["west"]}
    high = State("straks").with_override(corner, "bouwlagen", 6)
    found = outcome(plan, high, rule("accent_plek", over, bouwlagen=4, tweede_lijn_m=75))
    assert (found.oordeel, found.objecten) == (BAD, (corner,))


def test_an_accent_beyond_the_second_line_fails() -> None:
    plan = town()
    found = outcome(plan, raised(plan, "oost"), accents_rule(second_m=1.0))
    assert found.oordeel is BAD and "tweede lijn" in found.reden


def test_a_drawn_accent_moved_to_the_square_fails() -> None:
    behind = Accent("AC", "B", box(48, 66, 60, 80), 6)
    assert outcome(town(behind), "straks", accents_rule()).oordeel is GOOD
    moved = town(replace(behind, polygon=box(20, 0, 34, 12)))
    assert outcome(moved, "straks", accents_rule()).oordeel is BAD


def test_accents_are_a_share_of_the_panden() -> None:
    plan = town()
    count = len(Geval.of(plan, State("straks")).panden)
    found = outcome(plan, raised(plan, "laan"), rule("accent_aandeel", bouwlagen=4, hoogstens=10))
    assert found.waarde == pytest.approx(100 / count)
    assert found.oordeel is GOOD
    every = State("straks").with_override("B", "bouwlagen", 5)
    assert outcome(plan, every, rule("accent_aandeel", bouwlagen=4, hoogstens=10)).waarde == pytest.approx(100.0)


def test_a_front_needs_public_ground_before_it() -> None:
    plan, regel = town(), rule("front_open", hoogstens=0, strook_m=3)
    assert outcome(plan, "straks", regel).oordeel is GOOD
    without = replace(plan, straten=tuple(s for s in plan.straten if s.id != "laan"))
    found = outcome(without, "straks", regel)
    assert found.oordeel is BAD and on_side(plan, "laan") in found.objecten


def test_a_wall_of_one_pand_is_no_wall_of_panden() -> None:
    assert outcome(town(), "straks", rule("wand_van_panden", minstens=2, zijde_m=25)).oordeel is GOOD
    # 60 m in panden of 36 to 60 m: two corners take 12 m each, between them stands one
    wide = town(pandbreedte_m=(36.0, 60.0))
    assert outcome(wide, "straks", rule("wand_van_panden", minstens=4, zijde_m=25)).oordeel is BAD


def test_widths_lie_in_the_band_the_block_was_divided_in() -> None:
    assert outcome(town(), "straks", rule("pand_breedte", minstens=7, hoogstens=13)).oordeel is GOOD
    assert outcome(town(), "straks", rule("pand_breedte", minstens=7, hoogstens=8)).oordeel is BAD


def shell(type_: str, **fields: object) -> Plan:
    """A block of one type of the shell."""
    return town(type=type_, **fields)


def test_a_type_the_plan_does_not_have_cannot_be_tested() -> None:
    for meting in ("publiek_interieur", "functie_plinten", "voordeuren"):
        regel = rule(meting, {"type": ["ander"]}, minstens=1, hoogstens=4, met_kap=3, binnen=2)
        found = outcome(shell("schil"), "straks", regel)
        assert found.oordeel is UNTESTED and "'ander'" in found.reden


def test_a_public_interior_is_low_and_walked_through() -> None:
    regel = rule("publiek_interieur", {"type": ["publiek"]}, hoogstens=4, met_kap=3, binnen=2)
    plan = replace(shell("publiek"), doorsteken=(making.doorsteek([(30, -5), (30, 85)]),))
    assert outcome(plan, "straks", regel).oordeel is GOOD
    assert "doorwaadbaar" in outcome(shell("publiek"), "straks", regel).reden
    high = outcome(plan, State("straks").with_override("B", "bouwlagen", 5), regel)
    assert (high.oordeel, high.waarde) == (BAD, 5.0)
    pitched = replace(plan, bouwblokken=(replace(plan.bouwblokken[0], kap_m=4.0),))
    assert outcome(pitched, "straks", regel).oordeel is BAD  # four and a kap: one too many


def test_shops_in_the_plint_of_the_shell_have_to_change() -> None:
    regel = rule("functie_plinten", {"type": ["gesloten"]}, minstens=50)
    assert (outcome(shell("gesloten"), "straks", regel).waarde) == 0.0
    lines = tuple(replace(r, functie_plint=Functie.WONEN) for r in shell("gesloten").bouwblokken[0].rooilijnen)
    changed = shell("gesloten")
    changed = replace(changed, bouwblokken=(replace(changed.bouwblokken[0], rooilijnen=lines),))
    assert outcome(changed, "straks", regel).waarde == pytest.approx(100.0)


def test_a_complex_block_stacks_what_is_asked() -> None:
    over = {"type": ["complex"], "functies": ["winkel", "wonen"]}
    assert outcome(shell("complex"), "straks", rule("gestapeld", over)).oordeel is GOOD
    more = {"type": ["complex"], "functies": ["winkel", "wonen", "parkeren"]}
    found = outcome(shell("complex"), "straks", rule("gestapeld", more))
    assert (found.oordeel, found.waarde) == (BAD, 2.0)


def test_front_doors_are_on_the_street() -> None:
    regel = rule("voordeuren", {"type": ["experiment"]}, minstens=100)
    assert outcome(shell("experiment"), "straks", regel).oordeel is GOOD
    plan = shell("experiment")
    lines = tuple(replace(r, functie_plint=Functie.PARKEREN) for r in plan.bouwblokken[0].rooilijnen)
    parked = replace(plan, bouwblokken=(replace(plan.bouwblokken[0], rooilijnen=lines),))
    assert outcome(parked, "straks", regel).oordeel is BAD
