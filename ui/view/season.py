"""What a season does to the trees of a picture: the colours of their leaves, and how much sun comes through."""

from __future__ import annotations

from functools import lru_cache

from massastudie.scene import Scene
from massastudie.seizoen import Seizoen
from modellen.boomlicht import boomlicht

from .. import style
from . import light
from .light import Floats

SPRING: tuple[str, ...] = ("#A3C168", "#B1CB78", "#98B95F", "#BDD388", "#AAC66F")
AUTUMN: tuple[str, ...] = ("#C9A25E", "#BE8E54", "#D1B16D", "#B0A062", "#B9864F")
LEAVES: dict[Seizoen, tuple[str, ...]] = {Seizoen.LENTE: SPRING, Seizoen.HERFST: AUTUMN}
BLOSSOM = "#F0DDE1"
#: Of this many smaller trees one is in blossom in spring, up to this height.
BLOSSOM_ONE_IN, BLOSSOM_UP_TO_M = 5, 9.0
#: Trees that stand already go this far towards a quiet grey.
QUIET, QUIET_SHARE = "#C6C8BE", 0.45


def in_leaf(scene: Scene) -> bool:
    """Whether the trees of this scene are in leaf."""
    return boomlicht().in_blad_shown(scene.seizoen, scene.dag)


def share_through(scene: Scene) -> float:
    """Share of the sun (0 to 1) that comes through one crown of this scene."""
    return boomlicht().blad if in_leaf(scene) else boomlicht().kaal


def bare_percent(scene: Scene) -> float:
    """The same out of leaf, in percent; 0 in leaf."""
    return 0.0 if in_leaf(scene) else 100.0 * boomlicht().kaal


@lru_cache(maxsize=8)
def palette(seizoen: Seizoen, quiet: bool) -> Floats:
    """Colours (n, 3) of crowns in linear light: of new trees, or (`quiet`) of those that stand already."""
    if seizoen not in LEAVES:
        return light.linear(style.TREE_GREENS_QUIET if quiet else style.TREE_GREENS)
    fresh = light.linear(LEAVES[seizoen])
    return fresh + (light.linear(QUIET) - fresh) * (QUIET_SHARE if quiet else 0.0)
