"""KML, read by GDAL and by an XML parser: places in WGS84, heights over the ground, areas that were counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyogrio
import pytest
import shapely
from pyogrio.raw import read
from pyproj import Geod

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from modellen.export import export
from tests.export import model
from tests.validation.checks import kml_schema

NS = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kml") / "blok.kml"
    export(model.massa(), model.plan(), target)
    return target


def marks(path: Path) -> dict[str, Any]:
    root = ElementTree.parse(path).getroot()
    found = root.iterfind(".//k:Placemark", NS)
    return {str(m.findtext("k:name", namespaces=NS)): m for m in found}


def test_gdal_reads_every_volume_and_kap_with_its_fields(path: Path) -> None:
    layer = pyogrio.list_layers(path)[0][0]
    assert layer == "Nu (2021)"
    meta, _, shapes, fields = read(path, layer=layer)
    assert len(shapes) == 9 and meta["crs"] == "EPSG:4326"
    said = dict(zip(meta["fields"], fields, strict=True))
    assert set(said["functie"]) >= {"winkel", "wonen", "horeca", "kantoor"}


def test_lid_of_a_pand_has_its_area_and_place_on_the_ellipsoid(path: Path) -> None:
    ring = marks(path)["BB1 02.1"].findall(".//k:outerBoundaryIs//k:coordinates", NS)
    rows = [tuple(map(float, row.split(","))) for row in str(ring[1].text).split()]
    shape = shapely.Polygon([row[:2] for row in rows])
    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(shape)
    # 12 × 10 m in RD; its scale at Assen is 1 - 5e-5, to the square (Kadaster: 10 cm a km at most)
    assert abs(area) == pytest.approx(120.0, rel=3e-4)
    assert {row[2] for row in rows} == {7.5}
    # Koopmansplein, Assen
    assert (rows[0][0], rows[0][1]) == pytest.approx((6.560, 52.996), abs=0.01)


def test_heights_are_over_the_ground_and_only_what_stands_on_it_is_extruded(path: Path) -> None:
    found = marks(path)
    modes = {e.text for m in found.values() for e in m.iterfind(".//k:altitudeMode", NS)}
    assert modes == {"relativeToGround"}
    extruded = {name for name, m in found.items() if any(e.text == "1" for e in m.iterfind(".//k:extrude", NS))}
    assert extruded == {"BB1-01.0", "BB1 02.0.0", "BB1 02.0.1", "P1.0"}


def test_text_of_any_kind_comes_back(tmp_path: Path) -> None:
    export(model.tricky(), model.plan(), tmp_path / "huis.kml")
    mark = marks(tmp_path / "huis.kml")["P1.0"]
    texts = [e.text for e in mark.iterfind(".//k:Data[@name='naam']/k:value", NS)]
    assert texts == [str(model.tricky().lichamen[0].naam).replace("\x07", "")]


def test_the_schema_of_ogc_finds_nothing(path: Path, tmp_path: Path) -> None:
    pytest.importorskip("fastkml")
    assert kml_schema(path) == "0"
    export(model.tricky(), model.plan(), tmp_path / "lastig.kml")
    assert kml_schema(tmp_path / "lastig.kml") == "0"


def test_a_folder_per_fase(plan: Plan, tmp_path: Path) -> None:
    massa = build(plan, State("fase2"))
    few = type(massa)(massa.fase, (*massa.lichamen[:5], *massa.lichamen[-60:]))
    export(few, plan, tmp_path / "plan.kml")
    fasen = {f.id: f"{f.naam} ({f.jaren})" for f in plan.fasen}
    names = {name for name, _ in pyogrio.list_layers(tmp_path / "plan.kml")}
    assert names == {fasen[item.fase] for item in few.lichamen}
