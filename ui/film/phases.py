"""The film of the phases: masses rise and shops sink as the years pass, and the title says what happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from massastudie.massa import build
from massastudie.overgang import Overgang, overgang, within
from massastudie.plan import Plan
from massastudie.scene import Scene, resolve
from massastudie.state import Layer, State

from ..cli_picture import title_of
from .frames import Frame, Words, caption, moment
from .order import FilmOrder
from .painter import Painter
from .timeline import Timeline

#: Share of the film in which a fase stands still.
HOLD = 0.45
#: Shares of a change in which the words of before fade, and the names of after come.
FADE_OUT, FADE_IN = (0.0, 0.12), (0.88, 1.0)


def phase_frames(order: FilmOrder, painter: Painter) -> Iterator[Frame]:
    """Every frame from the first fase to the last. Raises FileError when there is no such view."""
    plan, state = order.plan, order.state
    scenes = [fase_scene(plan, state, fase.id) for fase in plan.fasen]
    view = order.view(scenes[-1], order.views[0])
    words = [
        Words(scene, caption(plan, title_of(fase), fase.omschrijving), painter.names(scene, view))
        for scene, fase in zip(scenes, plan.fasen, strict=True)
    ]
    bare = [replace(part, names=()) for part in words]
    changes = [overgang(a, b) for a, b in pairwise(scenes)]
    last = max(1, len(scenes) - 1)
    marks = tuple((place / last, fase.naam) for place, fase in enumerate(plan.fasen))
    for number in range(painter.look.count):
        at = moment(number, painter.look.count, len(scenes), HOLD)
        line = Timeline(marks, (at.leg + at.share) / last)
        if at.share <= 0.0:
            yield Frame(view, ((1.0, scenes[at.leg]),), ((1.0, words[at.leg]),), line)
        else:
            seen = change_scenes(changes[at.leg], at.share)
            yield Frame(view, seen, change_words(words[at.leg], bare[at.leg + 1], words[at.leg + 1], at.share), line)


def fase_scene(plan: Plan, state: State, fase: str) -> Scene:
    """What is seen of one fase: no outlines of what comes, the film shows it coming."""
    shown = replace(state, fase=fase, selectie=None).with_layer(Layer.LATER, False)
    return resolve(plan, shown, build(plan, shown))


def change_scenes(change: Overgang, share: float) -> tuple[tuple[float, Scene], ...]:
    """The masses half way, on the ground of before, of after, or of both while the one fades into the other."""
    ground = change.ground(share)
    parts = ((1.0 - ground, False), (ground, True))
    return tuple((part, change.scene(share, arrived)) for part, arrived in parts if part > 0.0)


def change_words(before: Words, bare: Words, after: Words, share: float) -> tuple[tuple[float, Words], ...]:
    """The words of before fade at the start, the names of after come at the end; between them (`bare`: those of after
    without names) what happens is told."""
    if share < FADE_OUT[1]:
        come = within(share, FADE_OUT)
        return ((1.0 - come, before), (come, bare))
    come = within(share, FADE_IN)
    return ((1.0 - come, bare), (come, after))
