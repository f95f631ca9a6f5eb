"""The film of a day's sun: shadows from morning to evening, with a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from massastudie.errors import MassastudieError
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import resolve
from massastudie.state import Layer
from massastudie.zonboek import plaats_of
from massastudie.zonnestand import sun_up

from ..cli_picture import title_of
from ..view.sun_text import clock_text, day_text
from .frames import Frame, Words, caption
from .order import FilmOrder
from .painter import Painter
from .timeline import Timeline

#: The film starts and ends with the sun this high: lower, shadows reach over the edge of the model, degrees.
LEAST_SUN_DEG = 3.0
#: The clock goes in steps, so that it can be read; the shadows do not, minutes.
CLOCK_MIN = 10
#: At most so many hours are named on the line of time.
NAMED_HOURS = 7


def sun_frames(order: FilmOrder, painter: Painter) -> Iterator[Frame]:
    """Every frame of one day. Raises MassastudieError when the sun does not come high enough on it, FileError when
    there is no such view."""
    plan, state = order.plan, order.state
    first, last = daylight(plan, order.dag or state.moment.date())
    state = replace(state, selectie=None, moment=first).with_layer(Layer.SCHADUW, True)
    massa = build(plan, state)
    noon = resolve(plan, replace(state, moment=first + (last - first) / 2), massa)
    view = order.view(noon, order.views[0])
    names = painter.names(noon, view)
    marks, count = hours(first, last), painter.look.count
    said, words = "", Words(noon, caption(plan, "", ""))
    under = f"{day_text(first, 'nl')} · {title_of(plan.fase(state.fase))}"
    for number in range(count):
        share = (number + 0.5) / count
        moment = first + (last - first) * share
        scene = resolve(plan, replace(state, moment=moment), massa)
        if said != clock(moment):
            said = clock(moment)
            words = Words(scene, caption(plan, said, under), names)
        yield Frame(view, ((1.0, scene),), ((1.0, words),), Timeline(marks, share))


def daylight(plan: Plan, dag: date) -> tuple[datetime, datetime]:
    """First and last moment of a day with the sun high enough."""
    found = sun_up(dag, plaats_of(plan), LEAST_SUN_DEG)
    if found is None:
        raise MassastudieError(
            f"film: op {dag.isoformat()} komt de zon niet boven {LEAST_SUN_DEG:g}°; kies een andere dag"
        )
    return found


def clock(moment: datetime) -> str:
    """The clock on the picture, in whole steps."""
    return clock_text(moment - timedelta(minutes=moment.minute % CLOCK_MIN), "nl")


def hours(first: datetime, last: datetime) -> tuple[tuple[float, str], ...]:
    """A mark per whole hour; as many are named as can be read."""
    at = first.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    whole = []
    while at <= last:
        whole.append(at)
        at += timedelta(hours=1)
    every = -(-len(whole) // NAMED_HOURS)
    return tuple(
        ((hour - first) / (last - first), f"{hour.hour}.00" if hour.hour % every == 0 else "") for hour in whole
    )
