"""The mathematics of the camera: pivots stay, zooming keeps what is under the cursor, nobody goes under the ground."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("vtkmodules")

from ui.view import camera
from ui.view.camera import EYE_M, Viewpoint
from ui.view.navigation import Navigator
from ui.view.projection import Projection
from ui.view.standard import Standard

views = st.builds(
    Viewpoint,
    x_m=st.floats(-200, 200), y_m=st.floats(-200, 200), z_m=st.floats(0, 20), afstand_m=st.floats(20, 900),
    azimut_deg=st.floats(0, 359.9), elevatie_deg=st.floats(8, 90), parallel=st.booleans(),
)  # fmt: skip
spots = st.tuples(st.floats(40, 760), st.floats(40, 560))


def at(view: Viewpoint) -> Projection:
    return Projection(view, 800, 600)


def on_screen(view: Viewpoint, point: np.ndarray) -> np.ndarray:
    return at(view).to_screen(point)[0][0]


@given(view=views)
def test_axes_are_a_right_handed_frame_straight_down_too(view: Viewpoint) -> None:
    axes = np.stack([view.right, view.up, -view.forward])
    assert np.allclose(axes @ axes.T, np.eye(3), atol=1e-9)
    assert abs(view.right[2]) < 1e-9
    assert np.linalg.det(axes) > 0


@given(view=views, spot=spots)
def test_a_pixel_goes_to_the_world_and_back(view: Viewpoint, spot: tuple[float, float]) -> None:
    point = at(view).on_height(*spot, 0.0, 1e5)
    if point is not None:
        assert np.allclose(on_screen(view, point), spot, atol=1e-3)


@given(view=views, spot=spots, turn=st.floats(-90, 90), tilt=st.floats(-40, 40))
def test_orbit_keeps_the_pivot_in_place(view: Viewpoint, spot: tuple[float, float], turn: float, tilt: float) -> None:
    pivot = at(view).on_height(*spot, 0.0, 1500.0)
    if pivot is None:
        return
    turned = camera.orbit(view, pivot, turn, tilt)
    assert np.allclose(on_screen(turned, pivot), spot, atol=1e-2)
    assert turned.afstand_m == view.afstand_m


@given(view=views, spot=spots, tilt=st.floats(-120, 0))
def test_orbit_never_goes_under_the_ground(view: Viewpoint, spot: tuple[float, float], tilt: float) -> None:
    pivot = at(view).on_height(*spot, 0.0, 1500.0)
    if pivot is not None and view.position[2] >= EYE_M:
        assert camera.orbit(view, pivot, 0.0, tilt).position[2] >= EYE_M - 1e-6


@given(view=views, spot=spots, factor=st.floats(0.3, 2.0))
def test_zoom_keeps_the_point_under_the_cursor(view: Viewpoint, spot: tuple[float, float], factor: float) -> None:
    point = at(view).on_height(*spot, 0.0, 3000.0)
    if point is not None:
        assert np.allclose(on_screen(camera.zoom(view, point, factor), point), spot, atol=1e-2)


@given(view=views, a=spots, b=spots)
def test_pan_brings_what_was_grabbed_under_the_cursor(
    view: Viewpoint, a: tuple[float, float], b: tuple[float, float]
) -> None:
    grabbed, now = at(view).on_height(*a, 0.0, 2000.0), at(view).on_height(*b, 0.0, 2000.0)
    if grabbed is not None and now is not None:
        assert np.allclose(on_screen(camera.pan(view, grabbed, now), grabbed), b, atol=1e-2)


def test_a_flight_begins_and_ends_where_it_should_and_takes_the_short_way() -> None:
    a, b = Viewpoint(azimut_deg=350.0), Viewpoint(x_m=50.0, afstand_m=100.0, azimut_deg=10.0, elevatie_deg=60.0)
    assert camera.between(a, b, 0.0).to_dict() == pytest.approx(a.to_dict())
    assert camera.between(a, b, 1.0).azimut_deg == pytest.approx(10.0)
    assert camera.between(a, b, 0.5).azimut_deg == pytest.approx(0.0, abs=1e-6)
    assert camera.between(a, b, 0.5).afstand_m == pytest.approx((560.0 * 100.0) ** 0.5)


@pytest.mark.parametrize("parallel", [False, True])
@pytest.mark.parametrize("name", [*camera.NAMED, "passend"])
def test_named_views_show_the_whole_extent(name: str, parallel: bool) -> None:
    extent = (-186.0, -145.0, 87.0, 196.0)
    view = camera.named(name, extent, 4 / 3, Viewpoint(parallel=parallel))
    corners = np.array([[x, y, 0.0] for x in extent[::2] for y in extent[1::2]])
    places, front = at(view).to_screen(corners)
    # The bird's-eye stands nearer on purpose: corners of the rectangle, which are surroundings, may fall off.
    spare = (np.array([800, 600]) * (1 / camera.CLOSE - 1) if name in camera.CLOSE_VIEWS else np.zeros(2)) + 1
    assert front.all()
    assert (places >= -spare).all() and (places <= [800, 600] + spare).all()


def test_plan_has_north_up() -> None:
    view = camera.named("plan", (-100.0, -100.0, 100.0, 100.0), 4 / 3, Viewpoint())
    assert on_screen(view, np.array([0.0, 50.0, 0.0]))[1] < on_screen(view, np.array([0.0, -50.0, 0.0]))[1]
    assert on_screen(view, np.array([50.0, 0.0, 0.0]))[0] > on_screen(view, np.array([-50.0, 0.0, 0.0]))[0]


SIDES = [("noord", 0, 1), ("oost", 1, 0), ("zuid", 0, -1), ("west", -1, 0)]


@pytest.mark.parametrize(("name", "east", "north"), SIDES)
def test_sides_are_looked_at_from_where_they_are_named(name: str, east: int, north: int) -> None:
    view = camera.named(name, (-100.0, -100.0, 100.0, 100.0), 1.0, Viewpoint())
    away = view.position[:2] / np.linalg.norm(view.position[:2])
    assert np.allclose(away, (east, north), atol=1e-9)


def test_a_viewpoint_survives_being_saved() -> None:
    view = Viewpoint(1.0, 2.0, 3.0, 44.0, 55.0, 16.0, True)
    assert camera.from_dict(view.to_dict()) == view


def test_a_viewpoint_under_the_ground_is_lifted() -> None:
    low = replace(Viewpoint(), z_m=-50.0, elevatie_deg=0.0)
    assert camera.above_ground(low).position[2] == pytest.approx(EYE_M)


def test_a_picture_from_the_ground_is_not_as_deep_as_what_is_looked_at() -> None:
    """Eyes at 1.7 m: 24 × 1.7 = 40.8 m, however far the end of the street; from the air the distance itself."""
    low = camera.above_ground(camera.Viewpoint(afstand_m=90.0, elevatie_deg=-4.0))
    assert low.depth_m == pytest.approx(40.8)
    assert camera.Viewpoint(afstand_m=560.0).depth_m == 560.0


@given(views, st.lists(st.tuples(st.floats(-5000, 5000), st.floats(-5000, 5000)), max_size=5))
def test_no_dragging_leads_out_of_the_city(view: Viewpoint, pulls: list[tuple[float, float]]) -> None:
    for east, north in pulls:
        view = camera.held(camera.pan(view, np.zeros(3), np.array([east, north, 0.0])))
    assert max(abs(view.x_m), abs(view.y_m)) <= camera.CITY_M
    assert camera.held(view) == view


class Eye:
    """A navigator without a window."""

    def __init__(self) -> None:
        self.view, self.size = Viewpoint(), (800.0, 600.0)

    def projection(self) -> Projection:
        return Projection(self.view, *self.size)

    def fly_to(self, view: Viewpoint, _animate: bool = True) -> None:
        self.view = view


def test_a_standard_view_fits_a_picture_of_another_shape_until_the_eye_moves() -> None:
    """Twice as narrow the plan is to be seen from farther away."""
    eye = Eye()
    standard = Standard(cast(Navigator, eye), lambda: None)
    standard.refit()
    assert eye.view == Viewpoint()
    standard.go("zuid", animate=False)
    wide, eye.size = eye.view, (400.0, 600.0)
    standard.refit()
    assert eye.view.afstand_m > 1.2 * wide.afstand_m
    eye.size = (800.0, 600.0)
    standard.refit()
    assert eye.view == wide
    eye.view = moved = replace(wide, azimut_deg=10.0)
    eye.size = (400.0, 600.0)
    standard.refit()
    assert eye.view == moved
