"""The moments for which Dutch municipalities ask shadows, and what sun and shade are at each of them.

21 March and 21 June through the day, 21 December around noon, and 19 February, the first day of the TNO norms; clock
time of Europe/Amsterdam. Common practice of municipalities and bureaus, not a law (sources in `docs/handleiding.md`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .plan import Plan
from .state import State
from .zonnestand import civil
from .zonverschil import Schaduwverschil, schaduwverschil

#: Month, day, and clock hours.
MOMENTEN: tuple[tuple[int, int, tuple[float, ...]], ...] = (
    (3, 21, (9, 12, 15, 18)),
    (6, 21, (9, 12, 15, 18, 20)),
    (12, 21, (9, 12, 15)),
    (2, 19, (9, 12, 15)),
)


def momenten(jaar: int) -> tuple[datetime, ...]:
    """The aware moments of the set in a year, in the order of the sheets."""
    return tuple(moment for month, day, hours in MOMENTEN for moment in civil(date(jaar, month, day), hours))


@dataclass(frozen=True, eq=False)
class Schaduwblad:
    """One sheet: its number from 1, the moment, and the shade of the state against the reference."""

    nummer: int
    moment: datetime
    verschil: Schaduwverschil

    @property
    def zon_op(self) -> bool:
        """True when the sun stands above the horizon."""
        return self.verschil.zon.zonshoogte_deg > 0


def bladen(plan: Plan, reference: State, state: State, jaar: int) -> Iterator[Schaduwblad]:
    """The sheets of the set one by one, as they are worked out."""
    for number, moment in enumerate(momenten(jaar), start=1):
        yield Schaduwblad(number, moment, schaduwverschil(plan, reference, state, moment))
