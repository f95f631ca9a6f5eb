"""Pictures of a Scene in a file: the same drawing and the same overlay as in the window, without a display."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter

from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.scene import Scene

from . import camera, tiles
from .camera import Viewpoint
from .cutout import cutout
from .eyelevel import eye_level
from .furniture import Caption
from .overlay import paint_overlay
from .studio import LOGICAL_HEIGHT, Studio, projection

SUFFIXES = (".png", ".jpg", ".jpeg")


def render_picture(
    plan: Plan,
    scene: Scene,
    view: str,
    size: tuple[int, int],
    out: Path,
    title: str = "",
    subtitle: str = "",
    language: str = "nl",
    parallel: bool = False,
    moment: datetime | None = None,
    day: str = "",
    transparent: bool = False,
) -> Path:
    """Write a picture of `scene` and return its path. `view` is a standard view or the id of a Gezicht of the plan,
    `moment` the clock time of the scene's sun, `day` of which days its sun hours are (empty: the moment's);
    `transparent`: without sky and bare ground.

    Raises FileError when `out` cannot be written or is not a picture.
    """  # fmt: skip
    names = {fase.id: fase.naam for fase in plan.fasen}
    caption = Caption(title, subtitle, "", language, names, moment=moment, day=day)
    place = viewpoint_of(plan, scene, view, size[0] / size[1], parallel)
    return save(draw_picture(scene, place, size, caption, transparent=transparent), out)


def viewpoint_of(plan: Plan, scene: Scene, view: str, aspect: float, parallel: bool = False) -> Viewpoint:
    """The viewpoint with this name: a standard view, else one of the plan."""
    if view == "ooghoogte":
        return eye_level(scene, Viewpoint())
    if view in view_names():
        return camera.named(view, scene.extent_m, aspect, Viewpoint(parallel=parallel))
    for gezicht in plan.gezichten:
        if gezicht.id == view:
            return camera.above_ground(camera.from_gezicht(gezicht, parallel))
    names = ", ".join([*view_names(), *(g.id for g in plan.gezichten if g.id not in view_names())])
    raise FileError(f"beeld: gezicht '{view}' bestaat niet; kies uit {names}")


def view_names() -> list[str]:
    """Names of the standard views."""
    return [*camera.NAMED, "ooghoogte", "passend"]


def draw_picture(
    scene: Scene, view: Viewpoint, size: tuple[int, int], caption: Caption, studio: Studio | None = None,
    transparent: bool = False,
) -> QImage:  # fmt: skip
    """The picture with everything written over it, `size` in pixels; in a `studio` where there are more to come.
    `transparent`: without sky and bare ground."""
    if studio is None:
        with Studio() as own:
            return draw_picture(scene, view, size, caption, own, transparent)
    studio.show(scene)
    at = projection(view, size)
    names = studio.names(scene.labels, at)
    image = to_image(cutout(studio, view, size) if transparent else studio.pixels(view, size))
    with text_system():
        painter = QPainter(image)
        painter.scale(size[1] / LOGICAL_HEIGHT, size[1] / LOGICAL_HEIGHT)
        paint_overlay(painter, scene, at, caption, names)
        painter.end()
    return image


def to_image(pixels: tiles.Pixels) -> QImage:
    """A QImage with its own copy of pixels (height, width, 3), or 4 where they are see-through."""
    height, width, channels = pixels.shape
    kind = QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888
    return QImage(np.ascontiguousarray(pixels).data, width, height, channels * width, kind).copy()


def to_pixels(image: QImage) -> tiles.Pixels:
    """Colours (height, width, 3) of a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


def save(image: QImage, out: Path) -> Path:
    """Write the image whole or not at all."""
    if out.suffix.lower() not in SUFFIXES:
        raise FileError(f"{out}: verwacht een naam op {' of '.join(SUFFIXES[:2])}, gevonden '{out.suffix}'")
    half = out.with_name(f".{out.stem}.half{out.suffix}")
    if not out.parent.is_dir() or not image.save(str(half)):
        half.unlink(missing_ok=True)
        raise FileError(f"{out}: kan het beeld hier niet schrijven; bestaat de map en is er ruimte?")
    os.replace(half, out)
    return out


@contextmanager
def text_system() -> Iterator[None]:
    """Have the application that text needs: the one that runs, else one without a display for the time being."""
    running = QGuiApplication.instance()
    app = running or QGuiApplication(["massastudie", "-platform", "offscreen"])
    if not QFontDatabase.families():
        for path in spare_fonts():
            QFontDatabase.addApplicationFont(str(path))
    try:
        yield
    finally:
        if running is None:
            app.shutdown()


def spare_fonts() -> list[Path]:
    """DejaVu Sans as it comes with the plotting library that pyvista brings, for machines without any font."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        return []
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return [folder / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf")]
