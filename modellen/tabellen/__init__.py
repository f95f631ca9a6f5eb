"""The figures of a plan as plain tables: one list of rows for spreadsheet, CSV and report, so they cannot disagree."""

from __future__ import annotations

from . import massatabel, overig, plantabel
from .dossier import Dossier, dossier
from .tabel import Tabel

__all__ = ["Dossier", "Tabel", "dossier", "tabellen"]


def tabellen(found: Dossier) -> dict[str, Tabel]:
    """id → table, in the order of the sheets; what was not worked out is not there."""
    tables = [plantabel.per_fase(found), plantabel.per_blok(found), massatabel.per_pand(found)]
    tables.append(massatabel.per_bouwlaag(found))
    if found.zon is not None:
        tables.append(overig.bezonning(found.zon))
    if found.toets is not None:
        tables.append(overig.toets(found.toets, [t.state.fase for t in found.toestanden]))
    tables += [overig.parameters(found), overig.sources(found), overig.definities()]
    tables += [plantabel.winkelunits(found), plantabel.gevels(found)]
    return {table.id: table for table in tables}
