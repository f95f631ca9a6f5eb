"""Trees: low-poly crowns on hexagonal trunks, merged, each with its own shape, turn and green.

Out of leaf a crown is a frame of branches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from massastudie.scene import Role, TreeItem
from massastudie.seizoen import Seizoen
from massastudie.triangles import unit, unit_normals

from .. import style
from . import branches, light, season
from .light import Floats

SHAPES = 5
#: Corners of one crown of 80 faces and of one trunk of 12, three each.
CROWN, TRUNK = 3 * 80, 3 * 12
#: Radius of a trunk as a share of the crown's width, and its limits in metres.
TRUNK_SHARE, THINNEST_M, THICKEST_M = 0.025, 0.10, 0.30
Bytes = NDArray[np.uint8]
#: What is drawn of a tree: crown and trunk, branches and trunk, or its crown alone.
Form = Literal["leaf", "wood", "crown"]


def icosphere() -> tuple[Floats, NDArray[np.int64]]:
    """Unit sphere of 80 faces: points (42, 3) and triangles (80, 3)."""
    g = (1 + 5**0.5) / 2
    corners: list[tuple[float, float, float]] = []
    corners += [(-1, g, 0), (1, g, 0), (-1, -g, 0), (1, -g, 0), (0, -1, g), (0, 1, g), (0, -1, -g), (0, 1, -g)]
    corners += [(g, 0, -1), (g, 0, 1), (-g, 0, -1), (-g, 0, 1)]
    faces = [(0, 11, 5), (0, 5, 1), (0, 1, 7), (0, 7, 10), (0, 10, 11), (1, 5, 9), (5, 11, 4), (11, 10, 2)]
    faces += [(10, 7, 6), (7, 1, 8), (3, 9, 4), (3, 4, 2), (3, 2, 6), (3, 6, 8), (3, 8, 9), (4, 9, 5)]
    faces += [(2, 4, 11), (6, 2, 10), (8, 6, 7), (9, 8, 1)]
    points = [np.array(c) / np.linalg.norm(c) for c in corners]
    middle: dict[tuple[int, int], int] = {}

    def half(a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        if key not in middle:
            middle[key] = len(points)
            point = points[a] + points[b]
            points.append(point / np.linalg.norm(point))
        return middle[key]

    split = []
    for a, b, c in faces:
        ab, bc, ca = half(a, b), half(b, c), half(c, a)
        split += [(a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca)]
    return np.array(points), np.array(split)


def crown_shapes() -> Floats:
    """Unit crowns (SHAPES, 80, 3, 3): the sphere pushed in and out, flatter below, so no two look alike."""
    points, faces = icosphere()
    random = np.random.default_rng(7)
    shapes = []
    for _ in range(SHAPES):
        pushed = points * (1 + random.normal(0.0, 0.09, (len(points), 1)))
        pushed[:, 2] = np.where(pushed[:, 2] < 0, pushed[:, 2] * 0.82, pushed[:, 2] * 1.04)
        shapes.append(pushed[faces])
    return np.array(shapes)


def trunk_shape() -> Floats:
    """Unit trunk (12, 3, 3): a six-sided tube of radius 1 from z = 0 to 1."""
    turn = np.radians(np.arange(0, 361, 60))
    low = np.stack([np.cos(turn), np.sin(turn), np.zeros(7)], axis=1)
    high = low + np.array([0.0, 0.0, 1.0])
    a, b, c, d = low[:-1], low[1:], high[1:], high[:-1]
    return np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])


def dice(items: Sequence[TreeItem]) -> NDArray[np.float64]:
    """Three numbers from 0 to 1 per tree (n, 3) that follow from where it stands, so a tree never changes its look."""
    place = np.array([(t.x_m, t.y_m) for t in items])
    mix = place @ np.array([[12.9898, 39.3467, 73.1561], [78.233, 11.1353, 52.2354]])
    return np.abs(np.sin(mix) * 43758.5453) % 1.0


def placed(shape: NDArray[Any], turn: NDArray[Any], size: NDArray[Any], foot: NDArray[Any]) -> NDArray[Any]:
    """Unit triangles (n, f, 3, 3) turned, scaled (n, 3) and put at (n, 3)."""
    cos, sin = np.cos(turn)[:, None, None], np.sin(turn)[:, None, None]
    result = np.empty_like(shape)
    result[..., 0] = shape[..., 0] * cos - shape[..., 1] * sin
    result[..., 1] = shape[..., 0] * sin + shape[..., 1] * cos
    result[..., 2] = shape[..., 2]
    return result * size[:, None, None, :] + foot[:, None, None, :]


def own_colours(items: Sequence[TreeItem], chance: Floats, seizoen: Seizoen) -> Floats:
    """Own colour of each crown (n, 3) in linear light: fresh for new trees, quiet for those that stand."""
    fresh, quiet = season.palette(seizoen, False), season.palette(seizoen, True)
    pick = (chance[:, 2] * len(fresh)).astype(int) % len(fresh)
    new = np.array([t.role == Role.BOOM_NIEUW for t in items])
    own = np.where(new[:, None], fresh[pick], quiet[pick])
    if seizoen is Seizoen.LENTE:
        low = np.array([t.hoogte_m <= season.BLOSSOM_UP_TO_M for t in items])
        blooms = low & ((chance[:, 0] * 97).astype(int) % season.BLOSSOM_ONE_IN == 0)
        own = np.where(blooms[:, None], light.linear(season.BLOSSOM), own)
    return own * (0.94 + 0.12 * chance[:, :1])


def sizes(items: Sequence[TreeItem], chance: Floats) -> tuple[Floats, Floats, Floats]:
    """Half sizes (n, 3), middle (n, 3) and half height (n,) of crowns, each a little different."""
    values = np.array([(t.x_m, t.y_m, t.z_m, t.kroon_m, t.hoogte_m, t.stam_m) for t in items])
    half = (values[:, 4] - values[:, 5]) / 2
    size = np.stack([values[:, 3] / 2, values[:, 3] / 2 * (0.92 + 0.16 * chance[:, 1]), half * 1.05], axis=1)
    middle = np.stack([values[:, 0], values[:, 1], values[:, 2] + values[:, 5] + half * 0.95], axis=1)
    return size, middle, half


def stood(shapes: Floats, chance: Floats, size: Floats, middle: Floats) -> tuple[NDArray[Any], NDArray[Any]]:
    """Unit crowns (s, f, 3, 3) put on the trees: triangles (n, f, 3, 3), and the same from each crown's middle. `size`
    (n, 3) and `middle` (n, 3) are as `sizes` gives them.

    Single precision: this is the largest set of numbers in the picture, and centimetres are enough for a leaf."""
    pick = (chance[:, 0] * len(shapes)).astype(int) % len(shapes)
    turn, nowhere = (chance[:, 1] * 2 * np.pi).astype(np.float32), np.zeros((len(size), 3), dtype=np.float32)
    away = placed(shapes[pick].astype(np.float32), turn, size.astype(np.float32), nowhere)
    return away + middle.astype(np.float32)[:, None, None, :], away


def crowns(items: Sequence[TreeItem], sun: Floats, seizoen: Seizoen) -> tuple[Floats, Floats]:
    """Points (3m, 3) and colours (3m, 3) in linear light of all crowns, as closed shapes."""
    chance = dice(items)
    size, middle, half = sizes(items, chance)
    triangles, away = stood(crown_shapes(), chance, size, middle)
    outward = away.reshape(-1, 3)
    face = np.repeat(unit_normals(triangles.reshape(-1, 3, 3)), 3, axis=0)
    lit = light.shade(unit(face * 0.55 + unit(outward) * 0.45), sun)
    depth = np.clip(outward[:, 2] / np.repeat(half.astype(np.float32), CROWN), -1.0, 1.0)
    own = np.repeat(own_colours(items, chance, seizoen).astype(np.float32), CROWN, axis=0)
    return triangles.reshape(-1, 3), own * lit * (0.90 + 0.14 * depth)[:, None]


def bare(items: Sequence[TreeItem], sun: Floats) -> tuple[Floats, Floats]:
    """Points (3m, 3) and colours (3m, 3) in linear light of the branches of all crowns."""
    chance = dice(items)
    triangles, _ = stood(branches.bare_crowns(), chance, *sizes(items, chance)[:2])
    lit = np.repeat(light.shade(unit_normals(triangles.reshape(-1, 3, 3)), sun), 3, axis=0)
    return triangles.reshape(-1, 3), light.linear(style.TRUNK) * 0.9 * lit


def trunks(items: Sequence[TreeItem], sun: Floats) -> tuple[Floats, Floats]:
    """Points (3m, 3) and colours (3m, 3) in linear light of all trunks."""
    values = np.array([(t.x_m, t.y_m, t.z_m, t.kroon_m, t.stam_m) for t in items])
    radius = np.clip(values[:, 3] * TRUNK_SHARE, THINNEST_M, THICKEST_M)
    size = np.stack([radius, radius, values[:, 4] + 0.6], axis=1)
    shape = np.broadcast_to(trunk_shape(), (len(items), 12, 3, 3))
    triangles = placed(shape, np.zeros(len(items)), size, values[:, :3]).reshape(-1, 3, 3)
    lit = np.repeat(light.shade(unit_normals(triangles), sun), 3, axis=0)
    return triangles.reshape(-1, 3), light.linear(style.TRUNK) * lit


class Grove:
    """Trees that were worked out before are taken as they are: a change of fase costs only its own trees."""

    def __init__(self, sun: Floats, seizoen: Seizoen = Seizoen.ZOMER, form: Form = "leaf") -> None:
        self.sun, self.seizoen, self.form = sun, seizoen, form
        crown, trunk = 3 * branches.FACES if form == "wood" else CROWN, 0 if form == "crown" else TRUNK
        self._corners = crown + trunk
        self._centre: tuple[float, float] = (0.0, 0.0)
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[TreeItem, int] = {}
        self._points = np.zeros((0, self._corners, 3), dtype=np.float32)
        self._colours = np.zeros((0, self._corners, 3), dtype=np.uint8)

    def get(self, items: Sequence[TreeItem], centre: tuple[float, float]) -> tuple[NDArray[np.float32], Bytes]:
        """Points (3m, 3) and colours (3m, 3), faded by their distance from `centre`."""
        if centre != self._centre:
            self._centre = centre
            self._forget()
        missing = [item for item in dict.fromkeys(items) if item not in self._rows]
        if missing:
            self._add(missing)
        rows = np.array([self._rows[item] for item in items], dtype=np.int64)
        return self._points[rows].reshape(-1, 3), self._colours[rows].reshape(-1, 3)

    def _parts(self, items: Sequence[TreeItem]) -> list[tuple[Floats, Floats]]:
        """Points (3m, 3) and colours (3m, 3) in linear light of what is drawn of each tree."""
        crown = bare(items, self.sun) if self.form == "wood" else crowns(items, self.sun, self.seizoen)
        return [crown] if self.form == "crown" else [crown, trunks(items, self.sun)]

    def _add(self, items: Sequence[TreeItem]) -> None:
        points, colours = (
            np.concatenate([one.reshape(len(items), -1, 3) for one in part], axis=1)
            for part in zip(*self._parts(items), strict=True)
        )
        faded = light.hazed(colours.reshape(-1, 3), points.reshape(-1, 3), self._centre)
        self._rows.update({item: len(self._rows) + i for i, item in enumerate(items)})
        self._points = np.concatenate([self._points, points.astype(np.float32)])
        self._colours = np.concatenate([self._colours, faded.reshape(points.shape)])
