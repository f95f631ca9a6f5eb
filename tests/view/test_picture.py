"""Pictures in a file, made in another process that has no display at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("vtkmodules")
pytest.importorskip("PySide6.QtGui", exc_type=ImportError)

SCRIPT = """
import sys
from pathlib import Path
from modellen.reader import default_plan_path, read_plan
from massastudie.massa import build
from massastudie.scene import resolve
from massastudie.state import State
from ui.view.picture import render_picture
plan = read_plan(default_plan_path())
state = State.start(plan)
scene = resolve(plan, state, build(plan, state))
for view, width, height, out in zip(*[iter(sys.argv[1:])] * 4):
    render_picture(plan, scene, view, (int(width), int(height)), Path(out), "Eindbeeld", "Assen")
"""


def draw(*arguments: str) -> None:
    """Run the script without any display."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], env=env, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr


def pixels(path: Path) -> np.ndarray:
    from PySide6.QtGui import QImage

    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def test_pictures_without_a_display(tmp_path: Path) -> None:
    bird, eye, again = (tmp_path / f"{name}.png" for name in ("bird", "eye", "again"))
    draw(
        "vogelvlucht", "320", "180", str(bird), "koopmansplein", "200", "150", str(eye),
        "vogelvlucht", "320", "180", str(again),
    )  # fmt: skip
    assert pixels(bird).shape == (180, 320, 3)
    assert pixels(eye).shape == (150, 200, 3)
    assert len(np.unique(pixels(bird).reshape(-1, 3), axis=0)) > 2000
    assert np.array_equal(pixels(bird), pixels(again))
    assert not list(tmp_path.glob(".*"))


def test_text_is_drawn_as_letters_not_as_boxes(qapp: object) -> None:
    """Boxes for missing letters all look alike: two words of one length then give the same picture."""
    from PySide6.QtGui import QImage, QPainter

    from ui.view.furniture import Caption, title
    from ui.view.picture import text_system

    drawn = []
    for text in ("oooooo", "aaaaaa"):
        image = QImage(200, 80, QImage.Format.Format_RGB888)
        image.fill(0xFFFFFF)
        with text_system():
            painter = QPainter(image)
            title(painter, Caption(text))
            painter.end()
        drawn.append(bytes(image.constBits()))
    assert drawn[0] != drawn[1]


def test_a_view_that_is_not_there_and_a_place_that_is_not_there(tmp_path: Path, plan: object) -> None:
    from PySide6.QtGui import QImage

    from massastudie.errors import FileError
    from tests.view import toy
    from ui.view.picture import save, viewpoint_of

    with pytest.raises(FileError, match="'maan' bestaat niet; kies uit vogelvlucht"):
        viewpoint_of(plan, toy.scene(), "maan", 1.5)  # type: ignore[arg-type]
    image = QImage(4, 4, QImage.Format.Format_RGB888)
    with pytest.raises(FileError, match="bestaat de map"):
        save(image, tmp_path / "nergens" / "x.png")
    with pytest.raises(FileError, match=r"gevonden '\.gif'"):
        save(image, tmp_path / "x.gif")


def test_tiles_cover_a_picture_once() -> None:
    from ui.view.tiles import tiles

    seen = np.zeros((4320, 7680), dtype=int)
    for tile in tiles(7680, 4320):
        seen[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] += 1
    assert (seen == 1).all()
