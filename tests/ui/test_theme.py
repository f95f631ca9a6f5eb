"""Light and dark windows: contrast as WCAG 2.2 has it, remembered, and the system's colours when asked for."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.controller import Shown
from ui.i18n import Translator
from ui.panels.plot import Plot
from ui.settings import THEMES, Settings
from ui.theme import CONTRAST, DARK, LIGHT, Theme, contrast, palette_of, readable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Role = QPalette.ColorRole


def test_contrast_is_that_of_the_norm() -> None:
    """WCAG 2.2: black on white 21; #777777 on white 4.48, the classic that just fails."""
    white = QColor("#FFFFFF")
    assert contrast(QColor("#000000"), white) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), white) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["licht", "donker"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [(Role.WindowText, Role.Window), (Role.Text, Role.Base), (Role.Text, Role.AlternateBase),
     (Role.ButtonText, Role.Button), (Role.ToolTipText, Role.ToolTipBase), (Role.Link, Role.Window),
     (Role.Link, Role.Base)],
)  # fmt: skip
def test_text_can_be_read_on_its_ground(theme: str, text: QPalette.ColorRole, ground: QPalette.ColorRole) -> None:
    palette = palette_of(theme)
    assert contrast(palette.color(text), palette.color(ground)) >= CONTRAST


def test_both_themes_tell_the_colour_of_the_same_roles() -> None:
    assert set(LIGHT) == set(DARK)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#1F2123", "#2B2D30", "#EFEFEF"])
@pytest.mark.parametrize("colour", ["#B4472E", "#C9764A", "#3C8558", "#1C2A66", "#000000", "#FFFFFF"])
def test_any_colour_is_made_readable_and_one_that_is_stays(colour: str, ground: str) -> None:
    made = readable(colour, QColor(ground))
    assert contrast(made, QColor(ground)) >= CONTRAST
    if contrast(QColor(colour), QColor(ground)) >= CONTRAST:
        assert made == QColor(colour)


def test_the_theme_is_taken_at_once_and_given_back(qapp: QApplication) -> None:
    before = qapp.palette().color(Role.Window).name()
    theme = Theme()
    try:
        theme.take("donker")
        assert qapp.palette().color(Role.Window).name() == DARK[Role.Window].lower()
    finally:
        theme.take("systeem")
    assert qapp.palette().color(Role.Window).name() == before


def test_the_theme_is_remembered_and_another_word_is_the_systems(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    settings = Settings(store)
    assert settings.theme == THEMES[0] == "systeem"
    settings.theme = "donker"
    assert Settings(store).theme == "donker"
    store.setValue("theme", "paars")
    assert settings.theme == "systeem"


def test_a_chart_is_drawn_anew_in_another_theme(qtbot: QtBot) -> None:
    drawn: list[str] = []

    class Chart(Plot):
        def draw(self, shown: Shown) -> None:
            drawn.append(self.ink().name())

    chart, theme = Chart(Translator("nl"), 100), Theme()
    qtbot.addWidget(chart)
    chart.show_part(cast(Shown, SimpleNamespace(per_fase=(), state=SimpleNamespace(fase="f"))))
    chart.build()
    try:
        theme.take("donker")
        qtbot.waitUntil(lambda: len(drawn) == 2)
    finally:
        theme.take("systeem")
    assert drawn[1] == DARK[Role.WindowText].lower() != drawn[0]
