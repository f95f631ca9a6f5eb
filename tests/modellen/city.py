"""Small CityJSON documents whose volumes and grounds follow from their sizes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RD = "https://www.opengis.net/def/crs/EPSG/0/7415"
X, Y = 233800.0, 557100.0
Json = dict[str, Any]


def box_points(x: float, y: float, z: float, width: float, depth: float, height: float) -> list[list[float]]:
    """Eight corners: four below, counterclockwise from the south-west, and four above them."""
    flat = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]
    return [[a, b, level] for level in (z, z + height) for a, b in flat]


def box_shell(first: int = 0) -> list[Any]:
    """Faces of such a box, counterclockwise seen from outside."""
    faces = [[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]]
    return [[[first + i for i in face]] for face in faces]


def solid(lod: str = "1.2", first: int = 0) -> Json:
    """A Solid of one box."""
    return {"type": "Solid", "lod": lod, "boundaries": [box_shell(first)]}


def building(*geometries: Json, **more: Any) -> Json:
    """A Building with these shapes."""
    return {"type": "Building", "geometry": list(geometries), **more}


def city(objects: Json, points: list[list[float]], crs: str | None = RD, version: str = "2.0", **more: Any) -> Json:
    """A document with coordinates in metres as they are: scale 1, nothing added."""
    head = {"type": "CityJSON", "version": version, "transform": {"scale": [1, 1, 1], "translate": [0, 0, 0]}}
    named = {"metadata": {"referenceSystem": crs}} if crs else {}
    return {**head, **named, "CityObjects": objects, "vertices": points, **more}


def one_box(**more: Any) -> Json:
    """A pand of 10 × 8 m, 6 m high, on ground at 2 m NAP."""
    return city({"pand": building(solid())}, box_points(X, Y, 2.0, 10.0, 8.0, 6.0), **more)


def write(path: Path, content: Any) -> Path:
    """Write a document."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
