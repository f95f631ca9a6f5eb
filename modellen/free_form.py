"""Any masses and any points in RD, for the sun engine: GeoJSON polygons with heights, and a CSV of points."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon, shape

from massastudie.casters import Prism
from massastudie.errors import FileError

from .readable import why
from .schema_errors import fail, shown, where
from .schema_geo import RD_X_M, RD_Y_M, check_crs

Floats = npt.NDArray[np.float64]

#: Corners nearer to each other than this are one, metres.
SAME_M = 1e-6
#: Heights beyond this are no metres, and sums with them lose their millimetres.
HIGH_M = 10_000.0
PLACE = ("x", "y", "z")
NORMAL = ("nx", "ny", "nz")


@dataclass(frozen=True, eq=False)
class VrijePunten:
    """Points as read: xyz (n, 3) in RD and metres above ground, unit normals (n, 3) or None."""

    xyz: Floats
    normals: Floats | None


def read_volumes(path: Path) -> tuple[Prism, ...]:
    """Prisms in RD from a GeoJSON FeatureCollection: Polygon or MultiPolygon with `bottom_m` and `top_m`.

    Raises FileError naming file, feature, field, what was expected and what was found.
    """
    content = _json(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        fail(where(path.name), "een GeoJSON FeatureCollection", shown(content))
    check_crs(content, path.name)
    return tuple(p for n, feature in enumerate(features, start=1) for p in _prisms(path.name, n, feature))


def _json(path: Path) -> Any:
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise FileError(f"bestand {path.name}: verwacht JSON, gevonden een fout op regel {error.lineno}") from error
    except (RecursionError, ValueError) as error:
        raise FileError(
            f"bestand {path.name}: verwacht JSON, gevonden te diepe lijsten of een te lang getal"
        ) from error


def read_text(path: Path) -> str:
    """The text of a file; FileError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"bestand {path.name}: verwacht tekst in UTF-8, gevonden andere tekens") from error
    except OSError as error:
        raise FileError(f"{path}: kan niet worden gelezen ({why(error)})") from error


def _prisms(file: str, number: int, feature: Any) -> Iterator[Prism]:
    if not isinstance(feature, dict):
        fail(where(file, number), "een Feature", shown(feature))
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        fail(where(file, number, "properties"), "een groep velden", shown(properties))
    item = str(properties.get("id") or feature.get("id") or "") or number
    bottom, top = (_height(file, item, properties, name) for name in ("bottom_m", "top_m"))
    if not top > bottom:
        fail(where(file, item, "top_m"), f"een getal groter dan bottom_m ({bottom:g})", f"{top:g}")
    for polygon in _polygons(file, item, feature.get("geometry")):
        yield Prism(polygon, bottom, top)


def _height(file: str, item: object, properties: Mapping[str, Any], name: str) -> float:
    value = properties.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -HIGH_M <= value <= HIGH_M:
        fail(where(file, item, name), f"een getal van {-HIGH_M:g} tot {HIGH_M:g}", shown(value))
    return float(value)


def _polygons(file: str, item: object, geometry: Any) -> Sequence[Polygon]:
    kind = geometry.get("type") if isinstance(geometry, dict) else geometry
    if kind not in ("Polygon", "MultiPolygon"):
        fail(where(file, item), "een Polygon of MultiPolygon", shown(kind))
    try:
        found = shapely.remove_repeated_points(shapely.force_2d(shape(geometry)), SAME_M)
    except (ValueError, TypeError, IndexError, AttributeError, shapely.errors.GEOSException) as error:
        raise FileError(f"{where(file, item)}: verwacht ringen van x, y, gevonden iets anders") from error
    if found.is_empty or not found.is_valid:
        reason = "niets" if found.is_empty else shapely.is_valid_reason(found)
        fail(where(file, item), "een geldige omtrek", reason)
    x0, y0, x1, y1 = found.bounds
    _check_rd(where(file, item), x0, y0)
    _check_rd(where(file, item), x1, y1)
    return [part for part in shapely.get_parts(found) if part.area > 0]


def _check_rd(place: str, x: float, y: float) -> None:
    if not (RD_X_M[0] <= x <= RD_X_M[1] and RD_Y_M[0] <= y <= RD_Y_M[1]):
        fail(place, "een punt in RD (x 0–300000, y 300000–625000)", f"({x:g}, {y:g})")


def read_punten(path: Path) -> VrijePunten:
    """Points from a CSV with columns x, y, z and optional nx, ny, nz; comma, or semicolon with decimal commas.

    Normals are made unit length. Raises FileError naming file, line, column, expected and found.
    """
    text = read_text(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    sign = ";" if ";" in first else "\t" if "\t" in first else ","
    rows = csv.DictReader(StringIO(text.lstrip()), delimiter=sign, skipinitialspace=True)
    names = {name.strip().lower(): name for name in rows.fieldnames or ()}
    columns = _columns(path.name, names, len(rows.fieldnames or ()))
    table = [
        _row(path.name, rows.line_num, row, [(c, names[c]) for c in columns]) for row in rows if any(row.values())
    ]
    values = np.array(table, dtype=float).reshape(-1, len(columns))
    return VrijePunten(values[:, :3], _unit(path.name, values[:, 3:]) if len(columns) > 3 else None)


def _columns(file: str, names: Mapping[str, str], count: int) -> tuple[str, ...]:
    if len(names) < count:
        fail(where(file), "elke kolom één keer", "een naam die twee keer voorkomt")
    for column in PLACE:
        if column not in names:
            fail(where(file), "de kolommen x, y, z (en naar keuze nx, ny, nz)", ", ".join(names) or "niets")
    found = [column for column in NORMAL if column in names]
    if found and len(found) < len(NORMAL):
        fail(where(file), "alle drie de kolommen nx, ny, nz, of geen", ", ".join(found))
    return (*PLACE, *found)


def _row(file: str, line: int, row: Mapping[str, Any], columns: Sequence[tuple[str, str]]) -> list[float]:
    if any(row.get(None) or ()):  # type: ignore[call-overload]  # cells beyond the last column
        fail(f"bestand {file}, regel {line}", f"{len(row) - 1} waarden", "er meer (decimale komma?)")
    values = [_number(where(f"{file}, regel {line}", name=column), row[name]) for column, name in columns]
    _check_rd(f"bestand {file}, regel {line}", values[0], values[1])
    if abs(values[2]) > HIGH_M:
        fail(where(f"{file}, regel {line}", name="z"), f"een getal van {-HIGH_M:g} tot {HIGH_M:g}", f"{values[2]:g}")
    return values


def _number(place: str, text: Any) -> float:
    try:
        value = float(str(text).strip().replace(",", "."))
    except ValueError:
        fail(place, "een getal", shown(text))
    if not isfinite(value):
        fail(place, "een eindig getal", shown(text))
    return value


def _unit(file: str, normals: Floats) -> Floats:
    normals = normals / np.maximum(np.abs(normals).max(axis=1, initial=0.0, keepdims=True), 1.0)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    if len(lengths) and lengths.min() < 1e-9:
        fail(where(file, int(lengths.argmin()) + 1, "nx, ny, nz"), "een richting", "0, 0, 0")
    unit: Floats = normals / lengths
    return unit
