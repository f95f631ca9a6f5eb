"""GeoPackage in RD New: volumes, panden, hoven, doorsteken, stroken and plangrens, a layer each (OGC 12-128)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.raw import write

from massastudie.georef import EPSG_RD
from massastudie.plan import Plan
from massastudie.volumes import Massamodel

from .geojson import Row
from .lagen import layers

#: The moment written as last change of each layer: a fixed one, so that the same model gives the same bytes.
MOMENT = "2000-01-01T00:00:00.000Z"


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
