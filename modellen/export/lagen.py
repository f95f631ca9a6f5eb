"""The layers of a GIS file: volumes, panden, hoven, doorsteken, stroken and plangrens, as rows in RD New."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from massastudie.footprint import polygons
from massastudie.plan import Plan
from massastudie.volumes import Lichaam, Massamodel, Volume
from modellen.rapport.kaart import ground_of

from . import grond
from .geojson import Row, properties, rd_polygon
from .solids import hex_colour


def layers(massa: Massamodel, plan: Plan) -> dict[str, list[Row]]:
    """Name of each layer → its rows (RD geometry, fields)."""
    volumes = [(rd_polygon(v.polygon, plan), volume_properties(lichaam, v)) for lichaam, v in massa.pairs()]
    return {"volumes": volumes, **beside_volumes(massa, plan)}


def beside_volumes(massa: Massamodel, plan: Plan) -> dict[str, list[Row]]:
    """The same without the volumes."""
    panden = [(rd_polygon(many(ground_of(item)), plan), pand_properties(item)) for item in massa.lichamen]
    return {
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
