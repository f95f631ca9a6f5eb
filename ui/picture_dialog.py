"""How a picture is to be drawn: its shape, its size and its background. Asked before the place to put it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from .i18n import Translator
from .panels.form_dialog import FormDialog

#: Width over height; None: as the picture in the window. A sheet on its side is √2 wide (ISO 216).
SHAPES: dict[str, float | None] = {"window": None, "screen": 16 / 9, "sheet": 2**0.5}
#: Longest side, pixels: of a screen, of a large screen, 4K and 8K.
SIZES_PX = (1920, 2560, 3840, 7680)


@dataclass(frozen=True, slots=True)
class PictureWish:
    """Shape (a key of `SHAPES`), longest side in pixels, and whether sky and bare ground are left out."""

    shape: str = "screen"
    long_px: int = 2560
    transparent: bool = False

    def size_px(self, window: tuple[int, int]) -> tuple[int, int]:
        """Width and height in pixels, even, for a picture that is `window` large on the screen."""
        ratio = SHAPES[self.shape] or max(window[0], 1) / max(window[1], 1)
        wide, high = (1.0, 1 / ratio) if ratio >= 1 else (ratio, 1.0)
        return max(2, round(self.long_px * wide / 2) * 2), max(2, round(self.long_px * high / 2) * 2)


def shown_px(picture: QWidget) -> tuple[int, int]:
    """How large the picture is in the window."""
    return picture.width(), picture.height()


class PictureDialog(FormDialog):
    """Asks for a wish; `chosen` gives it when the user goes on."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, tr: Translator, wish: PictureWish, window: tuple[int, int]) -> None:
        super().__init__(parent, tr, tr("dialog.picture"), tr("picture.go_on"))
        self._window = window
        self.shape, self.size_, self.transparent = QComboBox(), QComboBox(), QCheckBox(tr("picture.transparent"))
        for name in SHAPES:
            self.shape.addItem(tr(f"picture.{name}"), name)
        self.shape.setCurrentIndex(list(SHAPES).index(wish.shape))
        for pixels in SIZES_PX:
            self.size_.addItem("", pixels)
        self.size_.setCurrentIndex(SIZES_PX.index(wish.long_px))
        self.transparent.setChecked(wish.transparent)
        self.shape.currentIndexChanged.connect(self._name_sizes)
        self._name_sizes()
        self.form.addRow(tr("picture.shape"), self.shape)
        self.form.addRow(tr("picture.size"), self.size_)
        self.form.addRow(tr("picture.background"), self.transparent)
        self.told.setText(tr("picture.note"))
        self.lay_out()
        self.accepted.connect(self._go_on)

    def wish(self) -> PictureWish:
        """What is chosen now."""
        return PictureWish(self.shape.currentData(), self.size_.currentData(), self.transparent.isChecked())

    def _name_sizes(self) -> None:
        """Each size in pixels, for the shape chosen."""
        for place, pixels in enumerate(SIZES_PX):
            wide, high = PictureWish(self.shape.currentData(), pixels).size_px(self._window)
            self.size_.setItemText(place, f"{wide} × {high}")

    def _go_on(self) -> None:
        self.chosen.emit(self.wish())
