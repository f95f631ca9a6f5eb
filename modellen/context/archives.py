"""Files that were packed: gzip, and zip with one data set in it.

Nothing is unpacked outside a folder of our own, and no more than a file may be large.
"""

from __future__ import annotations

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from massastudie.context import Context
from massastudie.errors import FileError

from .files import refuse

#: What an archive may hold: bytes unpacked, files.
MAX_BYTES, MOST_FILES = 500_000_000, 1000
CHUNK = 1 << 20
DAMAGE = (OSError, ValueError, RuntimeError, EOFError, zlib.error, zipfile.BadZipFile)
Reader = Callable[[Path], Context]


def read_gzip(path: Path, read: Reader) -> Context:
    """What is in a file packed with gzip."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / (path.stem or "bestand")
        try:
            with gzip.open(path) as stream:
                _copy(path, stream, target, MAX_BYTES)
        except (OSError, EOFError, zlib.error) as error:
            refuse(path, "een heel gzip-archief", f"een fout ({error})"[:120])
        try:
            return replace(read(target), bestand=path.name)
        except FileError as error:  # the file the user knows is the packed one
            raise FileError(str(error).replace(target.name, path.name, 1)) from error


def read_zip(path: Path, read: Reader) -> Context:
    """What is in the one data set of a zip archive, such as a Shapefile with its companions."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                files = _unpacked(path, archive, Path(folder))
        except DAMAGE as error:
            refuse(path, "een heel zip-archief zonder wachtwoord", f"een fout ({error})"[:120])
        found, reasons = [], []
        for file in files:
            try:
                found.append(read(file))
            except FileError as error:
                reasons.append(str(error))
        if len(found) != 1:
            names = ", ".join(item.bestand for item in found) or "; ".join(reasons) or "geen bestanden"
            refuse(path, "één bruikbaar bestand in het archief", names[:200])
        return replace(found[0], bestand=path.name)


def _unpacked(path: Path, archive: zipfile.ZipFile, folder: Path) -> list[Path]:
    """Unpack everything; returns the files that may be data, without the companions of a Shapefile."""
    members = [m for m in archive.infolist() if not m.filename.endswith("/")]
    if len(members) > MOST_FILES:
        refuse(path, f"hoogstens {MOST_FILES} bestanden in het archief", str(len(members)))
    if (size := sum(m.file_size for m in members)) > MAX_BYTES:
        refuse(path, f"hoogstens {MAX_BYTES // 10**6} MB uitgepakt", f"{size // 10**6} MB")
    left = MAX_BYTES
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if not name.parts or name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
            refuse(path, "namen binnen het archief", f"'{member.filename[:80]}'")
        with archive.open(member) as stream:
            left = _copy(path, stream, folder / name.name, left)
    shapes = {p.stem for p in folder.iterdir() if p.suffix.lower() == ".shp"}
    return [p for p in sorted(folder.iterdir()) if p.suffix.lower() == ".shp" or p.stem.split(".")[0] not in shapes]


def _copy(path: Path, stream: IO[bytes] | gzip.GzipFile, target: Path, left: int) -> int:
    """Write a packed file out, counting what really comes: an archive may lie about its size. Returns what is left."""
    with target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                refuse(path, f"hoogstens {MAX_BYTES // 10**6} MB uitgepakt", "meer")
            out.write(chunk)
    return left
