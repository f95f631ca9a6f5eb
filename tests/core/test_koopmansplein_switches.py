"""Every switch of the Koopmansplein plan does something: doorsteken, profiles, accents, pavilions, fasen, knobs."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from shapely.geometry import LineString

from massastudie.fasering import bomen
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import resolve
from massastudie.state import Kleuring, Layer, State
from massastudie.volumes import Massamodel
from tests.core.koopmansplein import EIND, FASEN, figures
from tests.core.making import blocking, bvo, clashes, fingerprint


@pytest.fixture(scope="module")
def eind(plan: Plan) -> Massamodel:
    """Everything that stands in the last fase."""
    return build(plan, EIND)


@pytest.mark.parametrize("fase", FASEN)
@pytest.mark.parametrize("number", range(8))
def test_every_doorsteek_changes_masses_and_figures(plan: Plan, number: int, fase: str) -> None:
    doorsteek, state = plan.doorsteken[number].id, State(fase)
    is_open = build(plan, state).doorgangen[number].is_open
    switched = state.with_doorsteek(doorsteek, not is_open)
    shut, opened = (build(plan, s) for s in ((switched, state) if is_open else (state, switched)))
    assert bvo(opened) < bvo(shut) - 20
    assert figures(plan, switched).totaal_m2 != figures(plan, state).totaal_m2
    gang = build(plan, switched).doorgangen[number]
    assert gang.forced and gang.is_open is not is_open
    assert clashes(build(plan, switched)) == [] and blocking(build(plan, switched)) == []
    assert fingerprint(build(plan, switched.with_doorsteek(doorsteek, None))) == fingerprint(build(plan, state))


def test_a_doorsteek_kept_closed_keeps_what_it_would_have_cut(plan: Plan, eind: Massamodel) -> None:
    first = build(plan, State("bestaand"))
    for gang in eind.doorgangen:
        shut = build(plan, EIND.with_doorsteek(gang.id, False))
        before = built_over(first, gang.strook)
        free = gang.strook.difference(shapely.union_all([b.eiland for b in plan.bouwblokken]))
        free = free.difference(shapely.union_all([o.strook for o in eind.doorgangen if o.id != gang.id]))
        expected = before.intersection(free).area
        kept = built_over(shut, gang.strook).intersection(free).area
        assert expected > 20, gang.id
        assert kept == pytest.approx(expected, abs=1.0), gang.id


def built_over(massa: Massamodel, where: shapely.Polygon) -> shapely.Geometry:
    """Ground under masses inside an area."""
    return shapely.union_all([v.polygon for v in massa.volumes if v.bouwlaag == 0]).intersection(where)


def test_every_profile_changes_the_street(plan: Plan) -> None:
    for straat in (s for s in plan.straten if s.profielen):
        seen = set()
        for keuze in straat.profielen:
            vak = next(
                v for v in build(plan, EIND.with_profiel(straat.id, keuze.profiel)).profielen if v.straat == straat.id
            )
            assert vak.forced and vak.profiel.id == keuze.profiel
            seen.add(tuple((name, soort, band.wkb) for name, soort, band in vak.stroken))
        assert len(seen) == len(straat.profielen), straat.id


def test_strips_of_a_profile_lie_side_by_side_over_its_whole_width(plan: Plan, eind: Massamodel) -> None:
    for vak in eind.profielen:
        bands = [band for _, _, band in vak.stroken]
        lijn: LineString = plan.by_id[vak.straat].lijn  # type: ignore[attr-defined]
        assert all(b.is_valid for b in bands), vak.straat
        whole = shapely.union_all(bands).area
        assert whole == pytest.approx(sum(b.area for b in bands), rel=0.01), vak.straat
        assert whole == pytest.approx(lijn.length * vak.profiel.breedte_m, rel=0.1), vak.straat


def test_the_weierslaan_has_a_double_row_of_trees(plan: Plan, eind: Massamodel) -> None:
    profiel = next(v.profiel for v in eind.profielen if v.straat == "weiersstraat_midden")
    own = [b for b in bomen(plan, EIND) if b.profiel == profiel.id]
    rows = next(v.boompunten for v in eind.profielen if v.straat == "weiersstraat_midden")
    lijn: LineString = plan.by_id["weiersstraat_midden"].lijn  # type: ignore[attr-defined]
    points = [b.punt for b in own] or [shapely.Point(xy) for xy in rows]
    left = [
        p for p in points if lijn.parallel_offset(5, "left").distance(p) < lijn.parallel_offset(5, "right").distance(p)
    ]
    assert len(points) >= 8
    assert 0.3 < len(left) / len(points) < 0.7


def test_every_accent_changes_masses_and_figures(plan: Plan, eind: Massamodel) -> None:
    for accent in plan.accenten:
        off = build(plan, EIND.with_accent(accent.id, False))
        raised = [i.id for i in eind.lichamen if i.accent == accent.id]
        assert raised, accent.id
        assert all(off.by_id[i].bouwlagen in (3, 4) and off.by_id[i].accent is None for i in raised)
        assert bvo(off) < bvo(eind) - 50
    none = build(plan, replace(EIND, accenten_aan=False))
    assert max(i.bouwlagen for i in none.lichamen if i.blok) == 4


def test_a_pavilion_can_be_switched_in_every_fase(plan: Plan) -> None:
    for paviljoen in plan.paviljoens:
        for fase in FASEN:
            there = build(plan, State(fase).with_paviljoen(paviljoen.id, True))
            away = build(plan, State(fase).with_paviljoen(paviljoen.id, False))
            assert bvo(there) - bvo(away) == pytest.approx(paviljoen.polygon.area * paviljoen.bouwlagen, abs=0.1)
            assert clashes(there) == []


def test_every_fase_has_masses_and_figures_of_its_own(plan: Plan) -> None:
    assert len({figures(plan, State(f)).totaal_m2 for f in FASEN}) == 4
    dwellings = [figures(plan, State(f)).woningen for f in FASEN]
    assert dwellings == sorted(dwellings) and len(set(dwellings)) == 4


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("bouwlagen", 6), ("plint_m", 5.9), ("diepte_m", 13.5), ("verdieping_m", 3.4), ("fase", "fase1")],
)
def test_every_knob_of_a_block_moves_that_block_alone(plan: Plan, eind: Massamodel, veld: str, waarde: object) -> None:
    before = {looks(item) for item in eind.lichamen}
    for blok in plan.bouwblokken:
        if getattr(blok, veld) == waarde:
            continue
        massa = build(plan, EIND.with_override(blok.id, veld, waarde))  # type: ignore[arg-type]
        changed = {i.blok for i in massa.lichamen if looks(i) not in before}
        assert changed == {blok.id}, (blok.id, veld)


def looks(item: object) -> tuple[object, ...]:
    """What can be seen of a mass."""
    volumes = item.volumes  # type: ignore[attr-defined]
    return (item.id, item.fase, *((v.bottom_m, v.top_m, v.polygon.wkb) for v in volumes))  # type: ignore[attr-defined]


def test_layers_colours_and_selection_never_change_a_figure(plan: Plan, eind: Massamodel) -> None:
    bare = replace(EIND, layers=frozenset(), kleuring=Kleuring.FUNCTIE, selectie="BB1-01")
    assert build(plan, bare) is eind
    assert figures(plan, bare) == figures(plan, EIND)
    assert resolve(plan, bare, eind).bodies == ()
    without = replace(EIND, layers=EIND.layers - {Layer.BESTAAND})
    assert figures(plan, without) == figures(plan, EIND)


def test_building_is_repeatable_to_the_last_digit(plan: Plan, eind: Massamodel) -> None:
    from modellen.reader import default_plan_path, read_plan

    again = read_plan(default_plan_path())
    assert fingerprint(build(again, EIND)) == fingerprint(eind)
