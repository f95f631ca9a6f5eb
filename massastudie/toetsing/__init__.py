"""The vision as rules: `toets(plan, state, regels)` gives a verdict per rule and per fase."""

from .regel import Fasetoets, Oordeel, Regeloordeel, Toetsing, Toetsregel, Uitkomst
from .toets import norm_of, toets, toets_fase, toets_met_zon

__all__ = [
    "Fasetoets",
    "Oordeel",
    "Regeloordeel",
    "Toetsing",
    "Toetsregel",
    "Uitkomst",
    "norm_of",
    "toets",
    "toets_fase",
    "toets_met_zon",
]
