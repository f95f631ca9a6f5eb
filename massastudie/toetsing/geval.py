"""One fase as the measures see it: plan, state and masses, with the geometry that several rules share.

Lengths in metres, areas in m², local frame. `wish` is what the user asked for, with its fase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from ..bestaand import whole
from ..fasering import is_built, is_demolished, reached, strook, vlakken
from ..footprint import strip
from ..massa import build
from ..oppervlak import Kerncijfers, kerncijfers
from ..plan import BestaandPand, Bouwblok, Doorsteek, Functie, Plan, Straat, Vlak
from ..state import State, profiel_of, value_of
from ..volumes import Doorgang, Lichaam, Massamodel, Status

#: A pand has a front on a line when at least this much of its outline lies on it, metres.
FRONT_M = 1.0
#: Half-width of the band in which an outline counts as lying on a line, metres.
ON_LINE_M = 0.01
#: A standing pand this near to a square or street stands at it, metres.
BESIDE_M = 3.0


@dataclass(frozen=True, eq=False)
class Geval:
    """A fase of a plan under a user's wishes, with what stands in it."""

    plan: Plan
    state: State
    massa: Massamodel

    @classmethod
    def of(cls, plan: Plan, state: State) -> Geval:
        """The case of one state."""
        return cls(plan, state, build(plan, state))

    @cached_property
    def cijfers(self) -> Kerncijfers:
        """The figures of this fase, the same as everywhere."""
        return kerncijfers(self.plan, self.state, self.massa)

    @cached_property
    def panden(self) -> tuple[Lichaam, ...]:
        """New panden that stand."""
        return tuple(i for i in self.massa.lichamen if i.status is Status.NIEUW and i.soort == "pand")

    @cached_property
    def bestaande(self) -> tuple[Lichaam, ...]:
        """Standing panden of before the plan."""
        return tuple(i for i in self.massa.lichamen if i.status is Status.BESTAAND)

    @cached_property
    def blokken(self) -> tuple[Bouwblok, ...]:
        """Bouwblokken that are built."""
        return tuple(b for b in self.plan.bouwblokken if is_built(self.plan, self.state, b))

    @cached_property
    def open_doorgangen(self) -> tuple[Doorgang, ...]:
        """Doorsteken that are open."""
        return tuple(d for d in self.massa.doorgangen if d.is_open)

    @cached_property
    def vlakken(self) -> tuple[Vlak, ...]:
        """Surfaces that are there, without the area profiles, which are no ground."""
        return tuple(v for v in vlakken(self.plan, self.state) if v.soort != "gebiedsprofiel")

    def comes(self, fase: str) -> bool:
        """True when `fase` has come."""
        return reached(self.plan, self.state, fase)

    def fase_of(self, item_id: str) -> str:
        """The fase in force of a bouwblok or doorsteek."""
        return str(value_of(self.plan, self.state, item_id, "fase"))

    def naam(self, fase: str) -> str:
        """Name of a fase, in lower case for use in a sentence."""
        return self.plan.fase(fase).naam.lower()

    def profiel(self, straat_id: str) -> str | None:
        """The profile a street carries."""
        return profiel_of(self.plan, self.state, self.straat(straat_id))

    def straat(self, straat_id: str) -> Straat:
        """A street by id; KeyError when the plan has none."""
        return {s.id: s for s in self.plan.straten}[straat_id]

    def blokken_of(self, ids: Iterable[str]) -> list[Bouwblok]:
        """Bouwblokken by id; what is no bouwblok is left out."""
        found = (self.plan.by_id.get(i) for i in ids)
        return [b for b in found if isinstance(b, Bouwblok)]

    @cached_property
    def fronten(self) -> dict[str, dict[str, float]]:
        """Per new pand the metres of its outline on each side: {pand: {street, square or doorsteek: metres}}."""
        sides = {b.id: [(r.aan, r.lijn.buffer(ON_LINE_M)) for r in b.rooilijnen] for b in self.blokken}
        return {p.id: _fronts_of(p, sides[p.blok or ""]) for p in self.panden}

    @cached_property
    def front_lines(self) -> dict[str, BaseGeometry]:
        """Per new pand the line of its outline that is front: on a rooilijn, or on the outline of a block without."""
        zones = {b.id: _front_zone(b) for b in self.blokken}
        return {p.id: grond(p).boundary.intersection(zones[p.blok or ""]) for p in self.panden}

    def panden_aan(self, ids: Iterable[str]) -> list[Lichaam]:
        """New panden with a front on one of these streets, squares or doorsteken."""
        wanted = set(ids)
        return [p for p in self.panden if any(m >= FRONT_M for s, m in self.fronten[p.id].items() if s in wanted)]

    def bestaande_aan(self, ids: Iterable[str]) -> list[Lichaam]:
        """Standing panden beside one of these streets or squares."""
        near = self.grond_van(ids).buffer(BESIDE_M)
        return [p for p in self.bestaande if p.volumes and near.intersects(grond(p))]

    def grond_van(self, ids: Iterable[str]) -> BaseGeometry:
        """The ground of streets, squares and doorsteken together."""
        return shapely.union_all([ground_of(self.plan, i) for i in ids])

    @cached_property
    def openbaar(self) -> BaseGeometry:
        """All public ground: streets, squares and greens, open doorsteken."""
        straten = [ground_of(self.plan, s.id) for s in self.plan.straten if self.comes(s.fase)]
        surfaces = [v.polygon for v in self.vlakken if v.openbaar]
        return shapely.union_all([*straten, *surfaces, *(d.strook for d in self.open_doorgangen)])

    @cached_property
    def bebouwd(self) -> BaseGeometry:
        """All ground under a ground floor."""
        return shapely.union_all([grond(i) for i in self.massa.lichamen if i.volumes])

    @cached_property
    def gesloopt(self) -> tuple[BestaandPand, ...]:
        """Panden that stood before the plan and were pulled down."""
        return tuple(p for p in self.plan.bestaand if is_demolished(self.plan, self.state, p))

    @cached_property
    def was(self) -> dict[str, Lichaam]:
        """id → the standing pand as it was before anything was cut."""
        return {i.id: i for i in whole(self.plan)}


