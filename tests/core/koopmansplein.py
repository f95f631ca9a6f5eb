"""The fasen of the Koopmansplein plan and its figures, for the tests on the real plan."""

from __future__ import annotations

from massastudie import oppervlak
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State

FASEN = ("bestaand", "fase1", "fase2", "fase3")
EIND = State("fase3")


def figures(plan: Plan, state: State) -> oppervlak.Kerncijfers:
    """Figures of one state."""
    return oppervlak.kerncijfers(plan, state, build(plan, state))
