"""Every measure a rule file can name, by name."""

from __future__ import annotations

from . import blokken, bloktypen, openbaar, plein, programma, samenhang, sluiting, volgorde, weierslaan, zon
from .meting import Meting

_MODULES = (blokken, plein, openbaar, programma, weierslaan, volgorde, bloktypen, samenhang, sluiting, zon)

#: Name → measure.
METINGEN: dict[str, Meting] = {m.naam: m for module in _MODULES for m in module.METINGEN}
