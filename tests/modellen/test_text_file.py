"""Every TOML of a user is read by one function: the same guard and the same sentences."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from massastudie.errors import FileError
from modellen.normen import FOLDER, read_norm
from modellen.text_file import MAX_TOML_BYTES, read_toml, text_of


def test_characters_that_command_a_terminal_do_not_come_in(tmp_path: Path) -> None:
    own = (FOLDER / "tno_licht.toml").read_text(encoding="utf-8")
    head, _, rest = own.partition('naam = "')
    (tmp_path / "eigen.toml").write_text(head + 'naam = "rood\\u001b[31m \\u202eom' + '"\n#' + rest, encoding="utf-8")
    assert read_norm(tmp_path / "eigen.toml").naam == "rood[31m om"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xff\xfe", "UTF-8, gevonden een andere codering"),
        (b"a = ", "geldige TOML"),
        (b"a = " + b"[" * 5_000, "geldige TOML"),
        (b"#" * (MAX_TOML_BYTES + 1), "hoogstens 5 MB, gevonden 5000001 bytes"),
    ],
    ids=["utf-16", "half", "deep", "large"],
)
def test_a_file_that_cannot_be_read_gives_a_sentence(tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "x.toml").write_bytes(data)
    with pytest.raises(FileError, match=f"^bestand x.toml: verwacht .*{word}"):
        read_toml(tmp_path / "x.toml")


def test_what_is_no_file_gives_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    for name, found in (("weg", "geen bestand met die naam"), (".", "een map"), ("pijp", "een leesfout")):
        with pytest.raises(FileError, match=f"een leesbaar bestand in .*, gevonden {found}"):
            text_of(tmp_path / name)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read_toml(tmp_path / "x.toml") == {"a": 1}
