"""`massastudie beeld`: a picture of the size asked for, without a display, that shows what was asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from massastudie.plan import Plan

from .conftest import ROOT, Run

SIZE = (480, 270)


def draw(out: Path, *words: str) -> np.ndarray:
    """Pixels (height, width, 3) of a picture drawn in a process of its own, without a display."""
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {k: v for k, v in os.environ.items() if k not in hidden}
    size = f"{SIZE[0]}x{SIZE[1]}"
    command = [sys.executable, "-m", "ui", "beeld", "--size", size, "--out", str(out), *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(out)]
    with image.open(out) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def different(a: np.ndarray, b: np.ndarray) -> float:
    """Share of the pixels that are not nearly the same."""
    return float((np.abs(a - b).max(axis=2) > 12).mean())


@pytest.fixture(scope="module")
def eindbeeld(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    return draw(tmp_path_factory.mktemp("beeld") / "eind.png", "--fase", "fase3")


def test_it_has_the_size_asked_for_and_something_on_it(eindbeeld: np.ndarray) -> None:
    assert eindbeeld.shape == (SIZE[1], SIZE[0], 3)
    assert eindbeeld.std() > 15


@pytest.mark.parametrize(
    "words",
    [
        ("--fase", "bestaand"),
        ("--fase", "fase3", "--view", "plan"),
        ("--fase", "fase3", "--view", "koopmansplein"),
        ("--fase", "fase3", "--kleuring", "functie"),
        ("--fase", "fase3", "--set", "BB2.bouwlagen=12"),
    ],
    ids=" ".join,
)
def test_what_is_asked_for_can_be_seen(eindbeeld: np.ndarray, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert different(draw(tmp_path / "b.png", *words), eindbeeld) > 0.005


def test_the_same_words_give_the_same_picture(eindbeeld: np.ndarray, tmp_path: Path) -> None:
    assert np.array_equal(draw(tmp_path / "b.png", "--fase", "fase3"), eindbeeld)


def test_unknown_view_names_the_views_of_plan_and_program(run: Run, plan: Plan, tmp_path: Path) -> None:
    result = run("beeld", "--view", "onderkant", "--out", tmp_path / "b.png")
    assert result.exit_code == 1
    assert all(name in result.stderr for name in ("vogelvlucht", "passend", *(g.id for g in plan.gezichten)))
    assert not list(tmp_path.iterdir())
