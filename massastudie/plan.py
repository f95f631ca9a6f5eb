"""Frozen records of a plan: what stands, what is planned, in which fase, and on which assumption it rests.

All geometry is in the local frame: metres east and north of `Plan.oorsprong` (RD New, EPSG:28992), heights in metres
above ground level. Records carry `herkomst`: a source (`bron`), an assumption of ours (`aanname`), or both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, Protocol

from shapely.geometry import LineString, Point, Polygon

from .errors import PlanError


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
VlakSoort = Literal["plein", "groen", "water", "terras", "binnenterrein", "gebiedsprofiel"]
StrookSoort = Literal["voet", "fiets", "marge", "rijbaan", "groen", "boom", "verblijf", "parkeren", "water"]


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

    def __post_init__(self) -> None:
        _check(self.bouwlagen >= 1, self.id, "bouwlagen", "een geheel getal van 1 of meer", self.bouwlagen)
        _check(self.hoogte_m > 0, self.id, "hoogte_m", "groter dan 0", self.hoogte_m)
        _check(0 < self.plint_m <= self.hoogte_m, self.id, "plint_m", "tussen 0 en hoogte_m", self.plint_m)


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
        _check(self.bouwlagen >= 1, self.id, "bouwlagen", "een geheel getal van 1 of meer", self.bouwlagen)
        _check(self.diepte_m > 0, self.id, "diepte_m", "groter dan 0", self.diepte_m)
        _check(self.plint_m > 0, self.id, "plint_m", "groter dan 0", self.plint_m)
        _check(self.verdieping_m > 0, self.id, "verdieping_m", "groter dan 0", self.verdieping_m)
        low, high = self.pandbreedte_m
        _check(0 < low <= high, self.id, "pandbreedte_m", "twee getallen, klein voor groot", self.pandbreedte_m)


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
        _check(self.bouwlagen >= 1, self.id, "bouwlagen", "een geheel getal van 1 of meer", self.bouwlagen)


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
        _check(self.breedte_m > 0, self.id, "breedte_m", "groter dan 0", self.breedte_m)
        high = self.vrije_hoogte_m
        _check(high is None or high > 0, self.id, "vrije_hoogte_m", "leeg (open) of groter dan 0", high)


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
    herkomst: Herkomst = Herkomst()

    @property
    def breedte_m(self) -> float:
        """Width from facade to facade: the sum of the strips."""
        return sum(s.breedte_m for s in self.stroken)


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
    herkomst: Herkomst = Herkomst()


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
    herkomst: Herkomst = Herkomst()


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
    herkomst: Herkomst = Herkomst()


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


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of ours that figures rest on: value, unit, source and status (`norm`, `kengetal` or `aanname`)."""

    id: str
    waarde: float
    eenheid: str
    omschrijving: str
    bron: str
    status: str = "aanname"


@dataclass(frozen=True, slots=True)
class Streefgetal:
    """A target of the whole inner city, shown beside the figures (D1–D4 of the vision)."""

    id: str
    naam: str
    waarde: float
    eenheid: str
    citaat: str
    bron: str


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


@dataclass(frozen=True, eq=False)
class Plan:
    """A whole masterplan. Compared by identity: an edit gives a new Plan. `oorsprong` is the RD point of (0, 0)."""

    id: str
    naam: str
    versie: int
    oorsprong: tuple[float, float]
    fasen: tuple[Fase, ...]
    plangrens: Polygon
    bestaand: tuple[BestaandPand, ...] = ()
    bouwblokken: tuple[Bouwblok, ...] = ()
    accenten: tuple[Accent, ...] = ()
    winkelunits: tuple[Winkelunit, ...] = ()
    doorsteken: tuple[Doorsteek, ...] = ()
    straten: tuple[Straat, ...] = ()
    profielen: tuple[Straatprofiel, ...] = ()
    vlakken: tuple[Vlak, ...] = ()
    bomen: tuple[Boom, ...] = ()
    paviljoens: tuple[Paviljoen, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    streefgetallen: tuple[Streefgetal, ...] = ()
    gezichten: tuple[Gezicht, ...] = ()
    herkomst: Herkomst = Herkomst()
    map: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.fasen:
            raise PlanError(f"plan '{self.id}': verwacht minstens één fase, gevonden geen")
        seen: set[str] = set()
        for item in self.objects():
            if item.id in seen:
                raise PlanError(f"plan '{self.id}': id '{item.id}' komt twee keer voor")
            seen.add(item.id)
        self._check_references()

    def objects(self) -> Iterator[HasId]:
        """Every named thing of the plan whose id must be unique."""
        groups: tuple[Iterable[HasId], ...] = (
            self.bestaand, self.bouwblokken, self.accenten, self.winkelunits, self.doorsteken, self.straten,
            self.vlakken, self.bomen, self.paviljoens,
        )  # fmt: skip
        for group in groups:
            yield from group

    @cached_property
    def by_id(self) -> dict[str, HasId]:
        """id → object, for everything in `objects()`."""
        return {item.id: item for item in self.objects()}

    @cached_property
    def fase_index(self) -> dict[str, int]:
        """id of a fase → its place in time."""
        return {f.id: i for i, f in enumerate(self.fasen)}

    @cached_property
    def profiel_by_id(self) -> dict[str, Straatprofiel]:
        """id → profile."""
        return {p.id: p for p in self.profielen}

    @cached_property
    def parameter_values(self) -> dict[str, float]:
        """id → value of each parameter."""
        return {p.id: p.waarde for p in self.parameters}

    def fase(self, fase_id: str) -> Fase:
        """The fase with this id; PlanError when there is none."""
        if fase_id not in self.fase_index:
            raise PlanError(f"fase '{fase_id}' bestaat niet; kies uit {', '.join(self.fase_index)}")
        return self.fasen[self.fase_index[fase_id]]

    def _check_references(self) -> None:
        blokken = {b.id for b in self.bouwblokken}
        known = blokken | {v.id for v in self.vlakken} | {d.id for d in self.doorsteken}
        for pand in self.bestaand:
            ok = pand.sloop_voor is None or pand.sloop_voor in known
            _check(ok, pand.id, "sloop_voor", "een bouwblok, plein of doorsteek van dit plan", pand.sloop_voor)
        for accent in self.accenten:
            _check(accent.blok in blokken, accent.id, "blok", "een bouwblok van dit plan", accent.blok)
        for unit in self.winkelunits:
            _check(unit.blok is None or unit.blok in blokken, unit.id, "blok", "een bouwblok of leeg", unit.blok)
        for straat in self.straten:
            for keuze in straat.profielen:
                found = keuze.profiel in self.profiel_by_id
                _check(found, straat.id, "profielen", "een profiel uit profielen.toml", keuze.profiel)
        self._check_fasen()

    def _check_fasen(self) -> None:
        for item in self.objects():
            for name in ("fase", "tot_fase", "kapfase"):
                value = getattr(item, name, None)
                ok = value is None or value in self.fase_index
                _check(ok, item.id, name, f"een van {', '.join(self.fase_index)}", value)


def _check(ok: bool, item_id: str, name: str, expected: str, found: object) -> None:
    if not ok:
        raise PlanError(f"'{item_id}': {name} verwacht {expected}, gevonden {found!r}")
