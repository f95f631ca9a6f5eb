"""GLB, OBJ, STL and PLY: closed, outward, the right volume, in the right place, the same bytes each time."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import trimesh

from massastudie.plan import Functie
from massastudie.volumes import Lichaam
from modellen.export import export
from modellen.export.solids import COLOURS, DAK, solids_of
from tests.export import model
from ui.style import FUNCTIE_COLOUR


def volume_m3(lichaam: Lichaam) -> float:
    """By hand: area times height of each bouwlaag, and half the box under a gable roof."""
    found = sum(v.polygon.area * (v.top_m - v.bottom_m) for v in lichaam.volumes)
    kap = lichaam.kap
    return found + (kap.polygon.area * (kap.nok_m - kap.goot_m) / 2 if kap else 0.0)


TOTAL_M3 = sum(volume_m3(item) for item in model.massa().lichamen)


def tree(path: Path) -> dict:
    """The JSON part of a GLB."""
    data = path.read_bytes()
    magic, version, length = struct.unpack("<4sII", data[:12])
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size, kind = struct.unpack("<I4s", data[12:20])
    assert kind == b"JSON"
    return json.loads(data[20 : 20 + size])


def joined(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """The mesh with the corners of neighbouring triangles joined, as closed as it was made."""
    copy = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    copy.merge_vertices(digits_vertex=3)
    return copy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("mesh")
    for suffix in (".glb", ".obj", ".stl", ".ply"):
        export(model.massa(), model.plan(), where / f"blok{suffix}")
    return where


@pytest.mark.parametrize("lichaam", model.massa().lichamen, ids=lambda item: item.id)
def test_every_solid_is_closed_and_faces_outward(lichaam: Lichaam) -> None:
    solids = [trimesh.Trimesh(s.vertices, s.faces, process=False) for s in solids_of(lichaam)]
    assert all(s.is_volume for s in solids)
    assert sum(s.volume for s in solids) == pytest.approx(volume_m3(lichaam), rel=1e-6)


@pytest.mark.parametrize("suffix", [".glb", ".obj", ".stl", ".ply"])
def test_read_back_it_has_the_volume_that_was_counted(folder: Path, suffix: str) -> None:
    found = trimesh.load(folder / f"blok{suffix}", force="scene")
    assert sum(g.volume for g in found.dump()) == pytest.approx(TOTAL_M3, rel=1e-3)


@pytest.mark.parametrize("suffix", [".glb", ".obj", ".stl", ".ply"])
def test_same_model_gives_the_same_bytes(folder: Path, tmp_path: Path, suffix: str) -> None:
    for path in export(model.massa(), model.plan(), tmp_path / f"blok{suffix}"):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_glb_has_a_node_per_pand_and_a_material_per_functie(folder: Path) -> None:
    found = tree(folder / "blok.glb")
    roots = [found["nodes"][i] for i in found["scenes"][found["scene"]]["nodes"]]
    assert [n["name"] for n in roots] == [item.id for item in model.massa().lichamen]
    assert {m["name"] for m in found["materials"]} == {"winkel", "wonen", "horeca", "kantoor", DAK}
    used = [found["materials"][p["material"]]["name"] for m in found["meshes"] for p in m["primitives"]]
    assert len(used) == len(found["meshes"])


def test_glb_tells_where_its_origin_lies_and_what_a_pand_is(folder: Path) -> None:
    found = tree(folder / "blok.glb")
    extras = found["asset"]["extras"]
    assert extras["oorsprong_rd"] == [model.EAST, model.NORTH]
    assert extras["crs"] == "EPSG:7415"
    hoek = next(n for n in found["nodes"] if n["name"] == "BB1-01")
    assert hoek["extras"]["aanname"] == "vorm is een schets"
    assert hoek["extras"]["in_plan"] is True


def test_glb_is_y_up_with_north_away(folder: Path) -> None:
    low, high = trimesh.load(folder / "blok.glb", force="scene").bounds
    assert low == pytest.approx([-12.346, 0.0, -18.0], abs=1e-4)
    assert high == pytest.approx([32.0, 11.0, 0.0], abs=1e-4)


def test_glb_normals_are_flat_and_outward(folder: Path) -> None:
    for mesh in trimesh.load(folder / "blok.glb", force="scene", process=False).dump():
        flat = np.repeat(mesh.face_normals, 3, axis=0)
        assert np.allclose(mesh.vertex_normals[mesh.faces.ravel()], flat, atol=1e-4)


def test_stl_is_z_up(folder: Path) -> None:
    low, high = trimesh.load(folder / "blok.stl").bounds
    assert low == pytest.approx([-12.346, 0.0, 0.0], abs=1e-4)
    assert high == pytest.approx([32.0, 18.0, 11.0], abs=1e-4)


def test_obj_has_an_object_per_pand_and_its_own_material_file(folder: Path) -> None:
    lines = (folder / "blok.obj").read_text(encoding="utf-8").splitlines()
    assert [row[2:] for row in lines if row.startswith("o ")] == ["BB1-01", "BB1_02", "P1"]
    assert "mtllib blok.mtl" in lines
    known = {row.split()[1] for row in (folder / "blok.mtl").read_text().splitlines() if row.startswith("newmtl")}
    assert {row.split()[1] for row in lines if row.startswith("usemtl")} <= known


def test_obj_faces_name_vertices_that_exist(folder: Path) -> None:
    lines = (folder / "blok.obj").read_text(encoding="utf-8").splitlines()
    count = sum(row.startswith("v ") for row in lines)
    named = [int(n) for row in lines if row.startswith("f ") for n in row.split()[1:]]
    assert min(named) == 1
    assert max(named) == count


def test_materials_have_the_colours_of_the_window() -> None:
    shown = {f: tuple(int(FUNCTIE_COLOUR[f][i : i + 2], 16) for i in (1, 3, 5)) for f in Functie}
    assert {f: COLOURS[f] for f in Functie} == shown


def test_ply_is_z_up_and_coloured_by_functie(folder: Path) -> None:
    mesh = trimesh.load(folder / "blok.ply", process=False)
    low, high = mesh.bounds
    assert low == pytest.approx([-12.346, 0.0, 0.0], abs=1e-4)
    assert high == pytest.approx([32.0, 18.0, 11.0], abs=1e-4)
    used = {tuple(c) for c in mesh.visual.vertex_colors[:, :3].tolist()}
    assert used == {COLOURS[name] for name in ("winkel", "wonen", "horeca", "kantoor", DAK)}


@pytest.mark.parametrize("suffix", [".obj", ".stl", ".ply"])
def test_another_reader_finds_the_same_volume(folder: Path, suffix: str) -> None:
    """VTK's own readers, through pyvista: they share no code with trimesh, which wrote the file."""
    pyvista = pytest.importorskip("pyvista")
    mesh = pyvista.read(folder / f"blok{suffix}").triangulate()
    assert mesh.n_cells > 0
    assert mesh.volume == pytest.approx(TOTAL_M3, rel=1e-4)
