"""A plan that is written and read again gives equal records; a write that fails leaves the old file whole."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massastudie.errors import FileError
from massastudie.plan import Plan
from modellen.migrations import FORMAT_VERSIE, STEPS, Raw, migrate
from modellen.reader import default_plan_path, read_plan
from modellen.schema import LAYERS
from modellen.schema_toml import dump_toml
from modellen.writer import write_plan

from . import small_plan as small


def differences(one: Plan, other: Plan) -> list[str]:
    """Names of the fields that differ, the folder aside."""
    return [f.name for f in fields(one) if f.compare and getattr(one, f.name) != getattr(other, f.name)]


def test_built_in_plan_round_trip(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path / "kopie")
    assert differences(plan, read_plan(tmp_path / "kopie")) == []


def test_writing_twice_gives_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path / "een")
    write_plan(read_plan(tmp_path / "een"), tmp_path / "twee")
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / d).iterdir()} for d in ("een", "twee"))
    assert one == two


def test_sources_go_along(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path)
    written = tomllib.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))
    original = tomllib.loads((default_plan_path() / "plan.toml").read_text(encoding="utf-8"))
    assert written["bron"] == original["bron"]
    assert (tmp_path / "BRON.md").is_file()


def test_small_plan_with_nothing_optional(tmp_path: Path) -> None:
    plan = read_plan(small.write_small_plan(tmp_path / "plan"))
    write_plan(plan, tmp_path / "kopie")
    assert differences(plan, read_plan(tmp_path / "kopie")) == []


def test_an_edit_is_kept(plan: Plan, tmp_path: Path) -> None:
    first = replace(plan.bouwblokken[0], bouwlagen=6, naam='Blok "A" \\ ü')
    write_plan(replace(plan, bouwblokken=(first, *plan.bouwblokken[1:])), tmp_path)
    assert read_plan(tmp_path).bouwblokken[0] == first


def test_failed_write_leaves_the_old_file(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(plan, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileError, match="de schijf is vol"):
        write_plan(replace(plan, naam="anders"), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_folder_that_is_a_file(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("hier staat al iets", encoding="utf-8")
    with pytest.raises(FileError, match="een map waarin geschreven mag worden"):
        write_plan(plan, tmp_path / "plan")


def test_layers_are_rd_with_millimetres(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path)
    content = json.loads((tmp_path / "bouwblokken.geojson").read_text(encoding="utf-8"))
    assert content["crs"] == small.CRS
    assert content["features"][0]["geometry"]["coordinates"][0][0] == [233806.049, 557096.186]


def test_a_multipolygon_of_one_part_is_a_polygon(plan: Plan, tmp_path: Path) -> None:
    """QGIS and others write those for every layer of polygons."""

    def to_multi(content: dict[str, Any]) -> None:
        for feature in content["features"]:
            feature["geometry"] = {
                "type": "Multi" + feature["geometry"]["type"],
                "coordinates": [feature["geometry"]["coordinates"]],
            }

    write_plan(plan, tmp_path)
    for layer in LAYERS:
        small.edit_layer(tmp_path, layer, to_multi)
    read = read_plan(tmp_path)
    assert [b.eiland.wkt for b in read.bouwblokken] == [b.eiland.wkt for b in plan.bouwblokken]
    assert [s.lijn.wkt for s in read.straten] == [s.lijn.wkt for s in plan.straten]
    assert (read.bestaand, read.bomen) == (plan.bestaand, plan.bomen)


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
values = st.one_of(
    words, st.booleans(), st.integers(-(2**40), 2**40), st.floats(allow_nan=False, allow_infinity=False)
)
tables = st.dictionaries(st.sampled_from(["a", "b", "c_m2"]), st.one_of(values, st.lists(values, max_size=3)))


@given(st.fixed_dictionaries({"naam": words, "groep": tables, "rij": st.lists(tables, min_size=1, max_size=3)}))
def test_toml_is_read_back_as_written(content: dict[str, object]) -> None:
    assert tomllib.loads(dump_toml(content)) == content


def test_steps_are_taken_one_version_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(raw: Raw) -> Raw:
        head = dict(raw["plan.toml"])
        return {**raw, "plan.toml": {**head, "naam": head.pop("titel")}}

    monkeypatch.setitem(STEPS, FORMAT_VERSIE - 1, rename)
    old = {"plan.toml": {"format_versie": FORMAT_VERSIE - 1, "titel": "Plan"}}
    assert migrate(old)["plan.toml"]["format_versie"] == FORMAT_VERSIE
    assert migrate(old)["plan.toml"]["naam"] == "Plan"
    assert old["plan.toml"]["format_versie"] == FORMAT_VERSIE - 1
