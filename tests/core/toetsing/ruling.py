"""Rules and cases for the tests of the test: one rule at a time on a plan that a reader can draw."""

from __future__ import annotations

from collections.abc import Sequence

from massastudie.plan import Plan
from massastudie.state import State
from massastudie.toetsing import Oordeel, Toetsregel, Uitkomst
from massastudie.toetsing.geval import Geval
from massastudie.toetsing.metingen import METINGEN

GOOD, BAD, UNTESTED = Oordeel.VOLDOET, Oordeel.VOLDOET_NIET, Oordeel.NIET_TE_TOETSEN


def rule(
    meting: str, over: dict[str, Sequence[str]] | None = None, noten: dict[str, str] | None = None, **grens: float
) -> Toetsregel:
    """A rule with this measure and these limits."""
    looked_at = {name: tuple(ids) for name, ids in (over or {}).items()}
    return Toetsregel("R", "regel", "iets", meting, grens=grens, over=looked_at, noten=noten or {})


def outcome(plan: Plan, state: State | str, regel: Toetsregel) -> Uitkomst:
    """What the rule says of one state, or of a fase by its name."""
    found = State(state) if isinstance(state, str) else state
    return METINGEN[regel.meting].measure(Geval.of(plan, found), regel)
