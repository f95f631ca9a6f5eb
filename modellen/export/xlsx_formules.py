"""Formulas of the workbook: totals over the detail rows, ratios by the names of the sheet Parameters.

A formula stands in a cell together with the value the program found, so that a viewer that does not calculate shows
the same numbers. Rows are tied by whole numbers, never by names from a plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from massastudie.plan import Functie
from modellen.tabellen.tabel import Tabel

#: Rows above the first row with data: title, note, empty, heading.
HEAD_ROWS = 4
#: Name under which the floor area before the plan stands on Parameters: what was demolished is counted from it.
BVO_VOOR_PLAN = "bvo_voor_plan_m2"

Formule = Callable[[int], str]
_NAME = re.compile(r"[a-z_][a-z0-9_]{2,}")
_CELL = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*")


def column(place: int) -> str:
    """Letters of a column from its place (from 0)."""
    text = ""
    while place >= 0:
        text, place = chr(65 + place % 26) + text, place // 26 - 1
    return text


def defined_name(parameter: str) -> str:
    """The name of a parameter in the workbook: its id, made safe where it would be read as a cell."""
    name = re.sub(r"[^a-z0-9_]", "_", parameter.lower())
    return name if _NAME.fullmatch(name) and not _CELL.fullmatch(name) else f"p_{name}"


@dataclass(frozen=True)
class Blad:
    """Where the cells of one table lie."""

    tabel: Tabel

    def column(self, kolom: str) -> str:
        """Letters of a column."""
        return column(self.tabel.plek[kolom])

    def cell(self, kolom: str, row: int) -> str:
        """A cell of the sheet's own row (from 0), such as `$A7`."""
        return f"${self.column(kolom)}{row + 1}"

    def far(self, kolom: str, row: int) -> str:
        """The same cell seen from another sheet."""
        return f"'{self.tabel.titel}'!{self.cell(kolom, row)}"

    def all(self, kolom: str) -> str:
        """All data of a column, seen from another sheet."""
        letters, last = self.column(kolom), HEAD_ROWS + max(len(self.tabel.rijen), 1)
        return f"'{self.tabel.titel}'!${letters}${HEAD_ROWS + 1}:${letters}${last}"


def sum_where(blad: Blad, kolom: str, **criteria: str) -> str:
    """SUMIFS over a column of another sheet; a criterion is a cell or a quoted text."""
    parts = [f"{blad.all(name)},{wanted}" for name, wanted in criteria.items()]
    return f"SUMIFS({blad.all(kolom)},{','.join(parts)})"


def formules(tabellen: Mapping[str, Tabel]) -> dict[str, dict[str, Formule]]:
    """Table → column → formula of a row (from 0)."""
    blad = {name: Blad(tabel) for name, tabel in tabellen.items()}
    return {"per_pand": _pand(blad), "per_blok": _blok(blad), "per_fase": _fase(blad)}


def _pand(blad: Mapping[str, Blad]) -> dict[str, Formule]:
    own, detail = blad["per_pand"], blad["per_bouwlaag"]

    def floors(criterion: str, wanted: str) -> Formule:
        return lambda r: "=" + sum_where(detail, "bvo_m2", pand_nr=own.cell("pand_nr", r), **{criterion: wanted})

    found = {str(f): floors("functie", f'"{f}"') for f in Functie}
    return {**found, "totaal_m2": _total(own), "footprint_m2": floors("bouwlaag", "0")}


def _blok(blad: Mapping[str, Blad]) -> dict[str, Formule]:
    own, detail, panden = blad["per_blok"], blad["per_bouwlaag"], blad["per_pand"]
    go, per_woning = defined_name("go_bvo_wonen"), defined_name("go_per_woning_m2")

    def by_functie(functie: Functie) -> Formule:
        return lambda r: "=" + sum_where(detail, "bvo_m2", blok_nr=own.cell("blok_nr", r), functie=f'"{functie}"')

    def ground(r: int) -> str:
        return sum_where(panden, "footprint_m2", blok_nr=own.cell("blok_nr", r), soort='"<>dek"')

    def cell(kolom: str, r: int) -> str:
        return own.cell(kolom, r)

    return {
        **{str(f): by_functie(f) for f in Functie},
        "totaal_m2": _total(own),
        "go_wonen_m2": lambda r: f"={cell('wonen', r)}*{go}",
        "woningen": lambda r: f"=INT({cell('wonen', r)}*{go}/{per_woning}+1E-9)",
        "footprint_m2": lambda r: "=" + sum_where(panden, "footprint_m2", blok_nr=cell("blok_nr", r)),
        "fsi": lambda r: f"=IF({cell('eiland_m2', r)}=0,0,{cell('totaal_m2', r)}/{cell('eiland_m2', r)})",
        "gsi": lambda r: f"=IF({cell('eiland_m2', r)}=0,0,{ground(r)}/{cell('eiland_m2', r)})",
        "l": lambda r: f"=IF({cell('gsi', r)}=0,0,{cell('fsi', r)}/{cell('gsi', r)})",
        "osr": lambda r: f"=IF({cell('fsi', r)}=0,0,(1-{cell('gsi', r)})/{cell('fsi', r)})",
    }


def _fase(blad: Mapping[str, Blad]) -> dict[str, Formule]:
    own, detail, panden, blokken = (blad[n] for n in ("per_fase", "per_bouwlaag", "per_pand", "per_blok"))

    def inside(r: int, **criteria: str) -> str:
        return sum_where(detail, "bvo_m2", fase_nr=own.cell("fase_nr", r), in_plan='"ja"', **criteria)

    def by_functie(functie: Functie) -> Formule:
        return lambda r: "=" + inside(r, functie=f'"{functie}"')

    def of_blokken(kolom: str) -> Formule:
        return lambda r: "=" + sum_where(blokken, kolom, fase_nr=own.cell("fase_nr", r))

    def cell(kolom: str, r: int) -> str:
        return own.cell(kolom, r)

    return {
        **{str(f): by_functie(f) for f in Functie},
        "totaal_m2": _total(own),
        **{name: of_blokken(name) for name in ("woningen", "hof_m2", "gevel_m")},
        "footprint_m2": lambda r: "=" + sum_where(panden, "footprint_m2", fase_nr=cell("fase_nr", r), in_plan='"ja"'),
        "bouwlagen_gem": lambda r: (
            f"=IF({cell('footprint_m2', r)}=0,0,{cell('totaal_m2', r)}/{cell('footprint_m2', r)})"
        ),
        "gesloopt_m2": lambda r: f"={BVO_VOOR_PLAN}-" + inside(r, status='"bestaand"'),
        "toegevoegd_m2": lambda r: f"={cell('totaal_m2', r)}-" + inside(r, status='"bestaand"'),
        "netto_m2": lambda r: f"={cell('toegevoegd_m2', r)}-{cell('gesloopt_m2', r)}",
    }


def _total(own: Blad) -> Formule:
    names = [str(f) for f in Functie]
    return lambda r: f"=SUM({own.cell(names[0], r)}:{own.cell(names[-1], r)})"
