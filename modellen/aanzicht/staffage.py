"""Trees and people of an elevation: outlines at true size that give the scale. Where they stand is where the picture
has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from massastudie.plan import Plan
from massastudie.scene import Scene
from massastudie.scene_items import PersonItem, TreeItem
from modellen.export.svg_text import PAPER
from modellen.rapport.svg import Tekening

from .aim import Aim
from .hidden import axes

#: Ink and width (mm) of crowns and trunks, and how much of a crown hides what lies behind; ink of people.
LEAF, LEAF_MM, COVERS, BODY = "#7D8578", 0.13, 0.45, "#6B6B6B"
#: Width of a trunk as a share of that of its crown.
TRUNK = 0.035
#: A grown-up of 1.75 m: head and body, metres.
HEAD = translate(Point(0.0, 0.0).buffer(0.115, 6), 0.0, 1.63)
TORSO = Polygon(
    [(-0.1, 0), (0.1, 0), (0.15, 0.85), (0.23, 1.38), (0.1, 1.5), (-0.1, 1.5), (-0.23, 1.38), (-0.15, 0.85)]
)


@dataclass(frozen=True, eq=False)
class Figuur:
    """A tree or a person in the drawing: how deep it stands (metres, as a part does), crown (None: a person), and the
    rest of it, polygons (u, z)."""

    depth_m: float
    kroon: BaseGeometry | None
    romp: tuple[BaseGeometry, ...]


def figures(plan: Plan, scene: Scene, aim: Aim) -> list[Figuur]:
    """Trees and people on foot on the ground of this elevation and within its span."""
    ground = aim.grond if aim.grond is not None else plan.plangrens
    low, high = aim.span_m if aim.span_m is not None else (-np.inf, np.inf)
    right, away = axes(aim.azimut_deg)
    items: list[TreeItem | PersonItem] = [*scene.trees, *(p for p in scene.people if p.pose != "cycling")]
    places = np.array([(item.x_m, item.y_m) for item in items]).reshape(-1, 2)
    u, depth = places @ right, places @ away
    drawn = shapely.contains_xy(ground, places) & (u >= low) & (u <= high)
    return [_figure(plan, items[i], float(u[i]), float(depth[i])) for i in np.flatnonzero(drawn).tolist()]


def _figure(plan: Plan, item: TreeItem | PersonItem, u: float, depth_m: float) -> Figuur:
    if isinstance(item, TreeItem):
        return _tree(item, u, depth_m)
    return _person(plan, item, u, depth_m)


def _tree(item: TreeItem, u: float, depth_m: float) -> Figuur:
    half = (item.hoogte_m - item.stam_m) / 2
    ball = shapely.transform(Point(0, 0).buffer(1.0, 10), lambda uz: uz * (item.kroon_m / 2, half))
    crown = translate(ball, u, item.z_m + item.stam_m + half)
    wide = item.kroon_m * TRUNK / 2
    stem = shapely.box(u - wide, item.z_m, u + wide, item.z_m + item.stam_m + half * 0.5)
    return Figuur(depth_m, crown, (stem,))


def _person(plan: Plan, item: PersonItem, u: float, depth_m: float) -> Figuur:
    foot_m = plan.maaiveld_m(item.x_m, item.y_m)
    return Figuur(depth_m, None, tuple(translate(part, u, foot_m) for part in (HEAD, TORSO)))


def draw(drawing: Tekening, figuur: Figuur) -> None:
    """One of them, over what lies behind."""
    if figuur.kroon is None:
        drawing.areas(figuur.romp, BODY)
        return
    drawing.areas(figuur.romp, LEAF)
    drawing.areas([figuur.kroon], PAPER, LEAF, LEAF_MM, COVERS)
