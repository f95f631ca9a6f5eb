"""The ground and the height of each mass of a CityJSON file, as panden to stand around a plan."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from massastudie.context import ContextPand

from .bodies import Bodies, surface_types
from .crs import Crs
from .objects import Objects

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: A face looks down, or up, when its normal is within 25° of that.
LEVEL = 0.9
GROUND_TYPES = ("GroundSurface", "OuterFloorSurface")
#: Levels of detail that are blocks, best first: their top is a flat roof.
BLOCK_LODS = ("1.2", "1.3", "1", "1.1", "1.0")
BLOCK_ROOF = "b3_h_dak_70p", "h_dak_70p"
GROUND_LEVEL = "b3_h_maaiveld", "h_maaiveld"
STOREYS = "b3_bouwlagen", "storeysAboveGround"
HIGHEST = "hoogte is het hoogste punt: het bestand heeft geen blokvorm (LoD 1)"
#: Grid on which outlines lie, m.
GRID_M = 0.001


def panden_of(table: Objects, bodies: Bodies, crs: Crs, kept: Ints) -> tuple[tuple[ContextPand, ...], float]:
    """The panden of these masses, in RD, and the sum of their grounds in m²; a mass without ground is told in
    `table.skipped`."""
    shapes = _grounds(bodies, crs)
    tops, is_block = _tops(table, bodies)
    found: list[ContextPand] = []
    area = 0.0
    for index in kept.tolist():
        ground = shapes.get(index)
        if ground is None or ground.area < GRID_M:
            table.skipped.append((table.names[index], "heeft geen grondvlak"))
            continue
        area += ground.area
        found += _panden(table, index, ground, tops[index], bool(is_block[index]))
    return tuple(found), round(area, 3)


def _panden(table: Objects, index: int, ground: Any, hoogte_m: float, is_block: bool) -> list[ContextPand]:
    parts = [p for p in shapely.get_parts(ground) if isinstance(p, Polygon) and p.area > 0.5]
    storeys = _number(table.attributes[index], STOREYS)
    name = table.names[index]
    return [
        ContextPand(
            f"{name}.{i + 1}" if len(parts) > 1 else name, part, round(float(hoogte_m), 3) if hoogte_m > 0 else None,
            int(storeys) if storeys is not None and 1 <= storeys <= 200 else None,
            aanname=None if is_block else HIGHEST,
        )
        for i, part in enumerate(parts)
    ]  # fmt: skip


def _number(attributes: dict[str, Any], names: tuple[str, ...]) -> float | None:
    for name in names:
        value = attributes.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and np.isfinite(value):
            return float(value)
    return None


def _tops(table: Objects, bodies: Bodies) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Height (m,) of each mass above its own ground, and whether that is a flat top the file gives."""
    count = len(table.names)
    low, top, is_block = np.full(count, np.nan), np.full(count, np.nan), np.zeros(count, dtype=bool)
    low[bodies.used], top[bodies.used] = bodies.low[:, 2], bodies.high[:, 2]
    high = np.full(len(bodies.owner), -np.inf)
    np.maximum.at(high, bodies.geometry_of_corner, bodies.points[:, 2])
    for lod in reversed(BLOCK_LODS):
        chosen = np.flatnonzero(bodies.lod == lod)
        # a building in parts has one top per part: the highest stands for it
        of_lod = np.full(count, -np.inf)
        np.maximum.at(of_lod, bodies.owner[chosen], high[chosen])
        has = np.isfinite(of_lod)
        top[has], is_block[has] = of_lod[has], True
    for index, attributes in enumerate(table.attributes):
        roof, ground = _number(attributes, BLOCK_ROOF), _number(attributes, GROUND_LEVEL)
        if ground is not None:
            low[index] = ground
        if roof is not None and not is_block[index]:
            top[index], is_block[index] = roof, True
    return top - low, is_block


def _grounds(bodies: Bodies, crs: Crs) -> dict[int, Any]:
    """Ground per mass, by the first way that gives one."""
    owner = bodies.owner[bodies.flat.geometry_of_face]
    found: dict[int, Any] = {}
    for chosen in _ways(bodies):
        left = chosen & ~np.isin(owner, list(found))
        if left.any():
            found.update(_joined(_polygons(bodies, crs, left), owner[left]))
    return found


def _ways(bodies: Bodies) -> list[npt.NDArray[np.bool_]]:
    """Faces (f,) that make the ground, the best way first; each of one level of detail per mass."""
    flat = bodies.flat
    first_ring = np.cumsum(flat.face) - flat.face
    vectors = bodies.areas[first_ring] if len(first_ring) else bodies.areas
    size = np.maximum(np.linalg.norm(vectors, axis=1), 1e-12)
    level = vectors[:, 2] / size
    geometry = flat.geometry_of_face
    zero = np.char.startswith(bodies.lod, "0")[geometry] if len(geometry) else np.zeros(0, dtype=bool)
    best = _one_lod(bodies)[geometry]
    said = np.isin(surface_types(bodies), GROUND_TYPES)
    solid = ~np.isnan(bodies.volume)[geometry]
    return [zero, best & said, best & solid & (level < -LEVEL), best & (np.abs(level) > 1e-3)]


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
