"""Blocks whose figures can be worked out on paper. Each number has its sum, or its source, beside it."""

from __future__ import annotations

import pytest
from shapely.geometry import Polygon, box

from massastudie import oppervlak
from massastudie.errors import GeometryError, PlanError
from massastudie.plan import Functie, Plan, Winkelunit
from massastudie.state import State
from tests.core.making import L_SHAPE, bestaand, block, built, bvo, ground, one_plan, rooilijn


def figures(plan: Plan) -> oppervlak.BlokCijfers:
    """Figures of the one block of a plan, in its last fase."""
    state = State.start(plan)
    return oppervlak.kerncijfers(plan, state, built(plan, state)).blokken[0]


def test_the_block_of_the_norm_has_the_figures_of_the_norm() -> None:
    # normen.md §3, test vector: 60 x 80 m, 12 m deep, 4 layers
    found = figures(one_plan(block()))
    assert found.eiland_m2 == pytest.approx(4800, abs=0.01)  # 60 * 80
    assert found.footprint_m2 == pytest.approx(2784, abs=0.01)  # 4800 - 36 * 56
    assert found.hof_m2 == pytest.approx(2016, abs=0.01)  # (60 - 24) * (80 - 24)
    assert found.totaal_m2 == pytest.approx(11136, abs=0.05)  # 4 * 2784
    assert found.fsi == pytest.approx(2.320, abs=5e-5)  # 11136 / 4800
    assert found.gsi == pytest.approx(0.580, abs=5e-5)  # 2784 / 4800
    assert found.l == pytest.approx(4.00, abs=5e-5)  # 11136 / 2784
    assert found.osr == pytest.approx(0.1810, abs=5e-5)  # (4800 - 2784) / 11136


def test_the_block_of_the_norm_holds_86_dwellings_over_a_plint_of_shops() -> None:
    found = figures(one_plan(block()))
    assert found.bvo_m2[Functie.WONEN] == pytest.approx(8352, abs=0.05)  # 3 * 2784
    assert found.bvo_m2[Functie.WINKEL] == pytest.approx(2784, abs=0.02)
    assert found.woningen == 86  # 8352 * 0.78 / 75 = 86.86, normen.md §3
    assert found.bouwlagen == 4
    assert found.gevel_m == pytest.approx(280)  # 2 * (60 + 80)


def test_heights_stack_from_plint_storeys_and_roof_edge() -> None:
    # 4.5 + 3 * 3.05 + 0.5 = 14.15; the seed moves storeys 0.1 m and the edge at most 0.5 m: 13.85 to 14.95
    massa = built(one_plan(block()))
    heights = {round(item.hoogte_m, 3) for item in massa.lichamen}
    assert all(13.85 <= h <= 14.95 for h in heights)
    plain = next(item for item in massa.lichamen if item.volumes[1].top_m == 7.55)
    assert [v.bottom_m for v in plain.volumes] == [0.0, 4.5, 7.55, 10.6]
    assert 0.0 <= plain.hoogte_m - 14.15 <= 0.5


def test_a_concave_block_by_hand() -> None:
    # L of 60x80 less 30x40: 3600. Offset 12 m inside: legs 36x16 and 6x56, together sharing 6x16
    found = figures(one_plan(block(L_SHAPE)))
    hof = 36 * 16 + 6 * 56 - 6 * 16  # 816
    assert found.eiland_m2 == pytest.approx(3600, abs=0.01)
    assert found.hof_m2 == pytest.approx(hof, abs=0.05)
    assert found.footprint_m2 == pytest.approx(3600 - hof, abs=0.05)
    assert found.totaal_m2 == pytest.approx(4 * (3600 - hof), abs=0.2)


