"""Figures of a set: one studio for all of them, scales on paper, and how much of a picture changed."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("vtkmodules")
pytest.importorskip("PySide6.QtGui", exc_type=ImportError)


def test_a_picture_does_not_depend_on_what_was_drawn_before_it() -> None:
    from tests.view import toy
    from ui.view.camera import Viewpoint
    from ui.view.studio import Studio

    near, far, size = Viewpoint(afstand_m=120.0), Viewpoint(afstand_m=300.0, parallel=True), (200, 120)
    scenes = [toy.scene(), toy.scene(7, kleuring="functie", sun=None), toy.scene(selection="BB1-00")]
    with Studio() as studio:
        studio.show(scenes[0])
        first = studio.pixels(near, size)
        for scene, view in ((scenes[1], far), (scenes[2], near)):
            studio.show(scene)
            last = studio.pixels(view, size)
        studio.show(scenes[0])
        again = studio.pixels(near, size)
    assert first.shape == (120, 200, 3) and first.std() > 10
    assert np.array_equal(first, again)
    # A selection belongs to the window: it is not drawn.
    assert np.array_equal(first, last)


def test_a_view_from_above_is_true_to_its_scale_on_paper() -> None:
    """By hand: at 1 : n a length of 50 m is 50 000 / n mm on paper."""
    from modellen.figuren.blad import Vak
    from modellen.rapport.svg import SCALES
    from ui.figuren.sheet import at_scale, logical_per_mm
    from ui.view.camera import Viewpoint
    from ui.view.projection import Projection

    vak = Vak(10.0, 20.0, 180.0, 120.0)
    asked = Viewpoint(5.0, -8.0, 6.0, 410.0, 180.0, 90.0, True)
    view, frame = at_scale(asked, vak)
    assert frame.schaal in SCALES and view.afstand_m >= asked.afstand_m
    per_mm = logical_per_mm(vak)
    at = Projection(view, vak.breed_mm * per_mm, vak.hoog_mm * per_mm)
    screen, _ = at.to_screen(np.array([[0.0, 0.0, 0.0], [50.0, 0.0, 0.0], [0.0, 50.0, 0.0]]))
    across, up = np.linalg.norm(screen[1:] - screen[0], axis=1) / per_mm
    assert (across, up) == pytest.approx((50_000 / frame.schaal, 50_000 / frame.schaal))
    assert frame.place(5.0, -8.0) == pytest.approx((90.0, 60.0))


def test_how_much_of_a_picture_changed() -> None:
    from ui.figuren.making import difference

    before = np.zeros((10, 20, 3), dtype=np.uint8)
    now = before.copy()
    now[:5, :4] = 200
    now[9, 9] = 3  # less than can be seen
    assert difference(before, before) == 0.0
    assert difference(before, now) == pytest.approx(20 / 200)
    assert difference(before, now[:5]) is None


def test_a_map_is_asked_for_in_the_words_of_a_picture() -> None:
    from datetime import date

    from modellen.figuren import Kaartwens
    from ui.figuren.drawing import asked

    day = date(2026, 3, 21)
    hours = asked(Kaartwens("zonuren", day, None, ("hoven",), None))
    assert (hours["zonuren"], hours["verschil"], hours["dag"], hours["op"]) == (True, None, day, ("hoven",))
    shade = asked(Kaartwens("schaduwverschil", None, None, ("hoven",), "bestaand"))
    assert (shade["zonuren"], shade["verschil"]) == (False, "bestaand")
    assert asked(None) == {"zonuren": False, "verschil": None}
