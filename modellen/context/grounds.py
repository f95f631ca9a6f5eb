"""The ground and the height of each mass of a CityJSON file, as panden to stand around a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from massastudie.context import ContextPand

from .bodies import Bodies, surface_types
from .boundaries import starts, summed
from .crs import Crs
from .facets import dressed, faces_of
from .fields import YEARS, whole
from .lods import ROOFS, block_order, drawn, ranks
from .objects import Objects

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: A face looks down, or up, when its normal is within 25° of that.
LEVEL = 0.9
GROUND_TYPES = ("GroundSurface", "OuterFloorSurface")
BLOCK_ROOF = "b3_h_dak_70p", "h_dak_70p"
GROUND_LEVEL = "b3_h_maaiveld", "h_maaiveld"
STOREYS = "b3_bouwlagen", "storeysAboveGround"
BUILT = "oorspronkelijkbouwjaar", "yearOfConstruction"
HIGHEST = "hoogte is het hoogste punt: het bestand heeft geen blokvorm (LoD 1)"
#: Grid on which outlines lie, m; a smaller part is no pand, m²; more bouwlagen are a mistake.
GRID_M, LEAST_M2, MOST_STOREYS = 0.001, 0.5, 200
#: Flat roofs stand for a mass when they cover its ground but for this share.
WHOLE = 0.02


def panden_of(
    table: Objects, bodies: Bodies, crs: Crs, kept: Ints, lod: str | None
) -> tuple[tuple[ContextPand, ...], float]:
    """The panden of these masses, in RD, and the sum of their grounds in m²; a mass without ground is told in
    `table.skipped`. Where a block form has roofs at several heights, each is a pand of its own. `lod` is the level of
    detail to draw, None for the highest of each mass."""
    shapes, roofs = _grounds(bodies, crs), _flat_roofs(bodies, crs, block_order(lod))
    low, top, is_said = _tops(table, bodies)
    found: list[ContextPand] = []
    of_mass: list[int] = []
    has_blocks = np.zeros(len(table.names), dtype=bool)
    area = 0.0
    for index in kept.tolist():
        ground = shapes.get(index)
        if ground is None or ground.area < GRID_M:
            table.skipped.append((table.names[index], "heeft geen grondvlak"))
            continue
        area += ground.area
        blocks, aanname = roofs.get(index, []), None
        has_blocks[index] = abs(sum(shape.area for shape, _ in blocks) - ground.area) <= WHOLE * ground.area
        if not has_blocks[index]:
            blocks, aanname = [(ground, float(top[index]))], None if is_said[index] else HIGHEST
        found += _panden(table, index, [(shape, z - float(low[index])) for shape, z in blocks], aanname)
        of_mass += [index] * (len(found) - len(of_mass))
    made = _dressed(bodies, crs, low, found, np.array(of_mass, dtype=np.int64), has_blocks, lod)
    return tuple(made), round(area, 3)


def _dressed(
    bodies: Bodies, crs: Crs, low: Floats, panden: list[ContextPand], of_mass: Ints, has_blocks: Flags, lod: str | None
) -> list[ContextPand]:
    """The panden with the faces to draw: where roofs have their form, or the mass has no block form."""
    rank = ranks(bodies.lod)
    wanted = drawn(bodies, rank, lod)
    has_pand = np.zeros(len(has_blocks), dtype=bool)
    has_pand[of_mass] = True
    wanted &= has_pand[bodies.owner] & ((rank >= ROOFS) | ((rank > 0) & ~has_blocks[bodies.owner]))
    closed = np.ones(len(has_blocks), dtype=bool)
    closed[bodies.owner[wanted & np.isnan(bodies.volume)]] = False
    return dressed(panden, of_mass, faces_of(bodies, crs, low, wanted), ~has_blocks, closed)


def _panden(table: Objects, index: int, blocks: list[tuple[Any, float]], aanname: str | None) -> list[ContextPand]:
    parts = [(p, height) for shape, height in blocks for p in _parts(shape)]
    parts = [(p, height) for p, height in parts if isinstance(p, Polygon) and p.area > LEAST_M2]
    said = table.attributes[index]
    storeys, built = whole(_number(said, STOREYS), 1, MOST_STOREYS), whole(_number(said, BUILT), *YEARS)
    highest = max((height for _, height in parts), default=0.0)
    name = table.names[index]
    return [
        ContextPand(
            f"{name}.{i}" if len(parts) > 1 else name, part, round(height, 3) if height > 0 else None,
            storeys if height == highest else None, aanname=aanname, bouwjaar=built,
        )
        for i, (part, height) in enumerate(parts, start=1)
    ]  # fmt: skip


def _parts(shape: Any) -> Sequence[Any]:
    """The shape itself when it is one polygon: asking costs as much as the rest of a pand."""
    return (shape,) if isinstance(shape, Polygon) else shapely.get_parts(shape)


def _number(attributes: dict[str, Any], names: tuple[str, ...]) -> float | None:
    for name in names:
        value = attributes.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and np.isfinite(value):
            return float(value)
    return None


def _tops(table: Objects, bodies: Bodies) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Ground and top (m,) of each mass, m NAP, and whether the file says the top; else it is the highest point."""
    count = len(table.names)
    low, top, is_said = np.full(count, np.nan), np.full(count, np.nan), np.zeros(count, dtype=bool)
    low[bodies.used], top[bodies.used] = bodies.low[:, 2], bodies.high[:, 2]
    for index, attributes in enumerate(table.attributes):
        roof, ground = _number(attributes, BLOCK_ROOF), _number(attributes, GROUND_LEVEL)
        low[index] = low[index] if ground is None else ground
        if roof is not None:
            top[index], is_said[index] = roof, True
    return low, top, is_said


