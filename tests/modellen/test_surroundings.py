"""What a study remembers of the files round its plan: where they are, what was in them, how they were read."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from massastudie.context import Plaatsing, Reading
from massastudie.errors import FileError
from massastudie.state import State
from modellen.studie import read_surroundings, write_study
from modellen.surroundings import Laid, check_same, digest


def laid(path: Path) -> Laid:
    reading = Reading({"hoogte": "H"}, "1.3", Plaatsing(233650.0, 557010.0, 12.5, 0.001))
    return Laid(path.resolve(), digest(path), reading, False, "BAG, opgehaald 24-11-2026")


def study(folder: Path, *files: Path) -> Path:
    """A study in a folder, with these files round its plan."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "een.massastudie.json"
    write_study(path, folder, State(fase="nu"), {}, laid=[laid(file) for file in files])
    return path


@pytest.fixture
def city(tmp_path: Path) -> Path:
    path = tmp_path / "project" / "data" / "stad.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"abc")
    return path


def test_the_hash_is_that_of_the_standard(city: Path) -> None:
    # SHA-256 of "abc": FIPS 180-4, example in NIST's "SHA256.pdf"
    assert digest(city) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest(city) == hashlib.sha256(city.read_bytes()).hexdigest()


def test_what_was_written_is_read_back(city: Path, tmp_path: Path) -> None:
    path = study(tmp_path / "project" / "studies", city)
    assert read_surroundings(path) == (laid(city),)
    (kept,) = json.loads(path.read_text())["omgeving"]
    assert kept["bestand"] == "../data/stad.json"


def test_a_study_without_surroundings_is_read_by_earlier_programs(city: Path, tmp_path: Path) -> None:
    assert json.loads(study(tmp_path / "kaal").read_text())["versie"] == 1
    assert "omgeving" not in json.loads(study(tmp_path / "kaal").read_text())
    assert json.loads(study(tmp_path / "met", city).read_text())["versie"] == 2


def test_files_that_move_with_the_study_are_found(city: Path, tmp_path: Path) -> None:
    study(tmp_path / "project" / "studies", city)
    moved = tmp_path / "elders"
    shutil.move(tmp_path / "project", moved)
    (item,) = read_surroundings(moved / "studies" / "een.massastudie.json")
    assert item.path == moved / "data" / "stad.json"
    shutil.copy(moved / "studies" / "een.massastudie.json", moved / "data")
    shutil.move(moved / "data", tmp_path / "los")
    (item,) = read_surroundings(tmp_path / "los" / "een.massastudie.json")
    assert item.path == tmp_path / "los" / "stad.json"


def test_a_file_that_is_gone_or_changed_is_one_sentence(city: Path) -> None:
    item = laid(city)
    check_same(item)
    city.write_bytes(b"abd")
    with pytest.raises(FileError, match=r"bestand stad\.json: verwacht wat erin stond toen de studie werd bewaard"):
        check_same(item)
    city.unlink()
    with pytest.raises(FileError, match="verwacht als omgeving van deze studie, gevonden geen bestand"):
        check_same(item)


def test_a_damaged_memory_is_one_sentence(city: Path, tmp_path: Path) -> None:
    path = study(tmp_path / "project", city)
    path.write_text(path.read_text().replace(digest(city), "kort"))
    with pytest.raises(FileError, match=r"een\.massastudie\.json"):
        read_surroundings(path)
