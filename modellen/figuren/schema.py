"""What a set of figures may hold (`figures.toml`, format version 1): every figure as choices, viewpoint and size."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from massastudie.tijd import ZONE

from ..schema import Position, Text
from ..studie import Keuzes, Strict

Id = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Pixels = Annotated[int, Field(strict=True, ge=64, le=12000)]
Size = Annotated[list[Pixels], Field(min_length=2, max_length=2)]
Formaat = Literal["A3", "A4"]
Vorm = Literal["png", "jpg", "pdf"]
Angle = Annotated[float, Field(allow_inf_nan=False)]
Plek = Literal["hoven", "pleinen", "terrassen", "straten"]


class CameraRow(Strict):
    """`camera` of a figure: looks at `punt` (RD) at `hoogte_m`, from `afstand_m`, as a gezicht of the plan does."""

    punt: Position
    hoogte_m: Angle = 0.0
    afstand_m: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    azimut_deg: Angle
    elevatie_deg: Annotated[float, Field(ge=-25, le=90)]


class KaartRow(Strict):
    """`kaart` of a figure: sun hours of a day or a period, or the shade that differs, at the figure's own moment."""

    soort: Literal["zonuren", "zonverschil", "schaduwverschil"]
    dag: date | None = None
    periode: Annotated[list[date], Field(min_length=2, max_length=2)] | None = None
    op: Annotated[tuple[Plek, ...], Field(min_length=1)] = ("hoven", "pleinen", "straten")
    ten_opzichte_van: Text | None = None


class FiguurRow(Keuzes):
    """`[[figuur]]`: choices as in a study, seen from a `gezicht` or a `camera`. A moment without a zone is civil time
    of the plan."""

    id: Id
    titel: Text
    toelichting: str = ""
    gezicht: Text | None = None
    camera: CameraRow | None = None
    parallel: bool = False
    kaart: KaartRow | None = None
    vorm: Vorm = "png"
    formaat: Formaat = "A3"
    grootte_px: Size | None = None
    legenda: bool = True

    @field_validator("moment", mode="before")
    @classmethod
    def civil(cls, value: object) -> object:
        """The zone of the plan where none is written; a clock time that is skipped in spring is refused."""
        if not isinstance(value, datetime) or value.tzinfo is not None:
            return value
        local = value.replace(tzinfo=ZONE)
        if datetime.fromtimestamp(local.timestamp(), ZONE).replace(tzinfo=None) != value:
            raise PydanticCustomError("skipped", "een kloktijd die bestaat (de klok gaat dan vooruit)")
        return local


class BladRow(Strict):
    """`[[blad]]`: a sheet of paper with one or more figures of the set."""

    id: Id
    titel: Text
    toelichting: str = ""
    formaat: Formaat = "A3"
    figuren: Annotated[list[Text], Field(min_length=1, max_length=6)]


class SetFile(Strict):
    """A whole set; `grootte_px` is the size of figures that give none."""

    format_versie: Literal[1]
    grootte_px: Size = Field(default=[1920, 1080])
    figuur: Annotated[list[FiguurRow], Field(min_length=1)]
    blad: list[BladRow] = Field(default=[])