def _flat_roofs(bodies: Bodies, crs: Crs, order: Sequence[str]) -> dict[int, list[tuple[Any, float]]]:
    """Per mass the flat roofs of its best block form, each with its height in m NAP."""
    flat, level = bodies.flat, _levels(bodies)
    owner = bodies.owner[flat.geometry_of_face]
    up = (level > LEVEL) & ~np.isnan(bodies.volume)[flat.geometry_of_face]
    corners = summed(flat.ring, flat.face)
    height = np.maximum.reduceat(bodies.points[:, 2], starts(corners)) if len(corners) else np.empty(0)
    found: dict[int, list[tuple[Any, float]]] = {}
    for lod in order:
        chosen = up & (bodies.lod == lod)[flat.geometry_of_face] & ~np.isin(owner, list(found))
        rows = zip(owner[chosen].tolist(), np.round(height[chosen], 2).tolist(), strict=True)
        same: dict[tuple[int, float], list[Any]] = {}
        for key, shape in zip(rows, _polygons(bodies, crs, chosen), strict=True):
            same.setdefault(key, []).append(shape)
        for (mass, z), shapes in same.items():
            shape = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes, grid_size=GRID_M)
            found.setdefault(mass, []).append((shape, z))
    return found


def _levels(bodies: Bodies) -> Floats:
    """How much each face (f,) looks up: 1 flat and up, 0 upright, -1 flat and down."""
    vectors = bodies.areas[starts(bodies.flat.face)] if len(bodies.areas) else bodies.areas
    level: Floats = vectors[:, 2] / np.maximum(np.linalg.norm(vectors, axis=1), 1e-12)
    return level


def _grounds(bodies: Bodies, crs: Crs) -> dict[int, Any]:
    """Ground per mass, by the first way that gives one."""
    owner = bodies.owner[bodies.flat.geometry_of_face]
    found: dict[int, Any] = {}
    for chosen in _ways(bodies):
        left = chosen & ~np.isin(owner, list(found))
        if left.any():
            found.update(_joined(_polygons(bodies, crs, left), owner[left]))
        if len(found) == len(bodies.used):
            break
    return found


def _ways(bodies: Bodies) -> Iterator[Flags]:
    """Faces (f,) that make the ground, the best way first; each of one level of detail per mass. A way is worked out
    when the ones before it did not give all."""
    flat = bodies.flat
    geometry = flat.geometry_of_face
    yield np.char.startswith(bodies.lod, "0")[geometry] if len(geometry) else np.zeros(0, dtype=bool)
    best = _one_lod(bodies)[geometry]
    yield best & np.isin(surface_types(bodies), GROUND_TYPES)
    level = _levels(bodies)
    yield best & ~np.isnan(bodies.volume)[geometry] & (level < -LEVEL)
    yield best & (np.abs(level) > 1e-3)


def _one_lod(bodies: Bodies) -> npt.NDArray[np.bool_]:
    """Geometries (g,) of the lowest level above 0 that their mass has: fewest faces, same ground."""
    order = {name: i + (1000 if name.startswith("0") else 0) for i, name in enumerate(bodies.lods)}
    rank = np.array([order[str(name)] for name in bodies.lod], dtype=np.int64)
    lowest = np.full(int(bodies.owner.max(initial=-1)) + 1, 10**6)
    np.minimum.at(lowest, bodies.owner, rank)
    chosen: npt.NDArray[np.bool_] = rank == lowest[bodies.owner]
    return chosen


def _polygons(bodies: Bodies, crs: Crs, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
    """These faces (f,) seen from above, as polygons in RD; one that crosses itself is repaired."""
    flat = bodies.flat
    ring = np.repeat(chosen, flat.face)
    sizes = flat.ring[ring]
    xy = crs.to_rd(bodies.points[np.repeat(ring, flat.ring), :2])
    begin = np.cumsum(sizes) - sizes
    closed = np.insert(xy, begin + sizes, xy[begin], axis=0)
    ring_offsets = np.r_[0, np.cumsum(sizes + 1)]
    face_offsets = np.r_[0, np.cumsum(flat.face[chosen])]
    made = shapely.from_ragged_array(shapely.GeometryType.POLYGON, closed, (ring_offsets, face_offsets))
    bad = ~shapely.is_valid(made)
    made[bad] = shapely.buffer(shapely.make_valid(made[bad]), 0)
    return np.asarray(made)


def _joined(shapes: npt.NDArray[Any], owner: Ints) -> dict[int, Any]:
    """The shapes of each owner as one."""
    order = np.argsort(owner, kind="stable")
    names, begin, count = np.unique(owner[order], return_index=True, return_counts=True)
    rows = shapes[order]
    return {
        int(name): rows[b] if n == 1 else shapely.union_all(rows[b : b + n], grid_size=GRID_M)
        for name, b, n in zip(names, begin, count, strict=True)
    }
