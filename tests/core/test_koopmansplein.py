"""The plan of the Koopmansplein against the vision (ids as in the source: A4, C1 ...) and its own bands."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from massastudie import oppervlak
from massastudie.fasering import vlakken
from massastudie.massa import build
from massastudie.plan import BestaandPand, Bouwblok, Plan
from massastudie.state import State
from massastudie.volumes import Massamodel, Status
from tests.core.koopmansplein import EIND, FASEN, figures
from tests.core.making import blocking, clashes

#: BVO to WVO of a shop in the plint, `plan.toml`.
WVO_PER_BVO = 0.8


@pytest.fixture(scope="module")
def eind(plan: Plan) -> Massamodel:
    """Everything that stands in the last fase."""
    return build(plan, EIND)


def fase_of(plan: Plan, item_id: str) -> str:
    """The fase in which an object of the plan comes."""
    return str(plan.by_id[item_id].fase)  # type: ignore[attr-defined]


# --- rules of the vision


def test_a3_blocks_have_four_bouwlagen_and_no_pand_more_than_one_less(plan: Plan, eind: Massamodel) -> None:
    assert len(plan.bouwblokken) >= 8
    assert {b.bouwlagen for b in plan.bouwblokken} == {4}
    new = [i for i in eind.lichamen if i.blok and i.soort == "pand" and i.accent is None]
    assert {i.bouwlagen for i in new} == {3, 4}


def test_a4_accents_stand_only_where_the_vision_has_them(plan: Plan, eind: Massamodel) -> None:
    higher = [i for i in eind.lichamen if i.blok and i.bouwlagen > 4]
    assert {i.accent for i in higher} == {a.id for a in plan.accenten}
    weiersstraat = shapely.union_all([s.lijn for s in plan.straten if s.id.startswith("weiersstraat")])
    square = shapely.union_all([v.polygon for v in plan.vlakken if v.id == "koopmansplein"])
    for pand in higher:
        accent = plan.by_id[str(pand.accent)]
        ground = pand.volumes[0].polygon
        if accent.plek == "Weiersstraat":  # type: ignore[attr-defined]
            assert ground.distance(weiersstraat) < 20, pand.id
        else:
            assert accent.plek == "tweede lijn"  # type: ignore[attr-defined]
        assert ground.distance(square) > 10, pand.id  # never on the square's own wall


def test_a5_accents_are_few(plan: Plan, eind: Massamodel) -> None:
    panden = [i for i in eind.lichamen if i.blok and i.soort == "pand"]
    assert len([i for i in panden if i.accent]) <= 0.1 * len(panden)


def test_a8_the_green_square_comes_in_its_fase(plan: Plan) -> None:
    there = {f: "groen_plein" in {v.id for v in vlakken(plan, State(f))} for f in FASEN}
    assert there == {"bestaand": False, "fase1": False, "fase2": True, "fase3": True}


def test_a8_nothing_stands_on_the_green_square(plan: Plan, eind: Massamodel) -> None:
    square = plan.by_id["groen_plein"].polygon  # type: ignore[attr-defined]
    assert [v.id for v in eind.volumes if v.polygon.intersection(square).area > 0.05] == []


def test_a10_shops_and_cafes_are_in_the_plint_and_dwellings_above(plan: Plan, eind: Massamodel) -> None:
    new = [(i, v) for i, v in eind.pairs() if i.blok]
    assert {v.functie for _, v in new if v.bouwlaag > 0} == {"wonen"}
    at_square = {"BB1", "BB2", "BB5"}
    assert {v.functie for i, v in new if i.soort == "dek"} == {"winkel"}
    assert any(v.functie == "winkel" for i, v in new if i.blok in at_square and v.bouwlaag == 0)


def test_a11_plinten_at_the_square_are_four_to_six_metres(plan: Plan) -> None:
    at_square = [b for b in plan.bouwblokken if any(r.aan.startswith("koopmansplein") for r in b.rooilijnen)]
    assert len(at_square) >= 3
    assert all(4.0 <= b.plint_m <= 6.0 for b in at_square)


def test_a11_shops_at_the_square_are_of_modern_size(plan: Plan) -> None:
    sizes = {u.id: u.polygon.area * WVO_PER_BVO for u in plan.winkelunits}
    assert len(sizes) >= 3
    assert all(800 <= wvo <= 1200 for wvo in sizes.values()), sizes


def test_a11_what_is_built_of_a_large_shop_is_of_modern_size_too(plan: Plan, eind: Massamodel) -> None:
    for unit in plan.winkelunits:
        ground = [v for v in eind.volumes if v.bouwlaag == 0 and v.functie == "winkel"]
        built = sum(v.polygon.intersection(unit.polygon).area for v in ground)
        assert 800 <= built * WVO_PER_BVO <= 1200, unit.id


def test_c1_c2_forum_first_then_the_v_and_d_site_then_hema(plan: Plan) -> None:
    order = [plan.fase_index[fase_of(plan, item)] for item in ("BB1", "BB2", "BB5")]
    assert order == sorted(order) and len(set(order)) == 3
    assert order[0] == min(plan.fase_index[b.fase] for b in plan.bouwblokken)


def test_c3_fasen_carry_the_years_of_the_vision(plan: Plan) -> None:
    assert tuple(f.id for f in plan.fasen) == FASEN
    assert [f.tot_jaar for f in plan.fasen] == [2021, 2025, 2030, None]


def test_c5_mercurius_changes_last_or_with_the_v_and_d_site(plan: Plan) -> None:
    site = plan.fase_index[fase_of(plan, "BB2")]
    for blok in (b for b in plan.bouwblokken if b.naam.startswith("Mercurius")):
        assert plan.fase_index[blok.fase] >= site


def test_c6_square_and_weiersstraat_change_before_2030(plan: Plan) -> None:
    profielen = {v.straat: v.profiel.id for v in build(plan, State("fase2")).profielen}
    assert profielen["weiersstraat_midden"] == "weierslaan_midden"
    assert profielen["weiersstraat_zuid"] == "entreeplein"
    assert plan.fase_index[fase_of(plan, "BB2")] <= plan.fase_index["fase2"]


def test_b3_the_profile_goes_north_as_last_step(plan: Plan) -> None:
    found = [{v.straat: v.profiel.id for v in build(plan, State(f)).profielen} for f in FASEN]
    assert [f["ring_noordwest"].startswith("weierslaan") for f in found] == [False, False, False, True]


# --- bands of the plan


def test_depths_plinten_and_storeys_lie_in_their_bands(plan: Plan) -> None:
    for blok in plan.bouwblokken:
        assert 10.0 <= blok.diepte_m <= 14.0, blok.id
        assert 4.0 <= blok.plint_m <= 6.0, blok.id
        assert 2.8 <= blok.verdieping_m <= 3.3, blok.id


def test_hoven_are_eighteen_metres_across_or_more(eind: Massamodel) -> None:
    assert len(eind.hoven) == 9
    across = {h.blok: 2 * shapely.maximum_inscribed_circle(h.polygon).length for h in eind.hoven}
    assert min(across.values()) >= 18.0, across


def test_panden_are_of_the_size_of_panden(plan: Plan, eind: Massamodel) -> None:
    grounds = {i.id: i.footprint_m2 for i in eind.lichamen if i.blok and i.soort == "pand"}
    assert len(grounds) > 100
    assert min(grounds.values()) > 45 and max(grounds.values()) < 330


def test_doorsteken_are_five_to_eight_and_each_is_a_way(plan: Plan) -> None:
    assert 5 <= len(plan.doorsteken) <= 8
    assert all(4 <= d.breedte_m <= 12 and d.lijn.length > 20 and d.autovrij for d in plan.doorsteken)


def test_the_existing_city_is_large_enough(plan: Plan) -> None:
    centre = shapely.Point(0, 0)
    assert len([p for p in plan.bestaand if p.polygon.distance(centre) < 350]) >= 350


# --- every fase


@pytest.mark.parametrize("fase", FASEN)
def test_nothing_stands_twice_in_one_place(plan: Plan, fase: str) -> None:
    assert clashes(build(plan, State(fase))) == []


@pytest.mark.parametrize("fase", FASEN)
def test_every_open_doorsteek_is_free(plan: Plan, fase: str) -> None:
    massa = build(plan, State(fase))
    assert blocking(massa) == []
    due = {d.id for d in plan.doorsteken if plan.fase_index[d.fase] <= plan.fase_index[fase]}
    assert {g.id for g in massa.doorgangen if g.is_open} == due


@pytest.mark.parametrize("fase", FASEN)
def test_figures_are_the_sum_over_volumes_inside_the_plan(plan: Plan, fase: str) -> None:
    massa, found = build(plan, State(fase)), figures(plan, State(fase))
    for functie, area in found.bvo_m2.items():
        counted = sum(v.bvo_m2 for i, v in massa.pairs() if i.in_plan and v.functie == functie)
        assert area == pytest.approx(counted, abs=0.01), functie
    assert found.totaal_m2 == pytest.approx(sum(found.bvo_m2.values()))
    assert sum(b.totaal_m2 for b in found.blokken) == pytest.approx(
        sum(v.bvo_m2 for i, v in massa.pairs() if i.blok), abs=0.01
    )


@pytest.mark.parametrize("fase", FASEN)
def test_demolished_and_added_explain_the_total(plan: Plan, fase: str) -> None:
    first, now = figures(plan, State("bestaand")), figures(plan, State(fase))
    assert now.totaal_m2 == pytest.approx(first.totaal_m2 - now.gesloopt_m2 + now.toegevoegd_m2)
    assert now.gesloopt_m2 >= 0 and now.toegevoegd_m2 >= 0


def test_figures_per_fase_are_those_of_each_fase(plan: Plan) -> None:
    state = EIND.with_override("BB2", "bouwlagen", 5)
    assert [k.fase for k in oppervlak.per_fase(plan, state)] == list(FASEN)
    for fase, found in zip(FASEN, oppervlak.per_fase(plan, state), strict=True):
        assert found == figures(plan, replace(state, fase=fase))


@pytest.mark.parametrize("fase", FASEN)
def test_every_volume_has_a_height_and_a_sound_shape(plan: Plan, fase: str) -> None:
    for volume in build(plan, State(fase)).volumes:
        assert volume.top_m - volume.bottom_m > 2.0, volume.id
        assert volume.polygon.is_valid and volume.polygon.area > 0.05, volume.id


@pytest.mark.parametrize("fase", FASEN)
def test_every_id_stands_once(plan: Plan, fase: str) -> None:
    massa = build(plan, State(fase))
    for ids in ([i.id for i in massa.lichamen], [v.id for v in massa.volumes], [i.id for i in massa.gesloopt]):
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("fase", FASEN)
def test_ghosts_stand_where_nothing_old_stands_any_more(plan: Plan, fase: str) -> None:
    massa = build(plan, State(fase))
    ghosts = [v for i in massa.gesloopt for v in i.volumes]
    standing = [v for i in massa.lichamen if i.status is Status.BESTAAND for v in i.volumes]
    tree = shapely.STRtree([v.polygon for v in standing])
    for ghost in ghosts:
        for other in (standing[i] for i in tree.query(ghost.polygon, predicate="intersects")):
            if other.bottom_m < ghost.top_m:
                assert other.polygon.intersection(ghost.polygon).area < 0.1, (ghost.id, other.id)


def test_a_pand_of_a_later_block_stands_until_that_block_comes(plan: Plan) -> None:
    for pand in plan.bestaand:
        reason = plan.by_id.get(pand.sloop_voor or "")
        if isinstance(reason, Bouwblok):
            index = plan.fase_index[reason.fase]
            assert pand.id in build(plan, State(FASEN[index - 1])).by_id, pand.id
            assert pand.id not in build(plan, State(FASEN[index])).by_id, pand.id


def test_what_stays_is_the_same_object_in_every_fase(plan: Plan, eind: Massamodel) -> None:
    first = build(plan, State("bestaand")).by_id
    same = [i for i in eind.lichamen if first.get(i.id) is i]
    assert len(same) > 1000


# --- where a mass comes from


@pytest.mark.parametrize("fase", FASEN)
def test_source_and_assumption_reach_every_mass(plan: Plan, fase: str) -> None:
    for item in build(plan, State(fase)).lichamen:
        origin = plan.by_id[item.blok or item.id].herkomst  # type: ignore[attr-defined]
        assert (item.bron, item.aanname) == (origin.bron, origin.aanname), item.id
        assert item.bron or item.aanname, item.id


def test_new_masses_are_marked_as_assumptions(eind: Massamodel) -> None:
    assert all(i.aanname for i in eind.lichamen if i.status is Status.NIEUW)


def test_status_and_place_of_every_mass(plan: Plan, eind: Massamodel) -> None:
    for item in eind.lichamen:
        assert (item.status is Status.BESTAAND) == isinstance(plan.by_id.get(item.id), BestaandPand)
        assert plan.plangrens.buffer(0.1).contains(item.volumes[0].polygon) or not item.in_plan, item.id
