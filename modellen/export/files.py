"""Writing files so that a reader finds the old file or the whole new one, never a half one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from massastudie.errors import FileError
from modellen.readable import why


@contextmanager
def staged(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path` (same suffix) to write to; put it in place when the block ends well.

    A symbolic link keeps pointing where it pointed. Raises FileError when the folder is missing, `path` is a folder,
    or writing fails; nothing is left behind then.
    """
    target = check_target(path)
    temporary = target.with_name(f".{target.stem[:100]}.{os.getpid()}{target.suffix}")
    try:
        yield temporary
        os.replace(temporary, target)
    except OSError as error:
        raise FileError(f"{path}: kan niet worden geschreven ({why(error)})") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def check_target(path: Path) -> Path:
    """The real file behind `path`; FileError when it cannot be one, or nothing can be written beside it. Asked before
    long work as well as at its end. A device or pipe is taken as it is."""
    target = Path(os.path.realpath(path))
    if _is_stream(path):
        return target
    if not os.path.isdir(target.parent):
        raise FileError(f"{path}: de map '{path.parent}' bestaat niet; maak die eerst of kies een andere plek")
    if os.path.isdir(target):
        raise FileError(f"{path}: is een map; verwacht de naam van een bestand")
    _try_to_write(target.parent, path)
    return target


def check_folder(folder: Path) -> Path:
    """`folder` itself; FileError when it is no folder to write in and cannot be made. It is not made here."""
    place = Path(os.path.realpath(folder))
    while not os.path.exists(place):  # the methods of a path fail in a closed folder
        place = place.parent
    if not os.path.isdir(place):
        raise FileError(f"{folder}: verwacht een map, gevonden het bestand '{place}'")
    _try_to_write(place, folder)
    return folder


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing; FileError when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: kan de map niet maken ({why(error)})") from error


def _is_stream(path: Path) -> bool:
    """Whether the name as given is a device or pipe; where a pipe leads has no name."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _try_to_write(folder: Path, asked: Path) -> None:
    """Make a file without a name and let it go: rights, read-only disks and shares are all told by doing it."""
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FileError(f"{asked}: in map '{folder}' kan niet worden geschreven ({why(error)})") from error


def write_bytes(path: Path, data: bytes) -> Path:
    """Write one file whole. A device or pipe (`/dev/stdout`) is written to as it is."""
    check_target(path)
    if _is_stream(path):
        path.write_bytes(data)
        return path
    with staged(path) as temporary:
        temporary.write_bytes(data)
    return path


def write_files(folder: Path, files: Mapping[str, bytes], main: str) -> tuple[Path, ...]:
    """Write `files` (name → bytes) in order: what others refer to comes first, so the last one makes the set whole.

    An empty name stands for `main`, the file the user asked for.
    """
    return tuple(write_bytes(folder / (name or main), data) for name, data in files.items())
