"""`massastudie figuren`: a set in one command, what changed since the last time, and sheets at a true scale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from modellen.reader import default_plan_path

from .conftest import Run

pytest.importorskip("vtkmodules")
SET = """format_versie = 1
grootte_px = [320, 180]
[[figuur]]
id = "vogel"
titel = "Fase 2"
fase = "fase2"
[[figuur]]
id = "boven"
titel = "Van boven"
fase = "fase3"
gezicht = "plan"
parallel = true
[[blad]]
id = "blad"
titel = "Twee beelden"
formaat = "A4"
figuren = ["vogel", "boven"]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figuren")
    (folder / "set.toml").write_text(SET, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def steps(made: Path) -> Iterator[list[dict[str, str]]]:
    """What is told of each file: at first, when nothing changed, and after changes in the set."""
    import subprocess
    import sys

    from .conftest import ROOT

    def told() -> dict[str, str]:
        command = [sys.executable, "-m", "ui", "figuren", str(made / "set.toml"), "--out", str(made / "uit")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        return {line.split()[1]: line.split()[0] for line in done.stdout.splitlines()}

    found = [told(), told()]
    lower = SET.replace('fase = "fase2"', 'fase = "fase2"\ninstellingen = { BB2 = { bouwlagen = 9 } }')
    (made / "set.toml").write_text(lower.replace('id = "boven"', 'id = "plat"').replace('"boven"]', '"plat"]'))
    yield [*found, told()]


def test_first_all_is_new_then_all_is_the_same(steps: list[dict[str, str]]) -> None:
    files = ["vogel.png", "boven.png", "blad.pdf"]
    assert steps[0] == dict.fromkeys(files, "nieuw")
    assert steps[1] == dict.fromkeys(files, "gelijk")


def test_after_a_change_it_says_what_changed_and_what_is_no_longer_made(steps: list[dict[str, str]]) -> None:
    assert steps[2] == {
        "vogel.png": "gewijzigd", "plat.png": "nieuw", "blad.pdf": "gewijzigd", "boven.png": "vervallen",
    }  # fmt: skip


def test_the_list_names_what_was_made(made: Path, steps: list[dict[str, str]]) -> None:
    found = json.loads((made / "uit" / "figuren.json").read_text(encoding="utf-8"))
    assert found["plan"] == "koopmansplein"
    assert [row["bestand"] for row in found["figuren"]] == ["vogel.png", "blad.pdf", "plat.png"]


def test_a_sheet_is_of_its_paper_and_its_scale_bar_is_true(made: Path, steps: list[dict[str, str]]) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(made / "uit" / "blad.pdf") as pdf:
        page = pdf.pages[0]
        text, mm = page.extract_text(), 72 / 25.4
        # ISO 216: A4 is 210 × 297 mm.
        assert (round(page.width / mm), round(page.height / mm)) == (297, 210)
        for words in ("Twee beelden", "Fase 2 · 2025–2030", "perspectief", "plangrens", "Bron:", "Aanname:"):
            assert words in text
        scale = int(text.split("schaal 1:")[1].split()[0].replace(".", ""))
        metres = int(text.split("0 m")[0].split()[-1] + "0")
        bars = [r["width"] / mm for r in page.rects if abs(r["height"] / mm - 1.1) < 0.2]
    assert len(bars) == 4
    assert sum(bars) == pytest.approx(metres * 1000 / scale, rel=0.02)


def test_an_unknown_figure_and_a_missing_set(run: Run, made: Path, tmp_path: Path) -> None:
    result = run("figuren", "--figuur", "maan", "--out", tmp_path / "uit")
    assert result.exit_code == 1 and "'maan' staat er niet in; kies uit 01-" in result.stderr
    result = run("figuren", tmp_path / "weg.toml", "--out", tmp_path / "uit")
    assert result.exit_code == 1 and "weg.toml" in result.stderr
    assert not (tmp_path / "uit").exists()


def test_the_folder_of_a_plan_is_the_plan_and_its_set(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "eigen"
    copytree(default_plan_path(), plan)
    (plan / "figures.toml").write_text(SET, encoding="utf-8")
    done = run("figuren", str(plan), "--figuur", "boven", "--out", str(tmp_path / "uit"))
    assert done.exit_code == 0 and "boven.png" in done.stdout


def test_a_folder_that_cannot_be_made(run: Run, made: Path, tmp_path: Path) -> None:
    (tmp_path / "vol").write_text("", encoding="utf-8")
    result = run("figuren", made / "set.toml", "--out", tmp_path / "vol")
    assert result.exit_code == 1 and "verwacht een map" in result.stderr
