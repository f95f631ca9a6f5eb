"""Extra shade on facades and roofs against a closed form: two slabs, one 10 m in front of the other, sun in the south
at 45 degrees, so that a shade reaches as far as its mass is high."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import box

pytest.importorskip("vtkmodules")

from massastudie.plan import Functie
from massastudie.volumes import Lichaam, Status, Volume
from ui.view.shade_faces import LIFT_M, only_first

SUN = np.array([0.0, -1.0, 1.0]) / np.sqrt(2.0)


def slab(name: str, south_m: float, width_m: float, height_m: float) -> Lichaam:
    volume = Volume(f"{name}.0", box(0.0, south_m, width_m, south_m + 5.0), 0.0, height_m, 0, Functie.WONEN)
    return Lichaam(name, name, None, Status.BESTAAND, "f", True, (volume,))


BEHIND = slab("B", 15.0, 40.0, 12.0)  # its south wall stands at y = 15
LOW, HIGH = slab("A", 0.0, 20.0, 14.0), slab("A", 0.0, 20.0, 16.0)  # their north edge at y = 5: 10 m before it


def area(triangles: np.ndarray) -> float:
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def test_a_new_mass_shades_the_wall_behind_it_up_to_what_it_rises_above_the_beam() -> None:
    found = only_first((LOW, BEHIND), (BEHIND,), SUN)
    assert area(found) == pytest.approx(20.0 * (14.0 - 10.0), abs=0.01)
    assert found[..., 2].max() == pytest.approx(4.0, abs=1e-3)
    assert np.allclose(found[..., 1], 15.0 - LIFT_M, atol=1e-3), "a little before the wall"
    assert not len(only_first((BEHIND,), (LOW, BEHIND), SUN)), "nothing is gained"


def test_of_a_mass_made_higher_only_the_added_shade_counts_and_pulled_down_it_is_gained() -> None:
    added = only_first((HIGH, BEHIND), (LOW, BEHIND), SUN)
    assert area(added) == pytest.approx(20.0 * 2.0, abs=0.01)
    assert added[..., 2].min() == pytest.approx(4.0, abs=1e-3)
    assert area(only_first((BEHIND, LOW), (BEHIND, HIGH), SUN)) == 0.0


def test_a_roof_is_shaded_too_and_a_mass_of_one_state_has_nothing_to_compare() -> None:
    tall = slab("A", 0.0, 20.0, 25.0)
    # over the roof at 12 m the shade ends 25 - 12 = 13 m north of y = 5: 3 m of the roof, and the whole wall
    found = only_first((tall, BEHIND), (BEHIND,), SUN)
    assert area(found) == pytest.approx(20.0 * 12.0 + 20.0 * 3.0, abs=0.02)
    assert not len(only_first((tall, BEHIND), (), SUN))
