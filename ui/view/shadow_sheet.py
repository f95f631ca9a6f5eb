"""A sheet of a shadow study: two top views of one moment side by side, with all a reader needs to check them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from massastudie.scene import Scene

from .. import style
from .camera import Viewpoint, named
from .furniture import Caption
from .lettering import font, write, write_centred
from .picture import draw_picture, text_system

#: Sizes in logical pixels: a sheet is this high, whatever its size in pixels.
HEIGHT = 1000.0
EDGE, GAP, HEAD, FOOT, LINE = 26.0, 14.0, 84.0, 74.0, 19.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: title and line under it, the same on the right, lines at the foot, colours with their meaning
    (no colour: a remark), and a sentence over the pictures where there is no sun (empty: there is)."""

    title: str
    subtitle: str
    when: str
    sun: str
    lines: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    no_sun: str = ""


def draw_sheet(sheet: Sheet, views: Sequence[tuple[Scene, Caption]], size: tuple[int, int]) -> QImage:
    """The sheet as a picture of `size` pixels; `views` from left to right, in one frame and on one scale."""
    image = QImage(*size, QImage.Format.Format_RGB888)
    image.fill(QColor(style.PAPER))
    scale = size[1] / HEIGHT
    boxes = panels(size, len(views))
    drawn = [_panel(scene, caption, box, scale) for (scene, caption), box in zip(views, boxes, strict=True)]
    with text_system():
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(scale, scale)
        for box, picture in zip(boxes, drawn, strict=True):
            _framed(painter, box, picture, sheet.no_sun)
        _head(painter, sheet, size[0] / scale)
        _foot(painter, sheet)
        painter.end()
    return image


def panels(size: tuple[int, int], count: int) -> list[QRectF]:
    """Where the views lie on a sheet of `size` pixels, equally large and on whole pixels: none is drawn blurred."""
    scale = size[1] / HEIGHT
    wide = int((size[0] - scale * (2 * EDGE + GAP * (count - 1))) / count)
    lefts = [round(EDGE * scale) + i * (wide + round(GAP * scale)) for i in range(count)]
    top, high = round(HEAD * scale), round((HEIGHT - HEAD - FOOT) * scale)
    return [QRectF(left / scale, top / scale, wide / scale, high / scale) for left in lefts]


def top_view(scene: Scene, aspect: float) -> Viewpoint:
    """Straight down on the whole plan, in parallel projection: a scale bar is true."""
    return named("plan", scene.extent_m, aspect, Viewpoint(parallel=True))


def _panel(scene: Scene, caption: Caption, box: QRectF, scale: float) -> QImage:
    size = round(box.width() * scale), round(box.height() * scale)
    return draw_picture(scene, top_view(scene, size[0] / size[1]), size, caption)


def _framed(painter: QPainter, box: QRectF, picture: QImage, sentence: str) -> None:
    painter.drawImage(box, picture)
    painter.setPen(QPen(QColor(style.TEXT_SOFT), 0.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    if sentence:
        painter.setFont(font(20, bold=True))
        wide = min(QFontMetricsF(painter.font()).horizontalAdvance(sentence) + 40, box.width())
        band = QRectF(box.center().x() - wide / 2, box.center().y() - 24, wide, 48)
        painter.fillRect(band, QColor(255, 255, 255, 235))
        write_centred(painter, band, sentence, style.TEXT)


def _head(painter: QPainter, sheet: Sheet, width: float) -> None:
    for text, base, pixels, bold in ((sheet.title, 42, 25, True), (sheet.subtitle, 68, 15, False)):
        painter.setFont(font(pixels, bold))
        write(painter, EDGE, base, text, style.TEXT if bold else style.TEXT_SOFT)
    for text, base, pixels, bold in ((sheet.when, 42, 25, True), (sheet.sun, 68, 15, False)):
        painter.setFont(font(pixels, bold))
        left = width - EDGE - QFontMetricsF(painter.font()).horizontalAdvance(text)
        write(painter, left, base, text, style.TEXT if bold else style.TEXT_SOFT)


def _foot(painter: QPainter, sheet: Sheet) -> None:
    top, x = HEIGHT - FOOT, EDGE
    painter.setFont(font(14))
    metrics = QFontMetricsF(painter.font())
    for colour, text in sheet.legend:
        if colour:
            painter.setPen(QPen(QColor(0, 0, 0, 90), 0.8))
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(x, top + 12, 22, 13))
            x += 30
        write(painter, x, top + 24, text, style.TEXT)
        x += metrics.horizontalAdvance(text) + 26
    painter.setFont(font(12))
    for number, line in enumerate(sheet.lines):
        write(painter, EDGE, top + 45 + number * LINE, line, style.TEXT_SOFT)
