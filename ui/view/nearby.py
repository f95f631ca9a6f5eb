"""Which masses of a very large city throw and take shade in the picture: those nearest to the plan."""

from __future__ import annotations

from itertools import islice

import numpy as np

from massastudie.scene import BodyItem, Role
from massastudie.sun_boxes import bounds_of

#: Exact shade of more masses than this takes longer than anyone waits for a picture; farther ones lie in the haze.
MOST = 2000


def nearby(bodies: tuple[BodyItem, ...], centre: tuple[float, float]) -> tuple[BodyItem, ...]:
    """All bodies, or of a very large city the nearest to `centre`, in the order they had."""
    if len(bodies) <= MOST:
        return bodies
    boxes = bounds_of([item.lichaam for item in bodies])
    away = np.hypot(*((boxes[:, :2] + boxes[:, 2:]) / 2 - centre).T)
    return tuple(bodies[i] for i in np.sort(np.argpartition(away, MOST)[:MOST]).tolist())


def some_only(bodies: tuple[BodyItem, ...]) -> bool:
    """Whether some of the city in these bodies of a scene neither throw nor take shade. Stops where it is known: the
    line under a picture asks it many times a second."""
    city = (item for item in bodies if item.role is Role.CONTEXT)
    return len(bodies) > MOST and next(islice(city, MOST, None), None) is not None
