"""Civil time of the plan: aware moments only."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from .errors import StateError

#: Civil time of the plan.
ZONE = ZoneInfo("Europe/Amsterdam")
#: Years for which the sun position holds.
FIRST_YEAR, LAST_YEAR = 2020, 2050


def check_moment(moment: datetime) -> datetime:
    """Return `moment` when it has a zone and lies in 2020–2050; StateError saying what is wrong."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise StateError(f"moment {moment.isoformat()}: verwacht een tijdzone, gevonden geen")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise StateError(f"moment {moment.isoformat()}: verwacht een jaar van {FIRST_YEAR} tot {LAST_YEAR}")
    return moment
