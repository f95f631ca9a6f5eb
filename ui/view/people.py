"""Scale figures in the picture: seen from near, gone from high above, where they would only be specks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.scene_items import PersonItem, Pose
from massastudie.terrein import Terrein
from massastudie.triangles import unit_normals

from . import figures, ground, light
from .batch import Batch
from .camera import Viewpoint
from .light import Floats
from .shadow import same
from .trees import placed

COATS: tuple[str, ...] = ("#47505C", "#7A6A5C", "#9A9DA0", "#A65B45", "#CDBB9B", "#5B7182", "#7F8B70", "#2F343B")
TROUSERS: tuple[str, ...] = ("#3A3F47", "#555B63", "#6B6257", "#2E3238")
SKINS: tuple[str, ...] = ("#D3B196", "#B98F70", "#8C674E", "#CDA78A")
BIKE = "#3B3F44"
#: From this height of the eye on they begin to fade, and from this on they are gone, metres.
FADE_FROM_M, GONE_FROM_M = 90.0, 170.0
#: Nobody stands this near to a low eye, metres: he would be all there is to see.
TOO_NEAR_M, LOW_EYE_M = 11.0, 5.0
#: Their shade: how dark out of 255, half its width and its greatest length, metres.
SHADE, SHADE_DARK, SHADE_HALF_M, SHADE_LONGEST_M = "#2C3038", 88, 0.24, 9.0
TALL_M = 1.75
POSES: tuple[Pose, ...] = ("standing", "walking", "cycling")
ABOVE_M = 0.022


class People:
    """Two batches: the figures and their shade. `show` takes who is there, `light` the sun, `look_from` the eye."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.batches = [Batch(renderer), Batch(renderer)]
        for batch in self.batches:
            # Ambient occlusion leaves unlit actors alone: so thin a thing would only leave stains round it.
            batch.actor.GetProperty().LightingOff()
        self._items: tuple[PersonItem, ...] = ()
        self._near = np.zeros(0, dtype=bool)
        self._bodies: list[tuple[NDArray[np.int64], Floats, NDArray[np.uint8]]] = []
        self._shade = np.zeros((0, 0, 3)), np.zeros((0, 0, 4), dtype=np.uint8)
        self._lit: tuple[tuple[float, ...], tuple[float, float]] | None = None
        self._seen = 1.0
        self._terrein: Terrein | None = None

    @property
    def places(self) -> Floats:
        """Where they stand (n, 2)."""
        return np.array([(p.x_m, p.y_m) for p in self._items]).reshape(-1, 2)

    def show(self, items: tuple[PersonItem, ...], terrein: Terrein | None) -> bool:
        """Take these, on this ground (None: flat); True when they are others. They are drawn once it is known how the
        light falls."""
        if same(items, self._items) and terrein is self._terrein:
            return False
        self._terrein = terrein
        self._items, self._near, self._lit = items, np.zeros(len(items), dtype=bool), None
        self._bodies, self._shade = [], (np.zeros((0, 0, 3)), np.zeros((0, 0, 4), dtype=np.uint8))
        self._write()
        return True

    def light(self, sun: Floats, share: Floats, casting: bool, centre: tuple[float, float]) -> None:
        """Draw them with this share (n,) of the sun on each."""
        key = (tuple(sun.tolist() + share.tolist() + [float(casting)]), centre)
        if key == self._lit:
            return
        self._lit = key
        foot = self._feet()
        self._bodies = [_bodies(self._items, pose, foot, sun, share, centre) for pose in POSES]
        self._shade = _shades(foot, sun, share if casting else share * 0.0)
        self._write()

    def _feet(self) -> Floats:
        """Where each stands (n, 3), on the ground as it is drawn."""
        places = self.places
        level = np.array([ground.LEVEL_STEP_M * p.level for p in self._items])
        return np.column_stack([places, level + (0.0 if self._terrein is None else self._terrein.hoogte(places))])

    def look_from(self, view: Viewpoint) -> None:
        """Fade with the height of the eye, and keep clear of a low one."""
        x, y, z = view.position
        self._seen = float(np.clip((GONE_FROM_M - z) / (GONE_FROM_M - FADE_FROM_M), 0.0, 1.0))
        away = np.linalg.norm(self.places - (x, y), axis=1)
        near = away < (TOO_NEAR_M if z < LOW_EYE_M else 0.0)
        if not np.array_equal(near, self._near):
            self._near = near
            self._write()
        self._reveal()

    def hide_shade(self) -> None:
        """The sun moves: their shade comes back with the next `light`."""
        self._lit = None
        self.batches[1].actor.SetVisibility(False)

    def _reveal(self) -> None:
        for batch, drawn in zip(self.batches, (True, self._lit is not None), strict=True):
            batch.actor.GetProperty().SetOpacity(self._seen)
            batch.actor.SetVisibility(drawn and self._seen > 0.0 and batch.data.GetNumberOfCells() > 0)

    def _write(self) -> None:
        rows = [(points[~self._near[who]], colours[~self._near[who]]) for who, points, colours in self._bodies]
        corners = [points.reshape(-1, 3) for points, _ in rows]
        painted = [colours.reshape(-1, 3) for _, colours in rows]
        none = np.zeros((0, 3))
        self.batches[0].write(np.concatenate([none, *corners]), np.concatenate([none, *painted]).astype(np.uint8))
        points, colours = self._shade
        free = ~self._near if len(points) else slice(0)
        self.batches[1].write(points[free].reshape(-1, 3), colours[free].reshape(-1, 4))
        self._reveal()


