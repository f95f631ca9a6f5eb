"""What is to be seen, in words: items with roles and labels; no colours, no actors.

A view compares items by identity: an item that did not change is the same object as in the Scene before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from .seizoen import Seizoen
from .terrein import Terrein
from .volumes import Lichaam


class Role(StrEnum):
    """What an item is, for the palette of the view."""

    NIEUW = "nieuw"  # built in the selected fase
    NIEUW_EERDER = "nieuw_eerder"  # new, but of an earlier fase
    BESTAAND_PLAN = "bestaand_plan"
    CONTEXT = "context"
    GESLOOPT = "gesloopt"
    LATER = "later"
    GROND = "grond"
    STRAAT = "straat"
    PLEIN = "plein"
    GROEN = "groen"
    WATER = "water"
    HOF = "hof"
    DEK = "dek"
    DOORSTEEK = "doorsteek"
    TERRAS = "terras"
    ERF = "erf"
    STROOK_VOET = "strook_voet"
    STROOK_FIETS = "strook_fiets"
    STROOK_RIJBAAN = "strook_rijbaan"
    STROOK_GROEN = "strook_groen"
    STROOK_MARGE = "strook_marge"
    STROOK_VERBLIJF = "strook_verblijf"
    PLANGRENS = "plangrens"
    GEBIEDSPROFIEL = "gebiedsprofiel"
    BOOM = "boom"
    BOOM_NIEUW = "boom_nieuw"


@dataclass(frozen=True, slots=True)
class BodyItem:
    """A mass to draw: the lichaam, the role that colours it, and whether the picture may rest on it as context."""

    id: str
    lichaam: Lichaam
    role: Role
    blok: str | None


@dataclass(frozen=True, slots=True)
class SurfaceItem:
    """A flat surface at `z_m`; `level` orders surfaces that lie in one place (higher is on top)."""

    id: str
    geometry: BaseGeometry
    z_m: float
    level: int
    role: Role


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line on the ground or an outline in the air: (n, 3) coordinates in metres."""

    id: str
    points: tuple[tuple[float, float, float], ...]
    role: Role
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class TreeItem:
    """A tree at (x, y) on height z: crown diameter, height, clear stem, all in metres."""

    x_m: float
    y_m: float
    z_m: float
    kroon_m: float
    hoogte_m: float
    stam_m: float
    role: Role


Pose = Literal["standing", "walking", "cycling"]


@dataclass(frozen=True, slots=True)
class PersonItem:
    """A scale figure at (x, y) metres on a surface of this `level`, looking to `heading_deg` (compass, grid); `chance`
    is a number 0–1 of its own, for its look."""

    x_m: float
    y_m: float
    level: int
    heading_deg: float
    pose: Pose
    chance: float


@dataclass(frozen=True, slots=True)
class LabelItem:
    """A name on a leader: text at (x, y, z), `kind` is plein, straat, gebouw, blok, doorsteek or accent; `rank` 0 is
    the most important (labels that would overlap give way to a lower rank)."""

    id: str
    text: str
    x_m: float
    y_m: float
    z_m: float
    kind: str
    rank: int


@dataclass(frozen=True, eq=False)
class HeatItem:
    """Hours on cells: flat squares of `cell_m` round `xyz` (n, 3), or faces with `corners` (n, 4, 3) on which `xyz` is
    the point measured. `hours` (n,), NaN where a cell lies in a mass. `scale` "uren": hours of sun; "verschil": hours
    gained (lost: negative) against a reference."""

    id: str
    xyz: npt.NDArray[np.float64]
    cell_m: float
    hours: npt.NDArray[np.float64]
    corners: npt.NDArray[np.float64] | None = None
    scale: Literal["uren", "verschil"] = "uren"


@dataclass(frozen=True, eq=False)
class ShadeItem:
    """Ground (z = 0) whose shade differs from a reference: `soort` "nieuw" is new shade, "vervallen" sun gained,
    `oppervlak_m2` in all. `faces`: triangles (m, 3, 3), metres, of facades and roofs that differ, to be drawn."""

    soort: Literal["nieuw", "vervallen"]
    geometry: BaseGeometry
    oppervlak_m2: float
    faces: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 3, 3)))


@dataclass(frozen=True)
class Scene:
    """A complete picture in words. `sun`: unit vector towards the sun (east, grid north, up) when shadows are asked
    for; None: no shadows, or the sun is down. `shade`: shade against a reference (None: not asked for, empty: none, or
    not known yet). `against`: what hours or shade are compared with, in words. `lit`: ids of things to outline beside
    the selection (bodies, blokken, surfaces), `lit_trees` the trees among them, `credits`: attributions. `terrein`:
    the ground where it is not flat; what lies on it is given at 0, all else as high as it is.
    `seizoen`: how trees look, `dag`: the day looked at (None: not known). `people`: scale figures."""

    bodies: tuple[BodyItem, ...]
    surfaces: tuple[SurfaceItem, ...]
    lines: tuple[LineItem, ...]
    trees: tuple[TreeItem, ...]
    labels: tuple[LabelItem, ...]
    kleuring: str
    fase: str
    fase_order: tuple[str, ...]
    selection: str | None = None
    sun: tuple[float, float, float] | None = None
    heat: tuple[HeatItem, ...] = ()
    extent_m: tuple[float, float, float, float] = field(default=(-150.0, -150.0, 150.0, 150.0))
    shade: tuple[ShadeItem, ...] | None = None
    against: str = ""
    lit: frozenset[str] = frozenset()
    lit_trees: tuple[TreeItem, ...] = ()
    credits: tuple[str, ...] = ()
    terrein: Terrein | None = None
    seizoen: Seizoen = Seizoen.ZOMER
    dag: date | None = None
    people: tuple[PersonItem, ...] = ()
