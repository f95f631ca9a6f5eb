"""Panden that a file of others draws are exported in that form: closed, with its volume, in every 3D format.

A house of 10 × 8 m, goot at 3 m and nok at 6 m, holds 10 · 8 · 3 + 10 · 8 · 3 / 2 = 360 m³ (by hand); its bouwlagen,
blocks of 4.5 m, count 10 · 8 · 4.5 = 360 m² · m only by chance, hence blocks of 5 m here: 400.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import ezdxf
import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.util.element
import ifcopenshell.util.shape
import numpy as np
import pyogrio
import pytest
import trimesh
from ezdxf.render.mesh import MeshBuilder
from shapely.geometry import box

from massastudie.facets import Facets
from massastudie.plan import Functie
from massastudie.volumes import Lichaam, Massamodel, Status, Volume
from modellen.context import read_context
from modellen.export import export
from modellen.export.forms import forms
from tests.export import model
from tests.export.test_cityjson import is_closed

HOUSE_M3 = 360.0
#: Cross-section (y, z): wall, slope, slope, wall; the ground is left out, as readers do.
SECTION = [(8.0, 0.0), (8.0, 3.0), (4.0, 6.0), (0.0, 3.0), (0.0, 0.0)]


def stretch(x0: float, x1: float, west: bool, east: bool) -> Facets:
    """The faces of the house from x0 to x1, with the end walls asked for."""
    found = []
    for (y0, z0), (y1, z1) in pairwise(SECTION):
        a, b, c, d = (x0, y0, z0), (x1, y0, z0), (x1, y1, z1), (x0, y1, z1)
        found += [(a, c, b), (a, d, c)]
    for x, is_there, turn in ((x0, west, -1), (x1, east, 1)):
        ring = [(x, y, z) for y, z in SECTION]
        found += [(ring[0], *(ring[i : i + 2][::turn])) for i in range(1, 4) if is_there]
    return Facets(np.array(found), np.empty((0, 2, 3)))


def pand(item_id: str, x0: float, x1: float, facets: Facets) -> Lichaam:
    """A pand of one bouwlaag of 5 m whose form is that of a file."""
    block = Volume(f"{item_id}.0", box(x0, 0, x1, 8), 0.0, 5.0, 0, Functie.WINKEL)
    return Lichaam(item_id, item_id, None, Status.BESTAAND, "nu", False, (block,), facets=facets)


def street() -> Massamodel:
    """A house that a file draws whole, and one of which it gives two panden each their own faces."""
    whole = pand("heel", 0.0, 10.0, stretch(0.0, 10.0, True, True))
    first = pand("deel.1", 20.0, 24.0, stretch(20.0, 24.0, True, False))
    second = pand("deel.2", 24.0, 30.0, stretch(24.0, 30.0, False, True))
    return Massamodel("nu", (whole, first, second, model.gate()))


GATE_M3 = 2 * 40 * 4.5 + 120 * 3.0  # two pieces of 4 × 10 m, and 12 × 10 m above them
EXPECTED_M3 = 2 * HOUSE_M3 + GATE_M3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The street in each format."""
    made = tmp_path_factory.mktemp("vormen")
    for suffix in (".glb", ".obj", ".stl", ".ply", ".city.json", ".ifc", ".dxf", ".kml"):
        export(street(), model.plan(), made / f"straat{suffix}")
    return made


def test_faces_are_closed_over_the_ground_alone_or_together() -> None:
    found = forms(street())
    assert {name: form and form.members for name, form in found.items()} == {
        "heel": ("heel",), "deel.1": ("deel.1", "deel.2"), "deel.2": None,
    }  # fmt: skip
    made = [form for form in found.values() if form is not None]
    assert [form.closed for form in made] == [True, True]
    assert [form.volume_m3 for form in made] == pytest.approx([HOUSE_M3, HOUSE_M3], abs=1e-6)
    assert all(trimesh.Trimesh(f.vertices, f.faces, process=False).is_volume for f in made)


def test_a_court_stays_open() -> None:
    """Walls of 3 m round 10 × 8 m with a court of 2 × 2 m, and the flat roof between: (80 − 4) · 3 m³."""
    outer, inner = trimesh.creation.box((10, 8, 3)), trimesh.creation.box((2, 2, 3))
    solid = trimesh.creation.extrude_polygon(box(-5, -4, 5, 4).difference(box(-1, -1, 1, 1)), 3.0)
    assert outer.volume - inner.volume == pytest.approx(solid.volume)
    seen = solid.triangles[solid.face_normals[:, 2] > -0.5]
    form = forms(Massamodel("nu", (pand("hof", -5, 5, Facets(seen, np.empty((0, 2, 3)))),)))["hof"]
    assert form is not None
    assert form.closed
    assert form.volume_m3 == pytest.approx(228.0)