def _bodies(
    items: Sequence[PersonItem], pose: Pose, feet: Floats, sun: Floats, share: Floats, centre: tuple[float, float]
) -> tuple[NDArray[np.int64], Floats, NDArray[np.uint8]]:
    """Which items (k,) have this pose, with their points (k, 3f, 3) and colours (k, 3f, 3) as bytes."""
    who = np.array([i for i, item in enumerate(items) if item.pose == pose], dtype=np.int64)
    shape = figures.figure(pose)
    if not len(who):
        return who, np.zeros((0, 3, 3)), np.zeros((0, 3, 3), dtype=np.uint8)
    mine = [items[i] for i in who]
    size = (0.93 + 0.12 * np.array([p.chance * 7.0 % 1.0 for p in mine]))[:, None] * np.ones(3)
    turn = -np.radians([p.heading_deg for p in mine])
    triangles = placed(np.broadcast_to(shape.triangles, (len(mine), *shape.triangles.shape)), turn, size, feet[who])
    normals = unit_normals(triangles.reshape(-1, 3, 3))
    lit = light.shade(normals, sun, 0.0)
    lit = lit + (light.shade(normals, sun) - lit) * np.repeat(share[who], len(shape.part))[:, None]
    own = _own_colours(mine)[:, shape.part].reshape(-1, 3)
    points = triangles.reshape(-1, 3)
    colours = light.hazed(np.repeat(own * lit, 3, axis=0), points, centre)
    return who, points.reshape(len(mine), -1, 3), colours.reshape(len(mine), -1, 3)


def _own_colours(items: Sequence[PersonItem]) -> Floats:
    """Colours (n, 4, 3) in linear light of skin, coat, legs and bicycle."""
    chance = np.array([item.chance for item in items])
    parts = (SKINS, COATS, TROUSERS, (BIKE,))
    chosen = [light.linear(hues)[(chance * (101 + 37 * n)).astype(int) % len(hues)] for n, hues in enumerate(parts)]
    return np.stack(chosen, axis=1)


def _shades(feet: Floats, sun: Floats, share: Floats) -> tuple[Floats, NDArray[np.uint8]]:
    """Shade on the ground: points (n, 24, 3) of ellipses away from the sun, and colours (n, 24, 4)."""
    foot = feet + (0.0, 0.0, ABOVE_M)
    flat = float(np.hypot(sun[0], sun[1]))
    away = -sun[:2] / max(flat, 1e-9)
    long = min(TALL_M * flat / max(float(sun[2]), 1e-3), SHADE_LONGEST_M)
    turn = np.linspace(0.0, 2 * np.pi, 9)
    ring = away * (long / 2 + np.cos(turn) * (long / 2 + 0.1))[:, None]
    ring = ring + np.array([-away[1], away[0]]) * (np.sin(turn) * SHADE_HALF_M)[:, None]
    fan = np.stack([np.broadcast_to(away * long / 2, ring[:-1].shape), ring[:-1], ring[1:]], axis=1).reshape(-1, 2)
    points = foot[:, None] + np.c_[fan, np.zeros(len(fan))][None]
    colours = np.empty((*points.shape[:2], 4), dtype=np.uint8)
    colours[..., :3] = light.to_bytes(light.linear(SHADE))
    colours[..., 3] = np.round(SHADE_DARK * share)[:, None]
    return points, colours
