"""The Plan: every record of one masterplan, found by id, checked against each other. Records: `records.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from shapely.geometry import Polygon

from .errors import PlanError
from .maaiveld import Boom, ProfielKeuze, Straat, Straatprofiel, Strook, StrookSoort, Vlak, VlakSoort
from .records import (
    Accent,
    BestaandPand,
    Bouwblok,
    Dak,
    DakVorm,
    Doorsteek,
    Fase,
    Functie,
    Gezicht,
    HasId,
    Herkomst,
    Parameter,
    Paviljoen,
    Rooilijn,
    Streefgetal,
    Winkelunit,
    check_field,
)
from .terrein import Terrein
from .voorzieningen import Bestemming, Garage, Looproute

__all__ = [
    "Accent",
    "BestaandPand",
    "Bestemming",
    "Boom",
    "Bouwblok",
    "Dak",
    "DakVorm",
    "Doorsteek",
    "Fase",
    "Functie",
    "Garage",
    "Gezicht",
    "HasId",
    "Herkomst",
    "Looproute",
    "Parameter",
    "Paviljoen",
    "Plan",
    "ProfielKeuze",
    "Rooilijn",
    "Straat",
    "Straatprofiel",
    "Streefgetal",
    "Strook",
    "StrookSoort",
    "Vlak",
    "VlakSoort",
    "Winkelunit",
]

#: Before each attribution of surroundings in the `herkomst` of a plan.
OMGEVING = "omgeving: "


def credited(own: Herkomst, credit: str) -> Herkomst:
    """Where a plan comes from, with the attribution of its surroundings (empty: none is asked for), each once."""
    said = f"{OMGEVING}{credit.replace('; ', ', ')}"
    parts = own.bron.split("; ") if own.bron else []
    return own if not credit or said in parts else replace(own, bron="; ".join([*parts, said]))


@dataclass(frozen=True, eq=False)
class Plan:
    """A whole masterplan. Compared by identity: an edit gives a new Plan. `oorsprong` is the RD point of (0, 0).

    `terrein`: its ground where that is not flat (None: a level plane at 0).
    """

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
    garages: tuple[Garage, ...] = ()
    bestemmingen: tuple[Bestemming, ...] = ()
    looproutes: tuple[Looproute, ...] = ()
    herkomst: Herkomst = field(default_factory=Herkomst)
    map: str = field(default="", compare=False)
    terrein: Terrein | None = None

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

    def maaiveld_m(self, x_m: float, y_m: float) -> float:
        """Height of the ground at a place of the local frame, m; 0 where the plan has no terrain."""
        return 0.0 if self.terrein is None else float(self.terrein.hoogte(np.array([[x_m, y_m]]))[0])

    @property
    def credits(self) -> tuple[str, ...]:
        """Attributions that the makers of its surroundings ask for: they go on pictures and sheets, and in files."""
        parts = (self.herkomst.bron or "").split("; ")
        return tuple(part.removeprefix(OMGEVING) for part in parts if part.startswith(OMGEVING))

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
            check_field(ok, pand.id, "sloop_voor", "een bouwblok, plein of doorsteek van dit plan", pand.sloop_voor)
        for accent in self.accenten:
            check_field(accent.blok in blokken, accent.id, "blok", "een bouwblok van dit plan", accent.blok)
        for unit in self.winkelunits:
            check_field(unit.blok is None or unit.blok in blokken, unit.id, "blok", "een bouwblok of leeg", unit.blok)
        for straat in self.straten:
            for keuze in straat.profielen:
                found = keuze.profiel in self.profiel_by_id
                check_field(found, straat.id, "profielen", "een profiel uit profielen.toml", keuze.profiel)
        self._check_fasen()
        self._check_routes()

    def _check_fasen(self) -> None:
        for item in self.objects():
            for name in ("fase", "tot_fase", "kapfase"):
                value = getattr(item, name, None)
                ok = value is None or value in self.fase_index
                check_field(ok, item.id, name, f"een van {', '.join(self.fase_index)}", value)

    def _check_routes(self) -> None:
        places = {g.id for g in self.garages} | {b.id for b in self.bestemmingen}
        for route in self.looproutes:
            for name in ("van", "naar"):
                found = getattr(route, name)
                check_field(found in places, route.id, name, "een bestemming of garage van dit plan", found)
