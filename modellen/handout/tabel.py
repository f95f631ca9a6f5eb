"""What is there under which choice: every fase and every set of open doorsteken worked out, kept in a few numbers.

A set of doorsteken is a number: bit i is set when doorsteek i of the handout is open. A row says of one item by which
doorsteken it is decided (`masker`) and at which of their sets it is there, so a reader of the file needs no rule.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from massastudie.fasering import is_open
from massastudie.massa import build
from massastudie.oppervlak import Kerncijfers, kerncijfers
from massastudie.plan import Plan
from massastudie.scene import Role, Scene, resolve
from massastudie.state import DEFAULT_LAYERS, Layer, State
from massastudie.steps import told
from massastudie.telling import figure_value

#: More doorsteken than this follow their fase in a handout: each one more doubles the states to work out.
MOST_DOORSTEKEN = 8
#: What a handout can show; the reader switches names, trees and shadow.
LAYERS = DEFAULT_LAYERS - {Layer.SCHADUW} | {Layer.GESLOOPT}
KINDS = ("bodies", "ghosts", "surfaces", "lines", "trees", "labels")
Progress = Generator[tuple[int, int], None, "Tabel"]


class Pool:
    """Things told once and called by their number."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._number: dict[Hashable, int] = {}
        self._same: dict[int, tuple[Any, int]] = {}

    def add(self, item: Any) -> int:
        """The number of an item, new or known. The very same object is found without comparing values."""
        if (known := self._same.get(id(item))) is not None:
            return known[1]
        number = self._number.setdefault(item, len(self.items))
        if number == len(self.items):
            self.items.append(item)
        self._same[id(item)] = item, number
        return number


