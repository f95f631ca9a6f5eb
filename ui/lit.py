"""Which things of the picture are outlined for a figure or a rule: ids of the plan as items of the scene."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from massastudie.groen import tree_ids
from massastudie.scene import Scene

from .shown import Shown

#: Figures that count the hoven; their parts carry the id of the bouwblok round it.
HOF_FIGURES = ("hof_m2",)


def lit_scene(scene: Scene, shown: Shown, items: frozenset[str]) -> Scene:
    """The scene with these things outlined: shop units as the panden they are made of, trees one by one."""
    if not items:
        return scene
    units = {unit.id: unit.delen for unit in shown.kern.units}
    parts = {part for item in items for part in units.get(item, ())}
    names = tree_ids(shown.plan, shown.state, shown.massa) if scene.trees else ()
    trees = tuple(tree for tree, name in zip(scene.trees, names, strict=True) if name in items)
    return replace(scene, lit=items | parts, lit_trees=trees)


def hoven_of(items: Iterable[str]) -> Iterator[str]:
    """The hof on the ground and on the dek of each bouwblok, without the panden round it."""
    for item in items:
        yield from (f"H-{item}", f"H-{item}-dek")
