"""Where labels come in the picture: on leaders above what they name, none over another, the important ones first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from massastudie.scene import LabelItem

from .light import Floats
from .projection import Projection

Box = tuple[float, float, float, float]
Lane = tuple[float, float]

#: Tries for the foot of a label, in pixels to the right of and above its anchor.
TRIES = ((0, 34), (0, 58), (-30, 40), (30, 40), (0, 84), (-46, 62), (46, 62), (0, 16), (-90, 44), (90, 44))
STREET_TRIES = ((0, 0), (0, 14), (0, -14))
MOST = 26
MARGIN_PX = 8.0
#: How far above its anchor a label looks for the camera, to be clear of the ground and of its own roof.
CLEAR_M = 1.2
#: Smallest scale (pixels per metre at the label) at which a kind is named.
SMALLEST: dict[str, float] = {"straat": 2.3, "doorsteek": 2.6, "accent": 3.0, "gebouw": 2.1}


@dataclass(frozen=True, slots=True)
class Placed:
    """A label in the picture: its box (left, top, right, bottom) and its anchor, in pixels."""

    item: LabelItem
    box: Box
    anchor: tuple[float, float]


def in_sight(items: Sequence[LabelItem], at: Projection, free: Callable[[Floats], bool]) -> tuple[LabelItem, ...]:
    """Labels whose anchor is not behind a mass. `free` says whether the line from the camera to a point is."""
    return tuple(item for item in items if free(np.array([item.x_m, item.y_m, item.z_m + CLEAR_M])))


def overlap(a: Box, b: Box, gap: float = 4.0) -> bool:
    """True when two boxes come nearer than `gap` pixels."""
    return a[0] < b[2] + gap and b[0] < a[2] + gap and a[1] < b[3] + gap and b[1] < a[3] + gap


def inside(point: Floats, box: Box) -> bool:
    """True when a point of the picture lies in a box."""
    return bool(box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3])


def place(
    items: Sequence[LabelItem],
    at: Projection,
    size: Callable[[LabelItem], tuple[float, float]],
    taken: Sequence[Box],
    marks: Sequence[Box] = (),
) -> list[Placed]:
    """Labels that fit, in order of rank and then of nearness; `taken` are boxes of the title, legend and so on.

    Give only labels whose anchor can be seen (`in_sight`); one whose anchor lies under a taken box is left out. What
    has `marks` on it keeps its name beside them.
    """
    if not items:
        return []
    points = np.array([(item.x_m, item.y_m, item.z_m) for item in items])
    screen, front = at.to_screen(points)
    depth = (points - at.view.position) @ at.view.forward
    if at.view.parallel:
        depth = np.full(len(items), at.view.afstand_m)
    scale = at.pixels_per_m * at.view.afstand_m / np.maximum(depth, 1.0)
    order = sorted(range(len(items)), key=lambda i: (items[i].rank, depth[i]))
    placed: list[Placed] = []
    boxes = [*taken, *marks]
    for i in order:
        if len(placed) >= MOST:
            break
        seen = front[i] and not any(inside(screen[i], box) for box in taken)
        if seen and scale[i] >= SMALLEST.get(items[i].kind, 0.55):
            found = _fit(items[i], screen[i], size(items[i]), boxes, at)
            if found is not None:
                placed.append(found)
                boxes.append(found.box)
    return placed


def within(placed: Sequence[Placed], lane: Lane) -> list[Placed]:
    """Labels that lie wholly between the left and right edge of a lane."""
    return [label for label in placed if lane[0] <= label.box[0] and label.box[2] <= lane[1]]


def _fit(
    item: LabelItem, anchor: np.ndarray, size: tuple[float, float], boxes: Sequence[Box], at: Projection
) -> Placed | None:
    x, y = float(anchor[0]), float(anchor[1])
    width, height = size
    if not (0 <= x <= at.width and 0 <= y <= at.height):
        return None
    for right, above in STREET_TRIES if item.kind == "straat" else TRIES:
        bottom = y - above + (height / 2 if item.kind == "straat" else 0.0)
        left = x + right - width / 2
        box = (left, bottom - height, left + width, bottom)
        fits = left >= MARGIN_PX and box[2] <= at.width - MARGIN_PX
        fits = fits and box[1] >= MARGIN_PX and bottom <= at.height - MARGIN_PX
        if fits and not any(overlap(box, other) for other in boxes):
            return Placed(item, box, (x, y))
    return None
