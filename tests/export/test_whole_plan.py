"""The built-in plan, every fase: all solids closed, the volume that was counted, and a GLB without a fault."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import trimesh

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.volumes import Massamodel
from modellen.export import export
from modellen.export.solids import DAK, Solid, bodies

#: Folder of the npm package `gltf-validator`.
VALIDATOR = os.environ.get("GLTF_VALIDATOR", "")
FASEN = ("bestaand", "fase1", "fase2", "fase3")


@pytest.fixture(scope="module", params=FASEN)
def massa(request: pytest.FixtureRequest, plan: Plan) -> Massamodel:
    """The masses of one fase."""
    return build(plan, State(request.param))


@pytest.fixture(scope="module")
def solids(massa: Massamodel) -> list[Solid]:
    """All solids of one fase."""
    return [s for _, parts in bodies(massa) for s in parts]


def mesh_of(solid: Solid) -> trimesh.Trimesh:
    return trimesh.Trimesh(solid.vertices, solid.faces, process=False)


def test_every_solid_is_closed_and_faces_outward(solids: list[Solid]) -> None:
    assert [s.id for s in solids if not mesh_of(s).is_volume] == []


def test_no_triangle_is_without_area(solids: list[Solid]) -> None:
    """A triangle without area has no normal, and GLB asks for one."""
    thin = [s.id for s in solids if np.any(np.linalg.norm(mesh_of(s).triangles_cross, axis=1) < 1e-9)]
    assert thin == []


def test_volume_is_area_times_height(massa: Massamodel, solids: list[Solid]) -> None:
    made = sum(mesh_of(s).volume for s in solids if s.material != DAK)
    assert made == pytest.approx(sum(v.bvo_m2 * (v.top_m - v.bottom_m) for v in massa.volumes), rel=1e-6)


def test_roofs_stand_on_their_pand(massa: Massamodel, solids: list[Solid]) -> None:
    kappen = {f"{item.id}-{DAK}": item.kap for item in massa.lichamen if item.kap is not None}
    roofs = [s for s in solids if s.material == DAK]
    assert {s.id for s in roofs} == kappen.keys()
    for solid in roofs:
        low, high = solid.vertices[:, 2].min(), solid.vertices[:, 2].max()
        assert (low, high) == pytest.approx((kappen[solid.id].goot_m, kappen[solid.id].nok_m), abs=0.002)


def test_glb_read_back_keeps_volume_and_names(plan: Plan, tmp_path: Path) -> None:
    path, massa = tmp_path / "plan.glb", build(plan, State("fase3"))
    export(massa, plan, path)
    scene = trimesh.load(path, force="scene")
    expected = sum(mesh_of(s).volume for _, parts in bodies(massa) for s in parts)
    assert sum(g.volume for g in scene.dump()) == pytest.approx(expected, rel=1e-3)
    assert {item.id for item in massa.lichamen} <= set(scene.graph.nodes)


def test_glb_has_no_fault_for_the_khronos_validator(plan: Plan, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not Path(VALIDATOR, "package.json").is_file():
        pytest.skip("needs node, and GLTF_VALIDATOR set to the folder of the npm package gltf-validator")
    path = tmp_path / "plan.glb"
    export(build(plan, State("fase3")), plan, path)
    script = Path(__file__).with_name("validate.mjs")
    done = subprocess.run([node, script, VALIDATOR, path], capture_output=True, text=True, timeout=120, check=True)
    issues = json.loads(done.stdout)["issues"]
    assert issues["messages"] == []
    assert issues["numErrors"] == 0
