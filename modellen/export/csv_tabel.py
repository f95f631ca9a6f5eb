"""Tables as CSV, all in one form: UTF-8, comma, decimal point, LF; names of the columns first, nothing rounded.

Text that a spreadsheet program would take for a formula gets an apostrophe in front, as OWASP advises for CSV.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from massastudie.errors import FileError
from modellen.readable import why
from modellen.tabellen import Dossier, Tabel, tabellen

from .cel import no_formula
from .files import write_files


def write_tables(found: Dossier, folder: Path) -> tuple[Path, ...]:
    """Write each table as `<id>.csv` to `folder` (made when missing); FileError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"map {folder}: kan niet worden gemaakt ({why(error)})") from error
    files = {f"{name}.csv": encode(table).encode("utf-8") for name, table in tabellen(found).items()}
    return write_files(folder, files, "")


def encode(tabel: Tabel) -> str:
    """One table as CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([kolom.id for kolom in tabel.kolommen])
    writer.writerows([no_formula(cel) for cel in rij] for rij in tabel.rijen)
    return text.getvalue()
