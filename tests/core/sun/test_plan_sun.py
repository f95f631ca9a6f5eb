"""Points, ledger and norms on plans: a block that can be counted by hand, and the built-in plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely

from massastudie.bezonning import Dag, study
from massastudie.casters import casters
from massastudie.errors import PlanError, StateError
from massastudie.massa import build
from massastudie.meetpunten import OP, gevelpunten, meetpunten
from massastudie.norm import Norm
from massastudie.normtoets import toets_norm
from massastudie.periode import Periode
from massastudie.periodeboek import periodeboek
from massastudie.plan import Functie, Plan
from massastudie.state import State
from massastudie.steps import drained
from massastudie.sun_update import update
from massastudie.zonboek import plaats_of, zonboek
from massastudie.zonpunten import Punten, inside
from modellen.normen import find_norm, norm_names
from tests.core.making import block, built, one_plan
from tests.core.sun.scenes import ASSEN, EQUINOX

#: Outward azimuts (true north) of gevels that can have 2 h on 19 February, by lowest sun: computed with the formulas
#: of Meeus and a scan of the hour angle.
REACH = {0.0: (44.5, 316.0), 10.0: (62.5, 298.0), 11.0: (64.5, 295.5)}


@pytest.fixture(scope="module")
def one() -> Plan:
    """A block of 60 × 80 m, 12 m deep: a hof of 36 × 56 m."""
    return one_plan(block())


def test_the_hof_has_a_point_on_each_square_metre(one: Plan) -> None:
    state = State.start(one)
    found = meetpunten(one, state, build(one, state))
    (hof,) = found.groepen
    assert (hof.id, hof.soort, hof.eind) == ("B", "hof", 36 * 56)
    assert hof.oppervlak_m2 == pytest.approx(36 * 56)
    assert found.punten.binnen is not None and not found.punten.binnen.any()
    offsets = np.abs(found.punten.xyz[:, :2] * 1000 % 1)
    assert (np.minimum(offsets, 1 - offsets) > 0.1).all(), "a point lies on the grid of the design"


def test_gevel_points_stand_free_on_every_bouwlaag(one: Plan) -> None:
    massa = built(one)
    found = gevelpunten(massa.lichamen, massa.lichamen)
    z = np.unique(found.punten.xyz[:, 2].round(3))
    # each pand has its own storey height, from a tenth below to a tenth above 3.05 m
    assert z[0] == 0.75 and z[1] == pytest.approx(4.5 + 0.75)
    ground = found.punten.xyz[found.punten.xyz[:, 2] == 0.75]
    mass = shapely.union_all([v.polygon for v in massa.volumes if v.bouwlaag == 0])
    away = shapely.distance(mass, shapely.points(ground[:, :2]))
    assert np.allclose(away, 0.02, atol=1e-3)
    # outside 2 × (60 + 80), inside 2 × (36 + 56): at most a metre apart, party walls left out
    assert 280 + 184 <= len(ground) <= 1.15 * (280 + 184)
    assert found.punten.normals is not None
    assert np.allclose(np.linalg.norm(found.punten.normals, axis=1), 1)


def test_fronts_are_not_taken_together(one: Plan) -> None:
    massa = built(one)
    for groep in gevelpunten(massa.lichamen, massa.lichamen).groepen:
        assert groep.eind > groep.start and groep.front in (0, 1, 2, 3)
    found = gevelpunten(massa.lichamen, massa.lichamen)
    assert found.punten.normals is not None
    for groep in found.groepen:
        normals = found.punten.normals[groep.which]
        assert (normals @ normals.T > 0.49).all()


def test_an_unknown_kind_is_refused(one: Plan) -> None:
    with pytest.raises(StateError, match="tuinen"):
        meetpunten(one, State.start(one), built(one), ("tuinen",))


@pytest.fixture(scope="module")
def book(plan: Plan):  # type: ignore[no-untyped-def]
    """The ledger of the built-in plan, coarse."""
    return drained(zonboek(plan, State.start(plan), Dag(EQUINOX, 10.0), raster_m=3.0))


def test_the_ledger_has_a_row_per_surface_and_a_cell_per_fase(plan: Plan, book) -> None:  # type: ignore[no-untyped-def]
    assert book.fasen == tuple(f.id for f in plan.fasen)
    hoven = [r for r in book.regels if r.soort == "hof"]
    assert {r.id for r in hoven} == {h.blok for h in build(plan, State.start(plan)).hoven}
    assert {r.soort for r in book.regels} == {"hof", "plein", "terras", "straat"}
    for regel in book.regels:
        for before, now in zip(regel.cijfers, regel.cijfers[1:], strict=False):
            if before and now:
                assert now.verandering_h == pytest.approx(now.gemiddeld_h - before.gemiddeld_h)
            elif now:
                assert now.verandering_h is None
        known = {f: c.gemiddeld_h for f, c in zip(book.fasen, regel.cijfers, strict=True) if c}
        assert regel.slechtste is None or known[regel.slechtste] == min(known.values())


def test_the_built_in_plan_in_part_equals_the_whole(plan: Plan) -> None:
    start = State.start(plan)
    massa = build(plan, start)
    points = meetpunten(plan, start, massa, ("hoven", "doorsteken"), 2.0).punten
    dag, place, old = Dag(EQUINOX, 15.0), plaats_of(plan), casters(massa.lichamen)
    before = drained(study(old, points, dag, place))
    changes = [start.with_override(plan.accenten[0].id, "bouwlagen", 9), replace(start, fase=plan.fasen[1].id)]
    changes += [start.with_doorsteek(d.id, False) for d in plan.doorsteken[:4]]
    for state in changes:
        new = casters(build(plan, state).lichamen)
        found, whole = drained(update(before, old, new)), drained(study(new, points, dag, place))
        assert np.array_equal(found.tiled, whole.tiled)
        assert np.array_equal(found.minuten, whole.minuten, equal_nan=True)


def test_a_new_mask_is_followed(plan: Plan) -> None:
    """Points that come free or get lost inside a mass when a doorsteek is opened or closed."""
    start = State.start(plan)
    shut = start.with_doorsteek("DS3", False)
    points = meetpunten(plan, start, build(plan, start), ("doorsteken",), 2.0).punten.xyz
    sets, sources = [], []
    for state in (start, shut):
        lichamen = build(plan, state).lichamen
        sets.append(Punten(points, None, inside(points, lichamen)))
        sources.append(casters(lichamen))
    dag, place = Dag(EQUINOX, 15.0), plaats_of(plan)
    for a, b in ((0, 1), (1, 0)):
        before = drained(study(sources[a], sets[a], dag, place))
        found = drained(update(before, sources[a], sources[b], sets[b]))
        whole = drained(study(sources[b], Punten(points, None, sets[b].binnen), dag, place))
        assert np.array_equal(found.minuten, whole.minuten, equal_nan=True)
    assert np.isnan(drained(study(sources[1], sets[1], dag, place)).minuten).any()


def test_a_period_of_the_plan(plan: Plan) -> None:
    asked = Periode(date(2026, 2, 19), date(2026, 10, 21), 30.0, elke=49)
    found = drained(periodeboek(plan, State.start(plan), asked, ("hoven",), ("fase3",), 4.0))
    assert len(found.cijfers) == 9
    for cijfer in found.cijfers:
        assert cijfer.laagste_h <= cijfer.laagste_dag_h + 1e-9 <= cijfer.per_dag_h + 1e-6
        assert cijfer.laagste_dag in (date(2026, 2, 19), date(2026, 10, 21))


@pytest.mark.parametrize("name", norm_names())
def test_each_norm_tells_source_status_and_parameters(name: str) -> None:
    norm = find_norm(name)
    assert norm.id == name and norm.bron and norm.status
    text = norm.text()
    assert "stap" in text and "zon boven" in text and "zonder bomen" in text
    assert ("gevelpunt" in text) == (norm.op == "gevels")


def test_the_norms_are_as_the_sources_give_them() -> None:
    licht, streng = find_norm("tno_licht"), find_norm("tno_streng")
    days = licht.days_in(2026)
    assert (days[0], days[-1], licht.uren) == (date(2026, 2, 19), date(2026, 10, 21), (2.0,))
    assert (streng.days_in(2026)[0], streng.days_in(2026)[-1], streng.uren) == (
        date(2026, 1, 21), date(2026, 11, 22), (3.0,))  # fmt: skip
    haags, bre = find_norm("haagse_norm"), find_norm("bre_sun_on_ground")
    assert (haags.min_hoogte_deg, len(haags.days_in(2026))) == (10.0, 2)
    assert (bre.uren, bre.aandeel, bre.days_in(2026)) == ((2.0,), 0.5, (EQUINOX,))
    assert find_norm("en17037").uren == (1.5, 3.0, 4.0)


def test_a_norm_that_contradicts_itself_is_refused() -> None:
    fields = {"id": "x", "naam": "x", "bron": "x", "status": "x", "op": "gevels", "punt": "x", "uren": (2.0,)}
    with pytest.raises(PlanError, match="dagen"):
        Norm(**fields)  # type: ignore[arg-type]
    with pytest.raises(PlanError, match="02-30"):
        Norm(**fields, dagen=((2, 30),))  # type: ignore[arg-type]
    with pytest.raises(PlanError, match="aandeel"):
        Norm(**fields | {"op": "hoven"}, dagen=((3, 21),))  # type: ignore[arg-type]
    with pytest.raises(StateError, match="tno_licht"):
        find_norm("tno")


@pytest.mark.parametrize("lowest", REACH)
def test_which_gevels_can_reach_two_hours_on_19_february(lowest: float) -> None:
    azimut = np.arange(0.0, 360.0, 0.5)
    turn = np.radians(azimut - ASSEN.convergentie_deg)
    normals = np.c_[np.sin(turn), np.cos(turn), np.zeros(len(turn))]
    dag = Dag(date(2026, 2, 19), 1.0, lowest)
    found = drained(study(casters(()), Punten(np.zeros((len(turn), 3)), normals), dag, ASSEN)).minuten
    able = azimut[found >= 120]
    assert (able.min(), able.max()) == pytest.approx(REACH[lowest], abs=1.0)


def test_the_hof_rule_counts_the_share_of_the_surface(one: Plan) -> None:
    state, norm = State.start(one), find_norm("bre_sun_on_ground")
    found = drained(toets_norm(one, state, norm))
    (hof,) = found.hoven
    points = meetpunten(one, state, build(one, state))
    sun = drained(study(casters(built(one).lichamen), points.punten, Dag(EQUINOX, 1.0, 10.0), plaats_of(one)))
    assert hof.aandeel == sun.aandeel(2.0)
    assert hof.voldoet == (hof.aandeel >= 0.5)
    assert found.titel == "toetsing aan BRE zon op de grond (BR 209) (indicatief)"


def test_panden_are_tested_by_their_best_gevel_and_never_by_a_sum(one: Plan) -> None:
    norm = replace(find_norm("haagse_norm"), stap_min=15.0)
    found = drained(toets_norm(one, State.start(one), norm))
    homes = [i for i in built(one).lichamen if Functie.WONEN in i.bvo_m2]
    assert {p.id for p in found.panden} == {i.id for i in homes}
    for pand in found.panden:
        able = [g for g in pand.gevels if g.voldoet is not None]
        assert all(g.uren <= g.vrij_uren + 1e-9 for g in pand.gevels)
        assert all(g.vrij_uren < 2.0 for g in pand.gevels if g.voldoet is None)
        assert pand.uren == min(
            max(g.uren for g in able if g.bouwlaag == layer) for layer in {g.bouwlaag for g in able}
        )
        assert pand.voldoet == (pand.uren >= 2.0)
        assert all(g.bouwlaag > 0 for g in pand.gevels), "the plint holds shops"
    best = max(found.panden, key=lambda pand: pand.uren)
    for higher, level in ((best.uren, best.uren), (best.uren + 0.01, 2.0)):
        again = drained(toets_norm(one, State.start(one), replace(norm, uren=(2.0, higher))))
        assert {p.id: p.niveau_h for p in again.panden}[best.id] == level


def test_unbroken_hours_are_never_more_than_all_hours(one: Plan) -> None:
    norm = replace(find_norm("haagse_norm"), stap_min=15.0)
    all_, unbroken = (
        drained(toets_norm(one, State.start(one), replace(norm, aaneengesloten=x))) for x in (False, True)
    )
    pairs = zip(all_.panden, unbroken.panden, strict=True)
    assert all(b.uren <= a.uren + 1e-9 for a, b in pairs)


@pytest.mark.parametrize("op", OP)
def test_every_kind_of_surface_is_found_in_the_eindbeeld(plan: Plan, op: str) -> None:
    state = State.start(plan)
    found = meetpunten(plan, state, build(plan, state), (op,), 4.0)
    assert found.groepen
    assert [g.start for g in found.groepen[1:]] == [g.eind for g in found.groepen[:-1]]
    assert found.groepen[-1].eind == len(found.punten)
