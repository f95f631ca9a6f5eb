"""Films: what comes when, and files read back by ffmpeg for their size, length, colours and first frame."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from massastudie.errors import FileError, MassastudieError
from massastudie.plan import Plan
from massastudie.tijd import ZONE
from tests.architecture.source import ROOT
from tests.modellen.small_plan import write_small_plan
from tests.signals import hear_ctrl_c

pytest.importorskip("vtkmodules")
pytest.importorskip("PySide6.QtGui", exc_type=ImportError)
ffmpeg = pytest.importorskip("imageio_ffmpeg")
# The reader that the tests use leaves the pipes of a film it has read to be closed later.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

SWALLOWS = """
import os, signal, time
try:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0.2)
except BaseException:
    pass
"""
STOPPED = """
import time
from ui.cli_errors import end_when_asked
end_when_asked()
try:
    import swallows
    time.sleep(40)
except KeyboardInterrupt:
    print("stopped")
"""

BETWEEN = """
import os, signal
from ui.cli_errors import end_when_asked, stops_between
end_when_asked()
try:
    with stops_between() as look:
        look()
        os.kill(os.getpid(), signal.SIGTERM)
        print("step done")
        look()
        print("another step")
except KeyboardInterrupt:
    print("stopped")
"""


def read_back(path: Path) -> tuple[dict[str, object], np.ndarray]:
    """What ffmpeg says of a film, and its frames (n, height, width, 3)."""
    frames = ffmpeg.read_frames(str(path))
    about = next(frames)
    wide, high = about["source_size"]
    pictures = [np.frombuffer(frame, dtype=np.uint8).reshape(high, wide, 3) for frame in frames]
    frames.close()
    return about, np.array(pictures).astype(int)


def made(out: Path, frames: int, *words: str) -> tuple[dict[str, object], np.ndarray]:
    """A film by the command, in a process without a display, read back."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {k: v for k, v in os.environ.items() if k not in hidden}
    command = [sys.executable, "-m", "ui", "film", "--draft", "--out", str(out), *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(out)] and f"film: {frames}/{frames}" in done.stderr
    assert [p.name for p in out.parent.iterdir()] == [out.name]
    return read_back(out)


def test_a_film_of_the_phases_is_as_long_and_large_as_asked(tmp_path: Path) -> None:
    about, frames = made(tmp_path / "f.mp4", 12, "--phases", "--size", "322x182", "--fps", "3", "--seconds", "4")
    assert (about["source_size"], about["fps"], about["codec"]) == ((322, 182), 3.0, "h264")
    assert len(frames) == 12 and about["duration"] == pytest.approx(4.0, abs=0.02)
    assert about["pix_fmt"].startswith("yuv420p")  # type: ignore[attr-defined]
    # The first frame is a picture with words on it, and no frame jumps in brightness: 0.85/255 is what others measured
    # between frames of smooth shadows; between these, a third of a second apart, the masses change too.
    assert frames[0].std() > 20
    means = frames.mean(axis=(1, 2, 3))
    assert np.abs(np.diff(means)).max() < 4.0
    # The eindbeeld is another picture than what stood.
    assert np.abs(frames[-1] - frames[0]).mean() > 2.0


def test_a_gif_of_the_sun_has_its_length(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    about, frames = made(
        tmp_path / "z.gif",
        6,
        str(write_small_plan(tmp_path_factory.mktemp("plan"))),
        "--sun",
        "--size",
        "161x91",
        "--fps",
        "2",
        "--seconds",
        "3",
    )
    assert about["source_size"] == (161, 91) and len(frames) == 6
    assert about["duration"] == pytest.approx(3.0, abs=0.02)
    assert np.abs(frames[0] - frames[3]).mean() > 2.0


def test_colours_come_back_as_they_went_in(tmp_path: Path) -> None:
    from ui.film.encode import film_file

    colours = [(230, 192, 120), (154, 91, 91), (40, 120, 200)]
    for name in ("a.mp4", "a.gif"):
        with film_file(tmp_path / name, (64, 48), 10) as add:
            for colour in colours:
                add(np.full((48, 64, 3), colour, dtype=np.uint8))
        _, frames = read_back(tmp_path / name)
        for frame, colour in zip(frames, colours, strict=True):
            assert np.abs(frame.reshape(-1, 3).mean(axis=0) - colour).max() < 4.0


def test_a_film_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    from ui.film.encode import film_file

    def broken(name: str) -> None:
        with film_file(tmp_path / name, (64, 48), 10) as add:
            add(np.zeros((48, 64, 3), dtype=np.uint8))
            raise KeyboardInterrupt

    for name in ("a.mp4", "a.gif"):
        with pytest.raises(KeyboardInterrupt):
            broken(name)
    assert not list(tmp_path.iterdir())
    with pytest.raises(FileError, match="bestaat niet"), film_file(tmp_path / "weg" / "a.mp4", (64, 48), 10):
        pass


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_a_command_that_is_stopped_leaves_no_file(tmp_path: Path, asked: signal.Signals) -> None:
    command = [sys.executable, "-m", "ui", "film", "--phases", "--draft", "--size", "160x90", "--seconds", "60",
               "--out", str(tmp_path / "f.mp4")]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c) as running:
        end = time.monotonic() + 120
        while not list(tmp_path.iterdir()) and time.monotonic() < end:
            time.sleep(0.1)
        running.send_signal(asked)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130 and "afgebroken" in told and "Traceback" not in told
    assert not list(tmp_path.iterdir())


