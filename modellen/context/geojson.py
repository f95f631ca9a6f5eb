"""GeoJSON as outlines. RFC 7946 has no `crs`; where a file has one all the same (2008 form), it is obeyed.

Without `crs` coordinates within ±180, ±90 are WGS84, those within RD are RD and that is said, others are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely

from massastudie.context import Context

from .crs import in_rd
from .files import refuse, without_collector
from .outlines import Table, outline_context

GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")


def features_of(data: bytes) -> list[Any] | None:
    """The features of GeoJSON Text Sequences (RFC 8142) or of a feature per line; None when it is neither."""
    try:
        rows = [orjson.loads(row) for line in data.split(b"\n") if (row := line.strip(b"\x1e \t\r"))]
    except ValueError:
        return None
    return rows if rows and all(isinstance(r, dict) and r.get("type") == "Feature" for r in rows) else None


def read_geojson(path: Path, content: Any, velden: Mapping[str, str]) -> Context:
    """The outlines of a GeoJSON document (a collection, a feature, a bare geometry, or a list of features that came
    line by line). FileError when none is."""
    with without_collector():
        features = list(_features(path, content))
        shapes = _shapes([feature.get("geometry") for feature in features])
    names = [_name(feature, number) for number, feature in enumerate(features, start=1)]
    table = Table(path, "GeoJSON", _crs(path, content, shapes), shapes, _fields(features), names)
    table.take_fields(velden)
    return outline_context(table)


def _features(path: Path, content: Any) -> Iterator[dict[str, Any]]:
    kind = content.get("type") if isinstance(content, dict) else type(content).__name__
    if isinstance(content, list):
        yield from content
    elif kind == "FeatureCollection" and isinstance(content.get("features"), list):
        for item in content["features"]:
            yield item if isinstance(item, dict) else {}
    elif kind == "Feature":
        yield content
    elif kind in GEOMETRIES:
        yield {"geometry": content}
    else:
        refuse(path, "CityJSON of een GeoJSON FeatureCollection met een lijst features", f"type {kind!r}"[:80])


def _shapes(geometries: list[Any]) -> Any:
    """Shapes (n,); None where a geometry cannot be read."""
    made = np.full(len(geometries), None, dtype=object)
    known = [i for i, g in enumerate(geometries) if isinstance(g, dict) and g.get("type") in GEOMETRIES]
    if known:
        texts = [orjson.dumps(geometries[i]).decode() for i in known]
        made[known] = shapely.from_geojson(texts, on_invalid="ignore")
    return made


def _name(feature: dict[str, Any], number: int) -> str:
    own = feature.get("id")
    return str(own)[:120] if isinstance(own, str | int) and own != "" else f"object {number}"


def _fields(features: list[dict[str, Any]]) -> dict[str, list[Any]]:
    rows = [p if isinstance(p := feature.get("properties"), dict) else {} for feature in features]
    names = dict.fromkeys(name for row in rows[:1000] for name in row)
    return {name: [_plain(row.get(name)) for row in rows] for name in names}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else None


def _crs(path: Path, content: dict[str, Any], shapes: Any) -> str | None:
    crs = content.get("crs") if isinstance(content, dict) else None
    if crs is not None:
        properties = crs.get("properties") if isinstance(crs, dict) else None
        said = properties if isinstance(properties, dict) else {}
        # before the form of 2008 the system was written as its number alone
        name = f"EPSG:{said['code']}" if isinstance(said.get("code"), int) else said.get("name")
        if not isinstance(name, str) or not name:
            refuse(path, "een crs met een naam, zoals urn:ogc:def:crs:EPSG::28992", repr(crs)[:60])
        return name
    bounds = shapely.total_bounds(shapes) if len(shapes) else np.full(4, np.nan)
    if not np.isfinite(bounds).all():
        return None
    if bounds[0] >= -180 and bounds[2] <= 180 and bounds[1] >= -90 and bounds[3] <= 90:
        return "OGC:CRS84"
    points = shapely.get_coordinates(shapely.centroid(shapes))
    if 2 * in_rd(points).sum() >= len(points):
        return None
    refuse(path, "een crs, of coördinaten in WGS84 of RD", f"({bounds[0]:.7g}, {bounds[1]:.7g}) zonder crs")
