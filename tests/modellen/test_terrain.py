"""Ground from files: squares by hand, kept in a plan folder, told in exports as what it is."""

from __future__ import annotations

import json
import os
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from massastudie.errors import FileError, PlanError
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.terrein import Raster, Terrein
from modellen.context import read_context
from modellen.context.place import placed_around
from modellen.context.report import count_text
from modellen.export import export
from modellen.rapport.grondlijn import grondlijn
from modellen.reader import read_plan
from modellen.stempel import canonical
from modellen.writer import write_plan

from .small_plan import write_small_plan

rasterio = pytest.importorskip("rasterio")
warp = pytest.importorskip("rasterio.warp")
#: South-west corner of the raster, a multiple of 10 m in RD.
X, Y = 233700.0, 557000.0


def tif(
    path: Path, values: np.ndarray, cell: float = 5.0, west: float = X, south: float = Y, **layout: object
) -> Path:  # fmt: skip
    """Heights (rows from the north, columns) in cells of this size, in the file as `layout` has it."""
    rows, columns = values.shape
    place = rasterio.transform.from_origin(west, south + rows * cell, cell, cell)
    with rasterio.open(path, "w", driver="GTiff", width=columns, height=rows, count=1, dtype="float32",
                       crs="EPSG:28992", transform=place, nodata=-9999, **layout) as file:  # fmt: skip
        file.write(values.astype(np.float32), 1)
    return path


