"""Bytes of a file that can be read to its end, why the system gave none, and text without characters that command a
terminal, or turn the direction of what follows."""

from __future__ import annotations

import errno
import re
import stat
from pathlib import Path
from typing import Any

#: An escape, or a character that is not shown: only then is a document gone through.
SUSPECT = re.compile(
    r"[\\\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)

#: What the system says in English, by its number.
REASONS = {
    errno.ENOENT: "geen bestand met die naam",
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.EISDIR: "een map",
    errno.ENOTDIR: "geen map",
    errno.EEXIST: "er is al een bestand met die naam",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.ENAMETOOLONG: "een naam die te lang is",
    errno.ELOOP: "een koppeling die naar zichzelf wijst",
}


def why(error: OSError) -> str:
    """Why the system gave or took no file: in Dutch where that is known, else in its own words."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)


def read_fault(error: OSError) -> str:
    """The same as something found: what has no Dutch name is a fault in reading."""
    return REASONS.get(error.errno or 0) or f"een leesfout ({error.strerror or error})"


def bytes_of(path: Path) -> bytes:
    """All bytes of a file. OSError when it cannot be read, or is a pipe or device: those may never end."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "een pijp of apparaat")
    return path.read_bytes()


def readable(content: Any, source: str) -> Any:
    """`content` as parsed from the text `source`, each text and name in it as it may be shown; line ends stay."""
    return _cleaned(content) if SUSPECT.search(source) else content


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {_plain(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in "\n\t" else " " * sign.isspace() for sign in text)
