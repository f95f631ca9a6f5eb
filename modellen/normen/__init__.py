"""Sun norms as data: one TOML file each, with its source and status, read into `massastudie.norm.Norm`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from massastudie.errors import check_option
from massastudie.norm import Norm

from ..schema_errors import validate_table
from ..text_file import read_toml

FOLDER = Path(__file__).resolve().parent
DayText = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-([0-2]\d|3[01])$")]


class NormFile(BaseModel):
    """A norm as it stands in its file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1)]
    naam: Annotated[str, Field(min_length=1)]
    bron: Annotated[str, Field(min_length=1)]
    status: Annotated[str, Field(min_length=1)]
    op: Literal["gevels", "hoven"]
    punt: str
    uren: Annotated[list[Annotated[float, Field(gt=0, le=12)]], Field(min_length=1)]
    dagen: list[DayText] = []
    van: DayText | None = None
    tot: DayText | None = None
    elke_dagen: Annotated[int, Field(ge=1, le=31)] = 7
    stap_min: Annotated[float, Field(ge=0.1, le=60)] = 5.0
    min_hoogte_deg: Annotated[float, Field(ge=0, le=60)] = 0.0
    punt_hoogte_m: Annotated[float, Field(gt=0, le=3)] = 0.75
    aaneengesloten: bool = False
    aandeel: Annotated[float, Field(gt=0, le=1)] | None = None
    afname: Annotated[float, Field(gt=0, le=1)] | None = None
    opmerking: str = ""


def norm_names() -> tuple[str, ...]:
    """Names of the norms that come with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def find_norm(name: str) -> Norm:
    """A norm by name, or from a file of the user's own; FileError or StateError saying what is wrong."""
    path = Path(name)
    if path.suffix == ".toml":
        return read_norm(path)
    check_option("norm", name, norm_names())
    return read_norm(FOLDER / f"{name}.toml")


def read_norm(path: Path) -> Norm:
    """A norm from its file; FileError naming file, field, expected and found."""
    found: NormFile = validate_table(NormFile, read_toml(path), path.name)
    fields = found.model_dump() | {"uren": tuple(found.uren), "dagen": tuple(_day(d) for d in found.dagen)}
    fields["van"], fields["tot"] = (None if d is None else _day(d) for d in (found.van, found.tot))
    return Norm(**fields)


def _day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)
