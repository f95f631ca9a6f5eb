"""What each GeoJSON layer of a plan folder may hold (format version 1); `schema_tables` does the same for the TOML.

Strict: a text is no number, an unknown field is refused, NaN and infinity are no numbers. Lengths in metres, points in
RD New (EPSG:28992). A field that may be empty may also be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from massastudie.plan import DakVorm, Functie

Text = Annotated[str, Field(min_length=1)]
#: Lengths beyond this are a slip too, m: sums and products of them would overflow.
FARTHEST_M = 100_000
Positive = Annotated[float, Field(gt=0, le=FARTHEST_M)]
Count = Annotated[int, Field(ge=1)]
#: More bouwlagen than any building has, or a pand, storey or gap between trees of less than a metre, is a slip that
#: would fill the memory or turn a storey upside down.
Bouwlagen = Annotated[int, Field(ge=1, le=200)]
Maat = Annotated[float, Field(ge=1, le=FARTHEST_M)]
Length = Annotated[float, Field(ge=0, le=FARTHEST_M)]
Share = Annotated[float, Field(ge=0, le=1)]
Use = Annotated[Functie, Field(strict=False)]
Position = Annotated[list[float], Field(min_length=2, max_length=2)]
Pair = Annotated[list[Position], Field(min_length=2, max_length=2)]
GeometryKind = Literal["Polygon", "LineString", "Point"]


class Strict(BaseModel):
    """Base of every part of the format."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Sourced(Strict):
    """Something with an id that says where it comes from."""

    id: Text
    bron: Text | None = None
    aanname: Text | None = None


class BestaandProps(Sourced):
    """Layer `bestaand`: a building of today. `noklijn` holds the two ends of the ridge."""

    functie_plint: Use
    functie_boven: Use
    bouwlagen: Bouwlagen
    hoogte_m: Positive
    plint_m: Positive
    dak: DakVorm = "plat"
    goot_m: Positive | None = None
    noklijn: Pair | None = None
    naam: Text | None = None
    adres: Text | None = None
    straat: Text | None = None
    deel: Text = "hoofdgebouw"
    in_plan: bool = False
    sloop_voor: Text | None = None
    bouwjaar: Annotated[int, Field(ge=0)] | None = None
    verblijfsobjecten: Annotated[int, Field(ge=0)] | None = None


class BouwblokProps(Sourced):
    """Layer `bouwblokken`: polygon is the whole eiland, panden and hof."""

    naam: Text
    fase: Text
    vorm: Text = "gesloten"
    reden_vorm: Text | None = None
    diepte_m: Positive
    bouwlagen: Bouwlagen
    plint_m: Positive
    verdieping_m: Maat
    functie_plint: Use
    functie_boven: Use
    pandbreedte_m: Annotated[list[Maat], Field(min_length=2, max_length=2)]
    zaad: int
    lager_kans: Share = 0.15
    dakrand_m: Length = 0.5
    kap_m: Length = 0.0


class RooilijnProps(Sourced):
    """Layer `rooilijnen`: line on the outline of the eiland of `blok`; `aan` is a street, square or doorsteek."""

    blok: Text
    aan: Text
    functie_plint: Use


class WinkelunitProps(Sourced):
    """Layer `winkelunits`."""

    naam: Text
    fase: Text
    blok: Text | None = None


class AccentProps(Sourced):
    """Layer `accenten`."""

    blok: Text
    bouwlagen: Bouwlagen
    plek: str = ""
    reden: str = ""


class DoorsteekProps(Sourced):
    """Layer `doorsteken`: the line is the axis."""

    naam: Text
    breedte_m: Positive
    fase: Text
    vrije_hoogte_m: Positive | None = None
    autovrij: bool = True
    verbindt: str = ""


class KeuzeProps(Strict):
    """One profile a street can carry."""

    profiel: Text
    vanaf_fase: Text | None = None


class StraatProps(Sourced):
    """Layer `straten`: the line is the axis; `snede` runs from facade to facade, left to right."""

    naam: Text
    breedte_m: Positive
    soort: Text
    autovrij: bool = False
    fase: Text = "bestaand"
    profielen: list[KeuzeProps] | None = None
    snede: Pair | None = None


class VlakProps(Sourced):
    """Shared by the layers `pleinen`, `groen`, `water` and `gebiedsprofielen`."""

    naam: Text
    fase: Text
    tot_fase: Text | None = None
    openbaar: bool = True
    autovrij: bool = True
    evenement: bool = False
    inrichting: str = ""


class PleinProps(VlakProps):
    """Layer `pleinen`."""

    soort: Literal["plein", "terras", "binnenterrein"]


class BoomProps(Sourced):
    """Layer `bomen`."""

    kroon_m: Positive
    hoogte_m: Positive
    stam_m: Length
    fase: Text
    kapfase: Text | None = None
    soort: Text = "bestaand"
    plek: str = ""
    profiel: Text | None = None


class PaviljoenProps(Sourced):
    """Layer `paviljoens`."""

    naam: Text
    fase: Text
    bouwlagen: Bouwlagen
    hoogte_m: Positive
    functie: Use


class PlangrensProps(Sourced):
    """Layer `plangrens`: exactly one polygon."""

    naam: str = ""


@dataclass(frozen=True, slots=True)
class LayerFormat:
    """One GeoJSON file: its properties, its kind of geometry and how many features it needs at least and at most."""

    props: type[Sourced]
    geometry: GeometryKind
    at_least: int = 0
    at_most: int | None = None


#: layer → format; the file is `<layer>.geojson`. All files must be there; most may be empty.
LAYERS: dict[str, LayerFormat] = {
    "bestaand": LayerFormat(BestaandProps, "Polygon"),
    "bouwblokken": LayerFormat(BouwblokProps, "Polygon", at_least=1),
    "rooilijnen": LayerFormat(RooilijnProps, "LineString"),
    "winkelunits": LayerFormat(WinkelunitProps, "Polygon"),
    "accenten": LayerFormat(AccentProps, "Polygon"),
    "doorsteken": LayerFormat(DoorsteekProps, "LineString"),
    "straten": LayerFormat(StraatProps, "LineString"),
    "pleinen": LayerFormat(PleinProps, "Polygon"),
    "groen": LayerFormat(VlakProps, "Polygon"),
    "water": LayerFormat(VlakProps, "Polygon"),
    "bomen": LayerFormat(BoomProps, "Point"),
    "paviljoens": LayerFormat(PaviljoenProps, "Polygon"),
    "plangrens": LayerFormat(PlangrensProps, "Polygon", at_least=1, at_most=1),
    "gebiedsprofielen": LayerFormat(VlakProps, "Polygon"),
}
