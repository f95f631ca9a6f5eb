"""The city objects of a CityJSON file or sequence, gathered as rows; nothing is worked out yet.

Format: CityJSON 1.0, 1.1 and 2.0 (cityjson.org/specs); CityJSONSeq is a header and a CityJSONFeature per line.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .boundaries import WRAPS, wrapped
from .files import refuse

Floats = npt.NDArray[np.float64]

VERSIONS = ("1.0", "1.1", "2.0")
#: What is no mass: ground, ways, water, and groups of other objects.
FLAT_TYPES = ("Road", "Railway", "Waterway", "TransportSquare", "WaterBody", "LandUse", "TINRelief", "PlantCover")
NO_OBJECT = ("CityObjectGroup",)
PARTS = ("BuildingPart", "BuildingStorey", "BuildingRoom", "BuildingUnit", "BuildingInstallation",
         "BuildingConstructiveElement", "BuildingFurniture")  # fmt: skip
#: Parts inside a building: its shell says it all.
INSIDE = ("BuildingStorey", "BuildingRoom", "BuildingUnit", "BuildingConstructiveElement", "BuildingFurniture")


@dataclass(frozen=True, eq=False)
class Block:
    """Vertices (n, 3) m that boundaries count from 0, and where they stand among all vertices of the file."""

    first: int
    points: Floats


@dataclass(eq=False)
class Geometry:
    """One geometry: the object it is of, its level of detail and kind, its wrapped boundaries, what its surfaces are,
    and where its vertices stand in those of the file."""

    owner: int
    lod: str
    kind: str
    boundaries: Any
    semantics: Any
    first: int
    count: int


@dataclass(eq=False)
class Objects:
    """A file as rows. `names` are the masses (a Building with its parts is one), `attributes` theirs."""

    path: Path
    version: str
    crs: str | None
    names: list[str] = field(default_factory=list)
    is_building: list[bool] = field(default_factory=list)
    attributes: list[dict[str, Any]] = field(default_factory=list)
    geometries: list[Geometry] = field(default_factory=list)
    vertices: list[Floats] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    vertex_count: int = 0
    seen: set[str] = field(default_factory=set)

    def add_vertices(self, points: Floats) -> Block:
        """Keep these vertices (n, 3) m."""
        block = Block(self.vertex_count, points)
        self.vertex_count += len(points)
        self.vertices.append(points)
        return block


def header(path: Path, content: Any) -> Objects:
    """An empty table for this file; FileError when it is no CityJSON of a known version."""
    if not isinstance(content, dict) or content.get("type") != "CityJSON":
        found = content.get("type") if isinstance(content, dict) else type(content).__name__
        refuse(path, "CityJSON", f"type {found!r}")
    version = str(content.get("version"))
    if version[:3] not in VERSIONS:
        refuse(path, f"CityJSON {', '.join(VERSIONS)}", f"versie '{version[:20]}'")
    metadata = content.get("metadata")
    named = metadata.get("referenceSystem") if isinstance(metadata, dict) else None
    return Objects(path, version, str(named) if named else None)


def transform_of(path: Path, content: dict[str, Any]) -> tuple[Floats, Floats]:
    """(scale, translate) of integer vertices; (1, 0) where a file has none. FileError when they are no numbers."""
    transform = content.get("transform")
    if transform is None:
        return np.ones(3), np.zeros(3)
    try:
        scale, translate = (np.array(transform[name], dtype=np.float64) for name in ("scale", "translate"))
    except (KeyError, TypeError, ValueError):
        refuse(path, "een transform met scale en translate van drie getallen", repr(transform)[:60])
    if scale.shape != (3,) or translate.shape != (3,) or not np.isfinite([scale, translate]).all():
        refuse(path, "een transform met scale en translate van drie getallen", repr(transform)[:60])
    return scale, translate


def vertices_of(path: Path, rows: Any) -> Floats:
    """Vertices (n, 3); NaN where one is no three numbers, so that only what uses it is left out."""
    if not isinstance(rows, list):
        refuse(path, "een lijst vertices", type(rows).__name__)
    try:
        if set(map(type, rows)) - {list} or set(map(len, rows)) - {3}:
            raise ValueError
        found = np.fromiter(chain.from_iterable(rows), np.float64, 3 * len(rows))
    except (TypeError, ValueError, OverflowError):
        found = np.array([row if _is_point(row) else (np.nan,) * 3 for row in rows], dtype=np.float64)
    return found.reshape(-1, 3)


def _is_point(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 3 and all(type(v) in (int, float) and abs(v) < 1e15 for v in row)


def add_objects(table: Objects, content: dict[str, Any], points: Floats, templates: Templates) -> None:
    """Add the objects of a file, or of one feature, whose vertices are `points` (n, 3) m."""
    objects = content.get("CityObjects")
    if not isinstance(objects, dict):
        refuse(table.path, "CityObjects met objecten", type(objects).__name__)
    block = table.add_vertices(points)
    roots = {name: _root(objects, name) for name in objects}
    places: dict[str, int] = {}
    for name, item in objects.items():
        if _is_used(table, name, item) and (place := _place(table, objects, roots[name], places)) is not None:
            _add_geometries(table, place, name, item, block, templates)


def _is_used(table: Objects, name: str, item: Any) -> bool:
    kind = item.get("type") if isinstance(item, dict) else None
    if not isinstance(kind, str):
        table.skipped.append((name, "is geen object met een type"))
    elif kind in FLAT_TYPES:
        table.skipped.append((name, f"{kind} is geen massa"))
    return isinstance(kind, str) and kind not in (*FLAT_TYPES, *NO_OBJECT, *INSIDE)


def _root(objects: dict[str, Any], name: str) -> str:
    """The building an object is a part of; itself when it is of none."""
    for _ in range(8):
        item = objects.get(name)
        parents = item.get("parents") if isinstance(item, dict) and item.get("type") in PARTS else None
        if not isinstance(parents, list) or not parents or not isinstance(parents[0], str):
            return name
        if parents[0] not in objects:
            return name
        name = parents[0]
    return name


def _place(table: Objects, objects: dict[str, Any], root: str, places: dict[str, int]) -> int | None:
    """The row of a mass; None when another part of the file already had this id."""
    if root in places:
        return places[root]
    if root in table.seen:
        table.skipped.append((root, "dit id komt twee keer voor; het eerste is gebruikt"))
        return None
    item = objects[root] if isinstance(objects[root], dict) else {}
    table.seen.add(root)
    places[root] = len(table.names)
    table.names.append(root)
    kind = item.get("type")
    table.is_building.append(kind == "Building" or kind in PARTS)
    attributes = item.get("attributes")
    table.attributes.append(attributes if isinstance(attributes, dict) else {})
    return places[root]


def _add_geometries(
    table: Objects, place: int, name: str, item: dict[str, Any], block: Block, templates: Templates
) -> None:
    geometries = item.get("geometry", [])
    for geometry in geometries if isinstance(geometries, list) else []:
        kind = str(geometry.get("type") if isinstance(geometry, dict) else None)[:40]
        if kind == "GeometryInstance":
            templates.place(table, place, name, geometry, block)
        elif kind in WRAPS:
            table.geometries.append(_geometry(place, kind, geometry, geometry.get("boundaries"), block))
        else:
            table.skipped.append((name, f"vorm van soort '{kind}' is niet bekend"))


def _geometry(place: int, kind: str, geometry: dict[str, Any], boundaries: Any, block: Block) -> Geometry:
    lod = geometry.get("lod")
    shown = f"{lod:g}" if isinstance(lod, int | float) and not isinstance(lod, bool) else str(lod or "0")[:8]
    surfaces, nested = geometry.get("semantics"), wrapped(kind, boundaries)
    return Geometry(place, shown, kind, nested, surfaces, block.first, len(block.points))


class Templates:
    """Shapes that stand in a file once and are placed many times (`geometry-templates`)."""

    def __init__(self, path: Path, content: dict[str, Any]) -> None:
        own = content.get("geometry-templates")
        own = own if isinstance(own, dict) else {}
        shapes = own.get("templates")
        self._shapes: list[Any] = shapes if isinstance(shapes, list) else []
        points = own.get("vertices-templates")
        self._points = np.empty((0, 3)) if points is None else vertices_of(path, points)

    def place(self, table: Objects, place: int, name: str, item: dict[str, Any], block: Block) -> None:
        """Add one instance: the template turned by its matrix and moved to its reference point."""
        try:
            shape = self._shapes[item["template"]]
            matrix = np.array(item["transformationMatrix"], dtype=np.float64).reshape(4, 4)
            (corner,) = item["boundaries"]
            base = block.points[operator.index(corner)]
            kind, boundaries = shape["type"], shape["boundaries"]
        except (KeyError, IndexError, TypeError, ValueError):
            table.skipped.append((name, "verwijst naar een sjabloon of punt dat er niet is"))
            return
        if not isinstance(kind, str) or kind not in WRAPS:
            table.skipped.append((name, f"sjabloon van soort {str(kind)[:40]!r} is niet bekend"))
            return
        turned = table.add_vertices(self._points @ matrix[:3, :3].T + matrix[:3, 3] + base)
        table.geometries.append(_geometry(place, kind, shape, boundaries, turned))


def shapeless(table: Objects) -> Iterator[str]:
    """Names of the masses that have no shape at all."""
    shaped = {g.owner for g in table.geometries}
    return (name for i, name in enumerate(table.names) if i not in shaped)
