"""Formulas of the workbook: totals over the detail rows, ratios by the names of the sheet Parameters.

A formula stands in a cell together with the value the program found, so that a viewer that does not calculate shows
the same numbers. Rows are tied by whole numbers, never by names from a plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

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
