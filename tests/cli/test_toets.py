"""`massastudie toets`: every rule in every fase, its exit codes, and the same outcome in table and JSON."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from massastudie.plan import Plan
from massastudie.state import State
from massastudie.toetsing import toets
from modellen.reader import default_plan_path
from modellen.toetsregels import rules_of

from .conftest import Run

KEYS = {"id", "citaat", "gemeten", "grens", "waarde", "eenheid", "oordeel", "reden", "objecten", "aanname"}
VERDICTS = {"voldoet", "voldoet niet", "niet te toetsen"}


def as_json(run: Run, *words: str) -> dict[str, Any]:
    result = run("toets", "--format", "json", "--zon", "geen", *words)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def verdicts(found: dict[str, Any], regel: str) -> dict[str, str]:
    return {f["id"]: r["oordeel"] for f in found["fasen"] for r in f["regels"] if r["id"] == regel}


def test_json_lists_every_rule_in_every_fase(run: Run, plan: Plan) -> None:
    found = as_json(run)
    ids = [r.id for r in rules_of(plan)]
    assert [f["id"] for f in found["fasen"]] == [f.id for f in plan.fasen]
    for fase in found["fasen"]:
        assert [r["id"] for r in fase["regels"]] == ids
        for row in fase["regels"]:
            assert row.keys() >= KEYS and row["oordeel"] in VERDICTS and row["reden"]
            assert (row["waarde"] is None) <= (row["oordeel"] != "voldoet niet" or row["id"] == "C6")


def test_json_is_what_the_core_says(run: Run, plan: Plan) -> None:
    core = toets(plan, State.start(plan), rules_of(plan))
    for fase, one in zip(as_json(run)["fasen"], core.fasen, strict=True):
        assert [r["oordeel"] for r in fase["regels"]] == [r.oordeel.value for r in one.regels]
        assert [r["objecten"] for r in fase["regels"]] == [list(r.uitkomst.objecten) for r in one.regels]


def test_one_fase_is_that_fase_of_the_whole(run: Run) -> None:
    whole = {f["id"]: f for f in as_json(run)["fasen"]}
    assert as_json(run, "--fase", "fase2")["fasen"] == [whole["fase2"]]


def test_a_pand_raised_on_the_first_line_of_the_square_fails_a4(run: Run) -> None:
    assert set(verdicts(as_json(run), "A4").values()) == {"voldoet", "niet te toetsen"}
    found = as_json(run, "--set", "BB2-03.bouwlagen=6")
    assert verdicts(found, "A4")["fase2"] == "voldoet niet"
    assert verdicts(found, "A4")["fase1"] == "voldoet"  # the block is not there yet


def test_an_accent_moved_to_the_square_fails_a4(run: Run, plan: Plan, tmp_path: Path) -> None:
    from massastudie.massa import build

    moved = tmp_path / "plan"
    shutil.copytree(default_plan_path(), moved)
    target = build(plan, State("fase2")).by_id["BB2-03"].volumes[0].polygon
    x, y = plan.oorsprong
    content = json.loads((moved / "accenten.geojson").read_text(encoding="utf-8"))
    own = next(f for f in content["features"] if f["properties"]["id"] == "AC6")
    own["geometry"] = {"type": "Polygon", "coordinates": [[[a + x, b + y] for a, b in target.exterior.coords]]}
    (moved / "accenten.geojson").write_text(json.dumps(content), encoding="utf-8")
    assert verdicts(as_json(run, str(moved)), "A4")["fase2"] == "voldoet niet"


def test_a_plint_of_three_and_a_half_metres_fails_a11(run: Run) -> None:
    assert verdicts(as_json(run), "A11")["fase2"] == "voldoet"
    assert verdicts(as_json(run, "--set", "BB2.plint_m=3.5"), "A11")["fase2"] == "voldoet niet"


def test_a_failing_rule_ends_with_1_only_when_strict(run: Run) -> None:
    low = ("toets", "--zon", "geen", "--fase", "fase2", "--set", "BB2.plint_m=3.5")
    assert run(*low).exit_code == 0
    assert run(*low, "--strict").exit_code == 1
    assert run("toets", "--zon", "geen", "--fase", "bestaand", "--strict").exit_code == 0


def test_the_table_fits_120_columns_and_tells_why(run: Run) -> None:
    result = run("toets", "--zon", "geen", "--set", "BB2.plint_m=3.5")
    lines = result.stdout.splitlines()
    assert max(len(line) for line in lines) <= 120
    assert any(re.match(r" A11 .*✗ 3,5 +✗ 3,5", line) for line in lines)
    assert any(line.startswith("✗ A11 · ") and "3,5 m" in line for line in lines)
    assert any(line.startswith("– B2: ") for line in lines)


def test_the_sun_is_in_the_list_unless_it_is_left_out(run: Run) -> None:
    result = run("toets", "--format", "json", "--fase", "fase1")
    rows = {r["id"]: r for r in json.loads(result.stdout)["fasen"][0]["regels"]}
    assert rows["zon-hof"]["oordeel"] in ("voldoet", "voldoet niet") and "indicatief" in rows["zon-hof"]["reden"]
    assert rows["zon-gevel"]["oordeel"] == "niet te toetsen"
    assert verdicts(as_json(run), "zon-hof")["fase1"] == "niet te toetsen"


def test_a_file_is_written_in_the_form_of_its_name(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "toets.json"
    result = run("toets", "--zon", "geen", "--fase", "fase2", "--out", str(out))
    assert result.exit_code == 0 and result.stdout == ""
    assert json.loads(out.read_text(encoding="utf-8"))["slechtste"]["fase"] == "fase2"


def test_a_wrong_rule_is_one_sentence(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(default_plan_path(), folder)
    text = (folder / "toets.toml").read_text(encoding="utf-8")
    (folder / "toets.toml").write_text(text.replace('meting = "accent_plek"', 'meting = "accent"'), encoding="utf-8")
    result = run("toets", str(folder), "--zon", "geen")
    assert result.exit_code == 1 and result.stdout == ""
    assert "bestand toets.toml, object 'A4', veld meting" in result.stderr
    assert run("toets", "--zon", "maan").exit_code == 2
