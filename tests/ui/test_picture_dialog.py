"""Choosing how a picture is drawn: sizes by hand."""

from __future__ import annotations

import pytest

from ui.i18n import Translator
from ui.picture_dialog import SIZES_PX, PictureDialog, PictureWish


@pytest.mark.parametrize(
    ("shape", "long_px", "size"),
    [
        ("screen", 7680, (7680, 4320)),
        ("window", 3840, (3840, 2880)),
        ("sheet", 1920, (1920, 1358)),  # 1920 / √2 = 1357.6
    ],
)
def test_the_size_follows_from_shape_and_longest_side(shape: str, long_px: int, size: tuple[int, int]) -> None:
    assert PictureWish(shape, long_px).size_px((800, 600)) == size


def test_a_tall_window_gives_a_tall_picture() -> None:
    assert PictureWish("window", 2560).size_px((600, 1200)) == (1280, 2560)


def test_the_dialog_gives_what_is_chosen(qtbot) -> None:
    dialog = PictureDialog(None, Translator("nl"), PictureWish("sheet", 3840, True), (700, 700))
    assert dialog.wish() == PictureWish("sheet", 3840, True)
    dialog.shape.setCurrentIndex(0)
    dialog.size_.setCurrentIndex(len(SIZES_PX) - 1)
    dialog.transparent.setChecked(False)
    assert dialog.size_.currentText() == "7680 × 7680"
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog._go_on()
    assert told.args == [PictureWish("window", 7680, False)]
