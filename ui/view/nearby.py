"""Which masses of a very large city throw and take shade in the picture: those nearest to the plan."""

from __future__ import annotations

import numpy as np

from massastudie.scene import BodyItem, Role, Scene
from massastudie.sun_boxes import bounds_of
from massastudie.volumes import kept_with

#: Exact shade of more masses than this takes longer than anyone waits for a picture; farther ones lie in the haze.
MOST = 2000


def nearby(bodies: tuple[BodyItem, ...], centre: tuple[float, float]) -> tuple[BodyItem, ...]:
    """All bodies, or of a very large city the nearest to `centre`, in the order they had."""
    if len(bodies) <= MOST:
        return bodies
    boxes = bounds_of([item.lichaam for item in bodies])
    away = np.hypot(*((boxes[:, :2] + boxes[:, 2:]) / 2 - centre).T)
    return tuple(bodies[i] for i in np.sort(np.argpartition(away, MOST)[:MOST]).tolist())


@kept_with
def some_only(scene: Scene) -> bool:
    """Whether some of the city in a scene neither throw nor take shade; the line under a picture asks it many times a
    second."""
    return sum(item.role is Role.CONTEXT for item in scene.bodies) > MOST
