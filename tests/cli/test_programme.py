"""`massastudie loopnet`, `verloop` and `gevoeligheid`: table, JSON and CSV hold the same numbers."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from massastudie.plan import Plan
from massastudie.state import State
from modellen.reader import default_plan_path
from modellen.studie import SUFFIX, write_study

from .conftest import Run


def as_json(run: Run, *words: str | Path) -> dict:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def as_rows(run: Run, *words: str) -> list[dict[str, str]]:
    result = run(*words, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(StringIO(result.stdout)))


def test_the_network_of_every_fase(run: Run, plan: Plan) -> None:
    found = as_json(run, "loopnet")
    assert [f["id"] for f in found["fasen"]] == [f.id for f in plan.fasen]
    assert [f["doorsteken"] for f in found["fasen"]] == [0, 1, 4, 8]
    rows = {(r["fase"], r["grootheid"]): r["waarde"] for r in as_rows(run, "loopnet")}
    for fase in found["fasen"]:
        assert float(rows[fase["id"], "lengte"]) == fase["lengte_m"]
        for walk in fase["afstanden"]:
            assert float(rows[fase["id"], walk["id"]]) == walk["lengte_m"]


def test_a_closed_doorsteek_shows_in_the_network(run: Run) -> None:
    (opened,) = as_json(run, "loopnet", "--fase", "fase2")["fasen"]
    (closed,) = as_json(run, "loopnet", "--fase", "fase2", "--doorsteek", "DS1=dicht")["fasen"]
    assert closed["lengte_m"] < opened["lengte_m"]
    assert closed["afstanden"][0]["lengte_m"] > opened["afstanden"][0]["lengte_m"]


def test_the_run_down_holds_the_figures(run: Run) -> None:
    woningen = [f["woningen"] for f in as_json(run, "kerncijfers")["fasen"]]
    doelen = {d["id"]: d for d in as_json(run, "verloop")["streefgetallen"]}
    assert list(doelen) == ["D1", "D2", "D3"]
    assert [s["waarde"] for s in doelen["D1"]["stappen"]] == woningen
    assert {s["waarde"] for s in doelen["D3"]["stappen"]} == {None} and doelen["D3"]["reden"]
    rows = as_rows(run, "verloop")
    assert [r["waarde"] for r in rows if r["streefgetal"] == "D3"] == [""] * 4


def test_the_list_of_changes(run: Run, tmp_path: Path) -> None:
    found = as_json(run, "gevoeligheid", "--fase", "fase1")
    assert (found["dag"], [r["id"] for r in found["regels"]]) == ("2026-03-21", ["BB1"])
    (row,) = as_rows(run, "gevoeligheid", "--fase", "fase1")
    assert float(row["verlies_h"]) == found["regels"][0]["verlies_h"] > 0
    path = tmp_path / "list.csv"
    assert run("gevoeligheid", "--fase", "fase1", "--format", "csv", "--out", path).exit_code == 0
    assert path.read_text(encoding="utf-8").splitlines()[0].startswith("fase,soort,id")


@pytest.mark.parametrize("words", [("loopnet",), ("verloop",), ("gevoeligheid", "--fase", "fase2")])
def test_a_table_names_the_plan_and_fits_a_screen(run: Run, plan: Plan, words: tuple[str, ...]) -> None:
    text = run(*words).stdout
    assert text.startswith(plan.naam)
    assert max(len(line) for line in text.splitlines()) <= 120


@pytest.mark.parametrize(
    ("setting", "message"),
    [("go_bvo_wonen.waarde=3", "verwacht een getal van 0.5 tot 1"), ("go_bvo_wonen.bron=3", "'bron' bestaat niet")],
)
def test_a_parameter_that_does_not_fit_is_refused_in_one_line(run: Run, setting: str, message: str) -> None:
    result = run("kerncijfers", "--set", setting)
    assert result.exit_code == 1
    assert message in result.stderr and result.stderr.count("\n") == 1


def test_a_parameter_that_is_set_moves_the_figures(run: Run) -> None:
    (plain,) = as_json(run, "kerncijfers", "--fase", "fase3")["fasen"]
    (less,) = as_json(run, "kerncijfers", "--fase", "fase3", "--set", "go_bvo_wonen.waarde=0.7")["fasen"]
    assert less["woningen"] < plain["woningen"]
    assert less["go_m2"] == pytest.approx(plain["go_m2"] * 0.7 / 0.78, abs=0.01)
    assert less["bvo_m2"] == plain["bvo_m2"]


def test_the_rows_behind_the_figures_add_up_to_them(run: Run) -> None:
    (fase,) = as_json(run, "kerncijfers", "--fase", "fase2")["fasen"]
    (panden,) = (f["panden"] for f in as_json(run, "kerncijfers", "--fase", "fase2", "--detail", "pand")["fasen"])
    (lagen,) = (
        f["bouwlagen"] for f in as_json(run, "kerncijfers", "--fase", "fase2", "--detail", "bouwlaag")["fasen"]
    )
    assert sum(p["bvo_m2"]["totaal"] for p in panden) == pytest.approx(fase["bvo_m2"]["totaal"], abs=0.5)
    assert sum(p["woningen"] or 0 for p in panden) == fase["woningen"]
    for name in ("go_m2", "wvo_m2"):
        assert sum(row[name] for row in lagen) == pytest.approx(fase[name], abs=0.5)
        assert sum(row[name] for row in panden) == pytest.approx(fase[name], abs=0.5)
    assert sum(row["vvo_m2"] for row in lagen) == pytest.approx(fase["vvo_m2"]["totaal"], abs=0.5)


@pytest.mark.parametrize("detail", ["pand", "bouwlaag", "unit", "zijde"])
def test_csv_and_json_of_a_detail_have_the_same_rows(run: Run, detail: str) -> None:
    words = ("kerncijfers", "--fase", "fase1", "--detail", detail)
    ((_, rows),) = ((k, v) for k, v in as_json(run, *words)["fasen"][0].items() if k != "id")
    found = as_rows(run, *words)
    assert len(found) == len(rows) > 3
    assert run(*words).exit_code == 0


def test_a_parameter_says_that_it_was_set(run: Run) -> None:
    words = ("kerncijfers", "--detail", "parameter", "--set", "go_bvo_wonen.waarde=0.75")
    found = {p["id"]: p for p in as_json(run, *words)["parameters"]}
    assert (found["go_bvo_wonen"]["waarde"], found["go_bvo_wonen"]["eigen"]) == (0.75, True)
    assert not found["wvo_bvo_winkel"]["eigen"]
    assert all(p["bron"] and p["status"] in ("norm", "kengetal", "aanname") for p in found.values())


def test_sizes_that_do_not_fit_are_told(run: Run) -> None:
    assert "Let op" not in run("kerncijfers").stdout
    text = run("kerncijfers", "--set", "go_per_woning_m2.waarde=60").stdout
    assert "gemiddeld 75,0 m² GO" in text and "rekent met 60,0 m²" in text


def test_a_detail_does_not_go_into_a_workbook(run: Run, tmp_path: Path) -> None:
    assert run("kerncijfers", "--detail", "pand", "--out", tmp_path / "x.xlsx").exit_code == 2


def test_a_parameter_set_in_a_study_comes_back(run: Run, plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / f"a{SUFFIX}"
    write_study(path, default_plan_path(), State.start(plan).with_override("go_bvo_wonen", "waarde", 0.75), {})
    found = as_json(run, "kerncijfers", "--detail", "parameter", "--studie", path)["parameters"]
    assert {p["id"]: p["waarde"] for p in found}["go_bvo_wonen"] == 0.75


@pytest.mark.parametrize("words", [("woningen",), ("plangebied.osr",), ("weefsel.fsi", "--blok", "BB2")])
def test_a_figure_can_be_opened(run: Run, words: tuple[str, ...]) -> None:
    command = ("telling", "--fase", "fase2", "--cijfer", *words)
    found = as_json(run, *command)
    assert sum(p["waarde"] for p in found["geteld"]) / found["noemer"] == pytest.approx(found["waarde"])
    assert found["definitie"] and found["bron"]
    text = run(*command).stdout
    assert found["definitie"][:20] in text and ("Weggelaten" in text) == bool(found["weggelaten"])


def test_a_figure_that_is_not_there_is_answered_with_those_that_are(run: Run) -> None:
    result = run("telling", "--cijfer", "huizen")
    assert result.exit_code == 1
    assert "'huizen' bestaat niet; kies uit bvo_m2" in result.stderr
