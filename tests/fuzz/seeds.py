"""Sound files of each format the program reads, small ones, to be damaged. Files of others may be added by hand."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import laspy
import numpy as np
import pyogrio
import rasterio
import shapely
from ezdxf.document import Drawing

from massastudie.frozen import Frozen
from massastudie.presentatie import Presentatie, Standpunt, Variant
from massastudie.state import State
from modellen.export import export
from modellen.studie import write_study
from tests.export import model
from tests.modellen import city, small_plan
from tests.modellen.city import X, Y

#: Name → bytes of the files that belong together, the one that is opened first.
Files = dict[str, bytes]
Maker = Callable[[Path], list[Files]]


def cityjson(folder: Path) -> list[Files]:
    """A box, a template with attributes and semantics, and what the program itself writes."""
    return [_one(city.write(folder / "a.json", city.one_box())), _one(city.write(folder / "b.json", rich_city())),
            exported(folder, ".city.json")]  # fmt: skip


def rich_city() -> city.Json:
    """A document with most of what CityJSON has: parts, semantics, a hollow solid, a template, a twin."""
    points = city.box_points(X, Y, 2.0, 10.0, 8.0, 6.0) + city.box_points(X + 1, Y + 1, 3.0, 2.0, 2.0, 2.0)
    surfaces = {"surfaces": [{"type": "GroundSurface"}, {"type": "RoofSurface"}], "values": [[0, 1, None, 1, 1, 1]]}
    hollow = {"type": "Solid", "lod": "2.2", "boundaries": [city.box_shell(), city.box_shell(8)]}
    many = {"type": "MultiSolid", "lod": 1.2, "boundaries": [[city.box_shell()], [city.box_shell(8)]]}
    flat = {"type": "MultiSurface", "lod": "0", "boundaries": [[[0, 1, 2, 3]]]}
    turn = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    instance = {"type": "GeometryInstance", "template": 0, "boundaries": [0], "transformationMatrix": turn}
    objects = {
        "huis": city.building(flat, attributes={"b3_h_maaiveld": 2.0, "b3_h_dak_70p": 8.0, "b3_bouwlagen": 2}),
        "deel": {"type": "BuildingPart", "parents": ["huis"],
                 "geometry": [{**city.solid(), "semantics": surfaces}, hollow, many]},
        "boom": {"type": "SolitaryVegetationObject", "geometry": [instance]},
        "weg": {"type": "Road", "geometry": [flat]},
    }  # fmt: skip
    templates = {"templates": [city.solid("1")], "vertices-templates": city.box_points(0, 0, 0, 1.0, 1.0, 4.0)}
    return city.city(objects, points, **{"geometry-templates": templates})


def cityjsonseq(folder: Path) -> list[Files]:
    """A header and two features."""
    document = rich_city()
    head = {**document, "CityObjects": {}, "vertices": []}
    whole = {"type": "CityJSONFeature", "id": "huis", "CityObjects": document["CityObjects"],
             "vertices": document["vertices"]}  # fmt: skip
    box = {"type": "CityJSONFeature", "id": "pand", **{k: city.one_box()[k] for k in ("CityObjects", "vertices")}}
    rows = [json.dumps(row, separators=(",", ":")) for row in (head, whole, box)]
    return [{"a.city.jsonl": "\n".join(rows).encode()}]


def outlines() -> tuple[Any, list[Any], list[str]]:
    """Four outlines, one with a hole and one of two parts, with fields."""
    boxes = [shapely.box(X + 20 * i, Y, X + 20 * i + 10, Y + 8) for i in range(4)]
    boxes[1] = boxes[1].difference(shapely.box(X + 22, Y + 2, X + 25, Y + 5))
    boxes[2] = shapely.union_all([boxes[2], shapely.box(X + 41, Y + 20, X + 44, Y + 29)])
    shapes = np.array([shapely.MultiPolygon(shapely.get_parts(b).tolist()) for b in boxes], dtype=object)
    fields = [np.array(["106100000000001", "x", "y", "=1+1"], dtype=object), np.array([9.0, 3.5, np.nan, 12.0]),
              np.array([3, 1, 0, 4]), np.array(["woonfunctie", "winkel", "", "?"], dtype=object)]  # fmt: skip
    return shapely.to_wkb(shapes), fields, ["identificatie", "hoogte", "bouwlagen", "gebruiksdoel"]


def gis(name: str, driver: str, **options: Any) -> Maker:
    """The outlines as one GIS format."""

    def make(folder: Path) -> list[Files]:
        shapes, fields, names = outlines()
        pyogrio.raw.write(folder / name, shapes, fields, names, geometry_type="MultiPolygon", crs="EPSG:28992",
                          driver=driver, **options)  # fmt: skip
        return [_one(folder / name, *sorted(p for p in folder.iterdir() if p.name != name))]

    return make


def geojson(folder: Path) -> list[Files]:
    """By GDAL in RD, in WGS84 without a system, a bare geometry, and features line by line."""
    shapes, fields, names = outlines()
    files = []
    for name, crs in (("a.geojson", "EPSG:28992"), ("b.geojson", "EPSG:4326")):
        placed = shapes if crs == "EPSG:28992" else shapely.to_wkb(
            shapely.transform(shapely.from_wkb(shapes), lambda xy: (xy - (X, Y)) * 1e-5 + (6.56, 52.99)))  # fmt: skip
        pyogrio.raw.write(folder / name, placed, fields, names, geometry_type="MultiPolygon", crs=crs,
                          driver="GeoJSON")  # fmt: skip
        files.append(_one(folder / name))
    bare = shapely.to_geojson(shapely.from_wkb(shapes[1])).encode()
    rows = json.loads(files[0]["a.geojson"])["features"]
    lines = "".join(f"\x1e{json.dumps(row)}\n" for row in rows).encode()
    return [*files, {"c.geojson": bare}, {"d.geojsons": lines}, exported(folder, ".geojson")]


def dxf(folder: Path) -> list[Files]:
    """Closed and loose lines, an arc, a spline, a block in a block; and what the program itself writes."""
    text = io.StringIO()
    drawing().write(text)
    return [{"a.dxf": text.getvalue().encode()}, exported(folder, ".dxf")]


def binary_dxf(folder: Path) -> list[Files]:
    """The same as a binary drawing."""
    out = io.BytesIO()
    drawing().write(out, fmt="bin")
    return [{"a.dxf": out.getvalue()}]


def drawing() -> Drawing:
    """A drawing with most kinds of line."""
    document = ezdxf.new(units=6)
    space, inner, outer = document.modelspace(), document.blocks.new("IN"), document.blocks.new("UIT")
    inner.add_lwpolyline([(0, 0, 0, 0, 0.5), (9, 0), (9, 9)], close=True)
    outer.add_blockref("IN", (10, 0), dxfattribs={"xscale": 2, "rotation": 30})
    space.add_blockref("UIT", (X, Y), dxfattribs={"row_count": 2, "column_count": 2, "row_spacing": 50})
    space.add_lwpolyline([(X, Y), (X + 9, Y), (X + 9, Y + 9)], close=True, dxfattribs={"thickness": 6})
    space.add_polyline2d([(X, Y + 30), (X + 9, Y + 30), (X + 9, Y + 39)], close=True)
    space.add_line((X + 30, Y), (X + 40, Y))
    space.add_arc((X + 35, Y), 5, 0, 180)
    space.add_spline([(X, Y, 0), (X + 5, Y + 5, 0), (X + 9, Y, 0)])
    space.add_circle((X + 60, Y), 5)
    space.add_ellipse((X + 80, Y), (5, 0), 0.5)
    space.add_spline().set_closed([(X + 90, Y, 0), (X + 99, Y, 0), (X + 99, Y + 9, 0), (X + 90, Y + 9, 0)])
    space.add_solid([(X, Y + 50), (X + 9, Y + 50), (X, Y + 59), (X + 9, Y + 59)])
    hatch = space.add_hatch()
    for low, high, flags in ((0, 9, 1), (3, 6, 16)):
        ring = [(X + low, Y + 70 + low), (X + high, Y + 70 + low), (X + high, Y + 70 + high)]
        hatch.paths.add_polyline_path(ring, is_closed=True, flags=flags)
    space.add_hatch().paths.add_edge_path().add_arc((X + 30, Y + 70), 5, 0, 360)
    return document


def geotiff(folder: Path) -> list[Files]:
    """A height raster: plain, and packed in tiles."""
    files = []
    for name, more in (("a.tif", {}), ("b.tif", {"compress": "deflate", "tiled": True, "blockxsize": 16,
                                                 "blockysize": 16, "predictor": 3})):  # fmt: skip
        values = np.arange(40 * 30, dtype=np.float32).reshape(30, 40)
        turn = rasterio.transform.from_origin(X, Y, 0.5, 0.5)
        with rasterio.open(folder / name, "w", driver="GTiff", width=40, height=30, count=1, dtype="float32",
                           nodata=-9999, crs="EPSG:28992", transform=turn, **more) as out:  # fmt: skip
            out.write(values, 1)
        files.append(_one(folder / name))
    return files


def laz(folder: Path) -> list[Files]:
    """A point cloud, packed and plain."""
    files = []
    for name in ("a.laz", "b.las"):
        header = laspy.LasHeader(point_format=6, version="1.4")
        header.scales, header.offsets = np.full(3, 0.001), np.array([X, Y, 0.0])
        cloud = laspy.LasData(header)
        rng = np.random.default_rng(0)
        cloud.x, cloud.y, cloud.z = X + rng.random(500) * 50, Y + rng.random(500) * 50, rng.random(500)
        cloud.classification = np.full(500, 2, dtype=np.uint8)
        cloud.write(folder / name)
        files.append(_one(folder / name))
    return files


def ifc(folder: Path) -> list[Files]:
    """What the program itself writes."""
    return [exported(folder, ".ifc")]


def packed(folder: Path) -> list[Files]:
    """A Shapefile and a city in a zip; a city in gzip."""
    shapes = gis("d.shp", "ESRI Shapefile")(folder)[0]
    box = json.dumps(city.one_box()).encode()
    files = []
    for inside in (shapes, {"map/stad.json": box}):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in inside.items():
                archive.writestr(name, data)
        files.append({"a.zip": out.getvalue()})
    return [*files, {"b.json.gz": gzip.compress(box)}]


def plan(folder: Path) -> list[Files]:
    """A plan folder, each of its files in turn the one that is damaged."""
    small_plan.write_small_plan(folder / "plan")
    files = {p.name: p.read_bytes() for p in sorted((folder / "plan").iterdir())}
    return [{name: files[name], **files} for name in files if b'"features": []' not in files[name]]


def study(folder: Path) -> list[Files]:
    """A study file of a small plan."""
    place = small_plan.write_small_plan(folder / "plan")
    state = State("later").with_doorsteek("D1", False).with_override("B1", "bouwlagen", 5).with_layer("bomen", False)
    view = {"azimut_deg": 30.0, "parallel": True}
    kept = Presentatie().with_standpunt(Standpunt("hof", Frozen(view), "later", state.moment, state.kleuring, ""))
    kept = kept.with_variant(Variant("laag", State("bestaand"), ""))
    write_study(folder / "a.massastudie.json", place, state, view, State("bestaand"), kept)
    return [_one(folder / "a.massastudie.json")]


def exported(folder: Path, suffix: str) -> Files:
    """The small model in a format that the program writes."""
    (path, *_) = export(model.massa(), model.plan(), folder / f"model{suffix}")
    return _one(path)


def _one(path: Path, *more: Path) -> Files:
    return {p.name: p.read_bytes() for p in (path, *more)}


FORMATS: dict[str, Maker] = {
    "cityjson": cityjson, "cityjsonseq": cityjsonseq, "geojson": geojson, "gpkg": gis("a.gpkg", "GPKG"),
    "shp": gis("a.shp", "ESRI Shapefile"), "fgb": gis("a.fgb", "FlatGeobuf"), "gml": gis("a.gml", "GML"),
    "sqlite": gis("a.sqlite", "SQLite"), "dxf": dxf, "dxf-binary": binary_dxf, "geotiff": geotiff, "laz": laz,
    "ifc": ifc, "zip": packed, "plan": plan, "study": study,
}  # fmt: skip
