"""GeoJSON: each volume as its polygon in RD New, with what it is and what it rests on."""

from __future__ import annotations

import json
from typing import Any

from shapely import set_precision
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from massastudie.georef import EPSG_RD, to_rd
from massastudie.plan import Plan
from massastudie.volumes import Lichaam, Massamodel, Volume

from .tekst import printable

#: 2008-style member: GIS programs place the file by it (RFC 7946 knows WGS84 only).
CRS = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG_RD}"}}


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """A FeatureCollection, one feature per volume that stands, one line each, in the order of the model.

    Coordinates are metres RD to the millimetre, heights metres above ground level.
    """
    head = {
        "type": "FeatureCollection",
        "name": printable(stem),
        "crs": CRS,
        "plan": plan.id,
        "getoonde_fase": massa.fase,
    }
    rows = ",\n".join(dump(feature(lichaam, volume, plan)) for lichaam, volume in massa.pairs())
    text = dump(head)[:-1] + ',"features":[\n' + rows + "\n]}\n"
    return {"": text.encode("utf-8")}


def feature(lichaam: Lichaam, volume: Volume, plan: Plan) -> dict[str, Any]:
    """One volume as a GeoJSON feature."""
    return {
        "type": "Feature",
        "id": volume.id,
        "properties": properties(lichaam, volume),
        "geometry": mapping(rd_polygon(volume.polygon, plan)),
    }


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
