"""What a figure and a sheet of figures are, checked against a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from massastudie.plan import Gezicht
from massastudie.state import State


@dataclass(frozen=True, slots=True)
class Kaartwens:
    """A map of the sun on a figure: hours of `dag` (None: the day of the figure's moment) or per day of `periode`,
    what they differ, or what the shade differs, held against the plan in a fase (None: hours, against nothing)."""

    soort: Literal["zonuren", "zonverschil", "schaduwverschil"]
    dag: date | None
    periode: tuple[date, date] | None
    op: tuple[str, ...]
    ten_opzichte_van: str | None


@dataclass(frozen=True, slots=True)
class Figuur:
    """One figure: a state, from where it is seen (a gezicht of plan or program by its id, else a camera of its own in
    the local frame), a map on it, and how large in pixels. On its own it is a picture, or a sheet where `vorm` is pdf.
    """

    id: str
    titel: str
    toelichting: str
    state: State
    gezicht: str
    camera: Gezicht | None
    parallel: bool
    kaart: Kaartwens | None
    vorm: Literal["png", "jpg", "pdf"]
    formaat: Literal["A3", "A4"]
    grootte_px: tuple[int, int]
    legenda: bool

    @property
    def plaat(self) -> Plaat:
        """This figure on a sheet of its own."""
        return Plaat(self.id, self.titel, self.toelichting, self.formaat, (self.id,))


@dataclass(frozen=True, slots=True)
class Plaat:
    """A sheet of paper (`[[blad]]` of a set) with figures by their ids."""

    id: str
    titel: str
    toelichting: str
    formaat: Literal["A3", "A4"]
    figuren: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figurenset:
    """A whole set, in the order of its file."""

    figuren: tuple[Figuur, ...]
    platen: tuple[Plaat, ...] = ()

    def only(self, ids: frozenset[str]) -> Figurenset:
        """The figures and sheets with these ids."""
        return replace(
            self,
            figuren=tuple(f for f in self.figuren if f.id in ids),
            platen=tuple(p for p in self.platen if p.id in ids),
        )
