"""From one fase to the next in a film: what goes sinks, then the ground changes, then what comes rises, blok by blok.

What stays is the very same object, so that a view draws only what moves. Only for the eye: no figure is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import shapely

from .footprint import GRID_M, polygons
from .scene_items import BodyItem, Role, Scene, TreeItem
from .volumes import Kap, Lichaam, Volume

#: Shares of the time in which masses sink, the ground changes and masses rise.
SINK, GROUND, RISE = (0.0, 0.45), (0.40, 0.60), (0.5, 1.0)
#: Each blok takes this share of the rising; the first begins at once, the last ends at the end.
BLOK_SHARE = 0.6
#: Lower than this a mass, or what is left of a roof, is not drawn, metres.
LEAST_M = 0.05
#: Trees grow in so many steps: a view keeps each size it has drawn.
TREE_STEPS = 48


def eased(share: float) -> float:
    """0 to 1 with a slow start and end (3s² − 2s³)."""
    held = min(1.0, max(0.0, share))
    return held * held * (3.0 - 2.0 * held)


def within(share: float, span: tuple[float, float]) -> float:
    """How far `share` has come in `span`, 0 to 1, with a slow start and end."""
    return eased((share - span[0]) / (span[1] - span[0]))


def clipped(lichaam: Lichaam, hoogte_m: float) -> Lichaam | None:
    """The mass up to `hoogte_m` above its ground, the roof as a flatter one; None when nothing is left."""
    facets = lichaam.facets if hoogte_m >= lichaam.hoogte_m else None  # while it sinks it is seen as its block form
    hoogte_m += lichaam.maaiveld_m
    volumes = tuple(
        replace(v, top_m=min(v.top_m, hoogte_m)) for v in lichaam.volumes if v.bottom_m < hoogte_m - LEAST_M
    )
    kap = lichaam.kap
    if kap is not None:
        above = hoogte_m > kap.goot_m + LEAST_M
        kap = Kap(kap.polygon, kap.goot_m, min(kap.nok_m, hoogte_m), kap.dak) if above else None
    return replace(lichaam, volumes=volumes, kap=kap, facets=facets) if volumes else None


@dataclass(frozen=True, eq=False)
class Overgang:
    """Two scenes, and what differs: bodies that stay (as they were and as they will be), go and come; trees too."""

    voor: Scene
    na: Scene
    blijft: tuple[tuple[BodyItem, BodyItem], ...]
    gaat: tuple[BodyItem, ...]
    komt: tuple[BodyItem, ...]
    bomen: tuple[TreeItem, ...]
    bomen_weg: tuple[TreeItem, ...]
    bomen_erbij: tuple[TreeItem, ...]

    def scene(self, share: float, arrived: bool) -> Scene:
        """The scene at `share` (0–1) of the time; `arrived`: on the ground, with the people and the colours, of what
        comes."""
        base = self.na if arrived else self.voor
        bodies = [pair[1] if arrived else pair[0] for pair in self.blijft]
        down = within(share, SINK)
        bodies += _bodies((item, 1.0 - down) for item in self.gaat)
        bodies += _bodies((item, within(share, span)) for item, span in zip(self.komt, self._spans(), strict=True))
        up = within(share, RISE)
        trees = (*self.bomen, *_trees(self.bomen_weg, 1.0 - down), *_trees(self.bomen_erbij, up))
        return replace(base, bodies=tuple(bodies), trees=trees, labels=())

    def ground(self, share: float) -> float:
        """How far the ground of what comes is to be seen through that of what was, 0 to 1."""
        return within(share, GROUND)

    def _spans(self) -> list[tuple[float, float]]:
        """When each coming body rises: the bloks one after another, those of one blok together."""
        order = {blok: place for place, blok in enumerate(dict.fromkeys(item.blok for item in self.komt))}
        length = (RISE[1] - RISE[0]) * (BLOK_SHARE if len(order) > 1 else 1.0)
        step = (RISE[1] - RISE[0] - length) / max(1, len(order) - 1)
        starts = [RISE[0] + step * order[item.blok] for item in self.komt]
        return [(start, start + length) for start in starts]


def overgang(voor: Scene, na: Scene) -> Overgang:
    """What goes from one scene to another. A pand that keeps its heights and loses ground (a doorsteek is cut through
    it) stays as what is left of it, and what it loses sinks."""
    old, new = (_standing(scene.bodies) for scene in (voor, na))
    stays: list[tuple[BodyItem, BodyItem]] = []
    goes = [item for key, item in old.items() if key not in new]
    comes = [item for key, item in new.items() if key not in old]
    for key, item in new.items():
        if key not in old:
            continue
        lost = _lost(old[key].lichaam, item.lichaam)
        if lost is None:
            goes.append(old[key])
            comes.append(item)
            continue
        stays.append((item if item.role == old[key].role else replace(item, role=old[key].role), item))
        goes += [replace(old[key], id=f"{key}.gaat", lichaam=lost)] if lost.volumes else []
    trees = set(na.trees), set(voor.trees)
    return Overgang(
        voor, na, tuple(stays), tuple(goes), tuple(comes), tuple(t for t in na.trees if t in trees[1]),
        tuple(t for t in voor.trees if t not in trees[0]), tuple(t for t in na.trees if t not in trees[1]),
    )  # fmt: skip


def _standing(bodies: Sequence[BodyItem]) -> dict[str, BodyItem]:
    return {item.id: item for item in bodies if item.role is not Role.GESLOOPT}


def _lost(voor: Lichaam, na: Lichaam) -> Lichaam | None:
    """What a mass loses to become `na`, without volumes when nothing; None when it does more than lose ground."""
    if voor is na:
        return replace(voor, volumes=(), kap=None, facets=None)
    if not _shrinks(voor, na):
        return None
    left: dict[int, list[Volume]] = {}
    for volume in na.volumes:
        left.setdefault(volume.bouwlaag, []).append(volume)
    lost = [part for volume in voor.volumes for part in _without(volume, left.get(volume.bouwlaag, []))]
    kap = voor.kap if na.kap is None else None
    return replace(voor, volumes=tuple(lost), kap=kap if lost else None, facets=None)


def _shrinks(voor: Lichaam, na: Lichaam) -> bool:
    """True when every floor of `na` lies on a floor of `voor` of the same height."""
    levels = {(v.bouwlaag, v.top_m) for v in voor.volumes}
    if any((v.bouwlaag, v.top_m) not in levels for v in na.volumes):
        return False
    before, after = (shapely.union_all([v.polygon for v in m.volumes], grid_size=GRID_M) for m in (voor, na))
    return bool(after.difference(before).area < LEAST_M)


def _without(volume: Volume, left: Sequence[Volume]) -> Iterable[Volume]:
    """The parts of a floor that are in none of `left`."""
    kept = shapely.union_all([v.polygon for v in left], grid_size=GRID_M)
    parts = polygons(shapely.difference(volume.polygon, kept, grid_size=GRID_M))
    return [replace(volume, id=f"{volume.id}.{place}", polygon=part) for place, part in enumerate(parts)]


def _bodies(items: Iterable[tuple[BodyItem, float]]) -> list[BodyItem]:
    """Each body at its share of its height."""
    found: list[BodyItem] = []
    for item, share in items:
        cut = item.lichaam if share >= 1.0 else clipped(item.lichaam, share * item.lichaam.hoogte_m)
        found += [replace(item, lichaam=cut)] if cut is not None else []
    return found


def _trees(trees: Iterable[TreeItem], share: float) -> list[TreeItem]:
    """Trees at a share of their size."""
    share = round(share * TREE_STEPS) / TREE_STEPS
    if share <= 0.0:
        return []
    return [replace(t, kroon_m=t.kroon_m * share, hoogte_m=t.hoogte_m * share, stam_m=t.stam_m * share) for t in trees]
