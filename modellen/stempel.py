"""What an output is of: plan, version, and a hash that changes with any change of plan or state.

The hash is the start of SHA-256 over every field of the plan and over what the state asks for (parameters too; not its
colours, layers or selection); the same plan and wishes give the same hash on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from shapely import wkt
from shapely.geometry.base import BaseGeometry

from massastudie import __version__
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.tijd import ZONE

#: Characters of the hash that are shown; one chance in 10^14 that two plans share them.
SHOWN = 12
#: Fields that say where a plan was read, or what its ground was made of, not what is in it.
ELSEWHERE = frozenset({"map", "bekend"})


@dataclass(frozen=True, slots=True)
class Stempel:
    """Plan, version, hash and the moment at which an output was made (aware)."""

    plan: str
    naam: str
    versie: int
    code: str
    gemaakt: datetime
    programma: str = f"Massastudie {__version__}"

    @property
    def regel(self) -> str:
        """One line for a footer: version, hash, date, time and zone."""
        made = self.gemaakt.astimezone(ZONE)
        return f"versie {self.versie} · {self.code} · {made:%d-%m-%Y %H:%M} {made.tzname()}"


def stempel(plan: Plan, state: State, gemaakt: datetime) -> Stempel:
    """The stamp of a plan in a state. `gemaakt` is aware."""
    parts = (canonical(plan), canonical(state.figures_key))
    code = hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:SHOWN]
    return Stempel(plan.id, plan.naam, plan.versie, code, gemaakt)


def canonical(value: Any) -> str:
    """A text that is equal exactly when two values are: records by field, mappings sorted, shapes to a millimetre."""
    if isinstance(value, BaseGeometry):
        return str(wkt.dumps(value, rounding_precision=3))
    if is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in fields(value) if f.name not in ELSEWHERE]
        return f"{type(value).__name__}({_joined(f'{n}={canonical(getattr(value, n))}' for n in names)})"
    if isinstance(value, Mapping):
        return "{" + _joined(sorted(f"{canonical(k)}:{canonical(v)}" for k, v in value.items())) + "}"
    if isinstance(value, np.ndarray):
        return f"{value.shape} {hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()}"
    if isinstance(value, frozenset):
        return "{" + _joined(sorted(canonical(v) for v in value)) + "}"
    if isinstance(value, tuple | list):
        return "[" + _joined(canonical(v) for v in value) + "]"
    return value.isoformat() if isinstance(value, date) else repr(value)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)
