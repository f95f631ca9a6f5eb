"""The workbook: text stays text, values stand beside formulas, and a spreadsheet program finds the same totals.

LibreOffice is the other program. It is started on a copy without the values that were written along, so every number
it gives back is its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from math import floor
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape
from zipfile import ZipFile

import pytest

from massastudie.massa import build
from massastudie.oppervlak import kerncijfers, per_fase
from massastudie.plan import Functie, Plan
from massastudie.state import State
from massastudie.tijd import ZONE
from modellen.export.xlsx import encode
from modellen.export.xlsx_formules import HEAD_ROWS, column, defined_name
from modellen.reader import read_plan
from modellen.tabellen import dossier
from tests.modellen.small_plan import write_small_plan
from ui.cli_dossier import functie_colours

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads the workbook back")
SOFFICE = shutil.which("soffice")
MADE = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)
SHEETS = [
    "Samenvatting",
    "Per fase",
    "Per blok",
    "Per pand",
    "Per bouwlaag",
    "Parameters",
    "Bronnen",
    "Definities",
    "Winkelunits",
    "Nieuwe gevels",
]


def written(plan: Plan, path: Path) -> Path:
    path.write_bytes(encode(dossier(plan, State.start(plan), MADE), functie_colours()))
    return path


def rows(book: Any, sheet: str) -> Iterator[dict[str, Any]]:
    """The rows of a sheet as heading (without unit) → value."""
    cells = list(book[sheet].iter_rows(min_row=HEAD_ROWS, values_only=True))
    heads = [str(head).partition(" (m")[0] for head in cells[0]]
    return (dict(zip(heads, row, strict=True)) for row in cells[1:] if row[0] is not None)


def bare(path: Path, out: Path, **parameters: float) -> Path:
    """The workbook without the values that stand beside formulas, with other parameters filled in by name."""
    book = openpyxl.load_workbook(path)
    for name, value in parameters.items():
        sheet, _, cell = book.defined_names[name].attr_text.partition("!")
        book[sheet.strip("'")][cell.replace("$", "")] = value
    book.save(out)  # openpyxl drops those values
    return out


@pytest.fixture(scope="module")
def recalculated(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The workbook as LibreOffice finds it, as it is and with another ratio of GO: one start for both."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed: nothing recalculates the workbook")
    folder = tmp_path_factory.mktemp("soffice")
    books = [bare(workbook, folder / "same.xlsx"),
             bare(workbook, folder / "ratio.xlsx", go_bvo_wonen=0.70, go_per_woning_m2=80.0)]  # fmt: skip
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless", "--convert-to", "xlsx"]
    words = [*command, "--outdir", str(folder / "out"), *map(str, books)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return {path.stem: openpyxl.load_workbook(folder / "out" / path.name, data_only=True) for path in books}


@pytest.fixture(scope="module")
def workbook(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(plan, tmp_path_factory.mktemp("xlsx") / "k.xlsx")


def check_totals(book: Any, plan: Plan) -> None:
    """Every total of the sheets Per fase and Per blok against the figures of the program."""
    figures = per_fase(plan, State.start(plan))
    for row, cijfers in zip(rows(book, "Per fase"), figures, strict=True):
        for functie in Functie:
            assert row[f"BVO {functie}"] == pytest.approx(cijfers.bvo_m2[functie], abs=1e-3)
        assert row["BVO totaal"] == pytest.approx(cijfers.totaal_m2, abs=1e-3)
        assert row["Woningen (nieuw)"] == cijfers.woningen
        assert row["Bebouwd"] == pytest.approx(cijfers.footprint_m2, abs=1e-3)
        assert row["Gesloopt"] == pytest.approx(cijfers.gesloopt_m2, abs=1e-3)
        assert row["Toegevoegd"] == pytest.approx(cijfers.toegevoegd_m2, abs=1e-3)
        assert row["Hof"] == pytest.approx(cijfers.hof_m2, abs=1e-3)
    blokken = [blok for cijfers in figures for blok in cijfers.blokken]
    for row, blok in zip(rows(book, "Per blok"), blokken, strict=True):
        assert row["Woningen"] == blok.woningen
        for name in ("fsi", "gsi", "l", "osr", "mxi"):
            assert row[f"{name.upper()} (eiland)"] == pytest.approx(getattr(blok.eiland, name), abs=1e-9)


def test_sheets_and_values_beside_the_formulas(workbook: Path, plan: Plan) -> None:
    """A viewer that does not calculate shows the same numbers."""
    book = openpyxl.load_workbook(workbook, data_only=True)
    assert book.sheetnames == SHEETS
    check_totals(book, plan)


def test_libreoffice_finds_the_same_totals(recalculated: dict[str, Any], workbook: Path, plan: Plan) -> None:
    book = recalculated["same"]
    check_totals(book, plan)
    own = openpyxl.load_workbook(workbook, data_only=True)
    for sheet in own:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    found = book[sheet.title][cell.coordinate].value
                    assert found == pytest.approx(cell.value, abs=1e-6), f"{sheet.title}!{cell.coordinate}"
    assert not [c.coordinate for s in book for r in s.iter_rows() for c in r if str(c.value).startswith("#")]


def test_another_ratio_gives_other_dwellings(recalculated: dict[str, Any], plan: Plan) -> None:
    """GO : BVO 0.70 and 80 m² GO per dwelling: per blok floor(BVO wonen × 0.70 / 80), by hand."""
    book = recalculated["ratio"]
    end = State.start(plan)
    blokken = per_fase(plan, end)[-1].blokken
    expected = [floor(b.bvo_m2[Functie.WONEN] * 0.70 / 80.0) for b in blokken]
    found = [row["Woningen"] for row in rows(book, "Per blok") if row["Fase"] == end.fase]
    assert found == expected
    assert found != [b.woningen for b in blokken]
    assert [r["Woningen (nieuw)"] for r in rows(book, "Per fase")][-1] == sum(expected)


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", 'A&B &[Picture] "x"'])
def test_text_of_a_plan_never_becomes_a_formula(tmp_path: Path, name: str) -> None:
    plan = read_plan(write_small_plan(tmp_path / "plan"))
    first = plan.bouwblokken[0]
    blok = replace(first, naam=name, rooilijnen=first.rooilijnen)
    hostile = replace(plan, naam=name, bouwblokken=(blok, *plan.bouwblokken[1:]))
    book = openpyxl.load_workbook(written(hostile, tmp_path / "k.xlsx"))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert all(c.data_type == "s" for c in cells if name in str(c.value))
    assert next(rows(book, "Per blok"))["Naam"] == name
    with ZipFile(tmp_path / "k.xlsx") as parts:
        foot = re.search("<oddFooter>(.*?)</oddFooter>", parts.read("xl/worksheets/sheet2.xml").decode())
    assert foot is not None and not re.search(r"&(?!&|[LR8AP N])", unescape(foot[1]).replace("&&", "")), foot[1]


def test_names_that_look_like_a_cell_are_made_safe() -> None:
    assert [defined_name(n) for n in ("go_bvo_wonen", "D1", "rc", "r2c3", "m²")] == [
        "go_bvo_wonen", "p_d1", "p_rc", "p_r2c3", "p_m_",
    ]  # fmt: skip


def test_letters_of_columns() -> None:
    """As in any spreadsheet program: Z is followed by AA, ZZ by AAA."""
    assert [column(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_one_fase_gives_one_row(plan: Plan, tmp_path: Path) -> None:
    state = replace(State.start(plan), fase="fase1")
    path = tmp_path / "k.xlsx"
    path.write_bytes(encode(dossier(plan, state, MADE, ("fase1",)), functie_colours()))
    (row,) = rows(openpyxl.load_workbook(path, data_only=True), "Per fase")
    cijfers = kerncijfers(plan, state, build(plan, state))
    assert (row["Fase"], row["Gesloopt"]) == ("fase1", pytest.approx(cijfers.gesloopt_m2))
