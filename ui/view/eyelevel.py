"""Eye level: a place on the nearest square from which one looks far, between the masses that stand now."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from massastudie.scene import Role, Scene

from .camera import EYE_M, Viewpoint
from .light import Floats

LOOK_M = 90.0
BACK_M = 24.0
CLEAR_M = 3.0
LOOK_UP_DEG = -5.0
SMALLEST_SQUARE_M2 = 600.0
STANDING = (Role.NIEUW, Role.NIEUW_EERDER, Role.BESTAAND_PLAN, Role.CONTEXT)


def eye_level(scene: Scene, now: Viewpoint) -> Viewpoint:
    """A viewpoint of a person on the square nearest to what is looked at now, looking where the view is longest."""
    masses = shapely.STRtree([b.lichaam.volumes[0].polygon for b in scene.bodies if b.role in STANDING])
    place = standing_place(scene, now)
    turns = np.arange(0.0, 360.0, 7.5)
    sight = np.array([free_length(masses, place, turn) for turn in turns])
    # Prefer the way one looks already when another is hardly longer.
    away = np.abs((turns - (now.azimut_deg + 180.0) + 180.0) % 360.0 - 180.0)
    heading = float(turns[int(np.argmax(sight - away * 0.15))])
    back = max(0.0, min(BACK_M, free_length(masses, place, heading + 180.0) - CLEAR_M))
    foot = place - way(heading) * back
    eye = np.array([*foot, EYE_M if scene.terrein is None else EYE_M + scene.terrein.hoogte(foot[None])[0]])
    view = replace(now, afstand_m=40.0, azimut_deg=(heading + 180.0) % 360.0, elevatie_deg=LOOK_UP_DEG)
    return replace(view, parallel=False).at(eye)


def standing_place(scene: Scene, now: Viewpoint) -> Floats:
    """Middle (2,) of the nearest square; without squares the point looked at."""
    here = shapely.Point(now.x_m, now.y_m)
    squares = [s.geometry for s in scene.surfaces if s.role == Role.PLEIN and s.geometry.area > SMALLEST_SQUARE_M2]
    if not squares:
        return np.array([now.x_m, now.y_m])
    nearest = min(squares, key=lambda square: square.distance(here))
    middle = shapely.maximum_inscribed_circle(nearest, tolerance=1.0)
    return shapely.get_coordinates(middle)[0]


def way(heading_deg: float) -> Floats:
    """Unit vector (east, north) of a heading."""
    turn = np.radians(heading_deg)
    return np.array([np.sin(turn), np.cos(turn)])


def free_length(masses: shapely.STRtree, place: Floats, heading_deg: float) -> float:
    """Metres one can look from `place` before a mass comes, at most LOOK_M."""
    line = shapely.LineString([place, place + way(heading_deg) * LOOK_M])
    hits = masses.geometries[masses.query(line, predicate="intersects")]
    if not len(hits):
        return LOOK_M
    return float(np.min(shapely.distance(shapely.intersection(hits, line), shapely.Point(place))))