def test_a_hollow_corner_is_shared_by_two_panden() -> None:
    # without a cut at the corner one pand took 10 + 10 m of front and 12x12 m behind it: 384 m²
    massa = built(one_plan(block(L_SHAPE)))
    at_corner = [v for v in massa.volumes if v.bouwlaag == 0 and v.polygon.distance(box(30, 40, 30, 40)) < 0.01]
    assert len(at_corner) == 2
    # corner panden of 12 m depth are at most 13 * 12 + half of 12 * 12
    assert max(v.bvo_m2 for v in at_corner) < 230


def test_a_u_block_by_hand() -> None:
    # three building lines of 60x80, open to the north: 2 legs of 12 x 80 and a middle of 36 x 12
    lines = (rooilijn([(0, 80), (0, 0), (60, 0), (60, 80)]),)
    found = figures(one_plan(block(rooilijnen=lines)))
    assert found.footprint_m2 == pytest.approx(2 * 12 * 80 + 36 * 12, abs=0.05)  # 2352
    assert found.hof_m2 == pytest.approx(36 * 68, abs=0.05)  # 2448
    assert found.gevel_m == pytest.approx(220)  # 80 + 60 + 80


def test_an_l_block_of_two_lines_by_hand() -> None:
    lines = (rooilijn([(0, 80), (0, 0)], 1), rooilijn([(0, 0), (60, 0)], 2))
    found = figures(one_plan(block(rooilijnen=lines)))
    assert found.footprint_m2 == pytest.approx(12 * 80 + 48 * 12, abs=0.05)  # 1536


def test_a_line_drawn_the_other_way_gives_the_same_ring() -> None:
    there = figures(one_plan(block(rooilijnen=(rooilijn([(0, 0), (60, 0)]),))))
    back = figures(one_plan(block(rooilijnen=(rooilijn([(60, 0), (0, 0)]),))))
    assert there.footprint_m2 == pytest.approx(60 * 12, abs=0.05)
    assert back.footprint_m2 == pytest.approx(60 * 12, abs=0.05)


@pytest.mark.parametrize("width", [10, 20, 23.9, 24])
def test_a_block_too_thin_for_a_hof_is_built_over(width: float) -> None:
    massa = built(one_plan(block(box(0, 0, width, 80))))
    assert massa.hoven == ()
    assert ground(massa).area == pytest.approx(width * 80, abs=0.05)


def test_a_block_just_wide_enough_has_a_narrow_hof() -> None:
    massa = built(one_plan(block(box(0, 0, 25, 80))))
    assert massa.hoven[0].oppervlak_m2 == pytest.approx(1 * 56, abs=0.05)  # (25 - 24) * (80 - 24)


def test_a_deep_plint_puts_the_hof_on_a_deck() -> None:
    # the shop is 60 x 30 m; the ring takes 12 m of it on three sides: 36 x 18 lies under the hof
    unit = Winkelunit("U", "Unit", "B", box(0, 0, 60, 30), "straks")
    plan = one_plan(block(), units=[unit])
    massa, found = built(plan), figures(plan)
    deck = massa.by_id["B-dek-U"]
    assert deck.bvo_m2 == {Functie.WINKEL: pytest.approx(648, abs=0.05)}
    assert deck.bouwlagen == 1
    assert deck.hoogte_m == 4.5  # the deck lies on the plint
    assert massa.hoven[0].dek.area == pytest.approx(648, abs=0.05)
    assert massa.hoven[0].dek_m == 4.5
    assert massa.hoven[0].oppervlak_m2 == pytest.approx(2016, abs=0.05)  # garden on the ground and on the deck
    assert found.totaal_m2 == pytest.approx(11136 + 648, abs=0.1)
    assert found.gsi == pytest.approx(0.580, abs=5e-5)  # a deck with a garden on it is no built-over ground
    assert found.winkelunits == 1 + sum(
        1 for i in massa.lichamen if i.soort == "pand" and i.volumes[0].polygon.centroid.y > 30
    )


