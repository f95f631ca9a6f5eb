"""Pictures as pages of one PDF, A3 lying down: an overview of all of them first, then each on a page of its own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from math import ceil, sqrt
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from massastudie.errors import FileError

from .picture import text_system

DPI = 150
#: Between the pictures of the overview, pixels.
GAP_PX = 24.0


def write_pages(pictures: Sequence[QImage], out: Path, title: str) -> Path:
    """Write the PDF whole or not at all. Raises FileError when it cannot be written there."""
    half = out.with_name(f".{out.stem}.half{out.suffix}")
    with text_system():
        if not out.parent.is_dir() or not _write(pictures, half, title):
            half.unlink(missing_ok=True)
            raise FileError(f"{out}: kan de pdf hier niet schrijven; bestaat de map en is er ruimte?")
    os.replace(half, out)
    return out


def _write(pictures: Sequence[QImage], path: Path, title: str) -> bool:
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setResolution(DPI)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A3), QPageLayout.Orientation.Landscape, QMarginsF(6, 6, 6, 6),
                    QPageLayout.Unit.Millimeter)
    )  # fmt: skip
    painter = QPainter()
    if not painter.begin(writer):
        return False
    page = QRectF(0, 0, writer.width(), writer.height())
    for picture, box in zip(pictures, cells(page, len(pictures)), strict=True):
        _fit(painter, box, picture)
    for picture in pictures:
        writer.newPage()
        _fit(painter, page, picture)
    return painter.end()


def cells(page: QRectF, count: int) -> list[QRectF]:
    """Equal boxes on a page, row by row."""
    columns = max(1, ceil(sqrt(count)))
    rows = max(1, ceil(count / columns))
    wide, high = page.width() / columns, page.height() / rows
    corners = [(page.left() + (i % columns) * wide, page.top() + (i // columns) * high) for i in range(count)]
    half = GAP_PX / 2
    return [QRectF(x + half, y + half, wide - GAP_PX, high - GAP_PX) for x, y in corners]


def _fit(painter: QPainter, box: QRectF, picture: QImage) -> None:
    """Draw a picture as large as fits, in the middle."""
    scale = min(box.width() / picture.width(), box.height() / picture.height())
    wide, high = picture.width() * scale, picture.height() * scale
    target = QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)
    small = picture.scaled(
        round(wide), round(high), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawImage(target, small if scale < 1 else picture)
