"""The pages of a service as one file that the readers of `modellen.context` know: CityJSONSeq or GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from massastudie.errors import ServiceError
from modellen.context.objects import transform_of, vertices_of
from modellen.export.files import write_bytes

from .request import Answer
from .services import Service

Json = dict[str, Any]
#: Panden that stand, by the status of the BAG (Catalogus BAG 2018, 7.4.5); others are to be built, gone or in error.
STANDING = ("pand in gebruik", "verbouwing pand", "sloopvergunning verleend")


def page_of(source: Service, answer: Answer) -> Json:
    """What is kept of one answer: its features, its header (CityJSON) and the coordinate system it names."""
    header = _header(answer.content) if source.vorm == "cityjson" else None
    if header is not None and answer.content["features"] and "transform" not in header:
        raise ServiceError(f"{source.shown}: verwacht een metadata met een transform, gevonden geen")
    metadata = header.get("metadata", {}) if header is not None else {}
    return {"features": answer.content["features"], "header": header,
            "crs": metadata.get("referenceSystem") or answer.crs}  # fmt: skip


def _header(content: Json) -> Json:
    """The CityJSON header of a page: `metadata` is that header itself, or only its transform and reference system."""
    own = content.get("metadata")
    own = own if isinstance(own, dict) else {}
    inner = own.get("metadata")
    system = (inner if isinstance(inner, dict) else own).get("referenceSystem")
    version = str(own.get("version", "2.0"))
    header: Json = {"type": "CityJSON", "version": version if version[:2] in ("1.", "2.") else "2.0",
                    "metadata": {"referenceSystem": system} if isinstance(system, str) else {}}  # fmt: skip
    return {**header, "transform": own["transform"]} if "transform" in own else header


def joined(source: Service, pages: list[Json]) -> tuple[list[Json], str | None]:
    """The features of all pages, each once, and the system they are in; vertices (CityJSON) as on the first page.

    Raises ServiceError when pages name different systems.
    """
    full = [page for page in pages if page["features"]]
    systems = {page["crs"] for page in full if page["crs"]}
    if len(systems) > 1:
        raise ServiceError(f"{source.shown}: verwacht één coördinatenstelsel, gevonden {', '.join(sorted(systems))}")
    rows = _aligned(source, full) if source.vorm == "cityjson" else (row for page in full for row in page["features"])
    return list(_once(rows)), next(iter(systems), None)


def _once(features: Iterable[Any]) -> Iterator[Json]:
    """Features that are objects, without those that came before: a pand on the edge of two tiles comes with both."""
    seen: set[str] = set()
    for feature in features:
        name = feature.get("id") if isinstance(feature, dict) else None
        if not isinstance(feature, dict) or (isinstance(name, str) and name in seen):
            continue
        if isinstance(name, str):
            seen.add(name)
        yield feature


def _aligned(source: Service, pages: list[Json]) -> Iterator[Any]:
    """Features whose vertices all count in the transform of the first page."""
    name = Path(source.naam)
    scale, translate = transform_of(name, pages[0]["header"]) if pages else (np.ones(3), np.zeros(3))
    for page in pages:
        own_scale, own_translate = transform_of(name, page["header"])
        same = np.array_equal(scale, own_scale) and np.array_equal(translate, own_translate)
        for feature in page["features"]:
            if not same and isinstance(feature, dict):
                points = vertices_of(name, feature.get("vertices")) * own_scale + own_translate
                feature = {**feature, "vertices": np.rint((points - translate) / scale).astype(np.int64).tolist()}
            yield feature


def standing(features: list[Json]) -> tuple[list[Json], tuple[tuple[str, str], ...]]:
    """Features of the BAG that stand (or say nothing of it), and (id, reason) of the others."""
    kept: list[Json] = []
    left_out: list[tuple[str, str]] = []
    for feature in features:
        own = properties if isinstance(properties := feature.get("properties"), dict) else {}
        status = str(own.get("status") or "")
        if status and not status.lower().startswith(STANDING):
            left_out.append((str(own.get("identificatie") or feature.get("id")), f"staat er niet: '{status}'"))
        else:
            kept.append(feature)
    return kept, tuple(left_out)


def write_joined(source: Service, pages: list[Json], path: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Write the panden of these pages to one file; how many there are, and (id, reason) of what was left out."""
    features, system = joined(source, pages)
    left_out: tuple[tuple[str, str], ...] = ()
    if source.vorm == "cityjson":
        header: Json = next((page["header"] for page in pages if page["features"]), {})
        data = b"\n".join(map(orjson.dumps, [{**header, "CityObjects": {}, "vertices": []}, *features])) + b"\n"
    else:
        features, left_out = standing(features)
        named = {"crs": {"type": "name", "properties": {"name": system}}} if system else {}
        data = orjson.dumps({"type": "FeatureCollection", **named, "features": features})
    write_bytes(path, data)
    return len(features), left_out
