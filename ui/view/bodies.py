"""Masses as coloured arrays: the geometry of a Lichaam is unfolded once, colours are worked out for a whole group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from massastudie.mesh import lichaam_mesh
from massastudie.plan import Functie
from massastudie.scene import BodyItem, Role, Scene
from massastudie.state import Kleuring
from massastudie.volumes import Lichaam

from .. import style
from . import light
from .light import Floats

FUNCTIES = list(Functie)
WHITE = light.linear("#FFFFFF")
ROOF_PART, WALL_PART = 1, 0
QUIET = {Role.CONTEXT: 0.55, Role.BESTAAND_PLAN: 0.25}


@dataclass(frozen=True, slots=True, eq=False)
class Unfolded:
    """A mass ready to be merged: points (3m, 3) three per triangle, and per triangle normal, part, storey, functie."""

    points: NDArray[np.float32]
    normals: Floats
    is_roof: NDArray[np.bool_]
    bouwlaag: NDArray[np.int32]
    functie: NDArray[np.int32]
    outline: NDArray[np.float32]
    storeys: NDArray[np.float32]
    plint: NDArray[np.float32]


def unfold(lichaam: Lichaam) -> Unfolded:
    """Arrays of one mass; edges come as (2k, 3) points, the top of the plint apart from the other storey lines."""
    mesh = lichaam_mesh(lichaam)
    index = np.asarray(mesh.volume_index)
    top = max(range(len(lichaam.volumes)), key=lambda i: lichaam.volumes[i].top_m)
    layers = np.array([v.bouwlaag for v in lichaam.volumes] + [lichaam.volumes[top].bouwlaag], dtype=np.int32)
    functies = [FUNCTIES.index(v.functie) for v in lichaam.volumes]
    codes = np.array([*functies, functies[top]], dtype=np.int32)
    seen = np.asarray(mesh.part) != 2
    edges = np.asarray(mesh.edges, dtype=np.float32).reshape(-1, 2, 3)
    storey = np.asarray(mesh.edge_kind) == 1
    plint = storey & np.isclose(edges[:, 0, 2], plint_top(lichaam), atol=1e-3)
    return Unfolded(
        np.asarray(mesh.vertices, dtype=np.float32)[np.asarray(mesh.triangles)[seen]].reshape(-1, 3),
        np.asarray(mesh.normals, dtype=np.float64)[seen],
        np.asarray(mesh.part)[seen] == ROOF_PART,
        layers[index][seen],
        codes[index][seen],
        edges[~storey].reshape(-1, 3),
        edges[storey & ~plint].reshape(-1, 3),
        edges[plint].reshape(-1, 3),
    )


def plint_top(lichaam: Lichaam) -> float:
    """Height of the ground floor's ceiling (0 when there is none)."""
    return max((v.top_m for v in lichaam.volumes if v.bouwlaag == 0), default=0.0)


class Unfolder:
    """Keeps what was unfolded as long as the mass stays in sight (masses are compared by identity)."""

    def __init__(self) -> None:
        self._known: dict[Lichaam, Unfolded] = {}

    def get(self, lichaam: Lichaam) -> Unfolded:
        """Arrays of this mass, made when first asked for."""
        found = self._known.get(lichaam)
        if found is None:
            found = self._known[lichaam] = unfold(lichaam)
        return found

    def forget(self, keep: set[Lichaam]) -> None:
        """Drop masses out of sight once they outnumber those in sight."""
        if len(self._known) > 2 * len(keep) + 200:
            self._known = {k: v for k, v in self._known.items() if k in keep}


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Bodies merged: `owner` gives the item of each triangle."""

    items: tuple[BodyItem, ...]
    points: NDArray[np.float32]
    normals: Floats
    is_roof: NDArray[np.bool_]
    bouwlaag: NDArray[np.int32]
    functie: NDArray[np.int32]
    owner: NDArray[np.int32]
    outline: NDArray[np.float32]
    outline_owner: NDArray[np.int32]
    storeys: NDArray[np.float32]
    plint: NDArray[np.float32]


def merge(items: Sequence[BodyItem], unfolder: Unfolder) -> Group:
    """One set of arrays for all items."""
    parts = [unfolder.get(item.lichaam) for item in items]
    count = [len(p.is_roof) for p in parts]
    new = [p for p, item in zip(parts, items, strict=True) if item.role in (Role.NIEUW, Role.NIEUW_EERDER)]
    return Group(
        tuple(items),
        stack([p.points for p in parts]),
        stack([p.normals for p in parts]),
        flat([p.is_roof for p in parts], bool),
        flat([p.bouwlaag for p in parts], np.int32),
        flat([p.functie for p in parts], np.int32),
        np.repeat(np.arange(len(items), dtype=np.int32), count),
        stack([p.outline for p in parts]),
        np.repeat(np.arange(len(items), dtype=np.int32), [len(p.outline) for p in parts]),
        stack([p.storeys for p in parts]),
        stack([p.plint for p in new]),
    )


def stack(arrays: Sequence[NDArray[np.floating]]) -> NDArray[np.float32]:
    """Rows of three below each other, also of nothing."""
    return np.concatenate(arrays) if arrays else np.zeros((0, 3), dtype=np.float32)


def flat(arrays: Sequence[NDArray[np.generic]], kind: type) -> NDArray[np.generic]:
    """Values after each other, also of nothing."""
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=kind)


def colour_of(item: BodyItem, scene: Scene) -> str:
    """Main colour of a body in this colouring (functie colours per storey; see `triangle_colours`)."""
    if scene.kleuring == Kleuring.FASE and item.role != Role.CONTEXT:
        return style.fase_colour(item.lichaam.fase, scene.fase_order)
    if scene.kleuring == Kleuring.STATUS and item.role != Role.CONTEXT:
        return style.STATUS_COLOUR[item.lichaam.status]
    if item.lichaam.accent and scene.kleuring == Kleuring.MAQUETTE:
        return style.ACCENT
    return style.ROLE_COLOUR[item.role]


def triangle_colours(group: Group, scene: Scene) -> Floats:
    """Own colour (m, 3) of each triangle in linear light, before sun and shade."""
    main = light.linear([colour_of(item, scene) for item in group.items])[group.owner]
    if scene.kleuring == Kleuring.FUNCTIE:
        quiet = np.array([QUIET.get(item.role, 0.0) for item in group.items])[group.owner]
        functies = light.linear([style.FUNCTIE_COLOUR[f] for f in FUNCTIES])[group.functie]
        main = light.blend(functies, main, quiet)
    strong = 0.62 if scene.kleuring == Kleuring.MAQUETTE else 0.42
    return light.blend(main, WHITE, np.where(group.is_roof, strong, 0.0))


def vertex_colours(group: Group, scene: Scene, sun: Floats, centre: tuple[float, float]) -> NDArray[np.uint8]:
    """Colour (3m, 3) of each vertex: own colour, light, darker foot, haze far away."""
    face = triangle_colours(group, scene) * light.shade(group.normals, sun)
    colours = np.repeat(face, 3, axis=0)
    wall = np.repeat(~group.is_roof, 3)
    colours *= np.where(wall, light.foot(group.points[:, 2].astype(np.float64)), 1.0)[:, None]
    return light.hazed(colours, group.points, centre)
