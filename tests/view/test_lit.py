"""What is outlined: the selection, what a figure or rule lights, and how far one then stands from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from massastudie.scene import Scene
from tests.view import toy
from ui.view import outlines


def names(scene: Scene) -> set[str]:
    return {getattr(item, "id", "boom") for item in outlines.selected(scene)}


def test_nothing_asked_nothing_outlined() -> None:
    assert names(toy.scene()) == set()
    assert outlines.extent_m(toy.scene()) is None


def test_several_things_are_lit_beside_the_selection() -> None:
    scene = replace(toy.scene(selection="plein"), lit=frozenset({"BB1-00", "DS1"}))
    assert names(scene) == {"plein", "BB1-00", "DS1"}


def test_a_blok_lights_its_panden() -> None:
    assert names(replace(toy.scene(), lit=frozenset({"BB1"}))) == {"BB1-00", "BB1-01"}


def test_trees_are_ringed_outside_their_crown() -> None:
    tree = toy.trees()[0]
    scene = replace(toy.scene(), lit_trees=(tree,))
    points = outlines.points(outlines.selected(scene))
    far = np.hypot(points[:, 0] - tree.x_m, points[:, 1] - tree.y_m)
    assert far == pytest.approx(1.1 * tree.kroon_m / 2)
    # Half-way up the crown: it begins at 3 m and ends at 12 m.
    assert points[:, 2] == pytest.approx(7.5)
    assert np.allclose(points[1::2], np.roll(points[::2], -1, axis=0)), "the ring is closed"


def test_one_pand_is_seen_among_its_neighbours() -> None:
    # The pand is 12 by 20 m; what is flown to is at least 90 m wide and high, with the pand in the middle.
    west, south, east, north = outlines.extent_m(replace(toy.scene(), lit=frozenset({"BB1-00"}))) or (0, 0, 0, 0)
    assert (east - west, north - south) == pytest.approx((90.0, 90.0))
    assert ((east + west) / 2, (north + south) / 2) == pytest.approx((-34.0, 0.0))


def test_a_wide_group_gets_some_air() -> None:
    # The square reaches from -50 to 50 m east.
    west, _, east, _ = outlines.extent_m(replace(toy.scene(), lit=frozenset({"plein"}))) or (0, 0, 0, 0)
    assert (west, east) == pytest.approx((-62.0, 62.0))
