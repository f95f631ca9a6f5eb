"""`build(plan, state) -> Massamodel`: the one list of volumes from which picture, figures and files come."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from . import bestaand, blok
from .errors import StateError
from .fasering import (
    Cut,
    blok_knoppen,
    cut_of,
    doorgangen,
    has_paviljoen,
    is_built,
    is_demolished,
    strook,
)
from .footprint import clean
from .on_terrain import on_terrain
from .plan import Accent, Bouwblok, Paviljoen, Plan
from .stapel import Doorgat, lagen_tot, stack
from .state import State, parent_blok, value_of
from .straatprofiel import profielvakken
from .volumes import Hof, Lichaam, Massamodel, Status

#: A demolished part smaller than this is not shown, m².
SHOWN_M2 = 1.0


def build(plan: Plan, state: State) -> Massamodel:
    """Everything that stands in this state; cached, and a change of layer, colour or selection gives the same object.

    Raises GeometryError naming the object when a shape cannot be used.
    """
    return _build(plan, state.mass_key)


def check_panden(plan: Plan, state: State, known: State | None = None) -> State:
    """Return `state` when every pand it sets by hand exists; StateError naming the first that does not.

    A wish that `known` held already passes: a block may lose a pand when its depth is changed, the wish then rests.
    """
    old = known.overrides if known is not None else {}
    for item_id, veld in state.overrides:
        parent = parent_blok(plan, item_id)
        if parent is None or item_id in plan.by_id or (item_id, veld) in old:
            continue
        count = len(blok.vorm(plan, parent.id, float(value_of(plan, state, parent.id, "diepte_m"))).panden)
        if int(item_id.rpartition("-")[2]) > count:
            raise StateError(
                f"'{item_id}' bestaat niet; {parent.id} heeft panden {parent.id}-01 tot {parent.id}-{count:02d}"
            )
    return state


@lru_cache(maxsize=64)
def _build(plan: Plan, state: State) -> Massamodel:
    standing = _standing(plan, state)
    whole = Massamodel(
        fase=state.fase,
        lichamen=standing,
        gesloopt=_gesloopt(plan, state, standing),
        later=_later(plan, state),
        hoven=_hoven(plan, state),
        doorgangen=doorgangen(plan, state),
        profielen=profielvakken(plan, state),
        key=state,
    )
    return on_terrain(whole, plan)


@lru_cache(maxsize=64)
def _standing(plan: Plan, state: State) -> tuple[Lichaam, ...]:
    cuts = {d.id: cut_of(plan, state, d) for d in plan.doorsteken}
    built = tuple(b.id for b in plan.bouwblokken if is_built(plan, state, b))
    new = [item for b in plan.bouwblokken if b.id in built for item in _blok(plan, state, b, cuts, Status.NIEUW)]
    paviljoens = [_paviljoen(plan, p.id) for p in plan.paviljoens if has_paviljoen(plan, state, p)]
    return tuple(_bestaand(plan, state, cuts, built)) + tuple(new) + tuple(paviljoens)


def _bestaand(plan: Plan, state: State, cuts: dict[str, Cut], built: tuple[str, ...]) -> list[Lichaam]:
    """Standing panden; only those something can touch are looked at again."""
    result: list[Lichaam] = []
    for index, (lichaam, (reach, grounds)) in enumerate(
        zip(bestaand.whole(plan), bestaand.touched_by(plan), strict=True)
    ):
        pand = plan.bestaand[index]
        if not reach and not grounds and pand.sloop_voor is None:
            result.append(lichaam)
            continue
        demolished = is_demolished(plan, state, pand)
        active = tuple(cuts[d] for d in reach if cuts[d].is_open or (demolished and cuts[d].due))
        ground = tuple(b for b in grounds if b in built)
        if not (demolished or active or ground):
            result.append(lichaam)
        elif (left := bestaand.standing(plan, index, demolished, active, ground)) is not None:
            result.append(left)
    return result


def _blok(plan: Plan, state: State, item: Bouwblok, cuts: dict[str, Cut], status: Status) -> tuple[Lichaam, ...]:
    """The masses of one bouwblok, cut by the doorsteken of `cuts` that are open."""
    gaten = tuple(
        Doorgat(strook(plan, c.doorsteek, c.breedte_m), c.vrije_hoogte_m)
        for c in cuts.values()
        if c.is_open and _reaches(plan, item.id, c.doorsteek, c.breedte_m)
    )
    return blok.lichamen(
        plan, item.id, blok_knoppen(plan, state, item), _accenten(plan, state, item.id), _pand_lagen(state, item.id),
        gaten, status,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _reaches(plan: Plan, blok_id: str, doorsteek: str, breedte_m: float) -> bool:
    item = next(b for b in plan.bouwblokken if b.id == blok_id)
    return bool(item.eiland.intersection(strook(plan, doorsteek, breedte_m)).area > 0.05)


def accent_on(state: State, accent: Accent) -> bool:
    """True when an accent is in force."""
    return state.accenten_aan and accent.id not in state.accenten_uit


def _accenten(plan: Plan, state: State, blok_id: str) -> tuple[tuple[str, int], ...]:
    active = (a for a in plan.accenten if a.blok == blok_id and accent_on(state, a))
    return tuple((a.id, int(value_of(plan, state, a.id, "bouwlagen"))) for a in active)


def _pand_lagen(state: State, blok_id: str) -> tuple[tuple[str, int], ...]:
    """Bouwlagen set by hand on panden of this block."""
    found = ((item, value) for (item, veld), value in state.overrides.items() if veld == "bouwlagen")
    return tuple(sorted((item, int(value)) for item, value in found if item.rpartition("-")[0] == blok_id))


@lru_cache(maxsize=64)
def _paviljoen(plan: Plan, paviljoen_id: str) -> Lichaam:
    item = next(p for p in plan.paviljoens if p.id == paviljoen_id)
    return paviljoen_lichaam(item)


def paviljoen_lichaam(item: Paviljoen) -> Lichaam:
    """The mass of a pavilion."""
    layers = lagen_tot(item.bouwlagen, item.hoogte_m / item.bouwlagen, item.hoogte_m, item.functie, item.functie)
    return Lichaam(
        id=item.id, naam=item.naam, blok=None, status=Status.NIEUW, fase=item.fase, in_plan=True,
        volumes=stack(item.id, clean(item.polygon), layers, ()), aanname=item.herkomst.aanname,
        bron=item.herkomst.bron, soort="paviljoen",
    )  # fmt: skip


def _hoven(plan: Plan, state: State) -> tuple[Hof, ...]:
    built = [(b, blok_knoppen(plan, state, b)) for b in plan.bouwblokken if is_built(plan, state, b)]
    courts = (blok.hof_of(plan, b.id, k.diepte_m, k.plint_m) for b, k in built)
    return tuple(c for c in courts if not c.polygon.is_empty)


def _later(plan: Plan, state: State) -> tuple[Lichaam, ...]:
    """Blocks still to come, as they will be."""
    waiting = [b for b in plan.bouwblokken if not is_built(plan, state, b)]
    return tuple(item for b in waiting for item in _blok(plan, state, b, {}, Status.LATER))


def _gesloopt(plan: Plan, state: State, standing: tuple[Lichaam, ...]) -> tuple[Lichaam, ...]:
    """What stood in the fase before and is gone now, whole panden and parts of them."""
    index = plan.fase_index[state.fase]
    before = bestaand.whole(plan) if index == 0 else _standing(plan, replace(state, fase=plan.fasen[index - 1].id))
    now = {item.id: item for item in standing}
    gone = (_gone(item, now.get(item.id)) for item in before if item.blok is None and item is not now.get(item.id))
    return tuple(item for item in gone if item is not None)


@lru_cache(maxsize=2048)
def _gone(before: Lichaam, now: Lichaam | None) -> Lichaam | None:
    ground = shapely.union_all([v.polygon for v in before.volumes if v.bouwlaag == 0])
    if now is not None:
        ground = ground.difference(shapely.union_all([v.polygon for v in now.volumes if v.bouwlaag == 0]))
    ground = clean(ground)
    if ground.area < SHOWN_M2:
        return None
    top_m = min([before.volumes[-1].top_m, *_floors_over(now, ground)])
    layers = lagen_tot(1, 1.0, top_m, before.volumes[0].functie, before.volumes[0].functie)
    volumes = stack(f"{before.id}.sloop", ground, layers, ())
    facets = before.facets if now is None else None
    return replace(before, id=f"{before.id}.sloop", status=Status.GESLOOPT, volumes=volumes, kap=None, facets=facets)


def _floors_over(now: Lichaam | None, ground: BaseGeometry) -> list[float]:
    """Heights of the floors that still span ground that was opened, metres."""
    volumes = now.volumes if now is not None else ()
    over = (v for v in volumes if v.bouwlaag > 0 and v.polygon.intersects(ground))
    return [v.bottom_m for v in over if v.polygon.intersection(ground).area > SHOWN_M2]
