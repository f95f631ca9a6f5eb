"""The study file: what is written comes back; what is damaged says which file and which field."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.seizoen import Seizoen
from massastudie.state import Kleuring, Layer, State
from modellen.reader import default_plan_path
from modellen.studie import SUFFIX, read_kept, read_study, study_plan, write_study


def rich(plan: Plan) -> State:
    """A state in which everything that can be chosen was chosen."""
    straat = next(s for s in plan.straten if len(s.profielen) > 1)
    state = State(
        fase=plan.fasen[1].id, accenten_aan=False, kleuring=Kleuring.FUNCTIE, selectie=plan.bouwblokken[0].id
    )
    state = state.with_doorsteek(plan.doorsteken[0].id, True).with_paviljoen(plan.paviljoens[0].id, False)
    state = state.with_profiel(straat.id, straat.profielen[-1].profiel).with_accent(plan.accenten[0].id, False)
    state = state.with_override(plan.bouwblokken[0].id, "bouwlagen", 6).with_layer(Layer.BOMEN, False)
    state = replace(state.with_override(plan.bouwblokken[0].id, "plint_m", 5.25), seizoen=Seizoen.WINTER)
    return state.with_override(plan.doorsteken[1].id, "fase", plan.fasen[2].id)


def test_round_trip(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / f"a{SUFFIX}"
    viewpoint = {"x_m": 1.5, "azimut_deg": 215.0, "parallel": True}
    write_study(path, default_plan_path(), rich(plan), viewpoint)
    assert read_study(path, plan) == (rich(plan), viewpoint)
    assert study_plan(path) == default_plan_path()


def test_a_state_kept_for_comparison_comes_back(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / f"a{SUFFIX}"
    write_study(path, default_plan_path(), State.start(plan), {}, rich(plan))
    assert read_kept(path, plan) == rich(plan)
    assert read_study(path, plan) == (State.start(plan), {})
    write_study(path, default_plan_path(), State.start(plan), {})
    assert read_kept(path, plan) is None
    assert "vastgehouden" not in path.read_text(encoding="utf-8"), "a study without one reads as before"


def test_a_kept_state_that_does_not_fit_is_refused(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / f"a{SUFFIX}"
    write_study(path, default_plan_path(), State.start(plan), {}, State("fase99"))
    with pytest.raises(FileError, match="fase99"):
        read_kept(path, plan)


def test_the_same_study_gives_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}{SUFFIX}" for name in "ab"]
    for path in paths:
        write_study(path, default_plan_path(), rich(plan), {})
    assert paths[0].read_bytes() == paths[1].read_bytes()


@given(st.dictionaries(st.integers(0, 7), st.booleans()), st.integers(1, 20), st.floats(2.6, 8.0))
def test_any_wish_comes_back(plan: Plan, tmp_path_factory, doorsteken, lagen: int, plint: float) -> None:
    state = State.start(plan).with_override(plan.bouwblokken[0].id, "bouwlagen", lagen)
    state = state.with_override(plan.bouwblokken[1].id, "plint_m", plint)
    for index, is_open in doorsteken.items():
        state = state.with_doorsteek(plan.doorsteken[index].id, is_open)
    path = tmp_path_factory.mktemp("any") / f"a{SUFFIX}"
    write_study(path, default_plan_path(), state, {})
    assert read_study(path, plan)[0] == state


def test_a_plan_beside_the_study_is_named_from_there(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / f"a{SUFFIX}"
    (tmp_path / "mijnplan").mkdir()
    write_study(path, tmp_path / "mijnplan", State.start(plan), {})
    assert json.loads(path.read_text(encoding="utf-8"))["plan"] == "mijnplan"
    assert study_plan(path) == (tmp_path / "mijnplan").resolve()


def test_a_failed_write_leaves_the_old_study(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"a{SUFFIX}"
    write_study(path, default_plan_path(), State.start(plan), {})
    old = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(FileError, match=r"a\.massastudie\.json.*de schijf is vol"):
        write_study(path, default_plan_path(), rich(plan), {})
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path], "no half file is left"


@pytest.mark.parametrize("where", ["weg/a.json", ""])
def test_a_place_that_cannot_be_written(plan: Plan, tmp_path: Path, where: str) -> None:
    with pytest.raises(FileError):
        write_study(tmp_path / where, default_plan_path(), State.start(plan), {})


def good(plan: Plan, tmp_path: Path) -> dict:
    path = tmp_path / f"good{SUFFIX}"
    write_study(path, default_plan_path(), rich(plan), {})
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"3", b"\xff\xfe\x00", b"[" * 50_000, b'{"soort": "iets"}', b'{"soort": NaN}',
     b'{"soort": "massastudie"}', b"\x00" * 100],
    ids=["empty", "half", "list", "null", "number", "not utf-8", "deep", "another kind", "nan", "bare", "zeros"],
)  # fmt: skip
def test_a_damaged_file(plan: Plan, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / f"kapot{SUFFIX}"
    path.write_bytes(content)
    with pytest.raises(FileError, match="kapot"):
        read_study(path, plan)


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [("versie", 99, "versie 99"), ("versie", "1", "versie"), ("extra", 1, "extra"),
     ("keuzes.fase", "ooit", "fase"), ("keuzes.fase", 3, "keuzes.fase"),
     ("keuzes.doorsteken", {"DS1": "open"}, "doorsteken.DS1"), ("keuzes.doorsteken", {"DS99": True}, "DS99"),
     ("keuzes.doorsteken", {"DS1": 1}, "doorsteken.DS1"), ("keuzes.profielen", {"geen": "x"}, "geen"),
     ("keuzes.accenten_uit", ["A99"], "A99"), ("keuzes.lagen", ["kelder"], "lagen"),
     ("keuzes.kleuring", "paars", "kleuring"), ("keuzes.instellingen", {"BB1": {"bouwlagen": 99}}, "BB1.bouwlagen"),
     ("keuzes.instellingen", {"BB1": {"bouwlagen": True}}, "instellingen.BB1"),
     ("keuzes.instellingen", {"BB1": {"bouwlagen": 4.5}}, "BB1.bouwlagen"),
     ("keuzes.instellingen", {"nergens": {"bouwlagen": 4}}, "nergens"),
     ("keuzes.instellingen", {"BB1": {"kleur": 4}}, "BB1.kleur"), ("keuzes", [], "keuzes"),
     ("keuzes.moment", "2026-03-21T12:00", "keuzes.moment: verwacht een moment met zijn zone"),
     ("keuzes.moment", "gisteren", "keuzes.moment: verwacht een moment")],
)  # fmt: skip
def test_a_wrong_field_is_named(plan: Plan, tmp_path: Path, field: str, value: object, names: str) -> None:
    raw = good(plan, tmp_path)
    inner, (*path, last) = raw, field.split(".")
    for name in path:
        inner = inner[name]
    inner[last] = value
    file = tmp_path / f"fout{SUFFIX}"
    file.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_study(file, plan)
    assert "fout" in str(caught.value)
    assert names in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not any(word in str(caught.value) for word in ("Input", "should", "permitted", "valid "))  # Dutch, whole


def test_a_missing_file_and_a_folder(plan: Plan, tmp_path: Path) -> None:
    for path in (tmp_path / "weg.json", tmp_path):
        with pytest.raises(FileError, match="kan niet worden gelezen"):
            read_study(path, plan)
        with pytest.raises(FileError):
            study_plan(path)


def test_a_huge_file_is_not_read(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "groot.json"
    with path.open("wb") as out:
        out.truncate(6_000_000)
    with pytest.raises(FileError, match="te groot"):
        read_study(path, plan)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are not checked for this user")
def test_a_file_that_may_not_be_read(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "dicht.json"
    path.write_text("{}")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(FileError):
        read_study(path, plan)
