"""Maps of the other fasen, worked out while nothing is asked: who goes to one of them need not wait for its map."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace

from massastudie.massa import build

from .sun_map import MapWish, SunMap, map_job
from .sun_wishes import Looking

#: So many other fasen are worked out ahead, the nearest first: each map takes some memory.
MOST = 3


def ahead_wish(looking: Looking, maps: Mapping[str, SunMap]) -> MapWish | None:
    """The map of the nearest other fase that no map is known of to start from; None: of all."""
    plan, state = looking.shown.plan, looking.shown.state
    now = plan.fase_index[state.fase]
    others = sorted((abs(place - now), -place, fase) for fase, place in plan.fase_index.items() if place != now)
    for _, _, fase in others[:MOST]:
        wish = replace(looking, shown=replace(looking.shown, state=replace(state, fase=fase))).map_wish()
        known = maps.get(fase)
        if known is None or known.wish.plan is not plan or (known.wish.op, known.wish.dag) != (wish.op, wish.dag):
            return wish
    return None


def ahead_job(wish: MapWish, before: SunMap | None) -> Generator[tuple[int, int], None, SunMap]:
    """A map as `map_job` makes it, with the masses it is of; yields (done, total)."""
    yield 0, 100
    return (yield from map_job(wish, build(wish.plan, wish.mass), before))
