"""`massastudie schaduwset`: wrong use, and what does not fit, end before anything is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["--size", "10x10"], 2, "10x10"),
        (["--jaar", "1999"], 2, "1999"),
        (["--format", "gif"], 2, "gif"),
        (["--fase", "fase9"], 1, "fase9"),
        (["--ten-opzichte-van", "fase9"], 1, "fase9"),
        (["--ten-opzichte-van", "weg.json"], 1, "weg.json"),
    ],
)
def test_wrong_use(run: Run, tmp_path: Path, words: list[str], code: int, named: str) -> None:
    result = run("schaduwset", "--out", tmp_path / "set", *words)
    assert result.exit_code == code and named in result.output and "Traceback" not in result.output
    assert not (tmp_path / "set").exists()


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "set"
    place.write_text("hier staat al iets", encoding="utf-8")
    result = run("schaduwset", "--out", place)
    assert result.exit_code == 1 and str(place) in result.output
    assert place.read_text(encoding="utf-8") == "hier staat al iets"


def test_it_needs_a_folder(run: Run) -> None:
    assert run("schaduwset").exit_code == 2
