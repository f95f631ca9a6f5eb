"""The options all commands share: each one changes what it should, alone, together, and laid over a study."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from massastudie.plan import Plan
from massastudie.state import State
from modellen.reader import default_plan_path
from modellen.studie import write_study
from ui.cli_options import Wishes, load, number

from .conftest import Run


def figures(run: Run, *words: str) -> dict:
    result = run("kerncijfers", "--fase", "fase3", "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["fasen"][0]


def blok(found: dict, name: str) -> dict:
    return next(b for b in found["blokken"] if b["id"] == name)


@pytest.mark.parametrize(
    "words",
    [
        ("--doorsteek", "DS1=dicht"),
        ("--accenten", "uit"),
        ("--set", "BB3.bouwlagen=6"),
        ("--set", "BB3.diepte_m=9,5"),
        ("--set", "DS1.breedte_m=12.5"),
        ("--set", "AC1.bouwlagen=9"),
        ("--set", "BB1-01.bouwlagen=8"),
        ("--set", "DS5.vrije_hoogte_m=3"),
    ],
    ids=" ".join,
)
def test_option_changes_the_figures(run: Run, words: tuple[str, str]) -> None:
    assert figures(run, *words)["bvo_m2"] != figures(run)["bvo_m2"]


def test_closing_a_doorsteek_adds_floor(run: Run) -> None:
    closed, opened = figures(run, "--doorsteek", "DS1=dicht"), figures(run)
    assert closed["bvo_m2"]["totaal"] > opened["bvo_m2"]["totaal"]


def test_opening_a_doorsteek_before_its_fase_takes_floor(run: Run) -> None:
    before, after = (
        json.loads(run("kerncijfers", "--fase", "bestaand", "--format", "json", *words).stdout)["fasen"][0]
        for words in ((), ("--doorsteek", "DS1=open"))
    )
    assert after["bvo_m2"]["totaal"] < before["bvo_m2"]["totaal"]


def test_a_block_can_be_moved_to_another_fase(run: Run, plan: Plan) -> None:
    later = next(b for b in plan.bouwblokken if b.fase == "fase3")
    result = run("kerncijfers", "--fase", "fase2", "--format", "json", "--set", f"{later.id}.fase=fase2")
    assert result.exit_code == 0, result.stderr
    moved = blok(json.loads(result.stdout)["fasen"][0], later.id)
    assert moved["staat"] is True
    assert moved["fase"] == "fase2"


def test_a_profile_reaches_the_state_and_leaves_the_floor_alone(run: Run, plan: Plan) -> None:
    straat = next(s for s in plan.straten if len(s.profielen) > 1)
    profiel = straat.profielen[-1].profiel
    _, state = load(None, Wishes(profielen=((straat.id, profiel),)))
    assert state.profielen[straat.id] == profiel
    assert figures(run, "--profiel", f"{straat.id}={profiel}") == figures(run)


def test_options_may_be_repeated_and_the_last_counts(run: Run) -> None:
    twice = figures(run, "--set", "BB3.bouwlagen=2", "--set", "BB5.bouwlagen=2", "--set", "BB3.bouwlagen=6")
    assert blok(twice, "BB3") == blok(figures(run, "--set", "BB3.bouwlagen=6"), "BB3")
    assert blok(twice, "BB5")["bvo_m2"] != blok(figures(run), "BB5")["bvo_m2"]


def test_table_says_that_the_plan_was_changed(run: Run) -> None:
    assert "2 instellingen" in run("kerncijfers", "--doorsteek", "DS1=dicht", "--accenten", "uit").stdout


def test_command_line_and_study_file_give_the_same_state(run: Run, plan: Plan, tmp_path: Path) -> None:
    state = replace(State("fase3"), accenten_aan=False).with_doorsteek("DS2", False)
    state = state.with_override("BB3", "bouwlagen", 6)
    path = tmp_path / "b.massastudie.json"
    write_study(path, default_plan_path(), state, {})
    words = ("--doorsteek", "DS2=dicht", "--accenten", "uit", "--set", "BB3.bouwlagen=6")
    assert figures(run, "--studie", path) == figures(run, *words)
    assert load(None, Wishes(studie=path))[1] == state


def test_options_are_laid_over_the_study(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.massastudie.json"
    write_study(path, default_plan_path(), State("fase3").with_override("BB3", "bouwlagen", 6), {})
    assert figures(run, "--studie", path, "--set", "BB3.bouwlagen=4") == figures(run, "--set", "BB3.bouwlagen=4")


def test_export_takes_the_fase_of_the_study(run: Run, tmp_path: Path) -> None:
    study, out = tmp_path / "b.massastudie.json", tmp_path / "v.geojson"
    write_study(study, default_plan_path(), State("fase1"), {})
    assert run("export", "--studie", study, "--out", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["getoonde_fase"] == "fase1"


def test_a_plan_folder_of_ones_own(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mijn plan"
    shutil.copytree(default_plan_path(), folder)
    text = (folder / "plan.toml").read_text(encoding="utf-8")
    (folder / "plan.toml").write_text(text.replace('id = "koopmansplein"', 'id = "variant"', 1), encoding="utf-8")
    result = run("kerncijfers", folder, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["plan"] == "variant"


@pytest.mark.parametrize(
    ("text", "value"),
    [("4", 4), ("-2", -2), ("3.5", 3.5), ("3,5", 3.5), ("fase2", "fase2"), ("nan", "nan"), ("1e9", "1e9"), ("", "")],
)
def test_numbers_as_people_type_them(text: str, value: object) -> None:
    assert number(text) == value
    assert type(number(text)) is type(value)
