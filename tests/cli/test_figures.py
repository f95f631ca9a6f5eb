"""`massastudie kerncijfers`: table, JSON and CSV hold the same numbers, and they are those of the export."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from shapely.geometry import shape

from massastudie.massa import build
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Functie, Plan
from massastudie.state import State
from tests.modellen import small_plan
from ui.style import number

from .conftest import Run

FASE_KEYS = {"id", "naam", "jaren", "bvo_m2", "woningen", "winkelunits", "footprint_m2", "hof_m2", "blokken"}


def as_json(run: Run, *words: str) -> dict:
    result = run("kerncijfers", "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_json_has_every_fase_and_field(run: Run, plan: Plan) -> None:
    found = as_json(run)
    assert found.keys() == {"plan", "fasen"}
    assert found["plan"] == plan.id
    assert [f["id"] for f in found["fasen"]] == [f.id for f in plan.fasen]
    for fase in found["fasen"]:
        assert fase.keys() >= FASE_KEYS
        assert list(fase["bvo_m2"]) == [*Functie, "totaal"]
        assert [b["id"] for b in fase["blokken"]] == [b.id for b in plan.bouwblokken]


def test_json_gives_the_figures_of_the_core(run: Run, plan: Plan) -> None:
    for fase in as_json(run)["fasen"]:
        state = State(fase["id"])
        core = kerncijfers(plan, state, build(plan, state))
        assert fase["bvo_m2"]["totaal"] == pytest.approx(core.totaal_m2, abs=0.001)
        assert fase["woningen"] == core.woningen
        assert fase["hof_m2"] == pytest.approx(core.hof_m2, abs=0.001)


def test_functies_add_up_to_the_total(run: Run) -> None:
    for fase in as_json(run)["fasen"]:
        parts = sum(v for k, v in fase["bvo_m2"].items() if k != "totaal")
        assert parts == pytest.approx(fase["bvo_m2"]["totaal"], abs=0.01)


def test_one_fase_is_that_fase_of_the_whole(run: Run) -> None:
    whole = {f["id"]: f for f in as_json(run)["fasen"]}
    assert as_json(run, "--fase", "fase2")["fasen"] == [whole["fase2"]]


@pytest.mark.parametrize("fase", ["bestaand", "fase2", "fase3"])
def test_exported_areas_in_the_plan_are_the_bvo(run: Run, tmp_path: Path, fase: str) -> None:
    path = tmp_path / "v.geojson"
    assert run("export", "--fase", fase, "--out", path).exit_code == 0
    areas: dict[str, float] = dict.fromkeys(Functie, 0.0)
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if feature["properties"]["in_plan"]:
            areas[feature["properties"]["functie"]] += shape(feature["geometry"]).area
    bvo = as_json(run, "--fase", fase)["fasen"][0]["bvo_m2"]
    assert areas == pytest.approx({k: v for k, v in bvo.items() if k != "totaal"}, abs=0.1)


def test_csv_is_the_long_form_of_the_json(run: Run) -> None:
    rows = list(csv.DictReader(StringIO(run("kerncijfers", "--format", "csv").stdout)))
    assert list(rows[0]) == ["fase", "blok", "grootheid", "functie", "waarde", "eenheid"]
    found = {(r["fase"], r["blok"], r["grootheid"], r["functie"]): float(r["waarde"]) for r in rows}
    assert len(found) == len(rows)
    for fase in as_json(run)["fasen"]:
        assert found[fase["id"], "", "bvo", "totaal"] == fase["bvo_m2"]["totaal"]
        assert found[fase["id"], "", "woningen", ""] == fase["woningen"]
        for blok in fase["blokken"]:
            assert found[fase["id"], blok["id"], "bvo", "wonen"] == blok["bvo_m2"]["wonen"]
            assert found[fase["id"], blok["id"], "fsi", ""] == blok["fsi"]


def test_table_is_dutch_and_says_what_is_counted(run: Run, plan: Plan) -> None:
    result = run("kerncijfers")
    assert result.exit_code == 0
    for fase in as_json(run)["fasen"]:
        assert number(fase["bvo_m2"]["totaal"]) in result.stdout
    assert all(f.naam in result.stdout and f.jaren in result.stdout for f in plan.fasen)
    assert "Geteld: " in result.stdout
    assert "* aanname bij " in result.stdout
    assert "gewijzigd" not in result.stdout


def test_table_in_a_file_has_no_control_characters_and_no_cut_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    assert run("kerncijfers", "--out", path).exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "…" not in text


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_out_is_what_the_screen_shows_and_its_suffix_chooses(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"k.{suffix}"
    result = run("kerncijfers", "--out", path)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert path.read_text(encoding="utf-8") == run("kerncijfers", "--format", suffix).stdout


def test_panden_of_all_fasen_stand_in_one_csv_and_add_up(run: Run) -> None:
    result = run("kerncijfers", "--detail", "pand", "--format", "csv")
    assert result.exit_code == 0, result.stderr
    rows = list(csv.DictReader(StringIO(result.stdout)))
    for fase in as_json(run)["fasen"]:
        own = [row for row in rows if row["fase"] == fase["id"]]
        for functie, area in fase["bvo_m2"].items():
            total = sum(float(row[f"bvo_{functie}_m2"]) for row in own)
            assert total == pytest.approx(area, abs=0.001 * len(own)), (fase["id"], functie)


def test_the_table_counts_what_was_changed(run: Run) -> None:
    one, two = ("--doorsteek", "DS1=dicht"), ("--doorsteek", "DS1=dicht", "--set", "BB3.bouwlagen=5")
    assert "1 instelling wijkt af" in run("kerncijfers", *one).stdout
    assert "2 instellingen wijken af" in run("kerncijfers", *two).stdout


def test_a_name_in_csv_is_no_formula(run: Run, tmp_path: Path) -> None:
    folder = small_plan.write_small_plan(tmp_path / "plan")
    said = {"naam": "=HYPERLINK(A1)", "in_plan": True}
    small_plan.edit_layer(folder, "bestaand", lambda c: c["features"][0]["properties"].update(said))
    result = run("kerncijfers", folder, "--fase", "bestaand", "--detail", "pand", "--format", "csv")
    assert "'=HYPERLINK(A1)" in {row["naam"] for row in csv.DictReader(StringIO(result.stdout))}
