"""The sheet Parameters: numbers that a planner may change, each with a name that formulas use."""

from __future__ import annotations

from massastudie.oppervlak import first_m2
from massastudie.plan import Functie
from modellen.tabellen import Dossier, Tabel

from .xlsx_blad import Pen, write_cell, write_head
from .xlsx_formules import BVO_VOOR_PLAN, HEAD_ROWS, Blad, defined_name
from .xlsx_totalen import before_name


def write_parameters(pen: Pen, tabel: Tabel, found: Dossier) -> None:
    """Write the parameters, and below them the floor area before the plan."""
    sheet = pen.sheet(tabel.titel)
    write_head(pen, sheet, tabel)
    blad, value_at = Blad(tabel), tabel.plek["waarde"]
    rows = [*tabel.rijen, *_before(found)]
    for row, rij in enumerate(rows, HEAD_ROWS):
        for col, (kolom, cel) in enumerate(zip(tabel.kolommen, rij, strict=True)):
            if col == value_at and isinstance(cel, int | float):
                sheet.write_number(row, col, cel, pen.format("input", kolom.decimalen))
            else:
                write_cell(pen, sheet, (row, col), kolom, cel, None)
        place = f"='{tabel.titel}'!${blad.column('waarde')}${row + 1}"
        pen.book.define_name(defined_name(str(rij[0])), place)


def _before(found: Dossier) -> list[tuple[str | float, ...]]:
    """BVO inside the plan boundary before anything changes: what is demolished is counted from it."""
    first = first_m2(found.plan)
    words = ("m² BVO", "BVO binnen de plangrens voordat het plan begint", "som over de panden van nu", "berekend")
    by_functie = [(before_name(f), first[f], words[0], f"{words[1]}, {f}", *words[2:]) for f in Functie]
    return [(BVO_VOOR_PLAN, sum(first.values()), *words), *by_functie]
