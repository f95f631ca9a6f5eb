"""`massastudie kerncijfers --out x.xlsx` and `massastudie tabellen`."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from tests.cli.conftest import Run


def test_a_workbook_with_the_sun_of_one_fase(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "k.xlsx"
    result = run("kerncijfers", "--fase", "fase1", "--out", out)
    assert result.exit_code == 0, result.output
    with ZipFile(out) as book:
        names = book.read("xl/workbook.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert 'name="Bezonning"' in names and 'name="Toets"' in names and 'name="go_bvo_wonen"' in names
    assert "bomen niet meegenomen" in strings


def test_a_workbook_needs_a_file(run: Run) -> None:
    result = run("kerncijfers", "--format", "xlsx")
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_a_folder_that_is_not_there_is_told_before_any_work(run: Run, tmp_path: Path) -> None:
    result = run("kerncijfers", "--out", tmp_path / "weg" / "k.xlsx")
    assert result.exit_code == 1
    assert "bestaat niet" in result.stderr and "Traceback" not in result.stderr


def test_tables_in_a_folder(run: Run, tmp_path: Path) -> None:
    result = run("tabellen", "--fase", "fase3", "--out", tmp_path / "t")
    assert result.exit_code == 0, result.output
    assert {p.name for p in (tmp_path / "t").iterdir()} >= {"per_fase.csv", "bezonning.csv", "bronnen.csv"}


def test_a_file_in_place_of_the_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t").write_text("")
    result = run("tabellen", "--fase", "fase1", "--out", tmp_path / "t")
    assert result.exit_code == 1 and "verwacht een map" in result.stderr
