"""Frozen records of one object each: what stands, what is planned, in which fase, and on which assumption it rests.

All geometry is in the local frame: metres east and north of `Plan.oorsprong` (RD New, EPSG:28992), heights in metres
above ground level. Records carry `herkomst`: a source (`bron`), an assumption of ours (`aanname`), or both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

from shapely.geometry import LineString, Polygon

from .errors import PlanError
from .facets import Facets


class Functie(StrEnum):
    """What a bouwlaag is used for; order is the order of tables and legends (`normen.md` §4.1)."""

    WONEN = "wonen"
    WINKEL = "winkel"
    HORECA = "horeca"
    KANTOOR = "kantoor"
    MAATSCHAPPELIJK = "maatschappelijk"
    CULTUUR = "cultuur"
    PARKEREN = "parkeren"


DakVorm = Literal["plat", "zadel", "schild"]


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Where a feature comes from: `bron` is a source that was read, `aanname` a choice of ours with the reason why."""

    bron: str | None = None
    aanname: str | None = None


@dataclass(frozen=True, slots=True)
class Fase:
    """A step of the plan; an object of this fase stands at its end. `tot_jaar` is None for the last, open one."""

    id: str
    naam: str
    jaren: str
    tot_jaar: int | None = None
    omschrijving: str = ""


@dataclass(frozen=True, slots=True)
class Dak:
    """Roof of a pand. `goot_m` and `noklijn` are given for pitched roofs only."""

    vorm: DakVorm = "plat"
    goot_m: float | None = None
    noklijn: LineString | None = None


@dataclass(frozen=True, slots=True)
class BestaandPand:
    """A building that stands today. `hoogte_m` is roof edge or ridge.

    `sloop_voor` names the bouwblok, plein or doorsteek it is pulled down for: it stands until that one is there.
    `facets`: how a file of others draws it, as long as nothing cuts it. `bouwjaar` and the number of
    `verblijfsobjecten` are those of the BAG.
    """

    id: str
    polygon: Polygon
    functie_plint: Functie
    functie_boven: Functie
    bouwlagen: int
    hoogte_m: float
    plint_m: float
    dak: Dak = Dak()
    naam: str | None = None
    adres: str | None = None
    straat: str | None = None
    deel: str = "hoofdgebouw"
    in_plan: bool = False
    sloop_voor: str | None = None
    herkomst: Herkomst = Herkomst()
    facets: Facets | None = field(default=None, compare=False)
    bouwjaar: int | None = None
    verblijfsobjecten: int | None = None

    def __post_init__(self) -> None:
        check_field(self.bouwlagen >= 1, self.id, "bouwlagen", "een geheel getal van 1 of meer", self.bouwlagen)
        check_field(self.hoogte_m > 0, self.id, "hoogte_m", "groter dan 0", self.hoogte_m)
        goot_m = self.dak.goot_m if self.dak.vorm != "plat" and self.dak.goot_m is not None else self.hoogte_m
        fits = self.dak.vorm == "plat" or 0 < goot_m < self.hoogte_m
        check_field(fits, self.id, "goot_m", "tussen 0 en hoogte_m (de nok)", self.dak.goot_m)
        check_field(0 < self.plint_m <= self.hoogte_m, self.id, "plint_m", "tussen 0 en hoogte_m", self.plint_m)
        room = self.bouwlagen == 1 or self.plint_m < goot_m
        check_field(room, self.id, "plint_m", "lager dan goot of dak, er staan bouwlagen op", self.plint_m)


@dataclass(frozen=True, slots=True)
class Rooilijn:
    """A side of a bouwblok along which panden stand, along the outline; `aan` is the street, square or doorsteek."""

    id: str
    blok: str
    lijn: LineString
    aan: str
    functie_plint: Functie
    herkomst: Herkomst = Herkomst()


@dataclass(frozen=True, slots=True)
class Winkelunit:
    """One large shop in the plint of a bouwblok; where it reaches under the hof, the hof is a deck on top of it."""

    id: str
    naam: str
    blok: str | None
    polygon: Polygon
    fase: str
    herkomst: Herkomst = Herkomst()


