"""Frames to a file by ffmpeg: MP4 (H.264) that plays everywhere, or GIF with one palette for the whole film."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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


@contextmanager
def film_file(out: Path, size: tuple[int, int], fps: int) -> Iterator[Add]:
    """A function that takes frames (height, width, 3) one by one; the file is there, whole, when the block ends well.

    Raises FileError when it cannot be written; then, and when the block is left early, nothing is left behind.
    """
    with staged(out) as temporary:
        if out.suffix.lower() == ".gif":
            with TemporaryDirectory(prefix="massastudie-") as folder:
                lossless = Path(folder) / "film.mkv"
                with _frames(lossless, size, fps, "libx264rgb", "rgb24", ("-crf", "0", "-preset", "ultrafast")) as add:
                    yield add
                _to_gif(lossless, Path(folder) / "palet.png", temporary)
        else:
            with _frames(temporary, size, fps, "libx264", "yuv420p", MP4) as add:
                yield add


@contextmanager
def _frames(
    path: Path, size: tuple[int, int], fps: int, codec: str, colours: str, words: tuple[str, ...]
) -> Iterator[Add]:
    import imageio_ffmpeg

    writer = imageio_ffmpeg.write_frames(
        str(path), size, fps=fps, codec=codec, pix_fmt_out=colours, quality=None, macro_block_size=1,
        ffmpeg_log_level="error", output_params=list(words),
    )  # fmt: skip
    writer.send(None)
    try:
        yield lambda frame: writer.send(np.ascontiguousarray(frame))
    finally:
        writer.close()


def _to_gif(source: Path, palette: Path, out: Path) -> None:
    _ffmpeg("-i", str(source), "-vf", "palettegen=stats_mode=full", str(palette))
    _ffmpeg("-i", str(source), "-i", str(palette), "-lavfi", PALETTE_USE, "-loop", "0", str(out))


def _ffmpeg(*words: str) -> None:
    """Run ffmpeg on files; FileError with its own first line when it fails."""
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise FileError(f"{words[-1]}: de film kan niet worden gemaakt ({(done.stderr or 'ffmpeg').splitlines()[0]})")
