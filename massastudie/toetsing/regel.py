"""What a rule is and what it says: the record of a planner's file, and the outcome of one rule in one fase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from .woorden import getal, grens_text, met_eenheid

#: Names of limits that are told by a sign: they are the limit.
SIGNS = {"minstens": "≥", "hoogstens": "≤"}


class Oordeel(StrEnum):
    """What a rule says of one fase."""

    VOLDOET = "voldoet"
    VOLDOET_NIET = "voldoet niet"
    NIET_TE_TOETSEN = "niet te toetsen"


@dataclass(frozen=True, eq=False)
class Toetsregel:
    """One rule as a planner writes it: a sentence of the vision, what is measured of it, and where the limit lies.

    `meting` names a measure in code (`metingen.METINGEN`), `grens` its limits and `over` the objects it looks at.
    `noten` says of an object why it may break the rule. `aanname` is set where the limit is ours, not the text's.
    `ontbreekt` holds the objects it is about that the plan does not have: such a rule cannot be tested.
    """

    id: str
    naam: str
    gemeten: str
    meting: str
    citaat: str = ""
    bron: str = ""
    eenheid: str = ""
    toelichting: str = ""
    aanname: str | None = None
    grens: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    over: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    noten: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ontbreekt: tuple[str, ...] = ()

    @property
    def grens_text(self) -> str:
        """The limits in words: the plain one with its unit, the others by name."""
        low, high = self.grens.get("minstens"), self.grens.get("hoogstens")
        if low is not None and high is not None:
            head = [f"{getal(low)}–{met_eenheid(high, self.eenheid)}"]
        else:
            head = [f"{SIGNS[n]} {met_eenheid(v, self.eenheid)}" for n, v in self.grens.items() if n in SIGNS]
        return "; ".join([*head, *(grens_text(n, v) for n, v in self.grens.items() if n not in SIGNS)])


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What a measure found: verdict, value in the rule's unit, the reason in one sentence, the objects concerned.

    Objects are ids of panden, blokken, doorsteken, straten or vlakken: those that break the rule, else those counted.
    """

    oordeel: Oordeel
    reden: str
    waarde: float | None = None
    objecten: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Regeloordeel:
    """A rule with its outcome in one fase."""

    regel: Toetsregel
    uitkomst: Uitkomst

    @property
    def oordeel(self) -> Oordeel:
        """The verdict."""
        return self.uitkomst.oordeel


@dataclass(frozen=True, eq=False)
class Fasetoets:
    """All rules in one fase, in the order of the file."""

    fase: str
    regels: tuple[Regeloordeel, ...]

    def count(self, oordeel: Oordeel) -> int:
        """How many rules have this verdict."""
        return sum(r.oordeel is oordeel for r in self.regels)

    def by_id(self, regel_id: str) -> Regeloordeel:
        """The outcome of one rule; KeyError when there is none."""
        return {r.regel.id: r for r in self.regels}[regel_id]


@dataclass(frozen=True, eq=False)
class Toetsing:
    """The outcome of a plan in one state: every rule in every fase."""

    plan: str
    fasen: tuple[Fasetoets, ...]

    @property
    def regels(self) -> tuple[Toetsregel, ...]:
        """The rules, in order."""
        return tuple(r.regel for r in self.fasen[0].regels) if self.fasen else ()

    @property
    def slechtste(self) -> Fasetoets:
        """The fase in which most rules fail; of equals the first."""
        return max(self.fasen, key=lambda f: f.count(Oordeel.VOLDOET_NIET))

    def slechtste_van(self, regel_id: str) -> tuple[str, Regeloordeel]:
        """The fase in which one rule does worst, with its outcome: failing, else tested, else the last."""
        found = [(f.fase, f.by_id(regel_id)) for f in self.fasen]
        return max(enumerate(found), key=lambda item: (*badness(item[1][1]), item[0]))[1]

    @property
    def faalt(self) -> bool:
        """True when any rule fails in any fase."""
        return any(f.count(Oordeel.VOLDOET_NIET) for f in self.fasen)


def badness(found: Regeloordeel) -> tuple[int, float]:
    """How bad an outcome is: by its verdict, then by its value against the limit, else by the objects concerned."""
    rank = {Oordeel.NIET_TE_TOETSEN: 0, Oordeel.VOLDOET: 1, Oordeel.VOLDOET_NIET: 2}[found.oordeel]
    value, names = found.uitkomst.waarde, found.regel.grens.keys() & SIGNS.keys()
    if value is None or len(names) != 1:
        return rank, float(len(found.uitkomst.objecten))
    return rank, value if "hoogstens" in names else -value


def judge(ok: bool, reden: str, waarde: float | None = None, objecten: Iterable[str] = ()) -> Uitkomst:
    """A verdict of a rule that could be tested."""
    return Uitkomst(Oordeel.VOLDOET if ok else Oordeel.VOLDOET_NIET, reden, waarde, tuple(objecten))


def untested(reden: str, objecten: Iterable[str] = ()) -> Uitkomst:
    """A rule that cannot be tested in this fase, and why."""
    return Uitkomst(Oordeel.NIET_TE_TOETSEN, reden, None, tuple(objecten))
