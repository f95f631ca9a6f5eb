"""Bodies of scale figures: a person who stands, one who walks and one who rides a bicycle, as a few hundred triangles.

Each is made of limbs: tubes through rings of a few corners. Facing north (+y), feet at z = 0, sizes in metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from massastudie.scene_items import Pose

from .light import Floats

Ints = NDArray[np.int64]
#: What a triangle is of: its colour is chosen by this.
SKIN, COAT, LEGS, BIKE = range(4)
#: Middle (x, y, z) of each ring with its half width across and along, metres.
Rings = tuple[tuple[float, float, float, float, float], ...]

TORSO: Rings = (
    (0, 0, 0.80, 0.15, 0.10), (0, 0, 1.05, 0.16, 0.11), (0, 0, 1.36, 0.21, 0.12), (0, 0, 1.48, 0.12, 0.08),
    (0, 0, 1.52, 0.05, 0.05),
)  # fmt: skip
HEAD: Rings = ((0, 0, 1.50, 0.05, 0.05), (0, 0.01, 1.58, 0.09, 0.10), (0, 0.01, 1.68, 0.09, 0.10),
               (0, 0, 1.76, 0.03, 0.04))  # fmt: skip
WHEEL_M, AXLE_M = 0.34, 0.52


@dataclass(frozen=True, eq=False)
class Figure:
    """Triangles (f, 3, 3) and what each is of (f,)."""

    triangles: Floats
    part: Ints


@cache
def figure(pose: Pose) -> Figure:
    """The body of this pose; do not change it."""
    pieces = {"standing": _standing, "walking": _walking, "cycling": _cycling}[pose]()
    triangles = np.concatenate([piece for piece, _ in pieces])
    return Figure(triangles, np.repeat([part for _, part in pieces], [len(piece) for piece, _ in pieces]))


Pieces = list[tuple[Floats, int]]


def _standing() -> Pieces:
    legs = [_limb((s * 0.09, 0, 0.84), (s * 0.10, 0.02 * s, 0.0), 0.085, 0.06) for s in (-1, 1)]
    arms = [_limb((s * 0.22, 0, 1.40), (s * 0.25, 0.03, 0.82), 0.05, 0.04) for s in (-1, 1)]
    return _body(legs, arms, 0.0, 0.0)


def _walking() -> Pieces:
    legs = [_limb((s * 0.08, 0, 0.84), (s * 0.09, s * 0.27, 0.0), 0.085, 0.06) for s in (-1, 1)]
    arms = [_limb((s * 0.22, 0, 1.40), (s * 0.24, -s * 0.22, 0.88), 0.05, 0.04) for s in (-1, 1)]
    return _body(legs, arms, 0.0, 0.03)


def _cycling() -> Pieces:
    legs = [_limb((s * 0.10, -0.16, 0.98), (s * 0.11, 0.16 - 0.05 * s, 0.72 + 0.10 * s), 0.09, 0.07) for s in (-1, 1)]
    legs += [_limb((s * 0.11, 0.16 - 0.05 * s, 0.72 + 0.10 * s), (s * 0.11, 0.02, 0.30 + 0.15 * s), 0.07, 0.05)
             for s in (-1, 1)]  # fmt: skip
    arms = [_limb((s * 0.21, 0.02, 1.50), (s * 0.24, 0.34, 1.06), 0.05, 0.04) for s in (-1, 1)]
    return [*_body(legs, arms, 0.12, 0.16, -0.16), *((piece, BIKE) for piece in _bicycle())]


def _body(legs: list[Floats], arms: list[Floats], up: float, lean: float, back: float = 0.0) -> Pieces:
    """Limbs with the torso and head on them, raised by `up`, and leaning forward by `lean` at the shoulders."""
    torso, head = (_moved(rings, up, lean, back) for rings in (TORSO, HEAD))
    return [*((leg, LEGS) for leg in legs), *((arm, COAT) for arm in arms), (tube(torso), COAT), (tube(head), SKIN)]


def _moved(rings: Rings, up: float, lean: float, back: float) -> Rings:
    return tuple((x, y + back + lean * (z - 0.8) / 0.6, z + up, a, b) for x, y, z, a, b in rings)


def _bicycle() -> list[Floats]:
    rear, front, crank = (0.0, -AXLE_M, WHEEL_M), (0.0, AXLE_M, WHEEL_M), (0.0, -0.08, 0.30)
    seat, bar = (0.0, -0.20, 0.90), (0.0, 0.36, 1.02)
    frame = [(rear, crank), (crank, seat), (rear, seat), (crank, bar), (seat, bar), (bar, front),
             ((-0.27, 0.33, 1.04), (0.27, 0.33, 1.04))]  # fmt: skip
    tubes = [_limb(a, b, 0.022, 0.022, 3) for a, b in frame]
    return [*tubes, _wheel(rear), _wheel(front)]


def _wheel(axle: tuple[float, float, float], corners: int = 14) -> Floats:
    """A flat rim seen from both sides."""
    turn = np.linspace(0.0, 2 * np.pi, corners + 1)
    ring = np.stack([np.zeros_like(turn), np.cos(turn), np.sin(turn)], axis=1)
    outer, inner = ring * WHEEL_M + axle, ring * (WHEEL_M - 0.05) + axle
    a, b, c, d = outer[:-1], outer[1:], inner[1:], inner[:-1]
    one = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
    return np.concatenate([one, one[:, ::-1]])


def _limb(
    begin: tuple[float, float, float], end: tuple[float, float, float], thick: float, thin: float, sides: int = 5
) -> Floats:
    """A tapered tube between two points, closed at neither end."""
    along = np.subtract(end, begin)
    side = np.cross(along, (0.0, 1.0, 0.0) if abs(along[0]) > abs(along[1]) else (1.0, 0.0, 0.0))
    side /= np.linalg.norm(side)
    other = np.cross(along, side)
    other /= np.linalg.norm(other)
    turn = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)[:, None]
    ring = np.cos(turn) * side + np.sin(turn) * other
    return _skin(np.stack([begin + ring * thick, end + ring * thin]))


def tube(rings: Rings, sides: int = 8) -> Floats:
    """A tube through level rings, from low to high, closed at the top."""
    turn = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn), np.zeros(sides)], axis=1)
    stacked = np.array([np.array([x, y, z]) + ring * (across, along, 0.0) for x, y, z, across, along in rings])
    top = np.broadcast_to(stacked[-1].mean(axis=0), (sides, 3))
    lid = np.stack([stacked[-1], np.roll(stacked[-1], -1, axis=0), top], axis=1)
    return np.concatenate([_skin(stacked), lid])


def _skin(rings: Floats) -> Floats:
    """Triangles (f, 3, 3) between rings (k, sides, 3) that follow each other."""
    a, d = rings[:-1], rings[1:]
    b, c = np.roll(a, -1, axis=1), np.roll(d, -1, axis=1)
    return np.concatenate([np.stack([a, b, c], axis=2), np.stack([a, c, d], axis=2)]).reshape(-1, 3, 3)
