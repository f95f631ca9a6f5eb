"""Levels of detail of a city model: which is drawn, what takes the sun, and that a plan folder keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from massastudie.casters import casters
from massastudie.context import ContextPand, Reading
from massastudie.errors import FileError
from massastudie.facets import Facets
from massastudie.massa import build
from massastudie.mesh import lichaam_mesh
from massastudie.omgeving import with_context
from massastudie.plan import Plan
from massastudie.schaduw import sweeps
from massastudie.state import State
from massastudie.volumes import Lichaam
from modellen.context import read_context
from modellen.context.facets import _in_triangles
from modellen.reader import read_plan
from modellen.writer import write_plan

from .city import X, Y, box_points, building, city, solid, write
from .small_plan import write_small_plan

SAMPLES = Path("/work/shared/gegevens/uitwisseling/cityjson")


def gable(first: int) -> dict[str, Any]:
    """A house of 10 × 8 m, eaves at 4 m, ridge at 8 m along its length: 10·8·4 + 10·8·4/2 = 480 m³."""
    a, b, c, d, e, f, g, h, i, j = range(first, first + 10)
    faces = [[a, d, c, b], [a, b, f, e], [c, d, h, g], [e, f, j, i], [g, h, i, j], [b, c, g, j, f], [d, a, e, i, h]]
    return {"type": "Solid", "lod": "2.2", "boundaries": [[[face] for face in faces]]}


def house(*extra: dict[str, Any], x: float = X, y: float = Y) -> dict[str, Any]:
    points = box_points(x, y, 2.0, 10.0, 8.0, 6.0) + box_points(x, y, 2.0, 10.0, 8.0, 4.0)
    ridge = [[x, y + 4, 10.0], [x + 10, y + 4, 10.0]]
    return city({"huis": building(*extra, gable(8))}, [*points, *ridge])


def volume_m3(facets: Facets) -> float:
    """Volume over the ground within triangles that close but for their ground, by the divergence theorem: seen from a
    point on the ground that face holds nothing."""
    t = facets.triangles - [*facets.triangles[0, 0, :2], 0.0]
    return float(np.einsum("ij,ij->i", t[:, 0], np.cross(t[:, 1], t[:, 2])).sum() / 6)


def read(tmp_path: Path, content: Any, lod: str | None = None) -> ContextPand:
    (pand,) = read_context(write(tmp_path / "stad.json", content), Reading(lod=lod)).panden
    return pand


def test_the_highest_level_is_drawn_and_the_block_form_takes_the_sun(tmp_path: Path) -> None:
    pand = read(tmp_path, house(solid()))
    assert pand.facets is not None
    assert volume_m3(pand.facets) == pytest.approx(480.0)
    assert pand.facets.top_m == pytest.approx(8.0)
    assert (pand.facets.casts, pand.facets.closed) == (False, True)
    assert pand.hoogte_m == 6.0  # of the block form, on which figures and sun rest
    # 4 corners, 2 eaves, 1 ridge and 4 slopes of the gables; not the 4 on the ground
    assert len(pand.facets.edges) == 11


def test_a_lower_level_can_be_chosen(tmp_path: Path) -> None:
    pand = read(tmp_path, house(solid()), lod="1.2")
    assert pand.facets is None
    assert pand.hoogte_m == 6.0


def test_without_a_block_form_the_faces_take_the_sun(tmp_path: Path) -> None:
    pand = read(tmp_path, house())
    assert pand.facets is not None
    assert pand.facets.casts


def test_a_level_the_file_does_not_have_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"bestand stad\.json: verwacht LoD 3, gevonden LoD 1\.2, 2\.2"):
        read(tmp_path, house(solid()), lod="3")


def placed(tmp_path: Path, *extra: dict[str, Any]) -> tuple[Plan, Lichaam]:
    """A small plan with the house 100 m beside it."""
    plan = read_plan(write_small_plan(tmp_path / "klein"))
    x, y = plan.oorsprong
    path = write(tmp_path / "stad.json", house(*extra, x=x + 300, y=y))
    plan = with_context(plan, read_context(path))
    return plan, build(plan, State.start(plan)).by_id["huis"]


def test_what_is_drawn_is_what_the_file_drew(tmp_path: Path) -> None:
    _, lichaam = placed(tmp_path, solid())
    mesh = lichaam_mesh(lichaam)
    assert mesh.vertices[:, 2].max() == pytest.approx(8.0)
    assert mesh.vertices[:, 0].min() == pytest.approx(300.0)
    assert lichaam.hoogte_m == pytest.approx(8.0)


def test_shade_of_faces_is_that_of_the_form(tmp_path: Path) -> None:
    _, lichaam = placed(tmp_path)
    # sun from the west at 45°: the east gable, 4 m at its eaves and 8 m at its ridge, throws 6 m on average over its
    # width of 8 m, so 8 · (10 + 6) = 128 m²
    shade = shapely.union_all(sweeps([lichaam], np.array([1.0, 0.0])))
    assert shade.area == pytest.approx(128.0, abs=0.01)
    assert len(casters([lichaam]).walls) == 0


def test_a_plan_folder_keeps_what_is_drawn(tmp_path: Path) -> None:
    plan, _ = placed(tmp_path, solid())
    write_plan(plan, tmp_path / "plan")
    (found,) = [p.facets for p in read_plan(tmp_path / "plan").bestaand if p.facets is not None]
    (own,) = [p.facets for p in plan.bestaand if p.facets is not None]
    assert np.array_equal(found.triangles, own.triangles)
    assert np.array_equal(found.edges, own.edges)
    write_plan(plan, tmp_path / "again")
    assert (tmp_path / "again/facetten.npz").read_bytes() == (tmp_path / "plan/facetten.npz").read_bytes()


def test_a_damaged_file_of_faces_is_one_sentence(tmp_path: Path) -> None:
    plan, _ = placed(tmp_path, solid())
    write_plan(plan, tmp_path / "plan")
    path = tmp_path / "plan/facetten.npz"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(FileError, match=r"bestand facetten\.npz: verwacht"):
        read_plan(tmp_path / "plan")


@pytest.mark.parametrize("name", ["tot_lijn", "id"])
def test_faces_of_a_lying_kind_are_one_sentence(tmp_path: Path, name: str) -> None:
    """Ends that are no whole numbers, and a bare text where a list of ids is meant."""
    plan, _ = placed(tmp_path, solid())
    write_plan(plan, tmp_path / "plan")
    path = tmp_path / "plan/facetten.npz"
    with np.load(path) as file:
        arrays = dict(file)
    arrays[name] = arrays["tot_lijn"].astype(float) if name == "tot_lijn" else np.array("een")
    np.savez(path, **arrays)
    with pytest.raises(FileError, match=r"bestand facetten\.npz: verwacht"):
        read_plan(tmp_path / "plan")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples here")
@pytest.mark.parametrize("name", ["3dbag_v20_10bldg.city.jsonl", "3dbag_v20_3bldg.city.jsonl"])
def test_faces_of_3dbag_hold_what_it_says_they_hold(name: str) -> None:
    found = read_context(SAMPLES / name)
    per_pand: dict[str, list[Facets]] = {}
    for pand in found.panden:
        assert pand.facets is not None
        per_pand.setdefault(".".join(pand.id.split(".")[:4]), []).append(pand.facets)
    whole = (Facets(np.concatenate([f.triangles for f in own]), own[0].edges) for own in per_pand.values())
    assert sum(map(volume_m3, whole)) == pytest.approx(found.volume_m3["2.2"], rel=1e-4)


def test_a_face_that_cannot_be_cut_is_left_out_and_the_others_stay() -> None:
    # GEOS cuts no polygon that crosses itself this way (its own exception)
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    made = _in_triangles(np.array([shapely.box(0, 0, 1, 1), bow, shapely.box(0, 0, 2, 1)]))
    assert [shape.area for shape in made] == [1.0, 0.0, 2.0]


def test_an_open_surface_is_drawn_and_takes_the_sun_from_both_sides(tmp_path: Path) -> None:
    # a roof of 10 × 8 m at 6 m without walls: no volume is claimed, its shade at 45° is its own area
    plan = read_plan(write_small_plan(tmp_path / "klein"))
    x, y = plan.oorsprong
    roof = {"type": "MultiSurface", "lod": "2", "boundaries": [[[4, 5, 6, 7]], [[0, 3, 2, 1]]]}
    path = write(tmp_path / "stad.json", city({"luifel": building(roof)}, box_points(x + 300, y, 0.0, 10, 8, 6)))
    found = read_context(path)
    assert found.volume_m3 == {}
    plan = with_context(plan, found)
    lichaam = build(plan, State.start(plan)).by_id["luifel"]
    assert shapely.union_all(sweeps([lichaam], np.array([1.0, 0.0]))).area == pytest.approx(80.0)
    assert len(casters([lichaam]).triangles) == 4  # two triangles, each from above and from below