def test_a_land_in_large_cells_is_described_within_little_memory(tmp_path: Path) -> None:
    """64 × 64 km in cells of 500 m, read as one window: 41 million parts of 10 m if all were taken."""
    path = tif(tmp_path / "land.tif", np.ones((128, 128)), 500.0, tiled=True, blockxsize=128, blockysize=128)
    tracemalloc.start()
    try:
        found = read_context(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.raster is None and "vakken" in found.opmerkingen[-1]
    assert found.oppervlakte_m2 == pytest.approx(64_000.0**2)
    assert peak < 300_000_000


def test_a_raster_gives_the_mean_of_its_cells_per_square(tmp_path: Path) -> None:
    values = np.array([[1, 3, 9, -9999], [5, 7, 9, 9], [2, 2, -9999, -9999], [2, 2, -9999, -9999]])
    found = read_context(tif(tmp_path / "ahn.tif", values)).raster
    assert found is not None
    assert (found.x_m, found.y_m) == (X + 5, Y + 5)
    # from the south: (2 + 2 + 2 + 2) / 4 and nothing; from the north: (1 + 3 + 5 + 7) / 4 and (9 + 9 + 9) / 3
    assert np.array_equal(found.hoogten, [[2.0, np.nan], [4.0, 9.0]], equal_nan=True)


def test_a_cloud_gives_the_mean_of_its_ground_points(tmp_path: Path) -> None:
    laspy = pytest.importorskip("laspy")
    cloud = laspy.LasData(laspy.LasHeader(point_format=6, version="1.4"))
    cloud.header.scales = np.full(3, 0.001)
    cloud.x, cloud.y = X + np.array([1.0, 2.0, 3.0, 12.0]), Y + np.array([1.0, 2.0, 3.0, 1.0])
    cloud.z, cloud.classification = np.array([1.0, 2.0, 30.0, 5.0]), np.array([2, 2, 6, 2])
    cloud.write(str(tmp_path / "wolk.las"))
    found = read_context(tmp_path / "wolk.las").raster
    assert found is not None
    assert found.hoogten.tolist() == [[1.5, 5.0]]  # the point at 30 m is of a roof (class 6)


@pytest.mark.parametrize("turn_deg", [0.0, 30.0])
@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", "EPSG:25832"])
def test_ground_in_another_system_or_turned_lies_where_it_lies(tmp_path: Path, crs: str, turn_deg: float) -> None:
    """Heights that say where they are: 1 m per 100 m east of X and 10 m per 100 m north of Y, in RD."""
    own = rasterio.crs.CRS.from_string(crs)
    (x0, x1), (y0, y1) = warp.transform("EPSG:28992", own, [X - 300, X + 300], [Y - 300, Y + 300])
    place = rasterio.transform.from_bounds(x0, y0, x1, y1, 120, 120) @ rasterio.Affine.rotation(turn_deg, (60, 60))
    columns, rows = np.meshgrid(np.arange(120) + 0.5, np.arange(120) + 0.5)
    east, north = (place.a * columns + place.b * rows + place.c, place.d * columns + place.e * rows + place.f)
    x, y = (np.array(v) for v in warp.transform(own, "EPSG:28992", east.ravel(), north.ravel()))
    heights = (x - X) / 100 + (y - Y) / 10
    with rasterio.open(tmp_path / "a.tif", "w", driver="GTiff", width=120, height=120, count=1, dtype="float32",
                       crs=own, transform=place) as file:  # fmt: skip
        file.write(heights.reshape(120, 120).astype(np.float32), 1)
    found = read_context(tmp_path / "a.tif")
    assert found.raster is not None
    j, i = np.nonzero(np.isfinite(found.raster.hoogten))
    expected = (found.raster.x_m + 10 * i - X) / 100 + (found.raster.y_m + 10 * j - Y) / 10
    away = np.hypot(found.raster.x_m + 10 * i - X, found.raster.y_m + 10 * j - Y) < 200  # whole squares
    assert found.raster.hoogten[j, i][away] == pytest.approx(
        expected[away], abs=0.35
    )  # middles of cells up to 3 m off
    assert (found.raster.hoogten[j, i] - expected)[away].mean() == pytest.approx(0.0, abs=0.01)
    assert found.oppervlakte_m2 == pytest.approx(360_000, rel=0.01)


def test_values_are_taken_as_the_file_says_and_what_is_no_height_is_left_out(tmp_path: Path) -> None:
    stored = np.array([[1250, 1350], [-32768, 30000]])
    path = tif(tmp_path / "cm.tif", stored)
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets, file.nodata = (0.01,), (-2.0,), -32768
    found = read_context(path)
    assert found.bbox[2::3] == (10.5, 298.0)  # 12.50 - 2 and 300 - 2
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = (1.0,), (0.0,)
    found = read_context(path)
    assert dict(found.overgeslagen) == {"gaten": "1 van 4 cellen hebben geen waarde",
                                        "hoogten": "1 van 4 cellen hebben geen mogelijke hoogte"}  # fmt: skip


def test_two_tiles_are_one_ground(tmp_path: Path) -> None:
    plan = read_plan(write_small_plan(tmp_path / "plan"))
    x0, y0, x1, y1 = (int(v) for v in shapely.bounds(plan.plangrens) + np.tile(plan.oorsprong, 2))
    east, north = x1 - x0 + 200, y1 - y0 + 200
    whole = 10.0 + np.arange(north // 5 * (east // 5)).reshape(north // 5, east // 5) * 1e-4
    cut = east // 10 // 2 * 2
    files = [tmp_path / f"{name}.tif" for name in ("heel", "west", "oost")]
    for path, part, first in zip(files, (whole, whole[:, :cut], whole[:, cut:]), (0, 0, cut), strict=True):
        tif(path, part, west=x0 - 100 + 5 * first, south=y0 - 100)
    one, west, both = (placed_around(plan, given, True).terrein for given in (files[:1], files[1:2], files[1:]))
    assert one is not None and west is not None and both is not None
    assert np.array_equal(one.hoogten, both.hoogten)
    assert west.hoogten.shape < one.hoogten.shape
    assert both.bron == "west.tif (GeoTIFF), oost.tif (GeoTIFF)"


def test_a_hole_in_the_ground_is_told_as_it_is_not_as_a_pand_left_out(tmp_path: Path) -> None:
    plan, told = read_plan(write_small_plan(tmp_path / "plan")), list[str]()
    x0, y0 = (float(v) for v in shapely.bounds(plan.plangrens)[:2] + plan.oorsprong)
    heights = np.full((200, 200), 11.3)
    heights[0, 0] = -32768
    path = tif(tmp_path / "gat.tif", heights, west=x0 - 100, south=y0 - 100)
    with rasterio.open(path, "r+") as file:
        file.nodata = -32768
    placed_around(plan, [path], True, told.append)
    assert told == ["bestand gat.tif: 1 van 40000 cellen hebben geen waarde"]
    assert count_text(read_context(path)) == "terrein"


def test_ground_that_is_no_ground_in_nap_is_refused(tmp_path: Path) -> None:
    plan = read_plan(write_small_plan(tmp_path / "plan"))
    x0, y0 = (float(v) for v in shapely.bounds(plan.plangrens)[:2] + plan.oorsprong)
    tif(tmp_path / "cm.tif", np.full((200, 200), 1130.0), west=x0 - 100, south=y0 - 100)
    with pytest.raises(PlanError, match=r"bestand cm\.tif: verwacht grond in m NAP, van -50 tot 350, gevonden 1130"):
        placed_around(plan, [tmp_path / "cm.tif"], True)


def test_a_cloud_without_ground_points_is_one_sentence(tmp_path: Path) -> None:
    laspy = pytest.importorskip("laspy")
    cloud = laspy.LasData(laspy.LasHeader(point_format=6, version="1.4"))
    cloud.x, cloud.y, cloud.z = np.array([X]), np.array([Y]), np.array([3.0])
    cloud.classification = np.array([1])
    cloud.write(str(tmp_path / "wolk.las"))
    with pytest.raises(
        PlanError, match=r"bestand wolk\.las: .* gevonden: geen hoogten van de grond \(in een puntenwolk"
    ):
        placed_around(read_plan(write_small_plan(tmp_path / "plan")), [tmp_path / "wolk.las"], True)


def on_ground(folder: Path) -> Plan:
    """The small plan on a slope of 1 cm a metre to the north, 9.5 m NAP in the middle."""
    plan = read_plan(write_small_plan(folder))
    heights = np.round(np.tile(0.1 * np.arange(-40, 41)[:, None], (1, 81)), 3)
    return replace(plan, terrein=Terrein(-400.0, -400.0, heights, 9.5, "ahn.tif (GeoTIFF)", 3, heights.size))


def test_a_plan_folder_keeps_its_ground(tmp_path: Path) -> None:
    plan = on_ground(tmp_path / "plan")
    write_plan(plan, tmp_path / "kopie")
    found = read_plan(tmp_path / "kopie")
    assert found.terrein is not None and plan.terrein is not None
    assert np.array_equal(found.terrein.hoogten, plan.terrein.hoogten)
    assert canonical(found.terrein) == canonical(plan.terrein)
    assert canonical(found) != canonical(replace(found, terrein=None))
    raw = replace(plan.terrein, bekend=Raster(0.0, 0.0, plan.terrein.hoogten))
    assert canonical(raw) == canonical(plan.terrein)  # what it was made of is not kept in the folder
    with rasterio.open(tmp_path / "kopie" / "terrein.asc") as file:  # another program reads the same place and height
        assert next(file.sample([(plan.oorsprong[0] + 0.0, plan.oorsprong[1] + 10.0)]))[0] == pytest.approx(9.6)
    (tmp_path / "kopie" / "terrein.asc").write_text("ncols 2\n")
    with pytest.raises(FileError, match=r"bestand terrein\.asc: verwacht een raster van hoogten"):
        read_plan(tmp_path / "kopie")


def test_ground_that_never_ends_or_lies_past_the_moon_is_one_sentence(tmp_path: Path) -> None:
    write_plan(on_ground(tmp_path / "plan"), tmp_path / "kopie")
    head, grid = tmp_path / "kopie" / "plan.toml", tmp_path / "kopie" / "terrein.asc"
    sound = head.read_text(encoding="utf-8")
    head.write_text(sound.replace("peil_m = ", "peil_m = 1e308 #"), encoding="utf-8")
    with pytest.raises(FileError, match=r"terrein\.peil_m: verwacht een getal van 1e\+09 of minder"):
        read_plan(tmp_path / "kopie")
    head.write_text(sound, encoding="utf-8")
    grid.unlink()
    os.mkfifo(grid)
    with pytest.raises(FileError, match="een pijp of apparaat"):
        read_plan(tmp_path / "kopie")


def test_city_json_of_a_plan_with_ground_is_in_nap(tmp_path: Path) -> None:
    plan = on_ground(tmp_path / "plan")
    massa = build(plan, State.start(plan))
    (path,) = export(massa, plan, tmp_path / "a.city.json")
    tree = json.loads(path.read_text(encoding="utf-8"))
    lowest = plan.terrein.hoogten.min() if plan.terrein is not None else 0.0
    assert tree["metadata"]["geographicalExtent"][2] == pytest.approx(9.5 + lowest, abs=0.001)
    assert "in meters NAP; maaiveld naar ahn.tif (GeoTIFF): 3 van 6561 vakken" in tree["metadata"]["title"]
    grounds = [s for o in tree["CityObjects"].values() for g in o.get("geometry", [])
               for s in g.get("semantics", {}).get("surfaces", []) if s["type"] == "GroundSurface"]  # fmt: skip
    level = replace(plan, terrein=None)
    (flat,) = export(build(level, State.start(level)), level, tmp_path / "b.city.json")
    assert len(grounds) == flat.read_text(encoding="utf-8").count('"GroundSurface"')


def test_kml_of_a_plan_with_ground_is_in_nap(tmp_path: Path) -> None:
    plan = on_ground(tmp_path / "plan")
    massa = build(plan, State.start(plan))
    (path,) = export(massa, plan, tmp_path / "a.kml")
    assert "relativeToGround" not in path.read_text(encoding="utf-8")
    read = pytest.importorskip("pyogrio.raw").read
    tops = {}
    for layer in pytest.importorskip("pyogrio").list_layers(path)[:, 0]:
        meta, _, shapes, fields = read(path, layer=layer)
        names = fields[list(meta["fields"]).index("Name")]
        tops |= {n: shapely.get_coordinates(shapely.from_wkb(s), include_z=True)[:, 2].max()
                 for n, s in zip(names, shapes, strict=True)}  # fmt: skip
    volumes = {v.id: v.top_m + 9.5 for item in massa.lichamen for v in item.volumes}  # 0 in the model is 9.5 m NAP
    assert {name: tops[name] for name in volumes} == pytest.approx(volumes, abs=1e-3)


def test_a_section_has_the_ground_across_its_street() -> None:
    """Ground that rises 0.1 a metre along a section of 20 m, 3 m high in its middle."""
    rising = Terrein(-50.0, -50.0, np.tile(0.1 * np.arange(-20, 31) + 3.0, (11, 1)), 0.0, "x", 0, 1)
    line = shapely.LineString([(0, 0), (20, 0)])
    found = grondlijn(rising, line, -5.0)
    assert found.middle_m == pytest.approx(rising.hoogte(np.array([[10.0, 0.0]]))[0])
    assert [found.at(x) for x in (-5.0, 5.0, 15.0)] == pytest.approx([-0.1, 0.0, 0.1], abs=1e-9)
    wall = found.over(shapely.box(0, -1, 10, 4))
    assert wall.area == pytest.approx(40.0) and wall.bounds[1] == pytest.approx(-0.05)
    level = grondlijn(None, line, -5.0)
    assert (level.at(3.0), level.middle_m) == (0.0, 0.0)


@pytest.mark.parametrize("name", ["a.dxf", "a.city.json", "a.ifc"])
def test_exports_hold_the_ground_itself_as_other_programs_read_it(tmp_path: Path, name: str) -> None:
    plan = on_ground(tmp_path / "plan")
    assert plan.terrein is not None
    (path,) = export(build(plan, State.start(plan)), plan, tmp_path / name)
    points = {".dxf": of_dxf, ".json": of_city_json, ".ifc": of_ifc}[path.suffix](path)
    assert len(points) == plan.terrein.hoogten.size
    local = points[:, :2] - plan.oorsprong
    assert points[:, 2] == pytest.approx(plan.terrein.hoogte(local) + 9.5, abs=1.5e-3)  # 0 in the model is 9.5 m NAP


def of_dxf(path: Path) -> np.ndarray:
    (mesh,) = pytest.importorskip("ezdxf").readfile(path).modelspace().query('MESH[layer=="terrein"]')
    return np.array(list(mesh.vertices))


def of_city_json(path: Path) -> np.ndarray:
    model = pytest.importorskip("cityjson_lib").CityModel.parse_document_bytes(path.read_bytes())
    assert model.cityobject_ids()[-1] == "terrein"
    corners = model.geometry_boundary_coordinates(model.summary().geometry_count - 1)
    return np.unique([(c.x, c.y, c.z) for c in corners], axis=0)


def of_ifc(path: Path) -> np.ndarray:
    file = pytest.importorskip("ifcopenshell").open(path)
    (item,) = file.by_type("IfcGeographicElement")
    points = np.array(item.Representation.Representations[0].Items[0].Coordinates.CoordList)
    (place,) = file.by_type("IfcMapConversion")
    return points + [place.Eastings, place.Northings, place.OrthogonalHeight]
