"""IFC, height rasters and point clouds as context: what our own export says, and what other readers find."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely

from massastudie.errors import FileError
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from modellen.context import read_context
from modellen.export import export

SAMPLES = Path("/work/shared/gegevens/uitwisseling/terrein")


def test_a_model_comes_back_with_its_grounds_and_heights(plan: Plan, tmp_path: Path) -> None:
    few = replace(plan, bestaand=tuple(p for p in plan.bestaand if p.dak.vorm == "plat")[:5])
    massa = build(few, State(few.fasen[0].id))
    export(massa, few, tmp_path / "x.ifc")
    found = read_context(tmp_path / "x.ifc")
    assert (found.formaat, found.versie, found.crs, found.aantal) == ("IFC", "IFC4", "EPSG:28992", 5)
    assert found.oppervlakte_m2 == pytest.approx(sum(item.footprint_m2 for item in massa.lichamen), abs=0.1)
    x, y = few.oorsprong
    ground = shapely.union_all([v.polygon for item in massa.lichamen for v in item.volumes])
    west, south, east, north = ground.bounds
    box = (found.bbox[0], found.bbox[1], found.bbox[3], found.bbox[4])
    assert box == pytest.approx((west + x, south + y, east + x, north + y), abs=0.01)
    heights = sorted(p.hoogte_m or 0.0 for p in found.panden)
    assert heights[-1] == pytest.approx(max(item.hoogte_m for item in massa.lichamen), abs=0.01)


def test_a_raster_tells_its_place_heights_and_holes(tmp_path: Path) -> None:
    values = np.array([[1.0, 2.5], [-9999.0, 4.0]], dtype=np.float32)
    place = rasterio.transform.from_origin(233800.0, 557110.0, 5.0, 5.0)
    with rasterio.open(tmp_path / "x.tif", "w", driver="GTiff", width=2, height=2, count=1, dtype="float32",
                       crs="EPSG:28992", transform=place, nodata=-9999.0) as out:  # fmt: skip
        out.write(values, 1)
    found = read_context(tmp_path / "x.tif")
    assert (found.formaat, found.crs, found.oppervlakte_m2) == ("GeoTIFF", "EPSG:28992", 75.0)  # 3 cells of 25 m²
    assert found.bbox == (233800.0, 557100.0, 1.0, 233810.0, 557110.0, 4.0)
    assert found.overgeslagen == (("gaten", "1 van 4 cellen hebben geen waarde"),)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample of the AHN is not here")
def test_a_point_cloud_tells_its_place(tmp_path: Path) -> None:
    import laspy

    path = SAMPLES / "ahn3_delft_cropped_2.laz"
    with laspy.open(path) as cloud:
        header = cloud.header
    found = read_context(path)
    assert (found.formaat, found.aantal) == ("LAZ", 0)
    assert found.bbox == pytest.approx((*header.mins, *header.maxs), abs=0.01)
    cut = tmp_path / "x.laz"
    cut.write_bytes(path.read_bytes()[:200_000])
    with pytest.raises(FileError, match=r"bestand x\.laz: verwacht"):
        read_context(cut)
