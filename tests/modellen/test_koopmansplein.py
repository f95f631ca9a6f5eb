"""What the built-in plan must hold: existing city, blocks, passages, phases, and where it all comes from."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from pathlib import Path

import pytest
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import linemerge, unary_union

from massastudie.parameters import parameter
from massastudie.plan import BestaandPand, Bouwblok, Doorsteek, Functie, Plan
from modellen.reader import default_plan_path
from modellen.schema import LAYERS

CENTRE = Point(0, 0)
#: Address points lie outside this project; who has them beside it gets the check.
POINTS = Path(__file__).parents[3] / "shared" / "gegevens" / "assen" / "punten.csv"
NAMED = (
    "HEMA", "Voormalige V&D", "'t Forum-Zuid", "'t Forum-Noord", "Warenhuis Vanderveen (hoofdhuis)",
    "Weierspoort (poort en arcade)", "Parkeergarage Mercurius", "De Nieuwe Kolk (toneeltoren)",
    "Triade (midden)", "Stadhuis (voorgebouw)",
)  # fmt: skip


def strip(doorsteek: Doorsteek) -> Polygon:
    """Ground of a passage."""
    return doorsteek.lijn.buffer(doorsteek.breedte_m / 2, cap_style="flat")


def inward_strip(blok: Bouwblok) -> shapely.Geometry:
    """Built part of a block, by another road than the core's: one-sided buffers, open ends drawn on."""
    merged = linemerge([r.lijn for r in blok.rooilijnen])
    lines = getattr(merged, "geoms", [merged])
    if any(line.is_ring for line in lines):
        return blok.eiland.difference(blok.eiland.buffer(-blok.diepte_m, join_style="mitre", mitre_limit=20))
    strips = [drawn_on(line).buffer(blok.diepte_m, single_sided=True, join_style="mitre") for line in lines]
    return unary_union(strips).intersection(blok.eiland)


def drawn_on(line: LineString, length_m: float = 5.0) -> LineString:
    """`line` with both ends drawn on in their own direction."""
    (a, b), (y, z) = line.coords[:2], line.coords[-2:]
    return LineString([beyond(a, b, length_m), *line.coords[1:-1], beyond(z, y, length_m)])


def beyond(end: tuple[float, float], before: tuple[float, float], length_m: float) -> tuple[float, float]:
    """A point past `end`, seen from `before`."""
    dx, dy = end[0] - before[0], end[1] - before[1]
    scale = length_m / (dx * dx + dy * dy) ** 0.5
    return end[0] + dx * scale, end[1] + dy * scale


def goes_in(plan: Plan, pand: BestaandPand) -> int:
    """Index of the fase in which an existing building is gone (past the last: it stays)."""
    if pand.sloop_voor is None:
        return len(plan.fasen)
    return plan.fase_index[plan.by_id[pand.sloop_voor].fase]  # type: ignore[attr-defined]


def test_existing_city(plan: Plan) -> None:
    near = [p for p in plan.bestaand if p.polygon.distance(CENTRE) <= 350]
    main = [p for p in near if p.deel == "hoofdgebouw"]
    assert len(main) >= 350
    assert {p.straat for p in near if p.straat} >= {"Oudestraat", "Kruisstraat", "Gedempte Singel", "Marktstraat"}


@pytest.mark.parametrize("name", NAMED)
def test_named_building(plan: Plan, name: str) -> None:
    assert [p for p in plan.bestaand if p.naam == name]


def test_sourced_sizes(plan: Plan) -> None:
    by_name = {p.naam: p for p in plan.bestaand}
    store = by_name["Voormalige V&D"]
    assert store.polygon.area * store.bouwlagen == pytest.approx(8500, rel=0.02)
    assert by_name["De Nieuwe Kolk (toneeltoren)"].hoogte_m == 25.0
    assert by_name["Parkeergarage Mercurius"].functie_boven is Functie.PARKEREN


def test_nothing_stands_in_a_street_square_or_the_water(plan: Plan) -> None:
    streets = [s.lijn.buffer(s.breedte_m / 2, cap_style="flat", join_style="mitre") for s in plan.straten]
    grounds = [v.polygon for v in plan.vlakken if v.soort in ("plein", "water", "groen") and v.fase == "bestaand"]
    tree = STRtree([p.polygon for p in plan.bestaand])
    for ground in (*streets, *grounds):
        for index in tree.query(ground, predicate="intersects"):
            pand = plan.bestaand[index]
            assert pand.polygon.intersection(ground).area < 0.05, pand.id