def test_a_hole_in_the_outline_has_a_ring_of_its_own() -> None:
    # 100 x 100 less a square of 20 x 20 in the middle; hof between 12 m from the outside and 12 m from the hole
    eiland = box(0, 0, 100, 100).difference(box(40, 40, 60, 60))
    massa = built(one_plan(block(eiland)))
    assert massa.hoven[0].oppervlak_m2 == pytest.approx(76 * 76 - 44 * 44, abs=0.05)
    inner = [v for v in massa.volumes if v.bouwlaag == 0 and v.polygon.intersects(box(30, 30, 70, 70))]
    assert sum(v.bvo_m2 for v in inner) == pytest.approx(44 * 44 - 20 * 20, abs=0.05)
    assert max(v.bvo_m2 for v in inner) < 400  # cut at the corners of the hole: 20 * 12 + 12 * 12 = 384


def test_points_on_a_straight_side_change_nothing() -> None:
    points = [(0, 0), (20, 0), (20.001, 0), (40, 0), (60, 0), (60, 33), (60, 80), (0, 80), (0, 10)]
    extra = built(one_plan(block(Polygon(points))))
    plain = built(one_plan(block()))
    assert bvo(extra) == pytest.approx(bvo(plain), abs=0.05)
    assert len(extra.lichamen) == len(plain.lichamen)


def test_a_sliver_on_the_outline_gives_no_pand_of_its_own() -> None:
    spike = Polygon([(0, 0), (60, 0), (60, 40), (60.02, 60), (60, 80), (0, 80)])
    massa = built(one_plan(block(spike)))
    assert min(v.bvo_m2 for v in massa.volumes) > 45
    assert ground(massa).area == pytest.approx(2784, abs=1.0)


def test_an_outline_that_crosses_itself_is_refused_by_name() -> None:
    bow = Polygon([(0, 0), (60, 80), (60, 0), (0, 40)])
    with pytest.raises(GeometryError, match=r"^'B': omtrek is ongeldig"):
        built(one_plan(block(bow)))


def test_an_outline_of_nothing_is_refused_by_name() -> None:
    with pytest.raises(GeometryError, match=r"^'B': omtrek verwacht een vlak van minstens 1 m², gevonden 0\.25 m²"):
        built(one_plan(block(box(0, 0, 0.5, 0.5))))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("bouwlagen", 0, "bouwlagen"),
        ("diepte_m", 0.0, "diepte_m"),
        ("plint_m", -1.0, "plint_m"),
        ("verdieping_m", 0.0, "verdieping_m"),
        ("pandbreedte_m", (13.0, 7.0), "pandbreedte_m"),
    ],
)
def test_a_block_that_cannot_be_is_refused_by_field(field: str, value: object, said: str) -> None:
    with pytest.raises(PlanError, match=f"^'B': {said} verwacht .*gevonden"):
        block(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"), [("bouwlagen", 0), ("hoogte_m", 0.0), ("plint_m", 11.0), ("plint_m", 10.5)]
)
def test_a_standing_pand_that_cannot_be_is_refused_by_field(field: str, value: object) -> None:
    # 10.5 m high with three bouwlagen: a plint of 10.5 m would leave two storeys without height
    with pytest.raises(PlanError, match=f"^'P': {field} verwacht .*gevonden"):
        bestaand(box(0, 0, 10, 10), **{field: value})


@pytest.mark.parametrize(("share", "functie"), [(0.4, Functie.WONEN), (0.6, Functie.WINKEL)])
def test_a_plint_is_a_shop_when_a_unit_takes_more_than_half_of_it(share: float, functie: Functie) -> None:
    # a block without hof is one straight row of panden 10 m deep: the unit takes this share of the depth of each
    ring = block(box(0, 0, 60, 10), functie_plint=Functie.WONEN, diepte_m=10.0)
    unit = Winkelunit("U", "Unit", "B", box(0, 0, 60, 10 * share), "straks")
    massa = built(one_plan(ring, units=[unit]))
    assert {v.functie for v in massa.volumes if v.bouwlaag == 0} == {functie}
