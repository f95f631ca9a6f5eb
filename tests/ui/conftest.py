"""The window with a stand-in for the 3D view, its own settings and its own place for unsaved studies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from massastudie.plan import Plan
from massastudie.scene import Scene
from massastudie.state import State
from modellen.reader import default_plan_path
from ui.app import App
from ui.controller import Controller
from ui.i18n import Translator
from ui.settings import Settings


class StandInView(QWidget):
    """The public face of the 3D view, drawing nothing."""

    picked = Signal(str)
    hovered = Signal(str)
    groundHovered = Signal(float, float)
    heatHovered = Signal(str, float)
    bouwlagenRequested = Signal(str, int)
    breedteRequested = Signal(str, float)
    splitMoved = Signal(float)
    frame = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, Any]] = []
        self.scene: Scene | None = None
        self.beside: Scene | None = None
        self.subtitle, self.large, self.hasty = "", 1.0, False

    def show_scene(self, scene: Scene) -> None:
        self.scene = scene

    def paint_now(self) -> None:
        self.calls.append(("paint", None))

    def set_title(self, text: str, subtitle: str | None = None) -> None:
        self.calls.append(("title", text))
        self.subtitle = self.subtitle if subtitle is None else subtitle

    def set_mark(self, place: tuple[float, float, float] | None) -> None:
        self.calls.append(("mark", place))

    def set_large(self, scale: float) -> None:
        self.large = scale

    def set_moment(self, moment: datetime) -> None:
        self.calls.append(("moment", moment))

    def set_view(self, name: str, animate: bool = True) -> None:
        self.calls.append(("view", name))

    def set_gezicht(self, gezicht: Any) -> None:
        self.calls.append(("gezicht", gezicht.id))

    def set_parallel(self, on: bool) -> None:
        self.calls.append(("parallel", on))

    def viewpoint(self) -> dict[str, object]:
        return {"azimut_deg": 225.0}

    def set_viewpoint(self, viewpoint: dict[str, object], animate: bool = False) -> None:
        self.calls.append(("viewpoint", viewpoint))

    def set_fase_names(self, names: dict[str, str]) -> None:
        self.calls.append(("fasen", names))

    def set_mouse(self, preset: str) -> None:
        self.calls.append(("mouse", preset))

    def compare(self, scene: Scene | None, title: str = "") -> None:
        self.beside = scene
        self.calls.append(("compare", title if scene is not None else None))

    def bare(self) -> QImage:
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(0xC9764A)
        return image

    def set_split(self, share: float) -> None:
        self.calls.append(("split", share))

    def set_language(self, code: str) -> None:
        self.calls.append(("language", code))


@pytest.fixture
def tr() -> Translator:
    return Translator("nl")


@pytest.fixture
def controller(plan: Plan) -> Controller:
    said: list[str] = []
    return Controller(plan, State.start(plan), said.append)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    store = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    store.language = "nl"
    return store


@pytest.fixture
def autosave(tmp_path: Path) -> Path:
    return tmp_path / "autosave"


@pytest.fixture
def open_app(qtbot, plan: Plan, settings: Settings, autosave: Path) -> Iterator[Callable[..., App]]:
    opened: list[App] = []

    def make(state: State | None = None, view: Callable[[], Any] = StandInView) -> App:
        app = App(plan, default_plan_path(), state or State.start(plan), settings, autosave, view)
        opened.append(app)
        with qtbot.waitSignal(app.picture_ready):
            app.start()
        qtbot.waitUntil(lambda: app.window.figures.chart.ready)
        return app

    yield make
    for app in opened:
        app.window.close()
        app.window.deleteLater()
        app.deleteLater()


@pytest.fixture
def app(open_app: Callable[..., App]) -> App:
    return open_app()
