"""A civil day as the time slider counts it: minutes since midnight, sunrise and sunset, and the sun's position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import numpy as np

from massastudie.tijd import ZONE
from massastudie.zonnestand import Plaats, Zonnestand, positions, sun_up, zonnestand
from ui.i18n import Translator

#: Days people ask for: TNO licht, equinox, summer, equinox, TNO licht, winter (month, day).
PRESETS = ((2, 19), (3, 21), (6, 21), (9, 21), (10, 21), (12, 21))


@dataclass(frozen=True, slots=True)
class SunDay:
    """One civil day at a place: its length, sunrise and sunset in minutes since midnight, and the sun's arc."""

    dag: date
    length: int
    rise: int
    set: int
    arc: tuple[tuple[int, float], ...]

    def moment(self, minute: int) -> datetime:
        """The moment so many minutes after midnight (on days of 23 and 25 hours too)."""
        start = datetime.combine(self.dag, time(0), ZONE).timestamp()
        return datetime.fromtimestamp(start + 60 * min(max(minute, 0), self.length - 1), ZONE)


def minute_of(moment: datetime) -> int:
    """Minutes that went by since midnight of that day."""
    local = moment.astimezone(ZONE)
    start = datetime.combine(local.date(), time(0), ZONE).timestamp()
    return int(local.timestamp() - start) // 60


@lru_cache(maxsize=64)
def sun_day(dag: date, plaats: Plaats) -> SunDay:
    """The day at this place; at Dutch latitudes the sun rises every day."""
    start, end = (datetime.combine(dag + timedelta(days=d), time(0), ZONE).timestamp() for d in (0, 1))
    up = sun_up(dag, plaats)
    rise, down = (minute_of(up[0]), minute_of(up[1])) if up else (0, 0)
    minutes = np.linspace(rise, down, 49).round().astype(int)
    _, height = positions(start + 60.0 * minutes, plaats)
    arc = tuple(zip(minutes.tolist(), np.maximum(height, 0.0).tolist(), strict=True))
    return SunDay(dag, int(end - start) // 60, rise, down, arc)


def with_date(moment: datetime, dag: date) -> datetime:
    """The same clock time on another day."""
    return datetime.combine(dag, moment.astimezone(ZONE).time(), ZONE)


def clock(moment: datetime, tr: Translator) -> str:
    """Clock time in the Netherlands: 14.00, in English 14:00."""
    local = moment.astimezone(ZONE)
    return tr("sun.clock", uur=f"{local:%H}", minuut=f"{local:%M}")


def sentence(moment: datetime, plaats: Plaats, tr: Translator) -> str:
    """`14.00 CET (UTC+1) · zonshoogte 34,9° · azimut 204,4° (RD 203,5°)`."""
    local = moment.astimezone(ZONE)
    sun: Zonnestand = zonnestand(local, plaats)
    return tr(
        "sun.position", tijd=clock(local, tr), zone=local.tzname() or "", uur=f"{sun.utc_offset_h:+g}",
        hoogte=tr.number(sun.zonshoogte_deg, 1), azimut=tr.number(sun.azimut_deg, 1),
        rd=tr.number(sun.azimut_rd_deg, 1),
    )  # fmt: skip
