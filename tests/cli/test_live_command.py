"""Surroundings from a service on the command line: described, kept, and standing round a plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from modellen.reader import default_plan_path, read_plan
from tests.modellen.service import Server, city_of, fails, serving

from .conftest import Run


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """Five panden east of the built-in plan; the cache is a folder of the test."""
    x, y = read_plan(default_plan_path()).oorsprong
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving(city_of(5, x + 240.0, y)) as server:
        monkeypatch.setenv("MASSASTUDIE_3DBAG_ADRES", server.adres)
        yield server


def test_what_a_service_gives_round_a_plan_is_described(city: Server, run: Run) -> None:
    done = run("context", "--rond", default_plan_path(), "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["gebouwen"], found["crs"]) == (5, "EPSG:7415")
    # 5 panden of 10 × 8 × 6 m
    assert found["volume_m3"]["1.2"] == pytest.approx(2400.0)
    assert "5 panden vers opgehaald bij 3DBAG" in done.stderr
    count = len(city.asked)
    again = run("context", "--rond", default_plan_path())
    assert len(city.asked) == count
    assert "tegels uit de cache, vandaag" in again.stderr
    assert "3DBAG © 3D geoinformation TU Delft / 3DGI (CC BY 4.0), opgehaald" in again.stdout


def test_omgeving_stands_round_the_plan(city: Server, run: Run) -> None:
    done = run("kerncijfers", "--omgeving", "3dbag", "--fase", "bestaand", "--detail", "pand", "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert "5 panden vers opgehaald" in done.stderr


def test_a_service_out_of_order_ends_with_one_and_a_sentence(city: Server, run: Run) -> None:
    city.troubles = [fails(404, b"{}")]
    done = run("context", "--bag", "233700,557000,233900,557200")
    assert done.exit_code == 1
    assert done.stderr.strip().endswith("verwacht een antwoord in JSON, gevonden fout 404")


@pytest.mark.parametrize("words", [[], ["--bag", "1,2,3"], ["--bag", "1,2,3,4", "--rond", "x"], ["--dienst", "x"]])
def test_wrong_use_ends_with_two(run: Run, words: list[str]) -> None:
    assert run("context", *words).exit_code == 2