def test_existing_buildings_do_not_overlap(plan: Plan) -> None:
    shapes = [p.polygon for p in plan.bestaand]
    pairs = STRtree(shapes).query(shapes, predicate="intersects")
    over = [(i, j) for i, j in pairs.T if i < j and shapes[i].intersection(shapes[j]).area > 0.02]
    assert over == []


def test_blocks(plan: Plan) -> None:
    assert len(plan.bouwblokken) >= 8
    for blok in plan.bouwblokken:
        assert 10 <= blok.diepte_m <= 14 and 4 <= blok.plint_m <= 6 and blok.bouwlagen == 4, blok.id
        assert 2.9 <= blok.verdieping_m <= 3.2 and not blok.eiland.interiors, blok.id
        assert blok.eiland.difference(plan.plangrens).area < 0.1, blok.id
    assert len({b.zaad for b in plan.bouwblokken}) == len(plan.bouwblokken)


def test_islands_do_not_overlap_each_other(plan: Plan) -> None:
    for one, other in combinations(plan.bouwblokken, 2):
        assert one.eiland.intersection(other.eiland).area < 0.01, (one.id, other.id)


#: Built part of each block as drawn in the situation sketch (m²), and how far the strip may differ from it.
BUILT_M2 = {
    "BB1": (1114, 1), "BB2": (2070, 1), "BB3": (1925, 1), "BB4": (1272, 1), "BB5": (1817, 1), "BB6": (1246, 1),
    "BB7": (2456, 1), "BB8": (1359, 5), "BB9": (1113, 1),
}  # fmt: skip


def test_building_lines_make_the_drawn_block(plan: Plan) -> None:
    for blok in plan.bouwblokken:
        built, tolerance_m2 = BUILT_M2[blok.id]
        assert inward_strip(blok).area == pytest.approx(built, abs=tolerance_m2), blok.id


def test_courts_are_wide_enough(plan: Plan) -> None:
    for blok in plan.bouwblokken:
        rest = blok.eiland.difference(inward_strip(blok))
        hof = max(getattr(rest, "geoms", [rest]), key=lambda part: part.area)
        a, b, c = shapely.points(shapely.get_coordinates(hof.minimum_rotated_rectangle)[:3])
        assert min(a.distance(b), b.distance(c)) >= 18, blok.id


def test_building_lines_follow_the_outline(plan: Plan) -> None:
    for blok in plan.bouwblokken:
        corners = set(blok.eiland.exterior.coords)
        for lijn in blok.rooilijnen:
            assert set(lijn.lijn.coords) <= corners, lijn.id
        covered = sum(r.lijn.length for r in blok.rooilijnen)
        assert covered <= blok.eiland.exterior.length + 1e-6, blok.id


def test_passages(plan: Plan) -> None:
    assert 5 <= len(plan.doorsteken) <= 8
    assert all(d.autovrij and 4 <= d.breedte_m <= 10 for d in plan.doorsteken)
    assert {d.vrije_hoogte_m is None for d in plan.doorsteken} == {True, False}


def test_each_fase_has_room(plan: Plan) -> None:
    for now in range(len(plan.fasen)):
        stands = [p.polygon for p in plan.bestaand if goes_in(plan, p) > now]
        tree = STRtree(stands)
        blocks = [b.eiland for b in plan.bouwblokken if plan.fase_index[b.fase] <= now]
        open_now = [strip(d) for d in plan.doorsteken if plan.fase_index[d.fase] <= now]
        for shape in (*blocks, *open_now):
            over = sum(stands[i].intersection(shape).area for i in tree.query(shape, predicate="intersects"))
            assert over < 0.2


def test_accents_only_where_the_vision_allows(plan: Plan) -> None:
    eilanden = {b.id: b.eiland for b in plan.bouwblokken}
    for accent in plan.accenten:
        assert accent.plek in ("Weiersstraat", "tweede lijn") and accent.bouwlagen > 4, accent.id
        assert accent.polygon.difference(eilanden[accent.blok]).area < 0.05, accent.id


