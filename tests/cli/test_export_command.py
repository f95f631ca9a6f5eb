"""`massastudie export`: a file per fase, the scale of a plan, and what loads what."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyogrio.raw import read

from massastudie.plan import Plan
from tests.cli.conftest import ROOT, Run

OTHERS = ("ifcopenshell", "ezdxf", "simplekml", "pyogrio")


def test_a_file_per_fase_holds_that_fase(run: Run, plan: Plan, tmp_path: Path) -> None:
    result = run("export", "--fasen", "apart", "--out", tmp_path / "plan.city.json")
    assert result.exit_code == 0, result.output
    names = [f"plan-{f.id}.city.json" for f in plan.fasen]
    assert [Path(line).name for line in result.output.splitlines()] == names
    reached: set[str] = set()
    for fase, name in zip(plan.fasen, names, strict=True):
        tree = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        assert tree["metadata"]["identifier"] == f"{plan.id}-{fase.id}"
        reached.add(fase.id)
        found = {o["attributes"]["fase"] for o in tree["CityObjects"].values() if o["type"] == "Building"}
        assert fase.id in found and found <= reached


def test_wishes_hold_in_every_fase(run: Run, plan: Plan, tmp_path: Path) -> None:
    words = ("export", "--fasen", "apart", "--out")
    run(*words, tmp_path / "a.geojson")
    run(*words, tmp_path / "b.geojson", "--set", "BB1.bouwlagen=6")
    rows = {
        n: {f.id: len((tmp_path / f"{n}-{f.id}.geojson").read_text().splitlines()) for f in plan.fasen} for n in "ab"
    }
    last = plan.fasen[-1].id
    assert rows["a"]["bestaand"] == rows["b"]["bestaand"] and rows["a"][last] < rows["b"][last]


def test_sun_on_points_is_that_of_the_ledger(run: Run, tmp_path: Path) -> None:
    """The mean of the points of each hof is what `massastudie bezonning` tells (four decimals)."""
    words = ("--fase", "fase3", "--out")
    result = run("export", "--zonpunten", "2026-03-21", *words, tmp_path / "zon.gpkg")
    assert result.exit_code == 0, result.output
    meta, _, _, fields = read(tmp_path / "zon.gpkg", layer="zonpunten")
    said = dict(zip(meta["fields"], fields, strict=True))
    told = run("bezonning", "--op", "hoven", "--dag", "2026-03-21", *words, tmp_path / "zon.json")
    assert told.exit_code == 0, told.output
    rows = json.loads((tmp_path / "zon.json").read_text(encoding="utf-8"))["regels"]
    means = {row["id"]: said["zon_uren"][said["vlak"] == row["id"]].mean() for row in rows}
    assert means and means == pytest.approx({r["id"]: r["fasen"]["fase3"]["gemiddeld_h"] for r in rows}, abs=2e-4)


@pytest.mark.parametrize(("words", "named"), [
    (("--schaal", "500", "--out", "x.ifc"), "--schaal"),
    (("--schaal", "0", "--out", "x.svg"), "--schaal"),
    (("--fasen", "apart", "--fase", "fase1", "--out", "x.svg"), "--fasen"),
    (("--doorsneden", "--out", "x.dxf"), "--doorsneden"),
    (("--zonpunten", "2026-03-21", "--out", "x.kml"), "--zonpunten"),
    (("--lagen", "--out", "x.gpkg"), "--lagen"),
    (("--zonpunten", "21 maart", "--out", "x.gpkg"), "--zonpunten"),
    (("--fasen", "samen", "--out", "x.svg"), "--fasen"),
    (("--out", "x.json"), ".city.json"),
])  # fmt: skip
def test_wrong_use_is_told(run: Run, words: tuple[str, ...], named: str) -> None:
    result = run("export", *words)
    assert result.exit_code == 2
    assert named in result.output


@pytest.mark.parametrize(("suffix", "needed"), [
    (".city.json", set()), (".svg", set()), (".gpkg", {"pyogrio"}),
])  # fmt: skip
def test_a_format_loads_only_its_own_library(suffix: str, needed: set[str], tmp_path: Path) -> None:
    code = (
        f"import sys; from ui.cli import main\ntry: main(['export', '--fase', 'bestaand', '--out', 'v{suffix}'])\n"
        f"except SystemExit: pass\nprint(*(n for n in {OTHERS!r} if n in sys.modules), file=sys.stderr)"
    )
    env, command = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}, [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) == needed
    assert (tmp_path / f"v{suffix}").is_file()