def _front_zone(blok: Bouwblok) -> BaseGeometry:
    lines = shapely.union_all([r.lijn for r in blok.rooilijnen]) if blok.rooilijnen else blok.eiland.exterior
    return lines.buffer(ON_LINE_M)


def _fronts_of(pand: Lichaam, sides: Sequence[tuple[str, BaseGeometry]]) -> dict[str, float]:
    found: dict[str, float] = {}
    edge = grond(pand).boundary
    for side, line in sides:
        length = float(edge.intersection(line).length) if edge.intersects(line) else 0.0
        if length > 0.0:
            found[side] = found.get(side, 0.0) + length
    return found


@lru_cache(maxsize=8192)
def grond(lichaam: Lichaam) -> BaseGeometry:
    """The ground a mass covers: its lowest bouwlaag."""
    lowest = min((v.bouwlaag for v in lichaam.volumes), default=0)
    return shapely.union_all([v.polygon for v in lichaam.volumes if v.bouwlaag == lowest])


@lru_cache(maxsize=512)
def ground_of(plan: Plan, item_id: str) -> BaseGeometry:
    """The ground of a street, surface, doorsteek or bouwblok of the plan; empty for anything else."""
    item = plan.by_id.get(item_id)
    if isinstance(item, Straat):
        return strip(item.lijn, item.breedte_m)
    if isinstance(item, Doorsteek):
        return strook(plan, item.id, item.breedte_m)
    if isinstance(item, Vlak):
        return item.polygon
    return item.eiland if isinstance(item, Bouwblok) else Polygon()


def plint_m(lichaam: Lichaam) -> float:
    """Height of the ground floor, metres; 0 where there is none."""
    return max((v.top_m - v.bottom_m for v in lichaam.volumes if v.bouwlaag == 0), default=0.0)


def has_functie(lichaam: Lichaam, functie: Functie) -> bool:
    """True when a bouwlaag of this mass has the functie."""
    return lichaam.bvo_m2.get(functie, 0.0) > 0.0
