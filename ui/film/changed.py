"""Where in a picture two scenes differ when they are seen from one place, so that only that part is drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from massastudie.scene import BodyItem, LineItem, Scene, SurfaceItem, TreeItem
from massastudie.schaduw import offset_per_m
from massastudie.sun_boxes import box_of

from ..view.light import Floats
from ..view.projection import Projection
from ..view.stage import SSAO_RADIUS_M
from ..view.tiles import Tile

#: Parts begin and end on multiples of this (itself one of `tiles.GRAIN_PX`), and keep this far from what differs.
GRID_PX, PAD_PX = 64, 8.0
#: What is written over a picture, or outlined by hand: nothing of it is drawn in a film.
UNSEEN = {"labels", "fase", "against", "selection", "lit", "lit_trees", "dag"}

Box = tuple[Sequence[float], Sequence[float]]


def changed_part(before: Scene, after: Scene, at: Projection) -> Tile | None:
    """The part of the picture in which they differ, without size when in none; None: they may differ anywhere.

    It holds what comes and goes, the shade of that, and the ground that is darkened by it.
    """
    found = boxes(before, after)
    if found is None:
        return None
    if not len(found):
        return Tile(0, 0, 0, 0)
    pixels, front = at.to_screen(corners(with_shade(found, after.sun)))
    return around(pixels, round(at.width), round(at.height)) if front.all() else None


def only_sun(before: Scene, after: Scene) -> bool:
    """Whether the same things are seen in another light: then corners are as dark as they were."""
    names = {f.name for f in fields(Scene)} - UNSEEN - {"sun"}
    lit = (before.sun is None) == (after.sun is None)
    return lit and all(_equal(getattr(before, name), getattr(after, name)) for name in names)


def boxes(before: Scene, after: Scene) -> Floats | None:
    """Lowest and highest corners (n, 2, 3) of what is in one of them only; None when something else differs."""
    found: list[Box] = []
    for name in (f.name for f in fields(Scene)):
        old, new = getattr(before, name), getattr(after, name)
        if name in UNSEEN or _equal(old, new):
            continue
        if name not in BOX:
            return None
        found += [BOX[name](item) for item in _differing(old, new)]
    return np.array(found, dtype=np.float64).reshape(-1, 2, 3)


def _equal(old: Any, new: Any) -> bool:
    """The very same, or of plain values; items are told apart by what they are, not by what they hold."""
    if old is new:
        return True
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(a is b or _plain_equal(a, b) for a, b in zip(old, new, strict=True))
    return _plain_equal(old, new)


def _plain_equal(a: Any, b: Any) -> bool:
    return not hasattr(a, "__dataclass_fields__") and bool(a == b)


def _differing(old: Iterable[Any], new: Iterable[Any]) -> list[Any]:
    """Items in one of both."""
    one, two = ({_key(item): item for item in items} for items in (old, new))
    return [one[key] for key in one.keys() - two.keys()] + [two[key] for key in two.keys() - one.keys()]


def _key(item: Any) -> Any:
    """What makes it look as it does: a mass that has risen is another item, but the same mass."""
    if isinstance(item, BodyItem):
        return id(item.lichaam), item.role
    return item if isinstance(item, TreeItem) else id(item)


def _body(item: BodyItem) -> Box:
    x0, y0, x1, y1 = box_of(item.lichaam)
    return (x0, y0, 0.0), (x1, y1, item.lichaam.hoogte_m)


def _tree(item: TreeItem) -> Box:
    half = item.kroon_m / 2
    low = (item.x_m - half, item.y_m - half, item.z_m)
    return low, (item.x_m + half, item.y_m + half, item.z_m + item.hoogte_m)


def _surface(item: SurfaceItem) -> Box:
    x0, y0, x1, y1 = item.geometry.bounds
    return (x0, y0, item.z_m), (x1, y1, item.z_m)


def _line(item: LineItem) -> Box:
    points = np.array(item.points)
    return points.min(axis=0), points.max(axis=0)


BOX: dict[str, Callable[[Any], Box]] = {"bodies": _body, "surfaces": _surface, "lines": _line, "trees": _tree}


def with_shade(found: Floats, sun: tuple[float, float, float] | None) -> Floats:
    """The boxes (n, 2, 3) with the ground their shade falls on, and what stands near."""
    low, high = found[:, 0].copy(), found[:, 1].copy()
    if sun is not None:
        slope = offset_per_m(np.array(sun))
        fallen = slope * high[:, 2:]
        low[:, :2] = np.minimum(low[:, :2], found[:, 0, :2] + fallen)
        high[:, :2] = np.maximum(high[:, :2], found[:, 1, :2] + fallen)
    return np.stack([low - SSAO_RADIUS_M, high + SSAO_RADIUS_M], axis=1)


def corners(found: Floats) -> Floats:
    """All corners (8n, 3) of boxes (n, 2, 3)."""
    pick = np.array([[(i >> axis) & 1 for axis in range(3)] for i in range(8)])
    return np.concatenate([found[:, row, range(3)] for row in pick])


def around(pixels: Floats, width: int, height: int) -> Tile:
    """The part of a picture with all these pixels (n, 2) in it, on the grid that is counted from the lower left."""
    x, up = pixels[:, 0], height - pixels[:, 1]
    left, right = _span(float(x.min()), float(x.max()), width)
    low, high = _span(float(up.min()), float(up.max()), height)
    return Tile(left, height - high, max(0, right - left), max(0, high - low))


def _span(low: float, high: float, most: int) -> tuple[int, int]:
    first = max(0, int((low - PAD_PX) // GRID_PX) * GRID_PX)
    return first, min(most, -int(-(high + PAD_PX) // GRID_PX) * GRID_PX)
