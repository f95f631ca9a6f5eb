"""Writing files so that a reader finds the old file or the whole new one, never a half one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from massastudie.errors import FileError


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
        raise FileError(f"{path}: kan niet worden geschreven ({error.strerror or error})") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def check_target(path: Path) -> Path:
    """The real file behind `path`; FileError when it cannot be one."""
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileError(f"{path}: de map '{path.parent}' bestaat niet; maak die eerst of kies een andere plek")
    if target.is_dir():
        raise FileError(f"{path}: is een map; verwacht de naam van een bestand")
    return target


def write_bytes(path: Path, data: bytes) -> Path:
    """Write one file whole. A device or pipe (`/dev/stdout`) is written to as it is."""
    check_target(path)
    if path.exists() and not path.is_file():  # asked of the name as given: where a pipe leads has no name
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
