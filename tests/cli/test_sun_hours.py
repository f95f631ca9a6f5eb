"""`massastudie bezonning` as a user types it: ledger, period, norms and the free form."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from ui.style import number

from .conftest import Run

#: A corner of the Koopmansplein, RD.
X, Y = 233778.0, 557095.0
SQUARE = [[X - 5, Y - 25], [X + 5, Y - 25], [X + 5, Y - 15], [X - 5, Y - 15], [X - 5, Y - 25]]


def feature(ring: Any = SQUARE, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature", "properties": {"bottom_m": 0, "top_m": 30, **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """One tower, and points behind it, under it and on its south face."""
    volumes, punten = tmp_path / "v.geojson", tmp_path / "p.csv"
    volumes.write_text(json.dumps({"type": "FeatureCollection", "features": [feature()]}), encoding="utf-8")
    punten.write_text(
        f"x,y,z,nx,ny,nz\n{X},{Y},0,0,0,1\n{X},{Y - 20},0,0,0,1\n{X},{Y - 25.02},5,0,-1,0\n{X},{Y + 500},0,0,0,2\n",
        encoding="utf-8",
    )
    return volumes, punten


def free(run: Run, files: tuple[Path, Path], *words: str) -> Any:
    result = run("bezonning", "--volumes", files[0], "--punten", files[1], "--dag", "2026-03-21", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_free_form(run: Run, files: tuple[Path, Path]) -> None:
    found = free(run, files, "--format", "json", "--stap", "1")
    behind, under, south, away = found["minuten"]
    assert (found["stap_min"], found["dag"], found["zone"]) == (1.0, "2026-03-21", "Europe/Amsterdam")
    assert under is None
    assert 500 < behind < away
    assert away == pytest.approx(12.07 * 60, abs=3)
    assert south == pytest.approx(away, abs=30)
    fine = free(run, files, "--format", "json")
    assert fine["stap_min"] == 0.25
    assert fine["minuten"][0] == pytest.approx(behind, abs=2)


def test_free_form_with_semicolons_and_decimal_commas(run: Run, files: tuple[Path, Path]) -> None:
    before = free(run, files, "--format", "json")["minuten"][0]
    files[1].write_text(f"\ufeffX;Y;Z\n{X:.2f};{Y:.2f};0,0\n".replace(".", ","), encoding="utf-8")
    assert free(run, files, "--format", "json")["minuten"] == [before]


def test_free_form_without_points(run: Run, files: tuple[Path, Path]) -> None:
    files[1].write_text("x,y,z\n", encoding="utf-8")
    assert free(run, files, "--format", "json")["minuten"] == []
    result = run("bezonning", "--volumes", files[0], "--punten", files[1], "--format", "csv")
    assert result.stdout == "x,y,z,minuten\n"


def test_the_length_of_a_normal_does_not_matter(run: Run, files: tuple[Path, Path]) -> None:
    files[1].write_text(f"x,y,z,nx,ny,nz\n{X},{Y},0,1,1,1\n{X},{Y},0,1e200,1e200,1e200\n", encoding="utf-8")
    one, other = free(run, files, "--format", "json")["minuten"]
    assert one == other > 0


def test_free_form_as_csv_and_table(run: Run, files: tuple[Path, Path]) -> None:
    words = ("bezonning", "--volumes", files[0], "--punten", files[1])
    rows = list(csv.DictReader(StringIO(run(*words, "--format", "csv").stdout)))
    assert [r["minuten"] == "" for r in rows] == [False, True, False, False]
    assert "in massa" in run(*words).stdout


@pytest.mark.parametrize(
    ("volumes", "punten", "named"),
    [
        ("{", None, "JSON"),
        ('{"type": "Feature"}', None, "FeatureCollection"),
        ([feature(top_m="hoog")], None, "top_m"),
        ([feature(top_m=0)], None, "groter dan bottom_m"),
        ([feature(id="T1", bottom_m=None)], None, "'T1'"),
        ([feature([[6.5, 52.9], [6.6, 52.9], [6.6, 53.0], [6.5, 52.9]])], None, "RD"),
        ([feature([[X, Y], [X + 9, Y + 9], [X + 9, Y], [X, Y + 9], [X, Y]])], None, "geldige omtrek"),
        ([feature([[X]])], None, "ringen"),
        (None, "x,y\n1,2\n", "kolommen x, y, z"),
        (None, f"x,y,z\n{X},{Y},hoog\n", "veld z"),
        (None, f"x,y,z,nx\n{X},{Y},0,1\n", "nx, ny, nz"),
        (None, f"x,y,z,nx,ny,nz\n{X},{Y},0,0,0,0\n", "een richting"),
        (None, "x,y,z\n6.5,52.9,0\n", "RD"),
        ("[" * 100_000, None, "JSON"),
        ([{**feature(), "properties": [1]}], None, "properties"),
        ([feature(top_m=10**400)], None, "top_m"),
        ([{**feature(), "geometry": {"type": "Polygon", "coordinates": []}}], None, "gevonden niets"),
        (None, f"x,y,z\n{X},{Y},1,5\n", "decimale komma"),
        (None, f"x,y,z,x\n{X},{Y},1,{X}\n", "twee keer"),
        (None, f"x,y,z\n{X},{Y},1e9\n", "veld z"),
    ],
)
def test_a_file_that_does_not_fit_is_named(
    run: Run, files: tuple[Path, Path], volumes: Any, punten: str | None, named: str
) -> None:
    if isinstance(volumes, list):
        volumes = json.dumps({"type": "FeatureCollection", "features": volumes})
    for path, text in zip(files, (volumes, punten), strict=True):
        if text is not None:
            path.write_text(text, encoding="utf-8")
    result = run("bezonning", "--volumes", files[0], "--punten", files[1])
    assert result.exit_code == 1
    assert named in result.output
    assert (files[0] if volumes is not None else files[1]).name in result.output


def test_the_ledger_in_three_forms(run: Run) -> None:
    words = ("bezonning", "--op", "hoven", "--dag", "2026-03-21", "--stap", "10")
    found = json.loads(run(*words, "--format", "json").stdout)
    assert (found["dag"], found["stap_min"], found["bomen"]) == ("2026-03-21", 10.0, False)
    assert found["fasen"] == ["bestaand", "fase1", "fase2", "fase3"]
    assert {r["id"] for r in found["regels"]} == {f"BB{n}" for n in range(1, 10)}
    cells = {(r["id"], f): c for r in found["regels"] for f, c in r["fasen"].items() if c}
    assert all(0 <= c["aandeel"] <= 1 and c["gemiddeld_h"] > 0 for c in cells.values())
    rows = list(csv.DictReader(StringIO(run(*words, "--format", "csv").stdout)))
    assert {(r["id"], r["fase"]): float(r["gemiddeld_h"]) for r in rows} == {
        k: c["gemiddeld_h"] for k, c in cells.items()
    }
    table = run(*words).stdout
    assert all(number(c["gemiddeld_h"], 1) in table for c in cells.values())
    assert "stap 10 min" in table and "bomen niet meegenomen" in table and "2026-03-21" in table


def test_one_fase_has_one_column_and_a_wish_changes_it(run: Run) -> None:
    words = ("bezonning", "--fase", "fase3", "--op", "hoven", "--stap", "10", "--format", "json")
    plain, raised = (json.loads(run(*words, *more).stdout) for more in ((), ("--set", "BB3.bouwlagen=9")))
    assert plain["fasen"] == ["fase3"]
    sun = [{r["id"]: r["fasen"]["fase3"]["gemiddeld_h"] for r in one["regels"]} for one in (plain, raised)]
    assert sun[1]["BB3"] < sun[0]["BB3"]


def test_a_fase_without_hoven_says_so(run: Run) -> None:
    result = run("bezonning", "--fase", "bestaand", "--op", "hoven")
    assert result.exit_code == 0
    assert "Niets gevonden" in result.stdout


def test_a_period(run: Run) -> None:
    words = ("bezonning", "--fase", "fase1", "--op", "hoven", "--periode", "2026-02-19:2026-03-21", "--stap", "30")
    found = json.loads(run(*words, "--format", "json").stdout)
    assert (found["dagen"], found["van"], found["tot"]) == (31, "2026-02-19", "2026-03-21")
    (regel,) = found["regels"]
    assert regel["totaal_h"] == pytest.approx(31 * regel["per_dag_h"], abs=0.05)
    assert regel["laagste_dag"] == "2026-02-19"
    assert "slechtste dag" in run(*words).stdout


def test_a_total_can_be_estimated_and_says_so(run: Run) -> None:
    words = ("bezonning", "--fase", "fase1", "--op", "hoven", "--periode", "2026-02-19:2026-10-21", "--stap", "20")
    whole, part = (json.loads(run(*words, *more, "--format", "json").stdout) for more in ((), ("--schatting",)))
    assert (whole["geschat"], part["geschat"]) == (False, True)
    (exact,), (regel,) = whole["regels"], part["regels"]
    assert regel["totaal_h"] == pytest.approx(exact["totaal_h"], rel=0.01)
    assert regel["laagste_h"] is None and regel["laagste_dag"] is None
    assert regel["punten"] == exact["punten"]
    assert "Geschat uit één op de 16 momenten" in run(*words, "--schatting").stdout


def test_trees_weigh_the_hours_and_are_named(run: Run) -> None:
    words = ("bezonning", "--fase", "fase3", "--op", "hoven", "--stap", "30")
    bare, past = (json.loads(run(*words, *more, "--format", "json").stdout) for more in ((), ("--bomen",)))
    assert bare["bomen"] is False
    assert past["bomen"]["doorlatendheid"] == 0.5 and past["bomen"]["bron"]
    hours = [[r["fasen"]["fase3"]["gemiddeld_h"] for r in one["regels"]] for one in (bare, past)]
    assert all(b <= a for a, b in zip(*hours, strict=True)) and sum(hours[1]) < sum(hours[0])
    assert "bomen: doorlatendheid 3 % per kroon (in blad)" in run(*words, "--bomen", "--dag", "2026-06-21").stdout


def test_a_norm_prints_its_parameters_and_is_indicative(run: Run) -> None:
    words = ("bezonning", "--fase", "fase3", "--norm", "bre_sun_on_ground", "--stap", "10")
    found = json.loads(run(*words, "--format", "json").stdout)
    assert found["toetsing"] == "toetsing aan BRE zon op de grond (BR 209) (indicatief)"
    assert found["norm"]["stap_min"] == 10.0 and found["norm"]["bron"] and found["norm"]["bomen"] is False
    (fase,) = found["fasen"]
    assert len(fase["hoven"]) == 9
    table = run(*words).stdout
    assert "(indicatief)" in table and "zon boven 10°" in table and "Bron: BRE BR 209" in table
    assert "voldoet aan de wet" not in table


def test_a_norm_for_gevels_and_one_of_your_own(run: Run, tmp_path: Path) -> None:
    words = ("bezonning", "--fase", "fase1", "--norm", "haagse_norm", "--stap", "30")
    rows = list(csv.DictReader(StringIO(run(*words, "--format", "csv").stdout)))
    assert rows and {r["voldoet"] for r in rows} <= {"voldoet", "voldoet niet", "n.v.t."}
    own = tmp_path / "mijn.toml"
    source = Path(__file__).resolve().parents[2] / "modellen" / "normen" / "eigen.toml"
    text = (
        source.read_text(encoding="utf-8")
        .replace("uren = [2.0]", "uren = [0.5]")
        .replace("aandeel = 0.5", "aandeel = 0.05")
    )
    own.write_text(text, encoding="utf-8")
    result = run("bezonning", "--fase", "fase3", "--norm", own, "--stap", "30", "--format", "csv")
    assert {r["voldoet"] for r in csv.DictReader(StringIO(result.stdout))} == {"voldoet"}
    own.write_text(own.read_text(encoding="utf-8").replace("uren", "uur"), encoding="utf-8")
    result = run("bezonning", "--norm", own)
    assert result.exit_code == 1 and "mijn.toml" in result.output and "uren" in result.output


def test_out_writes_what_the_screen_shows(run: Run, tmp_path: Path) -> None:
    path, words = tmp_path / "zon.csv", ("bezonning", "--fase", "fase1", "--op", "hoven", "--stap", "30")
    assert run(*words, "--out", path).exit_code == 0
    assert path.read_text(encoding="utf-8") == run(*words, "--format", "csv").stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--op", "tuinen"], "tuinen"),
        (["--op", ""], "got nothing"),
        (["--dag", "21-3"], "2026-03-21"),
        (["--dag", "1999-03-21"], "2020 to 2050"),
        (["--periode", "2026-02-19"], "D1:D2"),
        (["--periode", "2026-10-21:2026-02-19"], "first day"),
        (["--schatting"], "--periode"),
        (["--stap", "0"], "0.1"),
        (["--min-hoogte", "90"], "60"),
        (["--volumes", "v.geojson"], "--punten"),
        (["--volumes", "v.geojson", "--punten", "p.csv", "--fase", "fase1"], "--volumes takes no plan"),
        (["--dag", "2026-03-21", "--periode", "2026-02-19:2026-10-21"], "exclude"),
        (["--norm", "tno_licht", "--periode", "2026-02-19:2026-10-21"], "exclude"),
        (["--norm", "tno_licht", "--op", "hoven"], "--op"),
        (["--norm", "tno_licht", "--bomen"], "--bomen"),
    ],
)
def test_wrong_use(run: Run, words: list[str], named: str) -> None:
    result = run("bezonning", *words)
    assert result.exit_code == 2
    assert named in result.output


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--norm", "tno"], "tno_licht"),
        (["--norm", "weg.toml"], "weg.toml"),
        (["--fase", "fase9"], "fase3"),
        (["--volumes", "weg.geojson", "--punten", "weg.csv"], "weg.geojson"),
    ],
)
def test_what_does_not_fit(run: Run, words: list[str], named: str) -> None:
    result = run("bezonning", *words)
    assert result.exit_code == 1
    assert named in result.output