@dataclass(frozen=True)
class FaseTabel:
    """One fase. `seen`: per kind, number of the item → bit n set when it is there under set n of doorsteken.
    `other`: per choice of profile and kind, numbers that go and that come. `figures`: per figure its value under each
    set of doorsteken; `change`: per choice of profile what it adds to a figure."""

    fase: str
    own: int
    seen: dict[str, dict[int, int]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    other: list[dict[str, tuple[list[int], list[int]]]] = field(default_factory=list)
    figures: dict[str, list[float | None]] = field(default_factory=dict)
    change: list[dict[str, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Tabel:
    """All fasen, the things they are made of by kind, the doorsteken that can be switched, the choices of profile."""

    doorsteken: tuple[str, ...]
    profielen: tuple[str, ...]
    pools: dict[str, Pool]
    fasen: tuple[FaseTabel, ...]


def tabel(plan: Plan, state: State, figuren: Sequence[str]) -> Progress:
    """Work out every state a reader can choose; yields (done, total) and returns the Tabel.

    `state` gives the wishes that hold in all of them; its fase is not used. A choice of profile changes strips and
    rows of trees only, so what it adds to a figure is taken at the doorsteken of the fase itself.
    """
    state = replace(state, layers=LAYERS)
    doors = tuple(d.id for d in plan.doorsteken[:MOST_DOORSTEKEN])
    variants = profile_variants(plan)
    pools = {kind: Pool() for kind in KINDS}
    made: list[FaseTabel] = []
    for place, fase in enumerate(plan.fasen):
        work = _fase(plan, replace(state, fase=fase.id), doors, variants, pools, figuren)
        made.append((yield from _portion(work, place << len(doors), len(plan.fasen) << len(doors))))
    return Tabel(doors, variants, pools, tuple(made))


def _portion(
    work: Generator[int, None, FaseTabel], before: int, total: int
) -> Generator[tuple[int, int], None, FaseTabel]:
    """One fase as a part of the whole: its steps come after `before` of `total`."""
    return (yield from told(work, lambda done: (before + done, total)))


def profile_variants(plan: Plan) -> tuple[str, ...]:
    """The variants of profile that streets of the plan can carry, in plan order."""
    names = (plan.profiel_by_id[k.profiel].variant for s in plan.straten for k in s.profielen)
    return tuple(dict.fromkeys(names))


def with_variant(plan: Plan, state: State, variant: str) -> State:
    """Give each street that can carry a profile of this variant the first such one; other streets keep theirs."""
    for straat in plan.straten:
        own = (k.profiel for k in straat.profielen if plan.profiel_by_id[k.profiel].variant == variant)
        if (profiel := next(own, None)) is not None:
            state = state.with_profiel(straat.id, profiel)
    return state


def with_set(state: State, doors: Sequence[str], bits: int) -> State:
    """The state with exactly these doorsteken open."""
    for place, door in enumerate(doors):
        state = state.with_doorsteek(door, bool(bits >> place & 1))
    return state


def _fase(
    plan: Plan, state: State, doors: tuple[str, ...], variants: Iterable[str], pools: dict[str, Pool],
    figuren: Sequence[str],
) -> Generator[int, None, FaseTabel]:  # fmt: skip
    by_id = {d.id: d for d in plan.doorsteken}
    own = sum(is_open(plan, state, by_id[door]) << place for place, door in enumerate(doors))
    found = FaseTabel(state.fase, own)
    for bits in range(1 << len(doors)):
        yield bits
        scene, kern = _worked_out(plan, with_set(state, doors, bits))
        for kind in KINDS:
            for number in _numbers(scene, kind, pools[kind]):
                found.seen[kind][number] = found.seen[kind].get(number, 0) | 1 << bits
        for name in figuren:
            found.figures.setdefault(name, []).append(figure_value(kern, name))
    for variant in variants:
        scene, kern = _worked_out(plan, with_variant(plan, with_set(state, doors, own), variant))
        found.other.append({kind: _difference(found, kind, scene, pools[kind]) for kind in KINDS})
        found.change.append(_change(found, kern, figuren))
    return found


def _worked_out(plan: Plan, state: State) -> tuple[Scene, Kerncijfers]:
    massa = build(plan, state)
    return resolve(plan, state, massa), kerncijfers(plan, state, massa)


def _numbers(scene: Scene, kind: str, pool: Pool) -> list[int]:
    return [pool.add(item) for item in _items(scene, kind)]


def _items(scene: Scene, kind: str) -> list[Any]:
    """What of a kind is there; ghosts are the bodies that are gone."""
    if kind not in ("bodies", "ghosts"):
        return list(getattr(scene, kind))
    return [item for item in scene.bodies if (item.role is Role.GESLOOPT) == (kind == "ghosts")]


def _difference(found: FaseTabel, kind: str, scene: Scene, pool: Pool) -> tuple[list[int], list[int]]:
    """Numbers that a choice of profile takes away and brings, at the doorsteken of the fase itself."""
    now = set(_numbers(scene, kind, pool))
    before = {number for number, table in found.seen[kind].items() if table >> found.own & 1}
    return sorted(before - now), sorted(now - before)


def _change(found: FaseTabel, kern: Kerncijfers, figuren: Sequence[str]) -> dict[str, float]:
    pairs = ((name, figure_value(kern, name), found.figures[name][found.own]) for name in figuren)
    return {
        name: now - before for name, now, before in pairs if now is not None and before is not None and now != before
    }


def condensed(values: Sequence[Any], count: int) -> tuple[int, list[Any]]:
    """`values` (2**count, by set) as (mask of the doorsteken that matter, the values at the sets within that mask)."""
    mask = 0
    for place in range(count):
        bit = 1 << place
        if any(values[n] != values[n | bit] for n in range(len(values)) if not n & bit):
            mask |= bit
    return mask, [values[n] for n in sets_within(mask)]


def sets_within(mask: int) -> list[int]:
    """The sets of doorsteken that hold none but those of a mask, counted upwards."""
    return [n for n in range(mask + 1) if not n & ~mask]
