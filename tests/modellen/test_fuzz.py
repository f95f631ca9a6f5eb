"""The worst of many thousand damaged files (`python -m tests.fuzz`), each with what must come of it now."""

from __future__ import annotations

import struct
import time
import zipfile
from pathlib import Path

import ezdxf
import pytest

from massastudie.errors import FileError
from massastudie.massa import build
from massastudie.omgeving import with_context
from massastudie.state import State
from modellen.context import read_context
from modellen.context.las_header import check_header
from modellen.reader import read_plan
from tests.fuzz.reading import damaged, outcome, seeds_of, use_of
from tests.fuzz.seeds import FORMATS

from . import small_plan
from .city import X, Y, box_points, building, city, one_box, solid, write

#: Seconds each format is given; the number reached is not checked, what the files do is.
FUZZ_S = 0.4


def refusal(path: Path) -> str:
    with pytest.raises(FileError) as error:
        read_context(path)
    return str(error.value)


@pytest.mark.filterwarnings("ignore")  # libraries quote damaged bytes in what they warn about
@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_give_an_answer_or_a_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in ("laz", "ifc"):
        pytest.skip("read by a program of its own, since their libraries can break down")
    seeds, use = seeds_of(name, []), use_of(name, tmp_path)
    end, number = time.monotonic() + FUZZ_S, -1
    while time.monotonic() < end:
        number += 1
        files = damaged(seeds, name, number)
        for own, data in files.items():
            (tmp_path / own).write_bytes(data)
        kind, said = outcome(use, tmp_path / next(iter(files)))
        assert kind != "wrong", f"python -m tests.fuzz --only {name} --first {number} --count 1: {said}"


def test_a_tower_that_reaches_the_moon_fills_no_memory(tmp_path: Path) -> None:
    """Its bouwlagen were estimated: a hundred million of them."""
    tower = city({"toren": building(solid("2.2"))}, box_points(X + 70, Y, 2.0, 10.0, 8.0, 3.8e8))
    plan = read_plan(small_plan.write_small_plan(tmp_path / "plan"))
    found = with_context(plan, read_context(write(tmp_path / "x.json", tower)))
    (pand,) = [item for item in found.bestaand if item.id == "toren"]
    assert pand.hoogte_m == 6.0 and "hoogte onbekend" in (pand.herkomst.aanname or "")
    assert "toren" in {item.id for item in build(found, State.start(found)).lichamen}


@pytest.mark.parametrize("corner", [[], [0, 1], 1.5, None, "0", 99])
def test_a_template_placed_at_no_point_is_left_out(tmp_path: Path, corner: object) -> None:
    turn = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    document = one_box(
        **{"geometry-templates": {"templates": [solid()], "vertices-templates": box_points(0, 0, 0, 1.0, 1.0, 4.0)}}
    )
    instance = {"type": "GeometryInstance", "template": 0, "boundaries": [corner], "transformationMatrix": turn}
    document["CityObjects"]["boom"] = building(instance)
    found = read_context(write(tmp_path / "x.json", document))
    assert found.aantal == 1 and ("boom", "verwijst naar een sjabloon of punt dat er niet is") in found.overgeslagen


def test_a_sentence_is_one_line_of_bounded_length_whatever_a_file_holds(tmp_path: Path) -> None:
    bad = one_box(version="\x1b[31m<b>\n")
    assert "gevonden versie ' [31m<b> '" in refusal(write(tmp_path / "a\x1b[2J\nb.json", bad))
    named = {"p" * 10_000: {"type": "Building", "geometry": [{"type": "Solid", "lod": "1", "boundaries": 3}]}}
    said = refusal(write(tmp_path / "x.json", city(named, [])))
    assert len(said) < 300 and said.isprintable()
    assert len(str(FileError("naam '" + "x" * 10_000 + "' onbekend"))) < 300


