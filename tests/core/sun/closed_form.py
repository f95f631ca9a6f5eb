"""Exact minutes of sun between prisms with straight walls, from arcs of the hour angle: none of it is the engine's.

With one declination per hour the direction to the sun is S = u cos w + v sin w + s, w the hour angle. Whether a beam
from P meets a wall or an underside is a few conditions c·S > 0, so each turns at two hour angles that can be written
down; between two turns that follow each other nothing changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from massastudie.casters import Prism
from massastudie.zonnestand import Plaats


def directions(lat_deg: float, declination_deg: float, convergence_deg: float) -> np.ndarray:
    """Rows u, v, s (3, 3) in the grid's frame: east, north, up; grid azimuth = true azimuth - convergence."""
    lat, dec, turn = np.radians([lat_deg, declination_deg, convergence_deg])
    u = np.array([0.0, -np.cos(dec) * np.sin(lat), np.cos(dec) * np.cos(lat)])
    v = np.array([-np.cos(dec), 0.0, 0.0])
    s = np.array([0.0, np.sin(dec) * np.cos(lat), np.sin(dec) * np.sin(lat)])
    to_grid = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    return np.array([u, v, s]) @ to_grid.T


def wall_conditions(p: np.ndarray, a: np.ndarray, b: np.ndarray, bottom: float, top: float) -> list[np.ndarray]:
    """c·S > 0 for all: the beam from p meets the upright rectangle over a–b."""
    along = (b - a) / np.hypot(*(b - a))
    across = np.array([along[1], -along[0]])
    away = float(across @ (a - p[:2]))
    across, away = (across, away) if away > 0 else (-across, -away)
    toward = np.array([*across, 0.0])
    start, end = float(along @ (p[:2] - a)), float(along @ (b - p[:2]))
    side = np.array([*along, 0.0]) * away
    up = np.array([0.0, 0.0, away])
    return [toward, start * toward + side, end * toward - side, (top - p[2]) * toward - up,
            (p[2] - bottom) * toward + up]  # fmt: skip


def floor_conditions(p: np.ndarray, corners: np.ndarray, bottom: float) -> list[np.ndarray]:
    """c·S > 0 for all: the beam from p, below it, meets the convex underside (corners against the clock)."""
    rise = bottom - p[2]
    found = [np.array([0.0, 0.0, 1.0])]
    for a, b in pairwise(corners):
        inward = np.array([-(b - a)[1], (b - a)[0]])
        found.append(np.array([*(inward * rise), inward @ (p[:2] - a)]))
    return found


def pieces(p: np.ndarray, prisms: Sequence[Prism]) -> list[list[np.ndarray]]:
    """All ways to be in the shade: lists of conditions that hold together."""
    found = []
    for prism in prisms:
        corners = np.array(prism.polygon.normalize().exterior.coords)[::-1]
        found += [wall_conditions(p, a, b, prism.bottom_m, prism.top_m) for a, b in pairwise(corners)]
        if prism.bottom_m > p[2]:
            found.append(floor_conditions(p, corners, prism.bottom_m))
    return found


def minutes(
    p: np.ndarray, prisms: Sequence[Prism], place: Plaats, declination: tuple[float, float],
    normal: np.ndarray | None = None,
) -> float:  # fmt: skip
    """Minutes of sun on p; `declination`: at noon, and its change per day; `normal`: where its surface looks."""
    shade = pieces(p, prisms)
    facing = [np.array([0.0, 0.0, 1.0])] + ([] if normal is None else [normal])
    total = 0.0
    for low, high in pairwise(np.linspace(-np.pi, np.pi, 25)):
        now = declination[0] + declination[1] * (low + high) / (4 * np.pi)
        rows = directions(place.lat_deg, now, place.convergentie_deg)
        total += _lit(shade, facing, rows, low, high)
    return total / np.pi * 720.0


def _lit(shade: list[list[np.ndarray]], facing: list[np.ndarray], rows: np.ndarray, low: float, high: float) -> float:
    """How much of the hour angles low to high is lit, radians."""
    turns = _turns(np.array([c for piece in shade for c in piece] + facing) @ rows.T)
    turns = np.unique(np.r_[low, turns[(turns > low) & (turns < high)], high])
    middle = (turns[1:] + turns[:-1]) / 2
    sun = np.c_[np.cos(middle), np.sin(middle), np.ones(len(middle))] @ rows
    lit = np.all([sun @ c > 0 for c in facing], axis=0)
    for piece in shade:
        lit &= ~np.all([sun @ c > 0 for c in piece], axis=0)
    return float(np.diff(turns)[lit].sum())


def _turns(forms: np.ndarray) -> np.ndarray:
    """Hour angles in (-pi, pi] where a cos w + b sin w + d = 0."""
    size, phase = np.hypot(forms[:, 0], forms[:, 1]), np.arctan2(forms[:, 1], forms[:, 0])
    some = size > np.abs(forms[:, 2])
    half = np.arccos(-forms[some, 2] / size[some])
    found = np.concatenate([phase[some] + half, phase[some] - half])
    return (found + np.pi) % (2 * np.pi) - np.pi
