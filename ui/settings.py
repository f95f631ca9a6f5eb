"""What the window remembers: sizes, docks, language, last folder, which field of a kind of file means what. Never
anything that changes a number of the plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from .i18n import LANGUAGES, system_language

#: Raised when docks or toolbars change, so that an old layout is not forced on a new window.
LAYOUT_VERSION = 1
#: What a drag with the left button does: turn, or pan as in a GIS.
MOUSE_PRESETS = ("draaien", "schuiven")
#: Colours of the window: as the system, light, dark.
THEMES = ("systeem", "licht", "donker")


def _velden_key(names: Iterable[str]) -> str:
    return f"velden/{hashlib.sha256(json.dumps(sorted(names)).encode()).hexdigest()[:16]}"


class Settings:
    """Typed access to a QSettings store; a value of another kind counts as not there."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else QSettings("Massastudie", "Massastudie")

    @property
    def language(self) -> str:
        """The language chosen, else that of the system."""
        found = self._store.value("language")
        return found if found in LANGUAGES else system_language()

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def folder(self) -> Path:
        """The folder used last that still exists, else the home folder."""
        found = self._store.value("folder")
        path = Path(found) if isinstance(found, str) and found else Path.home()
        return path if path.is_dir() else Path.home()

    @folder.setter
    def folder(self, path: Path) -> None:
        self._store.setValue("folder", str(path))

    @property
    def mouse(self) -> str:
        """What a drag with the left button does: `draaien` (turn) or `schuiven` (pan)."""
        found = self._store.value("mouse")
        return found if found in MOUSE_PRESETS else MOUSE_PRESETS[0]

    @mouse.setter
    def mouse(self, preset: str) -> None:
        self._store.setValue("mouse", preset)

    @property
    def theme(self) -> str:
        """Colours of the window: one of `THEMES`."""
        found = self._store.value("theme")
        return found if found in THEMES else THEMES[0]

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    def address(self, service: str) -> str:
        """The address the user set for a service, empty for its public one."""
        found = self._store.value(f"service/{service}")
        return found if isinstance(found, str) else ""

    def set_address(self, service: str, address: str) -> None:
        """Ask a service there from now on; empty: where it is for everyone."""
        self._store.setValue(f"service/{service}", address)

    def velden(self, names: Iterable[str]) -> dict[str, str]:
        """Role → field, as it was chosen for a file with fields of these names; empty when it was not."""
        try:
            found = json.loads(str(self._store.value(_velden_key(names), "{}")))
        except ValueError:
            return {}
        fits = isinstance(found, dict) and all(isinstance(text, str) for pair in found.items() for text in pair)
        return found if fits else {}

    def keep_velden(self, names: Iterable[str], velden: Mapping[str, str]) -> None:
        """Remember what was chosen for a file with fields of these names."""
        if velden:
            self._store.setValue(_velden_key(names), json.dumps(dict(velden)))

    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Geometry and state of the main window, when kept by a window with the same docks."""
        geometry, state = self._store.value("geometry"), self._store.value("state")
        fits = self._store.value("layout_version", 0, int) == LAYOUT_VERSION
        if fits and isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    def keep_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Keep geometry and state of the main window."""
        self._store.setValue("geometry", geometry)
        self._store.setValue("state", state)
        self._store.setValue("layout_version", LAYOUT_VERSION)

    def flush(self) -> None:
        """Write to disk now."""
        self._store.sync()
