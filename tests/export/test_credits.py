"""Files with surroundings of others name their makers, as the licence (CC BY 4.0, section 3a) asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from massastudie.plan import OMGEVING, Herkomst
from modellen.export import SUFFIXES, export
from tests.export import model

MAKER = "3DBAG van TU Delft (CC BY 4.0), opgehaald 24-11-2026"
#: A binary STL has no place for words; per object: what a format says of a pand is its `bron`.
NO_WORDS, PER_OBJECT = (".stl",), (".gpkg", ".geojson")


def words_of(path: Path) -> str:
    """The text in a file; of a PDF as a reader finds it."""
    if path.suffix == ".pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s not in NO_WORDS])
def test_a_file_names_whom_its_surroundings_are_from(tmp_path: Path, suffix: str) -> None:
    plan = replace(model.plan(), herkomst=Herkomst(f"schets; {OMGEVING}{MAKER}"))
    massa = model.massa()
    old = replace(massa.lichamen[-1], bron=f"stad.json (CityJSON); {MAKER}")
    massa = replace(massa, lichamen=(*massa.lichamen[:-1], old))
    written = export(massa, plan, tmp_path / f"blok{suffix}")
    assert any(MAKER in words_of(path) for path in written)


def test_a_file_without_surroundings_names_nobody(tmp_path: Path) -> None:
    for suffix in (s for s in SUFFIXES if s not in PER_OBJECT):
        for path in export(model.massa(), model.plan(), tmp_path / f"blok{suffix}"):
            assert "omgeving:" not in words_of(path).lower()
