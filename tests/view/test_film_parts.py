"""Films draw only what changed: the part is worked out by hand, and the picture is that of a whole drawing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("vtkmodules")
pytest.importorskip("PySide6.QtGui", exc_type=ImportError)

from massastudie.scene import Role, Scene
from tests.view import toy
from ui.film.canvas import Canvas, Pixels
from ui.film.changed import around, boxes, changed_part, only_sun, with_shade
from ui.view.camera import Viewpoint
from ui.view.projection import Projection
from ui.view.studio import Studio
from ui.view.tiles import Tile

#: Seen from the south-west, the toy scene fills the middle of the picture.
VIEW, SIZE = Viewpoint(afstand_m=420.0), (640, 384)


def test_a_part_holds_the_shade_and_the_darkened_ground() -> None:
    """A box of 10 m high, the sun in the south at 45°: its shade reaches 10 m further north; ambient occlusion 12 m
    round all."""
    found = np.array([[[0.0, 0.0, 0.0], [20.0, 20.0, 10.0]]])
    low, high = with_shade(found, (0.0, -1.0, 1.0))[0]
    assert low == pytest.approx([-12, -12, -12]) and high == pytest.approx([32, 42, 22])
    assert with_shade(found, None)[0, 1] == pytest.approx([32, 32, 22])


def test_parts_lie_on_a_grid_counted_from_below() -> None:
    """By hand: 8 pixels round 100–200 and, from below, 84–184 give 92–208 and 76–192: on 64s 64–256 and 64–192."""
    pixels = np.array([[100.0, 200.0], [200.0, 300.0]])
    assert around(pixels, 640, 384) == Tile(64, 384 - 192, 192, 128)
    assert around(np.array([[-500.0, -500.0], [9000.0, 9000.0]]), 640, 384) == Tile(0, 0, 640, 384)


def test_what_differs_is_told_by_what_it_is() -> None:
    low, high = toy.scene(bouwlagen=2), toy.scene(bouwlagen=4)
    again = replace(low, bodies=tuple(replace(item) for item in low.bodies))
    assert boxes(low, again) is not None and not len(boxes(low, again))  # type: ignore[arg-type]
    assert changed_part(low, again, Projection(VIEW, *SIZE)) == Tile(0, 0, 0, 0)
    assert len(boxes(low, high)) > 0  # type: ignore[arg-type]
    assert boxes(low, replace(low, kleuring="functie")) is None
    turned = replace(low, sun=(0.3, -0.7, 0.6))
    assert only_sun(low, turned) and not only_sun(low, high) and not only_sun(low, replace(low, sun=None))


def drawn(*scenes: Scene) -> Pixels:
    """The last of scenes drawn one after another."""
    with Studio() as studio:
        canvas = Canvas(studio, SIZE, draft=False)
        return [canvas.pixels(scene, VIEW) for scene in scenes][-1]


@pytest.mark.parametrize(
    "after",
    [toy.scene(bouwlagen=6), toy.scene(house_role=Role.GESLOOPT), replace(toy.scene(), sun=(0.5, -0.5, 0.7071))],
    ids=["rises", "goes", "sun"],
)
def test_a_picture_is_the_same_drawn_in_part_or_whole(qapp: object, after: Scene) -> None:
    """Beside the grain of ambient occlusion (a few of 255) they are alike; a shade left behind would differ by 40."""
    part, whole = drawn(toy.scene(), after).astype(int), drawn(after).astype(int)
    differs = np.abs(part - whole).max(axis=2)
    assert differs.mean() < 1.0 and (differs > 24).mean() < 1e-3
    assert np.abs(drawn(toy.scene()).astype(int) - whole).max() > 24