@pytest.mark.parametrize("far", [float("nan"), 1e300, 1e15])
def test_a_curve_to_the_end_of_the_world_is_not_followed_to_there(tmp_path: Path, far: float) -> None:
    """Flattening such a curve did not end."""
    drawing = ezdxf.new(units=6)
    drawing.modelspace().add_lwpolyline([(X, Y), (X + 9, Y), (X + 9, Y + 9)], close=True)
    drawing.modelspace().add_lwpolyline([(X, Y, 0.5), (X + far, Y, 0.5), (X + 9, Y + 9, 0)], "xyb", close=True)
    drawing.modelspace().add_ellipse((X, Y), (5, 0), 1e-300 if far > 1e20 else 1.0)
    drawing.saveas(tmp_path / "x.dxf")
    found = read_context(tmp_path / "x.dxf")
    assert found.aantal in (1, 2) and "LWPOLYLINE" in found.overgeslagen[0][0]


def test_a_drawing_without_a_model_is_refused(tmp_path: Path) -> None:
    (data,) = seeds_of("dxf", [])[1].values()
    (tmp_path / "x.dxf").write_bytes(data.replace(b"Model", b"Moxel").replace(b"MODEL", b"MOXEL"))
    assert "blokken die te ontleden zijn" in refusal(tmp_path / "x.dxf")


def test_a_shapefile_with_a_damaged_system_is_refused(tmp_path: Path) -> None:
    """The library stumbled over it (UnboundLocalError)."""
    for name, data in seeds_of("shp", [])[0].items():
        (tmp_path / name).write_bytes(data.replace(b"Double_Stereographic", b"\xdf\xff"))
    assert "verwacht een leesbaar coördinatenstelsel" in refusal(tmp_path / "a.shp")


def test_a_file_without_a_name_in_an_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a", "{}")
    data = (tmp_path / "x.zip").read_bytes()
    (tmp_path / "x.zip").write_bytes(data.replace(b"a{}", b"\0{}").replace(b"\0\0\0\0a", b"\0\0\0\0\0"))
    assert "namen binnen het archief" in refusal(tmp_path / "x.zip")


@pytest.mark.parametrize(
    ("seed", "place", "kind", "value", "word"),
    [
        (1, 100, "<I", 0x20000000, "toevoegingen"),  # took ten minutes of reading records that are not there
        (1, 243, "<I", 0x5B000000, "toevoegingen"),
        (1, 247, "<Q", 399_999_999, "plaats voor 500"),
        (0, 247, "<Q", 399_999_999, "399999999 punten"),
        (0, 105, "<H", 60_000, "punten van 1 tot 1000 bytes"),
        (1, 96, "<I", 10**9, "kop die past"),
    ],
)
def test_a_point_cloud_that_lies_about_its_size_is_refused_at_once(
    tmp_path: Path, seed: int, place: int, kind: str, value: int, word: str
) -> None:
    ((name, data),) = seeds_of("laz", [])[seed].items()
    (tmp_path / name).write_bytes(data[:place] + struct.pack(kind, value) + data[place + struct.calcsize(kind) :])
    with pytest.raises(FileError, match=word):
        check_header(tmp_path / name)


def test_a_packed_cloud_in_more_pieces_than_points_is_refused(tmp_path: Path) -> None:
    """The library makes room for each piece, and ends the program when there is none."""
    ((name, data),) = seeds_of("laz", [])[0].items()
    (first,) = struct.unpack_from("<I", data, 96)
    (table,) = struct.unpack_from("<q", data, first)
    (tmp_path / name).write_bytes(data)
    check_header(tmp_path / name)
    (tmp_path / name).write_bytes(data[: table + 4] + b"\xff\xff\xff\x7f" + data[table + 8 :])
    with pytest.raises(FileError, match="stukken"):
        check_header(tmp_path / name)


def test_a_name_in_a_plan_commands_no_terminal(tmp_path: Path) -> None:
    folder = small_plan.write_small_plan(tmp_path / "plan")
    small_plan.edit_text(folder, "plan.toml", "Klein plan", "Klein\\u001b[2J plan\\u202e\\u00a0x")
    small_plan.edit_layer(
        folder, "bestaand", lambda c: c["features"][0]["properties"].update(naam="\x1b]0;x\x07é\n中")
    )
    plan = read_plan(folder)
    assert plan.naam == "Klein[2J plan x"
    assert plan.bestaand[0].naam == "]0;xé\n中"
