"""A sun norm as a record: what it asks, where, on which days. The numbers come from data files with their source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .errors import PlanError
from .records import check_field
from .terrein import COUNTED


@dataclass(frozen=True, slots=True)
class Norm:
    """`uren` are the levels, least first; the first is the one that has to be met.

    Days are given one by one (month, day), or as a period in which every `elke_dagen`-th and both ends are tested.
    `aandeel`: share of the surface of a hof that needs the hours; `afname`: share of its former value below which a
    loss is noticeable. Raises PlanError for a norm without days, or with levels out of order.
    """

    id: str
    naam: str
    bron: str
    status: str
    op: Literal["gevels", "hoven"]
    punt: str
    uren: tuple[float, ...]
    dagen: tuple[tuple[int, int], ...] = ()
    van: tuple[int, int] | None = None
    tot: tuple[int, int] | None = None
    elke_dagen: int = 7
    stap_min: float = 5.0
    min_hoogte_deg: float = 0.0
    punt_hoogte_m: float = 0.75
    aaneengesloten: bool = False
    aandeel: float | None = None
    afname: float | None = None
    opmerking: str = ""

    def __post_init__(self) -> None:
        both = self.van is not None and self.tot is not None
        check_field(bool(self.dagen) != both, self.id, "dagen", "dagen, of van en tot", self.dagen or self.van)
        check_field(list(self.uren) == sorted(self.uren), self.id, "uren", "oplopende getallen", self.uren)
        check_field(self.op == "gevels" or self.aandeel is not None, self.id, "aandeel", "een getal voor hoven", None)
        self.days_in(2026)

    def days_in(self, year: int) -> tuple[date, ...]:
        """The days that are tested in a year."""
        if self.van is None or self.tot is None:
            return tuple(sorted(self._date(year, day) for day in self.dagen))
        first, last = self._date(year, self.van), self._date(year, self.tot)
        check_field(first < last, self.id, "tot", "een dag na van", self.tot)
        count = (last - first).days
        return tuple(first + timedelta(days=n) for n in dict.fromkeys([*range(0, count, self.elke_dagen), count]))

    def _date(self, year: int, day: tuple[int, int]) -> date:
        try:
            return date(year, *day)
        except ValueError:
            found = f"{day[0]:02d}-{day[1]:02d}"
            raise PlanError(f"'{self.id}': dagen verwacht dagen die bestaan (maand-dag), gevonden {found}") from None

    def text(self, terrein: bool = False) -> str:
        """All parameters in one line, for under every result; `terrein`: ground that is not flat took sun too."""
        hours = " / ".join(_number(h) for h in self.uren)
        days = ", ".join(_shown(d) for d in self.dagen) if self.dagen else self._periode_text()
        parts = [
            f"minstens {hours} h" + (" aaneengesloten" if self.aaneengesloten else ""), days,
            f"stap {_number(self.stap_min)} min", f"zon boven {_number(self.min_hoogte_deg)}°",
        ]  # fmt: skip
        if self.op == "gevels":
            parts.append(f"gevelpunt {_number(self.punt_hoogte_m)} m boven de vloer (in plaats van: {self.punt})")
            parts.append("gevels niet opgeteld")
        else:
            parts.append(f"op minstens {_number(100 * (self.aandeel or 0))} % van het oppervlak")
            if self.afname is not None:
                parts.append(f"verlies merkbaar onder {_number(100 * self.afname)} % van het aandeel ervoor")
        return "; ".join([*parts, "zonder bomen", *([COUNTED] if terrein else [])])

    def _periode_text(self) -> str:
        if self.van is None or self.tot is None:
            return ""
        every = "elke dag" if self.elke_dagen == 1 else f"elke {self.elke_dagen}e dag en beide einden"
        return f"{_shown(self.van)} tot en met {_shown(self.tot)}, {every}"


MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def _shown(day: tuple[int, int]) -> str:
    return f"{day[1]} {MONTHS[day[0] - 1]}"


def _number(value: float) -> str:
    """A number as Dutch readers write it."""
    return f"{value:g}".replace(".", ",")
