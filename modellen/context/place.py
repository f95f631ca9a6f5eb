"""A plan with the panden of files around it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from massastudie.omgeving import with_context
from massastudie.plan import Plan

from . import read_context


def placed_around(plan: Plan, files: Iterable[Path], vervangt: bool) -> Plan:
    """`plan` with the panden of these files, one after the other. FileError or PlanError when one cannot be used."""
    for path in files:
        plan = with_context(plan, read_context(path), vervangt)
    return plan
