"""`resolve(plan, state, massa) -> Scene`: everything to be seen in one state, as items with roles and labels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from statistics import median

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from . import labels
from .fasering import vlakken
from .plan import Plan, Straat, Vlak
from .scene_items import (
    BodyItem,
    HeatItem,
    LabelItem,
    LineItem,
    PersonItem,
    Role,
    Scene,
    SurfaceItem,
    TreeItem,
)
from .scene_trees import trees
from .seizoen import seizoen_of
from .staffage import people
from .state import Kleuring, Layer, State
from .volumes import Doorgang, Hof, Lichaam, Massamodel, Profielvak, Status, city_and_own, kept_with
from .zonnestand import Plaats, directions, timestamp

__all__ = [
    "BodyItem", "HeatItem", "LabelItem", "LineItem", "PersonItem", "Role", "Scene", "SurfaceItem", "TreeItem",
    "resolve",
]  # fmt: skip

VLAK_ROLES = {
    "plein": (Role.PLEIN, 2),
    "groen": (Role.GROEN, 4),
    "water": (Role.WATER, 4),
    "terras": (Role.TERRAS, 6),
    "binnenterrein": (Role.ERF, 1),
    "gebiedsprofiel": (Role.GEBIEDSPROFIEL, 9),
}
STROOK_ROLES = {
    "voet": Role.STROOK_VOET,
    "fiets": Role.STROOK_FIETS,
    "rijbaan": Role.STROOK_RIJBAAN,
    "parkeren": Role.STROOK_RIJBAAN,
    "groen": Role.STROOK_GROEN,
    "boom": Role.STROOK_GROEN,
    "marge": Role.STROOK_MARGE,
    "verblijf": Role.STROOK_VERBLIJF,
    "water": Role.WATER,
}
#: Corners of a block to come that lie this near to a straight line get no line of their own, metres.
CORNER_M = 1.0
#: A roof garden lies this much above its deck, metres.
DEK_LIFT_M = 0.05


def resolve(plan: Plan, state: State, massa: Massamodel, heat: tuple[HeatItem, ...] = ()) -> Scene:
    """The whole picture of one state, with sun hours where they were worked out for it.

    Items that did not change are the same objects as before.
    """
    return Scene(
        bodies=_bodies(plan, state, massa),
        surfaces=_surfaces(plan, state, massa) if Layer.GROND in state.layers else (),
        lines=_lines(plan, state, massa),
        trees=trees(plan, state, massa) if Layer.BOMEN in state.layers else (),
        labels=labels.labels(plan, state, massa) if Layer.NAMEN in state.layers else (),
        kleuring=state.kleuring,
        fase=state.fase,
        fase_order=tuple(plan.fase_index),
        selection=state.selectie,
        sun=_sun(plan, state.moment) if Layer.SCHADUW in state.layers else None,
        heat=heat,
        extent_m=_extent(plan),
        credits=plan.credits,
        terrein=plan.terrein,
        seizoen=state.seizoen or seizoen_of(state.moment),
        dag=state.moment.date(),
        people=_people(plan, state.mass_key, massa) if _has_people(state) else (),
    )


@lru_cache(maxsize=8)
def _plaats(plan: Plan) -> Plaats:
    return Plaats.from_rd(*plan.oorsprong)


@lru_cache(maxsize=256)
def _sun(plan: Plan, moment: datetime) -> tuple[float, float, float] | None:
    """Unit vector towards the sun, None when it is down."""
    x, y, z = directions(np.array([timestamp(moment)]), _plaats(plan))[0]
    return (float(x), float(y), float(z)) if z > 0 else None


@lru_cache(maxsize=8)
def _extent(plan: Plan) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = plan.plangrens.bounds
    return (x0, y0, x1, y1)


def _bodies(plan: Plan, state: State, massa: Massamodel) -> tuple[BodyItem, ...]:
    """The city round the plan, which is the same in every state, before what lies in the plan."""
    city, own = city_and_own(massa.lichamen)
    shown = [_body(item, role) for item in own if _is_shown(state, role := body_role(state.fase, item))]
    if Layer.GESLOOPT in state.layers or state.kleuring == Kleuring.STATUS:
        shown += [_body(item, Role.GESLOOPT) for item in massa.gesloopt]
    return (*(_city(city) if _is_shown(state, Role.CONTEXT) else ()), *shown)


@lru_cache(maxsize=16)
def _city(lichamen: tuple[Lichaam, ...]) -> tuple[BodyItem, ...]:
    return tuple(_body(item, Role.CONTEXT) for item in lichamen)


def body_role(fase: str, lichaam: Lichaam) -> Role:
    """What a standing mass is in the picture of a fase."""
    if lichaam.status is Status.BESTAAND:
        return Role.BESTAAND_PLAN if lichaam.in_plan else Role.CONTEXT
    return Role.NIEUW if lichaam.fase == fase else Role.NIEUW_EERDER


def _is_shown(state: State, role: Role) -> bool:
    layer = Layer.NIEUW if role in (Role.NIEUW, Role.NIEUW_EERDER) else Layer.BESTAAND
    return layer in state.layers


@kept_with
def _body(lichaam: Lichaam, role: Role) -> BodyItem:
    return BodyItem(lichaam.id, lichaam, role, lichaam.blok)


def _surfaces(plan: Plan, state: State, massa: Massamodel) -> tuple[SurfaceItem, ...]:
    areas = [_vlak(v) for v in vlakken(plan, state) if v.soort != "gebiedsprofiel" or _areas_on(state)]
    strips = [item for vak in massa.profielen for item in _stroken(vak)]
    courts = [item for hof in massa.hoven for item in _hof(hof)]
    doorsteken = [_doorgang(d) for d in massa.doorgangen if d.is_open]
    return (*_straten(plan), *areas, *strips, *courts, *doorsteken)


def _areas_on(state: State) -> bool:
    return Layer.GEBIEDSPROFIELEN in state.layers


@lru_cache(maxsize=8)
def _straten(plan: Plan) -> tuple[SurfaceItem, ...]:
    return tuple(_straat(s) for s in plan.straten)


def _straat(straat: Straat) -> SurfaceItem:
    ground = straat.lijn.buffer(straat.breedte_m / 2, cap_style="flat", join_style="mitre")
    return SurfaceItem(straat.id, ground, 0.0, 1, Role.STRAAT)


@lru_cache(maxsize=1024)
def _vlak(vlak: Vlak) -> SurfaceItem:
    role, level = VLAK_ROLES[vlak.soort]
    return SurfaceItem(vlak.id, vlak.polygon, 0.0, level, role)


@lru_cache(maxsize=256)
def _stroken(vak: Profielvak) -> tuple[SurfaceItem, ...]:
    return tuple(
        SurfaceItem(f"{vak.straat}.{i}", band, 0.0, 3, STROOK_ROLES[soort])
        for i, (_, soort, band) in enumerate(vak.stroken)
    )


@lru_cache(maxsize=256)
def _hof(hof: Hof) -> tuple[SurfaceItem, ...]:
    ground = SurfaceItem(f"H-{hof.blok}", hof.polygon.difference(hof.dek), 0.0, 4, Role.HOF)
    dek = SurfaceItem(f"H-{hof.blok}-dek", hof.dek, hof.dek_m + DEK_LIFT_M, 0, Role.DEK)
    return tuple(item for item in (ground, dek) if not item.geometry.is_empty)


@lru_cache(maxsize=1024)
def _doorsteek(doorsteek: str, strook: Polygon) -> SurfaceItem:
    return SurfaceItem(doorsteek, strook, 0.0, 5, Role.DOORSTEEK)


def _doorgang(doorgang: Doorgang) -> SurfaceItem:
    return _doorsteek(doorgang.id, doorgang.strook)


def _lines(plan: Plan, state: State, massa: Massamodel) -> tuple[LineItem, ...]:
    found: list[LineItem] = []
    if Layer.PLANGRENS in state.layers:
        found.append(_boundary(plan))
    if Layer.LATER in state.layers:
        found += _later(massa)
    return tuple(found)


@lru_cache(maxsize=8)
def _boundary(plan: Plan) -> LineItem:
    points = tuple((x, y, 0.0) for x, y in plan.plangrens.exterior.coords)
    return LineItem("plangrens", points, Role.PLANGRENS, dashed=True)


def _later(massa: Massamodel) -> list[LineItem]:
    """Blocks still to come: one frame per block, as high as its ordinary panden."""
    per_blok: dict[str, list[Lichaam]] = {}
    for item in massa.later:
        if item.blok is not None and item.soort == "pand":
            per_blok.setdefault(item.blok, []).append(item)
    return [line for blok, items in per_blok.items() for line in _blok_outline(blok, tuple(items))]


@lru_cache(maxsize=256)
def _blok_outline(blok: str, items: tuple[Lichaam, ...]) -> tuple[LineItem, ...]:
    ground = shapely.union_all([v.polygon for item in items for v in item.volumes if v.bouwlaag == 0], grid_size=0.01)
    top, foot = float(median(item.top_m for item in items)), min(item.maaiveld_m for item in items)
    rings = [part.exterior for part in shapely.get_parts(ground)]
    return tuple(
        LineItem(f"{blok}.later{i}", tuple(_frame(ring.simplify(CORNER_M), foot, top)), Role.LATER)
        for i, ring in enumerate(rings)
    )


def _frame(ring: LineString, foot_m: float, top_m: float) -> Iterator[tuple[float, float, float]]:
    """A line along the top that goes down and up again at each corner, so that it stands on the ground."""
    for x, y in ring.coords:
        yield from ((x, y, top_m), (x, y, foot_m), (x, y, top_m))


def _has_people(state: State) -> bool:
    """People keep out of a map of sun hours, and are then not looked for."""
    return Layer.MENSEN in state.layers and state.kleuring != Kleuring.ZON


@lru_cache(maxsize=32)
def _people(plan: Plan, state: State, massa: Massamodel) -> tuple[PersonItem, ...]:
    return people(_surfaces(plan, state, massa), trees(plan, state, massa), massa)
