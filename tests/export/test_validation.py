"""The check of solids by the rules of val3dity finds each kind of fault, and nothing in a sound cube."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from modellen.export import export
from tests.export import model
from tests.export.test_forms import street
from tests.modellen.city import box_points, box_shell
from tests.validation.shells import Shell, document_faults, shell_faults

Solid = tuple[Shell, np.ndarray]


def cube() -> Solid:
    """A cube of 2 m."""
    return box_shell(), np.array(box_points(0, 0, 0, 2, 2, 2), dtype=float)


def beside(shift: tuple[float, float, float]) -> Solid:
    """Two cubes in one shell, corners that coincide taken as one."""
    shell, points = cube()
    both = np.concatenate([points, points + shift])
    unique, place = np.unique(both, axis=0, return_inverse=True)
    two = [*shell, *box_shell(8)]
    return [[[int(place[v]) for v in ring] for ring in face] for face in two], unique


def moved(corner: int, to: tuple[float, float, float]) -> Solid:
    shell, points = cube()
    points[corner] = to
    return shell, points


def changed(face: int, ring: list[int] | None) -> Solid:
    shell, points = cube()
    if ring is None:
        return shell[:face] + shell[face + 1 :], points
    shell[face] = [ring]
    return shell, points


def spiked() -> Solid:
    """A pyramid on the cube in place of its lid, with its top pulled down through the floor."""
    shell, points = cube()
    top = [[[4, 5, 8]], [[5, 6, 8]], [[6, 7, 8]], [[7, 4, 8]]]
    return [shell[0], *shell[2:], *top], np.vstack([points, [1.0, 1.0, -1.0]])


#: How a fault is made, and its code (val3dity, list of errors).
FAULTS: dict[str, tuple[Callable[[], Solid], int]] = {
    "two corners": (lambda: changed(1, [4, 5, 4]), 101),
    "twice the same corner": (lambda: changed(1, [4, 5, 5, 6, 7]), 102),
    "bow-tie": (lambda: changed(1, [4, 6, 5, 7]), 104),
    "corner pulled up": (lambda: moved(6, (2, 2, 2.5)), 203),
    "three faces": (lambda: (cube()[0][:3], cube()[1]), 301),
    "no lid": (lambda: changed(1, None), 302),
    "lid turned": (lambda: changed(1, [7, 6, 5, 4]), 307),
    "inside out": (lambda: ([[ring[::-1] for ring in face] for face in cube()[0]], cube()[1]), 307),
    "cubes on one edge": (lambda: beside((2, 2, 0)), 303),
    "cubes on one corner": (lambda: beside((2, 2, 2)), 305),
    "two loose cubes": (lambda: beside((5, 0, 0)), 305),
    "spike through the floor": (spiked, 306),
}


def test_a_cube_is_sound() -> None:
    assert shell_faults(*cube()) == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found(name: str) -> None:
    make, code = FAULTS[name]
    assert code in shell_faults(*make())


def test_what_is_exported_is_sound(tmp_path: Path) -> None:
    for name, massa in (("blok", model.massa()), ("straat", street())):
        path = tmp_path / f"{name}.city.json"
        export(massa, model.plan(), path)
        assert document_faults(json.loads(path.read_text(encoding="utf-8"))) == []
