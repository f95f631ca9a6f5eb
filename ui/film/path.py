"""The film of a camera that flies along viewpoints and rests at each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import pi, sin

import numpy as np

from massastudie.massa import build
from massastudie.overgang import eased, within
from massastudie.scene import resolve

from ..cli_picture import title_of
from ..view.camera import Viewpoint, above_ground, between
from .frames import Frame, Moment, Words, caption, moment
from .order import FilmOrder
from .painter import Painter

#: Share of the film in which the camera rests.
HOLD = 0.4
#: Share of a rest in which names come, and go.
FADE = 0.2
#: On a way this long the camera goes this much higher and looks down at least so far: over the roofs, metres, degrees.
FAR_M, OVER_M, OVER_DEG = 150.0, 90.0, 32.0


def path_frames(order: FilmOrder, painter: Painter) -> Iterator[Frame]:
    """Every frame of a flight along viewpoints by name. Raises FileError when there is no such view."""
    plan, state, names = order.plan, order.state, order.views
    shown = replace(state, selectie=None)
    scene = resolve(plan, shown, build(plan, shown))
    views = [order.view(scene, name) for name in names]
    titles = {gezicht.id: gezicht.naam for gezicht in plan.gezichten}
    under = f"{title_of(plan.fase(state.fase))} · {plan.naam}"
    words = [
        Words(scene, caption(plan, titles.get(name, name[:1].upper() + name[1:]), under), painter.names(scene, view))
        for name, view in zip(names, views, strict=True)
    ]
    for number in range(painter.look.count):
        at = moment(number, painter.look.count, len(views), HOLD)
        view = views[at.leg] if at.share <= 0.0 else flight(views[at.leg], views[at.leg + 1], eased(at.share))
        yield Frame(view, ((1.0, scene),), path_words(words, at))


def flight(start: Viewpoint, end: Viewpoint, share: float) -> Viewpoint:
    """A place on the way. The camera itself goes in an arc over the roofs, and comes down where it will stand: turning
    round what it looks at, as a window does, would take it through the buildings behind it."""
    straight = between(start, end, share)
    if start.parallel or end.parallel:
        return straight
    far = float(np.hypot(*(end.position - start.position)[:2]))
    rise = sin(pi * share)
    arc = np.array([0.0, 0.0, OVER_M * rise * min(1.0, far / FAR_M)])
    down = max(0.0, OVER_DEG - straight.elevatie_deg) * rise * min(1.0, far / FAR_M)
    turned = replace(straight, elevatie_deg=straight.elevatie_deg + down)
    return above_ground(turned.at(start.position + (end.position - start.position) * share + arc))


def path_words(words: Sequence[Words], at: Moment) -> tuple[tuple[float, Words], ...]:
    """Names only where the camera rests; on the way one title fades into the next."""
    here, bare = words[at.leg], replace(words[at.leg], names=())
    if at.share > 0.0:
        come = within(at.share, (0.3, 0.7))
        return ((1.0 - come, bare), (come, replace(words[at.leg + 1], names=())))
    come = 1.0 if at.leg == 0 else within(at.stay, (0.0, FADE))
    go = 0.0 if at.leg == len(words) - 1 else within(at.stay, (1.0 - FADE, 1.0))
    shown = come * (1.0 - go)
    return ((1.0 - shown, bare), (shown, here))
