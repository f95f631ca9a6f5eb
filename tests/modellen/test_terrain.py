"""Ground from files: squares by hand, kept in a plan folder, told in exports as what it is."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from massastudie.errors import FileError
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.terrein import Terrein
from modellen.context import read_context
from modellen.export import export
from modellen.reader import read_plan
from modellen.stempel import canonical
from modellen.writer import write_plan

from .small_plan import write_small_plan

rasterio = pytest.importorskip("rasterio")
#: South-west corner of the raster, a multiple of 10 m in RD.
X, Y = 233700.0, 557000.0


def tif(path: Path, values: np.ndarray, cell: float = 5.0, crs: str = "EPSG:28992") -> Path:
    """Heights (rows from the north, columns) in cells of this size."""
    rows, columns = values.shape
    place = rasterio.transform.from_origin(X, Y + rows * cell, cell, cell)
    with rasterio.open(path, "w", driver="GTiff", width=columns, height=rows, count=1, dtype="float32", crs=crs,
                       transform=place, nodata=-9999) as file:  # fmt: skip
        file.write(values.astype(np.float32), 1)
    return path


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


def test_ground_in_another_system_is_described_and_not_used(tmp_path: Path) -> None:
    path = tif(tmp_path / "utm.tif", np.ones((2, 2)), crs="EPSG:28992")
    assert read_context(path).raster is not None
    with rasterio.open(path, "r+") as file:
        file.crs = "EPSG:32632"
        file.transform = rasterio.transform.from_origin(270000.0, 5880000.0, 5.0, 5.0)
    found = read_context(path)
    assert found.raster is None
    assert "alleen een noordgericht raster of een puntenwolk in RD" in found.opmerkingen[-1]


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
    lowest = min(item.maaiveld_m for item in massa.lichamen)
    assert tree["metadata"]["geographicalExtent"][2] == pytest.approx(9.5 + lowest, abs=0.001)
    assert "in meters NAP; maaiveld naar ahn.tif (GeoTIFF): 3 van 6561 vakken" in tree["metadata"]["title"]
    grounds = [s for o in tree["CityObjects"].values() for g in o.get("geometry", [])
               for s in g.get("semantics", {}).get("surfaces", []) if s["type"] == "GroundSurface"]  # fmt: skip
    level = replace(plan, terrein=None)
    (flat,) = export(build(level, State.start(level)), level, tmp_path / "b.city.json")
    assert len(grounds) == flat.read_text(encoding="utf-8").count('"GroundSurface"')
