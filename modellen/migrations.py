"""Bringing an older plan folder up to the format of today, one step per version, before it is checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from massastudie.errors import FileError

#: The version this program reads and writes.
FORMAT_VERSIE = 1

#: A whole plan folder, parsed but not checked: file name → content.
Raw = dict[str, Any]

#: version → the step that turns a folder of that version into the next one. A step gets the whole folder (every layer
#: may change), returns a new one, and leaves setting the version to `migrate`.
STEPS: dict[int, Callable[[Raw], Raw]] = {}


def migrate(raw: Raw) -> Raw:
    """`raw` in the format of today; FileError when its version is unknown, newer, or can no longer be read."""
    version = _version(raw)
    while version < FORMAT_VERSIE:
        if version not in STEPS:
            expected = f"een versie die nog gelezen kan worden ({_oldest()} tot {FORMAT_VERSIE})"
            raise FileError(_wrong(expected, version))
        raw = STEPS[version](raw)
        version += 1
        raw = {**raw, "plan.toml": {**raw["plan.toml"], "format_versie": version}}
    return raw


def _version(raw: Raw) -> int:
    found = raw["plan.toml"].get("format_versie")
    if not isinstance(found, int) or isinstance(found, bool):
        raise FileError(_wrong("een geheel getal", "niets" if found is None else repr(found)))
    if found > FORMAT_VERSIE:
        expected = f"hoogstens {FORMAT_VERSIE}"
        raise FileError(_wrong(expected, f"{found} (gemaakt met een nieuwere Massastudie; werk het programma bij)"))
    return found


def _oldest() -> int:
    return min(STEPS, default=FORMAT_VERSIE)


def _wrong(expected: str, found: object) -> str:
    return f"bestand plan.toml, veld format_versie: verwacht {expected}, gevonden {found}"
