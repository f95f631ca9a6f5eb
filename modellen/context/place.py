"""A plan with the panden of files around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from massastudie.context import Reading
from massastudie.omgeving import with_context
from massastudie.plan import Plan

from . import AS_IT_IS, read_context


def placed_around(
    plan: Plan, files: Iterable[Path], vervangt: bool, tell: Callable[[str], None] = lambda line: None,
    reading: Reading = AS_IT_IS,
) -> Plan:  # fmt: skip
    """`plan` with the panden of these files, one after the other; `tell` hears what was assumed or left out.

    Raises FileError or PlanError when one cannot be used.
    """
    for path in files:
        read = read_context(path, reading)
        plan = with_context(plan, read, vervangt)
        for remark in read.opmerkingen:
            tell(f"bestand {read.bestand}: {remark}")
        if read.raster is not None:
            for _, reason in read.overgeslagen:
                tell(f"bestand {read.bestand}: {reason}")
        elif count := len(read.overgeslagen):
            tell(f"bestand {read.bestand}: {count} overgeslagen; 'massastudie context {path}' noemt ze")
    return plan
