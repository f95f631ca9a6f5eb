"""Styles: by night and in ink, judged by the pixels; windows and outlines by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

pytest.importorskip("vtkmodules")

from massastudie.scene import Role, SurfaceItem, TreeItem
from massastudie.state import Kleuring
from tests.view import toy
from ui.view import legend, rims
from ui.view.camera import Viewpoint
from ui.view.ink_trees import crowns, trunks
from ui.view.look import DAY, LINES, NIGHT, look_of
from ui.view.night import Walls, windows
from ui.view.studio import Studio
from ui.view.tone import toned

VIEW = Viewpoint(afstand_m=180.0, azimut_deg=200.0, elevatie_deg=40.0)
SIZE = (240, 160)
#: Luma of ITU-R BT.709.
LUMA = np.array([0.2126, 0.7152, 0.0722])


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio() as made:
        yield made


def drawn(studio: Studio, kleuring: str) -> np.ndarray:
    studio.show(replace(toy.scene(bouwlagen=5), kleuring=kleuring))
    return studio.pixels(VIEW, SIZE).astype(int)


def test_a_drawing_in_ink_has_greys_only_and_is_mostly_paper(studio: Studio) -> None:
    pixels = drawn(studio, Kleuring.LIJN)
    assert (np.ptp(pixels, axis=2) == 0).all()
    assert (pixels[..., 0] == 255).mean() > 0.6
    assert pixels.min() < 40, "new masses have a black outline"


def test_a_night_is_dark_with_light_windows_and_the_day_comes_back(studio: Studio) -> None:
    before = drawn(studio, Kleuring.MAQUETTE)
    night = drawn(studio, Kleuring.NACHT)
    assert (night @ LUMA).mean() < 0.4 * (before @ LUMA).mean()
    red, blue = night[..., 0], night[..., 2]
    assert ((red > 180) & (blue < red - 40)).any(), "a warm window"
    assert not np.array_equal(drawn(studio, Kleuring.LIJN), before)
    assert np.array_equal(drawn(studio, Kleuring.MAQUETTE), before)


def test_a_map_of_the_sun_keeps_its_own_look() -> None:
    assert [look_of(replace(toy.scene(), kleuring=k)) for k in ("maquette", "nacht", "lijn")] == [DAY, NIGHT, LINES]
    assert look_of(replace(toy.scene(), kleuring="nacht", shade=())) is DAY


def test_windows_stand_before_their_wall_where_they_fit() -> None:
    """12 m of wall, 0.4 m free at both ends, one each 4.5 m: two, of 3.7 m round 3 m and 9 m along it. Of 4.0 m high:
    from 0.4 m to 3.1 m above the floor, which lies at 1.0 m. Outside is to the right of the way, here the south."""
    row = np.array([[4.5, 3.7, 0.4, 3.1, 1.0]])
    corners, lamp = windows(Walls(np.zeros((1, 2)), np.array([[12.0, 0.0]]), np.ones(1), np.full(1, 5.0), row))
    assert len(corners) == len(lamp) == 2
    assert np.allclose(corners[0, :, 0], [1.15, 4.85, 4.85, 1.15])
    assert np.allclose(corners[1, :, 0], [7.15, 10.85, 10.85, 7.15])
    assert np.allclose(corners[..., 1], -0.06)
    assert np.allclose(corners[..., 2], [1.4, 1.4, 4.1, 4.1])
    low = Walls(np.zeros((1, 2)), np.array([[12.0, 0.0]]), np.zeros(1), np.full(1, 2.0), row)
    assert len(windows(low)[0]) == 0, "too low for a window"


def test_outlines_of_surfaces_stop_under_what_lies_on_them() -> None:
    """A square of 20 m with one of 10 m on its corner: 80 - 20 m of the first (half of the other's 40 m lies along
    it) and 40 m of the second. Two alike that touch are one: 60 m round 20 by 10 m."""
    low, high = (SurfaceItem(n, s, 0.0, level, Role.PLEIN) for n, s, level in
                 (("a", box(0, 0, 20, 20), 1), ("b", box(0, 0, 10, 10), 2)))  # fmt: skip
    assert length(rims.rims([low, high])) == pytest.approx(60 + 40)
    alike = [
        SurfaceItem("a", box(0, 0, 10, 10), 0.0, 1, Role.PLEIN),
        SurfaceItem("b", box(10, 0, 20, 10), 0.0, 1, Role.PLEIN),
    ]
    assert length(rims.rims(alike)) == pytest.approx(60)


def length(points: np.ndarray) -> float:
    ends = points.reshape(-1, 2, 3)
    return float(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1).sum())


def test_a_tree_in_ink_has_the_size_of_the_tree() -> None:
    tree = TreeItem(5.0, 6.0, 0.0, 8.0, 12.0, 3.0, Role.BOOM)
    points = crowns([tree])
    assert np.allclose(points.min(axis=0), [1.0, 2.0, 3.0])
    assert np.allclose(points.max(axis=0), [9.0, 10.0, 12.0])
    assert np.allclose(trunks([tree]), [[5, 6, 0], [5, 6, 3]])


def test_the_legend_follows_the_style() -> None:
    night = legend.legend(toy.scene(kleuring="nacht"), "nl", {})
    assert "licht in ramen: sfeer, geen gegeven" in [e.text for e in night]
    ink = legend.legend(toy.scene(kleuring="lijn"), "nl", {})
    assert [(e.text, e.mark) for e in ink] == [
        ("nieuw in deze fase", "outline"), ("bestaand, omgeving", "outline"), ("plangrens", "dashed"),
    ]  # fmt: skip
    assert all(e.colour[1:3] == e.colour[3:5] == e.colour[5:7] for e in ink)
    assert toned("#FFFFFF", NIGHT.faces) == "#303B57"
