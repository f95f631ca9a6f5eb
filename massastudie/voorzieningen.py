"""Frozen records of what the plan points at in the city: garages, named places, and the walks between them.

Points are in the local frame, metres.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .records import Herkomst, check_field


@dataclass(frozen=True, slots=True)
class Garage:
    """A car park. `capaciteit` and `fietsplaatsen` are places, None when unknown; `bezetting` is the share that is
    taken at the busiest hour, None when unknown. `voor_plan`: the vision counts on it for this plan (A13).
    """

    id: str
    naam: str
    x_m: float
    y_m: float
    capaciteit: int | None = None
    fietsplaatsen: int | None = None
    bezetting: float | None = None
    voor_plan: bool = False
    herkomst: Herkomst = field(default_factory=Herkomst)

    def __post_init__(self) -> None:
        for name in ("capaciteit", "fietsplaatsen"):
            value = getattr(self, name)
            check_field(value is None or value >= 0, self.id, name, "leeg (onbekend) of 0 of meer", value)
        share = self.bezetting
        check_field(share is None or 0 <= share <= 1, self.id, "bezetting", "leeg (onbekend) of van 0 tot 1", share)


@dataclass(frozen=True, slots=True)
class Bestemming:
    """A named place people walk to."""

    id: str
    naam: str
    x_m: float
    y_m: float
    herkomst: Herkomst = field(default_factory=Herkomst)


@dataclass(frozen=True, slots=True)
class Looproute:
    """A walk whose length is a figure: `van` and `naar` name a bestemming or a garage."""

    id: str
    van: str
    naar: str
    citaat: str = ""
