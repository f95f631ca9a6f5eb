"""A table: columns with heading, unit and number of decimals, and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

Cel = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column. `decimalen` None means text; `sleutel` marks the numbers that tie rows of two tables together."""

    id: str
    kop: str
    eenheid: str = ""
    decimalen: int | None = None
    sleutel: bool = False

    @property
    def titel(self) -> str:
        """Heading with its unit: `BVO wonen (m²)`."""
        return f"{self.kop} ({self.eenheid})" if self.eenheid else self.kop


@dataclass(frozen=True)
class Tabel:
    """A table under a name that is stable (`id`) and one for people (`titel`); every row has a value per column."""

    id: str
    titel: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    toelichting: str = ""

    @cached_property
    def plek(self) -> dict[str, int]:
        """id of a column → its place, from 0."""
        return {kolom.id: i for i, kolom in enumerate(self.kolommen)}

    def records(self) -> Iterator[dict[str, Cel]]:
        """The rows as id of column → value."""
        names = [kolom.id for kolom in self.kolommen]
        return (dict(zip(names, rij, strict=True)) for rij in self.rijen)


def tekst(item_id: str, kop: str) -> Kolom:
    """A column of text."""
    return Kolom(item_id, kop)


def getal(item_id: str, kop: str, eenheid: str = "", decimalen: int = 0) -> Kolom:
    """A column of numbers."""
    return Kolom(item_id, kop, eenheid, decimalen)


def sleutel(item_id: str, kop: str) -> Kolom:
    """A column of whole numbers that tie rows together."""
    return Kolom(item_id, kop, decimalen=0, sleutel=True)
