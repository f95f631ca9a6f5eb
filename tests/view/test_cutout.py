"""Pictures without sky and ground: cover by hand, and by the pixels of a drawing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("vtkmodules")

from tests.view import toy
from ui.view.camera import Viewpoint
from ui.view.cutout import covered, cut_loose, cutout
from ui.view.studio import Studio

VIEW = Viewpoint(afstand_m=260.0, azimut_deg=200.0, elevatie_deg=35.0)
SIZE = (240, 160)


def test_cover_and_colour_follow_from_black_and_white() -> None:
    """A colour of 200 that covers half: 100 before black, 100 + 255 / 2 before white. Whole: alike before both."""
    black = np.array([[[100, 100, 100], [0, 0, 0], [30, 60, 90]]], dtype=np.uint8)
    white = np.array([[[228, 228, 228], [255, 255, 255], [30, 60, 90]]], dtype=np.uint8)
    made = covered(black, white)[0].astype(int)
    assert abs(made[0] - [200, 200, 200, 127]).max() <= 1
    assert made[1].tolist() == [0, 0, 0, 0]
    assert made[2].tolist() == [30, 60, 90, 255]


def test_sky_and_bare_ground_are_see_through_and_shade_on_it_is_a_veil() -> None:
    with Studio() as studio:
        studio.show(replace(toy.scene(), lines=()))
        before = studio.pixels(VIEW, SIZE)
        made = cutout(studio, VIEW, SIZE)
        with cut_loose(studio.drawing):
            inside = studio.pixels(VIEW, SIZE)
        assert np.array_equal(studio.pixels(VIEW, SIZE), before), "the drawing is as it was"
    assert (made[0, :, 3] == 0).all() and (made[:3, :3, 3] == 0).all()
    assert (made[..., 3] == 255).mean() > 0.1, "masses and surfaces are whole"
    colour, cover = made[..., :3].astype(int), made[..., 3]
    veil = (cover > 30) & (cover < 160) & (colour.max(axis=2) < 8)
    assert veil.sum() > 20, "shade of the house north of the square lies on bare ground"
    solid = cover == 255
    assert np.abs(made[..., :3].astype(int) - inside.astype(int))[solid].max() <= 2
