"""GeoJSON: polygons in RD with everything a designer asks of them, and areas that are the BVO."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from massastudie.plan import Functie
from modellen.context import read_context
from modellen.export import export
from modellen.export.geojson import degrees
from modellen.export.lagen import layers
from tests.export import model

FIELDS = {
    "id", "bottom_m", "top_m", "bouwlaag", "functie", "blok", "pand", "status", "fase", "in_plan", "aanname", "bron",
}  # fmt: skip


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> dict:
    path = tmp_path_factory.mktemp("geojson") / "v.geojson"
    export(model.massa(), model.plan(), path)
    return json.loads(path.read_text(encoding="utf-8"))


def geometries(collection: dict) -> list[BaseGeometry]:
    return [shape(f["geometry"]) for f in collection["features"]]


def test_names_its_crs_the_way_gis_programs_read_it(collection: dict) -> None:
    assert collection["crs"] == {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


def test_each_volume_once_and_nothing_demolished(collection: dict) -> None:
    ids = [f["properties"]["id"] for f in collection["features"]]
    assert ids == [v.id for v in model.massa().volumes]
    assert not any(name.startswith("P9") for name in ids)


def test_every_feature_carries_every_field(collection: dict) -> None:
    for feature in collection["features"]:
        assert feature["properties"].keys() >= FIELDS
        assert feature["id"] == feature["properties"]["id"]


def test_polygons_are_valid_and_where_they_stand_in_rd(collection: dict) -> None:
    for polygon, volume in zip(geometries(collection), model.massa().volumes, strict=True):
        assert polygon.is_valid
        assert polygon.exterior.is_ccw
        x, y = volume.polygon.centroid.coords[0]
        assert polygon.centroid.coords[0] == pytest.approx((x + model.EAST, y + model.NORTH), abs=0.001)


def test_coordinates_have_no_more_than_millimetres(collection: dict) -> None:
    numbers = [n for f in collection["features"] for ring in f["geometry"]["coordinates"] for xy in ring for n in xy]
    assert all(n == round(n, 3) for n in numbers)


def test_areas_in_the_plan_add_up_to_the_bvo(collection: dict) -> None:
    found: dict[str, float] = dict.fromkeys(Functie, 0.0)
    for feature, polygon in zip(collection["features"], geometries(collection), strict=True):
        if feature["properties"]["in_plan"]:
            found[feature["properties"]["functie"]] += polygon.area
    # by hand: corner 20x10 + 10x8 - 3x3 = 271 per bouwlaag; gate two pieces of 40, 120 above
    expected = {Functie.WINKEL: 271.0, Functie.WONEN: 542.0, Functie.HORECA: 80.0, Functie.KANTOOR: 120.0}
    assert {k: v for k, v in found.items() if v} == pytest.approx(expected, abs=0.001)


def test_ridge_height_only_on_the_volume_under_the_roof(collection: dict) -> None:
    ridges = {f["id"]: f["properties"]["nok_m"] for f in collection["features"] if "nok_m" in f["properties"]}
    assert ridges == {"P1.1": 11.0}


def test_names_keep_their_letters(collection: dict) -> None:
    assert "Huis «Vaart»" in {f["properties"]["naam"] for f in collection["features"]}


def test_gis_library_reads_fields_and_crs(tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio", reason="pyogrio (GDAL) is not installed")
    path = tmp_path / "v.geojson"
    export(model.massa(), model.plan(), path)
    info = pyogrio.read_info(path)
    assert info["crs"] == "EPSG:28992"
    assert info["features"] == len(model.massa().volumes)
    assert set(info["fields"]) >= FIELDS - {"id"}


def test_rfc_7946_has_degrees_and_names_no_crs(tmp_path: Path, collection: dict) -> None:
    export(model.massa(), model.plan(), tmp_path / "v.wgs84.geojson")
    found = json.loads((tmp_path / "v.wgs84.geojson").read_text(encoding="utf-8"))
    assert "crs" not in found and found["name"] == "v"
    assert [f["properties"] for f in found["features"]] == [f["properties"] for f in collection["features"]]
    for item in geometries(found):
        # the square of the plan by the map: 52°59′42″ N, 6°33′38″ E
        assert item.bounds == pytest.approx((6.5606, 52.9950) * 2, abs=0.001)
        assert item.exterior.is_ccw and all(not ring.is_ccw for ring in item.interiors)


def test_the_church_tower_of_amersfoort_lies_where_the_kadaster_says() -> None:
    """Kadaster, RDinfo: x 155000, y 463000 is 52.15517440 N, 5.38720621 E."""
    found = degrees(Point(155000.0, 463000.0))
    assert (found.x, found.y) == pytest.approx((5.38720621, 52.15517440), abs=3e-6)


@pytest.mark.parametrize("suffix", [".geojson", ".wgs84.geojson"])
def test_more_layers_are_files_beside_it_and_read_back_with_the_same_area(tmp_path: Path, suffix: str) -> None:
    rows = {"panden": layers(model.massa(), model.plan())["panden"], "hoven": []}
    made = export(model.massa(), model.plan(), tmp_path / f"v{suffix}", extra=rows)
    assert [path.name for path in made] == [f"v-panden{suffix}", f"v{suffix}"]
    found = read_context(made[0])
    # 20 × 10 + 10 × 8 - 3 × 3, 12 × 10, 8.346 × 9.123 m
    assert found.aantal == 3 and found.oppervlakte_m2 == pytest.approx(271 + 120 + 76.141, abs=0.05)
