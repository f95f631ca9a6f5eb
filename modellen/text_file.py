"""Text and TOML of a file (plan, norm, rules, figures): one way to read it, and to say what is wrong with it."""

from __future__ import annotations

import tomllib
from os.path import isdir
from pathlib import Path
from typing import Any

from massastudie.errors import FileError

from .readable import bytes_of, read_fault, readable
from .schema_errors import fail, where

#: More than any table written by hand; a larger file is something else and is not read into memory.
MAX_TOML_BYTES = 5_000_000


def text_of(path: Path, most_bytes: int | None = None) -> str:
    """The text of a file in UTF-8, a byte order mark or not. FileError naming the file, expected and found."""
    try:
        if most_bytes is not None and path.stat().st_size > most_bytes:
            fail(where(path.name), f"hoogstens {most_bytes // 1_000_000} MB", f"{path.stat().st_size} bytes")
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fail(where(path.name), "UTF-8", f"een andere codering (byte {error.start})")
    except OSError as error:
        found = "een map" if isdir(path) else read_fault(error)  # the method of a path fails in a closed folder
        fail(where(path.name), f"een leesbaar bestand in {path.parent}", found)


def read_toml(path: Path) -> dict[str, Any]:
    """What stands in a TOML file, its texts as they may be shown. FileError as of `text_of` and `toml_of`."""
    return toml_of(text_of(path, MAX_TOML_BYTES), path.name)


def toml_of(text: str, file: str) -> dict[str, Any]:
    """What stands in the TOML `text` of a file of this name. FileError naming the file and the place of the fault."""
    try:
        found: dict[str, Any] = readable(tomllib.loads(text), text)
        return found
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileError(f"bestand {file}: verwacht geldige TOML, gevonden een fout ({error})") from error
