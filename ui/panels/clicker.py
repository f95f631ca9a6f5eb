"""Before an audience: the keys of a clicker, and how large words are."""

from __future__ import annotations

from PySide6.QtCore import Qt

#: Keys that step on (1) and back (-1).
STEPS = {
    Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
}  # fmt: skip
#: Keys that make the screen black and bring the picture back.
BLANK_KEYS = (Qt.Key.Key_B, Qt.Key.Key_Period)
#: Words over the picture are as large as on a picture of this height, and never larger than this.
HEIGHT_PX, LARGEST = 620.0, 2.6


def larger(height_px: float, smallest: float) -> float:
    """How many times as large as on a desk words are on a picture of this height; `smallest` at least."""
    return min(LARGEST, max(smallest, height_px / HEIGHT_PX))
