"""Sheets of the municipal shadow set, made in another process that has no display at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.modellen.small_plan import write_small_plan
from ui import style

pytest.importorskip("vtkmodules")
pytest.importorskip("PySide6.QtGui", exc_type=ImportError)

SCRIPT = """
import sys
from massastudie import schaduwset
schaduwset.MOMENTEN = ((3, 21, (15,)), (12, 21, (9, 18)))
from ui.cli import main
main(["schaduwset", "--size", "1000x707", *sys.argv[1:]])
"""
FILES = ["schaduw-01-2026-03-21-1500.png", "schaduw-02-2026-12-21-0900.png", "schaduw-03-2026-12-21-1800.png"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan, folder = write_small_plan(tmp_path_factory.mktemp("plan")), tmp_path_factory.mktemp("set") / "schaduw"
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-c", SCRIPT, str(plan), "--out", str(folder)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(folder / name) for name in (*FILES, "schaduwset.pdf", "schaduwset.json")]
    assert "4/4" in done.stderr
    return folder


@pytest.fixture(scope="module")
def listed(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made / "schaduwset.json").read_text(encoding="utf-8"))
    return found


def pixels(path: Path) -> np.ndarray:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    with image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def purple(part: np.ndarray) -> float:
    """Share of the pixels in the colour of extra shade."""
    colour = np.array([int(style.SHADE_NEW[i : i + 2], 16) for i in (1, 3, 5)])
    return float((np.abs(part - colour).max(axis=2) <= 14).mean())


def test_the_list_names_files_moments_and_sun(listed: dict[str, Any]) -> None:
    first, low, down = listed["bladen"]
    assert [b["bestand"] for b in listed["bladen"]] == FILES
    assert (listed["ten_opzichte_van"], listed["bomen"], listed["fase"]) == ("Bestaand", False, "later")
    assert first["moment"] == "2026-03-21T15:00:00+01:00" and first["zone"] == "CET"
    assert first["extra_schaduw_m2"] > 0 and first["zon_op"]
    assert low["zon_op"] and low["extra_schaduw_m2"] is None and 0 < low["zonshoogte_deg"] < 3
    assert not down["zon_op"] and down["zonshoogte_deg"] < 0 and down["zon_erbij_m2"] is None


def test_the_plan_alone_carries_the_extra_shade(made: Path) -> None:
    sheet = pixels(made / FILES[0])
    assert sheet.shape == (707, 1000, 3)
    views = sheet[70:640]
    assert purple(views[:, :490]) == 0 and purple(views[:, 510:]) > 0.005
    assert purple(pixels(made / FILES[1])) == purple(pixels(made / FILES[2])) == 0


def test_both_views_have_the_same_frame(made: Path) -> None:
    """The square in the west, where nothing is built, is the same in both, pixel for pixel."""
    from ui.view.shadow_sheet import HEIGHT, panels

    sheet, boxes = pixels(made / FILES[0]), panels((1000, 707), 2)
    lefts = [round(box.left() * 707 / HEIGHT) for box in boxes]
    left, right = (sheet[420:490, x + 2 : x + 140] for x in lefts)
    assert boxes[0].size() == boxes[1].size() and left.std() > 10
    assert np.abs(left - right).mean() < 0.5


def test_the_pdf_has_an_overview_and_all_sheets(made: Path) -> None:
    content = (made / "schaduwset.pdf").read_bytes()
    assert content.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", content)) == 4
