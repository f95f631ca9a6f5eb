"""Pictures of several Scenes from one viewpoint, without words over them: for a sheet that has its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from massastudie.errors import FileError
from massastudie.scene import Scene

from .camera import Viewpoint
from .picture import to_image
from .studio import Studio

#: Of 100; finer is not seen in print.
QUALITY = 90


def bare_pictures(scenes: Iterable[Scene], view: Viewpoint, size: tuple[int, int]) -> Iterator[bytes]:
    """A JPEG of each scene, `size` in pixels, one by one; what stays between two scenes is not built again."""
    with Studio() as studio:
        for scene in scenes:
            studio.show(scene)
            yield as_jpeg(to_image(studio.pixels(view, size)))


def as_jpeg(image: QImage, quality: int = QUALITY) -> bytes:
    """The bytes of a JPEG file. Raises FileError when the library cannot write one."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "JPG", quality):  # type: ignore[call-overload]
        raise FileError("beeld: de tekenbibliotheek kan geen JPEG schrijven")
    return bytes(buffer.data().data())
