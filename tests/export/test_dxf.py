"""DXF: clean for the auditor of ezdxf, metres in RD, layers per functie and fase, the volume that was counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ezdxf.document import Drawing
from ezdxf.filemanagement import readfile
from ezdxf.render.mesh import MeshBuilder, MeshDiagnose, MeshTransformer, MeshVertexMerger
from shapely.geometry import Polygon

from massastudie.massa import build
from massastudie.plan import Functie, Plan
from massastudie.state import State
from modellen.export import export
from tests.export import model
from tests.export.test_mesh_formats import TOTAL_M3


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Drawing:
    path = tmp_path_factory.mktemp("dxf") / "blok.dxf"
    export(model.massa(), model.plan(), path)
    return readfile(path)


def said(entity: Any) -> dict[str, str]:
    return dict(value.split("=", 1) for _, value in entity.get_xdata("MASSASTUDIE"))


def mesh_m3(polyface: Any) -> float:
    """Volume of a closed mesh, taken near the origin: far from it the triple products lose their decimals."""
    mesh = MeshTransformer.from_builder(MeshBuilder.from_polyface(polyface))
    mesh.translate((-model.EAST, -model.NORTH, 0.0))
    found = MeshDiagnose(MeshVertexMerger.from_mesh(mesh))
    assert found.is_manifold and found.is_edge_balance_broken is False
    return float(found.volume())


def local(points: Any, origin: np.ndarray) -> np.ndarray:
    return np.array([tuple(p)[: len(origin)] for p in points]) - origin


def test_the_auditor_finds_nothing(drawing: Drawing) -> None:
    found = drawing.audit()
    assert (found.errors, found.fixes) == ([], [])


def test_an_outline_tells_the_floor_it_counts_for(drawing: Drawing) -> None:
    """By hand: 20 × 10 + 10 × 8 m less a light well of 3 × 3 m; a bouwlaag of 3 m."""
    outlines = [e for e in drawing.modelspace().query("LWPOLYLINE") if e.has_xdata("MASSASTUDIE")]
    told = [said(e) for e in outlines if said(e).get("id") == "BB1-01.1"]
    assert told
    assert {(t["pand"], t["bouwlaag"], t["functie"]) for t in told} == {("BB1-01", "1", "wonen")}
    assert {(float(t["bvo_m2"]), float(t["hoogte_m"])) for t in told} == {(271.0, 3.0)}


def test_units_are_metres(drawing: Drawing) -> None:
    assert (drawing.header["$INSUNITS"], drawing.header["$MEASUREMENT"]) == (6, 1)


def test_layers_per_functie_and_fase(drawing: Drawing) -> None:
    names = {layer.dxf.name for layer in drawing.layers}
    assert names >= {"massa-winkel-nu", "massa-wonen-nu", "omtrek-horeca-nu", "kap-nu", "plangrens"}
    assert drawing.layers.get("massa-wonen-nu").rgb == (0xF1, 0xDE, 0x8B)


def test_meshes_hold_what_was_counted_and_stand_in_rd(drawing: Drawing) -> None:
    meshes = list(drawing.modelspace().query("POLYLINE"))
    # 3 + 3 + 2 volumes and a kap
    assert len(meshes) == 9
    low, high = (233778 - 12.346, 557095.0, 0.0), (233778 + 32.0, 557095.0 + 18.0, 11.0)
    points = [tuple(p) for m in meshes for p in MeshBuilder.from_polyface(m).vertices]
    assert (np.min(points, axis=0), np.max(points, axis=0)) == (pytest.approx(low), pytest.approx(high))
    assert sum(mesh_m3(m) for m in meshes) == pytest.approx(TOTAL_M3, rel=1e-4)


def test_walls_are_quadrangles(drawing: Drawing) -> None:
    corner = next(m for m in drawing.modelspace().query("POLYLINE") if said(m)["id"] == "BB1-01.0")
    sizes = Counter(len(face) for face in MeshBuilder.from_polyface(corner).faces)
    assert sizes[4] == 10


def test_outlines_at_their_floor_are_the_bvo(drawing: Drawing) -> None:
    found = dict.fromkeys(Functie, 0.0)
    for line in drawing.modelspace().query("LWPOLYLINE[layer ? 'omtrek-.*']"):
        assert line.closed
        ring = local(line.get_points("xy"), np.array([model.EAST, model.NORTH]))
        kind = Functie(said(line)["functie"])
        found[kind] += Polygon(ring).area * (1 if Polygon(ring).exterior.is_ccw else -1)
    house = 8.346 * 9.123
    expected = {"winkel": 271 + house, "wonen": 542 + house, "horeca": 80.0, "kantoor": 120.0}
    assert {k: v for k, v in found.items() if v} == pytest.approx(expected, abs=0.01)
    heights = {line.dxf.elevation for line in drawing.modelspace().query("LWPOLYLINE[layer == 'omtrek-kantoor-nu']")}
    assert heights == {4.5}


def test_any_text_stays_one_string(tmp_path: Path) -> None:
    export(model.tricky(), model.plan(), tmp_path / "huis.dxf")
    drawing = readfile(tmp_path / "huis.dxf")
    assert not drawing.audit().has_errors
    assert said(drawing.modelspace().query("POLYLINE")[0])["naam"].startswith('Huis <Vaart> & "Zn"')


def test_whole_plan_is_clean_and_has_its_ground(plan: Plan, tmp_path: Path) -> None:
    massa = build(plan, State("fase1"))
    few = type(massa)(massa.fase, massa.lichamen[:40], hoven=massa.hoven, doorgangen=massa.doorgangen,
                      profielen=massa.profielen)  # fmt: skip
    export(few, plan, tmp_path / "plan.dxf")
    drawing = readfile(tmp_path / "plan.dxf")
    assert not drawing.audit().has_errors
    names = {layer.dxf.name for layer in drawing.layers}
    assert names >= {"plangrens", "doorsteken", "stroken-voet", "hoven-dek"}
