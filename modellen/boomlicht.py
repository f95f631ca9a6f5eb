"""What tree crowns let through, as data with its source, read into `massastudie.seizoen.Boomlicht`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from massastudie.seizoen import Boomlicht

from .schema_errors import validate_table
from .text_file import read_toml

PATH = Path(__file__).resolve().parent / "boomlicht.toml"
Share = Annotated[float, Field(ge=0, le=1)]
DayOfYear = Annotated[int, Field(ge=1, le=366)]


class BoomlichtFile(BaseModel):
    """The file as it stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: Annotated[str, Field(min_length=1)]
    bron: Annotated[str, Field(min_length=1)]
    blad: Share
    kaal: Share
    blad_van: DayOfYear
    blad_tot: DayOfYear


def read_boomlicht(path: Path = PATH) -> Boomlicht:
    """The values that come with the program, or of a file; FileError naming file, field, expected and found."""
    found: BoomlichtFile = validate_table(BoomlichtFile, read_toml(path), path.name)
    return Boomlicht(**found.model_dump())


@cache
def boomlicht() -> Boomlicht:
    """The values that come with the program, read when they are first asked for."""
    return read_boomlicht()
