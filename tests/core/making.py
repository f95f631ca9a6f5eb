"""Small plans for the core's tests: one block (or pand) at a time, with sizes a reader can check by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
import trimesh
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from massastudie.massa import build
from massastudie.plan import Accent, BestaandPand, Bouwblok, Doorsteek, Fase, Functie, Plan, Rooilijn, Winkelunit
from massastudie.prisms import prism
from massastudie.state import State
from massastudie.volumes import Lichaam, Massamodel, Volume

FASEN = (Fase("nu", "Nu", "2021", 2021), Fase("straks", "Straks", "2030", 2030), Fase("later", "Later", "na 2030"))
#: Depth of the courts in the drawings, metres.
DIEPTE_M = 12.0
RECTANGLE = box(0, 0, 60, 80)
#: 60 x 80 m without its north-east quarter of 30 x 40 m.
L_SHAPE = Polygon([(0, 0), (60, 0), (60, 40), (30, 40), (30, 80), (0, 80)])


def block(eiland: Polygon = RECTANGLE, item_id: str = "B", **fields: Any) -> Bouwblok:
    """A block of four equal bouwlagen in fase `straks`: plint 4.5 m, storeys 3.05 m, roof edge 0.5 m."""
    values: dict[str, Any] = {
        "naam": "Blok", "fase": "straks", "diepte_m": DIEPTE_M, "bouwlagen": 4, "plint_m": 4.5, "verdieping_m": 3.05,
        "functie_plint": Functie.WINKEL, "functie_boven": Functie.WONEN, "lager_kans": 0.0, "zaad": 7,
    }  # fmt: skip
    return Bouwblok(id=item_id, eiland=eiland, **{**values, **fields})


def rooilijn(points: Sequence[tuple[float, float]], number: int = 1, item_id: str = "B") -> Rooilijn:
    """A building line of a block."""
    return Rooilijn(f"{item_id}-R{number}", item_id, LineString(points), "straat", Functie.WINKEL)


def doorsteek(points: Sequence[tuple[float, float]], item_id: str = "D", **fields: Any) -> Doorsteek:
    """A doorsteek of 6 m, open to the sky, in fase `straks`."""
    values: dict[str, Any] = {"naam": "Steeg", "breedte_m": 6.0, "fase": "straks", **fields}
    return Doorsteek(id=item_id, lijn=LineString(points), **values)


def bestaand(polygon: Polygon, item_id: str = "P", **fields: Any) -> BestaandPand:
    """A standing shop with two floors of dwellings, 10.5 m high."""
    values: dict[str, Any] = {
        "functie_plint": Functie.WINKEL, "functie_boven": Functie.WONEN, "bouwlagen": 3, "hoogte_m": 10.5,
        "plint_m": 4.5, "in_plan": True,
    }  # fmt: skip
    return BestaandPand(id=item_id, polygon=polygon, **{**values, **fields})


def one_plan(
    *blokken: Bouwblok,
    doorsteken: Sequence[Doorsteek] = (),
    panden: Sequence[BestaandPand] = (),
    accenten: Sequence[Accent] = (),
    units: Sequence[Winkelunit] = (),
) -> Plan:
    """A plan of three fasen on 1 km²."""
    return Plan(
        "proef", "Proefplan", 1, (233778.0, 557095.0), FASEN, box(-500, -500, 500, 500), bestaand=tuple(panden),
        bouwblokken=blokken, accenten=tuple(accenten), winkelunits=tuple(units), doorsteken=tuple(doorsteken),
    )  # fmt: skip


def built(plan: Plan, state: State | None = None) -> Massamodel:
    """Everything that stands in the last fase, or in `state`."""
    return build(plan, state or State.start(plan))


def bvo(massa: Massamodel, bouwlaag: int | None = None) -> float:
    """Floor area of all masses, of one bouwlaag or of all, m²."""
    return sum(v.bvo_m2 for v in massa.volumes if bouwlaag in (None, v.bouwlaag))


def ground(massa: Massamodel, bouwlaag: int = 0) -> BaseGeometry:
    """The ground under all volumes of one bouwlaag."""
    return shapely.union_all([v.polygon for v in massa.volumes if v.bouwlaag == bouwlaag])


def front_m(pand: Polygon, eiland: Polygon) -> float:
    """How much of a pand's outline lies on the outside of its block, metres."""
    street = shapely.set_precision(eiland.exterior, 0.0).buffer(0.005)
    return float(shapely.set_precision(pand, 0.0).boundary.intersection(street).length)


def solid(vertices: np.ndarray, faces: np.ndarray) -> trimesh.Trimesh:
    """A mesh exactly as it was given."""
    return trimesh.Trimesh(vertices, faces, process=False)


def prism_of(volume: Volume) -> trimesh.Trimesh:
    """The closed prism of one volume."""
    return solid(*prism(volume.polygon, volume.bottom_m, volume.top_m))


def clashes(massa: Massamodel, least_m2: float = 0.05) -> list[tuple[str, str, float]]:
    """Pairs of volumes that fill the same space over more than `least_m2`: (id, id, m²)."""
    volumes = massa.volumes
    tree = shapely.STRtree([v.polygon for v in volumes])
    first, second = tree.query([v.polygon for v in volumes], predicate="intersects")
    pairs = [(volumes[a], volumes[b]) for a, b in zip(first, second, strict=True) if a < b]
    found = [(a.id, b.id, float(a.polygon.intersection(b.polygon).area)) for a, b in pairs if _side_by_height(a, b)]
    return [clash for clash in found if clash[2] > least_m2]


def _side_by_height(a: Volume, b: Volume) -> bool:
    return min(a.top_m, b.top_m) - max(a.bottom_m, b.bottom_m) > 1e-6


def blocking(massa: Massamodel, least_m2: float = 0.05) -> list[tuple[str, str]]:
    """Masses below the clear height of an open doorsteek: (doorsteek, volume)."""
    return [
        (gang.id, volume.id)
        for gang in massa.doorgangen
        if gang.is_open
        for volume in massa.volumes
        if gang.vrije_hoogte_m is None or volume.bottom_m < gang.vrije_hoogte_m - 1e-6
        if volume.polygon.intersection(gang.strook).area > least_m2
    ]


def fingerprint(massa: Massamodel) -> list[tuple[object, ...]]:
    """Everything that stands, to the last digit, for comparing two models."""
    return [(i.id, i.status, v.id, v.functie, v.bottom_m, v.top_m, v.polygon.wkb_hex) for i, v in massa.pairs()]


def only(items: Sequence[Lichaam]) -> Lichaam:
    """The one mass there is."""
    (item,) = items
    return item
