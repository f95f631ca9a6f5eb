"""What `plan.toml` and `profielen.toml` of a plan folder may hold (format version 1)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from massastudie.plan import StrookSoort

from .schema import Count, Maat, Position, Positive, Share, Sourced, Strict, Text

#: A number of any kind; beyond this it is a slip that would overflow.
Number = Annotated[float, Field(ge=-1e9, le=1e9)]


class HerkomstTable(Strict):
    """`[herkomst]` of the plan as a whole."""

    bron: Text | None = None
    aanname: Text | None = None


class FaseTable(Strict):
    """`[[fase]]`, in order of time; `tot_jaar` is left out for the last, open one."""

    id: Text
    naam: Text
    jaren: Text
    tot_jaar: int | None = None
    omschrijving: str = ""


class ParameterTable(Strict):
    """`[[parameter]]`: a number that figures rest on; `laagste` and `hoogste` bound what a user may set."""

    id: Text
    waarde: Number
    eenheid: str
    omschrijving: Text
    bron: Text
    status: Literal["norm", "kengetal", "aanname"] = "aanname"
    laagste: Number | None = None
    hoogste: Number | None = None


class StreefgetalTable(Strict):
    """`[[streefgetal]]`: a target of the whole inner city."""

    id: Text
    naam: Text
    waarde: Number
    eenheid: Text
    citaat: Text
    bron: Text
    begin: Number | None = None
    doel_jaar: int | None = None


class GarageTable(Sourced):
    """`[[garage]]`: a car park at `punt` (RD); what is left out is not known."""

    naam: Text
    punt: Position
    capaciteit: Annotated[int, Field(ge=0)] | None = None
    fietsplaatsen: Annotated[int, Field(ge=0)] | None = None
    bezetting: Share | None = None
    voor_plan: bool = False


class BestemmingTable(Sourced):
    """`[[bestemming]]`: a named place at `punt` (RD)."""

    naam: Text
    punt: Position


class LooprouteTable(Strict):
    """`[[looproute]]`: a walk between two of them (or a garage)."""

    id: Text
    van: Text
    naar: Text
    citaat: str = ""


class GezichtTable(Strict):
    """`[[gezicht]]`: a viewpoint; `punt` is the focal point in RD, `hoogte_m` its height above ground level."""

    id: Text
    naam: Text
    punt: Position
    hoogte_m: Number
    afstand_m: Positive
    azimut_deg: Number
    elevatie_deg: Annotated[float, Field(ge=-90, le=90)]


class BronTable(Strict):
    """`[[bron]]`: a source the plan leans on; for people, no figure uses it."""

    id: Text
    titel: Text
    toelichting: str = ""


class TerreinTable(Strict):
    """`[terrein]`: what `terrein.asc` is made of, and the height (m NAP) that is 0 in the plan."""

    peil_m: Number
    bron: Text
    gaten: Annotated[int, Field(ge=0)]
    cellen: Count


class PlanFile(Strict):
    """`plan.toml`."""

    format_versie: int
    id: Text
    naam: Text
    versie: int
    crs: Literal["EPSG:28992", "EPSG:7415"]
    oorsprong: Position
    herkomst: HerkomstTable = HerkomstTable()
    terrein: TerreinTable | None = None
    fase: Annotated[list[FaseTable], Field(min_length=1)]
    parameter: list[ParameterTable] = Field(default_factory=list)
    streefgetal: list[StreefgetalTable] = Field(default_factory=list)
    garage: list[GarageTable] = Field(default_factory=list)
    bestemming: list[BestemmingTable] = Field(default_factory=list)
    looproute: list[LooprouteTable] = Field(default_factory=list)
    gezicht: list[GezichtTable] = Field(default_factory=list)
    bron: list[BronTable] = Field(default_factory=list)


class StrookTable(Strict):
    """One strip of a profile."""

    naam: Text
    soort: StrookSoort
    breedte_m: Positive


class ProfielTable(Sourced):
    """`[[profiel]]`: strips from left to right along the axis; together they are `breedte_m` wide."""

    naam: Text
    variant: Text
    van: Text = "links"
    tot: Text = "rechts"
    breedte_m: Positive
    boomafstand_m: Maat = 9.5
    boom_kroon_m: Positive = 7.5
    boom_hoogte_m: Positive = 12.0
    snelheid_kmh: Count | None = None
    auto: Text | None = None
    evenementvlak_m2: Positive | None = None
    stroken: Annotated[list[StrookTable], Field(min_length=1)]


class ProfielenFile(Strict):
    """`profielen.toml`."""

    profiel: list[ProfielTable] = Field(default_factory=list)
