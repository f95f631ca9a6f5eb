"""GeoJSON: each volume as its polygon, with what it is and what it rests on; other layers each in a file beside it.

In RD New with the `crs` of the 2008 form, as GIS programs read it; or as RFC 7946 has it: degrees in WGS84, no `crs`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import set_precision, transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from massastudie.georef import EPSG_RD, points_to_wgs84, to_rd
from massastudie.plan import Plan
from massastudie.volumes import Lichaam, Massamodel, Volume

from .tekst import printable

#: 2008-style member: GIS programs place the file by it (RFC 7946 knows WGS84 only).
CRS = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG_RD}"}}


#: Decimals of a degree: 8 are a millimetre.
DECIMALS = 8
Row = tuple[BaseGeometry, dict[str, Any]]


def encode(
    massa: Massamodel, plan: Plan, stem: str, extra: Mapping[str, list[Row]] | None = None, wgs84: bool = False
) -> dict[str, bytes]:  # fmt: skip
    """A FeatureCollection, one feature per volume that stands, one line each, in the order of the model; and one per
    layer of `extra` (name → rows in RD) that has rows, in a file `stem`-name beside it.

    Coordinates are metres RD to the millimetre, or degrees (`wgs84`); heights metres above ground level.
    """
    volumes = [(rd_polygon(v.polygon, plan), properties(lichaam, v)) for lichaam, v in massa.pairs()]
    suffix = ".wgs84.geojson" if wgs84 else ".geojson"
    files = {f"{stem}-{name}{suffix}": rows for name, rows in (extra or {}).items() if rows}
    said = {"plan": plan.id, "getoonde_fase": massa.fase}
    return {
        name: collection(name.removesuffix(suffix) or stem, said, rows, wgs84)
        for name, rows in {**files, "": volumes}.items()
    }


def collection(name: str, said: dict[str, Any], rows: Iterable[Row], wgs84: bool) -> bytes:
    """Rows (RD) as a FeatureCollection with these members of its own."""
    head = {"type": "FeatureCollection", "name": printable(name), **({} if wgs84 else {"crs": CRS}), **said}
    lines = ",\n".join(dump(feature(degrees(shape) if wgs84 else shape, fields)) for shape, fields in rows)
    text = dump(head)[:-1] + ',"features":[\n' + lines + "\n]}\n"
    return text.encode("utf-8")


def feature(shape: BaseGeometry, fields: dict[str, Any]) -> dict[str, Any]:
    """One row as a GeoJSON feature, with its id where it has one."""
    known = {"id": fields["id"]} if "id" in fields else {}
    return {"type": "Feature", **known, "properties": fields, "geometry": mapping(shape)}


def degrees(shape: BaseGeometry) -> BaseGeometry:
    """RD → WGS84 longitude and latitude, in place within some decimetres (no correction grid)."""

    def turned(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(points_to_wgs84(xy), DECIMALS)

    return transform(shape, turned)


def properties(lichaam: Lichaam, volume: Volume) -> dict[str, Any]:
    """What a designer reads in a GIS; `nok_m` only on the volume a pitched roof stands on."""
    found = {
        "id": volume.id, "bottom_m": round(volume.bottom_m, 3), "top_m": round(volume.top_m, 3),
        "bouwlaag": volume.bouwlaag, "functie": str(volume.functie), "blok": lichaam.blok, "pand": lichaam.id,
        "naam": lichaam.naam, "status": str(lichaam.status), "fase": lichaam.fase, "in_plan": lichaam.in_plan,
        "bvo_m2": round(volume.bvo_m2, 3), "aanname": lichaam.aanname, "bron": lichaam.bron,
    }  # fmt: skip
    if lichaam.kap is not None and volume.bouwlaag == lichaam.bouwlagen - 1:
        found["nok_m"] = round(lichaam.kap.nok_m, 3)
    return found


def rd_polygon(polygon: BaseGeometry, plan: Plan) -> BaseGeometry:
    """Local metres → RD New, to the millimetre, outer ring counter-clockwise."""
    return orient(set_precision(to_rd(polygon, plan.oorsprong), 0.001, mode="pointwise"))


def dump(value: dict[str, Any]) -> str:
    """Compact JSON; a number that is not a number is refused instead of written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
