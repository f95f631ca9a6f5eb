"""Text from a plan as it may stand in files of others."""

from __future__ import annotations

import re

from massastudie.plan import Plan

#: Characters that XML 1.0 and DXF have no place for (tab and line ends have).
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(value: object) -> str:
    """The text of a value without control characters and halves of characters."""
    return CONTROL.sub("", str(value))


#: What heights of a plan without terrain mean.
FLAT = "boven maaiveld; maaiveld is een vlak op 0 (aanname), geen NAP-hoogte gemeten"


def heights_text(plan: Plan) -> str:
    """What the heights in a file of this plan mean, in words."""
    return FLAT if plan.terrein is None else f"in meters NAP; maaiveld naar {plan.terrein.vermelding}"


def peil_m(plan: Plan) -> float:
    """The height (m NAP) of 0 in the plan; 0 where it is not known."""
    return 0.0 if plan.terrein is None else plan.terrein.peil_m
