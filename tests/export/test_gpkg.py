"""GeoPackage, read by GDAL: layers, fields, RD, and the areas that were counted."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import pytest
import shapely
from pyogrio.raw import read

from massastudie.massa import build
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Plan
from massastudie.state import State
from modellen.export import export
from tests.export import model


def rows(path: Path, layer: str) -> tuple[list[dict], list]:
    meta, _, shapes, fields = read(path, layer=layer)
    records = [dict(zip(meta["fields"], values, strict=True)) for values in zip(*fields, strict=True)]
    return records, list(shapely.from_wkb(shapes))


@pytest.fixture(scope="module")
def path(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("gpkg") / "plan.gpkg"
    export(build(plan, State("fase3")), plan, target)
    return target


def test_a_layer_per_kind_all_in_rd(path: Path) -> None:
    names = [name for name, _ in pyogrio.list_layers(path)]
    assert names == ["volumes", "panden", "hoven", "doorsteken", "stroken", "plangrens"]
    for name in names:
        info = pyogrio.read_info(path, layer=name)
        assert info["crs"] == "EPSG:28992"
        assert info["capabilities"]["fast_spatial_filter"]


def test_shapes_are_valid_and_where_the_plan_is(path: Path) -> None:
    for name, _ in pyogrio.list_layers(path):
        _, shapes = rows(path, name)
        assert all(shape.is_valid for shape in shapes), name
        x, y = shapely.union_all(shapes).centroid.coords[0]
        assert (abs(x - 233778) < 400, abs(y - 557095) < 400) == (True, True)


def test_areas_in_the_plan_are_the_figures(path: Path, plan: Plan) -> None:
    state = State("fase3")
    massa = build(plan, state)
    cijfers = kerncijfers(plan, state, massa)
    records, shapes = rows(path, "volumes")
    bvo = sum(s.area for r, s in zip(records, shapes, strict=True) if r["in_plan"])
    assert bvo == pytest.approx(cijfers.totaal_m2, abs=0.5)
    panden, _ = rows(path, "panden")
    assert sum(r["bvo_m2"] for r in panden if r["in_plan"]) == pytest.approx(cijfers.totaal_m2, abs=0.5)
    hoven, courts = rows(path, "hoven")
    assert sum(s.area for s in courts) == pytest.approx(sum(h.oppervlak_m2 for h in massa.hoven), abs=0.5)
    assert {r["soort"] for r in hoven} == {"hof", "dek"}


def test_fields_have_their_kind_and_unknown_is_null(path: Path) -> None:
    info = pyogrio.read_info(path, layer="volumes")
    kinds = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert (kinds["bouwlaag"], kinds["bottom_m"], kinds["in_plan"], kinds["functie"]) == (
        "int64", "float64", "bool", "object",
    )  # fmt: skip
    doorsteken, _ = rows(path, "doorsteken")
    assert len(doorsteken) == 8 and all(r["open"] for r in doorsteken)
    records, _ = rows(path, "volumes")
    assert any(r["blok"] is None for r in records)
    assert {r["kleur"] for r in records if r["functie"] == "wonen"} == {"#F1DE8B"}


def test_metres_are_numbers_even_where_none_is_known(tmp_path: Path) -> None:
    flat = type(model.massa())("nu", (model.corner(),))
    export(flat, model.plan(), tmp_path / "hoek.gpkg")
    info = pyogrio.read_info(tmp_path / "hoek.gpkg", layer="volumes")
    assert dict(zip(info["fields"], info["dtypes"], strict=True))["nok_m"] == "float64"


def test_any_text_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "huis.gpkg"
    export(model.tricky(), model.plan(), target)
    records, _ = rows(target, "panden")
    assert records[0]["naam"] == model.tricky().lichamen[0].naam
