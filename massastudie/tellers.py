"""What each figure counts, object by object: the parts whose sum is the figure (before a division, if any)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from .bestaand import whole
from .fasering import is_built
from .fronten import front_lines, front_of
from .groen import first_trees, openbaar_groen, tree_ids
from .oppervlak import BlokCijfers, Kerncijfers, pand_woningen
from .parameters import waarde
from .plan import Bouwblok, Functie, Plan
from .programma import KLASSEN, VERHUURBAAR
from .state import State
from .volumes import Hof, Lichaam, Massamodel, Status
from .winkels import unit_groups

#: A part of a pand smaller than this is no difference, m².
LEAST_M2 = 1e-6


@dataclass(frozen=True, slots=True)
class Geteld:
    """One part of a figure: an object, what it adds, and the masses, trees or surfaces to light for it."""

    id: str
    naam: str
    waarde: float
    objecten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Geval:
    """One state of a plan, with its figures; `blok` when only that bouwblok is counted."""

    plan: Plan
    state: State
    massa: Massamodel
    cijfers: Kerncijfers
    blok: BlokCijfers | None = None

    @property
    def items(self) -> list[Lichaam]:
        """The masses that are counted: inside the plan boundary, or of the block."""
        if self.blok is None:
            return [item for item in self.massa.lichamen if item.in_plan]
        return [item for item in self.massa.lichamen if item.blok == self.blok.id]

    @property
    def ground(self) -> list[Lichaam]:
        """Those of a block without its dekken: a roof garden is open ground (density)."""
        return [item for item in self.items if self.blok is None or item.soort != "dek"]

    @property
    def blokken(self) -> list[Bouwblok]:
        """The bouwblokken that stand."""
        wanted = [b for b in self.plan.bouwblokken if self.blok is None or b.id == self.blok.id]
        return [b for b in wanted if is_built(self.plan, self.state, b)]


Teller = Callable[[Geval], list[Geteld]]


def of_masses(items: Iterable[Lichaam], value: Callable[[Lichaam], float]) -> list[Geteld]:
    """A part per mass that adds something."""
    found = ((item, value(item)) for item in items)
    return [Geteld(item.id, item.naam, v, (item.id,)) for item, v in found if v]


def area(item: Lichaam, functies: Sequence[Functie] = tuple(Functie)) -> float:
    """BVO of one mass in some functies, m²."""
    return sum(item.bvo_m2.get(f, 0.0) for f in functies)


def bvo(geval: Geval, functies: Sequence[Functie] = tuple(Functie)) -> list[Geteld]:
    """BVO per mass, m²."""
    return of_masses(geval.items, partial(area, functies=functies))


def estimate(geval: Geval, names: Mapping[Functie, str]) -> list[Geteld]:
    """BVO × ratio per mass, m²; `names` gives the parameter of each functie."""
    ratios = {f: waarde(geval.plan, geval.state, name) for f, name in names.items()}
    return of_masses(geval.items, lambda item: sum(area(item, (f,)) * ratio for f, ratio in ratios.items()))


def footprint(geval: Geval) -> list[Geteld]:
    """Built-over ground per mass, m²."""
    return of_masses(geval.items, lambda item: item.footprint_m2)


def built_ground(geval: Geval) -> list[Geteld]:
    """Built-over ground as density counts it, m²."""
    return of_masses(geval.ground, lambda item: item.footprint_m2)


def woningen(geval: Geval) -> list[Geteld]:
    """New dwellings per pand."""
    found = pand_woningen(geval.plan, geval.state, geval.massa)
    return of_masses(geval.items, lambda item: float(found.get(item.id, 0)))


def klasse(geval: Geval, name: str) -> list[Geteld]:
    """New dwellings of one size class per bouwblok."""
    return _per_blok(geval, lambda b: float(b.klassen[name]))


def _per_blok(geval: Geval, value: Callable[[BlokCijfers], float]) -> list[Geteld]:
    panden: dict[str, list[str]] = {}
    for item in geval.items:
        if item.blok is not None:
            panden.setdefault(item.blok, []).append(item.id)
    rows = [geval.blok] if geval.blok is not None else list(geval.cijfers.blokken)
    found = [(b, value(b)) for b in rows]
    return [Geteld(b.id, b.naam, v, tuple(panden.get(b.id, ()))) for b, v in found if v]


def winkelunits(geval: Geval) -> list[Geteld]:
    """Every shop unit once."""
    names = {u.id: u.naam for u in geval.cijfers.units}
    groups = unit_groups(geval.plan, geval.items)
    return [Geteld(key, names.get(key, key), 1.0, tuple(i.id for i in items)) for key, items in groups.items()]


def hoven(geval: Geval) -> list[Geteld]:
    """Each court, m²."""
    names = {b.id: b.naam for b in geval.plan.bouwblokken}
    return [Geteld(h.blok, f"Hof {names[h.blok]}", h.oppervlak_m2, (h.blok,)) for h in _hoven(geval)]


def _hoven(geval: Geval) -> list[Hof]:
    return [h for h in geval.massa.hoven if geval.blok is None or h.blok == geval.blok.id]


def gevel(geval: Geval) -> list[Geteld]:
    """Each rooilijn, metres."""
    result: list[Geteld] = []
    for blok in geval.blokken:
        panden = [i for i in geval.massa.lichamen if i.blok == blok.id and i.soort == "pand"]
        for side, item_id, length in front_lines(blok, geval.massa.doorgangen):
            naam = str(getattr(geval.plan.by_id.get(side), "naam", side))
            there = tuple(i.id for i in panden if front_of(geval.plan, geval.state, i) == side)
            result.append(Geteld(item_id, f"{blok.naam} aan {naam}", length, there))
    return result


def toegevoegd(geval: Geval, functies: Sequence[Functie] = tuple(Functie)) -> list[Geteld]:
    """BVO of what is new, m²."""
    new = [item for item in geval.items if item.status is Status.NIEUW]
    return of_masses(new, partial(area, functies=functies))


def gesloopt(geval: Geval, functies: Sequence[Functie] = tuple(Functie)) -> list[Geteld]:
    """BVO that stood in the first fase and is gone, per standing pand, m²."""
    result: list[Geteld] = []
    for before in whole(geval.plan):
        now = geval.massa.by_id.get(before.id)
        gone = 0.0 if now is before or not before.in_plan else area(before, functies)
        gone -= area(now, functies) if gone and now is not None else 0.0
        if gone > LEAST_M2:
            result.append(Geteld(before.id, before.naam, gone, (before.id, f"{before.id}.sloop")))
    return result


def less(parts: Iterable[Geteld], factor: float = 1.0) -> list[Geteld]:
    """The same parts, taken off."""
    return [Geteld(p.id, p.naam, -factor * p.waarde, p.objecten) for p in parts]


def saldo(geval: Geval) -> list[Geteld]:
    """What is new, and what is gone as a loss, m²."""
    return [*toegevoegd(geval), *less(gesloopt(geval))]


def groen(geval: Geval) -> list[Geteld]:
    """Public green per vlak or street, m²."""
    pieces = openbaar_groen(geval.plan, geval.state, geval.massa)
    names = {item: str(getattr(geval.plan.by_id.get(item), "naam", item)) for item, _ in pieces}
    return [Geteld(item, names[item], float(shape.area), (item,)) for item, shape in pieces]


def bomen(geval: Geval, which: str) -> list[Geteld]:
    """Trees one by one: that stand, are planted or felled since the first fase, or the balance of those."""
    now = frozenset(tree_ids(geval.plan, geval.state, geval.massa))
    before = first_trees(geval.plan)
    new, gone = [_one(i) for i in sorted(now - before)], [_one(i) for i in sorted(before - now)]
    choices = {"staan": [_one(i) for i in sorted(now)], "geplant": new, "gekapt": gone, "saldo": [*new, *less(gone)]}
    return choices[which]


def _one(item: str) -> Geteld:
    return Geteld(item, f"boom {item}", 1.0, (item,))


def vraag(geval: Geval, kind: str) -> list[Geteld]:
    """Places asked for (`auto` or `fiets`): dwellings per bouwblok, new shops and horeca, and those that are gone."""
    plan, state = geval.plan, geval.state
    extra = waarde(plan, state, "fiets_bezoek_per_woning") if kind == "fiets" else 0.0
    norms = {k: waarde(plan, state, f"{kind}_per_woning_{k}") + extra for k in KLASSEN}
    result = _per_blok(geval, lambda b: sum(b.klassen[k] * norms[k] for k in KLASSEN))
    for functie in (Functie.WINKEL, Functie.HORECA) if kind == "auto" else (Functie.WINKEL,):
        per_m2 = waarde(plan, state, f"{kind}_per_100m2_{functie.value}") / 100.0
        result += less(toegevoegd(geval, (functie,)), -per_m2)
        result += less(gesloopt(geval, (functie,)), per_m2)
    return result


def garages(geval: Geval) -> list[Geteld]:
    """Places per garage the vision names for this plan, as far as known."""
    named = [g for g in geval.plan.garages if g.voor_plan and g.capaciteit is not None]
    return [Geteld(g.id, g.naam, float(g.capaciteit or 0), (g.id,)) for g in named]


def highest(geval: Geval) -> list[Geteld]:
    """The pand with most bouwlagen."""
    best = max(geval.items, key=lambda item: item.bouwlagen, default=None)
    return [] if best is None else [Geteld(best.id, best.naam, float(best.bouwlagen), (best.id,))]


def grond(geval: Geval, schaal: str) -> list[Geteld]:
    """The ground of a scale as one part, m²."""
    found = geval.cijfers.plangebied if geval.blok is None else getattr(geval.blok, schaal)
    item = geval.plan.id if geval.blok is None else geval.blok.id
    return [Geteld(item, schaal, float(found.grond_m2), (item,))]


def open_ground(geval: Geval, schaal: str) -> list[Geteld]:
    """Ground less what is built over, m²; nothing where no floor stands (OSR is 0 there)."""
    return [*grond(geval, schaal), *less(built_ground(geval))] if any(area(i) for i in geval.items) else []


GO = {Functie.WONEN: "go_bvo_wonen"}
VVO = {f: f"vvo_bvo_{f.value}" for f in VERHUURBAAR}
WVO = {Functie.WINKEL: "wvo_bvo_winkel"}