@pytest.mark.parametrize("suffix", [".glb", ".obj", ".stl", ".ply"])
def test_meshes_hold_the_form(folder: Path, suffix: str) -> None:
    scene = trimesh.load(folder / f"straat{suffix}", force="scene")
    assert sum(mesh.volume for mesh in scene.dump()) == pytest.approx(EXPECTED_M3, rel=1e-6)


def test_cityjson_has_the_form_as_the_only_solid_of_the_pand(folder: Path) -> None:
    tree: dict[str, Any] = json.loads((folder / "straat.city.json").read_text(encoding="utf-8"))
    part = tree["CityObjects"]["deel.1-vorm"]
    assert part["attributes"]["inhoud_m3"] == HOUSE_M3
    assert part["attributes"]["panden"] == "deel.1, deel.2"
    assert is_closed(part["geometry"][0])
    kinds = [s["type"] for s in part["geometry"][0]["semantics"]["surfaces"]]
    assert set(kinds) == {"WallSurface", "RoofSurface", "GroundSurface"}
    assert tree["CityObjects"]["deel.2"]["children"] == ["deel.2:0"]  # its bouwlaag, no second form
    found = read_context(folder / "straat.city.json")
    assert sum(found.volume_m3.values()) == pytest.approx(EXPECTED_M3, rel=1e-6)


def test_ifc_has_the_form_as_an_element_and_spaces_keep_their_quantities(folder: Path) -> None:
    file = ifcopenshell.open(folder / "straat.ifc")
    proxies = file.by_type("IfcBuildingElementProxy")
    assert [item.Name for item in proxies] == ["heel-vorm", "deel.1-vorm"]
    for item in proxies:
        shape = ifcopenshell.geom.create_shape(ifcopenshell.geom.settings(), item)
        assert ifcopenshell.util.shape.get_volume(shape.geometry) == pytest.approx(HOUSE_M3)
    space = next(item for item in file.by_type("IfcSpace") if item.Name == "heel.0")
    assert space.Representation is None
    assert ifcopenshell.util.element.get_psets(space)["Qto_SpaceBaseQuantities"]["GrossVolume"] == 400.0


def test_dxf_has_the_form_on_the_layer_of_its_functie(folder: Path) -> None:
    drawing = ezdxf.readfile(folder / "straat.dxf")
    meshes = drawing.modelspace().query("POLYLINE[layer=='massa-winkel-nu']")
    found = [trimesh_of(MeshBuilder.from_polyface(item)).volume for item in meshes]
    assert found == pytest.approx([HOUSE_M3, HOUSE_M3])


def trimesh_of(mesh: Any) -> trimesh.Trimesh:
    return trimesh.Trimesh([tuple(v) for v in mesh.vertices], [tuple(f) for f in mesh.faces], process=True)


def test_kml_has_one_placemark_per_form(folder: Path) -> None:
    rows = pyogrio.raw.read(folder / "straat.kml", columns=["Name", "panden"], read_geometry=False)[3]
    found = dict(zip(rows[0].tolist(), rows[1].tolist(), strict=True))
    assert found["deel.1-vorm"] == "deel.1, deel.2"
    assert "deel.2-vorm" not in found


def test_a_form_that_does_not_close_claims_no_volume(tmp_path: Path) -> None:
    item = pand("open", 0.0, 10.0, stretch(0.0, 10.0, True, False))
    massa = Massamodel("nu", (item, replace(model.gate(), id="poort")))
    export(massa, model.plan(), tmp_path / "open.city.json")
    part = json.loads((tmp_path / "open.city.json").read_text(encoding="utf-8"))["CityObjects"]["open-vorm"]
    assert part["geometry"][0]["type"] == "MultiSurface"
    assert "inhoud_m3" not in part["attributes"]
    export(massa, model.plan(), tmp_path / "open.ifc")
    file = ifcopenshell.open(tmp_path / "open.ifc")
    assert not file.by_type("IfcTriangulatedFaceSet")[0].Closed
