"""Small pictures as text, to be kept in a study file."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPixmap

SIZE = QSize(192, 120)
#: Of 100: about 8 kB.
QUALITY = 82


def to_text(image: QImage) -> str:
    """The middle of the picture as a small JPEG in base64; empty when there is no picture."""
    if image.isNull():
        return ""
    fill, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    large = image.scaled(SIZE, fill, smooth)
    left, top = (large.width() - SIZE.width()) // 2, (large.height() - SIZE.height()) // 2
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    large.copy(left, top, SIZE.width(), SIZE.height()).save(buffer, "JPG", QUALITY)  # type: ignore[call-overload]
    return base64.b64encode(buffer.data().data()).decode("ascii")


def to_pixmap(text: str) -> QPixmap:
    """The picture again; an empty one when the text is none."""
    made = QPixmap()
    try:
        made.loadFromData(base64.b64decode(text, validate=True))
    except binascii.Error:
        return made
    return made
