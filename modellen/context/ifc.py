"""IFC models as masses: per building its outline and the height of each part, from spaces or building elements.

Where a model has spaces they are its masses (as the Dutch ILS for the Omgevingswet has it); else its walls, floors,
roofs and proxies are. The place in RD comes from IfcMapConversion; without one a model is described, not placed.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from massastudie.context import Context, ContextPand
from massastudie.errors import FileError

from .crs import placed
from .files import refuse

Floats = npt.NDArray[np.float64]
SPACES = ("IfcSpace", "IfcSpatialZone")
ELEMENTS = ("IfcBuildingElementProxy", "IfcSlab", "IfcRoof", "IfcWall", "IfcCurtainWall", "IfcBuilding")
#: More elements than this are not gone through.
MOST = 50_000
#: Grid of outlines, m; smaller is no part of a building, m².
GRID_M, LEAST_M2 = 0.001, 0.5


def read_ifc(path: Path) -> Context:
    """The buildings of an IFC model. FileError when it cannot be read or has no masses."""
    try:
        import ifcopenshell
    except ImportError as error:
        refuse(path, "het pakket 'ifcopenshell' om IFC te lezen", f"het niet geïnstalleerd ({error})")
    try:
        model = ifcopenshell.open(str(path))
        return _context(path, model)
    except FileError:
        raise
    except Exception as error:  # what a damaged model makes the library raise is not known beforehand
        refuse(path, "een leesbaar IFC-model", f"een fout ({' '.join(str(error).split())})"[:160])


def _context(path: Path, model: Any) -> Context:
    blocks: dict[str, list[tuple[Any, float, float]]] = {}
    names: dict[str, str] = {}
    told: list[tuple[str, str]] = []
    for element, points in _solids(path, model, told):
        owner = _building(element)
        key = str(owner.GlobalId) if owner is not None else str(element.GlobalId)
        names[key] = str((owner or element).Name or key)[:120]
        ground = _ground(points)
        if ground.area > LEAST_M2:
            z = points[:, :, 2]
            blocks.setdefault(key, []).append((ground, float(z.min()), float(z.max())))
    if not blocks:
        refuse(path, "een gebouw met ruimten of bouwdelen", f"geen{f' ({told[0][0]}: {told[0][1]})' if told else ''}")
    return _placed(path, model, blocks, names, told)


def _solids(path: Path, model: Any, told: list[tuple[str, str]]) -> Iterator[tuple[Any, Floats]]:
    """Elements with their triangles (t, 3, 3) m in the model's own axes."""
    from importlib import import_module

    # its annotations know no shape of triangles
    geom: Any = import_module("ifcopenshell.geom")
    kinds = SPACES if any(model.by_type(kind) for kind in SPACES if _knows(model, kind)) else ELEMENTS
    chosen = [e for kind in kinds if _knows(model, kind) for e in model.by_type(kind) if e.Representation is not None]
    if len(chosen) > MOST:
        refuse(path, f"hoogstens {MOST} bouwdelen", str(len(chosen)))
    settings = geom.settings()
    settings.set("use-world-coords", True)
    for element in chosen:
        try:
            shape = geom.create_shape(settings, element).geometry
        except RuntimeError:
            told.append((str(element.GlobalId), f"{element.is_a()} heeft een vorm die niet te maken is"))
            continue
        vertices = np.array(shape.verts, dtype=np.float64).reshape(-1, 3)
        faces = np.array(shape.faces, dtype=np.int64).reshape(-1, 3)
        if len(faces) and np.isfinite(vertices).all():
            yield element, vertices[faces]


def _knows(model: Any, kind: str) -> bool:
    """Whether this version of IFC has such a kind."""
    try:
        model.by_type(kind)
    except RuntimeError:
        return False
    return True


def _building(element: Any) -> Any:
    """The building an element is in, by containment or decomposition; None when it is in none."""
    for _ in range(20):
        if element is None or element.is_a("IfcBuilding"):
            return element
        relations = [*getattr(element, "ContainedInStructure", ()), *getattr(element, "Decomposes", ())]
        up = [getattr(r, "RelatingStructure", None) or getattr(r, "RelatingObject", None) for r in relations]
        element = up[0] if up else None
    return None


