"""What was read of files of others and what was left out, with the reason, as rows to save."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from massastudie.context import Context
from massastudie.errors import FileError
from modellen.export.csv_tabel import encode
from modellen.export.files import write_bytes
from modellen.tabellen.tabel import Tabel, tekst

SUFFIXES = (".csv", ".json")
KOLOMMEN = (
    tekst("bestand", "Bestand"), tekst("soort", "Soort"), tekst("object", "Object"), tekst("uitleg", "Uitleg"),
)  # fmt: skip


def count_text(found: Context) -> str:
    """`52 van 60`: buildings or outlines used, of all that the file holds; of a terrain that it is one."""
    if found.raster is not None and not found.aantal:
        return "terrein"
    return f"{found.aantal} van {found.aantal + left_out(found)}"


def left_out(found: Context) -> int:
    """How many objects were not used; one of which only a level of detail was no good, is used."""
    used = {pand.id for pand in found.panden}
    names = {name for name, reason in found.overgeslagen if not reason.startswith("LoD ")}
    return len(names - used)


def write_report(found: Sequence[Context], path: Path) -> Path:
    """Write what was read and left out of these files to a .csv or .json; returns the path.

    FileError for another suffix, or when it cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise FileError(f"bestand {path}: verwacht een naam op {' of '.join(SUFFIXES)}, gevonden '{path.suffix}'")
    rows = [row for context in found for row in _rows(context)]
    if path.suffix.lower() == ".csv":
        return write_bytes(path, encode(Tabel("verslag", "Verslag", KOLOMMEN, tuple(rows))).encode("utf-8"))
    names = [kolom.id for kolom in KOLOMMEN]
    content = [dict(zip(names, row, strict=True)) for row in rows]
    return write_bytes(path, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _rows(found: Context) -> Iterator[tuple[str, str, str, str]]:
    name = f"{found.formaat} {found.versie}".strip()
    place = found.crs or "zonder coördinatenstelsel"
    yield found.bestand, "gelezen", "", f"{count_text(found)} gelezen; {name}; {place}"
    for role, veld in found.rollen.items():
        yield found.bestand, "veld", veld, f"gelezen als {role}"
    for remark in found.opmerkingen:
        yield found.bestand, "opmerking", "", remark
    for item, reason in found.overgeslagen:
        yield found.bestand, "overgeslagen", item, reason
