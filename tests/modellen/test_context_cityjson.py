"""CityJSON as context: volumes and grounds against sizes by hand, and against what the 3DBAG says of itself."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from massastudie.context import Context
from massastudie.errors import FileError
from modellen.context import read_context

from .city import X, Y, box_points, box_shell, building, city, one_box, solid, write

SAMPLES = Path("/work/shared/gegevens/uitwisseling/cityjson")


def read(tmp_path: Path, content: Any) -> Context:
    return read_context(write(tmp_path / "stad.json", content))


def test_a_box_has_its_volume_ground_and_height(tmp_path: Path) -> None:
    found = read(tmp_path, one_box())
    assert (found.formaat, found.versie, found.crs, found.aantal, found.lods) == (
        "CityJSON", "2.0", "EPSG:7415", 1, ("1.2",),
    )  # fmt: skip
    assert found.volume_m3 == {"1.2": 480.0}  # 10 × 8 × 6
    assert found.oppervlakte_m2 == 80.0
    assert found.bbox == (X, Y, 2.0, X + 10, Y + 8, 8.0)
    assert found.panden[0].hoogte_m == 6.0


@pytest.mark.parametrize("version", ["1.0", "1.1", "2.0"])
def test_all_versions_and_integer_vertices_with_a_transform(tmp_path: Path, version: str) -> None:
    points = [[round((x - X) * 1000), round((y - Y) * 1000), round(z * 1000)] for x, y, z in
              box_points(X, Y, 2.0, 10.0, 8.0, 6.0)]  # fmt: skip
    document = city({"pand": building(solid())}, points, version=version)
    document["transform"] = {"scale": [0.001, 0.001, 0.001], "translate": [X, Y, 0.0]}
    assert read(tmp_path, document).volume_m3 == {"1.2": 480.0}


def test_no_transform_is_coordinates_as_they_are(tmp_path: Path) -> None:
    document = one_box(version="1.0")
    del document["transform"]
    assert read(tmp_path, document).volume_m3 == {"1.2": 480.0}


def test_an_inner_shell_is_empty_space(tmp_path: Path) -> None:
    # 4 × 4 × 4 m around a void of 2 × 2 × 2 m: 64 − 8 m³
    points = box_points(X, Y, 0.0, 4.0, 4.0, 4.0) + box_points(X + 1, Y + 1, 1.0, 2.0, 2.0, 2.0)
    hollow = {"type": "Solid", "lod": "2", "boundaries": [box_shell(), box_shell(8)]}
    assert read(tmp_path, city({"hol": building(hollow)}, points)).volume_m3 == {"2": 56.0}


@pytest.mark.parametrize("kind", ["MultiSolid", "CompositeSolid"])
def test_several_solids_add_up(tmp_path: Path, kind: str) -> None:
    points = box_points(X, Y, 0.0, 4.0, 4.0, 4.0) + box_points(X + 4, Y, 0.0, 4.0, 4.0, 2.0)
    shape = {"type": kind, "lod": "1", "boundaries": [[box_shell()], [box_shell(8)]]}
    found = read(tmp_path, city({"twee": building(shape)}, points))
    assert (found.volume_m3, found.oppervlakte_m2) == ({"1": 96.0}, 32.0)


def test_a_building_and_its_parts_are_one(tmp_path: Path) -> None:
    points = box_points(X, Y, 0.0, 4.0, 4.0, 4.0) + box_points(X + 4, Y, 0.0, 4.0, 4.0, 2.0)
    part = {"type": "BuildingPart", "parents": ["hoofd"]}
    objects = {
        "deel-1": {**part, "geometry": [solid()]},
        "deel-2": {**part, "geometry": [solid(first=8)]},
        "hoofd": {"type": "Building", "children": ["deel-1", "deel-2"]},
    }
    found = read(tmp_path, city(objects, points))
    assert (found.aantal, found.volume_m3, found.oppervlakte_m2) == (1, {"1.2": 96.0}, 32.0)
    # each flat roof is a block of its own height
    assert [(p.id, p.hoogte_m) for p in found.panden] == [("hoofd.1", 4.0), ("hoofd.2", 2.0)]


def test_open_surfaces_claim_no_volume(tmp_path: Path) -> None:
    surfaces = {"type": "MultiSurface", "lod": "2", "boundaries": box_shell()}
    found = read(tmp_path, city({"open": building(surfaces)}, box_points(X, Y, 0, 5, 4, 3)))
    assert (found.volume_m3, found.oppervlakte_m2, found.overgeslagen) == ({}, 20.0, ())


def test_a_solid_with_a_hole_is_told_and_not_counted(tmp_path: Path) -> None:
    torn = {"type": "Solid", "lod": "1", "boundaries": [box_shell()[:-1]]}
    found = read(tmp_path, city({"lek": building(torn)}, box_points(X, Y, 0, 5, 4, 3)))
    assert found.volume_m3 == {}
    assert found.overgeslagen == (("lek", "LoD 1: niet gesloten, geen inhoud geteld"),)


def test_a_template_is_turned_and_placed(tmp_path: Path) -> None:
    # a unit box scaled by 2, 3, 4 and placed on the only vertex
    instance = {
        "type": "GeometryInstance", "template": 0, "boundaries": [0],
        "transformationMatrix": [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1],
    }  # fmt: skip
    templates = {"templates": [solid("1")], "vertices-templates": box_points(0, 0, 0, 1, 1, 1)}
    document = city({"huis": building(instance)}, [[X, Y, 1.0]], **{"geometry-templates": templates})
    found = read(tmp_path, document)
    assert (found.volume_m3, found.bbox) == ({"1": 24.0}, (X, Y, 1.0, X + 2, Y + 3, 5.0))


def test_a_sequence_counts_each_feature_with_its_own_vertices(tmp_path: Path) -> None:
    head = city({}, [])
    rows: list[Any] = [head]
    for number, size in enumerate((2.0, 3.0)):
        points = box_points(X + 10 * number, Y, 0.0, size, size, size)
        rows.append({"type": "CityJSONFeature", "id": str(number), "CityObjects": {str(number): building(solid())},
                     "vertices": points})  # fmt: skip
    path = tmp_path / "stad.city.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    found = read_context(path)
    assert (found.formaat, found.aantal, found.volume_m3) == ("CityJSONSeq", 2, {"1.2": 35.0})  # 8 + 27


def test_one_bad_object_is_left_out_with_its_reason(tmp_path: Path) -> None:
    bad = {"type": "Solid", "lod": "1", "boundaries": [[[[0, 1, 99]]]]}
    flat = {"type": "Solid", "lod": "1", "boundaries": [[[0, 1, 2]]]}
    document = one_box()
    document["CityObjects"].update(ver=building(bad), plat=building(flat), weg={"type": "Road"})
    found = read(tmp_path, document)
    assert found.volume_m3 == {"1.2": 480.0}
    assert dict(found.overgeslagen) == {
        "weg": "Road is geen massa",
        "ver": "LoD 1: verwijst naar een vertex die er niet is",
        "plat": "LoD 1: grenzen zijn niet genest zoals bij een Solid",
    }


def test_another_system_is_turned_to_rd(tmp_path: Path) -> None:
    # EPSG:25831 (ETRS89 / UTM 31N) near the centre of RD in Amersfoort (52.1552 N, 5.3872 E is RD 155000, 463000)
    points = box_points(663310.0, 5780968.0, 0.0, 10.0, 10.0, 5.0)
    found = read(tmp_path, city({"p": building(solid())}, points, crs="urn:ogc:def:crs:EPSG::25831"))
    assert found.crs == "EPSG:25831"
    assert math.dist(found.bbox[:2], (155000.0, 463000.0)) < 30.0
    assert found.oppervlakte_m2 == pytest.approx(100.0, rel=1e-3)


@pytest.mark.parametrize(
    ("crs", "word"), [("https://www.opengis.net/def/crs/EPSG/0/999999", "bekend"), ("EPSG:4979", "coördinaten in RD")]
)
def test_a_system_that_is_unknown_or_contradicts_is_refused(tmp_path: Path, crs: str, word: str) -> None:
    with pytest.raises(FileError, match=word):
        read(tmp_path, one_box(crs=crs))


def test_without_a_system_rd_is_taken_where_it_fits_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, one_box(crs=None))
    assert found.crs == "EPSG:28992" and "coördinatenstelsel" in found.opmerkingen[0]
    far = read(tmp_path, city({"p": building(solid())}, box_points(0, 0, 0, 1, 1, 1), crs=None))
    assert (far.crs, far.volume_m3) == (None, {"1.2": 1.0})


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="samples of the 3DBAG are not here")
def test_volumes_agree_with_those_the_3dbag_gives() -> None:
    path = SAMPLES / "3dbag_v20_10bldg.city.jsonl"
    features = [json.loads(line) for line in path.read_text().splitlines()[1:]]
    said = {
        lod: sum(o.get("attributes", {}).get(f"b3_volume_lod{lod.replace('.', '')}") or 0.0
                 for feature in features for o in feature["CityObjects"].values())
        for lod in ("1.2", "1.3", "2.2")
    }  # fmt: skip
    found = read_context(path)
    assert found.aantal == len(features)
    for lod, volume in said.items():
        assert found.volume_m3[lod] == pytest.approx(volume, rel=0.005)