@dataclass(frozen=True, slots=True)
class Bouwblok:
    """A new block. `eiland` is its whole ground (panden and hof); panden stand along its rooilijnen, `diepte_m` deep.

    Without rooilijnen panden stand along the whole outline. `kap_m` > 0 puts a pitched roof of that height on each
    pand (block types of the shell, E1). `zaad` makes the division into panden repeatable (F).
    """

    id: str
    naam: str
    fase: str
    eiland: Polygon
    diepte_m: float
    bouwlagen: int
    plint_m: float
    verdieping_m: float
    functie_plint: Functie
    functie_boven: Functie
    rooilijnen: tuple[Rooilijn, ...] = ()
    pandbreedte_m: tuple[float, float] = (7.0, 13.0)
    zaad: int = 1
    lager_kans: float = 0.15
    kap_m: float = 0.0
    dakrand_m: float = 0.5
    type: str = "gesloten bouwblok"
    reden_vorm: str | None = None
    herkomst: Herkomst = Herkomst()

    def __post_init__(self) -> None:
        check_field(self.bouwlagen >= 1, self.id, "bouwlagen", "een geheel getal van 1 of meer", self.bouwlagen)
        check_field(self.diepte_m > 0, self.id, "diepte_m", "groter dan 0", self.diepte_m)
        check_field(self.plint_m > 0, self.id, "plint_m", "groter dan 0", self.plint_m)
        check_field(self.verdieping_m > 0, self.id, "verdieping_m", "groter dan 0", self.verdieping_m)
        low, high = self.pandbreedte_m
        check_field(0 < low <= high, self.id, "pandbreedte_m", "twee getallen, klein voor groot", self.pandbreedte_m)


@dataclass(frozen=True, slots=True)
class Accent:
    """A place in a bouwblok where a pand may be higher (A4); `polygon` shows which part of the ring."""

    id: str
    blok: str
    polygon: Polygon
    bouwlagen: int
    plek: str = ""
    reden: str = ""
    herkomst: Herkomst = Herkomst()

    def __post_init__(self) -> None:
        check_field(self.bouwlagen >= 1, self.id, "bouwlagen", "een geheel getal van 1 of meer", self.bouwlagen)


@dataclass(frozen=True, slots=True)
class Doorsteek:
    """A passage: `lijn` is its axis, flat ends. `vrije_hoogte_m` None means open to the sky."""

    id: str
    naam: str
    lijn: LineString
    breedte_m: float
    fase: str
    vrije_hoogte_m: float | None = None
    autovrij: bool = True
    verbindt: str = ""
    herkomst: Herkomst = Herkomst()

    def __post_init__(self) -> None:
        check_field(self.breedte_m > 0, self.id, "breedte_m", "groter dan 0", self.breedte_m)
        high = self.vrije_hoogte_m
        check_field(high is None or high > 0, self.id, "vrije_hoogte_m", "leeg (open) of groter dan 0", high)


@dataclass(frozen=True, slots=True)
class Paviljoen:
    """A small free-standing building that can be switched (B6)."""

    id: str
    naam: str
    polygon: Polygon
    fase: str
    bouwlagen: int
    hoogte_m: float
    functie: Functie
    herkomst: Herkomst = Herkomst()

    def __post_init__(self) -> None:
        check_field(self.bouwlagen >= 1, self.id, "bouwlagen", "een geheel getal van 1 of meer", self.bouwlagen)
        check_field(self.hoogte_m > 0, self.id, "hoogte_m", "groter dan 0", self.hoogte_m)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of ours that figures rest on: value, unit, source and status (`norm`, `kengetal` or `aanname`).

    `laagste` and `hoogste` bound what a user may set (None: no bound on that side).
    """

    id: str
    waarde: float
    eenheid: str
    omschrijving: str
    bron: str
    status: str = "aanname"
    laagste: float | None = None
    hoogste: float | None = None

    def __post_init__(self) -> None:
        low, high, value = self.laagste, self.hoogste, self.waarde
        check_field(low is None or value >= low, self.id, "waarde", f"minstens {low} (laagste)", value)
        check_field(high is None or value <= high, self.id, "waarde", f"hoogstens {high} (hoogste)", value)


@dataclass(frozen=True, slots=True)
class Streefgetal:
    """A target of the whole inner city, shown beside the figures (D1–D4 of the vision).

    `begin` is what there was in the first fase, `doel_jaar` the year it is meant for (None: not said).
    """

    id: str
    naam: str
    waarde: float
    eenheid: str
    citaat: str
    bron: str
    begin: float | None = None
    doel_jaar: int | None = None


@dataclass(frozen=True, slots=True)
class Gezicht:
    """A saved viewpoint: focal point and distance in metres (local frame), azimuth looked from, elevation."""

    id: str
    naam: str
    x_m: float
    y_m: float
    z_m: float
    afstand_m: float
    azimut_deg: float
    elevatie_deg: float


class HasId(Protocol):
    """Anything in a plan that can be named."""

    @property
    def id(self) -> str: ...


def check_field(ok: bool, item_id: str, name: str, expected: str, found: object) -> None:
    """PlanError naming the object, its field, what was expected and what came, unless `ok`."""
    if not ok:
        raise PlanError(f"'{item_id}': {name} verwacht {expected}, gevonden {found!r}")
