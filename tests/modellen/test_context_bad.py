"""Damaged, lying and hostile files: one sentence each, nothing written, nothing half-read."""

from __future__ import annotations

import gzip
import json
import resource
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely

from massastudie.errors import FileError
from modellen.context import read_context
from modellen.context.apart import broke_off, limit_memory

from .city import X, Y, one_box, write


def refusal(path: Path) -> str:
    with pytest.raises(FileError) as error:
        read_context(path)
    text = str(error.value)
    assert path.name in text and "verwacht" in text and "gevonden" in text and "\n" not in text
    return text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "0 bytes"),
        (b"hallo", "iets anders"),
        (b"%PDF-1.7", "een PDF"),
        (b"{", "geldige JSON"),
        (b'{"type": "CityJSON"', "geldige JSON"),
        (b"[" * 200_000, "geldige JSON"),
        (b'{"type": "CityJSON", "version": "9.9"}', "versie '9.9'"),
        (b'{"type": "CityJSON", "version": "2.0", "vertices": 3}', "een lijst vertices"),
        (b'{"type": "CityJSON", "version": "2.0", "vertices": [], "CityObjects": []}', "CityObjects"),
        (b'{"type": "CityJSON", "version": "2.0", "vertices": [], "CityObjects": {}}', "minstens"),
        (b'{"type": "Topology"}', "type 'Topology'"),
        (b'{"type": "FeatureCollection", "features": 3}', "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "geen"),
        (b'{"type": "Polygon", "coordinates": [[[0, NaN]]]}', "geldige JSON"),
        (b"<html></html>", "andere XML"),
        (b"SQLite format 3\0" + b"\0" * 200, "SQLite"),
        (b"fgb\x03fgb\x00" + b"\xff" * 200, "laag"),
        (b"\x00\x00\x27\x0a" + b"\0" * 200, "Shapefile"),
        (b"  0\nSECTION\n  2\nENTITIES\n", "DXF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04", "zip"),
    ],
    ids=range(21),
)
def test_a_file_that_is_no_context_is_refused(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(data)
    assert word in refusal(path)
    assert [p.name for p in tmp_path.iterdir()] == ["x.bin"]


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert "een map" in refusal(tmp_path)
    assert "geen bestand met die naam" in refusal(tmp_path / "weg.json")


def test_entities_in_xml_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.gml"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        '<ogr:FeatureCollection xmlns:gml="http://www.opengis.net/gml">&b;</ogr:FeatureCollection>'
    )
    assert "DOCTYPE" in refusal(path)


def zipped(path: Path, names: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return path


def test_an_archive_stays_in_its_place_and_within_its_size(tmp_path: Path) -> None:
    box = json.dumps(one_box()).encode()
    assert read_context(zipped(tmp_path / "goed.zip", {"map/stad.json": box})).volume_m3 == {"1.2": 480.0}
    assert "namen binnen" in refusal(zipped(tmp_path / "uit.zip", {"../../stad.json": box}))
    assert "één bruikbaar" in refusal(zipped(tmp_path / "twee.zip", {"a.json": box, "b.json": box}))
    assert "uitgepakt" in refusal(zipped(tmp_path / "bom.zip", {"a.json": b" " * 501_000_000}))
    inner = zipped(tmp_path / "i.zip", {"a.json": box}).read_bytes()
    assert "archief in het archief" in refusal(zipped(tmp_path / "nest.zip", {"i.zip": inner}))
    (tmp_path / "stad.json.gz").write_bytes(gzip.compress(box))
    assert read_context(tmp_path / "stad.json.gz").bestand == "stad.json.gz"


def test_a_ring_of_a_million_points_is_read(tmp_path: Path) -> None:
    turn = np.linspace(0.0, 2 * np.pi, 1_000_001)[:-1]
    ring = np.c_[X + 50 * np.cos(turn), Y + 50 * np.sin(turn)]
    path = tmp_path / "rond.json"
    path.write_text(shapely.to_geojson(shapely.Polygon(ring)))
    assert read_context(path).oppervlakte_m2 == pytest.approx(np.pi * 2500, rel=1e-6)


def test_a_document_changes_the_whole_world_in_numbers_and_is_read(tmp_path: Path) -> None:
    document = one_box()
    document["vertices"].append([1e300, -1e300, 0])
    document["vertices"].append(["a", None, 0])
    for name, corner in (("groot", 8), ("tekst", 9)):
        document["CityObjects"][name] = {
            "type": "Building",
            "geometry": [{"type": "MultiSurface", "lod": "1", "boundaries": [[[0, 1, corner]]]}],
        }
    found = read_context(write(tmp_path / "x.json", document))
    assert found.volume_m3 == {"1.2": 480.0}
    assert {name for name, _ in found.overgeslagen} == {"groot", "tekst"}


def test_what_a_program_of_its_own_said_is_the_sentence_and_a_crash_is_one_too(tmp_path: Path) -> None:
    path = tmp_path / "x.ifc"
    with pytest.raises(FileError, match=r"^bestand x.ifc: verwacht iets, gevonden anders$"):
        broke_off(path, 1, "een waarschuwing\nbestand x.ifc: verwacht iets, gevonden anders\n")
    for code, said in ((-11, ""), (1, "Traceback\nMemoryError"), (-6, "bestand x.ifc: half")):
        with pytest.raises(FileError, match=r"^bestand x.ifc: verwacht een heel bestand, gevonden .* afbrak$"):
            broke_off(path, code, said)


def test_memory_is_bounded_by_the_size_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: asked.append(limits))
    path = tmp_path / "x.json"
    path.write_bytes(b" " * 1000)
    monkeypatch.setattr("modellen.context.apart._own_bytes", lambda: 100_000_000)
    limit_memory(path)
    assert asked == [(900_015_000, 900_015_000)]  # its own, 0.8 GB, and 15 bytes for each byte


def test_a_file_that_asks_for_more_memory_than_there_is_gives_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> bytes:
        raise MemoryError

    monkeypatch.setattr("modellen.context.kinds.content_of", full)
    assert "verwacht een bestand dat in het geheugen past" in refusal(write(tmp_path / "x.json", one_box()))