def test_a_stop_waits_for_a_library_that_is_being_loaded(tmp_path: Path) -> None:
    """The module swallows a stop, as some libraries do while they are loaded."""
    (tmp_path / "swallows.py").write_text(SWALLOWS, encoding="utf-8")
    places = {"PYTHONPATH": f"{ROOT}:{tmp_path}"}
    told = subprocess.run(
        [sys.executable, "-c", STOPPED], cwd=ROOT, env=os.environ | places, capture_output=True, text=True, timeout=50
    ).stdout
    assert told.splitlines() == ["stopped"]


def test_a_stop_waits_for_the_end_of_a_step() -> None:
    told = subprocess.run([sys.executable, "-c", BETWEEN], cwd=ROOT, capture_output=True, text=True, timeout=50).stdout
    assert told.splitlines() == ["step done", "stopped"]


def test_each_stop_gets_its_share_of_the_time() -> None:
    """By hand: 4 stops, 100 frames, half of the time at stops: 12.5 frames at each, 16.7 on each way."""
    from ui.film.frames import moment

    found = [moment(number, 100, 4, 0.5) for number in range(100)]
    assert [found[0].leg, found[0].share, found[-1].leg, found[-1].share] == [0, 0.0, 3, 0.0]
    still = [sum(1 for m in found if m.leg == leg and m.share == 0.0) for leg in range(4)]
    assert all(12 <= count <= 13 for count in still)
    ways = [m.leg + m.share for m in found]
    assert ways == sorted(ways)
    assert moment(0, 1, 1, 0.5).share == 0.0


def test_hours_are_named_as_far_as_they_can_be_read() -> None:
    from ui.film.sun import clock, hours

    first, last = datetime(2026, 6, 21, 5, 30, tzinfo=ZONE), datetime(2026, 6, 21, 21, 30, tzinfo=ZONE)
    marks = hours(first, last)
    # 6 to 21 hours: sixteen marks, of which every third is named.
    assert len(marks) == 16
    assert [name for _, name in marks if name] == ["6.00", "9.00", "12.00", "15.00", "18.00", "21.00"]
    assert marks[0][0] == pytest.approx(0.5 / 16)
    assert clock(datetime(2026, 3, 21, 14, 37, tzinfo=ZONE)) == "14.30 uur CET"


def test_a_day_without_sun_is_told(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.film import sun

    # At 53° north the sun comes 13.6° high on 21 December: only a higher limit leaves a day without.
    monkeypatch.setattr(sun, "LEAST_SUN_DEG", 20.0)
    with pytest.raises(MassastudieError, match="komt de zon niet boven 20°"):
        sun.daylight(plan, datetime(2026, 12, 21, tzinfo=ZONE).date())


def test_a_long_flight_goes_over_the_roofs_and_ends_where_it_should() -> None:
    from ui.film.path import flight
    from ui.view.camera import Viewpoint

    a = Viewpoint(0.0, 0.0, 5.0, 60.0, 180.0, -3.0)
    b = Viewpoint(200.0, 0.0, 5.0, 60.0, 90.0, -3.0)
    half = flight(a, b, 0.5)
    assert half.position[2] > 60.0
    # Nearly there it is above where it will stand, not behind it among the buildings.
    late = flight(a, b, 0.9).position - b.position
    assert late[2] > 20.0 and np.hypot(*late[:2]) < 30.0
    for share, end in ((0.0, a), (1.0, b)):
        assert flight(a, b, share).position == pytest.approx(end.position, abs=0.01)


def test_words_in_both_sets_stay_as_they_are_while_others_fade(qapp: object) -> None:
    from tests.view import toy
    from ui.film.frames import Frame, Look, Words
    from ui.film.painter import Painter
    from ui.view.camera import Viewpoint
    from ui.view.furniture import Caption
    from ui.view.studio import Studio

    view, scene = Viewpoint(), toy.scene()
    words = Words(scene, Caption("Fase 1", "iets", title_px=46))
    with Studio() as studio:
        painter = Painter(studio, Look((320, 180), 5, 1, draft=True))
        mixed = painter.pixels(Frame(view, ((1.0, scene),), ((0.4, words), (0.6, words)))).astype(int)
        plain = painter.pixels(Frame(view, ((1.0, scene),), ((1.0, words),))).astype(int)
    assert np.abs(mixed - plain).max() <= 4
