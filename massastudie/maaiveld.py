"""Frozen records of what lies on the ground: streets and their profiles, squares, green, water, trees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shapely.geometry import LineString, Point, Polygon

from .records import Herkomst

VlakSoort = Literal["plein", "groen", "water", "terras", "binnenterrein", "gebiedsprofiel"]
StrookSoort = Literal["voet", "fiets", "marge", "rijbaan", "groen", "boom", "verblijf", "parkeren", "water"]
#: Clear stem of a tree of a street profile, share of its height.
STAM = 0.25


@dataclass(frozen=True, slots=True)
class Strook:
    """One strip of a cross-section."""

    naam: str
    soort: StrookSoort
    breedte_m: float


@dataclass(frozen=True, slots=True)
class Straatprofiel:
    """Cross-section of a street, strips from left to right when looking along the street's axis."""

    id: str
    naam: str
    variant: str
    stroken: tuple[Strook, ...]
    van: str = "links"
    tot: str = "rechts"
    boomafstand_m: float = 9.5
    boom_kroon_m: float = 7.5
    boom_hoogte_m: float = 12.0
    snelheid_kmh: int | None = None
    auto: str | None = None
    evenementvlak_m2: float | None = None
    herkomst: Herkomst = field(default_factory=Herkomst)

    @property
    def breedte_m(self) -> float:
        """Width from facade to facade: the sum of the strips."""
        return sum(s.breedte_m for s in self.stroken)

    @property
    def boom_stam_m(self) -> float:
        """Clear stem below the crown of its trees, metres: a choice of ours, profiles give the height only."""
        return STAM * self.boom_hoogte_m


@dataclass(frozen=True, slots=True)
class ProfielKeuze:
    """A profile a street can carry, and from which fase the plan gives it (None: only when chosen by hand)."""

    profiel: str
    vanaf_fase: str | None = None


@dataclass(frozen=True, slots=True)
class Straat:
    """A street: axis and width between facades. `profielen` lists the cross-sections it can carry, in plan order.

    `snede` is the pair of points (facade to facade) on which the strips are laid; None: centred on the axis.
    """

    id: str
    naam: str
    lijn: LineString
    breedte_m: float
    soort: str
    autovrij: bool = False
    fase: str = "bestaand"
    profielen: tuple[ProfielKeuze, ...] = ()
    snede: LineString | None = None
    herkomst: Herkomst = field(default_factory=Herkomst)


@dataclass(frozen=True, slots=True)
class Vlak:
    """A surface on the ground: square, green, water, terrace, inner yard or area profile. Present from `fase` until
    `tot_fase` (None: stays)."""

    id: str
    naam: str
    soort: VlakSoort
    polygon: Polygon
    fase: str
    tot_fase: str | None = None
    openbaar: bool = True
    autovrij: bool = True
    evenement: bool = False
    inrichting: str = ""
    herkomst: Herkomst = field(default_factory=Herkomst)


@dataclass(frozen=True, slots=True)
class Boom:
    """A tree: foot point, crown diameter, height, clear stem. `profiel` set: it belongs to that street profile."""

    id: str
    punt: Point
    kroon_m: float
    hoogte_m: float
    stam_m: float
    fase: str
    kapfase: str | None = None
    soort: str = "bestaand"
    plek: str = ""
    profiel: str | None = None
    herkomst: Herkomst = field(default_factory=Herkomst)
