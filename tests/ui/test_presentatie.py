"""Viewpoints and states kept by name, and how they stand in a study file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from massastudie.errors import FileError, StateError
from massastudie.frozen import Frozen
from massastudie.plan import Plan
from massastudie.presentatie import LONGEST_NAME, Presentatie, Standpunt, Variant, free_name
from massastudie.state import Kleuring, State
from massastudie.tijd import ZONE
from modellen.reader import default_plan_path
from modellen.studie import SUFFIX, read_presentatie, write_study

MOMENT = datetime(2026, 6, 21, 20, 30, tzinfo=ZONE)


def kept(plan: Plan) -> Presentatie:
    camera: Frozen[str, object] = Frozen({"x_m": 12.5, "afstand_m": 80.0, "parallel": True})
    view = Standpunt("Terras, avondzon", camera, plan.fasen[1].id, MOMENT, Kleuring.FUNCTIE, "/9j/")
    high = State.start(plan).with_override(plan.bouwblokken[0].id, "bouwlagen", 7)
    return Presentatie().with_standpunt(view).with_variant(Variant("Hoog", high))


def write(path: Path, plan: Plan, presentatie: Presentatie) -> Path:
    write_study(path, default_plan_path(), State.start(plan), {}, None, presentatie)
    return path


def test_what_is_kept_comes_back_from_the_file(plan: Plan, tmp_path: Path) -> None:
    path = write(tmp_path / f"a{SUFFIX}", plan, kept(plan))
    assert read_presentatie(path, plan) == kept(plan)


def test_a_study_without_any_has_no_such_fields(plan: Plan, tmp_path: Path) -> None:
    path = write(tmp_path / f"a{SUFFIX}", plan, Presentatie())
    assert not {"standpunten", "varianten"} & set(json.loads(path.read_text(encoding="utf-8")))
    assert read_presentatie(path, plan) == Presentatie()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("fase", "fase99", "fase: 'fase99'"),
        ("naam", "", "verwacht 1 tot 80 tekens"),
        ("moment", "1999-06-21T12:00:00+02:00", "verwacht een jaar"),
        ("gezichtspunt", {"x_m": "ver"}, "gezichtspunt.x_m"),
    ],
)
def test_a_damaged_viewpoint_is_named(plan: Plan, tmp_path: Path, field: str, value: object, said: str) -> None:
    path = write(tmp_path / f"a{SUFFIX}", plan, kept(plan))
    values = json.loads(path.read_text(encoding="utf-8"))
    values["standpunten"][0][field] = value
    path.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(FileError) as told:
        read_presentatie(path, plan)
    assert str(path) in str(told.value) and said in str(told.value)


def test_a_state_that_does_not_fit_the_plan_is_refused(plan: Plan, tmp_path: Path) -> None:
    wrong = Presentatie(varianten=(Variant("Weg", State("fase99")),))
    path = write(tmp_path / f"a{SUFFIX}", plan, wrong)
    with pytest.raises(FileError, match="fase99"):
        read_presentatie(path, plan)


def test_a_name_stands_once(plan: Plan) -> None:
    found = kept(plan)
    with pytest.raises(StateError, match="bestaat al"):
        found.with_variant(Variant("Hoog", State.start(plan)))
    again = replace(found.standpunten[0], naam="Terras")
    assert [s.naam for s in found.with_standpunt(again).standpunten] == ["Terras, avondzon", "Terras"]


def test_a_free_name_is_numbered() -> None:
    assert free_name("Laag", []) == "Laag"
    assert free_name("Laag", ["Laag", "Laag (2)"]) == "Laag (3)"
    long = "x" * (LONGEST_NAME + 5)
    assert len(free_name(long, [long[:LONGEST_NAME]])) <= LONGEST_NAME
