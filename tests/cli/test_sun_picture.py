"""Maps of the sun on a picture from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from massastudie.massa import build
from massastudie.scene import resolve
from massastudie.state import State
from massastudie.steps import drained
from modellen.reader import default_plan_path, read_plan
from ui import style
from ui.picture_maps import MapOrder, day_order, mapped, period_order
from ui.sun_map import MAP_STEP_MIN

from .conftest import Run
from .test_picture import different, draw


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])


def share(pixels: np.ndarray, colour: str) -> float:
    """Share of the pixels with nearly this colour."""
    return float((np.abs(pixels - rgb(colour)).max(axis=2) <= 14).mean())


@pytest.fixture(scope="module")
def hours(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    return draw(tmp_path_factory.mktemp("zon") / "uren.png", "--view", "plan", "--zonuren", "--dag", "2026-03-21")


def test_sun_hours_have_the_colours_of_the_window(hours: np.ndarray) -> None:
    assert share(hours, style.HEAT_COLOURS[0]) > 0.01 and share(hours, style.HEAT_COLOURS[-1]) > 0.02


def test_winter_has_less_sun(hours: np.ndarray, tmp_path: Path) -> None:
    winter = draw(tmp_path / "w.png", "--view", "plan", "--zonuren", "--dag", "2026-12-21")
    dark, bright = style.HEAT_COLOURS[0], style.HEAT_COLOURS[-1]
    assert share(winter, dark) > share(hours, dark) and share(winter, bright) < share(hours, bright)


def test_extra_shade_at_a_moment_and_minutes_over_a_day(hours: np.ndarray, tmp_path: Path) -> None:
    shade = draw(tmp_path / "s.png", "--view", "plan", "--verschil", "bestaand", "--moment", "2026-03-21T15:00")
    assert share(shade, style.SHADE_NEW) > 0.005 and share(shade, style.SHADE_GONE) > 0.0005
    change = draw(tmp_path / "d.png", "--view", "plan", "--zonuren", "--verschil", "bestaand")
    assert share(change, style.CHANGE_COLOURS[0]) > 0.004
    assert different(change, hours) > 0.05


def test_a_period_shows_hours_per_day_and_its_days() -> None:
    plan = read_plan(default_plan_path())
    state = State.start(plan)
    scene = resolve(plan, state, build(plan, state))
    one = date(2026, 3, 21)
    period = drained(mapped(plan, state, scene, period_order(one, one, ("hoven",))))
    day = drained(mapped(plan, state, scene, day_order(one, ("hoven",), None, "")))
    assert period.day == "per dag, 21 mrt–21 mrt 2026" and day.day == ""
    assert f"stap {MAP_STEP_MIN:g} min" in day.line and "bomen niet meegenomen" in day.line
    for a, b in zip(period.scene.heat, day.scene.heat, strict=True):
        assert np.allclose(a.hours, b.hours, equal_nan=True)
    assert drained(mapped(plan, state, scene, MapOrder())).scene is scene


def test_gevels_are_coloured_too(tmp_path: Path) -> None:
    ground, walls = (draw(tmp_path / f"{op}.png", "--zonuren", "--op", op) for op in ("hoven", "hoven,gevels"))
    assert different(walls, ground) > 0.02


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["--dag", "2026-03-21"], 2, "--zonuren"),
        (["--zonuren", "--dag", "2026-03-21", "--periode", "2026-03-01:2026-03-09"], 2, "exclude"),
        (["--zonuren", "--op", "gevels", "--verschil", "bestaand"], 2, "gevels"),
        (["--zonuren", "--kleuring", "functie"], 2, "--kleuring"),
        (["--verschil", "bestaand", "--schaduw", "uit"], 2, "--schaduw"),
        (["--zonuren", "--verschil", "bestaand", "--periode", "2026-03-01:2026-03-09"], 2, "--periode"),
        (["--verschil", "fase9"], 1, "fase9"),
        (["--verschil", "bestaand", "--moment", "2026-12-21T20:00"], 1, "3°"),
    ],
)
def test_what_does_not_go_together(run: Run, tmp_path: Path, words: list[str], code: int, named: str) -> None:
    result = run("beeld", "--out", tmp_path / "x.png", *words)
    assert result.exit_code == code and named in result.output and not (tmp_path / "x.png").exists()