def _ground(points: Floats) -> Any:
    """What triangles (t, 3, 3) cover, seen from above."""
    flat = shapely.polygons(points[:, :, :2])
    return shapely.union_all(flat[shapely.area(flat) > 1e-6], grid_size=GRID_M)


def _placed(
    path: Path, model: Any, blocks: dict[str, list[tuple[Any, float, float]]], names: dict[str, str],
    told: list[tuple[str, str]],
) -> Context:  # fmt: skip
    name, move, lift = _conversion(model)
    grounds = {key: shapely.union_all([g for g, _, _ in parts], grid_size=GRID_M) for key, parts in blocks.items()}
    turned = {key: shapely.transform(ground, move) for key, ground in grounds.items()}
    middle = np.array([shape.centroid.coords[0] for shape in turned.values()])
    crs = placed(path, name, middle)[0]
    panden = [p for key, parts in blocks.items() for p in _panden(names[key], key, parts, move, crs)]
    bounds = shapely.total_bounds([shapely.transform(shape, crs.to_rd) for shape in turned.values()])
    heights = [z for parts in blocks.values() for _, low, high in parts for z in (low + lift, high + lift)]
    box = (bounds[0], bounds[1], min(heights), bounds[2], bounds[3], max(heights))
    return Context(
        bestand=path.name, formaat="IFC", versie=str(model.schema), crs=crs.name, aantal=len(blocks),
        bbox=tuple(round(float(v), 3) for v in box),
        oppervlakte_m2=round(sum(float(shape.area) for shape in grounds.values()), 3), panden=tuple(panden),
        overgeslagen=tuple(told),
    )  # fmt: skip


def _panden(name: str, key: str, parts: list[tuple[Any, float, float]], move: Any, crs: Any) -> list[ContextPand]:
    """Blocks of a building: each part of its ground as high as the highest element over it."""
    base = min(low for _, low, _ in parts)
    taken: Any = Polygon()
    found: list[tuple[Polygon, float]] = []
    for ground, _, high in sorted(parts, key=lambda part: -part[2]):
        free = shapely.difference(ground, taken, grid_size=GRID_M)
        taken = shapely.union(taken, ground, grid_size=GRID_M)
        found += [(p, high - base) for p in shapely.get_parts(free) if isinstance(p, Polygon) and p.area > LEAST_M2]
    return [
        ContextPand(f"{key}.{i}" if len(found) > 1 else key, crs_polygon(p, move, crs), round(high, 3), naam=name)
        for i, (p, high) in enumerate(found, start=1)
        if high > 0
    ]


def crs_polygon(polygon: Polygon, move: Any, crs: Any) -> Polygon:
    """The outline in RD."""
    turned: Polygon = shapely.transform(shapely.transform(polygon, move), crs.to_rd)
    return turned


def _conversion(model: Any) -> tuple[str | None, Any, float]:
    """Name of the projected system, a function from model metres (n, 2) to it, and how far heights are lifted."""
    found = model.by_type("IfcMapConversion") if model.schema != "IFC2X3" else []
    if not found:
        return None, lambda xy: xy, 0.0
    from ifcopenshell.util.unit import calculate_unit_scale

    item, unit_m = found[0], calculate_unit_scale(model)
    east, north = float(item.XAxisAbscissa or 1.0), float(item.XAxisOrdinate or 0.0)
    size = hypot(east, north) or 1.0
    # the scale goes from the model's unit to that of the map; shapes come in metres already
    scale = float(item.Scale or 1.0) / unit_m if item.Scale else 1.0
    turn = scale * np.array([[east, -north], [north, east]]) / size
    shift = np.array([float(item.Eastings), float(item.Northings)])
    name = getattr(item.TargetCRS, "Name", None)
    return str(name) if name else None, lambda xy: xy @ turn.T + shift, float(item.OrthogonalHeight or 0.0)
