"""`massastudie bezonning --ten-opzichte-van`: sun before and after on the command line."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from massastudie.state import State
from modellen.reader import default_plan_path, read_plan
from modellen.studie import write_study

from .conftest import Run

WORDS = ("bezonning", "--fase", "fase3", "--op", "pleinen", "--stap", "30")


def test_before_after_and_ground(run: Run) -> None:
    found = json.loads(run(*WORDS, "--ten-opzichte-van", "bestaand", "--format", "json").stdout)
    (fase,) = found["fasen"]
    assert (found["ten_opzichte_van"], found["bomen"], fase["fase"]) == ("Bestaand", False, "fase3")
    rows = {r["id"]: r for r in fase["regels"]}
    square = rows["koopmansplein"]
    assert square["verschil_min"] == pytest.approx(square["na_min"] - square["voor_min"], abs=0.02)
    assert 0 < square["minder_m2"] <= square["oppervlak_m2"] + 10
    # built over in the existing city: nothing to compare
    assert rows["groen_plein"]["punten"] == 0 and rows["groen_plein"]["voor_min"] is None
    assert fase["totaal"]["minder_m2"] <= sum(r["minder_m2"] for r in fase["regels"])


def test_the_ledger_says_the_same_hours(run: Run) -> None:
    """A square that is open in both states has the mean hours of the ledger."""
    after = json.loads(run(*WORDS, "--format", "json").stdout)
    found = json.loads(run(*WORDS, "--ten-opzichte-van", "bestaand", "--format", "json").stdout)
    ledger = {r["id"]: r["fasen"]["fase3"]["gemiddeld_h"] for r in after["regels"]}
    rows = {r["id"]: r for r in found["fasen"][0]["regels"]}
    assert rows["markt"]["na_min"] == pytest.approx(60 * ledger["markt"], abs=0.01)


def test_as_table_and_csv(run: Run) -> None:
    table = run(*WORDS, "--ten-opzichte-van", "fase1").stdout
    assert "ten opzichte van Fase 1" in table or "ten opzichte van" in table
    assert "bomen niet meegenomen" in table and "Totaal" in table
    rows = list(csv.DictReader(StringIO(run(*WORDS, "--ten-opzichte-van", "fase1", "--format", "csv").stdout)))
    assert rows[-1]["id"] == "totaal" and {r["fase"] for r in rows} == {"fase3"}


def test_a_kept_study_is_a_reference(run: Run, tmp_path: Path) -> None:
    plan = read_plan(default_plan_path())
    state = State.start(plan).with_override("BB3", "bouwlagen", 9)
    kept = tmp_path / "hoog.massastudie.json"
    write_study(kept, default_plan_path(), state, {})
    found = json.loads(run(*WORDS, "--ten-opzichte-van", kept, "--format", "json").stdout)
    total = found["fasen"][0]["totaal"]
    assert found["ten_opzichte_van"].startswith("hoog.massastudie.json")
    assert total["meer_m2"] > 0 and total["minder_m2"] == 0, "a lower block takes no sun"


def test_the_norm_says_whether_the_loss_is_noticeable(run: Run) -> None:
    words = ("bezonning", "--fase", "fase3", "--norm", "bre_sun_on_ground", "--stap", "30")
    found = json.loads(run(*words, "--format", "json").stdout)
    assert found["ten_opzichte_van"] == "Bestaand" and found["norm"]["afname"] == 0.8
    for hof in found["fasen"][0]["hoven"]:
        has_former = hof["aandeel_voor"] is not None
        assert (hof["verhouding"] is not None) == (has_former and hof["aandeel_voor"] > 0)
        assert hof["verlies_merkbaar"] is not True or hof["verhouding"] < 0.8
    table = run(*words).stdout
    assert "verlies merkbaar onder 80 %" in table and "ervoor bebouwd" in table


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["--ten-opzichte-van", "fase9"], 1, "fase9"),
        (["--ten-opzichte-van", "weg.json"], 1, "weg.json"),
        (["--ten-opzichte-van", "bestaand", "--periode", "2026-02-19:2026-10-21"], 2, "--ten-opzichte-van"),
        (["--ten-opzichte-van", "bestaand", "--norm", "tno_licht"], 2, "tno_licht"),
    ],
)
def test_what_cannot_be_compared(run: Run, words: list[str], code: int, named: str) -> None:
    result = run("bezonning", "--stap", "30", *words)
    assert result.exit_code == code and named in result.output and "Traceback" not in result.output
