"""GeoPackage in RD New: volumes, panden, hoven, doorsteken, stroken and plangrens, a layer each (OGC 12-128)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.raw import write
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from massastudie.footprint import polygons
from massastudie.georef import EPSG_RD
from massastudie.plan import Plan
from massastudie.volumes import Lichaam, Massamodel, Volume
from modellen.rapport.kaart import ground_of

from . import grond
from .geojson import properties, rd_polygon
from .solids import hex_colour

#: The moment written as last change of each layer: a fixed one, so that the same model gives the same bytes.
MOMENT = "2000-01-01T00:00:00.000Z"
Row = tuple[BaseGeometry, dict[str, Any]]


def encode(
    massa: Massamodel, plan: Plan, stem: str, extra: Mapping[str, list[Row]] | None = None
) -> dict[str, bytes]:  # fmt: skip
    """One GeoPackage, with `extra` layers (name → rows) behind its own.

    Coordinates are metres RD to the millimetre; heights are fields, metres above ground level.
    """
    with TemporaryDirectory() as folder, fixed_moment():
        path = Path(folder) / "massa.gpkg"
        for name, rows in {**layers(massa, plan), **(extra or {})}.items():
            if rows:
                write_layer(path, name, rows)
        return {"": path.read_bytes()}


def layers(massa: Massamodel, plan: Plan) -> dict[str, list[Row]]:
    """Name of each layer → its rows (RD geometry, fields)."""
    volumes = [(rd_polygon(v.polygon, plan), volume_properties(lichaam, v)) for lichaam, v in massa.pairs()]
    panden = [(rd_polygon(many(ground_of(item)), plan), pand_properties(item)) for item in massa.lichamen]
    return {
        "volumes": volumes,
        "panden": panden,
        **{laag: ground_rows(found, plan) for laag, found in (
            ("hoven", grond.hoven(massa)), ("doorsteken", grond.doorsteken(massa)), ("stroken", grond.stroken(massa)),
        )},
        "plangrens": [(rd_polygon(plan.plangrens, plan), {"id": plan.id, "naam": plan.naam, "fase": massa.fase})],
    }  # fmt: skip


def ground_rows(found: Iterable[grond.Gebied], plan: Plan) -> list[Row]:
    """Pieces of ground as rows, with their area."""
    shapes = [(item, many(item.geometry)) for item in found]
    return [
        (rd_polygon(shape, plan), {"id": i.id, "naam": i.naam, **i.velden, "oppervlak_m2": round(shape.area, 3)})
        for i, shape in shapes
    ]


def volume_properties(lichaam: Lichaam, volume: Volume) -> dict[str, Any]:
    """The fields of the GeoJSON, each in every row, and the colour of the functie (`#RRGGBB`) to colour by."""
    found = properties(lichaam, volume)
    return {**found, "nok_m": found.get("nok_m"), "kleur": hex_colour(volume.functie)}


def many(shape: BaseGeometry) -> MultiPolygon:
    """Any surface as a MultiPolygon: one kind of geometry to a layer."""
    return MultiPolygon(polygons(shape))


def pand_properties(lichaam: Lichaam) -> dict[str, Any]:
    """What a pand is, all its bouwlagen together."""
    return {
        "id": lichaam.id, "naam": lichaam.naam, "blok": lichaam.blok, "soort": lichaam.soort,
        "status": str(lichaam.status), "fase": lichaam.fase, "in_plan": lichaam.in_plan, "accent": lichaam.accent,
        "bouwlagen": lichaam.bouwlagen, "hoogte_m": round(lichaam.hoogte_m, 3),
        "bvo_m2": round(sum(lichaam.bvo_m2.values()), 3), "footprint_m2": round(lichaam.footprint_m2, 3),
        "aanname": lichaam.aanname, "bron": lichaam.bron,
    }  # fmt: skip


def write_layer(path: Path, name: str, rows: list[Row]) -> None:
    """Add one layer to the file."""
    shapes = np.array([shape for shape, _ in rows], dtype=object)
    kinds = {shape.geom_type for shape in shapes}
    fields = list(rows[0][1])
    columns = [column(field, [said[field] for _, said in rows]) for field in fields]
    write(
        path, shapely.to_wkb(shapes), [values for values, _ in columns], fields, field_mask=[m for _, m in columns],
        layer=name, driver="GPKG", geometry_type=kinds.pop(), crs=f"EPSG:{EPSG_RD}",
        append=path.exists(), layer_options={"SPATIAL_INDEX": "YES", "FID": "fid"},
    )  # fmt: skip


def column(name: str, values: list[Any]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """A field as an array of its own kind, and where it is unknown; metres are numbers even where none is known."""
    unknown = np.array([value is None for value in values])
    known = [value for value in values if value is not None]
    kind: Any = object
    if known and all(isinstance(value, bool) for value in known):
        kind = bool
    elif name.endswith(("_m", "_m2")):
        kind = np.float64
    elif known and all(isinstance(value, int) for value in known):
        kind = np.int64
    elif known and all(isinstance(value, int | float) for value in known):
        kind = np.float64
    empty = None if kind is object else kind(0)
    return np.array([empty if value is None else value for value in values], dtype=kind), unknown


@contextmanager
def fixed_moment() -> Iterator[None]:
    """Let GDAL write one moment instead of the clock's."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MOMENT})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
