"""Trees of a scene: those drawn in the plan, and the rows of the street profiles.

What stands where is worked out once per tree, hof and street, so that another state finds the very same items again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import shapely

from .groen import standing_trees
from .plan import Boom, Plan
from .scene_items import Role, TreeItem
from .state import State
from .volumes import Hof, Massamodel, Profielvak


def trees(plan: Plan, state: State, massa: Massamodel) -> tuple[TreeItem, ...]:
    """All trees that stand; one planted on the dek of a hof stands as high as that."""
    raised: dict[str, TreeItem] = {}
    for hof in reversed(massa.hoven):
        raised |= _on_dek(plan, hof)
    ground = _on_ground(plan)
    single = [raised.get(b.id) or ground[b.id] for b in standing_trees(plan, state.mass_key, massa)]
    rows = [item for vak in massa.profielen for item in _row(plan, vak)]
    return (*single, *rows)


@lru_cache(maxsize=8)
def _on_ground(plan: Plan) -> Mapping[str, TreeItem]:
    return {b.id: _tree(b, plan.maaiveld_m(b.punt.x, b.punt.y)) for b in plan.bomen}


@lru_cache(maxsize=256)
def _on_dek(plan: Plan, hof: Hof) -> Mapping[str, TreeItem]:
    """The planted trees whose foot lies on the dek of this hof."""
    if hof.dek.is_empty or not hof.dek_m:
        return {}
    shapely.prepare(hof.dek)
    planted = [b for b in plan.bomen if b.soort != "bestaand"]
    on = shapely.contains(hof.dek, [b.punt for b in planted])
    return {b.id: _tree(b, hof.dek_m) for b, here in zip(planted, on.tolist(), strict=True) if here}


def _tree(boom: Boom, z_m: float) -> TreeItem:
    role = Role.BOOM_NIEUW if boom.soort == "nieuw" else Role.BOOM
    return TreeItem(boom.punt.x, boom.punt.y, z_m, boom.kroon_m, boom.hoogte_m, boom.stam_m, role)


@lru_cache(maxsize=256)
def _row(plan: Plan, vak: Profielvak) -> tuple[TreeItem, ...]:
    p = vak.profiel
    return tuple(
        TreeItem(x, y, plan.maaiveld_m(x, y), p.boom_kroon_m, p.boom_hoogte_m, p.boom_stam_m, Role.BOOM_NIEUW)
        for x, y in vak.boompunten
    )
