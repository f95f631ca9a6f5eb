"""GIS files and drawings as context: counts and areas beside GDAL and by hand, systems, ids, units."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
import pyogrio
import pytest
import shapely

from massastudie.errors import FileError
from massastudie.plan import Functie
from modellen.context import read_context

from .city import write

SAMPLES = Path("/work/shared/gegevens/uitwisseling/gis")
X, Y = 233800.0, 557100.0


def square(x: float, y: float, size: float) -> dict[str, Any]:
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*shapes: dict[str, Any] | None, crs: str | None = None, **properties: Any) -> dict[str, Any]:
    features = [{"type": "Feature", "properties": dict(properties), "geometry": shape} for shape in shapes]
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return {"type": "FeatureCollection", **named, "features": features}


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::28992", "urn:ogc:def:crs:EPSG::7415", "EPSG:28992", None])
def test_rd_is_read_by_name_or_by_its_coordinates(tmp_path: Path, crs: str | None) -> None:
    found = read_context(write(tmp_path / "x.json", collection(square(X, Y, 10), square(X + 20, Y, 5), crs=crs)))
    assert (found.aantal, found.oppervlakte_m2, found.bbox) == (2, 125.0, (X, Y, X + 25, Y + 10))
    assert bool(found.opmerkingen) == (crs is None)


def test_degrees_without_a_system_are_wgs84(tmp_path: Path) -> None:
    # the church tower of Amersfoort: 52.155172 N, 5.387206 E is RD (155000, 463000) within metres
    found = read_context(write(tmp_path / "x.json", collection(square(5.387206, 52.155172, 0.001))))
    assert found.crs == "OGC:CRS84"
    assert math.dist(found.bbox[:2], (155000.0, 463000.0)) < 5.0


@pytest.mark.parametrize("crs", ["EPSG:4326", "urn:ogc:def:crs:EPSG::999999", "Mars"])
def test_a_system_that_does_not_fit_is_refused(tmp_path: Path, crs: str) -> None:
    with pytest.raises(FileError, match=r"x\.json: verwacht"):
        read_context(write(tmp_path / "x.json", collection(square(X, Y, 10), crs=crs)))


def test_coordinates_of_nowhere_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="zonder crs"):
        read_context(write(tmp_path / "x.json", collection(square(5e6, 5e6, 10))))


def test_what_cannot_be_used_is_listed(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[X, Y], [X + 9, Y + 9], [X + 9, Y], [X, Y + 9], [X, Y]]]}
    line = {"type": "LineString", "coordinates": [[X, Y], [X + 1, Y]]}
    text = {"type": "Polygon", "coordinates": [[["a", "b"]]]}
    double = square(X, Y, 10)
    found = read_context(write(tmp_path / "x.json", collection(double, bow, line, text, None, crs="EPSG:28992")))
    reasons = dict(found.overgeslagen)
    assert (found.aantal, len(reasons)) == (1, 4)
    assert reasons["object 2"].startswith("kruist zichzelf")
    assert reasons["object 3"] == "is een lijn en geen omtrek"
    assert reasons["object 4"] == reasons["object 5"] == "heeft geen vorm die te lezen is"


def test_fields_tell_height_storeys_and_use(tmp_path: Path) -> None:
    said = {"Hoogte": "12,5", "bouwlagen": 4, "gebruiksdoel": "winkelfunctie, woonfunctie", "fase": "2030"}
    (pand,) = read_context(write(tmp_path / "x.json", collection(square(X, Y, 10), **said))).panden
    assert (pand.hoogte_m, pand.bouwlagen, pand.fase) == (12.5, 4, "2030")
    # shops below dwellings, as in any street with both; of other pairs the first is meant
    assert (pand.plint, pand.functie) == (Functie.WINKEL, Functie.WONEN)


def test_a_register_tells_year_and_units_and_what_is_no_year_is_left_out(tmp_path: Path) -> None:
    # the fields of the BAG at PDOK
    said = {"gebruiksdoel": "gezondheidszorgfunctie, woonfunctie", "bouwjaar": 1920, "aantal_verblijfsobjecten": "3"}
    (pand,) = read_context(write(tmp_path / "x.json", collection(square(X, Y, 10), **said))).panden
    assert (pand.plint, pand.functie) == (None, Functie.MAATSCHAPPELIJK)
    assert (pand.bouwjaar, pand.verblijfsobjecten) == (1920, 3)
    (pand,) = read_context(write(tmp_path / "x.json", collection(square(X, Y, 10), bouwjaar=9999))).panden
    assert pand.bouwjaar is None


def test_a_bag_number_gets_its_leading_zero_back(tmp_path: Path) -> None:
    # numbers of a pand in the BAG have 16 digits; those of Assen begin with 0106
    found = read_context(write(tmp_path / "x.json", collection(square(X, Y, 10), identificatie=106100000001234)))
    assert found.panden[0].id == "0106100000001234"
    assert found.opmerkingen[0].startswith("1 BAG-nummers in 'identificatie' misten hun voorloopnul")


@pytest.mark.parametrize(
    ("driver", "name"), [("GPKG", "GeoPackage"), ("FlatGeobuf", "FlatGeobuf"), ("SQLite", "SQLite"),
                         ("ESRI Shapefile", "Shapefile"), ("GML", "GML")],
)  # fmt: skip
def test_each_format_is_known_by_its_content(tmp_path: Path, driver: str, name: str) -> None:
    shapes = np.array([shapely.box(X, Y, X + 10, Y + 8), shapely.box(X + 20, Y, X + 25, Y + 4)])
    path = tmp_path / {"ESRI Shapefile": "x.shp", "GML": "x.gml", "FlatGeobuf": "x.fgb"}.get(
        driver, f"x.{driver.lower()}"
    )
    pyogrio.raw.write(
        path, shapely.to_wkb(shapes), [np.array([9.0, 6.0])], ["hoogte"], geometry_type="Polygon", crs="EPSG:28992",
        driver=driver,
    )  # fmt: skip
    before = sorted(p.name for p in tmp_path.iterdir())
    found = read_context(path)
    assert (found.formaat, found.crs, found.aantal, found.oppervlakte_m2) == (name, "EPSG:28992", 2, 100.0)
    assert sorted(p.hoogte_m or 0 for p in found.panden) == [6.0, 9.0]
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="samples of BAG and BGT are not here")
@pytest.mark.parametrize("name", ["bag_wippolder.gpkg", "bgt_pand_derived.shp", "bgt_pand_derived_rd.geojson"])
def test_count_and_area_agree_with_gdal(name: str) -> None:
    wkb = pyogrio.raw.read(SAMPLES / name)[2]
    found = read_context(SAMPLES / name)
    assert found.aantal == len(wkb)
    assert found.oppervlakte_m2 == pytest.approx(float(shapely.area(shapely.from_wkb(wkb)).sum()), abs=0.01)


def drawing(path: Path, unit: int, factor: float) -> Path:
    """A block of 10 × 8 m placed twice, once turned; and a shape of three lines and half a circle of 10 m wide."""
    document = ezdxf.new(units=unit)
    block = document.blocks.new("HUIS")
    block.add_lwpolyline([(0, 0), (10 * factor, 0), (10 * factor, 8 * factor), (0, 8 * factor)], close=True)
    model = document.modelspace()
    x, y, on = X * factor, Y * factor, {"layer": "PAND"}
    model.add_blockref("HUIS", (x, y))
    model.add_blockref("HUIS", (x + 40 * factor, y), dxfattribs={"rotation": 90})
    y += 50 * factor
    for a, b in (((0, 0), (10, 0)), ((10, 0), (10, 5)), ((0, 5), (0, 0))):
        start, end = ((x + p * factor, y + q * factor) for p, q in (a, b))
        model.add_line(start, end, dxfattribs=on)
    model.add_arc((x + 5 * factor, y + 5 * factor), 5 * factor, 0, 180, dxfattribs=on)
    document.saveas(path)
    return path


@pytest.mark.parametrize(("unit", "factor"), [(6, 1.0), (4, 1000.0), (0, 1.0), (4, 1.0)])
def test_a_drawing_gives_blocks_and_joined_lines_in_metres(tmp_path: Path, unit: int, factor: float) -> None:
    found = read_context(drawing(tmp_path / "x.dxf", unit, factor))
    assert found.aantal == 3
    # two of 80 m², a rectangle of 50 m² and half a circle of radius 5 m
    assert found.oppervlakte_m2 == pytest.approx(210.0 + math.pi * 25 / 2, rel=1e-4)
    assert [p.naam for p in found.panden].count("PAND") == 1
    contradicts = unit == 4 and factor == 1.0
    assert any("passen alleen in m in RD" in remark for remark in found.opmerkingen) == contradicts


def test_a_binary_and_a_cut_off_drawing_are_read(tmp_path: Path) -> None:
    path = drawing(tmp_path / "x.dxf", 6, 1.0)
    ezdxf.readfile(path).saveas(tmp_path / "b.dxf", fmt="bin")
    assert read_context(tmp_path / "b.dxf").aantal == 3
    text = path.read_text()
    cut = tmp_path / "c.dxf"
    cut.write_text(text[: text.index("SECTION\n  2\nOBJECTS") + 200])
    found = read_context(cut)
    assert found.aantal == 3 and "beschadigd" in found.opmerkingen[0]


def test_a_shapefile_without_index_or_by_another_name_is_read(tmp_path: Path) -> None:
    shapes = shapely.to_wkb(np.array([shapely.box(X, Y, X + 10, Y + 8)]))
    pyogrio.raw.write(tmp_path / "x.shp", shapes, [np.array([9.0])], ["hoogte"], geometry_type="Polygon",
                      crs="EPSG:28992", driver="ESRI Shapefile")  # fmt: skip
    (tmp_path / "x.shx").unlink()
    (tmp_path / "x.shp").rename(tmp_path / "x.dat")
    before = sorted(p.name for p in tmp_path.iterdir())
    found = read_context(tmp_path / "x.dat")
    assert (found.oppervlakte_m2, found.panden[0].hoogte_m) == (80.0, 9.0)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(FileError, match="apparaat of pijp"):
        read_context(tmp_path / "pijp")


def hatched(path: Path) -> Path:
    """A hatch of 10 × 10 m with a court of 2 × 2 m, one that only fills an outline of 10 × 8 m, a closed spline of
    four corners, and an outline that ends 5 mm from where it began (10 × 8 m)."""
    document = ezdxf.new(units=6)
    model = document.modelspace()
    ring = [(X, Y), (X + 10, Y), (X + 10, Y + 10), (X, Y + 10)]
    court = [(X + 4, Y + 4), (X + 6, Y + 4), (X + 6, Y + 6), (X + 4, Y + 6)]
    hatch = model.add_hatch()
    hatch.paths.add_polyline_path(ring, is_closed=True)
    hatch.paths.add_polyline_path(court, is_closed=True, flags=16)
    drawn = [(X + 20, Y), (X + 30, Y), (X + 30, Y + 8), (X + 20, Y + 8)]
    model.add_lwpolyline(drawn, close=True)
    model.add_hatch().paths.add_polyline_path(drawn, is_closed=True)
    model.add_spline(dxfattribs={"layer": "rond"}).set_closed([(x, y, 0.0) for x, y in ring])
    model.add_lwpolyline([(X + 40, Y), (X + 50, Y), (X + 50, Y + 8), (X + 40, Y + 8), (X + 40, Y + 0.005)])
    document.saveas(path)
    return path


def test_hatches_splines_and_small_gaps_are_outlines(tmp_path: Path) -> None:
    found = read_context(hatched(tmp_path / "x.dxf"))
    areas = sorted(p.polygon.area for p in found.panden)
    # a uniform cubic B-spline round a square of side a encloses 61/90 a² (integrated by hand per span): 67.8 m²
    assert areas == pytest.approx([61 / 90 * 100, 80.0, 80.0, 96.0], rel=1e-3)
    assert any("kier van hoogstens 10 mm" in remark for remark in found.opmerkingen)


def test_a_drawing_whose_size_contradicts_its_unit_says_so(tmp_path: Path) -> None:
    document = ezdxf.new(units=6)
    document.modelspace().add_lwpolyline([(0, 0), (10000, 0), (10000, 8000), (0, 8000)], close=True)
    document.saveas(tmp_path / "x.dxf")
    assert "in mm 10 m (schaal 0.001)" in read_context(tmp_path / "x.dxf").opmerkingen[0]


@pytest.mark.parametrize("code", ["utf-8", "cp1252"])
def test_texts_of_a_shapefile_that_does_not_name_its_code_are_read(tmp_path: Path, code: str) -> None:
    path = tmp_path / "x.shp"
    shapes = shapely.to_wkb(np.array([shapely.box(X, Y, X + 10, Y + 8)]))
    pyogrio.raw.write(path, shapes, [np.array(["Zuidlaan 1    "], dtype=object)], ["naam"], geometry_type="Polygon",
                      crs="EPSG:28992", driver="ESRI Shapefile")  # fmt: skip
    path.with_suffix(".cpg").unlink()
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    text = "Café Één".encode(code)
    place = table.index(b"Zuidlaan 1")
    table[place : place + 14] = text.ljust(14)
    table[29] = 0
    path.with_suffix(".dbf").write_bytes(table)
    assert read_context(path).panden[0].naam == "Café Één"


def test_north_before_east_is_turned_and_told(tmp_path: Path) -> None:
    shape = square(52.155172, 5.387206, 0.001)  # the church tower of Amersfoort, latitude first
    found = read_context(write(tmp_path / "x.json", collection(shape, crs="EPSG:4326")))
    assert math.dist(found.bbox[:2], (155000.0, 463000.0)) < 5.0
    assert "andere volgorde" in found.opmerkingen[0]


def test_features_line_by_line_and_an_old_crs_are_read(tmp_path: Path) -> None:
    document = collection(square(X, Y, 10), square(X + 20, Y, 5))
    lines = [json.dumps(feature) for feature in document["features"]]
    (tmp_path / "a.geojsonl").write_text("\n".join(lines))
    (tmp_path / "b.geojsons").write_text("".join(f"\x1e{line}\n" for line in lines))  # RFC 8142
    old = {**document, "crs": {"type": "EPSG", "properties": {"code": 28992}}}
    write(tmp_path / "c.geojson", old)
    for name in ("a.geojsonl", "b.geojsons", "c.geojson"):
        found = read_context(tmp_path / name)
        assert (found.aantal, found.oppervlakte_m2, found.crs) == (2, 125.0, "EPSG:28992")
    (tmp_path / "d.geojsons").write_text(f"\x1e{lines[0]}\n")  # a sequence may hold one
    assert read_context(tmp_path / "d.geojsons").oppervlakte_m2 == 100.0


def test_a_skin_in_space_gives_ground_and_height(tmp_path: Path) -> None:
    """Six faces of a box of 10 × 8 × 6 m as one MultiPolygon Z, as a MultiPatch is read."""
    low = [(X, Y, 2.0), (X + 10, Y, 2.0), (X + 10, Y + 8, 2.0), (X, Y + 8, 2.0)]
    high = [(x, y, 8.0) for x, y, _ in low]
    walls = [[low[i], low[(i + 1) % 4], high[(i + 1) % 4], high[i]] for i in range(4)]
    skin = shapely.MultiPolygon([shapely.Polygon(ring) for ring in (low[::-1], high, *walls)])
    path = tmp_path / "x.gpkg"
    pyogrio.raw.write(path, shapely.to_wkb(np.array([skin], dtype=object)), [np.array([1])], ["nr"],
                      geometry_type="MultiPolygon Z", crs="EPSG:28992", driver="GPKG")  # fmt: skip
    found = read_context(path)
    assert (found.oppervlakte_m2, found.panden[0].hoogte_m) == (80.0, 6.0)
