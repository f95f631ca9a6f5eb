"""What lies on ground that is not flat: triangles that stay whole in sum, on the ground at every corner."""

from __future__ import annotations

import numpy as np
import pytest

from massastudie.relief import DEK_M, SIDE_M, lifted, split
from massastudie.terrein import CEL_M, Terrein
from ui.view.relief import lattice

GROUND = Terrein(-100.0, -100.0, np.add.outer(0.2 * np.arange(21), 0.1 * np.arange(21)), 0.0, "x", 0, 441)


def area(points: np.ndarray) -> float:
    a, b, c = points.reshape(-1, 3, 3).transpose(1, 0, 2)[..., :2]
    return float(np.abs(np.cross(np.c_[b - a, np.zeros(len(a))], np.c_[c - a, np.zeros(len(a))])[:, 2]).sum() / 2)


def test_small_triangles_fill_the_large_ones_and_have_their_colours() -> None:
    large = np.array([[0, 0, 0.03], [37, 2, 0.03], [5, 21, 0.03], [0, 0, 4.5], [37, 2, 4.5], [5, 21, 4.5]])
    found = split(large)
    small = found.spread(large)
    assert area(small) == pytest.approx(area(large))
    sides = np.linalg.norm(np.diff(small.reshape(-1, 3, 3)[:, [0, 1, 2, 0]], axis=1), axis=2).max(axis=1)
    assert sides[found.parent == 0].max() <= SIDE_M
    assert (found.parent == 1).sum() == 1  # a deck stays whole
    ends = found.spread(np.repeat([[10.0], [20.0]], 3, axis=0)).ravel()
    assert ends[found.parent.repeat(3) == 0] == pytest.approx(10.0)


def test_what_lies_on_the_ground_is_lifted_and_a_deck_is_not() -> None:
    made = lifted(np.array([[0.0, 0.0, 0.03], [5.0, 5.0, 0.0], [0.0, 0.0, DEK_M + 3.0]]), GROUND)
    # the ground is 0.02 y + 0.01 x + 3: 10 squares from the corner both ways at (0, 0)
    assert made[:, 2] == pytest.approx([3.03, 3.15, DEK_M + 3.0])


def test_the_drawn_ground_is_the_ground() -> None:
    points = lattice(GROUND, (3.0, -4.0))
    assert points[:, 2] == pytest.approx(GROUND.hoogte(points[:, :2]))
    middles = points.reshape(-1, 3, 3).mean(axis=1)
    middles = middles[(np.abs(middles[:, :2]) < 100.0).all(axis=1)]  # beyond what is known it fades
    assert middles[:, 2] == pytest.approx(GROUND.hoogte(middles[:, :2]))  # flat between its corners
    assert np.ptp(points[:, 0]) >= 2 * 560.0 and np.ptp(np.unique(points[:, 0])[:2]) == pytest.approx(CEL_M)
