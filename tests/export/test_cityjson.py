"""CityJSON: read by another library, closed solids of the right volume, floors of the right area."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import Polygon

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.volumes import Massamodel
from modellen.export import export
from tests.export import model
from tests.export.test_mesh_formats import TOTAL_M3, volume_m3


def read(massa: Massamodel, plan: Plan, path: Path) -> dict[str, Any]:
    export(massa, plan, path)
    tree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return tree


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return read(model.massa(), model.plan(), tmp_path_factory.mktemp("cj") / "blok.city.json")


def points(tree: dict[str, Any]) -> np.ndarray:
    transform = tree["transform"]
    return np.array(tree["vertices"]) * transform["scale"] + transform["translate"]


def shell_m3(rings: list[list[int]], xyz: np.ndarray) -> float:
    """Volume within flat rings by Gauss: a sixth of the triple products of fans."""
    total = 0.0
    for ring in rings:
        a = xyz[ring] - xyz[rings[0][0]]
        total += float(np.einsum("ij,ij->", np.broadcast_to(a[0], a[1:-1].shape), np.cross(a[1:-1], a[2:])))
    return total / 6


def solids(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    items = ((name, g) for name, item in tree["CityObjects"].items() for g in item["geometry"])
    return {name: g for name, g in items if g["type"] == "Solid"}


def is_closed(shape: dict[str, Any]) -> bool:
    """Rules 101, 102, 302 and 305 of val3dity: rings of three or more points, none twice, each edge there and back."""
    rings = [r for surface in shape["boundaries"][0] for r in surface]
    edges = Counter((a, b) for r in rings for a, b in zip(r, r[1:] + r[:1], strict=True))
    sound = all(len(r) >= 3 and len(set(r)) == len(r) for r in rings)
    return sound and all(edges[b, a] == n == 1 for (a, b), n in edges.items())


def volumes_m3(tree: dict[str, Any]) -> dict[str, float]:
    xyz = points(tree)
    return {name: shell_m3([r for s in g["boundaries"][0] for r in s], xyz) for name, g in solids(tree).items()}


def test_head_is_that_of_version_2_in_rd_and_nap(tree: dict[str, Any]) -> None:
    assert (tree["type"], tree["version"]) == ("CityJSON", "2.0")
    assert tree["metadata"]["referenceSystem"] == "https://www.opengis.net/def/crs/EPSG/0/7415"
    assert tree["transform"]["scale"] == [0.001, 0.001, 0.001]
    low, high = (233778 - 12.346, 557095.0, 0.0), (233778 + 32.0, 557095.0 + 18.0, 11.0)
    assert tree["metadata"]["geographicalExtent"] == pytest.approx([*low, *high], abs=1e-6)
    assert all(isinstance(n, int) for row in tree["vertices"] for n in row)


def test_children_and_parents_name_each_other(tree: dict[str, Any]) -> None:
    objects = tree["CityObjects"]
    pairs = {(name, c) for name, item in objects.items() for c in item.get("children", [])}
    assert pairs == {(p, name) for name, item in objects.items() for p in item.get("parents", [])}
    # three panden; 3 + 3 + 2 volumes and a kap; 3 + 2 + 2 bouwlagen
    assert Counter(o["type"] for o in objects.values()) == {"Building": 3, "BuildingPart": 9, "BuildingStorey": 7}


def test_solids_are_closed_and_hold_what_was_counted(tree: dict[str, Any]) -> None:
    assert [name for name, shape in solids(tree).items() if not is_closed(shape)] == []
    found = volumes_m3(tree)
    assert sum(found.values()) == pytest.approx(TOTAL_M3, rel=1e-6)
    # by hand: (20 × 10 + 10 × 8 − 3 × 3) × 4.5
    assert found["BB1-01.0"] == pytest.approx(1219.5, abs=1e-6)


def test_floors_of_storeys_are_the_bvo(tree: dict[str, Any]) -> None:
    xyz = points(tree)
    for name, item in tree["CityObjects"].items():
        if item["type"] == "BuildingStorey":
            surfaces = [surface for g in item["geometry"] for surface in g["boundaries"]]
            area = sum(Polygon(xyz[s[0]], [xyz[hole] for hole in s[1:]]).area for s in surfaces)
            assert item["attributes"]["bvo_m2"] == pytest.approx(area, abs=0.001), name
    assert tree["CityObjects"]["BB1 02:0"]["attributes"]["naam"] == "00 begane grond"


def test_surfaces_say_what_they_are(tree: dict[str, Any]) -> None:
    def kinds(name: str) -> list[str]:
        said = solids(tree)[name]["semantics"]
        return [said["surfaces"][v]["type"] for v in said["values"][0]]

    assert Counter(kinds("BB1-01.0")) == {"GroundSurface": 1, "CeilingSurface": 1, "WallSurface": 10}
    assert Counter(kinds("BB1-01.2")) == {"FloorSurface": 1, "RoofSurface": 1, "WallSurface": 10}
    assert kinds("BB1 02.1")[:2] == ["OuterCeilingSurface", "RoofSurface"]
    assert "RoofSurface" not in kinds("P1.1") and "RoofSurface" in kinds("P1-dak")


def test_new_is_projected_and_what_stands_is_functional(tree: dict[str, Any]) -> None:
    said = {name: tree["CityObjects"][name]["attributes"] for name in ("BB1-01", "P1")}
    assert said["BB1-01"]["conditionOfConstruction"] == "projected"
    assert said["P1"]["conditionOfConstruction"] == "functional"
    assert (said["P1"]["roofType"], said["BB1-01"]["roofType"]) == ("gabled roof", "flat roof")
    assert said["BB1-01"]["aanname"] == "vorm is een schets" and "aanname" not in said["P1"]


def test_whole_plan_keeps_its_volume_and_its_ids_apart(plan: Plan, tmp_path: Path) -> None:
    massa = build(plan, State("fase3"))
    tree = read(massa, plan, tmp_path / "plan.city.json")
    expected = sum(v.bvo_m2 * (v.top_m - v.bottom_m) for v in massa.volumes)
    found = {name: m3 for name, m3 in volumes_m3(tree).items() if not name.endswith("-dak")}
    assert len(found) == len(massa.volumes)
    assert sum(found.values()) == pytest.approx(expected, rel=1e-6)
    assert all(m3 > 0 for m3 in volumes_m3(tree).values())
    assert [name for name, shape in solids(tree).items() if not is_closed(shape)] == []


def test_another_library_reads_the_whole_plan(plan: Plan, tmp_path: Path) -> None:
    """cityjson-lib (Rust) takes only what follows CityJSON 2.0: kinds, nesting, indices, semantics, materials."""
    cityjson_lib = pytest.importorskip("cityjson_lib")
    massa, path = build(plan, State("fase3")), tmp_path / "plan.city.json"
    export(massa, plan, path)
    found = cityjson_lib.CityModel.parse_document_bytes(path.read_bytes())
    summary = found.summary()
    kappen = sum(item.kap is not None for item in massa.lichamen)
    storeys = sum(len({v.bouwlaag for v in item.volumes}) for item in massa.lichamen)
    assert summary.geometry_count == len(massa.volumes) + kappen + storeys
    assert summary.cityobject_count == len(massa.lichamen) + summary.geometry_count


def test_kap_of_the_house_is_half_a_box(tree: dict[str, Any]) -> None:
    house = model.house()
    walls = sum(v.polygon.area * (v.top_m - v.bottom_m) for v in house.volumes)
    assert volumes_m3(tree)["P1-dak"] == pytest.approx(volume_m3(house) - walls, rel=1e-4)
