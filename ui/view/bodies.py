"""Masses as coloured arrays: meshes and colours of a whole group at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

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
from .look import Look, is_quiet

FUNCTIES = list(Functie)
PLACE = {functie: place for place, functie in enumerate(FUNCTIES)}
WHITE = light.linear("#FFFFFF")
ROOF_PART = 1
QUIET = {Role.CONTEXT: 0.55, Role.BESTAAND_PLAN: 0.25}


def plint_top(lichaam: Lichaam) -> float:
    """Height of the ground floor's ceiling (0 when there is none)."""
    return max((v.top_m for v in lichaam.volumes if v.bouwlaag == 0), default=0.0)


def outline(lichaam: Lichaam) -> Floats:
    """Edges of a mass without its storey lines, as points (2k, 3)."""
    mesh = lichaam_mesh(lichaam)
    return np.asarray(mesh.edges)[np.asarray(mesh.edge_kind) == 0].reshape(-1, 3)


@dataclass(frozen=True, eq=False)
class Group:
    """Bodies merged: `owner` gives the item of each triangle, `outline_owner` that of each line of the outline."""

    items: tuple[BodyItem, ...]
    points: NDArray[np.float32]
    normals: NDArray[np.float32]
    is_roof: NDArray[np.bool_]
    bouwlaag: NDArray[np.int32]
    functie: NDArray[np.int32]
    owner: NDArray[np.int32]
    outline: Floats
    outline_owner: NDArray[np.int32]
    storeys: Floats
    plint: Floats

    @cached_property
    def foot(self) -> NDArray[np.float32]:
        """Factor (3m,) by which each corner is darkened near the ground."""
        wall = np.repeat(~self.is_roof, 3)
        height: NDArray[Any] = self.points[:, 2]
        return np.where(wall, light.foot(height), 1.0).astype(np.float32)

    def haze(self, centre: tuple[float, float]) -> NDArray[np.float32]:
        """Share (3m,) of the horizon in each corner."""
        if self._haze.get("centre") != centre:
            share = light.city_haze(self.points, centre).astype(np.float32)
            self._haze.update(centre=centre, share=share)
        result: NDArray[np.float32] = self._haze["share"]
        return result

    @cached_property
    def _haze(self) -> dict[str, Any]:
        return {}


def merge(items: Sequence[BodyItem]) -> Group:
    """One set of arrays for all items, made in one go: the meshes themselves are kept with the masses."""
    meshes = [lichaam_mesh(item.lichaam) for item in items]
    owner = owners([len(m.part) for m in meshes])
    part = flat([m.part for m in meshes], np.uint8)
    seen = part != 2
    volume = volume_of(items, owner, flat([m.volume_index for m in meshes], np.int32))[seen]
    volumes = [v for item in items for v in item.lichaam.volumes]
    corners = stack([m.vertices[m.triangles].reshape(-1, 3) for m in meshes]).reshape(-1, 3, 3)
    edges = stack([m.edges.reshape(-1, 3) for m in meshes]).reshape(-1, 2, 3)
    storey = flat([m.edge_kind for m in meshes], np.uint8) == 1
    of_edge = owners([len(m.edges) for m in meshes])
    plint = storey & is_plint(items, of_edge, edges)
    return Group(
        tuple(items),
        corners[seen].reshape(-1, 3).astype(np.float32),
        stack([m.normals for m in meshes])[seen].astype(np.float32),
        part[seen] == ROOF_PART,
        np.array([v.bouwlaag for v in volumes], dtype=np.int32)[volume],
        np.array([PLACE[v.functie] for v in volumes], dtype=np.int32)[volume],
        owner[seen],
        edges[~storey].reshape(-1, 3),
        of_edge[~storey],
        edges[storey & ~plint].reshape(-1, 3),
        edges[plint].reshape(-1, 3),
    )


def joined(groups: Sequence[Group]) -> Group:
    """One group of several, as `merge` makes it of all their items."""
    if not groups:
        return merge(())
    first = np.cumsum([0, *(len(g.items) for g in groups)])[:-1].astype(np.int32).tolist()
    made = {f.name: np.concatenate([getattr(g, f.name) for g in groups]) for f in fields(Group) if f.name != "items"}
    for name in ("owner", "outline_owner"):
        made[name] = np.concatenate([getattr(g, name) + np.int32(n) for g, n in zip(groups, first, strict=True)])
    return Group(tuple(item for g in groups for item in g.items), **made)


def owners(count: Sequence[int]) -> NDArray[np.int32]:
    """Index of the item that each of its parts belongs to."""
    return np.repeat(np.arange(len(count), dtype=np.int32), count)


