"""Files laid round a plan, as a study remembers them: where each is, what was in it then, and how it was read.

A file that is no longer there, or holds something else by now, is told in one sentence; the others are laid again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StrictBool, StrictStr

from massastudie.context import Context, Plaatsing, Reading
from massastudie.errors import FileError, MassastudieError
from massastudie.omgeving import with_context
from massastudie.plan import Plan
from massastudie.steps import under

from .context import AS_IT_IS, read_context
from .context.files import refuse
from .readable import read_fault

#: A file this many folders up, or fewer, is named from the study: both then move together.
UP = 3
Step = tuple[int, int]
Reader = Callable[[Path, Reading], Generator[Step, None, Context]]


@dataclass(frozen=True)
class Laid:
    """One file laid round a plan: how it was read, whether its panden took the place of standing ones, and the
    attribution of the service it was fetched from (empty: that of the file itself)."""

    path: Path
    sha256: str
    reading: Reading = AS_IT_IS
    vervangt: bool = True
    bron: str = ""


class LaidKept(BaseModel):
    """The same as a study file tells it; `plaats` is x, y, hoek and schaal."""

    model_config = ConfigDict(extra="forbid")

    bestand: StrictStr
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    velden: dict[StrictStr, StrictStr] = {}
    lod: StrictStr | None = None
    plaats: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat | None] | None = None
    vervangt: StrictBool = True
    bron: StrictStr = ""


@dataclass
class Again:
    """A plan with the files of a study round it again, what was in them, and a sentence for each that was not laid."""

    plan: Plan
    read: list[Context] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def digest(path: Path) -> str:
    """SHA-256 of a file (FIPS 180-4), as hex. FileError when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        refuse(path, "een leesbaar bestand", read_fault(error))


def kept_of(laid: Laid, study: Path) -> LaidKept:
    """How the study file at `study` tells it: by the way from its own folder, where that is short."""
    reading, plaats = laid.reading, laid.reading.plaats
    return LaidKept(
        bestand=_named(laid.path.resolve(), study.resolve().parent), sha256=laid.sha256, velden=dict(reading.velden),
        lod=reading.lod, plaats=None if plaats is None else astuple(plaats), vervangt=laid.vervangt, bron=laid.bron,
    )  # fmt: skip


def _named(path: Path, folder: Path) -> str:
    try:
        near = Path(os.path.relpath(path, folder))
    except ValueError:  # another drive
        return path.as_posix()
    return near.as_posix() if near.parts.count("..") <= UP else path.as_posix()


def laid_of(kept: LaidKept, study: Path) -> Laid:
    """What the study file at `study` tells; a file that went along with the study is found beside it."""
    folder = study.resolve().parent
    path = Path(os.path.normpath(folder / kept.bestand))
    beside = folder / PurePosixPath(kept.bestand).name
    plaats = None if kept.plaats is None else Plaatsing(*kept.plaats)
    found = beside if not path.exists() and beside.is_file() else path
    return Laid(found, kept.sha256, Reading(kept.velden, kept.lod, plaats), kept.vervangt, kept.bron)


def check_same(laid: Laid) -> None:
    """FileError (one sentence) when the file is not there or holds something else than when it was laid."""
    if not laid.path.is_file():
        raise FileError(f"bestand {laid.path}: verwacht als omgeving van deze studie, gevonden geen bestand")
    if digest(laid.path) != laid.sha256:
        refuse(laid.path, "wat erin stond toen de studie werd bewaard", "andere inhoud; leg het zelf opnieuw")


def read_alone(path: Path, reading: Reading) -> Generator[Step, None, Context]:
    """Read a file in one step, for `again` where nobody waits at a window."""
    yield 0, 1
    return read_context(path, reading)


def again(plan: Plan, laid: Sequence[Laid], read: Reader) -> Generator[Step, None, Again]:
    """Lay these files round the bare plan as they were, in their order; what cannot be is told, the rest is laid."""
    made = Again(plan)
    for number, item in enumerate(laid):
        yield number, len(laid)
        try:
            check_same(item)
            found = yield from under(read(item.path, item.reading), (number, len(laid)))
            found = replace(found, bron=item.bron or found.bron)
            made.plan = with_context(made.plan, found, item.vervangt)
            made.read.append(found)
        except MassastudieError as error:
            made.told.append(str(error))
    return made
