"""Where a command writes is asked before its work; a new plan is whole or not there, with its ground counted once."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from shapely.geometry import Polygon, box

from massastudie.errors import FileError
from massastudie.plan import Plan
from modellen import nieuw
from modellen.nieuw import write_new_plan
from modellen.nieuw_apart import apart
from modellen.reader import read_plan
from ui.cli import cli
from ui.cli_target import Target

NAMES = sorted(name for name, command in cli.commands.items() if any(p.name == "out" for p in command.params))
#: A folder in which not even an administrator makes a file.
NOWHERE = Path("/proc/self")


def square(x: float, width: float, naam: str) -> dict[str, object]:
    """A block of `width` × 40 m, its left side at x."""
    ring = [[x, 0.0], [x + width, 0.0], [x + width, 40.0], [x, 40.0], [x, 0.0]]
    shape = {"type": "Polygon", "coordinates": [[[233800.0 + a, 557100.0 + b] for a, b in ring]]}
    return {"type": "Feature", "id": naam, "properties": {"naam": naam}, "geometry": shape}


def outlines(path: Path, *features: dict[str, object]) -> Path:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
    return path


def test_every_command_that_writes_looks_at_its_target_first() -> None:
    assert len(NAMES) > 15
    outs = [p for name in NAMES for p in cli.commands[name].params if p.name == "out"]
    assert all(isinstance(p.type, Target) and ("DIR" in str(p.metavar)) == p.type.folder for p in outs)


@pytest.mark.skipif(not NOWHERE.is_dir(), reason="there is no folder here that nobody can write in")
@pytest.mark.parametrize("words", [["handout"], ["rapport"], ["film", "--phases"], ["figuren"], ["schaduwset"]])
def test_a_place_that_cannot_be_written_ends_a_command_at_once(words: list[str], monkeypatch) -> None:
    monkeypatch.setattr("modellen.reader.read_plan", lambda folder: pytest.fail("the plan was read first"))
    done = CliRunner().invoke(cli, [*words, "--out", str(NOWHERE / "x.pdf")])
    assert done.exit_code == 1 and "kan niet worden geschreven" in done.output and "x.pdf" in done.output


def test_ground_of_two_outlines_is_that_of_the_first(tmp_path: Path) -> None:
    """60 × 40 m and, over 10 m of it, another 60 × 40 m: 2400 m² and 50 × 40 = 2000 m²."""
    file = outlines(tmp_path / "o.geojson", square(0.0, 60.0, "Noord"), square(50.0, 60.0, "Zuid"))
    done = CliRunner().invoke(cli, ["new", str(tmp_path / "plan"), "--blokken", str(file)])
    assert done.exit_code == 0 and "'Zuid': 400 m² ligt ook in 'Noord'" in done.output
    blokken = read_plan(tmp_path / "plan").bouwblokken
    assert [blok.eiland.area for blok in blokken] == pytest.approx([2400.0, 2000.0])
    assert "400 m²" in str(blokken[1].herkomst.aanname) and "400 m²" not in str(blokken[0].herkomst.aanname)


def test_an_outline_over_another_is_refused_with_names_and_areas(tmp_path: Path) -> None:
    file = outlines(tmp_path / "o.geojson", square(0.0, 60.0, "Noord"), square(10.0, 50.0, "Zuid"))
    done = CliRunner().invoke(cli, ["new", str(tmp_path / "plan"), "--blokken", str(file)])
    assert done.exit_code == 1 and "'Zuid'" in done.output and "2.000 m² in 'Noord'" in done.output
    assert not (tmp_path / "plan").exists()


def test_an_outline_that_a_spike_cuts_in_two_is_refused_with_its_name() -> None:
    """A house with a spike of 1 cm through the middle of one of 40 × 40 m: 0,40 m², and no half is left of it."""
    spike = [(60.0, 19.995), (130.0, 19.995), (130.0, 20.005), (60.0, 20.005)]
    shapes = [Polygon([(0, 0), (60, 0), *spike, (60, 40), (0, 40)]), box(60, 30, 70, 40), box(70, 0, 110, 40)]
    with pytest.raises(FileError, match=r"'Zuid': .* 1\.600 m² waarvan 0,40 m² in 'Noord'$"):
        apart("o.geojson", shapes, ["Noord", "Oost", "Zuid"])


@pytest.mark.parametrize("error", [FileError("de schijf is vol"), KeyboardInterrupt()])
def test_a_new_plan_that_breaks_off_leaves_no_folder(plan: Plan, tmp_path: Path, monkeypatch, error) -> None:
    def half(plan: Plan, folder: Path) -> None:
        (folder / "bronnen").mkdir(parents=True)
        (folder / "plan.toml").write_text("naam = ", encoding="utf-8")
        raise error

    monkeypatch.setattr(nieuw, "write_plan", half)
    with pytest.raises(type(error)):
        write_new_plan(plan, tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_size_of_a_film_is_named_when_it_is_wrong(tmp_path: Path) -> None:
    for size in ("1x1", "161x91"):
        done = CliRunner().invoke(cli, ["film", "--phases", "--size", size, "--out", str(tmp_path / "f.mp4")])
        assert done.exit_code == click.UsageError.exit_code and "--size" in done.output.splitlines()[-1]
