"""A measure as the rule file can name it: the function, and what a rule has to give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..plan import Bouwblok, Doorsteek, Functie, Paviljoen, Straat, Vlak
from .geval import Geval
from .regel import Toetsregel, Uitkomst

Measure = Callable[[Geval, Toetsregel], Uitkomst]


@dataclass(frozen=True, slots=True)
class Soort:
    """What a name of `over` may hold: ids of objects of these types, or words (of a fixed list, when there is one);
    at least `least` of them. `naam` says it in a message."""

    naam: str
    types: tuple[type, ...] = ()
    words: tuple[str, ...] = ()
    least: int = 1


STRAAT = Soort("een straat", (Straat,))
VLAK = Soort("een plein, groen, terras of water", (Vlak,))
BLOK = Soort("een bouwblok", (Bouwblok,))
PAVILJOEN = Soort("een paviljoen", (Paviljoen,))
#: Anything a pand can have its front on.
OBJECT = Soort("een straat, plein of doorsteek", (Straat, Vlak, Doorsteek))
#: The same where none is fine too.
EXCEPTIONS = Soort(OBJECT.naam, OBJECT.types, least=0)
FUNCTIE = Soort("een functie", words=tuple(f.value for f in Functie))
WORD = Soort("een woord")


@dataclass(frozen=True, slots=True)
class Meting:
    """A measure: its name in the rule file, the limits (`grens`) and things it looks at (`over`) that it needs."""

    naam: str
    measure: Measure
    grens: tuple[str, ...] = ()
    over: Mapping[str, Soort] = field(default_factory=lambda: MappingProxyType({}))
