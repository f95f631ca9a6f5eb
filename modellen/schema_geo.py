"""GeoJSON in RD New: the `crs` member and the geometry of a whole layer at once, checked and made with shapely."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NoReturn

import numpy as np
import shapely
from numpy.typing import NDArray

from .schema import GeometryKind
from .schema_errors import fail, shown, where

#: Bounds of RD New in metres (x, y); coordinates outside are degrees, swapped, or of another system.
RD_X_M, RD_Y_M = (0.0, 300_000.0), (300_000.0, 625_000.0)
_ACCEPTED = {"28992", "7415"}
_EPSG = re.compile(r"EPSG[:/](?:[\d.]*[:/])?(\d+)$", re.IGNORECASE)

#: No coordinate is larger; infinity and NaN are none either.
REAL = 1e15

Floats = NDArray[np.float64]


def check_crs(content: dict[str, Any], file: str) -> None:
    """FileError unless the `crs` member says EPSG:28992 or 7415; without one the coordinates themselves decide."""
    crs = content.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    match = _EPSG.search(str(name))
    if match is None or match.group(1) not in _ACCEPTED:
        fail(where(file, name="crs"), "EPSG:28992 (RD New)", shown(name))


class LayerGeometry:
    """Makes the geometry of one layer: `coordinates` per feature in file order, shifted to the plan's origin."""

    def __init__(self, file: str, names: Sequence[str], oorsprong: tuple[float, float]) -> None:
        self._file, self._names = file, names
        self._origin = np.asarray(oorsprong)

    def build(self, kind: GeometryKind, geometries: Sequence[Any]) -> NDArray[Any]:
        """shapely geometries, one per feature; FileError naming the first feature that has none or a bad one."""
        coordinates = [self._coordinates(kind, i, g) for i, g in enumerate(geometries)]
        if not coordinates:
            return np.empty(0, dtype=object)
        makers: dict[str, Callable[[list[Any]], NDArray[Any]]] = {
            "Point": self._points, "LineString": self._lines, "Polygon": self._polygons,
        }  # fmt: skip
        return makers[kind](coordinates)

    def _coordinates(self, kind: str, index: int, geometry: Any) -> Any:
        if geometry is None:
            self._fail(index, f"een geometrie ({kind})", "niets")
        found = geometry.get("type") if isinstance(geometry, dict) else geometry
        if found not in (kind, f"Multi{kind}"):
            self._fail(index, f"een {kind}", shown(found))
        coordinates = geometry.get("coordinates")
        if found != kind and isinstance(coordinates, list) and coordinates:
            coordinates = self._only_part(index, kind, coordinates)
        if not isinstance(coordinates, list) or not coordinates:
            self._fail(index, f"coördinaten van een {kind}", "een lege geometrie")
        return coordinates

    def _only_part(self, index: int, kind: str, parts: list[Any]) -> Any:
        """The one part of a MultiPolygon and the like: a GIS writes those for single shapes too."""
        if len(parts) > 1:
            self._fail(index, f"een {kind}", f"een Multi{kind} van {len(parts)} delen")
        return parts[0]

    def _points(self, coordinates: list[Any]) -> NDArray[Any]:
        xy = self._positions([[c] for c in coordinates], range(len(coordinates)))
        return np.asarray(shapely.points(xy), dtype=object)

    def _lines(self, coordinates: list[Any]) -> NDArray[Any]:
        owner = range(len(coordinates))
        xy = self._positions(coordinates, owner)
        index = np.repeat(owner, [len(c) for c in coordinates])
        for i, line in enumerate(coordinates):
            if len(line) < 2:
                self._fail(i, "een lijn van twee of meer punten", f"{len(line)} punt")
        return self._valid(np.asarray(shapely.linestrings(xy, indices=index), dtype=object))

    def _polygons(self, coordinates: list[Any]) -> NDArray[Any]:
        owner = [i for i, rings in enumerate(coordinates) for _ in rings]
        rings = list(chain.from_iterable(coordinates))
        self._check_rings(rings, owner)
        xy = self._positions(rings, owner)
        index = np.repeat(np.arange(len(rings)), [len(r) for r in rings])
        made = shapely.polygons(shapely.linearrings(xy, indices=index), indices=np.asarray(owner))
        return np.asarray(shapely.orient_polygons(self._valid(np.asarray(made, dtype=object))), dtype=object)

    def _check_rings(self, rings: list[Any], owner: Sequence[int]) -> None:
        for i, ring in zip(owner, rings, strict=True):
            if not isinstance(ring, list) or not ring:
                self._fail(i, "een ring van punten", "een lege ring")
            if len(ring) < 4:
                self._fail(i, "een ring van vier of meer punten", f"{len(ring)} punten")
            if ring[0] != ring[-1]:
                self._fail(
                    i, "een gesloten ring (eerste punt gelijk aan laatste)", f"{shown(ring[0])} en {shown(ring[-1])}"
                )

    def _positions(self, groups: list[Any], owner: Sequence[int]) -> Floats:
        try:
            raw = np.array([position[:2] for group in groups for position in group])
        except (TypeError, ValueError):
            raw = np.empty((0, 0), dtype=object)
        if raw.ndim != 2 or raw.shape[1] != 2 or raw.dtype.kind not in "fi" or not np.isfinite(raw).all():
            self._blame(groups, owner)
        self._check_range(raw, groups, owner)
        return np.asarray(raw - self._origin, dtype=np.float64)

    def _blame(self, groups: list[Any], owner: Sequence[int]) -> NoReturn:
        for i, group in zip(owner, groups, strict=True):
            for position in group if isinstance(group, list) else [group]:
                if not _is_position(position):
                    self._fail(i, "een punt van twee getallen", shown(position))
        self._fail(owner[0], "punten van twee getallen", "getallen die niet te lezen zijn")

    def _check_range(self, raw: NDArray[Any], groups: list[Any], owner: Sequence[int]) -> None:
        x, y = raw[:, 0], raw[:, 1]
        bad = (x < RD_X_M[0]) | (x > RD_X_M[1]) | (y < RD_Y_M[0]) | (y > RD_Y_M[1])
        if bad.any():
            first = int(np.argmax(bad))
            index = int(np.repeat(np.asarray(owner), [len(g) for g in groups])[first])
            found = f"({raw[first, 0]:g}, {raw[first, 1]:g})"
            self._fail(index, "coördinaten in RD (x 0–300000, y 300000–625000)", found)

    def _valid(self, made: NDArray[Any]) -> NDArray[Any]:
        valid = shapely.is_valid(made)
        if not valid.all():
            first = int(np.argmin(valid))
            self._fail(first, "een geldige vorm die zichzelf niet kruist", str(shapely.is_valid_reason(made[first])))
        return made

    def _fail(self, index: int, expected: str, found: str) -> NoReturn:
        fail(where(self._file, self._names[index], "geometry"), expected, found)


def _is_position(value: Any) -> bool:
    if not isinstance(value, list) or len(value) not in (2, 3):
        return False
    return all(isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < REAL for v in value)
