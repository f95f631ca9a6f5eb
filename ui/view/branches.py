"""A bare crown: a leader with limbs, boughs and twigs as thin spikes of three faces, in a few shapes."""

from __future__ import annotations

import numpy as np

from .light import Floats

SHAPES = 5
LIMBS, BOUGHS, TWIGS = 7, 5, 2
#: Faces of one bare crown: three for each spike.
FACES = 3 * (1 + LIMBS + LIMBS * BOUGHS + LIMBS * BOUGHS * TWIGS)
GOLDEN = np.pi * (3.0 - 5.0**0.5)


def bare_crowns() -> Floats:
    """Unit crowns (SHAPES, FACES, 3, 3) within the sphere of radius 1; the trunk ends at (0, 0, -1)."""
    random = np.random.default_rng(11)
    return np.array([spikes(*_wood(random)) for _ in range(SHAPES)])


def _wood(random: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Begin (k, 3), end (k, 3) and thickness (k,) of everything that grows in one crown."""
    leader = np.array([[0.0, 0.0, -1.1]]), np.array([[0.0, 0.0, 0.78]]), np.array([0.046])
    number = np.arange(LIMBS)
    turn, rise = number * GOLDEN + random.normal(0.0, 0.25, LIMBS), np.linspace(0.12, 0.95, LIMBS)
    out = np.stack([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)], axis=1)
    start = np.zeros((LIMBS, 3))
    start[:, 2] = np.linspace(-0.95, 0.05, LIMBS)
    limbs = start, _reach(start, out, random.uniform(0.72, 0.9, (LIMBS, 1))), np.full(LIMBS, 0.027)
    boughs = _grown(limbs[0], limbs[1], BOUGHS, 0.34, 0.014, random)
    twigs = _grown(boughs[0], boughs[1], TWIGS, 0.30, 0.008, random)
    begin, end, thick = zip(leader, limbs, boughs, twigs, strict=True)
    return np.concatenate(begin), np.concatenate(end), np.concatenate(thick)


def _grown(
    begin: Floats, end: Floats, count: int, length: float, thick: float, random: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """`count` side shoots on each piece of wood, bent away from it and upwards, kept within the crown."""
    share = np.tile(np.linspace(0.4, 0.95, count), len(begin))[:, None]
    a, b = np.repeat(begin, count, axis=0), np.repeat(end, count, axis=0)
    start, along = a + (b - a) * share, b - a
    along /= np.linalg.norm(along, axis=1)[:, None]
    way = along + random.normal(0.0, 0.55, along.shape) + np.array([0.0, 0.0, 0.25])
    way /= np.linalg.norm(way, axis=1)[:, None]
    return (
        start,
        _reach(start, way, random.uniform(0.75, 1.25, (len(way), 1)) * length, 0.99),
        np.full(len(way), thick),
    )


def _reach(start: Floats, way: Floats, length: Floats, most: float = 0.92) -> Floats:
    """Ends (k, 3) at this length, drawn in where they would leave the sphere of radius `most`."""
    end: Floats = start + way * length
    away = np.linalg.norm(end, axis=1)[:, None]
    return end * np.minimum(1.0, most / np.maximum(away, 1e-9))


def spikes(begin: Floats, end: Floats, thick: Floats) -> Floats:
    """Triangles (3k, 3, 3): from three points round each begin to its end."""
    along = end - begin
    side = np.cross(along, np.array([0.31, 0.57, 0.76]))
    side /= np.maximum(np.linalg.norm(side, axis=1)[:, None], 1e-12)
    other = np.cross(along, side)
    other /= np.maximum(np.linalg.norm(other, axis=1)[:, None], 1e-12)
    turn = np.radians([0.0, 120.0, 240.0])
    ring = side[:, None] * np.cos(turn)[:, None] + other[:, None] * np.sin(turn)[:, None]
    foot = begin[:, None] + ring * thick[:, None, None]
    tip = np.broadcast_to(end[:, None], foot.shape)
    return np.stack([foot, np.roll(foot, -1, axis=1), tip], axis=2).reshape(-1, 3, 3)
