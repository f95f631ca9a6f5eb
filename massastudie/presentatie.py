"""What a user keeps to present a plan with: viewpoints with their moment in time, and whole states by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from .errors import StateError
from .frozen import Frozen
from .state import Kleuring, State

#: More is not a name but a text.
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Standpunt:
    """A picture to go back to: `gezichtspunt` is where the camera stands, in the view's own numbers; `miniatuur` a
    small JPEG as base64 (empty: none)."""

    naam: str
    gezichtspunt: Frozen[str, object]
    fase: str
    moment: datetime
    kleuring: Kleuring
    miniatuur: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A whole state kept by name, to compare with and to go back to."""

    naam: str
    state: State
    miniatuur: str = ""


@dataclass(frozen=True, slots=True)
class Presentatie:
    """Everything kept, in the order in which it is told."""

    standpunten: tuple[Standpunt, ...] = ()
    varianten: tuple[Variant, ...] = ()

    def with_standpunt(self, item: Standpunt) -> Presentatie:
        """One viewpoint more, at the end. StateError when its name is empty, too long or taken."""
        check_name(item.naam, [s.naam for s in self.standpunten])
        return replace(self, standpunten=(*self.standpunten, item))

    def with_variant(self, item: Variant) -> Presentatie:
        """One state more, at the end. StateError when its name is empty, too long or taken."""
        check_name(item.naam, [v.naam for v in self.varianten])
        return replace(self, varianten=(*self.varianten, item))


def check_name(naam: str, taken: list[str]) -> None:
    """StateError unless this can be the name of one thing more."""
    if not naam.strip() or len(naam) > LONGEST_NAME:
        raise StateError(f"naam: verwacht 1 tot {LONGEST_NAME} tekens, gevonden {naam!r}")
    if naam in taken:
        raise StateError(f"naam: '{naam}' bestaat al; kies een andere")


def free_name(start: str, taken: list[str]) -> str:
    """`start` itself, else the first of `start (2)`, `start (3)` … that is not taken."""
    number, naam = 1, start[:LONGEST_NAME]
    while naam in taken:
        number += 1
        naam = f"{start[: LONGEST_NAME - 6]} ({number})"
    return naam
