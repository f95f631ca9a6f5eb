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
from .dxf_curves import PLAIN_LAYER, Curve, curves_of
from .files import content_of, refuse
from .outlines import Table, outline_context

#: Metres per unit of $INSUNITS (inch, foot, mm, cm, m, dm); 0 is no unit.
UNITS = {0: 1.0, 1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1.0, 14: 0.1}
UNIT_NAMES = {0: "geen eenheid", 1: "inch", 2: "voet", 4: "mm", 5: "cm", 6: "m", 14: "dm"}
#: Units a drawing may be in without saying so, m.
OTHERS = {"m": 1.0, "cm": 0.01, "mm": 0.001}
#: Outlines that differ less than this share are the same.
SAME_SHARE = 0.001
NO_CURVE = "is geen lijn waarvan een omtrek te maken is"
#: Entities looked at; blocks in blocks can grow without end.
MOST_ENTITIES = 1_000_000
#: Points of all curves.
MOST_ALL = 10_000_000
#: Ends of loose lines nearer to each other than this meet, and a curve is followed this closely, m.
MEET_M, SAG_M = 0.001, 0.002
#: A line of which both ends lie so near to each other was meant to close, m.
GAP_M = 0.01
#: Outlines as wide as this are no buildings, m: the drawing is in another unit than it says.
WIDEST_M, NARROWEST_M = 2000.0, 0.5


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


def _curves(path: Path, drawing: Any, sag: float) -> tuple[list[tuple[str, str]], list[Curve]]:
    """What was passed over, by kind, and the curves; blocks are taken apart."""
    curves: list[Curve] = []
    other: Counter[str] = Counter()
    left = MOST_ALL
    for entity in _entities(path, drawing):
        kind = str(entity.dxftype())
        found = curves_of(entity, sag)
        other[kind] += not found
        curves += found
        left -= sum(len(curve.points) for curve in found)
        if left < 0:
            refuse(path, f"hoogstens {MOST_ALL} punten", "meer")
    return [(f"{count} × {kind}", NO_CURVE) for kind, count in other.items() if count], curves


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


def _table(path: Path, drawing: Any, curves: list[Curve], factor: float) -> Table:
    """The outlines in metres, with layer and height."""
    gaps = {c for c in curves if not c.closed and _nearly_closed(c, GAP_M / factor)}
    closed = [c for c in curves if c.closed or c in gaps]
    real = [c for c in closed if len(c.points) > 3]
    found = [(c.layer, c.shape(factor), abs(c.thickness) * factor or None) for c in real if not c.filled]
    found += [(layer, shape, None) for layer, shape in _joined([c for c in curves if c not in gaps], factor)]
    filled = [c for c in real if c.filled]
    drawn = np.array([shape for _, shape, _ in found], dtype=object)
    areas = shapely.area(drawn)
    found += [(c.layer, shape, None) for c in filled if not _is_drawn(shape := c.shape(factor), drawn, areas)]
    flat = len(closed) - len(real)
    told = [(f"{flat} × gesloten lijn", "heeft minder dan drie hoeken")] if flat else []
    remarks = (
        [f"{len(gaps)} lijnen hadden een kier van hoogstens {GAP_M * 1000:.0f} mm en zijn gesloten"] if gaps else []
    )
    return _named(path, drawing, found, told, remarks)


def _named(path: Path, drawing: Any, found: list[Any], told: list[tuple[str, str]], remarks: list[str]) -> Table:
    """Outlines (layer, shape, height) as a table: each is named by its layer and a number."""
    layers: list[str] = [layer for layer, _, _ in found]
    seen: Counter[str] = Counter()
    names = [f"{layer} {seen.update([layer]) or seen[layer]}" for layer in layers]
    rows = np.empty(len(found), dtype=object)
    rows[:] = [shape for _, shape, _ in found]
    said = [None if layer == PLAIN_LAYER else layer for layer in layers]
    fields: dict[str, Sequence[Any]] = {"hoogte_m": [h for *_, h in found], "functie": said, "naam": said}
    version = str(drawing.dxfversion)
    return Table(path, "DXF", None, rows, fields, names, versie=version, skipped=told, remarks=remarks)


def _nearly_closed(curve: Curve, gap: float) -> bool:
    """Whether both ends of a line of an outline lie as near as `gap`, in the unit of the drawing."""
    return len(curve.points) > 3 and float(np.linalg.norm(curve.points[0] - curve.points[-1])) <= gap


def _is_drawn(shape: Polygon, drawn: Any, areas: Any) -> bool:
    """Whether a hatch only fills one of the outlines (n,), of these areas (n,), that are drawn as well."""
    same = drawn[np.abs(areas - shape.area) <= SAME_SHARE * shape.area]
    valid = [other for other in same if other.is_valid and shape.is_valid]
    return any(other.symmetric_difference(shape).area <= SAME_SHARE * shape.area for other in valid)


def _factor(unit: int, curves: list[Curve]) -> tuple[float, list[str]]:
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
    return said, _size_remark(said, UNIT_NAMES.get(unit, str(unit)), curves)


def _size_remark(said: float, name: str, curves: list[Curve]) -> list[str]:
    """What is said of a drawing outside RD whose outlines are no size for buildings in the unit it names."""
    widths = [float(np.ptp(c.points, axis=0).max()) for c in curves if c.closed]
    width = float(np.median(widths)) if widths else 0.0
    if not width or NARROWEST_M <= width * said <= WIDEST_M:
        return []
    fits = [(other, factor) for other, factor in OTHERS.items() if NARROWEST_M <= width * factor <= WIDEST_M]
    hint = "; ".join(f"in {other} {_metres(width * factor)} (schaal {factor:g})" for other, factor in fits)
    return [
        f"de tekening zegt {name}; haar omtrekken zijn dan {_metres(width * said)} breed"
        + (f", {hint}" if hint else "")
    ]


def _metres(length_m: float) -> str:
    return f"{length_m:.0f} m" if length_m >= 1 else f"{length_m:.2g} m"


def _joined(curves: list[Curve], factor: float) -> Iterator[tuple[str, Polygon]]:
    """Outlines that loose lines and arcs of one layer close together."""
    loose: dict[str, list[LineString]] = {}
    for curve in curves:
        if not curve.closed:
            loose.setdefault(curve.layer, []).append(LineString(curve.points * factor))
    for layer, lines in loose.items():
        noded = shapely.union_all(shapely.set_precision(np.array(lines, dtype=object), MEET_M))
        for shape in shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))):
            yield layer, shape
