"""Frames to a file by ffmpeg: MP4 (H.264) that plays everywhere, or GIF with one palette for the whole film."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from massastudie.errors import FileError
from modellen.export.files import staged

Add = Callable[[NDArray[np.uint8]], None]
#: Hardly to be told from the frames themselves; a lower number gives larger files.
CRF = "18"
#: Colours as screens show them: without these words a player takes those of old television.
BT709 = ("-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_primaries", "bt709",
         "-color_trc", "bt709", "-color_range", "tv")  # fmt: skip
MP4 = ("-crf", CRF, "-preset", "medium", *BT709, "-movflags", "+faststart")
#: A fixed pattern of dots: what stands still in the film stands still in the file.
PALETTE_USE = "paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle"


class EncoderError(Exception):
    """ffmpeg stopped; the text is the first line of what it said."""


@contextmanager
def film_file(out: Path, size: tuple[int, int], fps: int) -> Iterator[Add]:
    """A function that takes frames (height, width, 3) one by one; the file is there, whole, when the block ends well.

    Raises FileError when it cannot be written; then, and when the block is left early, nothing is left behind.
    """
    try:
        with staged(out) as temporary:
            if out.suffix.lower() == ".gif":
                with _gif(temporary, size, fps) as add:
                    yield add
            else:
                with _frames(temporary, size, fps, "libx264", "yuv420p", MP4) as add:
                    yield add
    except EncoderError as error:
        raise FileError(f"{out}: de film kan niet worden gemaakt ({error})") from None


@contextmanager
def _gif(path: Path, size: tuple[int, int], fps: int) -> Iterator[Add]:
    """Frames are kept without loss first, for the palette is of all of them."""
    with TemporaryDirectory(prefix="massastudie-") as folder:
        lossless = Path(folder) / "film.mkv"
        with _frames(lossless, size, fps, "libx264rgb", "rgb24", ("-crf", "0", "-preset", "ultrafast")) as add:
            yield add
        _to_gif(lossless, Path(folder) / "palet.png", path)


@contextmanager
def _frames(
    path: Path, size: tuple[int, int], fps: int, codec: str, colours: str, words: tuple[str, ...]
) -> Iterator[Add]:
    """Frames go to ffmpeg as they come; when the block is left early it is ended at once, whatever it still has."""
    wide, high = size
    command = [*_ffmpeg(), "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{wide}x{high}", "-r", str(fps), "-i", "-",
               "-c:v", codec, "-pix_fmt", colours, *words, str(path)]  # fmt: skip
    # A group of its own: Ctrl+C in a terminal is for this program, which ends the other.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0) as process:
        pipe = cast(IO[bytes], process.stdin)
        try:
            yield partial(_send, pipe, process)
        except BaseException:
            process.kill()
            with suppress(OSError):
                pipe.close()
            raise
        _, said = process.communicate()
    if process.returncode:
        raise _failed(said)


def _send(pipe: IO[bytes], process: subprocess.Popen[bytes], frame: NDArray[np.uint8]) -> None:
    try:
        pipe.write(np.ascontiguousarray(frame).data)
    except BrokenPipeError:
        raise _failed(process.stderr.read() if process.stderr is not None else b"") from None


def _to_gif(source: Path, palette: Path, out: Path) -> None:
    _convert("-i", str(source), "-vf", "palettegen=stats_mode=full", str(palette))
    _convert("-i", str(source), "-i", str(palette), "-lavfi", PALETTE_USE, "-loop", "0", str(out))


def _convert(*words: str) -> None:
    """Run ffmpeg on files; EncoderError with its own first line when it fails."""
    done = subprocess.run([*_ffmpeg(), *words], capture_output=True, check=False)
    if done.returncode:
        raise _failed(done.stderr)


def _ffmpeg() -> list[str]:
    """The program that came along, saying only what goes wrong."""
    import imageio_ffmpeg

    return [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error"]


def _failed(said: bytes) -> EncoderError:
    """Its first line, without the part of ffmpeg that says it."""
    lines = said.decode("utf-8", errors="replace").splitlines() or ["ffmpeg"]
    return EncoderError(re.sub(r"^\[[^]]* @ 0x[0-9a-f]+\]\s*", "", lines[0]))