def volume_of(items: Sequence[BodyItem], owner: NDArray[np.int32], index: NDArray[np.int32]) -> NDArray[np.int64]:
    """Place of each triangle's volume among the volumes of all items; a roof belongs to the highest one."""
    count = [len(item.lichaam.volumes) for item in items]
    first = np.cumsum([0, *count])[:-1]
    top = [max(range(n), key=lambda i: item.lichaam.volumes[i].top_m) for item, n in zip(items, count, strict=True)]
    return first[owner] + np.where(index < 0, np.array(top, dtype=np.int64)[owner], index)


def is_plint(items: Sequence[BodyItem], owner: NDArray[np.int32], edges: Floats) -> NDArray[np.bool_]:
    """Which edges (k, 2, 3) lie at the ceiling of the ground floor of a new mass."""
    new = [item.role in (Role.NIEUW, Role.NIEUW_EERDER) for item in items]
    height = np.array([plint_top(item.lichaam) if n else -1.0 for item, n in zip(items, new, strict=True)])
    return np.abs(edges[:, 0, 2] - height[owner]) < 1e-3


def stack(arrays: Sequence[Floats]) -> Floats:
    """Rows of three below each other, also of nothing."""
    return np.concatenate(arrays) if arrays else np.zeros((0, 3))


def flat(arrays: Sequence[NDArray[Any]], kind: type) -> NDArray[Any]:
    """Values after each other, also of nothing."""
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=kind)


def colour_of(item: BodyItem, scene: Scene) -> str:
    """Main colour of a body in this colouring (functie colours per storey; see `own_colours`)."""
    if is_quiet(scene):
        return style.MASS_QUIET_CONTEXT if item.role == Role.CONTEXT else style.MASS_QUIET
    if scene.kleuring == Kleuring.FASE and item.role != Role.CONTEXT:
        return style.fase_colour(item.lichaam.fase, scene.fase_order)
    if scene.kleuring == Kleuring.STATUS and item.role != Role.CONTEXT:
        return style.STATUS_COLOUR[item.lichaam.status]
    if item.lichaam.accent and scene.kleuring == Kleuring.MAQUETTE:
        return style.ACCENT
    return style.ROLE_COLOUR[item.role]


def own_colours(
    items: Sequence[BodyItem],
    owner: NDArray[np.integer],
    functie: NDArray[np.integer],
    is_roof: NDArray[np.bool_],
    scene: Scene,
) -> Floats:
    """Own colour (m, 3) in linear light, before sun and shade, of faces with these items, functies and parts."""
    main = light.linear([colour_of(item, scene) for item in items])[owner]
    if scene.kleuring == Kleuring.FUNCTIE and not is_quiet(scene):
        quiet = np.array([QUIET.get(item.role, 0.0) for item in items])[owner]
        functies = light.linear([style.FUNCTIE_COLOUR[f] for f in FUNCTIES])[functie]
        main = light.blend(functies, main, quiet)
    strong = 0.62 if scene.kleuring == Kleuring.MAQUETTE else 0.42
    return light.blend(main, WHITE, np.where(is_roof, strong, 0.0))


def group_colours(group: Group, scene: Scene) -> NDArray[np.float32]:
    """Own colour (m, 3) of each triangle, before sun and shade."""
    return own_colours(group.items, group.owner, group.functie, group.is_roof, scene).astype(np.float32)


def vertex_colours(
    group: Group, own: NDArray[np.float32], sun: Floats, centre: tuple[float, float]
) -> NDArray[np.uint8]:
    """Colour (3m, 3) of each vertex: own colour (m, 3), light, darker foot, haze far away."""
    face = own * light.shade(group.normals, sun)
    haze = group.haze(centre)
    near = group.foot * (1.0 - haze)
    horizon = light.linear(style.HORIZON).astype(np.float32)
    return light.to_bytes(np.repeat(face, 3, axis=0) * near[:, None] + horizon * haze[:, None])


def edge_colours(group: Group, look: Look, centre: tuple[float, float]) -> NDArray[np.uint8]:
    """Colours (2k, 3) of the outlines of a group."""
    edges = {Role.CONTEXT: look.edge_context, Role.BESTAAND_PLAN: look.edge_standing}
    own = light.linear([edges.get(item.role, look.edge_plan) for item in group.items])
    return light.hazed(np.repeat(own[group.outline_owner], 2, axis=0), group.outline, centre)


def line_colours(points: Floats, colour: str, centre: tuple[float, float]) -> NDArray[np.uint8]:
    """One colour for lines (2k, 3), fading with the city."""
    return light.hazed(np.tile(light.linear(colour), (len(points), 1)), points, centre)
