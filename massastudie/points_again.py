"""The points of a state again after a change: the very same places where the surfaces stayed as they are. Which of
them lie inside a mass is asked anew only near what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .meetpunten import Meetpunten, meetpunten
from .plan import Plan
from .state import State
from .sun_boxes import bounds_of, in_boxes, near, overlapping
from .volumes import Lichaam, Massamodel, kept_with
from .zonpunten import Mask, Punten, inside

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
#: Points with the state and the masses they are of.
Known = tuple[Meetpunten, State, Massamodel]


def points_again(
    plan: Plan, state: State, massa: Massamodel, op: Sequence[str], raster_m: float, before: Known | None
) -> Meetpunten:
    """The points of `op` in a state, as `meetpunten` gives them. `before`: those of the same kinds, plan and raster;
    the same object when nothing differs."""
    if before is None or not same_surfaces(before[1], state, before[2], massa) or "doorsteken" in op:
        return meetpunten(plan, state, massa, op, raster_m)
    points, punten = before[0], before[0].punten
    mask = mask_again(punten, before[2].lichamen, massa.lichamen)
    return points if mask is punten.binnen else replace(points, punten=Punten(punten.xyz, None, mask))


def same_surfaces(old: State, new: State, former: Massamodel, massa: Massamodel) -> bool:
    """Whether hoven, pleinen, terrassen and straten are the same: they hang on the fase, on what is built in it, and
    on hoven (the same objects when they did not change)."""
    pairs = zip(former.hoven, massa.hoven, strict=False)
    same_hoven = len(former.hoven) == len(massa.hoven) and all(a is b for a, b in pairs)
    return same_hoven and old.fase == new.fase and _moved(old) == _moved(new)


def _moved(state: State) -> dict[tuple[str, str], object]:
    """What was given another fase by hand."""
    return {key: fase for key, fase in state.overrides.items() if key[1] == "fase"}


def mask_again(punten: Punten, old: Sequence[Lichaam], new: Sequence[Lichaam]) -> Mask | None:
    """Which points lie inside a mass, asked again only where masses came, went or changed as low as a point lies (they
    are the same objects else); the very same mask when that is nowhere."""
    stayed = set(old) & set(new)
    top_m = float(punten.xyz[:, 2].max(initial=0.0)) + 1.0  # what reaches higher holds no other points
    low = [{low_part(item, top_m): item for item in items if item not in stayed} for items in (old, new)]
    moved = [item for mine, other in (low, low[::-1]) for part, item in mine.items() if part not in other]
    if not moved:
        return punten.binnen
    mask = punten.binnen.copy() if punten.binnen is not None else np.zeros(len(punten), dtype=bool)
    changed = bounds_of(moved)
    asked = points_near(punten, changed)
    if len(asked):
        mask[asked] = inside(punten.xyz[asked], near(new, changed))
    return mask


@kept_with
def low_part(lichaam: Lichaam, top_m: float) -> frozenset[tuple[object, ...]]:
    """What of a mass can hold points up to a height: its prisms, cut off there, and its kap."""
    prisms = {(v.polygon.wkb, v.bottom_m, min(v.top_m, top_m)) for v in lichaam.volumes if v.bottom_m <= top_m}
    kap = {(lichaam.kap.polygon.wkb, lichaam.kap)} if lichaam.kap is not None and lichaam.kap.goot_m < top_m else set()
    return frozenset(prisms | kap)


def points_near(punten: Punten, boxes: Floats) -> Index:
    """Points in one of the boxes; most tiles are passed over whole."""
    tiles = punten.tiles
    if not len(punten):
        return np.empty(0, np.intp)
    middle, half = tiles.boxes[:, :2], tiles.boxes[:, 5:7]
    asked = np.flatnonzero(overlapping(np.c_[middle - half, middle + half], boxes)).tolist()
    parts = [tiles.order[tiles.bounds[t] : tiles.bounds[t + 1]] for t in asked]
    found = np.concatenate([np.empty(0, np.intp), *parts])
    return found[in_boxes(punten.xyz[found], boxes)]
