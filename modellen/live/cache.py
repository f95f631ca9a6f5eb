"""What services gave, kept per box where the platform keeps such things; a damaged or lost file is no error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from massastudie.errors import FileError
from modellen.export.files import write_bytes

from .services import Bbox, Service


@dataclass(frozen=True, slots=True)
class Kept:
    """One box as it came: its pages (see `join`), when (ISO 8601 with zone), from which address."""

    opgehaald: str
    adres: str
    pages: list[dict[str, Any]]

    @property
    def moment(self) -> datetime:
        """When it came, aware."""
        return datetime.fromisoformat(self.opgehaald)


def cache_folder() -> Path:
    """Where this platform keeps what can be fetched again."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "massastudie" / "omgeving"


def kept_of(folder: Path, source: Service, box: Bbox) -> Kept | None:
    """What was kept of this box from this address; None when nothing (that can be read) was."""
    try:
        found = orjson.loads(_place(folder, source, box).read_bytes())
        kept = Kept(**found)
        return kept if kept.adres == source.adres and kept.moment.tzinfo else None
    except (OSError, ValueError, TypeError):
        return None


def keep(folder: Path, source: Service, box: Bbox, kept: Kept) -> None:
    """Keep a box for the next time; where that is impossible it will be fetched again."""
    path = _place(folder, source, box)
    with suppress(OSError, FileError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, orjson.dumps(asdict(kept)))


def _place(folder: Path, source: Service, box: Bbox) -> Path:
    name = sha256(f"{source.adres} {box}".encode()).hexdigest()[:24]
    return folder / source.id / f"{name}.json"


def kept_since(folder: Path, source: Service, boxes: Sequence[Bbox]) -> tuple[int, datetime | None]:
    """How many of these boxes are on disk, and when the oldest was put there (aware; None: none is); reads no file."""
    moments = []
    for box in boxes:
        with suppress(OSError):
            moments.append(_place(folder, source, box).stat().st_mtime)
    return len(moments), datetime.fromtimestamp(min(moments), UTC) if moments else None
