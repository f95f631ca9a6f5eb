"""`massastudie context`, `--context` and `massastudie new`: answers, exit codes, a plan of another city."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ezdxf
import pytest

from modellen.reader import read_plan

from .conftest import Run

KEYS = ["file", "format", "version", "crs", "gebouwen", "lods", "bbox", "volume_m3", "oppervlakte_m2", "overgeslagen"]
#: A place in Deventer, RD.
X, Y = 207000.0, 474000.0


def outlines(path: Path, *rows: tuple[float, float, dict[str, Any]], x: float = X, y: float = Y) -> Path:
    features = []
    for east, size, properties in rows:
        ring = [[x + east, y], [x + east + size, y], [x + east + size, y + size], [x + east, y + size], [x + east, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_one_file_is_an_object_and_several_a_list(run: Run, tmp_path: Path) -> None:
    path = outlines(tmp_path / "a.json", (0, 10, {}), (20, 5, {}))
    one = run("context", path, "--format", "json")
    assert one.exit_code == 0, one.stderr
    found = json.loads(one.stdout)
    assert list(found) == KEYS
    assert (found["gebouwen"], found["oppervlakte_m2"], found["crs"]) == (2, 125.0, "EPSG:28992")
    both = json.loads(run("context", path, path, "--format", "json").stdout)
    assert both == [found, found]
    assert "grondvlak m²  125" in run("context", path).stdout


def test_a_file_without_use_ends_with_1_and_the_others_are_told(run: Run, tmp_path: Path) -> None:
    path = outlines(tmp_path / "a.json", (0, 10, {}))
    (tmp_path / "b.json").write_text("{")
    result = run("context", path, tmp_path / "b.json", "--format", "json")
    assert result.exit_code == 1
    assert [row["file"] for row in json.loads(result.stdout)] == ["a.json"]
    assert result.stderr.splitlines()[-1].startswith("massastudie: bestand b.json: verwacht geldige JSON, gevonden")
    assert run("context").exit_code == 2


def test_the_surroundings_stand_in_the_figures(run: Run, tmp_path: Path) -> None:
    # beside the Koopmansplein (233778, 557095), but inside the plangrens: 10 × 10 m of 2 bouwlagen is 200 m² BVO
    path = outlines(tmp_path / "a.json", (0, 10, {"hoogte": 6, "bouwlagen": 2}), x=233778.0, y=557095.0)
    words = ("kerncijfers", "--fase", "bestaand", "--format", "json")
    before, after = (json.loads(run(*words, *more).stdout) for more in ((), ("--context", path)))
    total = [found["fasen"][0]["bvo_m2"]["totaal"] for found in (before, after)]
    assert total[1] - total[0] == pytest.approx(200.0, abs=0.1)
    far = outlines(tmp_path / "far.json", (0, 10, {}))
    assert run(*words, "--context", far).exit_code == 1


def test_what_was_read_and_left_out_can_be_saved(run: Run, tmp_path: Path) -> None:
    path = outlines(tmp_path / "a.json", (0, 10, {"hoogte": 6}), (0, 10, {"hoogte": 6}), (50, 5, {"hoogte": 3}))
    assert run("context", path, "--verslag", tmp_path / "v.csv").exit_code == 0
    lines = (tmp_path / "v.csv").read_text().splitlines()
    assert lines[0] == "bestand,soort,object,uitleg"
    assert lines[1].startswith("a.json,gelezen,,3 van 3 gelezen; GeoJSON")
    assert "a.json,veld,hoogte,gelezen als hoogte" in lines
    assert run("context", path, "--verslag", tmp_path / "v.json").exit_code == 0
    assert json.loads((tmp_path / "v.json").read_text())[0]["soort"] == "gelezen"
    assert run("context", path, "--verslag", tmp_path / "v.doc").exit_code == 1


def test_a_file_without_a_system_is_put_in_its_place(run: Run, tmp_path: Path) -> None:
    # 40 × 40 m drawn in millimetres from the origin of the drawing, turned a quarter counterclockwise round it:
    # x runs north, y runs west
    path = tmp_path / "lokaal.dxf"
    drawing = ezdxf.new("R2010", units=4)
    drawing.modelspace().add_lwpolyline([(0, 0), (40_000, 0), (40_000, 20_000), (0, 20_000)], close=True)
    drawing.saveas(path)
    assert json.loads(run("context", path, "--format", "json").stdout)["crs"] is None
    found = json.loads(run("context", path, "--plaats", "233778,557095,90", "--format", "json").stdout)
    assert found["crs"] == "EPSG:28992"
    assert found["bbox"] == [233758.0, 557095.0, 233778.0, 557135.0]
    assert found["oppervlakte_m2"] == 800.0
    # a drawing that says metres and means millimetres is 40 km wide: the unit is asked for
    drawing.units = 6
    drawing.saveas(path)
    wrong = run("context", path, "--plaats", "233778,557095")
    assert wrong.exit_code == 1
    assert "een schaal van 0.001 (mm)" in wrong.stderr and "gevonden 40000 m" in wrong.stderr
    right = run("context", path, "--plaats", "233778,557095,0,0.001", "--format", "json")
    assert json.loads(right.stdout)["oppervlakte_m2"] == 800.0
    assert run("context", path, "--plaats", "233778").exit_code == 2


def test_a_plan_of_another_city_from_outlines(run: Run, tmp_path: Path) -> None:
    blokken = outlines(
        tmp_path / "blokken.json",
        (0, 60, {"naam": "Kade", "fase": "2030", "bouwlagen": 5, "functie": "kantoor"}),
        (80, 40, {"naam": "Werf", "fase": "2027", "hoogte": 13.15}),
        (130, 40, {"naam": "Toren", "fase": "2030", "bouwlagen": 31}),
    )
    stad = outlines(tmp_path / "stad.json", (200, 12, {"hoogte": 9}), (10, 12, {"hoogte": 9}))
    folder = tmp_path / "haven"
    result = run("new", folder, "--blokken", blokken, "--bestaand", stad, "--naam", "Havenkwartier")
    assert result.exit_code == 0, result.stderr
    plan = read_plan(folder)
    assert [f.naam for f in plan.fasen] == ["Bestaand", "2027", "2030"]
    kade, werf, toren = plan.bouwblokken
    assert (kade.naam, kade.fase, kade.bouwlagen, kade.functie_boven) == ("Kade", "fase2", 5, "kantoor")
    assert werf.bouwlagen == 4  # a plint of 4 m and three of 3.05 m
    assert "geschat" in (werf.herkomst.aanname or "")
    assert toren.bouwlagen == 20  # the most the knob has, and said so
    assert "31 bouwlagen begrensd op 20" in (toren.herkomst.aanname or "")
    assert kade.eiland.area == 3600.0 and len(plan.bestaand) == 2
    for command in ("kerncijfers", "toets", "loopnet"):
        more = ("--zon", "geen") if command == "toets" else ()
        assert run(command, folder, *more).exit_code == 0
    again = run("new", folder, "--blokken", blokken)
    assert again.exit_code == 1 and "lege map" in again.stderr


def test_a_field_can_be_named_for_what_it_means(run: Run, tmp_path: Path) -> None:
    path = outlines(tmp_path / "a.json", (0, 40, {"HGT": "12,2", "gebruik": "kantoor"}))
    result = run("new", tmp_path / "p", "--blokken", path, "--veld", "hoogte=hgt", "--veld", "functie=gebruik")
    assert result.exit_code == 0, result.stderr
    (blok,) = read_plan(tmp_path / "p").bouwblokken
    assert blok.naam == "object 1"
    assert (blok.bouwlagen, blok.functie_boven) == (4, "kantoor")  # a plint of 4 m, three of 3.05 m make 13.15 m
    wrong = run("context", path, "--veld", "hoogte=lengte")
    assert wrong.exit_code == 1 and "gevonden HGT, gebruik" in wrong.stderr
    assert run("context", path, "--veld", "kleur=rood").exit_code == 2


def test_blocks_of_one_name_are_told_apart(run: Run, tmp_path: Path) -> None:
    path = outlines(tmp_path / "a.json", (0, 40, {"naam": "wonen"}), (60, 40, {"naam": "wonen"}), (120, 40, {}))
    assert run("new", tmp_path / "p", "--blokken", path).exit_code == 0
    assert [b.naam for b in read_plan(tmp_path / "p").bouwblokken] == ["wonen 1", "wonen 2", "object 3"]


def test_whether_a_file_may_be_read_is_told_by_its_reader(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """The library would end with 2 and a sentence of its own where the system says that a file is closed."""
    path = outlines(tmp_path / "a.json", (0, 10, {}))
    monkeypatch.setattr("os.access", lambda *_args, **_named: False)
    assert run("context", path).exit_code == 0

    def closed(*_args: Any, **_named: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    refused = run("context", path)
    assert (refused.exit_code, refused.stderr.strip()) == (
        1, "massastudie: bestand a.json: verwacht een leesbaar bestand, gevonden geen toegang",
    )  # fmt: skip
