"""A measure as the rule file can name it: the function, and what a rule has to give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .geval import Geval
from .regel import Toetsregel, Uitkomst

Measure = Callable[[Geval, Toetsregel], Uitkomst]

#: What the names of `over` may point at: objects of the plan (`object`), or free words (`woord`).
OBJECT, WORD = "object", "woord"


@dataclass(frozen=True, slots=True)
class Meting:
    """A measure: its name in the rule file, the limits (`grens`) and objects (`over`: name → kind) it needs."""

    naam: str
    measure: Measure
    grens: tuple[str, ...] = ()
    over: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
