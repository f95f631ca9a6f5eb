"""What we write, our own reader of files of others finds again: as many panden, the same volume and area."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.volumes import Massamodel
from modellen.context import read_context
from modellen.export import export
from modellen.export.solids import bodies
from tests.export.test_whole_plan import mesh_of


@pytest.fixture(scope="module")
def massa(plan: Plan) -> Massamodel:
    return build(plan, State("fase3"))


def test_cityjson_comes_back_whole(plan: Plan, massa: Massamodel, tmp_path: Path) -> None:
    path = tmp_path / "plan.city.json"
    export(massa, plan, path)
    found = read_context(path)
    assert (found.versie, found.crs, found.overgeslagen) == ("2.0", "EPSG:7415", ())
    assert found.aantal == len(massa.lichamen)
    made = sum(mesh_of(s).volume for _, parts in bodies(massa) for s in parts)
    assert sum(found.volume_m3.values()) == pytest.approx(made, rel=1e-6)
    heights = {pand.id: pand.hoogte_m for pand in found.panden}
    flat = [item for item in massa.lichamen if item.kap is None]
    assert all(heights[item.id] == pytest.approx(item.hoogte_m, abs=0.002) for item in flat)


def test_geopackage_comes_back_as_its_panden(plan: Plan, massa: Massamodel, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    export(massa, plan, path)
    found = read_context(path)
    assert found.aantal == len(massa.lichamen)
    grounds = (shapely.union_all([v.polygon for v in item.volumes]).area for item in massa.lichamen)
    assert found.oppervlakte_m2 == pytest.approx(sum(grounds), abs=1.0)
    assert {p.id: p.hoogte_m for p in found.panden} == pytest.approx(
        {item.id: item.hoogte_m for item in massa.lichamen}, abs=0.001
    )


def test_dxf_outlines_come_back_as_floors(plan: Plan, massa: Massamodel, tmp_path: Path) -> None:
    few = Massamodel(massa.fase, massa.lichamen[-40:])
    path = tmp_path / "plan.dxf"
    export(few, plan, path)
    found = read_context(path)
    assert found.crs == "EPSG:28992"
    expected = sum(v.bvo_m2 for v in few.volumes) + plan.plangrens.area
    assert found.oppervlakte_m2 == pytest.approx(expected, rel=1e-5)
