"""Where files go: whole or not at all, and a clear sentence when they cannot."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from massastudie.errors import FileError
from massastudie.volumes import Massamodel
from modellen.export import SUFFIXES, export, suffix_of
from modellen.export.files import staged, write_bytes
from tests.export import model


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"map .*weg.* bestaat niet"):
        export(model.massa(), model.plan(), tmp_path / "weg" / "x.geojson")


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.stl").mkdir()
    with pytest.raises(FileError, match="is een map"):
        export(model.massa(), model.plan(), tmp_path / "x.stl")


@pytest.mark.parametrize("name", ["x", "x.dwg", "x.geojson.gz"])
def test_unknown_suffix_names_those_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError) as caught:
        export(model.massa(), model.plan(), tmp_path / name)
    assert all(suffix in str(caught.value) for suffix in SUFFIXES)
    assert not list(tmp_path.iterdir())


def test_suffix_in_capitals_is_the_same_suffix(tmp_path: Path) -> None:
    assert export(model.massa(), model.plan(), tmp_path / "X.GeoJSON") == (tmp_path / "X.GeoJSON",)


def test_empty_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="niets om te exporteren"):
        export(Massamodel("nu", ()), model.plan(), tmp_path / "x.glb")


def test_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_text("oud")
    with pytest.raises(RuntimeError), staged(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "oud"
    assert os.listdir(tmp_path) == ["x.png"]


def test_nothing_was_drawn_is_an_error_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError), staged(tmp_path / "x.png"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_link_keeps_pointing_where_it_pointed(tmp_path: Path) -> None:
    real = tmp_path / "echt.csv"
    real.write_text("oud")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write_bytes(link, b"nieuw")
    assert link.is_symlink()
    assert real.read_bytes() == b"nieuw"


def test_file_gets_ordinary_rights(tmp_path: Path) -> None:
    ordinary = tmp_path / "a"
    ordinary.write_bytes(b"")
    write_bytes(tmp_path / "b", b"")
    assert (tmp_path / "b").stat().st_mode == ordinary.stat().st_mode


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems know only Unicode names")
def test_an_obj_names_its_materials_in_the_bytes_of_the_file_name(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.obj")
    assert len(export(model.massa(), model.plan(), path)) == 2
    assert b"mtllib caf\xe9.mtl\n" in path.read_bytes()


def test_a_plan_name_of_two_lines_stays_in_the_comment_of_an_obj(tmp_path: Path) -> None:
    plan = replace(model.plan(), naam="Plan\nv 1 2 3")
    export(model.massa(), plan, tmp_path / "x.obj")
    assert (tmp_path / "x.obj").read_text(encoding="utf-8").startswith("# Plan v 1 2 3, fase")


def test_rd_is_proposed_and_of_two_suffixes_the_longer_counts() -> None:
    assert SUFFIXES[0] == ".geojson"
    assert suffix_of(Path("plan.WGS84.GeoJSON")) == ".wgs84.geojson"
