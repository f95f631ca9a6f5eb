"""What holds for every block: panden tile the ring, the hof is free, each bouwlaag counts, meshes are closed."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from massastudie import blok, footprint, oppervlak
from massastudie.blok import BlokVorm
from massastudie.plan import Functie
from massastudie.state import State
from tests.core.making import block, built, bvo, clashes, front_m, ground, one_plan, prism_of
from tests.core.strategies import DEPTHS_M, SEEDS, outlines, rectangles

#: A new corner on a slanted side may lie half a grid step off it; over a ring of 500 m that is at most this, m².
GRID_M2 = 0.3


def shape_of(eiland: Polygon, diepte_m: float, zaad: int) -> BlokVorm:
    """The ground plan of a block."""
    return blok.vorm(one_plan(block(eiland, diepte_m=diepte_m, zaad=zaad)), "B", diepte_m)


@settings(max_examples=60)
@given(outlines(), DEPTHS_M, SEEDS)
def test_panden_tile_the_ring(eiland: Polygon, diepte_m: float, zaad: int) -> None:
    shape = shape_of(eiland, diepte_m, zaad)
    panden = list(shape.panden)
    assert all(p.is_valid for p in panden)
    assert max((a.intersection(b).area for a, b in combinations(panden, 2)), default=0.0) < 0.01
    assert sum(p.area for p in panden) == pytest.approx(shape.ring.area, abs=0.1)
    assert shapely.union_all(panden).symmetric_difference(shape.ring).area < GRID_M2


@settings(max_examples=60)
@given(outlines(), DEPTHS_M, SEEDS)
def test_ring_and_hof_are_the_eiland(eiland: Polygon, diepte_m: float, zaad: int) -> None:
    shape = shape_of(eiland, diepte_m, zaad)
    assert shape.ring.area + shape.hof.area == pytest.approx(eiland.area, abs=0.1)
    assert shape.ring.intersection(shape.hof).area < 0.01
    # nothing of the hof is nearer to the outline than the depth (a mitred corner may be farther)
    assert shape.hof.is_empty or shape.hof.distance(eiland.exterior) == pytest.approx(diepte_m, abs=0.01)


@settings(max_examples=40)
@given(outlines(), DEPTHS_M, SEEDS)
def test_every_pand_has_a_front(eiland: Polygon, diepte_m: float, zaad: int) -> None:
    shape = shape_of(eiland, diepte_m, zaad)
    assert all(front_m(p, eiland) > 1.9 for p in shape.panden)  # A5, F


@settings(max_examples=40)
@given(rectangles().filter(lambda p: min(footprint_sides(p)) > 45), DEPTHS_M, SEEDS)
def test_widths_lie_mostly_in_the_band(eiland: Polygon, diepte_m: float, zaad: int) -> None:
    panden = shape_of(footprint.to_grid(eiland), diepte_m, zaad).panden
    corners = shapely.MultiPoint(eiland.exterior.coords)
    widths = [front_m(p, eiland) for p in panden if p.distance(corners) > diepte_m / 2]
    inside = [w for w in widths if 7.0 - 0.3 <= w <= 13.0 + 0.3]
    assert len(inside) >= 0.9 * len(widths)


def footprint_sides(polygon: Polygon) -> list[float]:
    """Lengths of the first two sides."""
    points = [shapely.Point(xy) for xy in polygon.exterior.coords[:3]]
    return [points[0].distance(points[1]), points[1].distance(points[2])]


@settings(max_examples=30)
@given(outlines(), DEPTHS_M, SEEDS)
def test_the_same_seed_gives_the_same_division(eiland: Polygon, diepte_m: float, zaad: int) -> None:
    one, two = shape_of(eiland, diepte_m, zaad), shape_of(eiland, diepte_m, zaad)
    assert [p.wkb for p in one.panden] == [p.wkb for p in two.panden]


def test_another_seed_gives_another_division() -> None:
    found = {shape_of(box(0, 0, 60, 80), 12.0, zaad).panden[2].wkb for zaad in range(10)}
    assert len(found) == 10


@settings(max_examples=60)
@given(outlines(), DEPTHS_M, SEEDS, st.integers(1, 6))
def test_neighbours_differ_in_height_or_width(eiland: Polygon, diepte_m: float, zaad: int, bouwlagen: int) -> None:
    massa = built(one_plan(block(eiland, diepte_m=diepte_m, zaad=zaad, lager_kans=0.15, bouwlagen=bouwlagen)))
    looks = [(round(i.hoogte_m, 2), round(front_m(i.volumes[0].polygon, eiland), 1)) for i in massa.lichamen]
    looks += looks[:1] if len(looks) > 2 else []
    assert all(a != b for a, b in pairwise(looks))


@settings(max_examples=40)
@given(outlines(), DEPTHS_M, SEEDS, st.integers(1, 8))
def test_figures_are_the_sum_of_the_volumes(eiland: Polygon, diepte_m: float, zaad: int, bouwlagen: int) -> None:
    plan = one_plan(block(eiland, diepte_m=diepte_m, zaad=zaad, bouwlagen=bouwlagen))
    massa = built(plan)
    found = oppervlak.kerncijfers(plan, State.start(plan), massa)
    assert found.totaal_m2 == pytest.approx(bvo(massa))
    assert found.totaal_m2 == pytest.approx(bouwlagen * ground(massa).area, abs=0.1 * bouwlagen)
    assert found.bvo_m2[Functie.WINKEL] == pytest.approx(found.footprint_m2)
    assert found.blokken[0].gsi * found.blokken[0].l == pytest.approx(found.blokken[0].fsi)
    assert found.blokken[0].osr == pytest.approx((1 - found.blokken[0].gsi) / found.blokken[0].fsi)


@settings(max_examples=40)
@given(outlines(), DEPTHS_M, SEEDS)
def test_every_volume_is_a_closed_prism_with_its_faces_outward(eiland: Polygon, diepte_m: float, zaad: int) -> None:
    massa = built(one_plan(block(eiland, diepte_m=diepte_m, zaad=zaad)))
    for volume in massa.volumes:
        if volume.bouwlaag < 2:
            prism = prism_of(volume)
            assert prism.is_volume
            assert prism.volume == pytest.approx(volume.bvo_m2 * (volume.top_m - volume.bottom_m), rel=1e-6)


@settings(max_examples=40)
@given(outlines(), DEPTHS_M, SEEDS)
def test_no_mass_stands_in_the_hof_or_in_another(eiland: Polygon, diepte_m: float, zaad: int) -> None:
    massa = built(one_plan(block(eiland, diepte_m=diepte_m, zaad=zaad)))
    assert clashes(massa) == []
    assert all(hof.polygon.intersection(ground(massa)).area < 0.05 for hof in massa.hoven)


@settings(max_examples=30)
@given(outlines(), DEPTHS_M, SEEDS, st.integers(1, 9), st.data())
def test_one_storey_more_adds_the_ground_of_what_was_raised(
    eiland: Polygon, diepte_m: float, zaad: int, bouwlagen: int, data: st.DataObject
) -> None:
    plan = one_plan(block(eiland, diepte_m=diepte_m, zaad=zaad, bouwlagen=bouwlagen))
    state = State.start(plan)
    low = built(plan, state)
    whole = built(plan, state.with_override("B", "bouwlagen", bouwlagen + 1))
    assert bvo(whole) - bvo(low) == pytest.approx(sum(i.footprint_m2 for i in low.lichamen))
    pand = data.draw(st.sampled_from([i.id for i in low.lichamen]))
    one = built(plan, state.with_override(pand, "bouwlagen", bouwlagen + 1))
    assert bvo(one) - bvo(low) == pytest.approx(low.by_id[pand].footprint_m2)


@given(SEEDS, st.integers(2, 40))
def test_panden_side_by_side_have_storeys_of_another_height_all_round(zaad: int, count: int) -> None:
    """Never two alike side by side (F); the ring closes, so the last stands beside the first."""
    heights = [m.verdieping_m for m in blok.maten(block(zaad=zaad), count)]
    assert all(a != b for a, b in pairwise([*heights, heights[0]]))
