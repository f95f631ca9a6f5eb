"""Reading files of others: size kept within bounds, every reason why not in one sentence."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from massastudie.errors import FileError

from ..readable import read_fault

#: More than this is not read: what comes out takes up to ten times as much memory.
MAX_BYTES = 1_000_000_000
HEAD_BYTES = 4096


#: More characters of what was found say nothing more.
LONGEST = 200


def refuse(path: Path, expected: str, found: str) -> NoReturn:
    """Raise the FileError for a file that cannot be used."""
    shown = found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"
    raise FileError(f"bestand {path.name}: verwacht {expected}, gevonden {shown}")


def head_of(path: Path) -> bytes:
    """The first bytes of a file; FileError for a folder, an empty, missing, closed or too large one."""
    try:
        if path.is_dir():
            refuse(path, "een bestand", "een map")
        if not stat.S_ISREG(path.stat().st_mode):
            refuse(path, "een gewoon bestand", "een apparaat of pijp")  # opening a pipe waits until someone writes
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            head = stream.read(HEAD_BYTES)
    except OSError as error:
        refuse(path, "een leesbaar bestand", read_fault(error))
    if not head:
        refuse(path, "een bestand met inhoud", "0 bytes")
    if size > MAX_BYTES:
        refuse(path, f"hoogstens {MAX_BYTES // 10**6} MB", f"{size // 10**6} MB")
    return head


def content_of(path: Path) -> bytes:
    """All bytes of a file that `head_of` let pass; FileError when it went away meanwhile."""
    try:
        return path.read_bytes()
    except OSError as error:
        refuse(path, "een leesbaar bestand", read_fault(error))


@contextmanager
def without_collector() -> Iterator[None]:
    """Look for garbage afterwards: while millions of lists are made that takes four times as long as making them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
