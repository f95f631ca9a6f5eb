"""Stand-ins for the views, each with just the methods its Protocol has, and what several tests share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QMessageBox

from massastudie.scene import Scene
from massastudie.steps import drained
from ui.controller import Controller, Shown


class FakeView:
    """Remembers what it was handed."""

    def __init__(self) -> None:
        self.parts: list[Shown] = []

    def show_part(self, shown: Shown) -> None:
        self.parts.append(shown)

    @property
    def last(self) -> Shown:
        return self.parts[-1]


class FakePicture:
    """Remembers scenes and titles."""

    def __init__(self) -> None:
        self.scenes: list[Scene] = []
        self.titles: list[str] = []
        self.painted = 0
        self.moment: datetime | None = None
        self.hasty = False

    def show_scene(self, scene: Scene) -> None:
        self.scenes.append(scene)

    def paint_now(self) -> None:
        self.painted += 1

    def set_title(self, text: str) -> None:
        self.titles.append(text)

    def set_moment(self, moment: datetime) -> None:
        self.moment = moment


class FakeRunner:
    """Keeps jobs; the test decides when one ends."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, Any]] = []
        self.cancelled = 0

    def start(self, name: str, job: Any) -> None:
        self.jobs.append((name, job))

    def cancel(self) -> None:
        self.cancelled += 1

    def drain(self) -> Any:
        """The answer of the newest job."""
        return drained(self.jobs[-1][1])


def added(qtbot: Any, controller: Controller, panel: Any) -> Any:
    """A panel that is shown what the controller shows, and that goes away with the test."""
    qtbot.addWidget(panel)
    controller.add_view(panel)
    return panel


def volumes_of(shown: Shown) -> list[tuple[Any, ...]]:
    """Every volume as plain values, to the last digit."""
    return [(v.id, v.bottom_m, v.top_m, v.functie, v.polygon.wkb_hex) for v in shown.massa.volumes]


def close_dialogs(app: Any) -> list[str]:
    """Close every dialog of a window; returns what its message boxes said."""
    said = [box.text() for box in app.window.findChildren(QMessageBox)]
    for dialog in app.window.findChildren(QDialog):
        dialog.close()
    return said


def texts_of(panel: Any) -> dict[str, tuple[str, str, str]]:
    """Every figure in the panel as it is written: name without its mark → now, against the fase before and today."""
    found = {}
    for name, fold in panel.folds.items():
        fold.set_open(True)
        table = panel.tables.get(name)
        for row in range(table.rowCount() if table is not None else 0):
            name, now, before, today = (table.item(row, column).text() for column in range(4))
            found[name.removesuffix(" *")] = (now, before, today)
    return found
