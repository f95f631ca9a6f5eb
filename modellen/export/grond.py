"""What lies on the ground in one state, as GIS and CAD show it: shapes with their names, local metres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from massastudie.footprint import polygons
from massastudie.volumes import Massamodel


@dataclass(frozen=True, slots=True, eq=False)
class Gebied:
    """A named piece of ground: its kind (also the layer it is in), its shape and what more is known of it."""

    laag: str
    id: str
    naam: str
    geometry: BaseGeometry
    velden: dict[str, Any]


def hoven(massa: Massamodel) -> Iterator[Gebied]:
    """The courts; the part that is a deck apart, with its height."""
    for hof in massa.hoven:
        for soort, shape, z_m in (("hof", hof.polygon.difference(hof.dek), 0.0), ("dek", hof.dek, hof.dek_m)):
            for number, polygon in enumerate(polygons(shape), 1):
                said = {"blok": hof.blok, "soort": soort, "hoogte_m": round(z_m, 3)}
                yield Gebied("hoven", f"{hof.blok}-{soort}-{number}", f"{soort} van {hof.blok}", polygon, said)


def doorsteken(massa: Massamodel) -> Iterator[Gebied]:
    """The passages of the plan, open or closed."""
    for item in massa.doorgangen:
        said = {
            "fase": item.fase, "open": item.is_open, "tegen_fase": item.forced, "breedte_m": item.breedte_m,
            "vrije_hoogte_m": item.vrije_hoogte_m,
        }  # fmt: skip
        yield Gebied("doorsteken", item.id, item.naam, item.strook, said)


def stroken(massa: Massamodel) -> Iterator[Gebied]:
    """The strips of the street profiles in force."""
    for vak in massa.profielen:
        for number, (naam, soort, shape) in enumerate(vak.stroken, 1):
            said = {"straat": vak.straat, "profiel": vak.profiel.id, "soort": soort, "tegen_fase": vak.forced}
            yield Gebied("stroken", f"{vak.straat}-{number:02d}", naam, shape, said)
