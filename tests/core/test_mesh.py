"""Meshes: what is drawn encloses what is counted; roofs have the volume of the formula; flat surfaces face up."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from shapely import affinity
from shapely.geometry import LineString, Polygon, box

from massastudie import kap as kappen
from massastudie.massa import build
from massastudie.mesh import lichaam_mesh
from massastudie.plan import Dak, Functie, Plan
from massastudie.prisms import polygon_mesh, prism
from massastudie.state import State
from massastudie.volumes import Kap, Lichaam, Status, Volume
from tests.core.making import bestaand, block, built, bvo, doorsteek, one_plan, prism_of, solid

HOUSE = box(0, 0, 10, 20)


def gable(polygon: Polygon = HOUSE, angle: float = 0.0) -> Kap:
    """A roof of 4 m along the middle of a house of 10 x 20 m."""
    ridge = affinity.rotate(LineString([(5, 0), (5, 20)]), angle, origin=(0, 0))
    return Kap(affinity.rotate(polygon, angle, origin=(0, 0)), 6.0, 10.0, Dak("zadel", 6.0, ridge))


@pytest.mark.parametrize("angle", [0, 30, 90, 211])
def test_a_gabled_roof_holds_half_of_its_box(angle: float) -> None:
    roof = solid(*kappen.solid(gable(angle=angle)))
    assert roof.is_volume
    assert roof.volume == pytest.approx(10 * 20 * 4 / 2, rel=1e-3)  # a triangle of 10 x 4 m, 20 m long
    assert roof.bounds[:, 2] == pytest.approx([6.0, 10.0])


def test_a_hipped_roof_holds_what_the_formula_says() -> None:
    kap = Kap(HOUSE, 6.0, 10.0, Dak("schild", 6.0, LineString([(5, 5), (5, 15)])))
    roof = solid(*kappen.solid(kap))
    assert roof.is_volume
    assert roof.volume == pytest.approx(4 * 10 * (2 * 20 + 10) / 6)  # h * b * (2 l + ridge) / 6 = 333.3


def test_a_ridge_beside_the_middle_leaves_one_slope_short() -> None:
    kap = Kap(HOUSE, 6.0, 10.0, Dak("zadel", 6.0, LineString([(3, 0), (3, 20)])))
    roof = solid(*kappen.solid(kap))
    assert roof.is_volume
    assert roof.volume == pytest.approx(400, rel=1e-3)  # still a triangle of 10 x 4 m


def test_a_roof_without_a_ridge_line_runs_along_its_long_side() -> None:
    roof = solid(*kappen.solid(Kap(HOUSE, 6.0, 10.0, Dak("zadel", 6.0))))
    assert roof.is_volume
    assert roof.volume == pytest.approx(400, rel=1e-3)


def test_a_roof_on_a_concave_house_is_closed() -> None:
    shape = Polygon([(0, 0), (10, 0), (10, 20), (5, 20), (5, 14), (0, 14)])
    roof = solid(*kappen.solid(gable(shape)))
    assert roof.is_volume
    assert 0 < roof.volume < shape.area * 4


def test_a_block_with_roofs_counts_no_roof_as_floor() -> None:
    flat, pitched = built(one_plan(block())), built(one_plan(block(kap_m=4.0, dakrand_m=0.0)))
    assert bvo(pitched) == pytest.approx(bvo(flat))
    roofed = [i for i in pitched.lichamen if i.kap is not None]
    assert len(roofed) >= 10
    assert all(i.hoogte_m == pytest.approx(i.volumes[-1].top_m + 4.0) for i in roofed)
    assert all(solid(*kappen.solid(i.kap)).is_volume for i in roofed if i.kap is not None)


def test_a_pand_cut_by_a_doorsteek_loses_its_roof() -> None:
    pand = bestaand(HOUSE, hoogte_m=14.5, dak=Dak("zadel", 10.5, LineString([(5, 0), (5, 20)])))
    whole = built(one_plan(panden=[pand]))
    cut = built(one_plan(panden=[pand], doorsteken=[doorsteek([(-5, 10), (15, 10)])]))
    assert whole.lichamen[0].kap is not None
    assert cut.lichamen[0].kap is None
    assert cut.lichamen[0].hoogte_m == 10.5


SHAPES = {
    "square": box(0, 0, 10, 10),
    "L": Polygon([(0, 0), (10, 0), (10, 4), (4, 4), (4, 10), (0, 10)]),
    "hole": box(0, 0, 10, 10).difference(box(3, 3, 6, 6)),
    "two holes": box(0, 0, 20, 10).difference(box(3, 3, 6, 6)).difference(box(12, 2, 15, 7)),
    "clockwise": box(0, 0, 10, 10, ccw=False),
    "collinear": Polygon([(0, 0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 5)]),
    "needle": Polygon([(0, 0), (10, 0), (10, 10), (5.01, 0.5), (5, 10), (0, 10)]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_prism_is_closed_and_outward(name: str) -> None:
    body = solid(*prism(SHAPES[name], 3.0, 7.5))
    assert body.is_volume
    assert body.volume == pytest.approx(SHAPES[name].area * 4.5)
    assert body.bounds[:, 2].tolist() == [3.0, 7.5]


@pytest.mark.parametrize("name", SHAPES)
def test_a_flat_surface_faces_up_and_keeps_its_area(name: str) -> None:
    vertices, triangles = polygon_mesh(SHAPES[name], 1.25)
    a, b, c = (vertices[triangles[:, i]] for i in range(3))
    up = np.cross(b - a, c - a)[:, 2]
    assert (up > 0).all()
    assert up.sum() / 2 == pytest.approx(SHAPES[name].area)
    assert (vertices[:, 2] == 1.25).all()


def enclosed_m3(lichaam: Lichaam) -> float:
    """Volume inside what is drawn, by the divergence theorem; what stands on the ground needs no underside."""
    mesh = lichaam_mesh(lichaam)
    a, b, c = (mesh.vertices[mesh.triangles[:, i]] for i in range(3))
    return float((np.cross(b - a, c - a)[:, 2] / 2 * (a + b + c)[:, 2] / 3).sum())


def counted_m3(lichaam: Lichaam) -> float:
    """Volume of the bouwlagen and the roof."""
    roof = float(solid(*kappen.solid(lichaam.kap)).volume) if lichaam.kap else 0.0
    return roof + sum(v.bvo_m2 * (v.top_m - v.bottom_m) for v in lichaam.volumes)


def test_what_is_drawn_encloses_what_is_counted(plan: Plan) -> None:
    for fase in ("bestaand", "fase3"):
        for lichaam in build(plan, State(fase)).lichamen:
            assert enclosed_m3(lichaam) == pytest.approx(counted_m3(lichaam), rel=1e-3), lichaam.id


def test_what_is_drawn_under_and_over_a_doorsteek_encloses_what_is_counted() -> None:
    ways = [doorsteek([(10, -5), (10, 15)], "D1", vrije_hoogte_m=6.0), doorsteek([(4, -5), (4, 15)], "D2")]
    pand = only_pand(built(one_plan(panden=[bestaand(box(0, 0, 30, 10))], doorsteken=ways)).lichamen)
    assert enclosed_m3(pand) == pytest.approx(counted_m3(pand), rel=1e-6)


def only_pand(items: tuple[Lichaam, ...]) -> Lichaam:
    """The one mass there is."""
    (item,) = items
    return item


def test_normals_are_unit_and_walls_upright(plan: Plan) -> None:
    for lichaam in build(plan, State("fase3")).lichamen[-60:]:
        mesh = lichaam_mesh(lichaam)
        assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(np.ones(len(mesh.normals)))
        assert abs(mesh.normals[(mesh.part == 0) & (mesh.volume_index >= 0), 2]).max() < 1e-9
        assert len(mesh.edges) == len(mesh.edge_kind)
        assert mesh.volume_index.max() < len(lichaam.volumes)


def test_every_new_volume_of_the_plan_is_a_closed_prism(plan: Plan) -> None:
    new = [i for i in build(plan, State("fase3")).lichamen if i.status is Status.NIEUW]
    assert all(prism_of(v).is_volume for i in new for v in i.volumes)


def test_a_mesh_is_kept_with_its_mass() -> None:
    volume = Volume("P.0", HOUSE, 0.0, 3.0, 0, Functie.WONEN)
    item = Lichaam("P", "P", None, Status.BESTAAND, "nu", True, (volume,))
    assert lichaam_mesh(item) is lichaam_mesh(item)


def test_a_prism_whose_hole_touches_its_outline_is_closed() -> None:
    ground = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(0, 5), (4, 3), (4, 7)]])
    vertices, faces = prism(ground, 0.0, 3.0)
    made = trimesh.Trimesh(vertices, faces, process=False)
    assert made.is_volume
    assert made.volume == pytest.approx((100 - 8) * 3)
