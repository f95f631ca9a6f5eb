"""A picture without sky and without bare ground: masses, surfaces and trees only, for a background of one's own.

How much of each pixel is covered follows from two drawings, before black and before white: what differs shines
through. So edges hold nothing of any background. Shade on bare ground is a veil that darkens whatever comes under it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from massastudie.scene import Role

from . import ground, light, tiles
from .batch import Batch
from .camera import Viewpoint
from .drawing import Drawing
from .exact_shade import middle
from .light import Floats
from .look import look_of
from .relief import GroundBatch
from .studio import Studio

#: Shade on bare ground lies below this height, that on any surface above it, metres.
BARE_BELOW_M = 0.0
#: Shade less than this share of the darkest is dappled: a crown that lets light through.
DAPPLED = 0.8
#: Rows worked out at once, to keep memory low.
ROWS = 512


@dataclass(frozen=True, eq=False)
class Veil:
    """Shade on bare ground: points (3m, 3) and how dark it is, 0–255 (3m,)."""

    points: Floats
    dark: NDArray[np.uint8]


def cutout(studio: Studio, view: Viewpoint, size: tuple[int, int]) -> tiles.Pixels:
    """The scene as pixels (height, width, 4), the last channel 0 where nothing is."""
    renderer, drawing = studio.drawing.renderer, studio.drawing
    before = renderer.GetBackground()
    made = []
    with cut_loose(drawing):
        for grey in (0.0, 1.0):
            renderer.SetBackground(grey, grey, grey)
            # Twice as large and averaged: the smoothing of edges in the picture itself would mix in the background.
            made.append(studio.pixels(view, size, 2))
    renderer.SetBackground(*before)
    return covered(*made)


def covered(black: tiles.Pixels, white: tiles.Pixels) -> tiles.Pixels:
    """Colour and cover (h, w, 4) of what was drawn before black and before white (h, w, 3)."""
    result = np.empty((*black.shape[:2], 4), dtype=np.uint8)
    for row in range(0, len(black), ROWS):
        part = slice(row, row + ROWS)
        low, high = black[part].astype(np.float32), white[part].astype(np.float32)
        cover = np.clip(255.0 - (high - low).mean(axis=2), 0.0, 255.0)
        own = low * (255.0 / np.maximum(cover, 1.0))[..., None]
        result[part, :, :3] = np.clip(own + 0.5, 0, 255)
        result[part, :, 3] = cover + 0.5
    return result


@contextmanager
def cut_loose(drawing: Drawing) -> Iterator[None]:
    """Without sky and ground for the time being, and with a veil for the shade that lay on it."""
    shown, colours, terrein = drawing.shade.points, drawing.shade.colours, drawing.shade.terrein
    level = shown[:, 2] if terrein is None else shown[:, 2] - terrein.hoogte(shown[:, :2].astype(np.float64))
    bare = (level.reshape(-1, 3) < BARE_BELOW_M).all(axis=1).repeat(3)
    veil = GroundBatch(drawing.renderer)
    veil.terrein = terrein
    made = veil_of(drawing, shown[bare], colours[bare])
    veil.write(made.points, np.column_stack([np.zeros((len(made.points), 3), np.uint8), made.dark]))
    # As it was drawn, on its terrain already: hence the plain way of writing.
    Batch.write(drawing.shade, shown[~bare], colours[~bare])
    hidden = [b for b in (drawing.sky, drawing.far, drawing.ground) if b.actor.GetVisibility()]
    for batch in hidden:
        batch.actor.SetVisibility(False)
    try:
        yield
    finally:
        for batch in hidden:
            batch.actor.SetVisibility(True)
        drawing.renderer.RemoveActor(veil.actor)
        Batch.write(drawing.shade, shown, colours)


def veil_of(drawing: Drawing, points: NDArray[np.float32], colours: NDArray[np.uint8]) -> Veil:
    """The shade of these triangles (3m, 3) in these colours, each place once."""
    if not len(points) or drawing.scene is None or not drawing.shade.actor.GetVisibility():
        return Veil(np.zeros((0, 3)), np.zeros(0, np.uint8))
    dark = darkness(drawing, points, colours).reshape(-1, 3).mean(axis=1)
    deep = dark >= DAPPLED * dark.max()
    triangles = shapely.polygons(points.reshape(-1, 3, 3)[:, :, :2].astype(np.float64))
    whole = shapely.union_all(triangles[deep])
    dappled = shapely.difference(shapely.union_all(triangles[~deep]), whole)
    levels = [float(np.median(dark[rows])) if rows.any() else 0.0 for rows in (deep, ~deep)]
    corners, owner = ground.triangulate([whole, dappled])
    made = ground.raised(corners, ground.GROUND_Z_M)
    return Veil(made, np.repeat((np.array(levels)[owner] * 255 + 0.5).astype(np.uint8), 3))


def darkness(drawing: Drawing, points: NDArray[np.float32], colours: NDArray[np.uint8]) -> Floats:
    """Share (n,) of the light that shade in these colours (n, 3) takes from bare ground at points (n, 3)."""
    scene = drawing.scene
    if scene is None:
        return np.zeros(len(points))
    look = look_of(scene)
    own = ground.surface_colour(Role.GROND, drawing.sun)
    lit = light.hazed(np.tile(own, (len(points), 1)), points, middle(scene))
    dark, full = (tone(c).astype(np.float64).mean(axis=1) for tone, c in ((look.shade, colours), (look.faces, lit)))
    result: Floats = np.clip(1.0 - dark / np.maximum(full, 1.0), 0.0, 1.0)
    return result
