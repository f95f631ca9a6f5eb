"""DXF drawings as outlines: closed shapes by layer, also from loose lines and arcs that meet, and from blocks.

Lengths come in the unit of the drawing ($INSUNITS); where the coordinates fit RD only in another one, that is taken
and said. A damaged drawing is read as far as it can be.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from massastudie.context import Context

from .crs import in_rd
from .files import content_of, refuse
from .outlines import Table, outline_context

#: What is drawn before any layer is made; its name tells nothing of what lies on it.
PLAIN_LAYER = "0"
#: Metres per unit of $INSUNITS (inch, foot, mm, cm, m, dm); 0 is no unit.
UNITS = {0: 1.0, 1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1.0, 14: 0.1}
UNIT_NAMES = {0: "geen eenheid", 1: "inch", 2: "voet", 4: "mm", 5: "cm", 6: "m", 14: "dm"}
CURVES = ("LWPOLYLINE", "POLYLINE", "LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE")
NO_CURVE = "is geen lijn waarvan een omtrek te maken is"
#: Entities looked at; blocks in blocks can grow without end.
MOST_ENTITIES = 1_000_000
#: Points of one curve, and of all of them.
MOST_POINTS, MOST_ALL = 200_000, 10_000_000
#: No drawing reaches farther, in its own unit (RD in mm is 6e8): a curve to there would be followed without end.
FARTHEST = 1e10
#: Ends nearer to each other than this meet, and a curve is followed this closely, m.
MEET_M, SAG_M = 0.001, 0.002


def read_dxf(path: Path, velden: Mapping[str, str]) -> Context:
    """The closed outlines of a drawing. FileError when it cannot be read, or has none."""
    drawing, damage = _opened(path)
    unit = int(drawing.units or 0)
    said = UNITS.get(unit, 1.0)
    told, curves = _curves(path, drawing, SAG_M / said)
    factor, remarks = _factor(unit, curves)
    if factor != said:
        told, curves = _curves(path, drawing, SAG_M / factor)
    table = _table(path, drawing, curves, factor)
    table.skipped += told
    table.remarks += damage + remarks
    table.take_fields(velden)
    table.unit_m = factor
    return outline_context(table)


def _opened(path: Path) -> tuple[Any, list[str]]:
    """The drawing, and what was said of its damage."""
    try:
        from ezdxf import recover
        from ezdxf.filemanagement import readfile
    except ImportError as error:
        refuse(path, "het pakket 'ezdxf' om DXF te lezen", f"het niet geïnstalleerd ({error})")
    logging.getLogger("ezdxf").addHandler(logging.NullHandler())  # what it repairs is told in our own words
    try:
        return readfile(path), []
    except Exception:  # a damaged drawing makes the library fail in ways of its own: then the tolerant way is tried
        pass
    try:
        drawing, auditor = recover.read(BytesIO(_whole_pairs(content_of(path))))
    except Exception as error:  # as above
        refuse(path, "een leesbare DXF-tekening", f"een fout ({' '.join(str(error).split())})"[:160])
    return drawing, [f"de tekening is beschadigd en hersteld ({len(auditor.errors) + len(auditor.fixes)} fouten)"]


def _whole_pairs(data: bytes) -> bytes:
    """A drawing that was cut off, up to its last whole pair of group code and value, with an end."""
    if data.startswith(b"AutoCAD Binary") or data.rstrip().endswith(b"EOF"):
        return data
    lines = data.splitlines()[:-1]
    kept = lines[: len(lines) // 2 * 2]
    return b"\n".join([*kept, b"  0", b"ENDSEC", b"  0", b"EOF", b""])


class _Curve:
    """One line of a drawing in its own unit: points (n, 2), its layer, whether it is closed, its thickness."""

    __slots__ = ("closed", "layer", "points", "thickness")

    def __init__(self, points: Any, layer: str, closed: bool, thickness: float) -> None:
        self.points, self.layer, self.closed, self.thickness = points, layer, closed, thickness


def _curves(path: Path, drawing: Any, sag: float) -> tuple[list[tuple[str, str]], list[_Curve]]:
    """What was passed over, by kind, and the curves; blocks are taken apart."""
    curves: list[_Curve] = []
    other: Counter[str] = Counter()
    left = MOST_ALL
    for entity in _entities(path, drawing):
        kind = str(entity.dxftype())
        curve = _curve(entity, sag) if kind in CURVES else None
        if curve is None:
            other[kind] += 1
        else:
            curves.append(curve)
            left -= len(curve.points)
        if left < 0:
            refuse(path, f"hoogstens {MOST_ALL} punten", "meer")
    return [(f"{count} × {kind}", NO_CURVE) for kind, count in other.items()], curves


def _entities(path: Path, drawing: Any) -> Iterator[Any]:
    from ezdxf.disassemble import recursive_decompose

    try:
        found = iter(recursive_decompose(drawing.modelspace()))
        yield from islice(found, MOST_ENTITIES)
        more = next(found, None)
    except Exception as error:  # as above: what a damaged block makes of itself is not known beforehand
        refuse(path, "blokken die te ontleden zijn", f"een fout ({' '.join(str(error).split())})"[:160])
    if more is not None:
        refuse(path, f"hoogstens {MOST_ENTITIES} lijnen", "meer")


def _curve(entity: Any, sag: float) -> _Curve | None:
    """The points of an entity; None when it has none that can be used."""
    from ezdxf.path import make_path

    try:
        made = make_path(entity)
        if not all(abs(v) < FARTHEST for p in made.control_vertices() for v in p.xyz):
            return None
        points = np.array([(p.x, p.y) for p in islice(made.flattening(sag, segments=4), MOST_POINTS)])
        closed = bool(made.is_closed)
        thickness = float(entity.dxf.thickness) if entity.dxf.hasattr("thickness") else 0.0
    except Exception:  # one bad entity of a damaged drawing is passed over and counted
        return None
    if len(points) < 2 or not np.isfinite(points).all():
        return None
    return _Curve(points, str(entity.dxf.get("layer", PLAIN_LAYER))[:120], closed, thickness)


def _table(path: Path, drawing: Any, curves: list[_Curve], factor: float) -> Table:
    """The outlines in metres, with layer and height."""
    shapes: list[Any] = []
    layers: list[str] = []
    heights: list[float | None] = []
    closed = [c for c in curves if c.closed]
    real = [c for c in closed if len(c.points) > 3]
    for curve in real:
        shapes.append(Polygon(curve.points * factor))
        layers.append(curve.layer)
        heights.append(abs(curve.thickness) * factor or None)
    for layer, shape in _joined(curves, factor):
        shapes.append(shape)
        layers.append(layer)
        heights.append(None)
    seen: Counter[str] = Counter()
    names = [f"{layer} {seen.update([layer]) or seen[layer]}" for layer in layers]
    flat = len(closed) - len(real)
    told = [(f"{flat} × gesloten lijn", "heeft minder dan drie hoeken")] if flat else []
    rows = np.empty(len(shapes), dtype=object)
    rows[:] = shapes
    said = [None if layer == PLAIN_LAYER else layer for layer in layers]
    fields: dict[str, Sequence[Any]] = {"hoogte_m": heights, "functie": said, "naam": said}
    return Table(path, "DXF", None, rows, fields, names, versie=str(drawing.dxfversion), skipped=told)


def _factor(unit: int, curves: list[_Curve]) -> tuple[float, list[str]]:
    """Metres per unit: as the drawing says, unless only another unit puts it in RD."""
    said = UNITS.get(unit, 1.0)
    if not curves:
        return said, []
    points = np.array([c.points[0] for c in curves])
    for factor, name in ((said, UNIT_NAMES.get(unit, "onbekend")), (1.0, "m"), (0.001, "mm"), (0.01, "cm")):
        if 2 * in_rd(points * factor).sum() > len(points):
            same = factor == said
            remark = f"de tekening zegt {UNIT_NAMES.get(unit, unit)}; haar coördinaten passen alleen in {name} in RD"
            return factor, [] if same else [remark]
    return said, []


def _joined(curves: list[_Curve], factor: float) -> Iterator[tuple[str, Polygon]]:
    """Outlines that loose lines and arcs of one layer close together."""
    loose: dict[str, list[LineString]] = {}
    for curve in curves:
        if not curve.closed:
            loose.setdefault(curve.layer, []).append(LineString(curve.points * factor))
    for layer, lines in loose.items():
        noded = shapely.union_all(shapely.set_precision(np.array(lines, dtype=object), MEET_M))
        for shape in shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))):
            yield layer, shape
