"""The season trees are shown in, and how much of the sun their crowns let through. For pictures; no figure asks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .errors import PlanError
from .records import check_field


class Seizoen(StrEnum):
    """Season of three whole months, as weather services count them (KNMI: spring begins on 1 March)."""

    LENTE = "lente"
    ZOMER = "zomer"
    HERFST = "herfst"
    WINTER = "winter"


BY_MONTH = (
    *(Seizoen.WINTER,) * 2, *(Seizoen.LENTE,) * 3, *(Seizoen.ZOMER,) * 3, *(Seizoen.HERFST,) * 3, Seizoen.WINTER,
)  # fmt: skip


def seizoen_of(dag: date) -> Seizoen:
    """The season of a day."""
    return BY_MONTH[dag.month - 1]


@dataclass(frozen=True, slots=True)
class Boomlicht:
    """Share of direct sun that a crown lets through, in leaf and bare; in leaf from day `blad_van` to `blad_tot` of
    the year, both included. Raises PlanError for shares outside 0–1 or days out of order."""

    naam: str
    bron: str
    blad: float
    kaal: float
    blad_van: int
    blad_tot: int

    def __post_init__(self) -> None:
        for name in ("blad", "kaal"):
            value = getattr(self, name)
            check_field(0 <= value <= 1, self.naam, name, "een getal van 0 tot 1", value)
        if not 1 <= self.blad_van <= self.blad_tot <= 366:
            raise PlanError(f"'{self.naam}': blad_van en blad_tot verwacht dagen van het jaar, oplopend")

    def in_blad(self, dag: date) -> bool:
        """True when trees are in leaf that day."""
        return self.blad_van <= dag.timetuple().tm_yday <= self.blad_tot

    def in_blad_shown(self, seizoen: Seizoen, dag: date | None) -> bool:
        """True when trees are in leaf in a picture of this season. In spring and autumn the day decides, when it lies
        in that season; so with the season of the day itself the answer is that of `in_blad`."""
        if seizoen in (Seizoen.WINTER, Seizoen.ZOMER):
            return seizoen is Seizoen.ZOMER
        return dag is None or seizoen_of(dag) is not seizoen or self.in_blad(dag)

    def doorlatendheid(self, dag: date) -> float:
        """Share that one crown lets through that day."""
        return self.blad if self.in_blad(dag) else self.kaal

    def text(self, dag: date) -> str:
        """For under a figure of that day."""
        season = "in blad" if self.in_blad(dag) else "kaal"
        share = f"{100 * self.doorlatendheid(dag):g}".replace(".", ",")
        return f"bomen: doorlatendheid {share} % per kroon ({season})"
