"""IFC4: no fault for the validator of IfcOpenShell, the tree of the Dutch specification, quantities and place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.util.classification as classification
import ifcopenshell.util.element as element
import ifcopenshell.util.shape as shapes
import ifcopenshell.validate
import pytest

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from modellen.export import export
from modellen.export.bouwlagen import bouwlaag_naam
from tests.export import model
from tests.export.test_mesh_formats import volume_m3


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("ifc") / "blok.ifc"
    export(model.massa(), model.plan(), target)
    return target


@pytest.fixture(scope="module")
def file(path: Path) -> Any:
    return ifcopenshell.open(str(path))


def faults(path: Path, rules: bool) -> list[Any]:
    log = ifcopenshell.validate.json_logger()
    ifcopenshell.validate.validate(str(path), log, express_rules=rules)
    return list(log.statements)


def test_the_validator_finds_nothing_with_all_rules_of_the_schema(path: Path) -> None:
    assert faults(path, rules=True) == []


def test_any_text_is_valid(tmp_path: Path) -> None:
    target = tmp_path / "huis.ifc"
    export(model.tricky(), model.plan(), target)
    assert faults(target, rules=False) == []
    building = ifcopenshell.open(str(target)).by_type("IfcBuilding")[0]
    assert building.LongName.startswith('Huis <Vaart> & "Zn"')


def test_tree_of_the_dutch_specification(file: Any) -> None:
    site = file.by_type("IfcSite")[0]
    assert (site.ObjectType, element.get_aggregate(site).is_a()) == ("Perceel", "IfcProject")
    corner = next(b for b in file.by_type("IfcBuilding") if b.Name == "BB1-01")
    assert (corner.ObjectType, element.get_aggregate(corner)) == ("Gebouw", site)
    storeys = element.get_parts(corner)
    assert [s.Name for s in storeys] == ["00 begane grond", "01 eerste verdieping", "02 tweede verdieping"]
    assert {s.ObjectType for s in storeys} == {"Bouwlaag"}
    assert [s.Elevation for s in storeys] == [0.0, 4.5, 7.5]
    space = element.get_parts(storeys[0])[0]
    assert (space.is_a(), space.Description, space.ObjectType) == ("IfcSpace", "Bruto Inhoud", "Bouwlaaginhoud")
    assert space.LongName == "Winkelfunctie"


def test_a_kap_has_its_class_in_nl_sfb(file: Any) -> None:
    """BIM basis ILS 3.6: name of the table with a hyphen, code of four figures without brackets, words with it."""
    (found,) = classification.get_references(file.by_type("IfcRoof")[0])
    assert (found.Identification, found.Name) == ("27.22", "daken; constructief, hellende daken")
    assert classification.get_classification(found).Name == "NL-SfB tabel 1"


def test_quantities_are_those_counted(file: Any) -> None:
    found = {s.Name: element.get_psets(s)["Qto_SpaceBaseQuantities"] for s in file.by_type("IfcSpace")}
    # by hand: 20 × 10 + 10 × 8 − 3 × 3 = 271 m², 4.5 m high
    assert found["BB1-01.0"]["GrossFloorArea"] == pytest.approx(271.0)
    assert found["BB1-01.0"]["GrossHeight"] == pytest.approx(4.5)
    assert found["BB1-01.0"]["GrossVolume"] == pytest.approx(1219.5)
    storeys = {element.get_aggregate(s).Name: element.get_psets(s) for s in file.by_type("IfcBuildingStorey")
               if s.Name == "00 begane grond"}  # fmt: skip
    assert storeys["BB1 02"]["Qto_BuildingStoreyBaseQuantities"]["GrossFloorArea"] == pytest.approx(80.0)


def test_geometry_has_the_volume_and_stands_at_its_height(file: Any) -> None:
    """The geometry kernel (OpenCASCADE) makes the solids anew."""
    settings = ifcopenshell.geom.settings()
    settings.set("use-world-coords", True)
    total = 0.0
    heights: dict[str, float] = {}
    for item in (*file.by_type("IfcSpace"), *file.by_type("IfcRoof")):
        made = ifcopenshell.geom.create_shape(settings, item).geometry
        total += shapes.get_volume(made)
        heights[item.Name] = float(shapes.get_vertices(made)[:, 2].min())
    assert total == pytest.approx(sum(volume_m3(item) for item in model.massa().lichamen), rel=1e-4)
    assert (heights["BB1-01.2"], heights["P1-dak"]) == pytest.approx((7.5, 7.5))


def test_placed_in_rd(file: Any) -> None:
    place, crs = file.by_type("IfcMapConversion")[0], file.by_type("IfcProjectedCRS")[0]
    assert (place.Eastings, place.Northings, place.OrthogonalHeight) == (model.EAST, model.NORTH, 0.0)
    assert (place.XAxisAbscissa, place.XAxisOrdinate, place.Scale) == (1.0, 0.0, 1.0)
    assert crs.Name == "EPSG:28992"
    assert {u.Name for u in file.by_type("IfcUnitAssignment")[0].Units} >= {"METRE", "SQUARE_METRE", "CUBIC_METRE"}


def test_ids_stay_when_the_fase_changes(plan: Plan, tmp_path: Path) -> None:
    found = []
    for fase in ("bestaand", "fase1"):
        massa = build(plan, State(fase))
        target = tmp_path / f"{fase}.ifc"
        export(type(massa)(fase, massa.lichamen[-30:]), plan, target)
        found.append({b.Name: b.GlobalId for b in ifcopenshell.open(str(target)).by_type("IfcBuilding")})
    same = found[0].keys() & found[1].keys()
    assert same and all(found[0][name] == found[1][name] for name in same)


def test_names_of_storeys() -> None:
    names = [bouwlaag_naam(n) for n in (0, 1, 2, 12, 21)]
    assert names == [
        "00 begane grond", "01 eerste verdieping", "02 tweede verdieping", "12 twaalfde verdieping",
        "21 21e verdieping",
    ]  # fmt: skip
