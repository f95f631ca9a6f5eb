"""The list beside a folder of figures: what each file was made of, so that a next run can tell which changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from massastudie.errors import FileError

from ..export.files import write_bytes
from ..readable import why

#: Name of the list in the folder.
LIST = "figuren.json"


class Uitkomst(StrEnum):
    """What became of a figure."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True)
class Regel:
    """One file of the folder: `inhoud` is a hash of what is to be seen, `bestand_hash` of the bytes written."""

    id: str
    titel: str
    inhoud: str
    bestand_hash: str


def digest(data: bytes) -> str:
    """SHA-256 as text."""
    return hashlib.sha256(data).hexdigest()


def read_list(folder: Path) -> dict[str, Regel]:
    """File name → what was made there last; empty where there is no list, or none that can be read."""
    try:
        rows = json.loads((folder / LIST).read_bytes())["figuren"]
        return {row["bestand"]: Regel(row["id"], row["titel"], row["inhoud"], row["bestand_hash"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_list(folder: Path, head: Mapping[str, Any], regels: Mapping[str, Regel]) -> Path:
    """Write the list whole. Raises FileError when it cannot be written."""
    rows = [{"bestand": name, **asdict(regel)} for name, regel in regels.items()]
    text = json.dumps({**head, "figuren": rows}, ensure_ascii=False, indent=2) + "\n"
    return write_bytes(folder / LIST, text.encode("utf-8"))


def uitkomst(folder: Path, name: str, inhoud: str, before: Mapping[str, Regel]) -> Uitkomst:
    """Whether a file of this content is new, changed, or there already just as it was written."""
    path, known = folder / name, before.get(name)
    if not path.is_file():
        return Uitkomst.NIEUW
    same = known is not None and known.inhoud == inhoud and digest(_bytes(path)) == known.bestand_hash
    return Uitkomst.GELIJK if same else Uitkomst.GEWIJZIGD


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: kan niet worden gelezen ({why(error)})") from error