def test_order_of_the_vision(plan: Plan) -> None:
    fase = {o.id: plan.fase_index[o.fase] for o in (*plan.bouwblokken, *plan.doorsteken, *plan.vlakken)}
    assert [f.id for f in plan.fasen] == ["bestaand", "fase1", "fase2", "fase3"]
    assert fase["BB1"] == min(fase[b.id] for b in plan.bouwblokken) == 1  # C1: Forum-Zuid first
    assert fase["BB1"] < fase["BB2"] < fase["BB5"]  # C2: north wall next, west wall with the HEMA later
    assert [f.jaren for f in plan.fasen] == ["2021", "2021–2025", "2025–2030", "na 2030"]  # C3
    kruisstraat = [r for b in plan.bouwblokken for r in b.rooilijnen if r.aan == "kruisstraat"]
    assert kruisstraat and all(r.functie_plint is Functie.WINKEL for r in kruisstraat)  # C4
    assert {fase[i] for i in ("BB7", "BB8", "BB3")} == {3}  # C5: Mercuriusplein last
    assert fase["groen_plein"] < 3 and fase["entreeplein"] < 3  # C6: before 2030


def test_profiles_per_fase(plan: Plan) -> None:
    choices = {s.id: {k.vanaf_fase: k.profiel for k in s.profielen} for s in plan.straten if s.profielen}
    assert choices["weiersstraat_zuid"] == {
        "bestaand": "weiersstraat_huidig_zuid", "fase2": "entreeplein", None: "entreeplein_evenement",
    }  # fmt: skip
    assert choices["weiersstraat_midden"]["fase2"] == "weierslaan_midden"
    assert plan.profiel_by_id[choices["ring_noordwest"]["fase3"]].variant == "weierslaan"  # B3
    assert plan.profiel_by_id["entreeplein_evenement"].evenementvlak_m2 == 3235  # B5


def test_trees_of_a_profile_stand_in_a_street_that_can_carry_it(plan: Plan) -> None:
    streets = {k.profiel: s for s in plan.straten for k in s.profielen}
    owned = [b for b in plan.bomen if b.profiel]
    assert len(owned) > 100
    for boom in owned:
        half_m = plan.profiel_by_id[boom.profiel or ""].breedte_m / 2
        assert streets[boom.profiel or ""].lijn.distance(boom.punt) < half_m, boom.id


def test_shops_on_the_square_have_a_modern_size(plan: Plan) -> None:
    factor = parameter(plan, "wvo_bvo_winkel").waarde
    for unit in plan.winkelunits:
        assert 800 <= unit.polygon.area * factor <= 1200, unit.id


def test_targets_and_viewpoints(plan: Plan) -> None:
    assert [s.id for s in plan.streefgetallen] == ["D1", "D2", "D3", "D4"]
    assert {g.id for g in plan.gezichten} >= {"vogelvlucht", "koopmansplein", "weierslaan", "entreeplein"}


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_file(layer: str) -> None:
    content = json.loads((default_plan_path() / f"{layer}.geojson").read_text(encoding="utf-8"))
    assert content["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::28992"
    for feature in content["features"]:
        props = feature["properties"]
        assert feature["id"] == props["id"]
        assert props.get("bron") or props.get("aanname"), props["id"]
        numbers = shapely.get_coordinates(shapely.from_geojson(json.dumps(feature["geometry"])))
        assert (abs(numbers - numbers.round(3)) < 1e-9).all(), props["id"]


def test_layers_open_in_gdal() -> None:
    pyogrio = pytest.importorskip("pyogrio", reason="GDAL (pyogrio) is not installed")
    for layer in LAYERS:
        info = pyogrio.read_info(default_plan_path() / f"{layer}.geojson")
        assert info["crs"] == "EPSG:28992" and info["features"] > 0, layer


@pytest.mark.skipif(not POINTS.is_file(), reason="the list of address points is not part of the project")
def test_addresses_lie_in_or_beside_a_building(plan: Plan) -> None:
    tree = STRtree([p.polygon for p in plan.bestaand])
    checked = 0
    with POINTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            point = Point(float(row["x_rd"]) - plan.oorsprong[0], float(row["y_rd"]) - plan.oorsprong[1])
            wanted = row["kind"] == "address" and row["confidence"] in ("high", "medium")
            if wanted and point.distance(CENTRE) <= 350:
                checked += 1
                assert plan.bestaand[tree.nearest(point)].polygon.distance(point) <= 4, row["name"]
    assert checked >= 40
