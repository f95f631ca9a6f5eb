"""The figures as a workbook: detail rows, totals as formulas over them, ratios that can be changed.

Text is written as text, whatever it begins with. Number formats are locale-neutral codes: a Dutch program shows
1.234,5. XlsxWriter does not calculate, so each formula carries the value the program found.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from modellen.tabellen import Dossier, tabellen

from .files import write_bytes
from .xlsx_blad import Pen, write_sheet
from .xlsx_parameters import write_parameters
from .xlsx_samenvatting import write_summary
from .xlsx_totalen import formules


def write_xlsx(found: Dossier, path: Path, kleuren: Mapping[str, str]) -> Path:
    """Write the workbook whole or not at all; `kleuren` holds a colour (#RRGGBB) per functie for the chart.

    Raises FileError when it cannot be written.
    """
    return write_bytes(path, encode(found, kleuren))


def encode(found: Dossier, kleuren: Mapping[str, str]) -> bytes:
    """The workbook as bytes: Samenvatting first, then a sheet per table."""
    import xlsxwriter

    memory = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, options) as book:
        _properties(book, found)
        tables = tabellen(found)
        pen = Pen(book, found.stempel)
        summary = pen.sheet("Samenvatting", pages=1)
        rules = formules(tables)
        for name, table in tables.items():
            if name == "parameters":
                write_parameters(pen, table, found)
            else:
                write_sheet(pen, table, rules.get(name, {}))
        write_summary(pen, summary, found, tables, kleuren)
    return memory.getvalue()


def _properties(book: Any, found: Dossier) -> None:
    made = found.stempel.gemaakt.replace(tzinfo=None)
    words = {"title": f"Kerncijfers {found.plan.naam}", "comments": found.stempel.regel, "created": made}
    book.set_properties(words)
    book.set_calc_mode("auto")
