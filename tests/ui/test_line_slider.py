"""The sliders drawn as a line, and labels that end where the room ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from ui.panels.fase_panel import FaseSlider
from ui.panels.line_slider import LineSlider
from ui.panels.widgets import ElidedLabel

YEARS = ("2021", "2021–2025", "2025–2030", "na 2030")


@pytest.fixture
def slider(qtbot) -> LineSlider:
    made = LineSlider(10)
    made.setRange(0, 4)
    made.resize(120, 30)
    qtbot.addWidget(made)
    return made


# 100 pixels for 4 steps: a value every 25 pixels, the first at 10
@pytest.mark.parametrize(("x", "value"), [(10, 0), (35, 1), (47, 1), (48, 2), (110, 4), (0, 0), (119, 4)])
def test_the_mouse_goes_to_the_nearest_value(qtbot, slider: LineSlider, x: int, value: int) -> None:
    assert slider.value_at(x) == value
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, 15))
    assert slider.value() == value


def test_a_value_stands_where_the_mouse_finds_it(slider: LineSlider) -> None:
    assert [slider.position_x(v) for v in range(5)] == [10, 35, 60, 85, 110]


def test_years_never_touch_and_the_present_one_is_always_written(qtbot) -> None:
    slider = FaseSlider()
    qtbot.addWidget(slider)
    slider.set_labels(YEARS)
    slider.setValue(2)
    slider.resize(slider.sizeHint())
    assert sorted(slider.named()) == [0, 1, 2, 3]
    slider.resize(slider.minimumSizeHint())
    assert 2 in slider.named()
    assert len(slider.named()) < len(YEARS)


def test_a_label_of_two_lines_says_with_dots_that_there_is_more(qtbot) -> None:
    label = ElidedLabel(lines=2)
    qtbot.addWidget(label)
    label.setText("een twee drie vier vijf zes zeven acht negen tien")
    narrow = label.fontMetrics().horizontalAdvance("een twee drie vier")
    lines = label.broken(narrow)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(label.fontMetrics().horizontalAdvance(line) <= narrow for line in lines)
    assert label.broken(10_000) == [label.text()]
