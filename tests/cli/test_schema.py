"""The JSON of the figures against its published schema, by a validator of others."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.architecture.source import ROOT
from tests.cli.conftest import Run

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema checks the figures against their schema")
SCHEMA = json.loads((ROOT / "docs" / "schema" / "kerncijfers.schema.json").read_text(encoding="utf-8"))
Figures = dict[str, Any]


def faults(figures: Figures) -> list[str]:
    checker = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{e.json_path}: {e.message}" for e in checker.iter_errors(figures)]


@pytest.fixture(scope="module")
def figures() -> Figures:
    from click.testing import CliRunner

    from ui.cli import cli

    found: Figures = json.loads(CliRunner().invoke(cli, ["kerncijfers", "--format", "json"]).stdout)
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_all_fasen_hold_to_the_schema(figures: Figures) -> None:
    assert not faults(figures)


def test_so_does_a_state_with_wishes(run: Run) -> None:
    wishes = ("--fase", "fase2", "--doorsteek", "DS1=dicht", "--set", "go_bvo_wonen.waarde=0.7", "--accenten", "uit")
    assert not faults(json.loads(run("kerncijfers", "--format", "json", *wishes).stdout))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: f.pop("plan"),
        lambda f: f["fasen"].clear(),
        lambda f: f["fasen"][0].update(woningen=1.5),
        lambda f: f["fasen"][0].update(hof_m2=-1.0),
        lambda f: f["fasen"][0]["bvo_m2"].pop("totaal"),
        lambda f: f["fasen"][-1]["blokken"][0].update(naam=None),
        lambda f: f["fasen"][-1]["parkeren"].update(capaciteit="onbekend"),
        lambda f: f["fasen"][-1]["dichtheid"].update(schaal="wijk"),
        lambda f: f["fasen"][-1].update(iets=1),
    ],
)
def test_what_does_not_belong_is_found(figures: Figures, spoil: Callable[[Figures], object]) -> None:
    spoiled = json.loads(json.dumps(figures))
    spoil(spoiled)
    assert faults(spoiled)


def test_everything_in_the_schema_says_what_it_is() -> None:
    properties = [p for part in SCHEMA["$defs"].values() for p in part["properties"].values()]
    assert len(properties) > 100
    assert all("description" in p or "$ref" in p or "const" in p for p in properties)
