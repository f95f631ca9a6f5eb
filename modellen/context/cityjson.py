"""CityJSON 1.0, 1.1, 2.0 and CityJSONSeq as a `Context`: volumes per level of detail, grounds and heights.

Volume is counted of solids whose shells are closed, outer shell less inner ones. The ground of a pand is, in this
order: its LoD 0 surface, its ground surfaces by semantics, its faces that look down, the outline of all its faces.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from massastudie.context import Context
from massastudie.errors import FileError

from .bodies import Bodies, bodies_of
from .crs import placed
from .files import refuse, without_collector
from .grounds import panden_of
from .lods import check_lod
from .objects import Objects, Templates, add_objects, header, shapeless, transform_of, vertices_of

#: Attribution the 3DBAG asks for under CC BY 4.0.
BAG_3D = "3DBAG © 3D geoinformation TU Delft / 3DGI (CC BY 4.0)"


def _is_3dbag(table: Objects) -> bool:
    """By the attributes only the 3DBAG has, or the form of its ids."""
    names = [name.startswith("NL.IMBAG.Pand.") for name in table.names]
    return any(names) or any("b3_h_maaiveld" in attributes for attributes in table.attributes)


def is_cityjson(head: bytes) -> bool:
    """True when the first bytes of a JSON file may be those of CityJSON."""
    return b'"CityJSON"' in head or b'"CityJSONFeature"' in head or b'"CityObjects"' in head


def read_cityjson(path: Path, data: bytes, lod: str | None = None) -> Context:
    """What is in a CityJSON file or sequence. FileError when it cannot be used, naming object and what was found.

    `lod` is the level of detail to draw, None for the highest.
    """
    with without_collector():
        lines = data.count(b"\n", 0, len(data.rstrip()))
        first = _first_line(data) if lines else None
        is_sequence = first is not None and first.get("type") in ("CityJSON", "CityJSONFeature")
        table = _sequence(path, data) if is_sequence else _whole(path, _parsed(path, data))
        table.skipped += [(name, "heeft geen vorm") for name in shapeless(table)]
        return _context(path, "CityJSONSeq" if is_sequence else "CityJSON", table, bodies_of(table), lod)


def _first_line(data: bytes) -> dict[str, Any] | None:
    try:
        found = orjson.loads(data[: data.index(b"\n", len(data) - len(data.lstrip()))])
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _parsed(path: Path, data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except ValueError as error:
        refuse(path, "geldige JSON", f"een fout ({error})"[:160])


def _whole(path: Path, content: Any) -> Objects:
    table = header(path, content)
    scale, translate = transform_of(path, content)
    points = vertices_of(path, content.get("vertices")) * scale + translate
    add_objects(table, content, points, Templates(path, content))
    return table


def _sequence(path: Path, data: bytes) -> Objects:
    """A header and features line by line; a line that cannot be used is left out and told."""
    rows = _rows(data)
    _, head = next(rows)
    content = _parsed(path, head)
    table = header(path, content)
    scale, translate = transform_of(path, content)
    templates = Templates(path, content)
    for number, line in rows:
        try:
            feature = orjson.loads(line)
        except ValueError:
            table.skipped.append((f"regel {number}", "is geen geldige JSON"))
            continue
        if not isinstance(feature, dict) or feature.get("type") != "CityJSONFeature":
            table.skipped.append((f"regel {number}", "is geen CityJSONFeature"))
            continue
        try:
            add_objects(table, feature, vertices_of(path, feature.get("vertices")) * scale + translate, templates)
        except FileError as error:
            table.skipped.append((f"regel {number}", str(error).partition(": ")[2]))
    return table


def _rows(data: bytes) -> Iterator[tuple[int, bytes]]:
    return ((i, line) for i, line in enumerate(data.split(b"\n"), start=1) if line.strip())


def _context(path: Path, kind: str, table: Objects, bodies: Bodies, lod: str | None) -> Context:
    if not len(bodies.used):
        reasons = f"; {table.skipped[0][0]}: {table.skipped[0][1]}" if table.skipped else ""
        refuse(path, "minstens één massa", f"geen{reasons}")
    check_lod(path, bodies, lod)
    crs, inside = placed(path, table.crs, bodies.middle)
    table.skipped += [(table.names[i], "ligt buiten RD") for i in bodies.used[~inside]]
    kept = bodies.used[inside]
    panden, area = panden_of(table, bodies, crs, kept, lod)
    return Context(
        bestand=path.name, formaat=kind, versie=table.version, crs=crs.name,
        aantal=sum(table.is_building[i] for i in kept), bbox=_bbox(bodies, crs, inside),
        oppervlakte_m2=area, panden=panden, lods=bodies.lods, volume_m3=bodies.volumes(kept),
        bron=BAG_3D if _is_3dbag(table) else "",
        overgeslagen=tuple(table.skipped),
        opmerkingen=("geen coördinatenstelsel genoemd; de coördinaten passen in RD",) if crs.assumed else (),
    )  # fmt: skip


def _bbox(bodies: Bodies, crs: Any, inside: Any) -> tuple[float, ...]:
    low, high = bodies.low[inside], bodies.high[inside]
    box = np.concatenate([low.min(axis=0), high.max(axis=0)])
    if crs.transformer is not None:
        corners = np.array([(box[i], box[j]) for i in (0, 3) for j in (1, 4)])
        turned = crs.to_rd(corners)
        box[[0, 1]], box[[3, 4]] = turned.min(axis=0), turned.max(axis=0)
    return tuple(float(v) for v in np.round(box, 3))
