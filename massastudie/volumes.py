"""The one list everything comes from: volumes per bouwlaag, gathered per pand in a Lichaam, all in a Massamodel.

Polygons are in the local frame on a 1 mm grid; heights are metres above 0 of that frame, which is the ground where the
plan has no terrain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from .facets import Facets
from .plan import Dak, Functie, Straatprofiel

K = TypeVar("K")
P = ParamSpec("P")
T = TypeVar("T")


class Status(StrEnum):
    """What a mass is in the fase shown."""

    BESTAAND = "bestaand"
    NIEUW = "nieuw"
    GESLOOPT = "gesloopt"
    LATER = "later"


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """One bouwlaag (0 = ground floor) of one pand: a vertical prism of `polygon` from `bottom_m` to `top_m`.

    Its floor counts `polygon.area` m² BVO of `functie`. A pand cut in two by a doorsteek gives two volumes a bouwlaag.
    """

    id: str
    polygon: Polygon
    bottom_m: float
    top_m: float
    bouwlaag: int
    functie: Functie

    @property
    def bvo_m2(self) -> float:
        """Gross floor area: the polygon's area (NEN 2580 at massing stage: the outer perimeter of the floor)."""
        return float(self.polygon.area)


@dataclass(frozen=True, slots=True, eq=False)
class Kap:
    """A pitched roof on top of a pand: from `goot_m` on `polygon` up to `nok_m` along `noklijn`."""

    polygon: Polygon
    goot_m: float
    nok_m: float
    dak: Dak


@dataclass(frozen=True, eq=False)
class Lichaam:
    """The mass of one pand (or deck, or pavilion): its volumes, its roof, and what they belong to.

    `fase` is the fase in which it was built ("bestaand" fase for what stands today). `accent` names the accent that
    raised it, `herkomst_aanname` says why it is an assumption (None: none). `facets`: what is drawn in the place of
    its volumes; figures are those of the volumes.
    """

    id: str
    naam: str
    blok: str | None
    status: Status
    fase: str
    in_plan: bool
    volumes: tuple[Volume, ...]
    kap: Kap | None = None
    accent: str | None = None
    aanname: str | None = None
    bron: str | None = None
    soort: str = "pand"
    facets: Facets | None = None
    maaiveld_m: float = 0.0

    @cached_property
    def hoogte_m(self) -> float:
        """Height of the highest point above its own ground: of bouwlagen, kap, or what a file draws (definition
        `hoogte_m`)."""
        return self.top_m - self.maaiveld_m if self.volumes or self.kap else 0.0

    @cached_property
    def top_m(self) -> float:
        """Height of the highest point in the frame of the plan."""
        tops = [v.top_m for v in self.volumes] + ([self.kap.nok_m] if self.kap else [])
        tops += [self.facets.top_m] if self.facets is not None else []
        return max(tops, default=0.0)

    @cached_property
    def bouwlagen(self) -> int:
        """Number of storeys."""
        return max((v.bouwlaag for v in self.volumes), default=-1) + 1

    @cached_property
    def bvo_m2(self) -> dict[Functie, float]:
        """BVO per functie."""
        total: dict[Functie, float] = {}
        for volume in self.volumes:
            total[volume.functie] = total.get(volume.functie, 0.0) + volume.bvo_m2
        return total

    @cached_property
    def footprint_m2(self) -> float:
        """Built-over ground: area of the storeys that stand on the ground (bouwlaag 0)."""
        return sum(v.bvo_m2 for v in self.volumes if v.bouwlaag == 0)


@dataclass(frozen=True, slots=True, eq=False)
class Hof:
    """The private court of a built bouwblok: ground, and the part that is a deck (roof garden) at `dek_m`."""

    blok: str
    polygon: BaseGeometry
    dek: BaseGeometry
    dek_m: float

    @property
    def oppervlak_m2(self) -> float:
        """Whole court, ground and deck together."""
        return float(self.polygon.area)


@dataclass(frozen=True, slots=True, eq=False)
class Doorgang:
    """A doorsteek as it is now: its strip, whether it is open, and whether that was forced against its fase."""

    id: str
    naam: str
    strook: Polygon
    lijn: LineString
    breedte_m: float
    vrije_hoogte_m: float | None
    is_open: bool
    forced: bool
    fase: str


@dataclass(frozen=True, slots=True, eq=False)
class Profielvak:
    """A street stretch with the profile it carries now: strips as polygons, and its rows of trees (x, y in metres)."""

    straat: str
    profiel: Straatprofiel
    forced: bool
    stroken: tuple[tuple[str, str, BaseGeometry], ...]
    boompunten: tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Massamodel:
    """Everything that stands in one state of a plan, and what was pulled down for it or comes later."""

    fase: str
    lichamen: tuple[Lichaam, ...]
    gesloopt: tuple[Lichaam, ...] = ()
    later: tuple[Lichaam, ...] = ()
    hoven: tuple[Hof, ...] = ()
    doorgangen: tuple[Doorgang, ...] = ()
    profielen: tuple[Profielvak, ...] = ()
    key: object = field(default=None, compare=False)

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """All volumes that stand, in a fixed order."""
        return tuple(v for lichaam in self.lichamen for v in lichaam.volumes)

    def pairs(self) -> Iterator[tuple[Lichaam, Volume]]:
        """Each volume with the lichaam it belongs to."""
        for lichaam in self.lichamen:
            for volume in lichaam.volumes:
                yield lichaam, volume

    @cached_property
    def by_id(self) -> dict[str, Lichaam]:
        """id → lichaam that stands."""
        return {lichaam.id: lichaam for lichaam in self.lichamen}


def city_and_own(lichamen: Sequence[Lichaam]) -> tuple[tuple[Lichaam, ...], tuple[Lichaam, ...]]:
    """The city round the plan, which stays the same from state to state, and what lies in the plan."""
    return tuple([item for item in lichamen if not item.in_plan]), tuple([item for item in lichamen if item.in_plan])


def kept_with(work: Callable[Concatenate[K, P], T]) -> Callable[Concatenate[K, P], T]:
    """`work` done once per mass or other frozen value (and what else it is asked with); the answer is kept with that
    value and goes with it.

    A cache of a fixed size is of no use here: a city has more masses than any size, and none is then ever found.
    """
    name = f"_{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def asked(owner: K, /, *rest: P.args, **named: P.kwargs) -> T:
        own = owner.__dict__
        memo: dict[Any, T] = own[name] if name in own else own.setdefault(name, {})
        key = (rest, *named.items()) if named else rest  # this is asked of a whole city many times a second
        if key not in memo:
            memo[key] = work(owner, *rest, **named)
        return memo[key]

    return asked
